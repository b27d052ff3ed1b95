from django.db import migrations


def keep_who_judged(apps, schema_editor):
    """Who wrote a card or decided, and is not on the team, was taken off it."""
    Member, Former = apps.get_model("hiring", "OpeningMember"), apps.get_model("hiring", "FormerOpeningMember")
    judged = set()
    for model, judge in (("Scorecard", "interviewer"), ("StageDecision", "decided_by")):
        rows = apps.get_model("hiring", model).objects
        judged |= set(rows.values_list("organisation", "candidate__opening", judge))
    named = set(Member.objects.values_list("organisation", "opening", "member"))
    Former.objects.bulk_create(
        Former(organisation_id=organisation, opening_id=opening, member_id=member)
        for organisation, opening, member in sorted(judged - named)
    )


class Migration(migrations.Migration):

    dependencies = [
        ('hiring', '0014_who_was_named'),
    ]

    operations = [
        migrations.RunPython(keep_who_judged, migrations.RunPython.noop),
    ]
