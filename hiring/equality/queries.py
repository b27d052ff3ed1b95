"""What a candidate's own pages ask about the voluntary questions; never what was answered."""

from hiring.equality.actions import has_equality_answers
from hiring.models import Candidate


def may_tell(candidate: Candidate) -> bool:
    """Whether the voluntary questions stand open to her: sent, nothing said yet and nothing decided."""
    if candidate.state != Candidate.State.SENT or candidate.decisions.exists():
        return False
    return not has_equality_answers(candidate)
