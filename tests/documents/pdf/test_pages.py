"""A year for a reviewer is two pages."""

import pytest

from enquiry.cli.summary.formats import SummaryFormat
from tests.reading_back import pdf_document
from tests.summaries import document, of_sample


@pytest.mark.parametrize("reader", ["prd", "update"])
@pytest.mark.parametrize("name", ["primary", "behaviour"])
def test_a_year_for_a_reviewer_takes_two_pages_at_most(name: str, reader: str) -> None:
    assert len(pdf_document(document(of_sample(name, reader).summary, SummaryFormat.PDF)).pages) <= 2
