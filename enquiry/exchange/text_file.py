"""Text of somebody else: bytes in an encoding that is certain, as text with plain line ends."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from enquiry.errors import UsageMistake

_SAID = re.compile(rb"\s*%\s*Encoding:\s*(cp1252|windows-1252|iso-?8859-1|latin-?1)\b", re.IGNORECASE)
"""How reference managers say, in a file's first line, that it is in the encoding of old Western systems."""


def decode_text(data: bytes, source: str) -> str:
    """Return a file's text with line feeds alone as line ends.

    UTF-8 is read, and UTF-16 or the Western encoding that say so at the file's beginning. Nothing is guessed: raises
    UsageMistake naming the line.
    """
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        encoding, name = "utf-16", "UTF-16"
    elif _SAID.match(data):
        encoding, name = "cp1252", "Windows-1252, as its first line says"
    else:
        encoding, name = "utf-8", "UTF-8"
        data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        hint = "Save it as UTF-8 in the program that wrote it; nothing was changed."
        raise UsageMistake(f"{source}, line {line}: the file is not in {name}.", hint) from fault
    return text.replace("\r\n", "\n").replace("\r", "\n")
