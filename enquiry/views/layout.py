"""Text from people, never read as markup; words that hang beside a label; and names beside their values, plain too."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType
from rich.constrain import Constrain
from rich.segment import Segment
from rich.text import Span, Text

from enquiry.errors import ErrorSpan
from enquiry.unsafe_chars import escape_unsafe, flatten_text
from enquiry.views.drawing.columns import Column, Columns
from enquiry.views.drawing.lines import LineDrawing, StyledWords, iterate_lines, measure_text, style_part, wrap_text
from enquiry.views.theme import RenderOptions


def draw_text(text: str, style: str = "") -> Text:
    """Return a person's words as they wrote them, safe to print."""
    return Text(escape_unsafe(text).expandtabs(4), style=style)


def draw_words(text: str, style: str = "") -> StyledWords:
    """Return the same without Rich's Text, which looks at each character once more."""
    return StyledWords(escape_unsafe(text).expandtabs(4), style)


def join_drawn(pieces: Iterable[StyledWords], between: StyledWords) -> StyledWords:
    """Return pieces as one, with something between two; those without words are left out."""
    words, spans = "", list[Span]()
    for piece in pieces:
        if piece.plain:
            for one in (between, piece) if words else (piece,):
                at, end = len(words), len(words) + len(one.plain)
                spans += [Span(at, end, one.style)] if one.style else []
                spans += [Span(at + span.start, at + span.end, span.style) for span in one.spans]
                words += one.plain
    return StyledWords(words, spans=spans)


def draw_one_line(text: str, look: RenderOptions, style: str = "") -> Text:
    """Return a person's words on one line, cut with `…` at the width; whole where that was asked for."""
    if look.wide:
        return Text(flatten_text(text), style=style, overflow="fold")
    return Text(flatten_text(text), style=style, no_wrap=True, overflow="ellipsis")


class Parts(LineDrawing):
    """Draws parts one beneath the other, each of them made when its turn comes."""

    def __init__(self, make: Callable[[], Iterable[RenderableType]]) -> None:
        self.make = make

    def draw_lines(self, console: Console, options: ConsoleOptions) -> Iterator[list[Segment]]:
        """Yield the lines of one part after the other."""
        for part in self.make():
            yield from iterate_lines(part, console, options)


def limit_width(drawing: RenderableType, look: RenderOptions, most: int) -> RenderableType:
    """Return a drawing that is `most` cells wide at the most; a narrower screen needs no layer for it, which costs."""
    return drawing if look.width < most else Constrain(drawing, most)


def draw_under_name(name: str, command: str, drawing: RenderableType) -> RenderableType:
    """Draw a journal's name above what is drawn of it; where none tells it apart from others, the drawing alone.

    `command` is how the commands that are shown are meant, where the usual journal would be taken otherwise.
    """
    if not name:
        return drawing
    beside = Text(f"   {command}" if command else "", "quiet")
    head = Text.assemble(("Journal: ", "quiet"), draw_text(flatten_text(name), "accent"), beside)
    return Parts(lambda: (head, drawing))


class HangingIndent(LineDrawing):
    """Draws `label`, then `words` in what is left of the width, every line of them beginning at the same place."""

    def __init__(self, label: Text | StyledWords, words: Text | StyledWords) -> None:
        self.label = label
        self.words = words

    def draw_lines(self, console: Console, options: ConsoleOptions) -> Iterator[list[Segment]]:
        """Yield the line with the label, then the others."""
        indent = measure_text(self.label.plain)
        before, under = style_part(console, self.label, 0, len(self.label.plain)), [Segment(" " * indent)]
        for line, _ in wrap_text(console, self.words, max(10, options.max_width - indent)):
            yield [*before, *line]
            before = under


def draw_question(number: object, question: str, look: RenderOptions) -> HangingIndent:
    """Draw a cycle's question behind its number, on as many lines as it needs."""
    label = Text(f"{number} {look.marks.dot} ", "strong")
    return HangingIndent(label, draw_text(flatten_text(question), "question"))


