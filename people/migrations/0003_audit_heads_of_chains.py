from django.db import migrations

GENESIS = "0" * 64


def tell_where_chains_end(apps, schema_editor):
    """Each organisation's chain ends, as far as anybody can know, at its last record."""
    Organisation, AuditRecord, AuditHead = (
        apps.get_model("people", name) for name in ("Organisation", "AuditRecord", "AuditHead")
    )
    for organisation in Organisation.objects.iterator():
        last = AuditRecord.objects.filter(organisation=organisation).order_by("-number").first()
        AuditHead.objects.create(
            organisation=organisation,
            number=last.number if last else 0,
            hash=last.hash if last else GENESIS,
        )


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0002_audit_head"),
    ]

    operations = [
        migrations.RunPython(tell_where_chains_end, migrations.RunPython.noop, elidable=True),
    ]
