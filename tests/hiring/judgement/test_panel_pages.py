"""The panel in a browser: HR asks and freezes, experts rate blind and without an account."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client

from hiring.judgement.access import COOKIE
from hiring.judgement.actions.panels import remove_expert
from hiring.judgement.queries import sheets_of_expert
from hiring.models import Expert, ExpertPanel, ExpertRating
from hiring.views import rating
from people.models import Membership
from tests.cast import NOW
from tests.experts import begun, expert, frozen_by, full_panel, panel_of, rated, sent
from tests.hiring.conftest import later
from tests.phones import Phone

Sign = Callable[[Membership], Client]
pytestmark = pytest.mark.usefixtures("scoped", "clock")
LABEL = "Development key by the authors, experts 0, not for selection."


def of_expert(name: str) -> Client:
    client = Phone()
    client.cookies[COOKIE] = f"session-of-{name}"
    return client


def text_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def posted(name: str, number: int, value: str = "4") -> dict[str, str]:
    """A page of ways, all rated alike."""
    return {one.code: value for one in sheets_of_expert(expert(name)).options(number)}


# --- HR -------------------------------------------------------------------------------------------


def test_hr_starts_a_panel_and_asks_people(dee: Membership, client_of: Sign) -> None:
    hr = client_of(dee)
    assert LABEL in text_of(hr, "/hiring/panel/")
    answer = hr.post("/hiring/panel/", follow=True)
    panel = ExpertPanel.objects.get()
    assert answer.redirect_chain == [(f"/hiring/panel/{panel.pk}/", 303)]
    assert "Nobody is asked yet." in answer.content.decode()
    people = "Ina Fine, ina@experts.example\n\n  Lee, Jo, jo@experts.example \n"
    hr.post(f"/hiring/panel/{panel.pk}/invite/", {"people": people})
    assert set(panel.experts.values_list("name", "email")) == {
        ("Ina Fine", "ina@experts.example"),
        ("Lee, Jo", "jo@experts.example"),
    }
    page = text_of(hr, f"/hiring/panel/{panel.pk}/")
    assert "0 of 2 people have sent their ratings." in page
    assert "The key can be frozen when 10 more have." in page
    assert "Freeze the key" not in page
    assert "Start a panel" not in text_of(hr, "/hiring/panel/")


def test_a_second_click_starts_no_second_panel(dee: Membership, client_of: Sign) -> None:
    hr = client_of(dee)
    hr.post("/hiring/panel/")
    assert "A panel is open already." in hr.post("/hiring/panel/", follow=True).content.decode()
    assert ExpertPanel.objects.count() == 1


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ("", "Write at least one name with its e-mail address."),
        ("Ina ina@experts.example", "Write this line as a name, a comma and an e-mail address: Ina ina@"),
        (", ina@experts.example", "Write this line as a name, a comma"),
        ("Ina, nowhere", "Write this line as a name, a comma and an e-mail address: Ina, nowhere"),
        (f"Xu, {'a' * 230}@experts-of-service.example", "Write this line as a name, a comma"),
        ("N" * 121 + ", ina@experts.example", "Write this line as a name, a comma"),
        ("x" * 20_001, "Ask fewer at once"),
        ("Ina, ina@experts.example\nIna, ina@experts.example", "Nobody was asked now."),
    ],
)
def test_a_list_that_cannot_be_read_comes_back(
    dee: Membership, client_of: Sign, people: str, told: str
) -> None:
    panel = panel_of(dee)
    answer = client_of(dee).post(f"/hiring/panel/{panel.pk}/invite/", {"people": people})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert told in page
    assert people[:30] in page
    assert not Expert.objects.exists()


def test_while_experts_rate_no_page_tells_who_or_what(dee: Membership, client_of: Sign) -> None:
    panel = panel_of(dee, "Ina", "Jo")
    hr = client_of(dee)
    before = {name: text_of(hr, f"/hiring/panel/{panel.pk}/{name}") for name in ("", "freeze/", "invite/")}
    rated("Ina", {"remark-a": 1})
    after = {name: text_of(hr, f"/hiring/panel/{panel.pk}/{name}") for name in before}
    assert [bare(each) for each in after.values()] == [bare(each) for each in before.values()]
    sent("Ina")
    one = text_of(hr, f"/hiring/panel/{panel.pk}/")
    Expert.objects.update(sent_at=None)
    sent("Jo")
    assert bare(text_of(hr, f"/hiring/panel/{panel.pk}/")) == bare(one)  # one has sent: not which
    assert "1 of 2 people" in one


def bare(page: str) -> str:
    """Without what differs from request to request."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)


