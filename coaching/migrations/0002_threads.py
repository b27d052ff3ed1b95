"""A thread is a row of its own, with its key: feedback need not hang on something that was shared.

What was said on shares keeps its key and its words; a share about which nothing was said loses the key that
was made beforehand. What ended because the moment was deleted stays ended, as taken back.
"""

import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Max, Min, Q

from people.keys import key_ring
from people.sealing import OpenKey, new_secret, wrap

MANY = 500


def begin_threads(apps, schema_editor):
    """One thread for each share with messages."""
    share_model, message_model = apps.get_model("coaching", "Share"), apps.get_model("coaching", "Message")
    thread_model = apps.get_model("coaching", "Thread")
    said = share_model.objects.filter(messages__isnull=False)
    for share in said.annotate(began=Min("messages__said_at"), last=Max("messages__said_at")):
        thread = thread_model.objects.create(
            id=uuid.uuid4(),
            organisation_id=share.organisation_id,
            receiver_id=share.owner_id,
            giver_id=share.reader_id,
            origin="share",
            share=share,
            key_id=share.thread_key_id,
            began_at=share.began,
            last_at=share.last,
        )
        message_model.objects.filter(share=share).update(thread=thread)
    share_model.objects.filter(ending="source").update(ending="withdrawn")
    check_now(schema_editor)


def name_shares(apps, schema_editor):
    """Backwards: each message and each key of a thread names its share again; a share without gets a key.

    Threads without a share, which begin with what was seen or asked, have no place there: they go, with
    their words and keys.
    """
    message_model = apps.get_model("coaching", "Message")
    drop_threads_without_a_share(apps)
    for thread in apps.get_model("coaching", "Thread").objects.select_related("share"):
        message_model.objects.filter(thread=thread).update(share_id=thread.share_id)
        thread.share.thread_key_id = thread.key_id
        thread.share.save(update_fields=["thread_key"])
    for share in apps.get_model("coaching", "Share").objects.filter(thread_key=None):
        share.thread_key_id = make_key(apps, share.organisation_id)
        share.save(update_fields=["thread_key"])
    check_now(schema_editor)


def drop_threads_without_a_share(apps):
    threads = apps.get_model("coaching", "Thread").objects.filter(share=None)
    keys = list(threads.values_list("key", flat=True))
    apps.get_model("coaching", "Message").objects.filter(thread__in=threads).delete()
    threads.delete()
    apps.get_model("people", "KeySlot").objects.filter(data_key__in=keys).delete()
    apps.get_model("people", "DataKey").objects.filter(pk__in=keys).delete()


def make_key(apps, organisation):
    key, master = OpenKey(uuid.uuid4(), new_secret()), key_ring().current
    apps.get_model("people", "DataKey").objects.create(
        id=key.id, organisation_id=organisation, purpose="thread"
    )
    apps.get_model("people", "KeySlot").objects.create(
        id=uuid.uuid4(),
        organisation_id=organisation,
        data_key_id=key.id,
        kind="server",
        master_key_id=master.id,
        wrapped=wrap(master.secret, key),
    )
    return key.id


def check_now(schema_editor):
    """PostgreSQL changes no table of whose rows something is still to be checked."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")


def drop_unused_keys(apps, schema_editor):
    """Keys of threads that never began; the column that held them has gone."""
    slot_model, key_model = apps.get_model("people", "KeySlot"), apps.get_model("people", "DataKey")
    used = apps.get_model("coaching", "Thread").objects.values("key")
    unused = list(
        key_model.objects.filter(purpose="thread").exclude(pk__in=used).values_list("pk", flat=True)
    )
    slot_model.objects.filter(data_key__in=unused).delete()
    key_model.objects.filter(pk__in=unused).delete()
    check_now(schema_editor)


class Migration(migrations.Migration):
    dependencies = [("coaching", "0001_shares")]

    operations = [
        migrations.RemoveConstraint("message", "message_once_per_submission"),
        migrations.RemoveConstraint("message", "message_one_feedback_on_a_share"),
        migrations.RemoveIndex("message", "message_thread"),
        migrations.CreateModel(
            name="Thread",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("share", "On something shared"),
                            ("seen", "On something seen"),
                            ("asked", "Asked for"),
                        ],
                        max_length=10,
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                (
                    "giver",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "key",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="people.datakey"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "receiver",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="threads",
                        to="people.membership",
                    ),
                ),
                (
                    "second",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.membership",
                    ),
                ),
                (
                    "share",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="thread",
                        to="coaching.share",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["receiver", "-last_at", "-id"], name="thread_received"),
                    models.Index(fields=["giver", "-last_at", "-id"], name="thread_given"),
                    models.Index(fields=["last_at"], name="thread_due"),
                ],
                "constraints": [
                    models.CheckConstraint(condition=~Q(receiver=F("giver")), name="thread_is_between_two"),
                    models.CheckConstraint(
                        condition=~Q(second=F("giver")) & ~Q(second=F("receiver")),
                        name="thread_second_is_a_third",
                    ),
                    models.CheckConstraint(
                        condition=Q(origin="share", share__isnull=False)
                        | (~Q(origin="share") & Q(share=None)),
                        name="thread_on_a_share_names_it",
                    ),
                ],
            },
        ),
        migrations.AddField(
            "message",
            "thread",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="coaching.thread",
            ),
        ),
        # Empty on the way back, until the threads have named them.
        migrations.AlterField(
            "message",
            "share",
            models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="coaching.share",
            ),
        ),
        migrations.AlterField(
            "share",
            "thread_key",
            models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="people.datakey",
            ),
        ),
        migrations.RunPython(begin_threads, name_shares),
        migrations.RemoveField("message", "share"),
        migrations.RemoveField("share", "thread_key"),
        migrations.RunPython(drop_unused_keys, migrations.RunPython.noop),
        migrations.AlterField(
            "message",
            "thread",
            models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="messages",
                to="coaching.thread",
            ),
        ),
        migrations.AlterField(
            "share",
            "ending",
            models.CharField(
                blank=True,
                choices=[
                    ("withdrawn", "You stopped sharing it."),
                    ("expired", "The time you had set is over."),
                    ("reader", "The other person does not look after your team any more."),
                ],
                max_length=10,
            ),
        ),
        migrations.AddIndex("message", models.Index(fields=["thread", "said_at"], name="message_thread")),
        migrations.AddConstraint(
            "message",
            models.UniqueConstraint(
                fields=("thread", "author", "submission_key"), name="message_once_per_submission"
            ),
        ),
        migrations.AddConstraint(
            "message",
            models.UniqueConstraint(
                condition=Q(kind="feedback"), fields=("thread",), name="message_one_feedback_in_a_thread"
            ),
        ),
    ]
