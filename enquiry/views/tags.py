"""The tags in use as a tree, those that may be meant as one, and what changing them does."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from enquiry.dates.period import short
from enquiry.query.tags.rename import Move, Retagged
from enquiry.query.tags.similar import Similar
from enquiry.query.tags.usage import Leaf
from enquiry.views.layout import Hanging
from enquiry.views.text import one_line, said
from enquiry.views.theme import Look
from enquiry.views.words import counted, joined

STEP = 2
"""Signs a tag stands further in than its parent."""


def tags_view(tree: Sequence[Leaf], look: Look) -> RenderableType:
    """Draw the tags with how often they are used, between which days, and in which cycles; nothing where none is."""
    if not tree:
        return Group()
    if look.narrow:
        return Group(*(part for leaf in tree for part in _stacked(leaf)))
    nests = any(leaf.nested != leaf.used for leaf in tree)
    table = Table.grid(padding=(0, 2))
    table.add_column(overflow="fold")
    for _ in range(1 + nests):
        table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    heads = ("tag", "used", *["with nested"] * nests, "first and last", "cycles")
    table.add_row(*(Text(head, "quiet") for head in heads))
    for leaf in tree:
        nested = (str(leaf.nested) if leaf.nested != leaf.used else "",) if nests else ()
        facts = (_when(leaf), _cycles(leaf))
        used = str(leaf.used) if leaf.use else ""
        table.add_row(_named(leaf), used, *nested, *(Text(fact, "quiet") for fact in facts))
    return table


def _named(leaf: Leaf) -> Text:
    return said(" " * (STEP * leaf.depth) + one_line(leaf.own_name))


def _stacked(leaf: Leaf) -> Iterator[RenderableType]:
    yield _named(leaf)
    facts = [f"used {times(leaf.used)}"] if leaf.use else []
    facts += [f"with nested {leaf.nested}"] if leaf.nested != leaf.used else []
    facts += [_when(leaf), f"cycles {_cycles(leaf)}" if leaf.use.cycles else "in the inbox"] if leaf.use else []
    yield Padding(Text(", ".join(facts), "quiet"), (0, 0, 0, STEP * leaf.depth + 2))


def _when(leaf: Leaf) -> str:
    if not leaf.use:
        return ""
    first, last = short(leaf.use.first, year=True), short(leaf.use.last, year=True)
    return last if first == last else f"{first} to {last}"


def _cycles(leaf: Leaf) -> str:
    return (", ".join(map(str, leaf.use.cycles)) or "inbox") if leaf.use else ""


def times(number: int) -> str:
    """Return how often something is used, as it is spoken."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def tags_lines(tree: Sequence[Leaf]) -> Iterator[str]:
    """Say the same in plain lines."""
    for leaf in tree:
        yield f"tag: {one_line(leaf.tag)}"
        if leaf.use:
            yield f"used: {leaf.used}"
        if leaf.nested != leaf.used:
            yield f"with nested: {leaf.nested}"
        if leaf.use:
            yield f"from: {leaf.use.first.isoformat()} to {leaf.use.last.isoformat()}"
            yield f"cycles: {_cycles(leaf)}"
        yield ""


# --- near-duplicates --------------------------------------------------------------------------------------------------


def similar_view(found: Sequence[Similar], _look: Look) -> RenderableType:
    """Draw the pairs of tags that may be meant as one, each with a command that would make them one."""
    drawing: list[RenderableType] = []
    for pair in found:
        drawing += [Hanging(Text(), said(_pair(pair))), Padding(Text(_merging(pair), "accent"), (0, 0, 0, 2))]
    return Group(*drawing)


def _pair(pair: Similar) -> str:
    one, other = (f"“{one_line(use.tag)}” (used {times(use.used)})" for use in (pair.one, pair.other))
    return f"{one} and {other}: {pair.reason}."


def _merging(pair: Similar) -> str:
    return f'enquiry tags merge "{one_line(pair.newer.tag)}" --into "{one_line(pair.older.tag)}"'


def similar_lines(found: Sequence[Similar]) -> Iterator[str]:
    """Say the same in plain lines."""
    for pair in found:
        yield f"tags: {_pair(pair)}"
        yield f"command: {_merging(pair)}"
        yield ""


# --- changing them ----------------------------------------------------------------------------------------------------


def retagged_view(done: Retagged, _look: Look) -> RenderableType:
    """Draw what a change of tags does, tag by tag."""
    return Group(*(Hanging(Text(), said(line)) for line in retagged_said(done)))


def retagged_said(done: Retagged) -> Iterator[str]:
    """Say what a change of tags does, tag by tag, and how much it touches."""
    yield from (_moved(move) for move in done.moves)
    yield f"It touches {touched_said(done)}."


def _moved(move: Move) -> str:
    tag = f"“{one_line(move.use.tag)}”, used {times(move.use.used)}"
    if move.becomes is None:
        return f"{tag}, is taken off."
    met = f"; that is in use already, {times(move.meets.used)}, and the two become one" if move.meets else ""
    return f"{tag}, becomes “{one_line(move.becomes)}”{met}."


def touched_said(done: Retagged) -> str:
    """Return how many cycles, entries and notes bear other tags."""
    counts = (
        (done.cycles, "cycle", "cycles"),
        (done.entries, "entry", "entries"),
        (done.notes, "note in the inbox", "notes in the inbox"),
    )
    return joined([counted(number, one, many) for number, one, many in counts if number])


def retagged_lines(done: Retagged) -> Iterator[str]:
    """Say the same in plain lines."""
    yield f"change: {one_line(done.did)}"
    yield from (f"tag: {_moved(move)}" for move in done.moves)
    yield f"touches: {touched_said(done)}"
