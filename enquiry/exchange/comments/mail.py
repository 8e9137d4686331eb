"""Answers to a gift in plain text: lines such as `4.8: I wonder whether …` in a mail, a note or any other text.

Rules: a line that begins with the name of an entry or the number of a cycle, and a colon, begins a comment on it, also
in bold or as the item of a list. What stands beneath belongs to it up to the next one; after the last one an empty line
ends it, since there people take their leave. Lines quoted with `>` are the gift's own, and passed over. In a gift that
was answered in its own file an empty line, or a line of the gift, ends each. What is not taken is told.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from enquiry.exchange.text_file import decode_text
from enquiry.insight.comments.found import NAMED_GIFT, CommentedFile, FoundComment, list_named_gifts

_NAMED = re.compile(
    r"^\s*(?:[-*•+]\s+)?(?:\*\*|__)?(?P<name>\d{1,9}(?:\.\d{1,9})?)(?:\*\*|__)?\s*:(?:\*\*|__)?\s*(?P<text>.*)$"
)
_OWN = re.compile(r"^(?:#|\|)|^\s*[-*>] .{0,60}?,\s(?:\d+\.\d+):")
"""How lines of a gift begin: with a day and the name of an entry, or as a heading or a table."""
_QUOTED = re.compile(r"^\s*>")
_IS_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*: [^\n]*\n(?:[ \t][^\n]*\n)*)*?From: ", re.IGNORECASE)


def read_mailed_comments(data: bytes, source: str) -> CommentedFile:
    """Return the comments in a text, or in a mail as programs save it. Raises UsageMistake for what is no text."""
    author, at = "", None
    if _IS_MAIL.match(data):
        author, at, text = _read_mail(data)
    else:
        text = decode_text(data, source)
    comments, untaken = list[FoundComment](), list[str]()
    name, held = "", list[str]()
    lines = [line.rstrip() for line in _drop_quoted(text.split("\n"))]
    whole = bool(NAMED_GIFT.search("\n".join(lines)))
    last = -1 if whole else max((place for place, line in enumerate(lines) if _NAMED.match(line)), default=-1)
    ended = False

    def close() -> None:
        if name and (words := "\n".join(held).strip()):
            comments.append(FoundComment(str(len(comments)), author, at, words, places=(name,)))

    for place, line in enumerate(lines):
        if found := _NAMED.match(line):
            close()
            name, held, ended = found["name"], [found["text"]], False
        elif name and not ended and not (place > last and not line and any(held)) and not (whole and _OWN.match(line)):
            held.append(line)
        else:
            ended = bool(name)
            untaken += [line] if line and not whole else []
    close()
    said = ("Only the lines in it that begin with a name and a colon were looked at.",) if whole else ()
    wordless = sum(1 for line in lines if _NAMED.match(line)) - len(comments)
    return CommentedFile(tuple(comments), list_named_gifts(text), said=said, untaken=tuple(untaken), wordless=wordless)


def _drop_quoted(lines: list[str]) -> Iterator[str]:
    """Yield the lines that are not quoted, nor the line by which a mail program says whom it quotes."""
    for place, line in enumerate(lines):
        after = next((one for one in lines[place + 1 :] if one.strip()), "")
        introduces = line.rstrip().endswith(":") and _QUOTED.match(after) and not _NAMED.match(line)
        if not _QUOTED.match(line) and not introduces:
            yield line


def _read_mail(data: bytes) -> tuple[str, datetime | None, str]:
    """Return who wrote a mail, when, and its plain words."""
    from email import message_from_bytes, policy
    from email.utils import parseaddr

    message = message_from_bytes(data, policy=policy.default)
    name, address = parseaddr(str(message.get("From", "")))
    sent = getattr(message.get("Date"), "datetime", None)
    body = message.get_body(preferencelist=("plain",))
    text = body.get_content() if body else ""
    return name or address, sent.replace(tzinfo=None) if sent else None, text.replace("\r\n", "\n")
