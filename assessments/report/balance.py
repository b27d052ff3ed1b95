"""What goes together and what pulls apart among the five parts."""

from django.utils.translation import gettext as _

from assessments.instruments import Component
from assessments.meaning import MEANINGS
from assessments.reading import ProfileReading

WIDEST = 2  # pairs that are put into words; the sentence of the profile names them all


def balance(reading: ProfileReading) -> tuple[str, ...]:
    """A sentence for each of the widest pairs, then a question; nothing where there is no pair at all."""
    scored = [one for one in reading.components if one.reading]
    pairs = reading.far_apart
    if len(scored) < 2:
        return ()
    if not pairs:
        return (
            _(
                "The ranges of all your parts overlap: nothing in your answers clearly pulls apart. That is "
                "a result too."
            ),
        )
    last = [_("When did a contact last ask you for both at once?")]
    if len(pairs) < len(scored) * (len(scored) - 1) // 2:
        last.append(_("Parts that overlap go together: which of them stands higher, nobody can tell."))
    return (*(_pulls(*pair) for pair in pairs[:WIDEST]), " ".join(last))


def _pulls(more: Component, less: Component) -> str:
    return _("%(top)s and %(low)s pull apart: your answers speak more for %(more)s than for %(less)s.") % {
        "top": _(more.name),
        "low": _(less.name),
        "more": _(MEANINGS[more.code].about),
        "less": _(MEANINGS[less.code].about),
    }
