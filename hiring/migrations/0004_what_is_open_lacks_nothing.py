import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hiring', '0003_stages_of_old_openings'),
    ]

    operations = [
        migrations.AlterField('stagedecision', 'stage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='hiring.openingstage')),
        migrations.AddConstraint('stagedecision', models.UniqueConstraint(fields=('organisation', 'candidate', 'stage'), name='decision_once_per_stage')),
        migrations.RemoveConstraint('opening', 'opening_retention_is_known'),
        migrations.RemoveConstraint('opening', 'opening_closes_after_made'),
        migrations.AddConstraint('opening', models.CheckConstraint(condition=models.Q(('retention__in', ['', 'eu', 'us', 'us-public'])), name='opening_retention_is_known')),
        migrations.AddConstraint('opening', models.CheckConstraint(condition=models.Q(('closes_at', None), ('closes_at__gt', models.F('made_at')), _connector='OR'), name='opening_closes_after_made')),
        migrations.AddConstraint('opening', models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('opened_at', None), ('state', 'draft')), models.Q(('closed_at', None), ('opened_at__isnull', False), ('state', 'open')), models.Q(('closed_at__isnull', False), ('opened_at__isnull', False), ('state', 'closed')), _connector='OR'), name='opening_state_and_times_agree')),
        migrations.AddConstraint('opening', models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('closes_at__isnull', False), ('deadline__isnull', False), models.Q(('needs', ''), _negated=True), models.Q(('notice', ''), _negated=True), models.Q(('contact', ''), _negated=True), models.Q(('retention', ''), _negated=True)), _connector='OR'), name='opening_lacks_nothing')),
    ]
