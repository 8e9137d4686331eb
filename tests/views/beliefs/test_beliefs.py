"""How beliefs look: in the list, whole and traced, at every width and in plain lines."""

import pytest

from enquiry.insight.beliefs.listing import list_beliefs
from enquiry.insight.beliefs.trace import build_trace
from enquiry.views.beliefs.belief import draw_beliefs, format_beliefs_lines
from enquiry.views.beliefs.trace import draw_trace, format_trace_lines
from enquiry.views.show import ShownItem, draw_item, format_item_lines
from tests.pictures import Snapshot, drawn, find_cut_words, plain, visit

JOURNAL = visit("career")[0]


def test_a_career_s_beliefs_and_the_trace_of_one(snapshot: Snapshot) -> None:
    trace = build_trace(JOURNAL.find_belief("belief-1"), JOURNAL)
    whole = ShownItem(trace.belief, JOURNAL)
    told = [
        drawn(lambda look: draw_beliefs(list_beliefs(JOURNAL), look), 80),
        drawn(lambda look: draw_item(whole, look), 60),
        drawn(lambda look: draw_trace(trace, look), 80),
        plain(format_trace_lines(trace)),
        plain(format_item_lines(whole)),
        plain(format_beliefs_lines(list_beliefs(JOURNAL))),
    ]
    snapshot("\n- - -\n".join(told), "beliefs-career")


@pytest.mark.parametrize("width", [40, 60, 80, 140])
def test_every_word_of_a_trace_stands_in_it_at_any_width(width: int) -> None:
    for belief in JOURNAL.believed:
        trace = build_trace(belief, JOURNAL)
        reasons = [one for step in trace.steps for one in (*step.moved_by, *step.said)]
        texts = [part for step in trace.steps for part in (step.version.text, step.version.because)]
        texts += [part for one in reasons for part in (one.name, one.kind, one.text)]
        assert find_cut_words(drawn(lambda look: draw_trace(trace, look), width), texts) == set()  # noqa: B023
        assert find_cut_words(plain(format_trace_lines(trace)), texts, 99) == set()
