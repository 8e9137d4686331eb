"""The text of a PDF: whatever the value tells stands in it, and text stays text, Typst's own markup too."""

import pytest

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.documents.text import sanitize_text
from tests.documents.shared import READ, TODAY, PageChecks, crowd, shown, squashed
from tests.strategies import HOSTILE
from tests.summaries import summary_of


class TestText(PageChecks):
    form = SummaryFormat.PDF


@pytest.mark.parametrize("place", range(6))
def test_hostile_texts_stand_there_with_the_characters_no_font_has_written_out(place: int) -> None:
    texts = HOSTILE[place::6]
    text = READ[SummaryFormat.PDF](summary_of(crowd(texts), as_at=TODAY)).replace("\u200b", "")
    plain = [one for one in texts if sanitize_text(one).isascii()]
    assert len(plain) > 8
    assert not [one for one in plain if shown(one) not in text]


def test_typst_s_own_markup_is_text() -> None:
    texts = (
        "#set page(width: 1pt)",
        "$ x^2 $ *b* _i_ `r` @ref <label>",
        '#image("/etc/passwd")',
        "= heading",
        "\\ #h(1fr)",
    )
    text = READ[SummaryFormat.PDF](summary_of(crowd(texts), as_at=TODAY))
    assert not [one for one in texts if squashed(one) not in text]
