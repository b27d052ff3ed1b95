import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hiring', '0010_keeping'),
        ('people', '0010_report_contact'),
    ]

    operations = [
        migrations.AlterField(
            model_name='candidate',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AlterField(
            model_name='candidateanswer',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AlterField(
            model_name='equalitykey',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AlterField(
            model_name='scorecard',
            name='interviewer',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership'),
        ),
        migrations.AlterField(
            model_name='scorecard',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AlterField(
            model_name='stagedecision',
            name='decided_by',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership'),
        ),
        migrations.AlterField(
            model_name='stagedecision',
            name='organisation',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation'),
        ),
        migrations.AddIndex(
            model_name='candidate',
            index=models.Index(fields=['organisation', 'opening', 'name', 'id'], name='candidate_by_name'),
        ),
        migrations.AddIndex(
            model_name='candidate',
            index=models.Index(fields=['organisation', 'opening', 'state'], name='candidate_by_state'),
        ),
        migrations.AddIndex(
            model_name='stagedecision',
            index=models.Index(condition=models.Q(('goes_on', None)), fields=['organisation'], name='decision_unread'),
        ),
    ]
