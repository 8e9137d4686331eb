"""What a file is, told by what stands in it: each kind of file that can be taken in, and how its parser is called."""

import json
import re
from codecs import BOM_UTF8
from pathlib import Path
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.exchange.importing import dayone, diaries, forms, notes, sheets
from enquiry.exchange.importing.found import FoundFile
from enquiry.exchange.importing.rows import find_columns, parse_column_choices, parse_rows
from enquiry.exchange.text_file import decode_text
from enquiry.foreign_files import refuse_crowded

_TEXTS_HINT = (
    "It may be a journal that enquiry exported or keeps, of jrnl or Day One, a form's answers or dated rows "
    "as CSV or XLSX, Markdown, org, or a text whose lines begin with days."
)


class RecognisedFile(NamedTuple):
    """What a file is: dated texts of another program, or a form's answers; else it may be an exported journal.

    `is_rows` says that the texts are rows of a table, whose columns can be chosen.
    """

    found: FoundFile | None = None
    survey: forms.Survey | None = None
    is_rows: bool = False


def recognise_file(data: bytes, path: Path, source: str, columns: str = "") -> RecognisedFile:
    """Return what was recognised in a file, parsed; `columns` says which columns of a table are what.

    Raises UsageMistake for what is nothing that is known, and for `columns` of what is no table.
    """
    found = _recognise(data, path, source, columns)
    if columns and not found.is_rows:
        raise UsageMistake(f"--columns was given, but {source} is no table.", "Leave it out.")
    return found


def _recognise(data: bytes, path: Path, source: str, columns: str) -> RecognisedFile:
    if data.startswith(b"PK\x03\x04"):
        return recognise_archive(data, source, columns)
    is_json = path.suffix.lower() == ".json" and data.strip()
    if is_json or data.removeprefix(BOM_UTF8).lstrip()[:1] == b"{" or re.match(rb"\s*\[\s*[{\]]", data):
        return recognise_json(data, source)
    if data.startswith(b"gAAAA"):
        raise UsageMistake(f"{source} is an encrypted jrnl journal.", "jrnl --export json writes one that can be read.")
    text = decode_text(data, source)
    if text.lstrip()[:1] == "{":  # an export, whose reader takes UTF-8 alone
        raise UsageMistake(f"{source} was saved as UTF-16, not UTF-8.", "Save it as UTF-8, and import it again.")
    head = "\n".join(text.split("\n", 2)[:2]).encode()
    if path.suffix.lower() in (".csv", ".tsv") or forms.is_form(forms.read_csv_rows(head, source)):
        return recognise_table(forms.read_csv_rows(data, source), source, columns)
    found = recognise_text(text, path, source)
    if found is None and re.search(rb"^[ \t]*@\w+[ \t]*[{(]", data, re.MULTILINE):
        raise _point_to_reading(source, "--from-bibtex")
    if found is None and re.search(r"^TY {1,2}- ", text, re.MULTILINE):
        raise _point_to_reading(source, "--from-ris")
    if found is None:
        raise UsageMistake(f"{source} is nothing that can be taken in.", _TEXTS_HINT)
    return RecognisedFile(found=found)


def recognise_text(text: str, path: Path, source: str) -> FoundFile | None:
    """Return the dated texts in a text; None where it has no day and is no note."""
    ending = path.suffix.lower()
    is_markdown = ending in (".md", ".markdown")
    if ending == ".org":
        return diaries.parse_org(text)
    if (heads := diaries.find_jrnl_heads(text)) and not text[: heads[0].start()].strip():
        return diaries.parse_jrnl_text(text, source)
    if not is_markdown and diaries.is_org(text):
        return diaries.parse_org(text)
    dated = diaries.find_dated_lines(text)
    if is_markdown and len(dated) < 2:
        return notes.parse_single_note(text, path)
    return diaries.parse_dated_text(text, source) if dated else None


def recognise_json(data: bytes, source: str) -> RecognisedFile:
    """Return what a JSON document is; what is nothing known counts as an export, whose decoder says what is wrong."""
    if b'"schema_version"' in data[:2000]:
        return RecognisedFile()
    refuse_crowded(data, source)
    document = diaries.parse_json_document(decode_text(data, source), source)
    if dayone.is_dayone_export(document):
        return RecognisedFile(found=dayone.parse_dayone([document]))
    if diaries.is_jrnl_export(document):
        return RecognisedFile(found=diaries.parse_jrnl_export(document, source))
    if isinstance(document, list) and any(isinstance(one, dict) and "type" in one for one in document[:9]):
        raise _point_to_reading(source, "--from-csl")
    return RecognisedFile()


def _point_to_reading(source: str, option: str) -> UsageMistake:
    words = f"{source} is a bibliography, which goes to a cycle as readings."
    return UsageMistake(words, f"enquiry read {option} FILE takes it in; --dry-run lists it first.")


def recognise_table(rows: list[list[str]], source: str, columns: str) -> RecognisedFile:
    """Return what a table is: dated rows where columns were chosen or one is headed as a day; else a form's answers."""
    chosen = parse_column_choices(columns) if columns else {}
    if rows and (chosen or not forms.is_form(rows)) and (found := find_columns(rows, chosen, source)):
        return RecognisedFile(parse_rows(rows, found, source), is_rows=True)
    if chosen:
        raise UsageMistake(f"No column of {source} was named as the day.", 'Name it: --columns "day=Date,text=Notes"')
    return RecognisedFile(survey=forms.parse_form(rows, source))


def recognise_archive(data: bytes, source: str, columns: str = "") -> RecognisedFile:
    """Return what a ZIP archive is: a workbook with a form's answers, or journals of Day One."""
    if b"xl/workbook" in data or b"[Content_Types].xml" in data[:4000]:
        return recognise_table(sheets.read_sheet_rows(data, source), source, columns)
    parts = dayone.read_archive_parts(data, source, ".json")
    documents = []
    for name, part in parts.items():
        try:
            documents.append(json.loads(part))
        except ValueError as fault:
            raise UsageMistake(
                f"{source}: {name} is not whole JSON.", "Export it again; nothing was changed."
            ) from fault
    journals = [document for document in documents if dayone.is_dayone_export(document)]
    if not journals:
        raise UsageMistake(f"{source} is an archive that holds no journal of Day One.", _TEXTS_HINT)
    return RecognisedFile(found=dayone.parse_dayone(journals))
