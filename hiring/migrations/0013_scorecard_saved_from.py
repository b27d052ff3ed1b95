from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hiring', '0012_figures_shut'),
    ]

    operations = [
        migrations.AddField(
            model_name='scorecard',
            name='saved_from',
            field=models.UUIDField(blank=True, null=True),
        ),
    ]
