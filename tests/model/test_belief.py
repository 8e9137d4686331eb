"""A belief: what it says on a day, which side an entry stands on, and what is left without some entries."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from enquiry.model.belief import BeliefVersion, Support
from enquiry.model.choices import Held, Side
from tests.conftest import a_belief

FIRST = datetime(2025, 9, 1, 16, tzinfo=UTC)


def version(day: int, text: str = "so", **more: Any) -> BeliefVersion:
    at = FIRST + timedelta(days=day)
    return BeliefVersion(text=text, on=at.date(), at=at, **more)


def support(day: int, entry: str, side: Side, minutes: int = 0) -> Support:
    at = FIRST + timedelta(days=day, minutes=minutes)
    return Support(entry=entry, side=side, on=at.date(), at=at)


def test_the_version_of_a_day_is_the_latest_by_then_and_the_first_before_all() -> None:
    belief = a_belief(versions=(version(0, "one"), version(5, "two"), version(9, "three")))
    days = [FIRST.date() + timedelta(days=day) for day in (-3, 0, 4, 5, 20)]
    assert [belief.get_version_on(day).text for day in days] == ["one", "one", "one", "two", "three"]
    assert (belief.text, belief.name, belief.began_on, belief.last_on) == (
        *("three", "belief-1", date(2025, 9, 1)),
        date(2025, 9, 10),
    )


def test_what_was_said_last_of_an_entry_holds_and_giving_up_turns_what_moved_it_against_it() -> None:
    versions = (
        version(0, moved_by=("a", "b")),
        version(4, moved_by=("c",)),
        version(8, held=Held.GIVEN_UP, moved_by=("b",)),
    )
    supports = (support(4, "a", Side.AGAINST, 5), support(4, "c", Side.AGAINST, -5), support(2, "d", Side.FOR))
    belief = a_belief(versions=versions, supports=supports)
    assert {entry: belief.find_side(entry) for entry in "abcde"} == {
        "a": Side.AGAINST,
        "b": Side.AGAINST,
        "c": Side.FOR,
        "d": Side.FOR,
        "e": None,
    }
    assert [word.entry for word in belief.latest_words] == ["d", "c", "a", "b"]
    assert belief.entries == ("a", "b", "c", "d")


def test_without_an_entry_nothing_else_goes() -> None:
    belief = a_belief(versions=(version(0, moved_by=("a", "b")),), supports=(support(1, "a", Side.FOR),))
    left = belief.keep_entries(("b",))
    assert (left.entries, left.text) == (("b",), belief.text)
    assert belief.keep_entries(("a", "b")) == belief
