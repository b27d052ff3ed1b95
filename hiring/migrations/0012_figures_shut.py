from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hiring', '0011_what_is_listed_and_counted'),
    ]

    operations = [
        migrations.AddField(
            model_name='opening',
            name='figures_shut',
            field=models.BooleanField(default=False),
        ),
    ]
