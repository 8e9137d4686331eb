"""What a file says of itself, in the words that every format says it in."""

import msgspec

PROGRAM = "enquiry"
FORMAT = 3
ABOUT_TABLE = "about"
"""The table in which a file speaks of itself."""


class FileHeader(msgspec.Struct, frozen=True):
    """What a file says of itself, as far as every format says it."""

    program: str
    format: int
