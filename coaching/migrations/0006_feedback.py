"""Threads that begin with asking, what a person may do with feedback, and words that replace others."""

import django.db.models.deletion
from django.db import migrations, models


def keep_present_words(apps, schema_editor):
    """Backwards: of words that were changed only the last ones stay, each kind of words is a reply."""
    messages, threads = apps.get_model("coaching", "Message"), apps.get_model("coaching", "Thread")
    replaced = list(messages.objects.exclude(replaces=None).values_list("replaces", flat=True))
    messages.objects.exclude(replaces=None).update(replaces=None)
    messages.objects.filter(pk__in=replaced).delete()
    messages.objects.filter(kind__in=["ask", "shown", "unshown"]).delete()
    messages.objects.filter(kind__in=["thanks", "disagree"]).update(kind="reply")
    threads.objects.exclude(asked_until=None).update(asked_until=None, declined_at=None)
    if schema_editor.connection.vendor == "postgresql":  # what waits for the commit bars changes of tables
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("coaching", "0005_more_kinds"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="message",
            name="message_one_feedback_in_a_thread",
        ),
        migrations.AddField(
            model_name="message",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="replaced_by",
                to="coaching.message",
            ),
        ),
        migrations.AddField(
            model_name="thread",
            name="asked_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="thread",
            name="declined_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("feedback", "Feedback"),
                    ("reply", "Reply"),
                    ("ask", "Asks for feedback"),
                    ("thanks", "Thanks"),
                    ("disagree", "Disagrees"),
                    ("shown", "Showed this to somebody"),
                    ("unshown", "Stopped showing this to somebody"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex(
            model_name="thread",
            index=models.Index(
                condition=models.Q(("asked_until__isnull", False)),
                fields=["asked_until"],
                name="thread_ask_due",
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, keep_present_words),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "feedback"), ("replaces", None)),
                fields=("thread",),
                name="message_one_feedback_in_a_thread",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "thanks"), ("replaces", None)),
                fields=("thread",),
                name="message_one_thanks_in_a_thread",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("replaces", None), models.Q(("replaces", models.F("id")), _negated=True), _connector="OR"
                ),
                name="message_replaces_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(("asked_until", None), ("origin", "asked"), _connector="OR"),
                name="thread_waits_where_asked_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.CheckConstraint(
                condition=models.Q(("declined_at", None), ("asked_until__isnull", False), _connector="OR"),
                name="thread_declined_before_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="thread",
            constraint=models.UniqueConstraint(
                condition=models.Q(("asked_until__isnull", False)),
                fields=("receiver", "giver"),
                name="thread_one_open_ask_of_two",
            ),
        ),
    ]