def test_hr_reminds_and_removes(dee: Membership, client_of: Sign) -> None:
    panel = panel_of(dee, "Ina", "Jo")
    hr, where = client_of(dee), f"/hiring/panel/{panel.pk}/"
    assert "A reminder is on its way" in hr.post(f"{where}remind/", follow=True).content.decode()
    assert "three days after" in hr.post(f"{where}remind/", follow=True).content.decode()
    jo = expert("Jo").pk
    page = text_of(hr, f"{where}remove/{jo}/")
    assert "Remove Jo" in page
    assert "If the ratings were sent, one fewer counts as sent afterwards." in page
    assert "This page does not say who that is." in text_of(hr, where)
    assert "Jo is no longer on the panel." in hr.post(f"{where}remove/{jo}/", follow=True).content.decode()
    assert hr.get(f"{where}remove/{jo}/").status_code == 404


def test_hr_freezes_the_key_and_then_sees_the_table(dee: Membership, client_of: Sign) -> None:
    panel = full_panel(dee, [{"remark-a": 1 + 4 * (number % 2)} for number in range(4)])
    hr, where = client_of(dee), f"/hiring/panel/{panel.pk}/"
    assert "rwg" not in text_of(hr, where)
    before = text_of(hr, f"{where}freeze/")
    assert "You see the figures after freezing" in before
    assert "where at least one situation stays for each part of emotional intelligence" in before
    page = hr.post(f"{where}freeze/", follow=True).content.decode()
    for told in (
        "10 experts agree well enough on 12 of 12 situations, with 59 ways to act.",
        "4 of 5 stay",
        "Hash of the key (SHA-256)",
        "has up to 65 of 100",
        "Expert00, Expert01",
    ):
        assert told in page, told
    assert "@experts.example" not in page
    assert hr.get(f"{where}freeze/").status_code == 303
    assert "so it stays as it is" in hr.post(f"{where}freeze/", follow=True).content.decode()
    assert "Key frozen, 10 experts" in text_of(hr, "/hiring/panel/")
    someone = panel.experts.all()[0].pk
    assert hr.get(f"{where}remove/{someone}/").status_code == 404


def test_too_few_freeze_nothing(dee: Membership, client_of: Sign) -> None:
    panel = panel_of(dee, "Ina")
    sent("Ina")
    hr, where = client_of(dee), f"/hiring/panel/{panel.pk}/freeze/"
    assert "A key needs the ratings of at least 10 experts." in text_of(hr, where)
    assert "So far 1 have sent theirs." in hr.post(where, follow=True).content.decode()
    assert ExpertPanel.objects.get().state == "open"


# --- experts --------------------------------------------------------------------------------------


