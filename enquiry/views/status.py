"""The bare command: today, what matters now with the command that answers it, then the open cycles.

A cycle takes two lines: its question, and how it stands with what was last thought. Lists have it in one line.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.acts import Act, ActKind
from enquiry.command_lines import aim_command, format_command
from enquiry.dates.period import ONE_DAY, spell, spell_short
from enquiry.insight.status import AsideCycle, CycleRow, Status
from enquiry.model.choices import CycleState
from enquiry.unsafe_chars import flatten_text
from enquiry.views.drawing.columns import Column, Columns
from enquiry.views.drawing.lines import cut_text, measure_text
from enquiry.views.layout import HangingIndent, draw_one_line, draw_text, format_field_lines, limit_width
from enquiry.views.theme import RenderOptions
from enquiry.words import join_words

MAX_WIDTH = 120
MIN_TABLE_WIDTH = 92
"""The width from which a question has room enough beside the other columns; in less cycles are a list."""


def list_first_steps() -> tuple[tuple[str, str], ...]:
    """Return what can be done in a journal in which nothing is written yet, and the command for each."""
    return (
        ("Ask a question about learning in your own practice:", format_command(Act(ActKind.ASK_QUESTION))),
        ("Or keep a line for later:", aim_command("enquiry note …")),
        ("Or look around in a sample journal first:", "enquiry demo"),
    )


def draw_status(now: Status, look: RenderOptions) -> RenderableType:
    """Draw where the journal stands."""
    week = f", week {now.week}" if now.week > 0 else ""
    today = f"{spell(now.today, weekday=True)} {look.marks.dot} {now.year_word} {now.year}{week}"
    guess = (f" (typical {now.guess})", "quiet") if now.guess else ""
    drawing: list[RenderableType] = [Text.assemble(draw_text(today, "strong"), guess), ""]
    if now.sample:
        told = f"This is the sample journal “{now.sample}”: the people, schools and pupils in it are invented."
        drawing[1:] = [draw_text(told, "accent"), ""]
    if now.empty and not now.matters:
        return Group(*drawing, Text("Nothing is written yet."), "", _draw_notices(list_first_steps(), look))
    if now.matters:
        drawing += [_draw_notices([(one.words, format_command(one.act)) for one in now.matters], look), ""]
    beneath = list(draw_aside_cycles(now))
    if not now.rows:
        start = _draw_notices([("No cycle is open.", format_command(Act(ActKind.ASK_QUESTION)))], look)
        return Group(*drawing, *beneath, *([""] if beneath else []), start)
    promised = {one.cycle.id for one in now.aside if one.state == "promised"}
    for row in now.rows:
        if row.current or row.cycle.id not in promised:
            drawing += [*draw_home_cycle(row, now.today, look), ""]
    return Group(*drawing, *beneath) if beneath else Group(*drawing[:-1])


MIN_THOUGHT = 24
"""The columns that a thought needs beside the facts; with less it stands beneath them."""

LONGEST_SIGN = 8
"""The characters that one sign may be made of, as a family of emoji is."""


def draw_home_cycle(row: CycleRow, today: date, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw a cycle's question whole, and beneath it what is due, when it was last written to, and what was thought."""
    cycle, mark = row.cycle, look.marks.current if row.current else ""
    label = Text.assemble((mark.ljust(2), "accent"), (f"{cycle.number} {look.marks.dot} ", "strong"))
    yield HangingIndent(label, draw_text(flatten_text(cycle.question), "question"))
    spoken = {today: "today", today - ONE_DAY: "yesterday"}
    last = spoken.get(cycle.last_on) or f"on {_spell_near(cycle.last_on, today)}"
    facts = [(row.due, "attention"), (f"last {last}", "quiet")]
    if cycle.state is not CycleState.OPEN:
        facts.insert(0, (cycle.state.value, "strong"))
    width, dot = min(look.width, MAX_WIDTH) - label.cell_len, (f" {look.marks.dot} ", "quiet")
    indent = Text(" " * label.cell_len)
    line = Text.assemble(*[piece for fact in facts if fact[0] for piece in (fact, dot)][:-1])
    opening, closing = ('"', '"') if look.marks.dot.isascii() else ("“", "”")
    thought = f"{opening}{flatten_text(row.thought)}{closing}" if row.thought else ""
    least = min(MIN_THOUGHT, measure_text(thought[: MIN_THOUGHT * LONGEST_SIGN]))
    if cycle.decided and cycle.decided.decision:
        decided = Text.assemble(dot, (f"decided to {cycle.decided.decision}", "quiet"))
        if line.cell_len + decided.cell_len + (least and least + 3) <= width:
            line = Text.assemble(line, decided)
    beside = width - line.cell_len - 3
    if thought and beside >= least:
        drawn = Text.assemble(line, dot, thought if look.wide else _cut_thought(thought, beside, look))
        yield HangingIndent(indent, drawn)
        return
    yield HangingIndent(indent, line)
    if thought:
        yield HangingIndent(indent, Text(thought) if look.wide else _cut_thought(thought, width, look))


