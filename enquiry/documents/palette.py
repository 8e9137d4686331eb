"""The colours of documents, on white paper and on a dark screen. Meaning never rests on them.

A test works out their contrast: 4.5 to 1 for whatever is read, 3 to 1 for whatever is only looked at.
"""

from typing import NamedTuple


class Palette(NamedTuple):
    """The colours of one page, each named for what it is used for."""

    paper: str
    ink: str
    quiet: str
    accent: str
    attention: str
    line: str
    tint: str


LIGHT = Palette(
    paper="#ffffff",
    ink="#1c1f24",
    quiet="#555d68",
    accent="#6b2158",
    attention="#96300f",
    line="#7d8590",
    tint="#f2f0f3",
)
DARK = Palette(
    paper="#16181c",
    ink="#e9eaec",
    quiet="#adb4bd",
    accent="#e5a3d0",
    attention="#ffae85",
    line="#7d8590",
    tint="#23262c",
)
