"""The register of gifts, a few lines each; one gift with all that went; and the lines that ask for one back."""

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from enquiry.dates.period import spell
from enquiry.insight.gifts.register import GiftRow, GiftWithdrawal
from enquiry.unsafe_chars import flatten_text
from enquiry.views.layout import HangingIndent, draw_pairs, draw_text, format_fields
from enquiry.views.theme import RenderOptions
from enquiry.words import format_amount

NO_GIFTS = "Nothing was given yet."


def draw_gift_list(rows: Sequence[GiftRow], _: RenderOptions) -> RenderableType:
    """Draw each gift: its name and for whom, the day, what went, and what is asked of whoever has it."""
    if not rows:
        return Text(NO_GIFTS)
    drawing = list[RenderableType]()
    for row in rows:
        gift = row.gift
        head = Text.assemble(draw_text(flatten_text(gift.to), "strong"), (f", {spell(gift.given_on)}", "quiet"))
        head.append_text(draw_text(f", by {flatten_text(gift.by)}" if gift.by else "", "quiet"))
        told = Text.assemble(f"{row.extent}: ", draw_text(flatten_text(gift.file)))
        drawing += [HangingIndent(Text(f"{gift.name:<5}", "accent"), head), Padding(told, (0, 0, 0, 5))]
        if row.comments:
            came = f"came back: {format_amount(len(row.comments), 'comment')}: {', '.join(row.comments)}"
            drawing.append(Padding(Text(came), (0, 0, 0, 5)))
        if words := format_return(row):
            drawing.append(Padding(Text(words, "quiet"), (0, 0, 0, 5)))
    return Group(*drawing)


def format_return(row: GiftRow) -> str:
    """Return in words what is asked of whoever has a gift: to delete it by a day, or now."""
    gift = row.gift
    if gift.withdrawn:
        return f"asked back on {spell(gift.withdrawn)}"
    return f"to be deleted by {spell(gift.delete_by)}" if gift.delete_by else ""


def draw_gift(row: GiftRow, look: RenderOptions) -> RenderableType:
    """Draw one gift, every field of it that says something."""
    head = draw_text(f"Gift {row.gift.name} for {flatten_text(row.gift.to)}", "strong")
    return Group(head, draw_pairs({name: words for name, words in list_gift_fields(row) if words}, look))


def list_gift_fields(row: GiftRow) -> Iterator[tuple[str, str]]:
    """Yield the fields of a gift in words, empty ones too."""
    gift = row.gift
    yield "given on", spell(gift.given_on)
    yield "given by", flatten_text(gift.by)
    yield "file", flatten_text(gift.file)
    yield "reads as", gift.reader
    yield "what you wished", flatten_text(gift.wish)
    yield "cycles", ", ".join(row.cycles)
    yield "entries", ", ".join(row.entries)
    yield "by name only", ", ".join(row.named)
    yield "comments", ", ".join(row.comments)
    yield "to be deleted by", spell(gift.delete_by) if gift.delete_by else ""
    yield "asked back on", spell(gift.withdrawn) if gift.withdrawn else ""


def format_gift_lines(row: GiftRow) -> Iterator[str]:
    """Yield the same as `label: value` lines."""
    return format_fields(("gift", row.gift.name), ("for", row.gift.to), *list_gift_fields(row))


def format_gift_list_lines(rows: Sequence[GiftRow]) -> Iterator[str]:
    """Yield every gift as `label: value` lines, an empty line after each."""
    for row in rows:
        yield from (*format_gift_lines(row), "")


def draw_withdrawal(found: GiftWithdrawal, _: RenderOptions) -> RenderableType:
    """Draw the lines to send."""
    return draw_text(found.lines)


def format_withdrawal_lines(found: GiftWithdrawal) -> Iterator[str]:
    """Yield the lines to send, as they are."""
    return iter(found.lines.split("\n"))
