"""An opening from its first list to its decision: the demo's hiring, told person by person. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Job:
    """What HR says of a job; `reasons` by component, for those that are switched on."""

    title: str
    needs: str
    reasons: Mapping[str, str]
    notice: str


@dataclass(frozen=True)
class Applicant:
    """Somebody who sent her answers. `level` is how she rates herself, 1 to 5.

    Cards in the order of the guide's questions: rating (0: could not tell) and what was heard.
    """

    name: str
    level: float
    hr: tuple[tuple[int, str], ...]
    supervisor: tuple[tuple[int, str], ...] = ()


JOB = Job(
    title="Customer-service agent, evenings",
    needs=(
        "Forty calls and chats a day about parcels that are late, lost or broken. It takes keeping calm with "
        "people who are angry, finding out what they need, and saying clearly what can be done."
    ),
    reasons={
        "SR": "One call in six begins with anger. Who takes it in stride has more left for the next one.",
        "EM": "Many who call have a parcel that matters to them. It helps to want to know why.",
    },
    notice=(
        "We ask everybody the same questions in a talk, and the talk carries the decision. Your answers to "
        "the statements only help us choose what else to ask. People decide, not a program."
    ),
)
EARLIER_JOB = "Customer-service agent, weekends"
EXPERTS = (
    "Alma Reyes",
    "Bruno Keita",
    "Carla Simon",
    "David Osman",
    "Emma Lund",
    "Felix Braun",
    "Greta Sato",
    "Henry Boateng",
    "Isla Petrov",
    "Joan Miller",
)
WITHDREW, ASKED, KEPT, DELETED = "Lukas Meyer", "Ana Kovac", "Paul Weber", "Irina Popa"
REQUEST = "I read slowly on a screen. May I have the situations on paper, or on the phone with somebody?"
HOLD = "File 2026-14"
HOLD_REASON = (
    "He has asked the tribunal why he was not taken. Our lawyer wants all of it kept until it is over."
)
CHANGE_REASON = (
    "I had put down the second half of her answer for somebody else. My notes of the call say otherwise."
)
DECISION_REASON = (
    "Both of us heard in four answers that she says back what the customer needs before she acts, and the "
    "rule is met. Her weakest part, explaining, is one that we train in the first weeks."
)
EARLIER_REASON = "He told of no customer whom he had heard out, in either question about anger."

NELL = Applicant(
    "Nell Okafor",
    3.9,
    (
        (4, "Let a man finish about a wedding dress that had not come, then asked when the wedding was."),
        (3, "Said no to a refund after forty days twice, in the same words, and stayed polite."),
        (4, "Asked a woman who wanted a new router what she could not do with the old one: it was a cable."),
        (4, "Heard a child in the background, asked, and put the heating contract first."),
        (3, "Explained customs with one example. Did not check whether it was understood."),
        (4, "“Your parcel is lost. I am sorry. This is what happens today”: her first three sentences."),
        (4, "Wrote to the depot with the three dates, and told the customer whom she had asked."),
        (3, "Admitted the wrong address and put it right. Nothing changed after that."),
    ),
    (
        (4, "Waits, then asks one question about the matter. Twice in her story."),
        (3, "Keeps to the rule, offers nothing else."),
        (5, "Said back in her own words what the customer needed before she did anything."),
        (3, "Noticed it late, then took more care."),
        (3, "Plain words, one example."),
        (4, "Bad news first, next step with a day."),
        (2, "Solved it alone and told nobody at the depot."),
        (4, "Told the customer herself and keeps a list of addresses since."),
    ),
)
RUTH = Applicant(
    "Ruth Adeyemi",
    4.4,
    (
        (5, "“You have rung four times and told it four times.” Then a call back at five, which she made."),
        (4, "Gave the reason for the no, and two things that he could choose from."),
        (5, "Asked for the letter to be read out, said back what it meant, had it confirmed."),
        (
            4,
            "A widower asked about a fee. She asked whose name the contract was in, and stopped the letters.",
        ),
        (3, "Read the tariff out first, then gave an example when the customer went quiet."),
        (3, "Took two minutes to come to the price rise, then said it plainly."),
        (4, "Spoke with the other team about the form; it has one field more now."),
        (5, "Rang the customer whom she had told a wrong date, and wrote the note that all use today."),
    ),
    (
        (4, "Names what happened to the caller before she offers anything."),
        (5, "Insulted, did not change her tone, let him choose."),
        (4, "Asks, says back, waits for the yes."),
        (4, "Hears what is not said. Changed the order of things for him."),
        (3, "An example, after a false start."),
        (3, "Late, then clear."),
        (4, "Went to the others about the matter, not the person."),
        (4, "Tells her own mistake without being asked how it came about."),
    ),
)
JAKUB = Applicant(
    "Jakub Nowak",
    3.4,
    (
        (2, "Told the caller that shouting would not help. Passed him on to a colleague."),
        (3, "Held to the no and gave the reason once."),
        (3, "Asked until it was clear which of two orders it was."),
        (0, "His story was about a colleague, not a customer."),
        (5, "Drew the steps of a return in an e-mail, and asked the customer to say what comes next."),
        (5, "Opened with the no, said why, gave the day of the next letter, asked what was still open."),
        (3, "Solved it for this customer."),
        (3, "Admitted a wrong price and corrected the bill."),
    ),
    (
        (3, "Polite while being shouted at; no next step."),
        (3, "One reason, one no, no offer."),
        (3, "Asks well when the matter is technical."),
        (2, "Noticed it, went on as usual."),
        (4, "Very clear, in few words, with a picture."),
        (5, "The clearest of all: first sentence, reason, next step."),
        (3, "Helped this one customer."),
        (4, "Put it right and told the shift."),
    ),
)
WANDA = Applicant(
    "Wanda Keller",
    4.0,
    (
        (4, "Lowered her voice until he lowered his, then agreed on a call the next morning."),
        (4, "Two reasons, one offer; he took the offer."),
        (2, "Sent the spare part that was asked for. It was the wrong one, as she learned a week later."),
        (3, "Heard that it was urgent, and took it through the usual steps with care."),
        (4, "Began with “for you this means”, no word of the company’s."),
        (3, "Said it early; the customer had to ask twice what happens next."),
        (5, "Brought two teams to one table; the hand-over note comes from that."),
        (3, "Admitted it and put it right."),
    ),
)
# The supervisor's card about Nell as it was locked first.
FIRST_HEARD = (*NELL.supervisor[:6], (3, "Wrote to the depot."), NELL.supervisor[7])
