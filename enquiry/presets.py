"""Presets: the data that comes with the program (calendars, prompt sets, readers, standards, words), or a person's own.

A file in a person's own folder takes the place of the one of the same name that comes with the program.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from enquiry.errors import NotFound, UsageMistake, suggest_nearest
from enquiry.foreign_files import MAX_TOML_BYTES, contain_parsing, read_foreign_file

if TYPE_CHECKING:
    from enquiry.dates.calendar import Calendar
    from enquiry.insight.privacy.review import NameLists
    from enquiry.insight.summary.language import Language
    from enquiry.insight.summary.reader import Reader
    from enquiry.model.asking.prompt import PromptSet
    from enquiry.model.standards import Standards

T = TypeVar("T")

DATA = Path(__file__).parent / "data"

DEFAULT_PROMPT_SETS = {"reflect": "quick"}
"""The sets that commands ask by where none is named, but for those that have one of their own name."""


def list_presets(what: str, own: Path) -> tuple[str, ...]:
    """Return the names of all files of a sort (`calendars`, `prompts`, …): a person's own and the program's."""
    return tuple(sorted({*list_preset_files(own), *list_preset_files(DATA / what)}))


def list_preset_files(folder: Path) -> tuple[str, ...]:
    """Return the names of the files in one folder."""
    return tuple(sorted(file.stem for file in folder.glob("*.toml")))


def load_calendar(name: str, own: Path) -> "Calendar":
    """Return the calendar of that name. Raises NotFound for none, and UsageMistake for a file that can't be used."""
    from enquiry.dates.calendar import build_calendar

    if name in list_preset_files(DATA / "calendars") and not (own / f"{name}.toml").exists():
        return load_shipped_calendar(name)
    return _load_preset("calendars", "calendar", name, own, build_calendar)


@cache
def load_shipped_calendar(name: str) -> "Calendar":
    """Return a calendar that comes with the program; that its dates are sound is proved by tests, once."""
    from enquiry.dates.calendar import read_calendar

    return _load_preset("calendars", "calendar", name, DATA / "calendars", read_calendar)


def load_calendar_or_usual(name: str, own: Path) -> tuple["Calendar", *tuple[str, ...]]:
    """Return the calendar of that name; where it can't be used the usual one, and two lines that say so."""
    from enquiry.model.settings import Settings

    try:
        return (load_calendar(name, own),)
    except (NotFound, UsageMistake) as fault:
        usual = Settings().calendar
        if name == usual:
            raise
        words = f"{fault.words.rstrip('.')}. The years of “{usual}” stand in for it."
        return load_calendar(usual, own), words, f"Put its file into {own}, or choose another: enquiry config calendar"


def load_reader(name: str, own: Path) -> "Reader":
    """Return the reader of summaries of that name. Raises as `load_calendar` does."""
    from enquiry.insight.summary.reader import parse_reader

    def build(table: dict[str, object], source: str) -> "Reader":
        return parse_reader(_inherit_reader(table, source, own, (name,)), source)

    return _load_preset("readers", "reader", name, own, build)


def _inherit_reader(table: dict[str, object], source: str, own: Path, chain: tuple[str, ...]) -> dict[str, object]:
    """Return the table of a reader with what it does not say itself taken from the reader that it `extends`.

    A reader that extends its own name is like the one that comes with the program. Raises UsageMistake for one that
    comes back to itself, and for one that extends what is no reader.
    """
    from enquiry.insight.summary.reader import extend_reader

    base = table.get("extends")
    if base is None:
        return table
    table = {"name": chain[-1], **{key: value for key, value in table.items() if key != "extends"}}
    shipped = base == chain[-1] and Path(source).parent == own and (DATA / "readers" / f"{base}.toml").exists()
    if base in chain and not shipped:
        words = f"The reader {source} extends itself: {', then '.join([*chain, str(base)])}."
        raise UsageMistake(words, "Let it extend one of those that come with the program, such as prd.")
    folder = DATA / "readers" if shipped else own
    if base not in list_presets("readers", folder):
        known = list_presets("readers", own)
        words = f"The reader {source} extends “{base}”, which is no reader.{suggest_nearest(str(base), known)}"
        raise UsageMistake(words, f"The readers are: {', '.join(known)}.")
    found = _load_preset(
        "readers",
        "reader",
        str(base),
        folder,
        lambda held, file: _inherit_reader(held, file, folder, (*chain, str(base))),
    )
    return extend_reader(found, table, source)


