"""The process in which a regular expression is tried, apart from the program, so that it can be ended.

It is run as a file of its own (see `search`), reads what is asked as JSON on standard input, and answers likewise.
Where the platform can, its memory is limited too.
"""

import contextlib
import json
import re
import sys
from typing import Any

MEMORY = 1 << 30
"""The most memory it may take, in bytes."""
MOST, LONGEST = 20, 200
"""The most matches of a text that are returned, and the longest, in characters, so that they can be marked."""


def match_texts(asked: dict[str, Any]) -> dict[str, Any]:
    """Return what of the named texts the pattern matches, each with its matches, or what is wrong with the pattern."""
    try:
        pattern = re.compile(asked["pattern"], re.IGNORECASE | re.MULTILINE)
    except (re.error, OverflowError, RecursionError, MemoryError) as fault:
        return {"fault": getattr(fault, "msg", "") or "it is too large", "at": getattr(fault, "pos", None)}
    found = {}
    for name, texts in asked["texts"]:
        matches = [match[0] for text in texts for match in pattern.finditer(text)]
        if matches:
            found[name] = sorted({match for match in matches if match.strip() and len(match) <= LONGEST})[:MOST]
    return {"found": found}


if __name__ == "__main__":
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such limit
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    json.dump(match_texts(json.load(sys.stdin)), sys.stdout)
