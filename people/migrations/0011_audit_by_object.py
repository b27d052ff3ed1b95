"""What was done about one thing is found without going through a whole chain."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0010_report_contact")]

    operations = [
        migrations.AddIndex(
            "auditrecord", models.Index(fields=["organisation", "object_id"], name="audit_by_object")
        ),
    ]
