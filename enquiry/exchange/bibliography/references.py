"""Readings as references: type of publication, and citation key."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from enquiry.insight.readings.authors import parse_authors
from enquiry.insight.readings.known import format_shared_trials
from enquiry.model.entry import Reading, format_reference
from enquiry.model.journal import Journal
from enquiry.unsafe_chars import UNSAFE_CHARS

# --- Type of publication ---------------------------------------------------------------------------------------------


class PublicationType(NamedTuple):
    """A type of publication in BibTeX and in CSL, and the field of each for where it was published."""

    bibtex: str
    csl: str
    bibtex_where: str
    csl_where: str


ARTICLE = PublicationType("article", "article-journal", "journal", "container-title")
CHAPTER = PublicationType("incollection", "chapter", "booktitle", "container-title")
BOOK = PublicationType("book", "book", "publisher", "publisher")
PAGE = PublicationType("misc", "webpage", "howpublished", "container-title")
OTHER = PublicationType("misc", "document", "howpublished", "publisher")
PUBLICATION_TYPES = (ARTICLE, CHAPTER, BOOK, OTHER)

_PUBLISHER = re.compile(
    r"\b(Press|Publish(ers|ing|ications?)|Books|Verlag|Routledge|Corwin|Heinemann|Hodder|Pearson)\b"
)
_PERIODICAL = re.compile(r"\d|\b(Journal|Review|Quarterly|Bulletin|Magazine|Studies|Science|Research)\b")


def infer_publication_type(reading: Reading) -> PublicationType:
    """Return a reading's type of publication, as far as where it was published tells.

    Rule: "In …" is a chapter, a publisher's name a book, a volume, a DOI or a word such as *Journal* an article. What
    tells nothing is a page where there is a link, else a document: a vague type is better than a wrong one.
    """
    where = reading.where
    if where.startswith("In "):
        return CHAPTER
    if _PUBLISHER.search(where) and not re.search(r"\d", where):
        return BOOK
    if where and (reading.doi or _PERIODICAL.search(where)):
        return ARTICLE
    return PAGE if reading.url and not reading.doi else OTHER


# --- Bibliography and citation keys ----------------------------------------------------------------------------------


class Bibliography(NamedTuple):
    """The readings of a journal that name a source, each with its key, and the names of those that name none.

    `tried` says by the id of a reading how it turned out, in the program's words, where a review may be shown to
    somebody.
    """

    cited: tuple[tuple[str, Reading], ...]
    without: tuple[str, ...]
    tried: Mapping[str, str] = {}


def build_bibliography(journal: Journal) -> Bibliography:
    """Return the journal's readings, cycle by cycle, in the order in which they were read.

    Keys are given in the order of writing, to removed readings too, so that what is written or removed later changes
    none. A reading that was taken from a bibliography has the key it had there, unless an earlier one has it.
    """
    everything = (entry for cycle in journal.cycles for entry in cycle.entries if isinstance(entry, Reading))
    keys, counts = dict[str, str](), Counter[str]()
    for reading in sorted(everything, key=lambda one: (one.recorded_at, one.cycle, one.number)):
        own = reading.citation.key if reading.citation else ""
        base = _NO_KEY.sub("-", own).strip("-") or _format_key_base(reading)
        earlier, letters = counts[base], ""
        while earlier:  # nothing for the first reading of a name and year, then b, c and so on; after z come ba and bb
            earlier, place = divmod(earlier, 26)
            letters = chr(ord("a") + place) + letters
        keys[reading.id] = f"{base}{letters}"
        counts[base] += 1
    readings = [entry for entry in journal.iterate_entries() if isinstance(entry, Reading)]
    cited = tuple((keys[reading.id], reading) for reading in readings if format_reference(reading))
    without = tuple(reading.name for reading in readings if not format_reference(reading))
    return Bibliography(cited, without, format_shared_trials(journal))


def _format_key_base(reading: Reading) -> str:
    """Return the first author's family name and the year: `rowe1986`; the title's first long word without authors."""
    names = parse_authors(reading.authors)
    family = (names[0].family if names[0].given else names[0].family.split()[0]) if names else ""
    title = next((word for word in reading.title.split() if len(_fold_letters(word)) > 3), "")
    return f"{_fold_letters(family) or _fold_letters(title) or 'reading'}{reading.year or 'nd'}"


_NO_KEY = re.compile(rf"[\s,={{}}\"#%~\\]|{UNSAFE_CHARS}")
"""What no program takes in a key."""
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})


def _fold_letters(word: str) -> str:
    """Return the word in the letters a to z, which every program takes in a key."""
    return re.sub("[^a-z]", "", unicodedata.normalize("NFKD", word.casefold()).translate(_PLAIN))
