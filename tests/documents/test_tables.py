"""The tables and the text for pasting: hostile texts stay texts, numbers stay numbers, and every field is counted."""

import csv
import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.documents.plain_text import render_text
from enquiry.exchange.csv_table import render_csv
from enquiry.insight.summary.blocks import Heading
from enquiry.insight.summary.reader import Section
from enquiry.insight.summary.value import Summary
from enquiry.model.choices import Direction, Privacy
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.unsafe_chars import UNSAFE_CHARS, escape_unsafe
from tests.conftest import NOW, a_cycle, a_journal, an_entry
from tests.documents.test_markdown import filled
from tests.strategies import HOSTILE
from tests.summaries import READERS, document, of_sample, reader_named, summary_of

TODAY = date(2026, 2, 3)
DAY = date(2025, 9, 3)
FORMULAS = (
    "=1+1",
    "+1",
    "-5 pupils left",
    "@SUM(A1)",
    "\t=1+1",
    " =1+1",
    '=HYPERLINK("http://x")',
    "\r=1",
    "=\n1",
    "＝1+1",
)
ACTIVE = re.compile(r"^\s*[=+\-@\t\r＝＋－＠]")


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


# Tables


@pytest.mark.parametrize("text", [*FORMULAS, *(text for text in HOSTILE if "\udc80" not in text)])
def test_no_text_is_a_formula(text: str) -> None:
    summary = summary_of(filled(text), as_at=TODAY, chosen=text)
    for form in (SummaryFormat.CSV, SummaryFormat.CSV_MEASURES):
        for row in rows_of(document(summary, form).decode())[1:]:
            assert not [cell for cell in row if ACTIVE.match(cell) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)]


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
def test_a_text_comes_back_from_a_cell_whole_but_for_what_defuses_it(text: str) -> None:
    rows = rows_of(render_csv([("x", "y"), (text, "y")]).decode())
    cell = rows[1][0]
    assert cell.replace("'", "") == escape_unsafe(text).replace("'", "")
    assert not ACTIVE.match(cell)


def test_a_number_is_a_number_whatever_its_sign() -> None:
    assert rows_of(render_csv([("a", "b", "c"), (-4, 2.5, None)]).decode()) == [["a", "b", "c"], ["-4", "2.5", ""]]


def test_a_table_is_marked_as_utf_8_and_has_line_ends_for_spreadsheets() -> None:
    data = document(of_sample("new-zealand", "self").summary, SummaryFormat.CSV)
    assert data.startswith(
        b'\xef\xbb\xbf"entry","cycle","question","kind","happened_on","written_on","decided","text",'
    )
    assert "ākonga" in data.decode()
    assert b"\r\n" in data


def test_a_count_that_is_held_back_has_no_number() -> None:
    held = tuple(
        an_entry(
            "evidence",
            date(2025, 9, n),
            number=n,
            n=n,
            privacy=Privacy.PUBLIC,
            values=(MeasuredValue(measure="explain", value=n, sd=None),),
        )
        for n in (3, 9)
    )
    known = Measure(id="m", recorded_at=NOW, name="explain", unit="of 24")
    whole = a_journal(a_cycle(entries=tuple(replace(e, n=24) for e in held)), measures=(known,))
    summary = summary_of(whole, as_at=TODAY, reader="accreditation")
    rows = rows_of(document(summary, SummaryFormat.CSV_MEASURES).decode())
    assert rows[1] == ["explain", "of 24", "1", "1.3", "2025-09-03", "", "24", "", "24", "fewer than 5 of 24 (n 24)"]
    assert rows[2] == ["explain", "of 24", "1", "1.9", "2025-09-09", "9", "24", "", "24", "9 of 24 (n 24)"]
    few = a_journal(a_cycle(entries=held), measures=(known,))
    left = summary_of(few, as_at=TODAY, reader="accreditation")
    assert rows_of(document(left, SummaryFormat.CSV_MEASURES).decode())[1][8] == "fewer than 5"
    own = rows_of(document(summary_of(few, as_at=TODAY), SummaryFormat.CSV_MEASURES).decode())[1]
    assert own[5:] == ["3", "24", "", "3", "3 of 24 (n 3)"]


# Text for pasting


def fields_of(text: str) -> dict[str, str]:
    """Return the fields of a text, by their headings."""
    found = {}
    for field in re.split(r"\n\n-{60}\n", text.removesuffix("\n")):
        heading, _, rest = field.partition("\n")
        found[heading] = rest
    return found


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("sample", ["primary", "behaviour", "career"])
def test_each_field_says_how_many_characters_it_holds(sample: str, reader: str) -> None:
    for rest in fields_of(render_text(of_sample(sample, reader).summary)).values():
        if rest:
            count, _, body = rest.partition("\n\n")
            assert count == f"[{len(body):,} characters]"


@pytest.mark.parametrize("reader", READERS)
def test_the_fields_stand_in_the_order_of_the_reader(reader: str) -> None:
    summary = of_sample("behaviour", reader).summary
    wanted = [
        f"{block.numbered}. {block.text}" if block.numbered else block.text
        for block in summary.blocks
        if isinstance(block, Heading) and not (block.level == 3 and block.cycle)
    ]
    text = render_text(summary)
    headings = [field.partition("\n")[0] for field in re.split(r"\n\n-{60}\n", text.removesuffix("\n"))]
    assert headings == wanted


@pytest.mark.parametrize(
    ("limit", "said"), [(10_000, "[{0} of 10,000 characters]"), (20, "[{0} of 20 characters, {1} too many]")]
)
def test_a_form_s_limit_is_said_and_nothing_is_cut(limit: int, said: str) -> None:
    section = Section(
        heading="What I thought",
        holds=next(one.each_cycle for one in reader_named("self").sections if one.each_cycle)[6].holds,
        limit=limit,
    )
    reader = replace(reader_named("self"), sections=(section,))
    entries = (an_entry("reflection", DAY, "They had been waiting for me, and I for them."),)
    summary = summary_of(a_journal(a_cycle(entries=entries)), as_at=TODAY, reader=reader)
    field = fields_of(render_text(summary))["What I thought"]
    body = "- 3 September 2025: They had been waiting for me, and I for them."
    assert field == f"{said.format(len(body), len(body) - limit)}\n\n{body}"


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\udc80" not in text])
def test_no_control_character_is_in_the_text(text: str) -> None:
    document_ = render_text(summary_of(filled(text), as_at=TODAY, chosen=text, title=text))
    assert not re.search(UNSAFE_CHARS, document_)
    if "\n" not in text:
        plain = render_text(summary_of(filled("plain words"), as_at=TODAY, chosen="plain", title="plain"))
        assert document_.count("\n") == plain.count("\n")


def test_what_disagreed_is_a_field_of_its_own() -> None:
    entries = (an_entry("evidence", DAY, "not for all", direction=Direction.MIXED),)
    summary: Summary = summary_of(a_journal(a_cycle(entries=entries)), as_at=TODAY)
    assert "not for all" in fields_of(render_text(summary))["What disagreed"]
