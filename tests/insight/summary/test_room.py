"""A short form fills its last page, where it has the lines, and is left alone where it has no need."""

from datetime import date

import pytest

from enquiry.exchange.samples import list_samples
from enquiry.insight.summary.blocks import AnyBlock, EntryLine, Heading, Listing, Paragraph
from enquiry.insight.summary.room import LINES_TO_WRITE, PAGE, estimate_pages, fill_pages
from tests.summaries import of_sample

LINE = Listing("what was seen", (EntryLine(date(2025, 9, 1), "1.1", "words"),))


def filled(base: float, each: float, pages: int | None) -> tuple[int, float]:
    """Return how many lines more are told of what takes `base` pages, and `each` more by every line; and the pages."""

    def build(more: int) -> tuple[int, list[AnyBlock]]:
        lines = round((base + each * more) * PAGE - 9) * 10
        return more, [Listing("x", (EntryLine(None, "", "\n" * (lines // 10 - 1)),))]

    more, blocks = fill_pages(build, lambda made: made[1], pages)
    return more, estimate_pages(blocks)


@pytest.mark.parametrize(
    ("base", "each", "pages", "more"),
    [
        (0.5, 0.1, 2, 0),  # fits one page
        (0.9, 0.1, 2, 0),
        (1.05, 0.1, 2, 5),  # until the last page is half full
        (1.05, 0.5, 2, 1),
        (1.05, 0.9, 2, 0),  # one line more would be a page more
        (1.05, 0.0, 2, 8),  # nothing more to tell
        (1.6, 0.1, 2, 0),
        (2.0, 0.1, 2, -1),  # about to need a third page
        (2.1, 0.1, 3, 4),
        (1.05, 0.1, 1, 0),
        (1.05, 0.1, None, 0),
    ],
)
def test_the_last_page_is_filled_to_the_half_where_there_are_lines(
    base: float, each: float, pages: int | None, more: int
) -> None:
    told, taken = filled(base, each, pages)
    assert told == more
    assert taken <= max(base, (pages or 9) - 1 + 0.92)


def test_longer_texts_and_more_lines_take_more_room() -> None:
    assert estimate_pages([LINE]) < estimate_pages([LINE, LINE])
    for short, long in (
        (Paragraph("x", "words"), Paragraph("x", "words " * 60)),
        (Paragraph("x", "…", blank=2), Paragraph("x", "…", blank=3)),
        (Heading(3, "short"), Heading(2, "short")),
    ):
        assert estimate_pages([short]) < estimate_pages([long])


def test_a_year_of_each_sample_keeps_to_two_pages_and_begins_none_for_little() -> None:
    for name in list_samples():
        for reader in ("prd", "update"):
            blocks = of_sample(name, reader).summary.blocks
            first = next(place for place, block in enumerate(blocks) if isinstance(block, Heading) and block.level > 1)
            taken = estimate_pages(blocks[first:])
            assert taken <= 2, (name, reader)
            assert taken < 0.95 or taken > 1.1, (name, reader, taken)
            written = [block.blank for block in blocks if isinstance(block, Paragraph) and block.blank]
            assert bool(written) == (reader == "update")
            assert all(lines >= LINES_TO_WRITE - 1 for lines in written)