def load_language(name: str, own: Path) -> "Language":
    """Return the language of documents of that name; English where it is empty. Raises as `load_calendar` does."""
    from enquiry.insight.summary.language import ENGLISH, parse_language

    return _load_preset("languages", "language", name, own, parse_language) if name else ENGLISH


def load_standards(own: Path) -> "Standards":
    """Return every list of standards. Raises UsageMistake for a file that can't be used."""
    from enquiry.model.standards import Standards, parse_standard_list

    names = list_presets("standards", own)
    what = ("standards", "list of standards")
    return Standards(tuple(_load_preset(*what, name, own, parse_standard_list) for name in names))


def load_prompts(name: str, own: Path) -> "PromptSet":
    """Return the prompt set of that name. Raises UsageMistake for none, and for a file that can't be used."""
    from enquiry.model.asking.prompt import parse_prompt_set

    try:
        return _load_preset(
            "prompts", "prompt set", name, own, lambda table, source: parse_prompt_set(table, name, source)
        )
    except NotFound as missing:  # a choice that an option does not have is a mistake of usage
        raise UsageMistake(missing.words, f"{missing.hint} Your own go in {own}.") from missing


def choose_prompts(command: str, named: str | None, usual: str, own: Path) -> "PromptSet":
    """Return the set that a command asks by: the one named, else the usual one where it fits, else the command's own.

    Raises UsageMistake as `load_prompts` does, and for a named set that is for other commands.
    """
    if named is None and usual and command in (chosen := load_prompts(usual, own)).commands:
        return chosen
    found = load_prompts(named if named is not None else DEFAULT_PROMPT_SETS.get(command, command), own)
    if command in found.commands:
        return found
    fitting = []
    for name in list_presets("prompts", own):
        with suppress(UsageMistake):  # a file that can't be used is refused where it is named
            fitting += [name] if command in load_prompts(name, own).commands else []
    words = f"The prompt set “{found.name}” is for {' and '.join(found.commands)}, not for {command}."
    raise UsageMistake(words, f"The sets for {command} are: {', '.join(fitting)}.")


@cache
def load_word_forms() -> dict[str, tuple[str, ...]]:
    """Return for each word that has them its other forms: irregular ones, and spellings of other countries."""
    text = (DATA / "words" / "english.txt").read_text(encoding="utf-8")
    families = (tuple(line.split()) for line in text.splitlines() if line and not line.startswith("#"))
    forms: dict[str, tuple[str, ...]] = {}
    for family in families:
        for word in family:
            forms[word] = tuple(dict.fromkeys((*forms.get(word, ()), *(one for one in family if one != word))))
    return forms


def load_name_lists() -> "NameLists":
    """Return the given names that the program knows, names that are words too, and words with a capital, all small."""
    from enquiry.insight.privacy.review import NameLists

    return NameLists(*map(load_name_list, NameLists._fields))


@cache
def load_name_list(name: str) -> frozenset[str]:
    """Return one of the lists of names: `given`, `words`, `usual` or `openers`."""
    return frozenset((DATA / "names" / f"{name}.txt").read_text(encoding="ascii").split())


def _load_preset(what: str, one: str, name: str, own: Path, build: Callable[[dict[str, object], str], T]) -> T:
    """Return what `build` makes of a file's table and its path. Raises NotFound and UsageMistake, worded for `one`."""
    known = list_presets(what, own)
    if name not in known:
        words = f"There is no {one} “{name}”.{suggest_nearest(name, known)}"
        raise NotFound(words, f"The {one}s are: {', '.join(known)}.")
    file = next(path for path in (own / f"{name}.toml", DATA / what / f"{name}.toml") if path.exists())
    source = f"The {one} {file}"
    with contain_parsing(source, "Mend the file, or move it away."):
        text = read_foreign_file(file, MAX_TOML_BYTES, source).decode("utf-8-sig")  # some editors put a mark first
        import tomllib  # which a line with names in it is written down without

        return build(tomllib.loads(text), str(file))
