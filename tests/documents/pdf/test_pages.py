"""A year for a review meeting is two pages."""

import pytest

from enquiry.cli.summary.formats import SummaryFormat
from tests.reading_back import pdf_document
from tests.summaries import document, of_sample


@pytest.mark.parametrize("name", ["primary", "behaviour"])
def test_a_year_for_the_review_meeting_takes_two_pages_at_most(name: str) -> None:
    assert len(pdf_document(document(of_sample(name, "prd").summary, SummaryFormat.PDF)).pages) <= 2
