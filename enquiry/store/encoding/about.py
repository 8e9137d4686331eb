"""The file header, whose shape is the same in every format."""

import msgspec

PROGRAM = "enquiry"
FORMAT = 3
ABOUT_TABLE = "about"
"""The table that holds the header as its only row."""


class FileHeader(msgspec.Struct, frozen=True):
    """The fields of the header that every format has; a file's generation and checksum stand beside them."""

    program: str
    format: int