def test_from_the_mail_to_the_ratings(
    dee: Membership, client_of: Sign, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    panel = panel_of(dee)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[attr-defined]
        client_of(dee).post(f"/hiring/panel/{panel.pk}/invite/", {"people": "Ina, ina@experts.example"})
    found = re.search(r"http://testserver(/x/\S+)", str(mail.outbox[-1].body))
    assert found
    link, ina = found.group(1), Phone()
    assert "Hello Ina," in str(mail.outbox[-1].body)
    for _scanner in range(3):
        Client().get(link)
    assert "12 situations with five ways to act each" in text_of(ina, link)
    answer = ina.post(link)
    assert answer["Location"] == "/x/s/1/"
    assert ina.cookies[COOKIE]["httponly"]
    assert ina.cookies[COOKIE]["path"] == "/x/"
    for number in range(1, 13):
        went = ina.post(f"/x/s/{number}/", posted("Ina", number))
        assert went["Location"] == ("/x/check/" if number == 12 else f"/x/s/{number + 1}/")
    assert "Not all rated yet" not in text_of(ina, "/x/check/")
    page = ina.post("/x/check/", follow=True).content.decode()
    assert "Your ratings are sent" in page
    assert "Harbour Support has had them since 21 November 2026." in page
    assert ExpertRating.objects.count() == 60
    for path in ("/x/check/", "/x/s/1/", link):
        assert ina.get(path)["Location"] == "/x/done/"


def test_a_page_shows_one_situation_and_no_word_about_the_key(dee: Membership) -> None:
    panel_of(dee, "Ina")
    begun("Ina")
    page = text_of(of_expert("Ina"), "/x/s/3/")
    assert "Situation 3 of 12" in page
    assert "No money back" in page
    assert page.count("<fieldset") == 5
    assert page.count('type="radio"') == 25
    assert "rather not say" not in page
    assert not re.search(r"solving|escalating|avoiding|\bwarm\b|\bcold\b", page)
    assert len(page.encode()) < 60_000


def test_what_is_missing_is_told_and_what_was_rated_is_kept(dee: Membership) -> None:
    panel_of(dee, "Ina")
    begun("Ina")
    ina = of_expert("Ina")
    given = posted("Ina", 1)
    left = list(given)[2]
    page = ina.post(
        "/x/s/1/", {code: value for code, value in given.items() if code != left}
    ).content.decode()
    assert "Select an answer to way 3." in page
    assert f'href="#{left}-1"' in page
    assert ExpertRating.objects.count() == 4
    assert "Not all rated yet" in text_of(ina, "/x/check/")
    assert "Some situations still lack a rating." in ina.post("/x/check/").content.decode()


@pytest.mark.parametrize("value", ["0", "6", "skip", "x", ""])
def test_a_value_that_was_not_offered_is_told_and_not_kept(dee: Membership, value: str) -> None:
    panel_of(dee, "Ina")
    begun("Ina")
    given = posted("Ina", 1)
    wrong = next(iter(given))
    page = of_expert("Ina").post("/x/s/1/", given | {wrong: value, "remark-z": "3"}).content.decode()
    assert "One answer was not among those offered" in page
    assert ExpertRating.objects.count() == 4


def test_back_later_and_check_keep_what_was_rated(
    dee: Membership, django_capture_on_commit_callbacks: Callable[..., object]
) -> None:
    panel_of(dee, "Ina")
    begun("Ina", now=NOW)
    ina = of_expert("Ina")
    assert ina.post("/x/s/2/", {"number-a": "5", "then": "back"})["Location"] == "/x/s/1/"
    assert ina.post("/x/s/1/", posted("Ina", 1) | {"then": "back"})["Location"] == "/x/s/1/"
    assert ina.post("/x/s/2/?check=1", posted("Ina", 2))["Location"] == "/x/check/"
    assert ina.post("/x/s/3/?quiet=1", {"refund-a": "2"}).json() == {"saved": ""}
    saved = ina.post("/x/s/3/", {"refund-b": "2", "then": "later"}, follow=True).content.decode()
    assert "on its way to your mailbox" in saved
    assert "Your ratings are saved" in saved
    again = ina.post("/x/s/3/", {"then": "later"}, follow=True).content.decode()
    assert "The link of a few minutes ago" in again
    assert ExpertRating.objects.count() == 12


def test_after_sending_nothing_changes_in_another_window(dee: Membership) -> None:
    panel_of(dee, "Ina")
    begun("Ina")
    sheets = posted("Ina", 1, "1")
    sent("Ina")
    ina = of_expert("Ina")
    assert ina.post("/x/s/1/", sheets)["Location"] == "/x/done/"
    assert expert("Ina").ratings.filter(option="remark-c").get().rating == 5


@pytest.mark.parametrize("path", ["/x/s/0/", "/x/s/13/"])
def test_there_are_twelve_pages(dee: Membership, path: str) -> None:
    panel_of(dee, "Ina")
    begun("Ina")
    assert of_expert("Ina").get(path).status_code == 404


def test_every_dead_link_and_cookie_gets_one_page(dee: Membership, clock: object) -> None:
    panel_of(dee, "Ina", "Jo", "Kim")
    begun("Ina")
    remove_expert(expert=expert("Jo"), by=dee, now=NOW)
    never = Client().get("/x/never-issued/")
    assert never.status_code == 410
    dead = [
        Client().get("/x/link-of-Ina/"),  # used, in another browser
        Client().post("/x/link-of-Ina/"),
        Client().get("/x/link-of-Jo/"),
        of_expert("Jo").get("/x/s/1/"),
        Client().get("/x/s/1/"),
        Client().get("/x/done/"),
    ]
    assert {(each.status_code, each.content) for each in dead} == {(410, never.content)}
    clock.move_to(later(days=14))  # type: ignore[attr-defined]
    assert Client().get("/x/link-of-Kim/").content == never.content
    assert of_expert("Ina").get("/x/s/1/").content == never.content


def test_her_own_link_leads_back_to_where_she_was(dee: Membership) -> None:
    panel_of(dee, "Ina")
    begun("Ina")
    rated("Ina", pages=4)
    assert of_expert("Ina").get("/x/link-of-Ina/")["Location"] == "/x/s/5/"
    assert of_expert("Ina").get("/x/done/")["Location"] == "/x/s/5/"


def test_with_the_key_frozen_every_link_is_dead(dee: Membership) -> None:
    panel = full_panel(dee)
    panel_of(dee, "Late", panel=panel)
    begun("Late")
    never = Client().get("/x/never-issued/").content
    frozen_again = of_expert("Late").get("/x/s/1/")
    assert frozen_again.status_code == 200
    panel.state = "frozen"
    panel.save()
    assert of_expert("Late").get("/x/s/1/").content == never
    assert Client().get("/x/link-of-Expert01/").content == never


@pytest.mark.parametrize(
    ("act", "path", "sent_with"),
    [
        ("rate_options", "/x/s/1/", {}),
        ("rate_later", "/x/s/1/", {"then": "later"}),
        ("send_ratings", "/x/check/", {}),
    ],
)
def test_who_is_removed_while_she_sends_gets_the_page_of_every_dead_link(
    dee: Membership, monkeypatch: pytest.MonkeyPatch, act: str, path: str, sent_with: dict[str, str]
) -> None:
    panel_of(dee, "Ina")
    begun("Ina")
    given = posted("Ina", 1) | sent_with
    goes_meanwhile(monkeypatch, act, dee)
    answer = of_expert("Ina").post(path, given)
    assert (answer.status_code, answer.content) == (410, Client().get("/x/never-issued/").content)


def test_a_quiet_save_of_who_is_removed_is_told_that_nothing_is_kept(
    dee: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel_of(dee, "Ina")
    begun("Ina")
    given = posted("Ina", 1)
    goes_meanwhile(monkeypatch, "rate_options", dee)
    answer = of_expert("Ina").post("/x/s/1/?quiet=1", given)
    assert (answer.status_code, answer.json()) == (409, {"saved": None})


def goes_meanwhile(monkeypatch: pytest.MonkeyPatch, act: str, hr: Membership) -> None:
    """She is removed after the page has found her and before the write holds her."""
    real = getattr(rating, act)

    def late(**told: object) -> object:
        remove_expert(expert=expert("Ina"), by=hr, now=NOW)
        return real(**told)

    monkeypatch.setattr(rating, act, late)


def test_of_two_clicks_at_once_one_begins(dee: Membership) -> None:
    panel_of(dee, "Ina")
    answers = [Client().post("/x/link-of-Ina/") for _click in range(2)]
    assert [each.status_code for each in answers] == [303, 410]


def test_two_experts_see_two_orders_and_each_the_same_again(dee: Membership) -> None:
    panel_of(dee, "Ina", "Jo", "Kim")
    for name in ("Ina", "Jo", "Kim"):
        begun(name)
    seen = {name: order(name) for name in ("Ina", "Jo", "Kim")}
    assert seen == {name: order(name) for name in seen}
    assert len(set(seen.values())) == 3


def order(name: str) -> tuple[str, ...]:
    pages = [text_of(of_expert(name), f"/x/s/{number}/") for number in (1, 2, 3)]
    return tuple(code for page in pages for code in re.findall(r'id="([a-z]+-[a-e])-1"', page))


def test_a_frozen_panel_is_not_started_again_by_hand(dee: Membership, client_of: Sign) -> None:
    frozen_by(dee)
    page = text_of(client_of(dee), "/hiring/panel/")
    assert "Start a panel" in page  # a new one, with its own key
