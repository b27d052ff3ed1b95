from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0004_named_raters'),
    ]

    operations = [
        migrations.AddField(
            model_name='componentscore',
            name='mean',
            field=models.FloatField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='componentscore',
            name='local_persons',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='componentscore',
            name='local_until',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='componentscore',
            name='retest',
            field=models.FloatField(default=0.75),
        ),
        migrations.AddField(
            model_name='componentscore',
            name='retest_persons',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='componentscore',
            name='retest_until',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.RemoveConstraint(
            model_name='componentscore',
            name='score_figures_in_range',
        ),
        migrations.AddConstraint(
            model_name='componentscore',
            constraint=models.CheckConstraint(condition=Q(('alpha__gt', 0), ('alpha__lt', 1), ('retest__gte', 0), ('retest__lte', 1), ('sd__gt', 0)), name='score_figures_in_range'),
        ),
        migrations.AddConstraint(
            model_name='componentscore',
            constraint=models.CheckConstraint(condition=Q(Q(('local_persons', None), ('local_until', None), ('mean', None)), Q(('local_persons__gte', 100), ('local_persons__isnull', False), ('local_until__isnull', False), ('mean__isnull', False)), _connector='OR'), name='score_local_figures_whole'),
        ),
        migrations.AddConstraint(
            model_name='componentscore',
            constraint=models.CheckConstraint(condition=Q(Q(('retest_persons', None), ('retest_until', None)), Q(('retest_persons__gte', 50), ('retest_persons__isnull', False), ('retest_until__isnull', False)), _connector='OR'), name='score_local_retest_whole'),
        ),
    ]
