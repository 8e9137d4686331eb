"""The summary as Markdown that any CommonMark reader lays out, with people's text escaped so that it stays text."""

import re
from collections.abc import Iterator
from typing import assert_never

from enquiry.documents.text import sanitize_line, sanitize_lines
from enquiry.insight.summary import blocks
from enquiry.insight.summary.language import Language
from enquiry.insight.summary.value import Summary

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$#])")
_AT_START = re.compile(r"^([-+=:]|\d+(?=[.)](?:\s|$)))")


def render_markdown(summary: Summary) -> str:
    """Return the summary as one Markdown document. The same summary gives the same bytes.

    In a gift each entry has its name, by which it is answered.
    """
    texts = (text for block in summary.blocks for text in _render_block(block, summary.language, bool(summary.gift)))
    return "\n\n".join(texts) + "\n"


def escape_markdown(text: str) -> str:
    """Return a person's words on one line, so that Markdown shows them as they were written.

    What would begin a list, a heading or a rule is escaped at the start alone, everything special anywhere.
    """
    escaped = _SPECIAL.sub(r"\\\1", sanitize_line(text))
    return _AT_START.sub(lambda start: f"{start[1]}\\" if start[1].isdigit() else f"\\{start[1]}", escaped)


def escape_lines(text: str, indent: str = "") -> str:
    """Return a person's words in the lines they were written in, as one paragraph; later lines begin with `indent`."""
    return f"\\\n{indent}".join(map(escape_markdown, sanitize_lines(text)))


def _render_block(block: blocks.AnyBlock, language: Language, names: bool) -> Iterator[str]:
    match block:
        case blocks.Heading():
            number = f"{block.numbered}. " if block.numbered else ""
            yield f"{'#' * block.level} {number}{escape_markdown(block.text)}"
        case blocks.Paragraph():
            label = "" if block.bare else f"**{escape_markdown(block.title)}.** "
            yield f"{label}{escape_lines(block.text)}"
        case blocks.Quotation():
            yield f"> {escape_lines(block.text, '> ')}"
        case blocks.Listing():
            yield from (f"**{escape_markdown(block.title)}.**",) if block.titled else ()
            yield "\n".join(_format_line(line, language, names) for line in block.lines)
        case blocks.Table():
            yield _render_table(block)
        case blocks.Chart(drawn=blocks.ChartKind.STRIP, numbers=blocks.Table() as numbers):
            yield _render_table(numbers)
            yield f"{escape_markdown(block.caption)}."
        case blocks.Chart(drawn=blocks.ChartKind.TIMELINE, numbers=blocks.Table() as numbers):
            yield escape_markdown(block.alternative)
            yield f"{' · '.join(map(escape_markdown, numbers.list_row_texts()))}."
        case blocks.Chart():
            pass  # a series stands in the table above it, with its change beneath
        case _:
            assert_never(block)


def _format_line(line: blocks.EntryLine, language: Language, names: bool) -> str:
    words = [f"- {language.spell(line.on)}{f', {line.name}' if names else ''}:" if line.on else "-"]
    for run in line.runs:
        own = run.role is blocks.RunRole.WORDS
        text = f"{run.before}{escape_lines(run.words, '  ') if own else escape_markdown(run.words)}{run.after}"
        words.append(f"**{text}**" if run.role is blocks.RunRole.LEAD else text)
    return " ".join(filter(None, words))


def _render_table(table: blocks.Table) -> str:
    rows = (map(escape_markdown, row) for row in table.rows)
    return "\n".join(f"| {' | '.join(row)} |" for row in (table.head, ["---"] * len(table.head), *rows))
