from django.db import migrations


def give_stages(apps, schema_editor):
    """An opening of before is open, asks statements and then talks; who wrote a card or decided may go on."""
    Opening, Stage = apps.get_model("hiring", "Opening"), apps.get_model("hiring", "OpeningStage")
    for opening in Opening.objects.filter(opened_at=None, stages=None).exclude(deadline=None):
        opening.state, opening.opened_at = "open", opening.made_at
        opening.confirmed = ["job", "stages", "told", "team"]
        opening.save(update_fields=["state", "opened_at", "confirmed"])
        of_it = {"organisation_id": opening.organisation_id, "opening": opening}
        Stage.objects.create(**of_it, position=1, kind="questionnaire", name="Statements")
        last = Stage.objects.create(**of_it, position=2, kind="interview", name="Talk")
        apps.get_model("hiring", "StageDecision").objects.filter(candidate__opening=opening).update(stage=last)
        give_members(apps, opening, of_it)


def give_members(apps, opening, of_it):
    Member, of_opening = apps.get_model("hiring", "OpeningMember"), {"candidate__opening": opening}
    cards = apps.get_model("hiring", "Scorecard").objects.filter(**of_opening)
    decisions = apps.get_model("hiring", "StageDecision").objects.filter(**of_opening)
    talked = {opening.made_by_id, *cards.values_list("interviewer", flat=True)}
    decided = {opening.made_by_id, *decisions.values_list("decided_by", flat=True)}
    for role, people in (("interviewer", talked), ("decider", decided)):
        for member in people:
            Member.objects.create(**of_it, member_id=member, role=role)


def take_stages(apps, schema_editor):
    """Back to the time before stages: drafts and decisions at earlier stages have no place there."""
    Opening, Stage = apps.get_model("hiring", "Opening"), apps.get_model("hiring", "OpeningStage")
    Opening.objects.filter(state="draft").delete()
    decisions = apps.get_model("hiring", "StageDecision").objects
    for opening in Opening.objects.all():
        last = Stage.objects.filter(opening=opening).order_by("position").last()
        decisions.filter(candidate__opening=opening).exclude(stage=last).delete()
    decisions.update(stage=None)
    Stage.objects.all().delete()
    apps.get_model("hiring", "OpeningMember").objects.all().delete()
    Opening.objects.update(state="draft", opened_at=None, closed_at=None)


class Migration(migrations.Migration):

    dependencies = [
        ('hiring', '0002_spine'),
    ]

    operations = [
        migrations.RunPython(give_stages, take_stages),
    ]
