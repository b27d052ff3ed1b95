"""What the sealed documents of a thread hold."""

from coaching.documents import Feedback, Reply, read_feedback, read_reply


def test_what_was_written_is_read_again() -> None:
    feedback, reply = Feedback("s", "b", "i", "q"), Reply("thanks")
    assert read_feedback(feedback.as_json()) == feedback
    assert read_reply(reply.as_json()) == reply
