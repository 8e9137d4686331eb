"""The journals that the benchmark makes are such as the program, or an earlier one, opens."""

import json
from pathlib import Path

import pytest

from enquiry.store.encoding.layout import FORMAT
from tests.bench.writing import Shape, write_journal
from tests.conftest import Home

FORMATS = Path(__file__).parents[1] / "store" / "formats"


@pytest.mark.parametrize("form", [3, 4, 5])
def test_a_journal_for_an_earlier_program_has_the_tables_of_its_format(form: int, tmp_path: Path) -> None:
    """An earlier program refuses one that has others."""
    write_journal(tmp_path / "journal.json", Shape(12), form)
    made, known = (
        json.loads(path.read_bytes()) for path in (tmp_path / "journal.json", FORMATS / f"journal-{form}.json")
    )
    assert list(made) == list(known)


def test_a_journal_of_this_and_of_an_earlier_format_is_opened(home: Home) -> None:
    for form in (3, FORMAT):
        write_journal(home.journal, Shape(24), form)
        assert home.ok("search", "blocks", "--plain").startswith("found: ")
