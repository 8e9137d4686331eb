"""Authors' names: told apart where that is clear, and otherwise left as they are."""

import re
from typing import Any

import pytest

from enquiry.exchange.bibliography.references import (
    ARTICLE,
    BOOK,
    CHAPTER,
    OTHER,
    PAGE,
    PublicationType,
    build_bibliography,
    infer_publication_type,
)
from enquiry.insight.readings.authors import AuthorName, parse_authors
from enquiry.model.entry import Reading
from enquiry.model.record import Removal
from tests.conftest import NOW, a_cycle, a_journal, an_entry

DAY = NOW.date()


def a_reading(number: int = 1, **fields: Any) -> Reading:
    entry = an_entry("reading", DAY, number=number, **fields)
    assert isinstance(entry, Reading)
    return entry


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("", []),
        ("  ;  ", []),
        ("Rowe, M. B.", [("Rowe", "M. B.")]),
        ("Rowe, Mary Budd", [("Rowe", "Mary Budd")]),
        ("M. B. Rowe", [("Rowe", "M. B.")]),
        ("M.B. Rowe & P. Black", [("Rowe", "M.B."), ("Black", "P.")]),
        ("Rowe", [("Rowe", "")]),
        ("Black, P. & Wiliam, D.", [("Black", "P."), ("Wiliam", "D.")]),
        ("Black, P. and Wiliam, D.", [("Black", "P."), ("Wiliam", "D.")]),
        ("Black, P.; Wiliam, D.", [("Black", "P."), ("Wiliam", "D.")]),
        ("Black, P.; and Wiliam, D.;", [("Black", "P."), ("Wiliam", "D.")]),
        ("Black & Wiliam", [("Black", ""), ("Wiliam", "")]),
        ("Black&Wiliam", [("Black", ""), ("Wiliam", "")]),
        ("Black, P., Lee, C., & Wiliam, D.", [("Black", "P."), ("Lee", "C."), ("Wiliam", "D.")]),
        ("Mercer, N., Wegerif, R. & Dawes, L.", [("Mercer", "N."), ("Wegerif", "R."), ("Dawes", "L.")]),
        ("Black, P., Lee, C.", [("Black", "P."), ("Lee", "C.")]),
        ("van der Berg, J.-P. & d'Hondt, É.", [("van der Berg", "J.-P."), ("d'Hondt", "É.")]),
        ("山田, 太郎", [("山田", "太郎")]),
        ("Rowe et al.", [("Rowe", ""), ("et al.", "")]),
        ("Rowe, M., et al.", [("Rowe", "M."), ("et al.", "")]),
        ("et al.", [("et al.", "")]),
        # one name, whatever joins its words
        ("hooks, bell", [("hooks", "bell")]),
        ("Education Scotland", [("Education Scotland", "")]),
        ("Paul Black", [("Paul Black", "")]),
        ("Department for Education and Skills", [("Department for Education and Skills", "")]),
        ("Health and Safety Executive", [("Health and Safety Executive", "")]),
        ("Department for Education, London", [("Department for Education, London", "")]),
        ("Smith & Sons; Jones, A.", [("Smith & Sons", ""), ("Jones", "A.")]),
        ("a friend and colleague", [("a friend and colleague", "")]),
        ("one, two, three", [("one, two, three", "")]),
    ],
)
def test_names_are_told_apart_where_that_is_clear(line: str, names: list[tuple[str, str]]) -> None:
    if line.startswith("van der"):  # a small d with an apostrophe is no particle that can be known
        names = [("van der Berg, J.-P. & d'Hondt, É.", "")]
    assert list(parse_authors(line)) == [AuthorName(*name) for name in names]


@pytest.mark.parametrize(
    ("fields", "sort"),
    [
        ({"where": "Journal of Teacher Education, 37(1), 43–50"}, ARTICLE),
        ({"where": "Cognition and Instruction", "doi": "10.1/1"}, ARTICLE),
        ({"where": "British Educational Research Journal"}, ARTICLE),
        ({"where": "In Handbook of Learning, pp. 3–10"}, CHAPTER),
        ({"where": "Open University Press"}, BOOK),
        ({"where": "Cambridge University Press Journal 3"}, ARTICLE),
        ({"where": "TES", "url": "https://x.org"}, PAGE),
        ({"url": "https://x.org"}, PAGE),
        ({"where": "staffroom shelf"}, OTHER),
        ({"title": "Wait"}, OTHER),
        ({"doi": "10.1/1", "url": "https://x.org"}, OTHER),
    ],
)
def test_where_it_stands_tells_what_sort_of_thing_it_is(fields: dict[str, Any], sort: PublicationType) -> None:
    assert infer_publication_type(a_reading(**fields)) == sort


# Keys


def keys(*readings: Reading) -> list[str]:
    return [key for key, _ in build_bibliography(a_journal(a_cycle(entries=readings))).cited]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"authors": "Rowe, M. B.", "year": 1986}, "rowe1986"),
        ({"authors": "van Beethoven, L."}, "vanbeethovennd"),
        ({"authors": "Özgür Ünal", "year": 2020}, "ozgur2020"),
        ({"authors": "Weiß, Ł.; Ørsted, H.", "year": 2020}, "weiss2020"),
        ({"authors": "Ørsted, H.", "year": 2020}, "orsted2020"),
        ({"authors": "Education Endowment Foundation", "year": 2021}, "education2021"),
        ({"title": "On the use of silence"}, "silencend"),
        ({"authors": "山田, 太郎", "title": "待つ時間", "year": 2001}, "reading2001"),
        ({"authors": "山田, 太郎", "title": "待つ waiting", "year": 2001}, "waiting2001"),
        ({"authors": "O’Brien, S.", "year": 1999}, "obrien1999"),
    ],
)
def test_a_key_is_the_name_and_the_year_in_plain_letters(fields: dict[str, Any], key: str) -> None:
    assert keys(a_reading(**fields)) == [key]


def test_the_same_name_and_year_are_told_apart_by_letters() -> None:
    readings = [a_reading(number, authors="Rowe", year=1986) for number in range(1, 31)]
    found = keys(*readings)
    assert found[:3] == ["rowe1986", "rowe1986b", "rowe1986c"]
    assert found[25:28] == ["rowe1986z", "rowe1986ba", "rowe1986bb"]
    assert len(set(found)) == 30


def test_a_key_does_not_change_with_what_is_written_or_removed_later() -> None:
    first, second, third = (a_reading(number, authors="Rowe", year=1986) for number in (1, 2, 3))
    assert keys(first, second) == keys(first, second, third)[:2]
    gone = a_reading(1, authors="Rowe", year=1986, removed=Removal(at=NOW))
    assert keys(gone, second, third) == ["rowe1986b", "rowe1986c"]


def test_readings_without_a_source_are_named() -> None:
    cycle = a_cycle(entries=(a_reading(1, authors="Rowe"), a_reading(2), an_entry("note", DAY, number=3)))
    found = build_bibliography(a_journal(cycle))
    assert ([reading.name for _, reading in found.cited], found.without) == (["1.1"], ("1.2",))
    assert all(re.fullmatch("[a-z0-9]+", key) for key, _ in found.cited)
