"""The names of drafts about a candidate: of each form that was sent when nobody was signed in any more.

All begin with "hiring:": the role of hiring reaches no other draft.
"""

from uuid import UUID


def card_form(candidate_id: UUID) -> str:
    """A card that is not locked yet."""
    return f"hiring:scorecard:{candidate_id}"


def change_form(candidate_id: UUID) -> str:
    """A change of a locked card, with its reason."""
    return f"hiring:scorecard-change:{candidate_id}"


def decision_form(candidate_id: UUID) -> str:
    return f"hiring:decision:{candidate_id}"


def answer_form(candidate_id: UUID) -> str:
    """HR's answer to what she asked for."""
    return f"hiring:adjustment-answer:{candidate_id}"


def reopening_form(candidate_id: UUID) -> str:
    """Why her answers are opened again."""
    return f"hiring:reopening:{candidate_id}"


def forms_about(candidate_id: UUID) -> list[str]:
    """All of them: they go with what was written about her."""
    forms = (card_form, change_form, decision_form, answer_form, reopening_form)
    return [form(candidate_id) for form in forms]
