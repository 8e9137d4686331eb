"""The tags in use as a tree, those that may be meant as one, and what changing them does."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.command_lines import aim_command
from enquiry.dates.period import spell_short
from enquiry.query.tags.rename import RetagResult, TagChange
from enquiry.query.tags.similar import SimilarTags
from enquiry.query.tags.usage import TagNode
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_grid, draw_text, format_fields
from enquiry.views.theme import RenderOptions
from enquiry.words import format_count, join_words

STEP = 2
"""Characters a tag stands further in than its parent."""


def draw_tag_tree(tree: Sequence[TagNode], look: RenderOptions) -> RenderableType:
    """Draw the tags with how often they are used, between which days, and in which cycles; nothing where none is."""
    if not tree:
        return Group()
    names = [draw_text(" " * (STEP * leaf.depth) + flatten_text(leaf.own_name)) for leaf in tree]
    nests = any(leaf.nested != leaf.used for leaf in tree)
    dates = max(len(_format_use_dates(leaf)) for leaf in tree)
    columns = (max(name.cell_len for name in names), len("used"), *[len("with nested")] * nests, dates, len("cycles"))
    if look.narrow or sum(columns) + 2 * len(columns) > look.width:  # a table would cut a name within a word
        drawn: list[RenderableType] = []
        for leaf, name in zip(tree, names, strict=True):
            facts = [f"used {format_use_count(leaf.used)}"] if leaf.use else []
            facts += [f"with nested {leaf.nested}"] if leaf.nested != leaf.used else []
            facts += [_format_use_dates(leaf)] if leaf.use else []
            facts += [f"cycles {_format_use_cycles(leaf)}" if leaf.use.cycles else "in the inbox"] if leaf.use else []
            drawn += [name, Padding(Text(", ".join(facts), "quiet"), (0, 0, 0, STEP * leaf.depth + 2))]
        return Group(*drawn)
    heads = ("tag", "used", *["with nested"] * nests, "first and last", "cycles")
    rows: list[Sequence[RenderableType]] = [[Text(head, "quiet") for head in heads]]
    for leaf, name in zip(tree, names, strict=True):
        nested = (str(leaf.nested) if leaf.nested != leaf.used else "",) if nests else ()
        facts = [_format_use_dates(leaf), _format_use_cycles(leaf)]
        rows.append((name, str(leaf.used) if leaf.use else "", *nested, *(Text(fact, "quiet") for fact in facts)))
    return draw_grid(rows, f"keep right {'right ' * nests}keep fold")


def _format_use_dates(leaf: TagNode) -> str:
    if not leaf.use:
        return ""
    first, last = spell_short(leaf.use.first, year=True), spell_short(leaf.use.last, year=True)
    return last if first == last else f"{first} to {last}"


def _format_use_cycles(leaf: TagNode) -> str:
    return (", ".join(map(str, leaf.use.cycles)) or "inbox") if leaf.use else ""


def format_use_count(number: int) -> str:
    """Return how often something is used in words: `once`, `twice`, `12 times`."""
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def format_tag_tree_lines(tree: Sequence[TagNode]) -> Iterator[str]:
    """Yield the same as plain lines."""
    for leaf in tree:
        yield from format_fields(
            ("tag", leaf.tag),
            ("used", leaf.used if leaf.use else None),
            ("with nested", leaf.nested if leaf.nested != leaf.used else None),
            ("from", f"{leaf.use.first} to {leaf.use.last}" if leaf.use else None),
            ("cycles", _format_use_cycles(leaf)),
        )
        yield ""


def draw_similar_tags(found: Sequence[SimilarTags], _look: RenderOptions) -> RenderableType:
    """Draw the pairs of tags that may be meant as one, each with a command that would make them one."""
    drawing: list[RenderableType] = []
    for pair in found:
        drawing.append(HangingIndent(Text(), draw_text(_format_tag_pair(pair))))
        drawing.append(Padding(Text(_format_merge_command(pair), "accent"), (0, 0, 0, 2)))
    return Group(*drawing)


def _format_tag_pair(pair: SimilarTags) -> str:
    one, other = (f"“{flatten_text(use.tag)}” (used {format_use_count(use.used)})" for use in (pair.one, pair.other))
    return f"{one} and {other}: {pair.reason}."


def _format_merge_command(pair: SimilarTags) -> str:
    pair_words = f'"{flatten_text(pair.newer.tag)}" --into "{flatten_text(pair.older.tag)}"'
    return aim_command(f"enquiry tags merge {pair_words}")


def format_similar_tags_lines(found: Sequence[SimilarTags]) -> Iterator[str]:
    """Yield the same as plain lines."""
    for pair in found:
        yield from (f"tags: {_format_tag_pair(pair)}", f"command: {_format_merge_command(pair)}", "")


def draw_tag_changes(done: RetagResult, _look: RenderOptions) -> RenderableType:
    """Draw what a change of tags does, tag by tag."""
    return Group(*(HangingIndent(Text(), draw_text(line)) for line in format_tag_change_sentences(done)))


def format_tag_change_sentences(done: RetagResult) -> Iterator[str]:
    """Say what a change of tags does, tag by tag, and how much it touches."""
    yield from (_format_tag_move(move) for move in done.moves)
    yield f"It touches {format_touched_counts(done)}."


def _format_tag_move(move: TagChange) -> str:
    tag = f"“{flatten_text(move.use.tag)}”, used {format_use_count(move.use.used)}"
    if move.becomes is None:
        return f"{tag}, is taken off."
    met = f"; that is in use already, {format_use_count(move.meets.used)}, and the two become one" if move.meets else ""
    return f"{tag}, becomes “{flatten_text(move.becomes)}”{met}."


def format_touched_counts(done: RetagResult) -> str:
    """Return how many cycles, entries, notes and beliefs get other tags."""
    notes, beliefs = ("note in the inbox", "notes in the inbox"), ("belief", "beliefs")
    nouns = (("cycle", "cycles"), ("entry", "entries"), notes, beliefs)
    counts = zip((done.cycles, done.entries, done.notes, done.beliefs), nouns, strict=True)
    return join_words([format_count(number, *noun) for number, noun in counts if number])


def format_tag_changes_lines(done: RetagResult) -> Iterator[str]:
    """Yield the same as plain lines."""
    yield f"change: {flatten_text(done.did)}"
    yield from (f"tag: {_format_tag_move(move)}" for move in done.moves)
    yield f"touches: {format_touched_counts(done)}"
