"""Workbooks are read in a process of their own, which may fail."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from enquiry.errors import NotInstalled, UsageMistake
from enquiry.exchange.importing import sheets
from enquiry.exchange.importing.sheet_worker import write_cell

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = "http://schemas.openxmlformats.org/package/2006"
SHEET = f'<worksheet xmlns="{MAIN}"><sheetData>{{}}</sheetData></worksheet>'
WORKBOOK = {
    "[Content_Types].xml": f'<Types xmlns="{PARTS}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{PARTS}/relationships"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="a" sheetId="1" r:id="r1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PARTS}/relationships"><Relationship Id="r1" '
    f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("import os; os.abort()", "it is not as a workbook should be"),
        ("raise SystemExit(101)", "it is not as a workbook should be"),
        ("import time; time.sleep(30)", "it takes longer than 0.3 seconds"),
        ('print(\'{"fault": "no sheet."}\')', "can't be read: no sheet."),
    ],
)
def test_whatever_its_process_does_is_said(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(script, encoding="utf-8")
    monkeypatch.setattr(sheets, "WORKER", worker)
    monkeypatch.setattr(sheets, "SECONDS", 0.3 if "sleep" in script else 20)
    with pytest.raises(UsageMistake, match=said):
        sheets.read_sheet_rows(b"PK", "x.xlsx")


def test_what_is_no_workbook_and_a_part_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageMistake, match=r"x.xlsx can't be read: .*"):
        sheets.read_sheet_rows(b"PK\x03\x04 nothing", "x.xlsx")
    monkeypatch.setattr(sheets, "find_spec", lambda _: None)
    with pytest.raises(NotInstalled, match="Reading XLSX needs a part"):
        sheets.read_sheet_rows(b"PK", "x.xlsx")


def test_a_workbook_is_read_as_its_values() -> None:
    """Rows that hold nothing are passed over; of a formula its value is read, never itself."""
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Timestamp</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Sure?</t></is></c></row>'
        '<row r="3"><c r="A3" t="inlineStr"><is><t>2025-10-01</t></is></c><c r="B3"><f>SUM(1,3)</f><v>4</v></c></row>'
    )
    kept = BytesIO()
    with ZipFile(kept, "w") as archive:
        for name, text in {**WORKBOOK, "xl/worksheets/sheet1.xml": SHEET.format(cells)}.items():
            archive.writestr(name, text)
    assert sheets.read_sheet_rows(kept.getvalue(), "x.xlsx") == [["Timestamp", "Sure?"], ["2025-10-01", "4"]]


def test_cells_are_texts() -> None:
    assert [write_cell(cell) for cell in (7.0, 7.5, 1e300, True, "")] == ["7", "7.5", "1e+300", "True", ""]
