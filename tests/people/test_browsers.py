"""What a browser calls itself, in words that people know."""

import pytest

from people.browsers import browser_and_system


@pytest.mark.parametrize(
    ("user_agent", "named"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537 Chrome/131 Safari/537 Edg/131",
            ("Edge", "Windows"),
        ),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", ("Firefox", "Linux")),
        ("Mozilla/5.0 (X11; CrOS x86_64) AppleWebKit/537 Chrome/131 Safari/537", ("Chrome", "ChromeOS")),
        ("Mozilla/5.0 (Linux; Android 14) SamsungBrowser/26 Chrome/131", ("Samsung Internet", "Android")),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18 like Mac OS X) CriOS/131 Safari/604", ("Chrome", "iPhone")),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18 Safari/605", ("Safari", "macOS")),
        ("curl/8", ("", "")),
        ("", ("", "")),
    ],
)
def test_browser_and_system(user_agent: str, named: tuple[str, str]) -> None:
    assert browser_and_system(user_agent) == named
