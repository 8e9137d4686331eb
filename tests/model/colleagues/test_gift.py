"""The register of gifts: names that are never used again, and bookmarks that lead back to what they stand around."""

import pytest

from enquiry.errors import Ambiguous, NotFound
from enquiry.model.colleagues.gift import BookmarkKind, find_gift, format_bookmark, name_next_gift, parse_bookmark
from enquiry.model.record import Removal
from enquiry.model.references import map_references
from tests.conftest import NOW, a_gift

UNDONE = Removal(at=NOW, undone=True)


def test_a_name_is_never_used_again() -> None:
    assert name_next_gift(()) == "g1"
    assert name_next_gift((a_gift(1), a_gift(2, removed=UNDONE))) == "g3"


def test_a_gift_is_found_by_its_name_and_by_the_one_it_was_printed_with() -> None:
    gifts = (a_gift(1), a_gift(2, removed=UNDONE), a_gift(4, first=3))
    assert find_gift(gifts, " G1 ") is gifts[0]
    assert find_gift(gifts, "g3") is gifts[2]
    with pytest.raises(NotFound, match=r"no gift g2; the latest are: g1, g4"):
        find_gift(gifts, "g2")
    with pytest.raises(NotFound, match="none was given yet"):
        find_gift((), "g1")
    with pytest.raises(Ambiguous, match="g4 and g5 now"):
        find_gift((*gifts, a_gift(5, first=3)), "g3")


def test_what_went_follows_ids() -> None:
    gift = a_gift(cycles=("one", "two"), entries=("three",))
    assert map_references(gift, str.upper).cycles == ("ONE", "TWO")
    assert map_references(gift, str.upper).entries == ("THREE",)


def test_a_bookmark_leads_back() -> None:
    for cycle, place in ((1, 1), (4, 8), (17, 203), (999_999_999, 999_999_999)):
        for kind, name in ((BookmarkKind.CYCLE, f"{cycle}"), (BookmarkKind.ENTRY, f"{cycle}.{place}")):
            mark = format_bookmark(kind, name)
            assert len(mark) <= 40  # as Word takes them
            assert [parse_bookmark(one) for one in (mark, f"{mark}_2", f"{mark}_17")] == [(kind, name)] * 3


def test_other_bookmarks_lead_nowhere() -> None:
    odd = ("", "_GoBack", "e_4", "q_4_8_2_1", "e_0_1", "e_04_8", "c_", "x_4", "e_4_8_", "E_4_8", "e_٤_٨", "e_4_8 ")
    assert [parse_bookmark(one) for one in odd] == [None] * len(odd)
    assert parse_bookmark("q_4") == (BookmarkKind.QUESTION, "4")
    assert parse_bookmark("q_4_2") == (BookmarkKind.QUESTION, "4")
