"""Diaries in one text: of jrnl (its JSON export and its own file), org files with dates, and texts with dated lines."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from enquiry.errors import UsageMistake
from enquiry.exchange.importing.dates_found import DAY, TIME, FoundMoment, find_day_order, parse_moment
from enquiry.exchange.importing.found import FoundEntry, FoundFile
from enquiry.words import format_amount

_BRACKETED = re.compile(rf"^\[({DAY}(?:[T, ]+{TIME})?)\](?: (.*))?$", re.MULTILINE)
_BARE = re.compile(rf"^({DAY} {TIME}) (.*)$", re.MULTILINE)
_DATED = re.compile(
    rf"^(?:#{{1,6}} |[-*] |\*\*)?({DAY}(?:[T, ]+{TIME})?)(?![\w/.-])(?:\*\*)?[ \t:,–—-]*(.*)$", re.MULTILINE
)
_HEADLINE = re.compile(r"^(\*+) +(.*)$", re.MULTILINE)
_STAMP = re.compile(r"[<\[](\d{4}-\d\d-\d\d)[^>\]\n]{0,40}[>\]]")
_ORG_TAGS = re.compile(r"[ \t]+:([\w@#%:]+):[ \t]*$")
_DRAWER = re.compile(r"^[ \t]*:(?:PROPERTIES|LOGBOOK):\n(?:.*\n)*?[ \t]*:END:[ \t]*\n?", re.MULTILINE | re.IGNORECASE)
_TAG = re.compile(r"(?<![^\s(])@(\w[\w/-]*)")
_STAR = "starred"


def is_jrnl_export(document: object) -> bool:
    """Say whether a JSON document is what `jrnl --export json` writes."""
    entries = document.get("entries") if isinstance(document, dict) else None
    return bool(
        isinstance(entries, list)
        and entries
        and isinstance(entries[0], dict)
        and {"title", "date"} <= entries[0].keys()
    )


def parse_jrnl_export(document: Mapping[str, Any], source: str) -> FoundFile:
    """Return the entries of jrnl's JSON export. Raises UsageMistake for days that can't be told."""
    rows = [one for one in document["entries"] if isinstance(one, dict)]
    month_first = find_day_order((str(row.get("date", "")) for row in rows), source)
    entries, left_out = list[FoundEntry](), len(document["entries"]) - len(rows)
    for row in rows:
        title, body = str(row.get("title") or ""), str(row.get("body") or "")
        moment = parse_moment(f"{row.get('date', '')} {row.get('time', '')}", month_first=month_first)
        if moment is None:
            left_out += 1
            continue
        joint = " " if re.search(r"[.?!]$", title) and body and not body.startswith("\n") else "\n"
        tags = [str(tag) for tag in row.get("tags") or () if isinstance(tag, str)]
        text = f"{title}{joint}{body}".strip()
        entries.append(_build_jrnl_entry(moment, text, [*tags, *([_STAR] if row.get("starred") else [])]))
    said = (f"{format_amount(left_out, 'entry', 'entries')} without a day.",) if left_out else ()
    return FoundFile("a jrnl export", tuple(entries), said)


def _build_jrnl_entry(moment: FoundMoment, text: str, tags: list[str]) -> FoundEntry:
    """Return an entry that is known by its minute and its words, in jrnl's file and in its export alike."""
    minute = moment.at.strftime("%H:%M") if moment.at else ""
    at = time(moment.at.hour, moment.at.minute) if moment.at else None
    return FoundEntry(f"jrnl {moment.day} {minute} {' '.join(text.split())}", moment.day, text, at, tuple(tags))


def find_jrnl_heads(text: str) -> list[re.Match[str]]:
    """Return the lines with which the entries of a jrnl file begin: in brackets, or bare as in jrnl 1."""
    return list(_BRACKETED.finditer(text)) or list(_BARE.finditer(text))


def parse_jrnl_text(text: str, source: str) -> FoundFile:
    """Return the entries of jrnl's own file. Raises UsageMistake for days that can't be told."""
    entries, left_out = list[FoundEntry](), list[str]()
    for moment, title, body, tags in _split_dated(text, find_jrnl_heads(text), source, left_out):
        starred = re.fullmatch(r"\*\s+(.*)|(.*?)\s*\*", title)
        whole = f"{(starred[1] or starred[2] or '') if starred else title}\n{body}".strip()
        entries.append(_build_jrnl_entry(moment, whole, [*tags, *([_STAR] if starred else [])]))
    return FoundFile("a jrnl journal", tuple(entries), tuple(left_out))


