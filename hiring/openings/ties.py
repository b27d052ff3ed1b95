"""What is done when more people meet a rule than there are places, in words: the same wherever it stands."""

from django.utils.translation import gettext_lazy

from hiring.openings.rule import Ties

QUESTION = gettext_lazy("When more people meet the rule than there are places")
TIES = {
    Ties.ANOTHER_TALK: gettext_lazy("Another talk with the same questions, by two other people"),
    Ties.HEAVIEST: gettext_lazy("The higher mean in the competency that weighs most"),
    Ties.LOT: gettext_lazy("A lot is drawn in front of two people"),
}
