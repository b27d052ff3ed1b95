import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hiring', '0009_candidates_way'),
        ('people', '0010_report_contact'),
    ]

    operations = [
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=120)),
                ('reason', models.TextField(blank=True)),
                ('sealed', models.BinaryField(blank=True, null=True)),
                ('placed_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('candidate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='holds', to='hiring.candidate')),
                ('lifted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='hiring.opening')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='legal_hold_has_a_name'), models.CheckConstraint(condition=models.Q(models.Q(('candidate', None), ('sealed', None), models.Q(('reason', ''), _negated=True)), models.Q(('candidate__isnull', False), ('reason', ''), ('sealed__isnull', False)), _connector='OR'), name='legal_hold_has_a_reason'), models.CheckConstraint(condition=models.Q(models.Q(('lifted_at', None), ('lifted_by', None)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False)), _connector='OR'), name='legal_hold_lifted_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='PurgeRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('began_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('looked_at', models.PositiveIntegerField(default=0)),
                ('purged', models.PositiveIntegerField(default=0)),
                ('held', models.PositiveIntegerField(default=0)),
                ('broken', models.PositiveIntegerField(default=0)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('began_at')), _connector='OR'), name='purge_run_ends_after_its_begin'), models.CheckConstraint(condition=models.Q(('looked_at__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('purged'), '+', models.F('held')), '+', models.F('broken')))), name='purge_run_counts_nobody_twice')],
            },
        ),
    ]
