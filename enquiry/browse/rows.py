"""The rows of the panes: enquiries, the life of one of them, notes, tags. Pure: from values to drawings of a width.

Words, marks and colours are those of the views; here is only said which stand in a row.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from rich.text import Text

from enquiry.browse.desk import Shelf
from enquiry.dates.period import spell_short
from enquiry.dates.school_year import SchoolYear
from enquiry.insight.timeline import TermHeading, Timeline, TimelinePost
from enquiry.insight.year.weeks import build_week_ranges, list_weeks
from enquiry.model.belief import Belief
from enquiry.model.choices import CycleState
from enquiry.model.journal import LooseNote
from enquiry.query.select import CycleMatch
from enquiry.query.tags.usage import TagNode
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import draw_text
from enquiry.views.tags import STEP, format_use_count
from enquiry.views.theme import RenderOptions
from enquiry.views.timeline import draw_passing, draw_post
from enquiry.words import format_amount

INBOX, BELIEFS = "inbox", "beliefs"
"""The keys of the rows that stand for the notes in the inbox, and for what is believed."""


class PaneRow(NamedTuple):
    """A row of a pane: its key, how many lines it takes, what draws them, and whether the cursor stops at it."""

    key: str
    height: int
    draw: Callable[[], Sequence[Text]]
    stops: bool = True


def _build_heading(words: str, look: RenderOptions) -> PaneRow:
    return PaneRow("", 1, lambda: [Text.assemble((flatten_text(words), "strong"), f" {look.marks.rule * 3}")], False)


def list_enquiry_rows(
    shelf: Shelf,
    found: Iterable[CycleMatch],
    notes: Sequence[LooseNote],
    beliefs: Sequence[Belief],
    look: RenderOptions,
) -> list[PaneRow]:
    """Return the enquiries: the open ones first, the others by the year of their last day; then notes and beliefs."""
    years = [shelf.calendar.find_year(shelf.today)]

    def find_year(day: date) -> SchoolYear:
        years[0] = years[0] if day in years[0].period else shelf.calendar.find_year(day)
        return years[0]

    def rank(match: CycleMatch) -> tuple[int, int, str]:
        cycle = match.cycle
        if cycle.state is CycleState.OPEN:
            return 1, cycle.number, "open"
        year = find_year(cycle.last_on)
        return -year.period.begin.toordinal(), cycle.number, year.label

    rows = list[PaneRow]()
    ranked = sorted(((rank(match), match) for match in found), key=lambda pair: (pair[0][0] < 0, pair[0][:2]))
    for heading, pairs in groupby(ranked, key=lambda pair: pair[0][2]):
        rows.append(_build_heading(heading.capitalize(), look))
        rows += [_build_enquiry_row(match, shelf, look) for _, match in pairs]
    if notes:
        words = format_amount(len(notes), "note")
        rows += [_build_heading("Inbox", look), PaneRow(INBOX, 1, lambda: [Text(words)])]
    if beliefs:
        held = format_amount(len(beliefs), "belief")
        rows += [_build_heading("What you believe", look), PaneRow(BELIEFS, 1, lambda: [Text(held)])]
    return rows


def _build_enquiry_row(match: CycleMatch, shelf: Shelf, look: RenderOptions) -> PaneRow:
    cycle, marks = match.cycle, look.marks

    def draw() -> list[Text]:
        sign = {CycleState.OPEN: marks.open, CycleState.CLOSED: marks.closed}.get(cycle.state, marks.waiting)
        decided = cycle.decided.decision.value if cycle.decided and cycle.decided.decision else ""
        current = "current" if cycle.id == shelf.journal.settings.current else ""
        entries, last = format_amount(len(match.entries), "entry", "entries"), spell_short(cycle.last_on, year=True)
        facts = f" {marks.dot} ".join(filter(None, (current, cycle.state.value, decided, entries, last)))
        first = Text.assemble((f"{sign} ", "accent"), (f"{cycle.number} {marks.dot} ", "strong"))
        return [Text.assemble(first, flatten_text(cycle.question)), Text(f"  {facts}", "quiet")]

    return PaneRow(str(cycle.number), 2, draw)


def list_life_rows(timeline: Timeline, look: RenderOptions) -> list[PaneRow]:
    """Return the life of one enquiry: terms, what stands in them, silences and holidays, in the order of the days."""
    rows = list[PaneRow]()
    for place, mark in enumerate(timeline.marks):
        match mark:
            case TermHeading():
                rows.append(_build_heading(mark.text, look))
            case TimelinePost():
                rows.append(_build_post_row(mark, place, look))
            case passing:
                rows.append(PaneRow("", 1, lambda passing=passing: [draw_passing(passing, look)], False))  # type: ignore[misc]
    return rows


def _build_post_row(post: TimelinePost, place: int, look: RenderOptions) -> PaneRow:
    day, kind, aside, words = draw_post(post, look)
    on_one_line = words._replace(plain=words.plain.replace("\n", " "))

    def draw() -> list[Text]:
        what = kind.__rich__()
        what.rstrip()
        pieces = (day.__rich__(), what, Text(post.name, "quiet"), aside.__rich__())
        lines = [Text(" ").join(piece for piece in pieces if piece)]
        return [*lines, Text.assemble("  ", on_one_line.__rich__())] if words.plain else lines

    return PaneRow(post.name or f"{post.what} {place}", 2 if words.plain else 1, draw)


def list_note_rows(notes: Iterable[LooseNote]) -> list[PaneRow]:
    """Return the notes that wait in the inbox."""

    def build(note: LooseNote) -> PaneRow:
        head = Text.assemble((spell_short(note.happened_on, year=True), "quiet"), f" {note.name}")
        return PaneRow(note.name, 2, lambda: [head, Text(f"  {flatten_text(note.text)}")])

    return [build(note) for note in notes]


def list_belief_rows(beliefs: Iterable[Belief]) -> list[PaneRow]:
    """Return the beliefs, each with how it is held and since when."""

    def build(belief: Belief) -> PaneRow:
        since = f" {belief.held.words}, since {spell_short(belief.now.on, year=True)}"
        head = Text.assemble((belief.name, "strong"), (since, "quiet"))
        return PaneRow(belief.name, 2, lambda: [head, Text(f"  {flatten_text(belief.text)}")])

    return [build(belief) for belief in beliefs]


def list_tag_rows(tree: Iterable[TagNode]) -> list[PaneRow]:
    """Return the tags as a tree, each with how often it is used; the key is the whole tag."""

    def build(leaf: TagNode) -> PaneRow:
        used = f"used {format_use_count(leaf.used)}" if leaf.use else f"with nested {leaf.nested}"
        name = draw_text(" " * (STEP * leaf.depth) + flatten_text(leaf.own_name))
        return PaneRow(leaf.tag, 1, lambda: [Text.assemble(name, (f"  {used}", "quiet"))])

    return [build(leaf) for leaf in tree]


def draw_head(shelf: Shelf, told: str, look: RenderOptions) -> Text:
    """Draw the first line: the journal's name, the day, where in the school year it lies, and what is looked at."""
    today, calendar = shelf.today, shelf.calendar
    week = calendar.compute_week_number(today)
    when = f"{spell_short(today, year=True)} {look.marks.dot} {calendar.words.year} {calendar.find_year(today).label}"
    when += f", week {week}" if week > 0 else ""
    named = f"{flatten_text(shelf.name)} {look.marks.dot} " if shelf.name else ""
    return Text.assemble(draw_text(named, "accent"), (when, "strong"), (f" {look.marks.dot} {told}", "quiet"))


