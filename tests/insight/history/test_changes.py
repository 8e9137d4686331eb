"""Changes in words: what came to a list and what went from it, with what stays; of versions what stands instead."""

from datetime import date

from enquiry.insight.history.changes import FieldChange, diff_fields
from enquiry.model.cycle import Question
from tests.conftest import a_cycle

ONE, TWO = Question(text="One?", on=date(2025, 9, 1)), Question(text="Two?", on=date(2025, 9, 20), because="of 1.2")


def test_what_stays_in_a_list_is_told_with_what_goes_and_comes() -> None:
    cases = (
        (("a", "b"), ("a",), ("a; b", "a")),
        (("a",), ("a", "b"), ("a", "a; b")),
        (("a",), (), ("a", "")),
        ((), ("a",), ("", "a")),
        (("a", "b"), ("a", "c"), ("b", "c")),
        (("a", "b"), ("b", "a"), None),
    )
    for before, after, told in cases:
        found = list(diff_fields(a_cycle(tags=before), a_cycle(tags=after), {}))
        assert found == ([FieldChange("tags", *told)] if told else []), (before, after)


def test_a_version_that_goes_is_told_with_the_one_that_stands_instead() -> None:
    first, both = a_cycle(questions=(ONE,)), a_cycle(questions=(ONE, TWO))
    one, two = "One? (1 September 2025)", "Two? (20 September 2025, because of 1.2)"
    assert list(diff_fields(both, first, {})) == [FieldChange("question", two, one)]
    assert list(diff_fields(first, both, {})) == [FieldChange("question", "", two)]
