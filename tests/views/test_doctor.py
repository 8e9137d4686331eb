"""The doctor's findings as they are drawn, and what they come to."""

import pytest

from enquiry.insight.doctor import Check, CheckState, Checkup, Fix
from enquiry.views.doctor import draw_checkup, format_checkup_lines, format_verdict
from enquiry.views.theme import RenderOptions
from tests.conftest import render


def a_check(name: str, state: CheckState, remedy: str = "", mend: Fix | None = None) -> Check:
    return Check(name=name, state=state, reason="why", told="t", remedy=remedy, mend=mend)


def a_checkup(*states: CheckState, mend: Fix | None = None) -> Checkup:
    made = tuple(a_check(f"n{place}", state, "do this") for place, state in enumerate(states))
    return Checkup((("The journal", made), ("Kept with it", (a_check("m", CheckState.FINE, mend=mend),))))


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((CheckState.FINE,), "All is well."),
        ((CheckState.NOTE, CheckState.UNSEEN), "Nothing is wrong; one thing is worth knowing."),
        ((CheckState.WRONG,), "One thing asks for your attention."),
        ((CheckState.WRONG, CheckState.WRONG), "Two things ask for your attention."),
        ((CheckState.WRONG, CheckState.DAMAGED), "The journal can't be used as it is. Nothing was changed in it."),
    ],
)
def test_it_ends_with_what_all_comes_to(states: tuple[CheckState, ...], words: str) -> None:
    found = a_checkup(*states, mend=Fix.LEFTOVERS)
    assert format_verdict(found) == words
    for width in (45, 60, 80, 140):
        drawn = render(draw_checkup(found, RenderOptions(width)), width)
        assert " ".join(drawn.split()).endswith(f"{words} enquiry doctor --fix")
        assert drawn.count("do this") == len(states)
    assert list(format_checkup_lines(found))[-2:] == [f"verdict: {words}", "command: enquiry doctor --fix"]


def test_nothing_to_mend_is_offered_where_there_is_nothing() -> None:
    assert "--fix" not in render(draw_checkup(a_checkup(CheckState.WRONG), RenderOptions(80)))
