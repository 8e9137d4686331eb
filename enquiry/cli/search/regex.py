"""`--regex`: match a regular expression in a process of its own, which is ended when it takes too long.

Some expressions take for ever on some texts, and Python can't be stopped within one; a process can. It is this same
Python without a shell between, and is handed the texts and the expression on its standard input.
"""

import re
import subprocess
import sys
from pathlib import Path

import msgspec

from enquiry.errors import CannotRead, ErrorSpan, UsageMistake
from enquiry.query.item import list_texts
from enquiry.query.select import CycleMatch, Selection

REGEX_TIMEOUT = 5.0
"""How long an expression may take over all texts."""

REGEX_WORKER = Path(__file__).with_name("regex_worker.py")
"""What that process runs."""


class _RegexResult(msgspec.Struct):
    found: dict[str, list[str]] = {}
    fault: str = ""
    at: int | None = None


def filter_by_regex(selection: Selection, pattern: str, *, seconds: float = REGEX_TIMEOUT) -> Selection:
    """Return what of a selection the expression matches, with the strings it matched.

    Raises UsageMistake for an expression that is empty, broken or takes too long, CannotRead where its process fails.
    """
    if not pattern:
        raise UsageMistake("The expression for --regex is empty.", "Give one, such as --regex 'wait(ing|s)'.")
    named = [
        *((str(found.cycle.number), list_texts(found.cycle)) for found in selection.found if found.itself),
        *((item.name, list_texts(item)) for item in (*selection.entries, *selection.notes)),
    ]
    texts = [(name, [_replace_surrogates(text) for _, text in labelled]) for name, labelled in named]
    asked = msgspec.json.encode({"pattern": _replace_surrogates(pattern), "texts": texts})
    command = [sys.executable, "-I", "-X", "utf8", str(REGEX_WORKER)]
    try:
        ran = subprocess.run(command, input=asked, capture_output=True, check=False, timeout=seconds)  # noqa: S603
    except subprocess.TimeoutExpired as late:
        words = f"“{pattern}” takes too long: it was stopped after {seconds:g} seconds."
        hint = "A repeat within a repeat, such as (a+)+, is often why; narrow the search, or say it more simply."
        raise UsageMistake(words, hint) from late
    if ran.returncode:
        words = f"“{pattern}” could not be tried: its process ended with {ran.returncode}."
        raise CannotRead(words, "Say it more simply, or leave out --regex.")
    answer = msgspec.json.decode(ran.stdout, type=_RegexResult)
    if answer.fault:
        spot = None if answer.at is None else ErrorSpan(pattern, answer.at, answer.at + 1)
        words = f"“{pattern}” is no regular expression: {answer.fault}."
        raise UsageMistake(words, "Mend it, or leave out --regex: words are looked for as they stand.", spot)
    names = answer.found
    found = list[CycleMatch]()
    for one in selection.found:
        entries = tuple(entry for entry in one.entries if entry.name in names)
        found.append(CycleMatch(one.cycle, entries, one.itself and str(one.cycle.number) in names))
    return selection._replace(
        found=tuple(one for one in found if one.entries or one.itself),
        notes=tuple(note for note in selection.notes if note.name in names),
        strings=tuple(dict.fromkeys(string for told in names.values() for string in told)),
    )


def _replace_surrogates(text: str) -> str:
    """Return a text that JSON can carry: without lone surrogates."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)