def wrap_items(items: Iterable[str], width: int, gap: str = "   ") -> str:
    """Return short texts, such as what a picture's marks mean: as many on a line as fit, none of them broken."""
    lines, taken = list[list[str]](), 0
    for item in items:
        wide = measure_text(item)
        if lines and taken + len(gap) + wide <= width:
            lines[-1].append(item)
            taken += len(gap) + wide
        else:
            lines.append([item])
            taken = wide
    return "\n".join(map(gap.join, lines))


STEP, MAX_STEPS = 2, 3
"""By how many columns an answer stands further in than what it answers, and how often at most."""

_COLUMNS = {"keep": Column(keep=True), "fold": Column(), "right": Column(keep=True, right=True)}


def draw_grid(rows: Iterable[Sequence[RenderableType]], columns: str) -> Columns:
    """Draw rows side by side; a column is one to *keep* on its line, the same at the *right*, or one to *fold*."""
    grid = Columns(*(_COLUMNS[name] for name in columns.split()))
    for row in rows:
        grid.add_row(*row)
    return grid


def draw_pairs(pairs: Mapping[str, str], look: RenderOptions) -> RenderableType:
    """Draw each name beside its value, or above it on a narrow screen."""
    if look.narrow:
        named = ((Text(f"{flatten_text(name)}\n", "quiet"), value) for name, value in pairs.items())
        return Group(*(Text.assemble(name, "  ", draw_text(value or "not set")) for name, value in named))
    told = ((name, draw_text(value) if value else Text("not set", "quiet")) for name, value in pairs.items())
    return draw_grid(((Text(flatten_text(name), "quiet"), words) for name, words in told), "keep fold")


def draw_places(places: Mapping[str, str], look: RenderOptions) -> RenderableType:
    """Draw each name beside its path, or all of them above theirs where one has no room beside; no path is broken."""
    edge = 2 + max(map(cell_len, places), default=0)
    if all(edge + cell_len(path) <= look.width for path in places.values()):
        return draw_pairs(places, look)
    named = ((Text(name, "quiet"), Text(flatten_text(path), no_wrap=True)) for name, path in places.items())
    return Group(*(line for pair in named for line in pair))


def format_pairs_lines(pairs: Mapping[str, str]) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    return format_field_lines(*pairs.items())


def format_field_lines(*fields: tuple[str, object]) -> Iterator[str]:
    """Yield `label: value`, a line a field; a field whose value is None is left out."""
    yield from (f"{flatten_text(label)}: {flatten_text(str(value))}" for label, value in fields if value is not None)


def format_fields(*fields: tuple[str, object]) -> Iterator[str]:
    """Yield the same without the fields whose value is empty."""
    yield from format_field_lines(*(field for field in fields if field[1] != ""))


CARET_CONTEXT = 30
"""How much of a long text is shown on either side of the mistake, where there is room for it."""


def format_caret_lines(spot: ErrorSpan, width: int = 4 * CARET_CONTEXT + 6) -> tuple[str, str]:
    """Return the text, or the part of it around the mistake, and a line that points to the mistake."""
    context = min(CARET_CONTEXT, max(4, (width - 6) // 4))
    begin = max(0, spot.begin - context) if spot.begin > 2 * context else 0
    end = min(len(spot.text), spot.end, spot.begin + 2 * context)
    after = end + context
    text = spot.text.replace("\n", " ").replace("\t", " ")  # each is one character, so that the caret stands right
    before, wrong, rest = map(escape_unsafe, (text[begin : spot.begin], text[spot.begin : end], text[end:after]))
    opening, ending = "…" if begin else "", "…" if after < len(spot.text) else ""
    while cell_len(rest) and cell_len(f"  {opening}{before}{wrong}{rest}…") > width:
        rest, ending = rest[:-1], "…"
    carets = "^" * max(1, cell_len(wrong))
    return f"  {opening}{before}{wrong}{rest}{ending}", f"  {' ' * cell_len(opening + before)}{carets}"
