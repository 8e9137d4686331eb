"""What a search found: under each cycle its question and what became of it, then the entries with the match marked."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from rich.console import RenderableType
from rich.text import Span, Text

from enquiry.acts import Act, ActKind
from enquiry.command_lines import format_command
from enquiry.dates.period import spell, spell_short
from enquiry.model.cycle import Cycle
from enquiry.model.entry import AnyEntry
from enquiry.model.journal import Lone
from enquiry.query.item import LabelledText, list_texts
from enquiry.query.matching import Finder, locate_matches
from enquiry.query.select import CycleMatch, MatchCounts, SearchResult, is_found_whole
from enquiry.unsafe_chars import flatten_text
from enquiry.views.drawing.lines import StyledWords
from enquiry.views.layout import HangingIndent, Parts, draw_text, format_fields
from enquiry.views.theme import UNICODE, Glyphs, RenderOptions

SNIPPET_CONTEXT = 60
"""Characters of a text shown on either side of the first match."""

Finders = tuple[Finder, ...]


def draw_search_result(result: SearchResult, look: RenderOptions) -> RenderableType:
    """Draw what was found, the best match first where there is one."""
    return Parts(partial(_draw_parts, result, look))


def _draw_parts(result: SearchResult, look: RenderOptions) -> Iterator[RenderableType]:
    wanted, told = result.wanted, result.told
    if wanted and result.all and any(result.all):
        yield from (Text(format_result_counts(result.all), "quiet"), "")
    for found in told.found:
        number = f"{found.cycle.number} {look.marks.dot} "
        question = draw_highlighted(found.cycle.question, wanted, look.marks, "question")
        yield HangingIndent(Text(number, "strong"), question)
        yield HangingIndent(Text(" " * len(number)), _draw_outcome(found.cycle, look))
        yield from _draw_matching_entries(found, result, look)
        yield ""
    if told.notes:
        yield Text("In the inbox", "strong")
    for note in told.notes:
        snippet = draw_snippet(locate_text(note.text, wanted), look.marks)
        yield HangingIndent(Text(f"  {note.name} ", "quiet"), snippet)
    if told.notes and told.beliefs:
        yield ""
    if told.beliefs:
        yield Text("What you believe", "strong")
    for belief in told.beliefs:
        own, *others = list_texts(belief)
        match = _find_match((own,), wanted)
        stands = match or locate_text(belief.text, ())
        yield HangingIndent(Text(f"  {belief.name} ", "quiet"), draw_snippet(stands, look.marks))
        if match is None and (beside := _find_match(tuple(others), wanted)):
            yield HangingIndent(Text(f"    {beside.label}  ", "quiet"), draw_snippet(beside, look.marks))
    if any(result.left):
        twice = 2 * (len(told.entries) + len(told.notes) + len(told.beliefs))
        words = f"and {format_result_counts(result.left)} more: --limit {twice}, or --all for all of them"
        yield Text(words, "strong")


def format_result_counts(counts: MatchCounts) -> str:
    """Return counts in words: `4 cycles, 12 entries, 2 notes`; what there is none of is left out."""
    nouns = (("cycle", "cycles"), ("entry", "entries"), ("note", "notes"), ("belief", "beliefs"))
    told = zip(counts, nouns, strict=True)
    return ", ".join(f"{number} {one if number == 1 else many}" for number, (one, many) in told if number)


def _draw_outcome(cycle: Cycle, look: RenderOptions) -> Text:
    """Draw what became of a cycle: its latest decision with the reason, else its state; then its days and its tags."""
    began, last = spell_short(cycle.began_on, year=True), spell_short(cycle.last_on, year=True)
    when = (f" {look.marks.dot} {began if began == last else f'{began} to {last}'}", "quiet")
    tags = draw_text(f" {look.marks.dot} {', '.join(cycle.tags)}" if cycle.tags else "", "quiet")
    decided = cycle.decided
    if not decided or not decided.decision:
        return Text.assemble((cycle.state.value, "strong"), when, tags)
    because = f", because {flatten_text(decided.because)}" if decided.because else ""
    decision = (f" {decided.decision.value.upper()} ", "decision")
    return Text.assemble(decision, draw_text(f" {spell(decided.happened_on)}{because}"), when, tags)


def _draw_matching_entries(found: CycleMatch, result: SearchResult, look: RenderOptions) -> Iterator[RenderableType]:
    """Draw where the cycle's own words match, then the entries; those found because all of it was take one line."""
    wanted = result.wanted
    if found.itself and wanted and (match := _find_match(list_texts(found.cycle)[1:], wanted)):
        yield HangingIndent(Text(f"      {match.label}  ", "quiet"), draw_snippet(match, look.marks))
    if result.only_cycles or not found.entries:
        return
    if is_found_whole(found, result.told):
        days = sorted(entry.happened_on for entry in found.entries)
        when = f"{spell_short(days[0], year=True)} to {spell_short(days[-1], year=True)}"
        timeline = format_command(Act(ActKind.SHOW_TIMELINE, found.cycle.number))
        words = f"all its {len(found.entries)} entries, {when}: {timeline}"
        yield HangingIndent(Text("    "), Text(words, "quiet"))
        return
    name_width = max(len(entry.name) for entry in found.entries)
    for entry in found.entries:
        label, quiet = f"      {entry.name:<{name_width}}  ", list[Span]()
        if not look.narrow:
            dated = f"{label}{spell_short(entry.happened_on, year=True):>11}"
            quiet.append(Span(len(label), len(dated), "quiet"))
            label = f"{dated}  {entry.kind.value:<10}  "
        if entry.by:
            signed = f"{label}{flatten_text(entry.by)}  "
            quiet.append(Span(len(label), len(signed), "quiet"))
            label = signed
        texts = list_texts(entry)
        match = _find_match(texts, wanted) or locate_text(texts[0][1] if texts else "", ())
        yield HangingIndent(StyledWords(label, spans=quiet), draw_snippet(match, look.marks))


