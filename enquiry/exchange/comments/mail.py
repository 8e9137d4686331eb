"""Answers to a gift in plain text: lines such as `4.8: I wonder whether …` in a mail, a note or any other text.

Rules: a line that begins with the name of an entry or the number of a cycle, and a colon, begins a comment on it, also
in bold, as the item of a list, or after the name of the gift (`g1 4.8: …`). What stands beneath belongs to it up to the
next one; after the last one an empty line ends it, since there people take their leave. In a gift that was answered in
its own file an empty line, or a line of the gift, ends each.

Of a mail only what is certain is left out: lines quoted with `>`, all beneath the head of an earlier mail, a signature,
and words of leave at the end with the name beneath them. What is not taken is told.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from enquiry.errors import UsageMistake
from enquiry.exchange.text_file import decode_text
from enquiry.insight.comments.found import NAMED_GIFT, CommentedFile, FoundComment, list_named_gifts
from enquiry.words import join_words

_NAMED = re.compile(
    r"^\s*(?:[-*•+]\s+)?(?:\*\*|__)?(?:(?i:(?:gift\s+)?(?P<gift>g[1-9]\d{0,8}))[,:]?\s+)?"
    r"(?P<name>\d{1,9}(?:\.\d{1,9})?)(?:\*\*|__)?\s*:(?:\*\*|__)?\s*(?P<text>.*)$"
)
_OWN = re.compile(r"^(?:#|\|)|^\s*[-*>] .{0,60}?,\s(?:\d+\.\d+):")
"""How lines of a gift begin: with a day and the name of an entry, or as a heading or a table."""
_QUOTED = re.compile(r"^\s*>")
_HEAD = re.compile(
    r"^(?:-{3,} ?Original Message ?-{3,}"
    r"|(?:On|Am|Le|El|Il) (?=.*(?:\d{4}|\d:\d\d|@)).{6,160}(?:\n.{0,80})?\b(?:wrote|schrieb|a écrit|escribió).{0,40}:)$"
    r"|^(?:From|Von|De): .+(?=\n(?:.+\n){0,2}(?:Sent|Date|Gesendet|Envoyé): )",
    re.IGNORECASE | re.MULTILINE,
)
"""The head of an earlier mail, which programs put beneath an answer."""
_SIGNATURE = re.compile(r"^(?:-- ?|(?:Sent from (?:my|Outlook|Mail|Yahoo)|Get Outlook for) ?.{0,40})$", re.IGNORECASE)
_LEAVE = re.compile(
    r"^(?i:(?:with )?(?:all the |many |my |kind |kindest |warm |warmest )?(?:best|wishes|regards|thanks)"
    r"(?: wishes| regards)?|thank you|cheers|sincerely|yours(?: sincerely| faithfully| truly)?|take care|warmly|love)"
    r"(?:[,.!]|[,.!]? ?(?!I\b)[A-Z]\w*(?: [A-Z]\S*){0,2})?$"
)
_MOST_LEAVING = 4
"""Lines with which somebody takes leave, at most."""
_NAMES_GIFT = re.compile(rf"^\W*(?:\w+\W+){{0,3}}?{NAMED_GIFT.pattern}\W*$", re.IGNORECASE)
"""A line that says which gift is answered, and nothing else."""
_FOOT = re.compile(r"^\W*gift g[1-9]\d{0,8} for ", re.IGNORECASE | re.MULTILINE)
_IS_MAIL = re.compile(rb"\A(?:[A-Za-z][A-Za-z0-9-]*: [^\n]*\n(?:[ \t][^\n]*\n)*)*?From: ", re.IGNORECASE)


def read_mailed_comments(data: bytes, source: str) -> CommentedFile:
    """Return the comments in a text, or in a mail as programs save it. Raises UsageMistake for what is no text.

    So it does for lines that name several gifts.
    """
    author, at, subject = "", None, ""
    if _IS_MAIL.match(data):
        author, at, subject, text = _read_mail(data)
    else:
        text = decode_text(data, source)
    comments, untaken = list[FoundComment](), list[str]()
    name, held = "", list[str]()
    own = [line.rstrip() for line in text.split("\n")]
    bare = "\n".join(line for line in own if not _QUOTED.match(line))
    # The gift itself, in which somebody has written, and not only an answer that names it:
    whole = bool(_FOOT.search(bare)) and ("not pass it on" in bare or any(map(_OWN.match, bare.split("\n"))))
    kept = _Kept(own) if whole else _leave_out_others(own)
    lines = kept.lines
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
            untaken += [line] if line and not (whole or _NAMES_GIFT.match(line)) else []
    close()
    said = ("Only the lines in it that begin with a name and a colon were looked at.",) if whole else ()
    named = [*filter(None, map(_NAMED.match, lines))]
    gifts = dict.fromkeys(found["gift"].casefold() for found in named if found["gift"])
    if len(gifts) > 1:
        raise UsageMistake(f"{source} answers {join_words([*gifts])}.", "Give the lines of each by themselves.")
    told = tuple(gifts) or list_named_gifts(f"{subject}\n{text}")
    found_in = CommentedFile(tuple(comments), told, said=said, wordless=len(named) - len(comments))
    return found_in._replace(untaken=tuple(untaken), left=kept.left, quoted=kept.quoted)


class _Kept(NamedTuple):
    """The lines of a text that are its writer's answer, those left out that may be of interest, and how many quoted."""

    lines: list[str]
    left: tuple[str, ...] = ()
    quoted: int = 0


