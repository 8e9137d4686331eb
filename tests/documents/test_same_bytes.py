"""Documents by their format: the same journal gives the same bytes in each."""

import pytest

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.exchange.samples import list_samples
from tests.summaries import document, journal_of, summary_of


@pytest.mark.parametrize("name", list_samples())
@pytest.mark.parametrize("form", SummaryFormat)
def test_the_same_journal_gives_the_same_bytes(name: str, form: SummaryFormat) -> None:
    journal, as_at = journal_of(name)
    assert document(summary_of(journal, as_at=as_at), form) == document(summary_of(journal, as_at=as_at), form)