class LocatedText(NamedTuple):
    """A text on one line, and where in it matches stand."""

    label: str
    line: str
    spans: list[tuple[int, int]]


def locate_text(text: str, wanted: Finders, label: str = "") -> LocatedText:
    """Return a text on one line, with the places where what is wanted stands."""
    line = flatten_text(text)
    return LocatedText(label, line, locate_matches(line, wanted))


def _find_match(texts: tuple[LabelledText, ...], wanted: Finders) -> LocatedText | None:
    """Return the first text that holds a match."""
    for label, text in texts if wanted else ():
        if (located := locate_text(text, wanted, label)).spans:
            return located
    return None


def draw_snippet(match: LocatedText, marks: Glyphs) -> StyledWords:
    """Return the part of a text around the first match, on one line, with every match marked."""
    line, spans = match.line, match.spans
    begin = max(0, spans[0][0] - SNIPPET_CONTEXT) if spans else 0
    end = (spans[0][1] if spans else 0) + 2 * SNIPPET_CONTEXT
    inside = [(a - begin, b - begin) for a, b in spans if b <= end]
    open_end = marks.ellipsis if end < len(line) else ""
    return _highlight_spans(line[begin:end], inside, marks, before=marks.ellipsis if begin else "", after=open_end)


def draw_highlighted(text: str, wanted: Finders, marks: Glyphs, style: str = "") -> StyledWords:
    """Return a text with every match between `«»` and emphasised, so that it shows without colour too."""
    line = flatten_text(text)
    return _highlight_spans(line, locate_matches(line, wanted), marks, style)


def _highlight_spans(
    line: str, spans: list[tuple[int, int]], marks: Glyphs, style: str = "", before: str = "", after: str = ""
) -> StyledWords:
    drawn, styles, at = before, list[Span](), 0
    for begin, end in spans:
        drawn, found, at = drawn + line[at:begin], f"{marks.left}{line[begin:end]}{marks.right}", end
        styles.append(Span(len(drawn), len(drawn) + len(found), "match"))
        drawn += found
    return StyledWords(drawn + line[at:] + after, style, styles)


def format_search_result_lines(result: SearchResult, marks: Glyphs = UNICODE) -> Iterator[str]:
    """Yield what was found as plain lines, each text whole; `matched` names the field that holds a match, marked."""
    if result.all and any(result.all):
        yield from (f"found: {format_result_counts(result.all)}", "")
    for found in result.told.found:
        cycle, decided = found.cycle, found.cycle.decided
        because = f", because {decided.because}" if decided and decided.because else ""
        yield from format_fields(
            ("cycle", cycle.number),
            ("question", cycle.question),
            ("decision", decided and f"{decided.decision}, {decided.happened_on}{because}"),
            ("state", f"{cycle.state}, {cycle.began_on} to {cycle.last_on}"),
            ("tags", ", ".join(cycle.tags)),
        )
        if found.itself:
            yield from _format_matching_fields(cycle, result.wanted, marks)
        for entry in () if result.only_cycles else found.entries:
            by = f", {flatten_text(entry.by)}" if entry.by else ""
            yield f"entry: {entry.name}, {entry.happened_on.isoformat()}, {entry.kind}{by}"
            yield f"text: {flatten_text(entry.text)}"
            yield from _format_matching_fields(entry, result.wanted, marks)
        yield ""
    for note in result.told.notes:
        yield f"note: {note.name}, {note.happened_on.isoformat()}, in the inbox"
        yield f"text: {flatten_text(note.text)}"
        yield from _format_matching_fields(note, result.wanted, marks)
    for belief in result.told.beliefs:
        yield f"belief: {belief.name}, {belief.now.on.isoformat()}, {belief.held.value}"
        yield f"text: {flatten_text(belief.text)}"
        yield from _format_matching_fields(belief, result.wanted, marks)
    if any(result.left):
        yield f"more: {format_result_counts(result.left)}; --all tells all of them"


def _format_matching_fields(thing: Cycle | AnyEntry | Lone, wanted: Finders, marks: Glyphs) -> Iterator[str]:
    """Yield each field that holds a match, with the part around it."""
    for what, text in list_texts(thing) if wanted else ():
        if (match := locate_text(text, wanted)).spans:
            yield f"matched {what}: {draw_snippet(match, marks).plain}"
