"""What a component asks about, and questions for the talk: the same whatever the score. Pure.

The texts are message ids: show them with gettext.
"""

from vocabulary.marks import gettext_noop

ASKS = {
    "SA": gettext_noop("The statements ask how much you attend to your feelings; more is not always better."),
    "SR": gettext_noop("The statements ask how quickly things make you angry or irritated."),
    "MO": gettext_noop("The statements ask how hard you push yourself with tasks."),
    "EM": gettext_noop("The statements ask how much the feelings and needs of others matter to you."),
    "SS": gettext_noop("The statements ask how much at ease you are around people."),
}
QUESTIONS: dict[str, tuple[str, ...]] = {
    "SA": (
        gettext_noop("Tell me about a day at work that stayed with you. What did you notice in yourself?"),
        gettext_noop(
            "When does it help you in a call to notice how you feel, and when does it get in the way?"
        ),
    ),
    "SR": (
        gettext_noop("Tell me about a call that annoyed you. What did the customer hear of it?"),
        gettext_noop("What do you do between a hard call and the next one?"),
    ),
    "MO": (
        gettext_noop("Tell me about a dull task that you had to do well. How did you go about it?"),
        gettext_noop("When did you stop before something was perfect, and was that right?"),
    ),
    "EM": (
        gettext_noop("Tell me about a customer in a hard place. What did you do for them?"),
        gettext_noop("When did caring about a customer make the call harder? What did you do?"),
    ),
    "SS": (
        gettext_noop("How do you get to know the people of a new team?"),
        gettext_noop("Which parts of a working day do you like to spend alone, and which with others?"),
    ),
}
