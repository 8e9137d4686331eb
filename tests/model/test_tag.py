"""Tags: what may be one, how it is tidied, and what lies beneath what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiry.errors import ExitCode, UsageMistake
from enquiry.model.tag import is_tag_under, parse_tag, parse_tags
from enquiry.model.text import fold

VALID = [
    ("reading", "reading"),
    ("#reading", "reading"),
    ("  reading  ", "reading"),
    ("Reading", "Reading"),
    ("reading/fluency", "reading/fluency"),
    ("reading / fluency", "reading/fluency"),
    ("a/b/c", "a/b/c"),
    ("what-i-got-wrong", "what-i-got-wrong"),
    ("case   pupil", "case pupil"),
    ("y9+", "y9+"),
    ("S2 maths", "S2 maths"),
    ("2nd year", "2nd year"),
    ("p&c", "p&c"),
    ("pupil’s view", "pupil’s view"),
    ("pupil's view", "pupil's view"),
    ("snake_case", "snake_case"),
    ("lecture à voix haute", "lecture à voix haute"),
    ("re\u0301sume\u0301", "résumé"),
    ("読書", "読書"),
    ("قراءة", "قراءة"),
    ("हिन्दी", "हिन्दी"),
    ("ākonga", "ākonga"),
    ("chemistry ½ term", "chemistry ½ term"),
]


@pytest.mark.parametrize(("raw", "tag"), VALID)
def test_a_tag_is_tidied(raw: str, tag: str) -> None:
    assert parse_tag(raw) == tag


@pytest.mark.parametrize(("raw", "tag"), VALID)
def test_a_tidy_tag_stays_as_it_is(raw: str, tag: str) -> None:
    assert parse_tag(tag) == tag


EMPTY = ["/", "a/", "/a", "a//b", "a/ /b", "#", "#/a"]
FOREIGN = ["a,b", "a;b", "what?", "50%", "a.b", "[bold]", "a\\b", "a:b", ":smile:", "a\x1bb", "a|b", "a\u202eb", "☺x"]
NUMBERS = ["2025", "20 25", "2025-26", "1/2", "+", "①"]


@pytest.mark.parametrize("raw", EMPTY)
def test_an_empty_part_is_refused(raw: str) -> None:
    with pytest.raises(UsageMistake, match="has an empty part") as caught:
        parse_tag(raw)
    assert raw in caught.value.words


@pytest.mark.parametrize("raw", FOREIGN)
def test_signs_that_mean_something_else_are_refused_and_named(raw: str) -> None:
    with pytest.raises(UsageMistake, match=r"^The tag “.+” holds .+\.$") as caught:
        parse_tag(raw)
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_comma_gets_the_hint_that_helps() -> None:
    with pytest.raises(UsageMistake) as caught:
        parse_tag("reading, writing")
    assert caught.value.hint == "Give -t again for each further tag."
    with pytest.raises(UsageMistake) as caught:
        parse_tag("reading!")
    assert caught.value.hint == "Use letters, digits, spaces, - and +."


@pytest.mark.parametrize("raw", NUMBERS)
def test_digits_and_signs_alone_are_refused(raw: str) -> None:
    with pytest.raises(UsageMistake, match="only digits and signs"):
        parse_tag(raw)


@pytest.mark.parametrize("raw", ["", "   ", "\n"])
def test_an_empty_tag_is_refused(raw: str) -> None:
    with pytest.raises(UsageMistake, match=r"^The tag is empty\.$"):
        parse_tag(raw)


@pytest.mark.parametrize(
    ("raw", "tags"),
    [
        ([], ()),
        (["b", "a"], ("b", "a")),
        (["A", "b", "a"], ("A", "b")),
        (["b", "STRASSE", "straße", "B"], ("b", "STRASSE")),
        (["x", "#x", " x "], ("x",)),
        (["Jose\u0301", "José"], ("José",)),
    ],
)
def test_each_tag_is_kept_once_as_first_written_in_the_order_given(raw: list[str], tags: tuple[str, ...]) -> None:
    assert parse_tags(raw) == tags


def test_one_bad_tag_among_good_ones_is_refused() -> None:
    with pytest.raises(UsageMistake):
        parse_tags(["good", "b/"])


@pytest.mark.parametrize(
    ("tag", "parent", "falls"),
    [
        ("reading", "reading", True),
        ("Reading", "rEADING", True),
        ("reading/fluency", "reading", True),
        ("reading/fluency/pace", "reading", True),
        ("reading/fluency/pace", "reading/fluency", True),
        ("READING/Fluency", "reading", True),
        ("reading", "reading/fluency", False),
        ("readings", "reading", False),
        ("reading-aloud", "reading", False),
        ("reading aloud", "reading", False),
        ("guided/reading", "reading", False),
        ("read", "reading", False),
        ("Straße/x", "STRASSE", True),
        ("Jose\u0301/x", "josé", True),
    ],
)
def test_a_tag_falls_under_itself_and_its_parents(tag: str, parent: str, falls: bool) -> None:
    assert is_tag_under(tag, parent) is falls


parts = st.text("abcDEF éß日-+1", min_size=1, max_size=6).map(lambda part: f"x{part}")
nested = st.lists(parts, min_size=1, max_size=4).map("/".join)


@given(nested, st.data())
def test_a_tag_falls_under_each_of_its_own_beginnings_and_no_longer_one(raw: str, data: st.DataObject) -> None:
    tag = parse_tag(raw)
    pieces = tag.split("/")
    depth = data.draw(st.integers(1, len(pieces)))
    parent = "/".join(pieces[:depth])
    assert is_tag_under(tag, parent.swapcase() if fold(parent.swapcase()) == fold(parent) else parent)
    assert is_tag_under(parent, tag) is (depth == len(pieces))
    assert not is_tag_under(tag, parent + "x")


@given(st.text(max_size=12))
def test_what_is_accepted_as_a_tag_is_tidy(raw: str) -> None:
    try:
        tag = parse_tag(raw)
    except UsageMistake:
        return
    assert parse_tag(tag) == tag
    assert tag == " ".join(tag.split())
    assert all(part == part.strip() != "" for part in tag.split("/"))
