import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hiring', '0013_scorecard_saved_from'),
        ('people', '0011_audit_by_object'),
    ]

    operations = [
        migrations.AddField(
            model_name='purgerun',
            name='experts',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name='FormerOpeningMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_members', to='hiring.opening')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'opening', 'member'), name='former_opening_member_once')],
            },
        ),
    ]
