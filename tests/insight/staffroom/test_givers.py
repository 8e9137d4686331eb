from enquiry.insight.staffroom.givers import group_by_giver
from tests.insight.staffroom.gifts import a_gift


def test_gifts_that_ask_one_question_or_bear_one_name_are_one_giver_s() -> None:
    wait = a_gift("What happens when I wait?", "Who speaks?")
    assert group_by_giver([wait, a_gift("what happens, when I WAIT"), a_gift("Who reads?")]) == [0, 0, 2]
    assert group_by_giver([wait, a_gift("What happens when I wait longer?")]) == [0, 0], "nearly the same"
    assert group_by_giver([wait, a_gift("What happens to silence in P4?")]) == [0, 1]
    assert group_by_giver([a_gift("A or B?", name="Ann Lee"), a_gift("C?", name="ann  lee")]) == [0, 0]
    assert group_by_giver([a_gift("A?", "B?"), a_gift("C?"), a_gift("B?", "C?")]) == [0, 0, 0], "by way of a third"
    assert group_by_giver([wait, a_gift("Who reads?")], mine=["What happens when I wait?"]) == [-1, 1]