def draw_weeks(shelf: Shelf, days: Sequence[date], look: RenderOptions) -> Text:
    """Draw when it was written: this school year's weeks, each as high as much was written; a dot is a quiet week."""
    year = shelf.calendar.find_year(shelf.today)
    weeks = list_weeks(build_week_ranges(year, shelf.calendar, days))
    written = Counter(days)
    begins = [(week.days.begin.toordinal(), week.days.end.toordinal()) for week in weeks]
    counts = [sum(written[date.fromordinal(day)] for day in range(*ends)) for ends in begins]
    most, sparks = max([1, *counts]), look.marks.sparks
    signs = (
        sparks[-(-count * len(sparks) // most) - 1] if count else look.marks.quiet if week.taught else " "
        for week, count in zip(weeks, counts, strict=True)
    )
    label = "week by week " if look.width < len("written week by week ") + len(weeks) else "written week by week "
    return Text.assemble((label, "quiet"), ("".join(signs), "accent"))


def list_days(shelf: Shelf, found: Iterable[CycleMatch]) -> list[date]:
    """Return the days of this school year on which something that was found happened."""
    year = shelf.calendar.find_year(shelf.today).period
    return [entry.happened_on for match in found for entry in match.entries if entry.happened_on in year]


def list_all_matches(shelf: Shelf) -> Iterator[CycleMatch]:
    """Yield every cycle with all that is in it, as a query that asks for nothing would find it."""
    for cycle in shelf.journal.kept:
        yield CycleMatch(cycle, cycle.kept, itself=True)
