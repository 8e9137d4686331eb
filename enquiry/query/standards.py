"""When one code of a professional standard is meant by another: `GTCS 2` by *GTCS 2.1*, `2.1` by it too."""

import re

from enquiry.model.text import fold


def is_standard_match(wanted: str, code: str) -> bool:
    """Say whether `code` is what is wanted or beneath it, whatever the case and the signs between its words.

    Rule: the words wanted stand in the code one after another, the last as it is or as the parent (`2` of `2.1`).
    """
    asked, told = _split_code(wanted), _split_code(code)
    places = range(len(told) - len(asked) + 1) if asked else ()
    return any(
        told[at:][: len(asked) - 1] == asked[:-1] and _is_under(told[at + len(asked) - 1], asked[-1]) for at in places
    )


def _split_code(code: str) -> list[str]:
    return [word for word in re.split(r"[\s:/]+", fold(code)) if word]


def _is_under(word: str, parent: str) -> bool:
    return word == parent or word.startswith(f"{parent}.")
