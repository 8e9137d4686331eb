"""Files from elsewhere: with a byte order mark, the line ends of another system, bytes that are no text, or nothing."""

import json
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import TOP
from tests.conftest import Home, made_once

BIBTEX = b"@book{a,\n title = {A book}, author = {Ann Other}, year = {2020}, annote = {a claim}\n}\n"
CALENDAR = (TOP / "enquiry" / "data" / "calendars" / "scotland.toml").read_bytes()
SETTINGS = b'# my own words\ncolor = "never"\n'

Change = Callable[[bytes], bytes]
HARMLESS: dict[str, Change] = {
    "byte order mark": lambda data: b"\xef\xbb\xbf" + data,
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "both": lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"),
}
HARMFUL: dict[str, Change] = {
    "NUL": lambda data: data[:5] + b"\0" + data[5:],
    "no text": lambda data: data[:12] + b"\xff" + data[12:],
    "UTF-16": lambda data: data.decode().encode("utf-16"),
    "UTF-16 the other way": lambda data: b"\xfe\xff" + data.decode().encode("utf-16-be"),
    "a picture": lambda _: b"\x89PNG\r\n\x1a\n\0\0\0",
}

harmless = pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
harmful = pytest.mark.parametrize("change", HARMFUL.values(), ids=HARMFUL)


@pytest.fixture
@made_once
def begun(home: Home) -> Home:
    home.ok("start", "What happens when I wait?")
    home.ok("reflect", "élève 日本\nsecond line")
    return home


def laid(home: Home, name: str, data: bytes) -> Path:
    path = home.folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def refused(home: Home, *argv: str) -> None:
    before = home.journal.read_bytes()
    ran = home.run(*argv)
    assert (ran.code, ran.out) == (2, "")
    assert len(ran.err.splitlines()) == 2
    assert home.journal.read_bytes() == before


@harmless
def test_an_export_is_imported_all_the_same(begun: Home, change: Change) -> None:
    exported = begun.ok("export").encode()
    path = laid(begun, "export.json", change(exported))
    other = str(begun.folder / "other.json")
    begun.ok("import", str(path), "--journal", other)
    assert begun.ok("export", "--journal", other).encode() == exported


@harmful
def test_an_export_that_is_none_is_refused(begun: Home, change: Change) -> None:
    path = laid(begun, "export.json", change(begun.ok("export").encode()))
    refused(begun, "import", str(path))


@pytest.mark.parametrize("half", ["\\ud800", "\\udc80x", "\\ud83d\\u0041"])
def test_half_a_character_in_an_export_is_refused(begun: Home, half: str) -> None:
    text = begun.ok("export").replace("second line", half)
    refused(begun, "import", str(laid(begun, "export.json", text.encode())))


def test_an_export_in_utf_16_is_told_as_such(begun: Home) -> None:
    path = laid(begun, "export.json", "{}".encode("utf-16"))
    assert "was saved as UTF-16, not UTF-8" in begun.run("import", str(path)).err


@harmless
def test_a_bibliography_is_read_all_the_same(begun: Home, change: Change) -> None:
    begun.ok("read", "--from-bibtex", str(laid(begun, "refs.bib", change(BIBTEX))))
    kept = json.loads(begun.ok("show", "1.2", "--json"))["entry"]
    assert (kept["text"], kept["title"], kept["authors"]) == ("a claim", "A book", "Other, Ann")


@harmful
def test_a_bibliography_that_is_no_text_is_refused(begun: Home, change: Change) -> None:
    path = laid(begun, "refs.bib", change(BIBTEX))
    if path.read_bytes()[:2] in (BOM_UTF16_LE, BOM_UTF16_BE):  # which says what it is
        begun.ok("read", "--from-bibtex", str(path))
    else:
        refused(begun, "read", "--from-bibtex", str(path))


@harmless
def test_settings_are_read_and_set_all_the_same(begun: Home, change: Change) -> None:
    path = laid(begun, "config/enquiry/settings.toml", change(SETTINGS))
    assert "color: never\n" in begun.ok("config", "--plain")
    begun.ok("config", "wait", "3")
    after = path.read_bytes()
    assert change(SETTINGS).removeprefix(b"\xef\xbb\xbf") in after, "what a person wrote stays, its line ends too"
    assert "wait: 3.0\n" in begun.ok("config", "--plain")


@harmful
def test_settings_that_are_no_text_stop_nothing_and_are_left(begun: Home, change: Change) -> None:
    path = laid(begun, "config/enquiry/settings.toml", change(SETTINGS))
    for argv in (("reflect", "x"), ("config",)):
        ran = begun.run(*argv)
        assert ran.code == 0
        assert str(path) in ran.err
    refused(begun, "config", "wait", "3")
    assert path.read_bytes() == change(SETTINGS)


@harmless
def test_a_calendar_of_ones_own_is_read_all_the_same(begun: Home, change: Change) -> None:
    laid(begun, "config/enquiry/calendars/mine.toml", change(CALENDAR))
    begun.ok("config", "calendar", "mine")
    begun.ok("status")


@harmful
def test_a_calendar_that_is_no_text_is_refused(begun: Home, change: Change) -> None:
    laid(begun, "config/enquiry/calendars/mine.toml", change(CALENDAR))
    refused(begun, "config", "calendar", "mine")
