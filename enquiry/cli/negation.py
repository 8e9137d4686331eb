"""A word left out, as it is typed: `enquiry search feedback -homework`, where a dash begins options as well.

A single dash before a longer word leaves that word out, as it does in a query. Where it could as well be an option
with its value behind it (`-test`: not *test*, or the tag *est*), it is asked for instead of guessed.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from enquiry.errors import UsageMistake
from enquiry.query.fields import FIELDS


def with_negations(args: Sequence[str], params: Sequence[Any]) -> list[str]:
    """Return the arguments with a space before each word that is left out: so it is no option, and no other query.

    What stands after `--`, and the value of an option, is left as it is. Raises UsageMistake for what can be read two
    ways.
    """
    left = iter(args)
    return [piece for arg in left for piece in _read(arg, left, params)]


def _read(arg: str, left: Iterator[str], params: Sequence[Any]) -> Iterator[str]:
    option = next((one for one in params if arg in one.opts), None)
    if arg == "--":
        yield from (arg, *left)
    elif _leaves_out(arg, option, params):
        yield f" {arg}"
    else:
        yield arg
        if option is not None and not getattr(option, "is_flag", True):
            yield from (value for value in (next(left, None),) if value is not None)


def _leaves_out(arg: str, option: Any, params: Sequence[Any]) -> bool:
    if option is not None or len(arg) < 3 or arg[0] != "-" or arg[1] == "-":
        return False
    value = next((one for one in params if arg[:2] in one.opts and not getattr(one, "is_flag", True)), None)
    if value is None or arg[1:].partition(":")[0].casefold() in FIELDS:
        return True
    if not arg[1:].isalpha():  # `-c7` is an option
        return False
    words = f"“{arg}” can be read two ways: without “{arg[1:]}”, or {value.opts[0]} “{arg[2:]}”."
    raise UsageMistake(words, f"Write NOT {arg[1:]}, or {arg[:2]} {arg[2:]}.")
