import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0010_report_contact'),
        ('hiring', '0001_openings'),
    ]

    operations = [
        migrations.AddField('opening', 'state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('closed', 'Closed')], default='draft', max_length=6)),
        migrations.AddField('opening', 'opened_at', models.DateTimeField(blank=True, null=True)),
        migrations.AddField('opening', 'closed_at', models.DateTimeField(blank=True, null=True)),
        migrations.AddField('opening', 'confirmed', models.JSONField(blank=True, default=list)),
        migrations.AlterField('opening', 'needs', models.TextField(blank=True)),
        migrations.AlterField('opening', 'notice', models.TextField(blank=True)),
        migrations.AlterField('opening', 'contact', models.CharField(blank=True, max_length=200)),
        migrations.AlterField('opening', 'deadline', models.DateField(blank=True, null=True)),
        migrations.AlterField('opening', 'closes_at', models.DateTimeField(blank=True, null=True)),
        migrations.AlterField('opening', 'retention', models.CharField(blank=True, choices=[('eu', 'European Union or United Kingdom'), ('us', 'United States'), ('us-public', 'United States, public employer')], max_length=12)),
        migrations.AlterField('opening', 'guide_key', models.CharField(blank=True, max_length=40)),
        migrations.AlterField('opening', 'guide_version', models.PositiveSmallIntegerField(default=0)),
        migrations.CreateModel(
            name='OpeningStage',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveSmallIntegerField()),
                ('kind', models.CharField(choices=[('questionnaire', 'Statements'), ('judgement', 'Situations'), ('interview', 'Talk')], max_length=13)),
                ('name', models.CharField(max_length=60)),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stages', to='hiring.opening')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'opening', 'position'), name='opening_stage_once_per_place'), models.CheckConstraint(condition=models.Q(('kind__in', ['questionnaire', 'judgement', 'interview'])), name='opening_stage_is_known'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='opening_stage_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='OpeningGuide',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('document', models.JSONField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('confirmed', models.JSONField(blank=True, default=list)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('opening', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='own_guide', to='hiring.opening')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at', None), ('confirmed_by', None)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False)), _connector='OR'), name='opening_guide_confirmed_by_somebody')],
            },
        ),
        migrations.CreateModel(
            name='RuleVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('document', models.JSONField()),
                ('hash', models.CharField(max_length=64)),
                ('fixed_at', models.DateTimeField()),
                ('reason', models.TextField(blank=True)),
                ('fixed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='hiring.opening')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'opening', 'number'), name='rule_version_once'), models.CheckConstraint(condition=models.Q(('number', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='rule_change_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='OpeningMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('interviewer', 'Talks with candidates'), ('decider', 'Decides')], max_length=11)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.membership')),
                ('opening', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='hiring.opening')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'opening', 'member', 'role'), name='opening_member_once_per_role'), models.CheckConstraint(condition=models.Q(('role__in', ['interviewer', 'decider'])), name='opening_member_role_is_known')],
            },
        ),
        migrations.RemoveConstraint('decision', 'decision_once_per_candidate'),
        migrations.RenameModel('Decision', 'StageDecision'),
        migrations.AddField('stagedecision', 'goes_on', models.BooleanField(null=True)),
        migrations.AddField('stagedecision', 'stage', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='hiring.openingstage')),
    ]
