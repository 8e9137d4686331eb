"""Readings from RIS: what its tags say, whatever the program that wrote them made of the format."""

import json

import pytest

from enquiry.errors import UsageMistake
from enquiry.exchange.bibliography.bibtex_read import parse_csl_readings, parse_ris_readings
from enquiry.exchange.bibliography.citations import render_csl
from enquiry.exchange.bibliography.references import build_bibliography
from enquiry.exchange.bibliography.ris import parse_ris_date, parse_ris_items, parse_ris_name, parse_ris_tags
from tests.conftest import Home, a_cycle, a_journal
from tests.exchange.bibliography.test_references import a_reading

ROWE = """junk before
TY  - JOUR
AU  - Rowe, Mary Budd
AU  - World Health Organization
A1  - Baker, Ann, Jr
TI  - Wait time: slowing down may be
  a way of speeding up
T2  - Journal of Teacher Education
PY  - 1986/01/15/spring
VL  - 37
IS  - 1
SP  - 43
EP  - 50
SN  - 0022-4871
DO  - 10.1177/002248718603700110
UR  - https://example.org/a;b
KW  - waiting
talk
N1  - one note
N1  - another
C7  - e12
ER  -
TY - CHAP
T1 - Inside the black box
BT - Assessment
A2 - Black, Paul
PY - in press
TY  -
ER  -
"""


def test_the_tags_of_an_item_are_its_fields() -> None:
    first, second = parse_ris_readings(ROWE.encode(), "x").readings
    assert first.line == 2
    assert {name: first.fields[name] for name in ("text", "authors", "year", "doi", "url", "tags")} == {
        "text": "Wait time: slowing down may be a way of speeding up",
        "authors": "Rowe, Mary Budd; World Health Organization; Baker, Ann Jr",
        "year": 1986,
        "doi": "10.1177/002248718603700110",
        "url": "https://example.org/a;b",
        "tags": ("waiting", "talk"),
    }
    assert (second.line, second.fields["text"], second.fields["year"]) == (23, "Inside the black box", None)


def test_what_ris_says_goes_out_again_and_in() -> None:
    """Every tag stands in the CSL-JSON that is made of it, those without a field there in `custom`."""
    found = parse_ris_readings(ROWE.encode(), "x").readings
    readings = tuple(a_reading(number, **one.fields) for number, one in enumerate(found, 1))
    out = render_csl(build_bibliography(a_journal(a_cycle(entries=readings))))
    rowe, black = sorted(json.loads(out), key=lambda item: item["type"])
    assert (rowe["type"], rowe["container-title"], rowe["page"]) == (
        "article-journal",
        "Journal of Teacher Education",
        "43-50",
    )
    assert (rowe["volume"], rowe["issue"], rowe["ISSN"], rowe["note"]) == ("37", "1", "0022-4871", "one note\nanother")
    assert rowe["issued"] == {"date-parts": [[1986, 1, 15]]}
    assert rowe["custom"] == {"ris": {"C7": ["e12"]}}
    assert (black["container-title"], black["editor"]) == ("Assessment", [{"family": "Black", "given": "Paul"}])
    assert black["issued"] == {"literal": "in press"}
    again = parse_csl_readings(out, "again").readings
    seconds = tuple(a_reading(number, **one.fields) for number, one in enumerate(again, 1))
    assert render_csl(build_bibliography(a_journal(a_cycle(entries=seconds)))) == out


def test_an_item_that_says_nothing_is_listed_and_a_file_without_items_is_refused() -> None:
    items, bad = parse_ris_items(ROWE, "x")
    assert (len(items), [one.line for one in bad]) == (2, [28])
    for text in ("", "TY\n", "words\nER  - \n"):
        with pytest.raises(UsageMistake, match="There are no RIS items in x"):
            parse_ris_items(text, "x")


def test_tags_that_come_again_and_lines_that_go_on_are_kept() -> None:
    tags = parse_ris_tags("TY  - BOOK\nT2  - one\nT2  - two\nAB  - first\n\n   second\nUR  - a;b\n")
    assert tags == {"TY": ["BOOK"], "T2": ["one", "two"], "AB": ["first  second"], "UR": ["a;b"]}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("hooks, bell", {"family": "hooks", "given": "bell"}),
        ("Education Scotland", {"literal": "Education Scotland"}),
        ("Reid, A., Jr", {"family": "Reid", "given": "A.", "suffix": "Jr"}),
        ("Reid,", {"literal": "Reid"}),
    ],
)
def test_a_name_is_a_person_or_a_body(written: str, name: dict[str, str]) -> None:
    assert parse_ris_name(written) == name


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2001/09/01/", {"date-parts": [[2001, 9, 1]]}),
        ("2001///", {"date-parts": [[2001]]}),
        ("2001-09", {"date-parts": [[2001, 9]]}),
        ("///", {}),
        ("spring", {"literal": "spring"}),
        ("20010901", {"literal": "20010901"}),
    ],
)
def test_a_date_is_read_as_far_as_it_is_written(written: str, date: dict[str, object]) -> None:
    assert parse_ris_date(written) == date


def test_ris_is_taken_once_and_pointed_to_by_import(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    path = home.folder / "x.ris"
    path.write_text(ROWE, encoding="cp1252")
    ran = home.run("read", "--from-ris", str(path))
    assert (ran.code, "2 readings added to 1" in ran.err) == (1, True)
    assert ran.err.splitlines()[0] == "Line 28: it is no item with a type and a title; the item was left out."
    assert "There was nothing new to add." in home.run("read", "--from-ris", str(path)).err
    assert "enquiry read --from-ris FILE" in home.run("import", str(path)).err
    for more, said in (
        (("--from-csl", "y"), "--from-csl and --from-ris contradict"),
        (("--encoding", "x"), "“x” is no"),
    ):
        ran = home.run("read", "--from-ris", str(path), *more)
        assert (ran.code, said in ran.err) == (2, True)
    assert home.run("read", "--encoding", "cp1252").err.startswith("--encoding was given, but no file.")
