"""Whom an organisation names for reports, and the keys of reports."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0009_totals")]

    operations = [
        migrations.AddField(
            "organisation",
            "report_contact",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="people.membership",
            ),
        ),
        migrations.AlterField(
            "datakey", "purpose", models.CharField(choices=[('membership', "A person's own moments, drafts and charts"), ('candidate', 'What is written about a candidate'), ('installation', 'Mails waiting to be sent, second-factor secrets'), ('round', 'Replies of an open round; the key ends with it'), ('share', 'What is shared with one person; the key ends with the sharing'), ('totals', 'Who is counted in totals, by marks that name nobody'), ('week', 'What counts of a week until its totals are made; the key ends with that'), ('thread', 'What two people say about something that was shared'), ('thanks', 'What somebody thanked a colleague for'), ("report", "What somebody reported to the contact of her organisation")], max_length=20)
        ),
    ]
