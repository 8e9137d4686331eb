"""Text of somebody else: bytes in an encoding that is certain, as text with plain line ends."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from enquiry.errors import UsageMistake

_SAID = re.compile(rb"\s*%\s*Encoding:\s*(cp1252|windows-1252|iso-?8859-1|latin-?1)\b", re.IGNORECASE)
"""How reference managers say, in a file's first line, that it is in the encoding of old Western systems."""


def recode_text(data: bytes, encoding: str, source: str) -> bytes:
    """Return a file's bytes in UTF-8, from the encoding that was said. Raises UsageMistake where it is not in that."""
    if data.startswith(b"PK\x03\x04"):
        raise UsageMistake(f"--encoding was given, but {source} is no text.", "Leave it out.")
    try:
        return data.decode(encoding).removeprefix("\ufeff").encode()
    except UnicodeError as fault:
        raise UsageMistake(f"{source} is not in {encoding}.", "Try another, or save it as UTF-8.") from fault
    except (LookupError, ValueError) as fault:
        hint = "Known are utf-8, utf-16, cp1252, latin-1, mac-roman and all others of Python."
        raise UsageMistake(f"“{encoding}” is no encoding of text.", hint) from fault


def decode_text(data: bytes, source: str) -> str:
    """Return a file's text with line feeds alone as line ends.

    UTF-8 is read, and UTF-16 or the Western encoding that say so at the file's beginning. Nothing is guessed: raises
    UsageMistake naming the line, and how an encoding is said.
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
        hint = "Save it as UTF-8, or say what it is in: --encoding cp1252 on Windows, mac-roman on older Macs."
        raise UsageMistake(f"{source}, line {line}: the file is not in {name}.", hint) from fault
    return text.replace("\r\n", "\n").replace("\r", "\n")
