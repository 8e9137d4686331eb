"""How the format of a summary is chosen: by name, else by the ending of the file."""

from pathlib import Path

from enquiry.documents.render import SummaryFormat
from enquiry.errors import UsageMistake, suggest_nearest

FORMAT_OF_SUFFIX = {
    ".md": SummaryFormat.MARKDOWN,
    ".markdown": SummaryFormat.MARKDOWN,
    ".html": SummaryFormat.HTML,
    ".htm": SummaryFormat.HTML,
    ".docx": SummaryFormat.DOCX,
    ".pdf": SummaryFormat.PDF,
    ".txt": SummaryFormat.TEXT,
    ".csv": SummaryFormat.CSV,
    ".json": SummaryFormat.JSON,
}


def resolve_summary_format(output: Path | None, form: SummaryFormat | None) -> SummaryFormat | None:
    """Return the format that was asked for: by name, else by the ending of the file; None for the terminal.

    Raises UsageMistake for an ending no format has.
    """
    if form or output is None:
        return form
    ending = output.suffix.casefold()
    if ending not in FORMAT_OF_SUFFIX:
        hint = f"End the file's name in {', '.join(FORMAT_OF_SUFFIX)}, or give --format."
        raise UsageMistake(f"There is no format for “{output.name}”.{suggest_nearest(ending, FORMAT_OF_SUFFIX)}", hint)
    return FORMAT_OF_SUFFIX[ending]


def is_slow_format(form: SummaryFormat) -> bool:
    """Say whether a format is written by starting another program, for which a person waits."""
    from enquiry.documents.pdf.typst import has_typst

    return form is SummaryFormat.PDF and not has_typst()


def read_template(path: Path | None) -> tuple[str, bytes] | None:
    """Return the name and content of the Word file that was named with `--template`. Raises as any reading does."""
    from enquiry.exchange.importing.journal import read_input_file

    return (path.name, read_input_file(path)) if path else None
