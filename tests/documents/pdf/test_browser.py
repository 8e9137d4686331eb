"""The page in a real browser: axe-core finds nothing on it, no request leaves it, and it fits a narrow screen."""

from pathlib import Path

import pytest

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.documents.pdf.browser import find_browser
from enquiry.documents.text import DARK, LIGHT
from tests.browsing import POLICY, Listening, judged, run
from tests.summaries import document, of_sample

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(find_browser() is None, reason="no Edge, Chrome or Chromium is installed here"),
]

HOST = "asked.invalid"
PICTURE = f'<img alt="" src="http://{HOST}/x.png"><main'


def page(name: str, reader: str) -> str:
    return document(of_sample(name, reader).summary, SummaryFormat.HTML).decode()


def rgb(colour: str) -> str:
    return f"rgb({', '.join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))})"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1200, 320])
@pytest.mark.parametrize(
    ("name", "reader"), [("primary", "self"), ("career", "update"), ("behaviour", "accreditation")]
)
def test_axe_finds_nothing(name: str, reader: str, width: int, dark: bool, tmp_path: Path) -> None:
    found = judged(page(name, reader), tmp_path, width=width, dark=dark)
    assert not found.violations
    assert found.passes > 20
    assert found.dark is dark
    assert found.paper == rgb((DARK if dark else LIGHT).paper)
    assert found.wide <= found.room


@pytest.mark.parametrize(
    ("whole", "broken", "rule"),
    [
        ('lang="en-GB"', "", "html-has-lang"),
        ("<h2", "<h4", "heading-order"),
        (f"--quiet: {LIGHT.quiet}", "--quiet: #bbbbbb", "color-contrast"),
        ('<title id="picture-1-title">', '<title id="gone">', "svg-img-alt"),
    ],
)
def test_axe_finds_what_was_broken_on_purpose(whole: str, broken: str, rule: str, tmp_path: Path) -> None:
    text = page("science", "self")
    assert whole in text
    if rule == "svg-img-alt":
        text = text.replace('aria-labelledby="picture-1-title picture-1-desc"', "").replace("<title id=", "<g id=")
    found = judged(text.replace(whole, broken), tmp_path, width=1200, dark=False)
    assert [one for one in found.violations if one.startswith(f"{rule}:")]


def asked_by(text: str, folder: Path) -> list[str]:
    """Return what a page asked the network for, of what the browser asks for itself nothing."""
    path = folder / "page.html"
    path.write_text(text, encoding="utf-8")
    with Listening() as proxy:
        run(folder, "--virtual-time-budget=3000", "--dump-dom", path.as_uri(), proxy=proxy.port)
        return [line for line in proxy.asked if "google" not in line]


def test_no_request_leaves_the_page(tmp_path: Path) -> None:
    assert not asked_by(page("primary", "self"), tmp_path)


def test_its_policy_keeps_a_request_from_leaving_that_would_leave_without_it(tmp_path: Path) -> None:
    text = page("science", "prd").replace("<main", PICTURE, 1)
    assert not asked_by(text, tmp_path)
    assert [line for line in asked_by(POLICY.sub("", text), tmp_path) if HOST in line]
