"""What a shell does to a text before the program sees it: what can be known of it, and what keeps it from doing so."""

import re

NOGLOB = """
# zsh takes wait? and (P5) for patterns. With this line in .zshrc they need no quotes; an apostrophe still does:
alias enquiry='noglob enquiry'
"""
"""What follows the script that completes in zsh."""

_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "«": "»"}
_FACES = r"[:;=]-?[(\[{]"
"""Faces made of signs, whose brackets open nothing."""


def find_unclosed(text: str) -> str:
    """Return the bracket or quote that a text opens and does not close, or nothing: a shell may have taken the rest."""
    plain = re.sub(_FACES, "", text)
    opened = list[str]()
    for sign in plain:
        if sign in _PAIRS:
            opened.append(sign)
        elif opened and sign == _PAIRS[opened[-1]]:
            opened.pop()
    if plain.count('"') % 2:
        opened.append('"')
    if re.search(r"(?<=\s)['‘]$", plain.rstrip()):
        opened.append(plain.rstrip()[-1])
    return opened[-1] if opened else ""
