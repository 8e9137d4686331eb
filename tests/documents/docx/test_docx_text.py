"""The text of a Word document: whatever the value tells stands in it, and text stays text."""

from enquiry.cli.summary.formats import SummaryFormat
from tests.documents.shared import READ, TODAY, PageChecks, crowd, shown
from tests.strategies import HOSTILE
from tests.summaries import summary_of


class TestText(PageChecks):
    form = SummaryFormat.DOCX


def test_a_hundred_hostile_texts_stand_there_as_text() -> None:
    text = READ[SummaryFormat.DOCX](summary_of(crowd(HOSTILE), as_at=TODAY))
    assert not [one for one in HOSTILE if shown(one) not in text]