def find_dated_lines(text: str) -> list[re.Match[str]]:
    """Return the lines that begin with a day, as a heading, an item or plainly."""
    return list(_DATED.finditer(text))


def parse_dated_text(text: str, source: str) -> FoundFile:
    """Return what stands beneath each dated line. Raises UsageMistake for days that can't be told."""
    entries, left_out = list[FoundEntry](), list[str]()
    for moment, title, body, tags in _split_dated(text, find_dated_lines(text), source, left_out):
        whole = f"{title}\n{body}".strip()
        if whole:
            key = f"text {moment.day} {' '.join(whole.split())}"
            entries.append(FoundEntry(key, moment.day, whole, moment.at, tuple(tags)))
    return FoundFile("a text with dated lines", tuple(entries), tuple(left_out))


def _split_dated(
    text: str, heads: list[re.Match[str]], source: str, left_out: list[str]
) -> Iterator[tuple[FoundMoment, str, str, list[str]]]:
    """Yield moment, title, body and tags of each entry; what belongs to none is said in `left_out`."""
    month_first = find_day_order((re.split("[T, ]", head[1])[0] for head in heads), source)
    if before := text[: heads[0].start()].strip() if heads else text.strip():
        left_out.append(f"{format_amount(before.count(chr(10)) + 1, 'line')} before the first day.")
    ends = [*(head.start() for head in heads[1:]), len(text)]
    for head, end in zip(heads, ends, strict=bool(heads)):
        moment = parse_moment(head[1], month_first=month_first)
        body = text[head.end() : end].strip("\n")
        if moment is None:
            left_out.append(f"What stands under {head[1]}, which is no day.")
            continue
        yield moment, (head[2] or "").strip(), body, _TAG.findall(f"{head[2] or ''}\n{body}")


def is_org(text: str) -> bool:
    """Say whether a text is an org file with days: headlines that begin with stars, and a time stamp or a date tree."""
    heads = list(_HEADLINE.finditer(text))
    return bool(heads) and (bool(_STAMP.search(text)) or any(parse_moment(head[2]) for head in heads))


def parse_org(text: str) -> FoundFile:
    """Return the headlines of an org file that have a day: in the line, beneath it, or from the headline above it."""
    heads = list(_HEADLINE.finditer(text))
    entries, undated = list[FoundEntry](), 0
    above = dict[int, date]()
    for head, end in zip(heads, [*(head.start() for head in heads[1:]), len(text)], strict=bool(heads)):
        level, line = len(head[1]), head[2]
        body = text[head.end() : end]
        stamp, tree = _STAMP.search(line) or _STAMP.search(body), parse_moment(line)
        above = {one: day for one, day in above.items() if one < level}
        day = tree.day if tree else date.fromisoformat(stamp[1]) if stamp and parse_moment(stamp[1]) else None
        if tree:
            above[level] = tree.day
        tags = _ORG_TAGS.search(line)
        title = _STAMP.sub("", _ORG_TAGS.sub("", line)).strip()
        words = _DRAWER.sub("", body.lstrip("\n")).strip()
        day = day or next((above[one] for one in sorted(above, reverse=True)), None)
        if tree and re.fullmatch(rf"{DAY}\s*\w*", title):
            title = ""  # a day of a date tree
        whole = f"{title}\n{words}".strip()
        if day and whole:
            key = f"org {day} {' '.join(whole.split())}"
            entries.append(FoundEntry(key, day, whole, None, tuple(tags[1].split(":")) if tags else ()))
        elif whole and words:
            undated += 1
    said = (f"{format_amount(undated, 'headline')} without a day.",) if undated else ()
    said = said if heads else ("All of it: there is no headline, and so no day.",)
    return FoundFile("an org file", tuple(entries), said)


def parse_json_document(data: str, source: str) -> Any:
    """Return a JSON document. Raises UsageMistake for what is none."""
    try:
        return json.loads(data)
    except ValueError as fault:
        hint = "If it is being written still, wait until that is done; nothing was changed."
        raise UsageMistake(f"{source} is not whole JSON: {str(fault)[:200]}.", hint) from fault
