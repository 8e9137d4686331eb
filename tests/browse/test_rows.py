"""What stands in the rows of the panes, for any width, without a screen."""

from datetime import date

from enquiry.browse import keys, rows
from enquiry.browse.desk import Shelf
from enquiry.browse.panes import build_view_console
from enquiry.browse.screen import BrowseScreen
from enquiry.browse.sheet import SafeArea
from enquiry.insight.timeline import build_timeline
from enquiry.model.choices import CycleState, Decision
from enquiry.model.cycle import StateChange
from enquiry.query.select import CycleMatch, Query, Selection
from enquiry.query.tags.usage import build_tag_tree, list_tag_uses
from enquiry.views.theme import ASCII, UNICODE, RenderOptions
from tests.conftest import NOW, a_belief, a_cycle, a_journal, a_note, an_entry, render
from tests.hostile import BUNDLES, DAY, FORBIDDEN, SCOTLAND, TODAY, filled
from tests.strategies import HOSTILE

LOOK = RenderOptions(80)


def told(listed: list[rows.PaneRow]) -> list[str]:
    return [line.plain for row in listed for line in row.draw()]


def test_open_enquiries_come_first_then_the_others_by_the_year_of_their_last_day() -> None:
    closing = (StateChange(state=CycleState.CLOSED, on=date(2024, 6, 1), at=NOW),)
    pausing = (StateChange(state=CycleState.PAUSED, on=date(2025, 10, 1), at=NOW),)
    review = an_entry("review", DAY, "so", cycle=3, number=1, decision=Decision.ADAPT, because="of it")
    journal = a_journal(
        a_cycle(1, "Closed?", on=date(2023, 9, 1), turns=closing, state=CycleState.CLOSED),
        a_cycle(2, "Paused?", turns=pausing, state=CycleState.PAUSED),
        a_cycle(3, "Open?", entries=(review,)),
    )
    journal = journal.update_settings(current=journal.cycles[2].id)
    shelf = Shelf(journal, SCOTLAND, TODAY)
    listed = rows.list_enquiry_rows(shelf, rows.list_all_matches(shelf), [a_note(1)], [a_belief(1)], LOOK)
    assert told(listed) == [
        "Open ───",
        "● 3 · Open?",
        "  current · open · adapt · 1 entry · 3 Sep 2025",
        "2025-26 ───",
        "◐ 2 · Paused?",
        "  paused · 0 entries · 1 Oct 2025",
        "2023-24 ───",
        "○ 1 · Closed?",
        "  closed · 0 entries · 1 Jun 2024",
        "Inbox ───",
        "1 note",
        "What you believe ───",
        "1 belief",
    ]
    assert [row.key for row in listed if row.stops] == ["3", "2", "1", rows.INBOX, rows.BELIEFS]
    assert all(row.height == len(row.draw()) for row in listed)
    plain = rows.list_enquiry_rows(shelf, rows.list_all_matches(shelf), (), (), LOOK._replace(marks=ASCII))
    assert all(line.isascii() for line in told(plain))


def test_weeks_are_as_high_as_much_was_written() -> None:
    shelf = Shelf(a_journal(), SCOTLAND, TODAY)
    days = [date(2025, 9, 3)] * 4 + [date(2025, 9, 10)]
    drawn = rows.draw_weeks(shelf, days, RenderOptions(100)).plain
    assert drawn.startswith("written week by week ··█▂·")
    assert rows.draw_weeks(shelf, [], RenderOptions(40)).plain.startswith("week by week ··")
    assert "session 2025-26, week 25 · 3 things" in rows.draw_head(shelf, "3 things", LOOK).plain


def test_no_row_and_no_field_holds_a_character_that_acts() -> None:
    for text in BUNDLES:
        journal = filled(text)
        shelf = Shelf(journal, SCOTLAND, TODAY)
        match = CycleMatch(journal.kept[0], journal.kept[0].kept, itself=True)
        line = build_timeline(Selection(Query(), (match,), ()), journal, SCOTLAND, TODAY)
        listed = [
            *rows.list_enquiry_rows(shelf, [match], journal.waiting, journal.believed, LOOK),
            *rows.list_life_rows(line, LOOK),
            *rows.list_note_rows(journal.waiting),
            *rows.list_tag_rows(build_tag_tree(list_tag_uses(journal))),
        ]
        assert not [line for line in told(listed) if FORBIDDEN.search(line) or "\n" in line]
    for text in HOSTILE:
        area = SafeArea(text, "x", tall=True)
        shown = [area.get_line(place).plain for place in range(area.document.line_count)]
        assert not FORBIDDEN.search("".join(shown).replace("\t", "")), text
        assert [len(line) for line in shown] == [len(area.document.get_line(place)) for place in range(len(shown))]


def test_every_key_is_told_and_as_many_as_fit_stand_at_the_foot() -> None:
    drawn = render(keys.draw_keys(LOOK), 80)
    uses = [use for _, section in keys.SECTIONS for use in section]
    assert all(use.does.split(";")[0][:40] in " ".join(drawn.split()) for use in uses)
    foot = (*keys.WALKING, *keys.LOOKING, *keys.WRITING)
    for width in range(20, 150, 7):
        line = keys.draw_foot(foot, RenderOptions(width)).plain
        assert len(line) <= width
        assert line.endswith("? keys")
    actions = {use.action.partition("(")[0] for use in (*foot, *keys.OTHERWISE) if use.action}
    assert all(hasattr(BrowseScreen, f"action_{name}") for name in actions)
    assert build_view_console(80).get_style("accent").color
    assert UNICODE.open != UNICODE.closed