def _cut_thought(thought: str, room: int, look: RenderOptions) -> Text:
    """Return a thought on one line, cut between words."""
    begins = thought[: room * LONGEST_SIGN]  # signs are measured one by one, and a thought may fill a page
    if len(begins) == len(thought) and measure_text(thought) <= room:
        return Text(thought)
    end = f"{look.marks.ellipsis}{thought[-1]}"
    short = cut_text(begins, max(1, room - cell_len(end))).rstrip()
    return Text(f"{short.rpartition(' ')[0] or short}{end}")


def draw_aside_cycles(now: Status) -> Iterator[RenderableType]:
    """Draw the paused cycles in a line, the resting ones, and those that a look is promised to, each in another."""
    shown = {row.cycle.id for row in now.rows if row.cycle.state in (CycleState.PAUSED, CycleState.RESTING)}
    for state in ("paused", "resting", "promised"):
        found = (one for one in now.aside if one.state == state and one.cycle.id not in shown)
        told = [f"{one.cycle.number} ({_format_aside_days(one, now.today)})" for one in found]
        if told:
            yield HangingIndent(Text(f"{state.capitalize()}: ", "quiet"), draw_text(join_words(told)))


def _format_aside_days(aside: AsideCycle, today: date) -> str:
    """Return the days of a cycle that is set aside: since when, until when, or when a look is promised."""
    when = "a look on" if aside.state == "promised" else "since"
    until = f", until {_spell_near(aside.until, today)}" if aside.until else ""
    return f"{when} {_spell_near(aside.on, today)}{until}"


def _spell_near(day: date, today: date) -> str:
    return spell_short(day, year=day.year != today.year)


def _draw_notices(pairs: Sequence[tuple[str, str]], look: RenderOptions) -> RenderableType:
    """Draw words with the commands that answer them: beside them on a wide screen, else beneath."""
    longest = max(len(command) for _, command in pairs)
    if look.width - longest < 36:
        return Group(*(Text.assemble(draw_text(words), (f"\n  {command}", "accent")) for words, command in pairs))
    table = Columns(Column(), Column(keep=True), gap=3)
    for words, command in pairs:
        table.add_row(draw_text(words), Text(command, "accent"))
    return table


def format_status_lines(now: Status) -> Iterator[str]:
    """Yield where the journal stands as `label: value` lines."""
    week = now.week if now.week > 0 else None
    guess = f"typical {now.guess}" if now.guess else None
    yield from format_field_lines(("today", now.today), (now.year_word, now.year), ("week", week), ("dates", guess))
    for notice in now.matters:
        yield from format_field_lines(("matter", notice.words), ("command", format_command(notice.act)))
    yield from format_field_lines(*(("begin", " ".join(pair)) for pair in list_first_steps() if now.empty))
    yield from format_field_lines(("sample", now.sample or None), ("inbox", now.waiting))
    for one in now.aside:
        until = f", until {one.until}" if one.until else ""
        yield f"{one.state}: {one.cycle.number}, {'a look on' if one.state == 'promised' else 'since'} {one.on}{until}"
    for row in now.rows:
        yield from format_cycle_list_lines([row])
        yield from format_field_lines(("due", row.due or None), ("last thought", row.thought or None))


def draw_cycle_list(rows: Sequence[CycleRow], look: RenderOptions) -> RenderableType:
    """Draw cycles with question, last day and counts of evidence and reflections; nothing where there are none."""
    word, count = Column(keep=True), Column(keep=True, right=True)
    columns = (Column(1), count, Column(fills=True), word, word, count, count, count)
    table, listing = Columns(*columns, gap=1), list[RenderableType]()
    heads = ("", "no", "question", "state", "decided", "last", "evidence", "reflection")
    table.add_row(*(Text(head, "quiet") for head in heads))
    for row in rows:
        cycle, last, mark = (
            row.cycle,
            spell_short(row.cycle.last_on, year=True),
            look.marks.current if row.current else "",
        )
        state = Text(cycle.state.value, "none" if cycle.state is CycleState.OPEN else "quiet")
        decided = cycle.decided.decision.value if cycle.decided and cycle.decided.decision else ""
        if look.width < MIN_TABLE_WIDTH:
            number = Text.assemble((mark.ljust(2), "accent"), f"{cycle.number:>2} ")
            told = ", ".join(filter(None, (state.plain, decided)))
            facts = f"{told}, last {last}, evidence {row.evidence}, reflection {row.reflections}"
            listing.append(HangingIndent(number, draw_text(flatten_text(cycle.question))))
            listing.append(HangingIndent(Text(" " * number.cell_len), Text(facts, "quiet")))
        else:
            named = (Text(mark, "accent"), str(cycle.number), draw_one_line(cycle.question, look))
            table.add_row(*named, state, Text(decided), Text(last, "quiet"), str(row.evidence), str(row.reflections))
    return Group(*listing) if listing or not rows else limit_width(table, look, MAX_WIDTH)


def format_cycle_list_lines(rows: Sequence[CycleRow]) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    for row in rows:
        cycle, decided = row.cycle, row.cycle.decided
        yield ""
        yield from format_field_lines(
            ("cycle", f"{cycle.number}{' (current)' if row.current else ''}"),
            ("question", cycle.question),
            ("state", cycle.state),
            ("decided", f"{decided.decision}, {decided.happened_on.isoformat()}" if decided else None),
            ("last", cycle.last_on),
            ("evidence", row.evidence),
            ("reflections", row.reflections),
        )