def _leave_out_others(lines: list[str]) -> _Kept:
    """Return the lines of an answer without those of an earlier mail, and without the leave that its writer takes."""
    text = "\n".join(lines)
    head = _HEAD.search(text)
    own, beneath = (text[: head.start()].split("\n"), text[head.start() :].split("\n")) if head else (lines, [])
    if head and any(map(_QUOTED.match, beneath)):  # what is quoted is marked there, and words may stand between
        own, beneath = [*own, *text[head.end() :].split("\n")], []
    answered = [line for line in beneath if _NAMED.match(line)]
    kept = [*_drop_quoted(own)]
    quoted = sum(map(bool, lines)) - sum(map(bool, (*kept, *answered)))
    last = max((place for place, line in enumerate(kept) if _NAMED.match(line)), default=-1)
    leave = len(kept)
    for place in range(last + 1, len(kept)):
        rest = [line for line in kept[place:] if line]
        is_short = len(rest) <= _MOST_LEAVING and max(map(len, rest), default=0) <= 60
        if _SIGNATURE.match(kept[place]) or (is_short and _LEAVE.match(kept[place])):
            leave = place
            break
    left = tuple(line for line in kept[leave:] if line)
    return _Kept(kept[:leave] if last >= 0 else kept, (*(left if last >= 0 else ()), *answered), quoted)


def _drop_quoted(lines: list[str]) -> Iterator[str]:
    """Yield the lines that are not quoted, nor the line by which a mail program says whom it quotes."""
    for place, line in enumerate(lines):
        after = next((one for one in lines[place + 1 :] if one.strip()), "")
        introduces = line.rstrip().endswith(":") and _QUOTED.match(after) and not _NAMED.match(line)
        if not _QUOTED.match(line) and not introduces:
            yield line


def _read_mail(data: bytes) -> tuple[str, datetime | None, str, str]:
    """Return who wrote a mail, when, its subject and its plain words."""
    from email import message_from_bytes, policy
    from email.utils import parseaddr

    message = message_from_bytes(data, policy=policy.default)
    name, address = parseaddr(str(message.get("From", "")))
    sent = getattr(message.get("Date"), "datetime", None)
    body = message.get_body(preferencelist=("plain",))
    text = body.get_content() if body else ""
    subject = str(message.get("Subject", ""))
    return name or address, sent.replace(tzinfo=None) if sent else None, subject, text.replace("\r\n", "\n")
