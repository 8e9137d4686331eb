"""One gift to a staffroom as a file: JSON that says what it holds and nothing else, read strictly.

    {"enquiry_gift": 1, "name": "", "enquiries": [{"question": "…", "tags": ["…"], …}], "asks": [{"text": "…"}]}

`enquiry_gift` is the version of this format: 2 where readings are in it, else 1, so that an older program reads what
it can. Fields that are empty are left out. What a reader does not know it refuses, so that nothing can be hidden.
"""

import msgspec
from msgspec.structs import replace

from enquiry.errors import UsageMistake
from enquiry.foreign_files import contain_parsing
from enquiry.insight.privacy.places import map_texts
from enquiry.model.checks.flaws import find_doubled_key, quote_briefly
from enquiry.model.colleagues.offer import StaffroomGift
from enquiry.model.tag import parse_tags
from enquiry.model.text import clean_text

GIFT_VERSION = 2
"""The newest version of the format; what an older reader can't follow raises it."""


class GiftFile(StaffroomGift, frozen=True, kw_only=True):
    """A gift as it stands in a file, with the version of the format."""

    enquiry_gift: int


class _GiftVersion(msgspec.Struct):
    enquiry_gift: int


def encode_gift(gift: StaffroomGift) -> bytes:
    """Return a gift as the bytes of its file, as a person can read them."""
    held = {name: getattr(gift, name) for name in StaffroomGift.__struct_fields__}
    version = GIFT_VERSION if gift.readings else 1
    told = msgspec.json.encode({"enquiry_gift": version, **{name: value for name, value in held.items() if value}})
    return msgspec.json.format(told, indent=2) + b"\n"


def decode_gift(data: bytes, source: str) -> StaffroomGift:
    """Return the gift in the bytes of a file, every field checked.

    Raises UsageMistake, naming `source`, for what is no such file, was cut short, is of a newer version of the format,
    or holds anything that a gift can't hold.
    """
    hint = "Nothing of it is told. Whoever gave it can give again."
    with contain_parsing(source, hint):
        try:
            version = msgspec.json.decode(data, type=_GiftVersion).enquiry_gift
            if version > GIFT_VERSION:
                words = f"{source} is of format {version}, and this program knows {GIFT_VERSION}."
                raise UsageMistake(words, "Update the program: pip install --upgrade enquiry")
            found = msgspec.json.decode(data, type=GiftFile)
        except (msgspec.DecodeError, UnicodeDecodeError) as fault:
            told = str(fault).replace("`", "")[:200].rstrip(".")
            raise UsageMistake(f"{source} is no gift to a staffroom, or was cut short: {told}.", hint) from fault
        if version < 1:
            raise UsageMistake(f"{source} is of format {version}, which there never was.", hint)
        if doubled := find_doubled_key(data):
            raise UsageMistake(f"{source} says {quote_briefly(doubled)} twice of one thing.", hint)
    try:
        for one in found.readings:  # it must say something of what it is
            clean_text(one.authors or one.title or one.text, "reading")
        return StaffroomGift(
            name=" ".join(found.name.split()),
            enquiries=tuple(
                replace(
                    one,
                    question=clean_text(one.question, "question").text,
                    because=_clean(one.because, "reason"),
                    tags=parse_tags(one.tags),
                    standards=tuple(clean_text(code, "standard").text for code in one.standards),
                )
                for one in found.enquiries
            ),
            asks=tuple(
                replace(one, text=clean_text(one.text, "ask").text, came_of_it=_clean(one.came_of_it, "answer"))
                for one in found.asks
            ),
            readings=map_texts(found.readings, lambda text: _clean(text, "reading")),
        )
    except UsageMistake as fault:
        raise UsageMistake(f"{source} can't be read: {fault.words}", hint) from fault


def _clean(text: str, what: str) -> str:
    return clean_text(text, what).text if text else ""
