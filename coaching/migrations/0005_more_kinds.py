"""Besides moments patterns, plans and parts of reports can be shared."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('coaching', '0004_thanks'),
    ]

    operations = [
        migrations.AlterField(
            model_name='share',
            name='kind',
            field=models.CharField(choices=[('moment', 'A moment'), ('pattern', 'A pattern'), ('plan', 'A plan'), ('report', 'Parts of a report')], max_length=12),
        ),
    ]
