"""What is about to be laid in a staffroom, line by line and numbered, exactly as it goes.

The page that is made of it is drawn as every document is, by `views.summary.document`.
"""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.text import Text

from enquiry.insight.staffroom.offer import OfferLine, OfferPart
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_text
from enquiry.views.theme import RenderOptions

_LABELS = {OfferPart.HELP: "would help", OfferPart.EXPECTS: "looked for"}
_LABELS |= {OfferPart.CAME: "came of it"}
_BEGINS = (OfferPart.QUESTION, OfferPart.READ, OfferPart.HELP)
_TELLING = "counts few people, or repeats a number held back: look again"


def draw_offer(lines: Sequence[OfferLine], _: RenderOptions) -> RenderableType:
    """Draw every line with the number by which it is struck out, an empty line before each enquiry."""
    width, drawing = len(str(len(lines))), list[RenderableType]()
    for number, line in enumerate(lines, 1):
        if number > 1 and line.part in _BEGINS and lines[number - 2].part != line.part:
            drawing.append("")
        label = Text.assemble((f"{number:>{width}}  ", "accent"), (f"{_get_label(line):<12}", "quiet"))
        words = draw_text(flatten_text(line.words), "question" if line.part is OfferPart.QUESTION else "")
        if line.telling:
            words.append(f"  ({_TELLING})", "attention")
        drawing.append(HangingIndent(label, words))
    return Group(*drawing)


def format_offer_lines(lines: Sequence[OfferLine]) -> Iterator[str]:
    """Say the same as `number label: value`."""
    for number, line in enumerate(lines, 1):
        telling = f" ({_TELLING})" if line.telling else ""
        yield f"{number} {_get_label(line)}: {flatten_text(line.words)}{telling}"


def _get_label(line: OfferLine) -> str:
    return _LABELS.get(line.part, line.part.value)
