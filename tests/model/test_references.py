"""References: every field that names another record is found by its type, and none of its meaning is lost on a way."""

from collections.abc import Iterator
from typing import Any, get_args, get_type_hints

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.answers.records import describe_journal
from enquiry.exchange.encoding import encode_answer
from enquiry.exchange.folder.read import parse_folder
from enquiry.exchange.folder.write import render_folder
from enquiry.exchange.importing.journal import load_exported_journal, propose_import
from enquiry.model.belief import BeliefVersion, Support
from enquiry.model.choices import LinkKind
from enquiry.model.colleagues.gift import Gift
from enquiry.model.cycle import Cycle, Link, MovedEntry
from enquiry.model.entry import ENTRY_CLASSES, AnyEntry, Evidence, Reflection, TriedReading
from enquiry.model.journal import Journal, LooseNote
from enquiry.model.measure import Measure
from enquiry.model.record import Removal
from enquiry.model.references import encode_query_cycles, list_reference_fields, map_query_cycles, map_references
from enquiry.model.settings import SavedQuery, Settings, SharingChoice
from tests import strategies
from tests.conftest import NOW, Home, a_cycle, a_journal, a_note, an_entry
from tests.strategies import days, seldom, texts

REFERENCES: dict[tuple[type[msgspec.Struct], str], str] = {
    (Cycle, "grew_from"): "cycle",
    (Link, "cycle"): "cycle",
    (MovedEntry, "entry"): "entry",
    (LooseNote, "filed_as"): "entry",
    (BeliefVersion, "moved_by"): "entry",
    (Support, "entry"): "entry",
    (Settings, "current"): "cycle",
    (SavedQuery, "text"): "query",
    (SharingChoice, "cycle"): "cycle",
    (SharingChoice, "entry"): "entry",
    (TriedReading, "reading"): "entry",
    (Gift, "cycles"): "cycle",
    (Gift, "entries"): "entry",
    (Gift, "named"): "entry",
    **{(kind, "cycle"): "cycle" for kind in ENTRY_CLASSES.values()},
    (Evidence, "about"): "entry",
    (Evidence, "gift"): "gift",
    (Reflection, "about"): "entry",
}
"""Every reference field there is. Whoever adds one adds it here, and to `journals` below."""

NUMBERS = {
    "number",
    "first",
    "year",
    "planned",
    "done",
    "n",
    "value",
    "of",
    "sd",
    "lowest",
    "highest",
    "hours",
    "tally",
}
"""The fields that may be whole numbers, and none of them a reference."""


def classes(kind: Any = Journal) -> Iterator[type[msgspec.Struct]]:
    """Yield every class of value that a journal is made of."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        yield kind
        for hint in get_type_hints(kind, include_extras=True).values():
            yield from classes(hint)
    for part in get_args(kind):
        yield from classes(part)


def test_every_reference_field_is_known_here() -> None:
    found = {(kind, name): to for kind in classes() for name, to in list_reference_fields(kind).items()}
    assert found == REFERENCES


def test_no_field_refers_by_a_number() -> None:
    """A whole number that is new is either no reference, and stands in NUMBERS, or should be an id."""
    whole = {
        name for kind in classes() for name, hint in get_type_hints(kind).items() if int in (hint, *get_args(hint))
    }
    assert whole <= NUMBERS


# Journals with every reference set


def settle(draw: st.DrawFn, ids: list[str], letter: str) -> str | None:
    """Return one of some ids, or one that leads nowhere, or none."""
    return draw(st.sampled_from([*ids, f"{letter}-elsewhere", None]))


@st.composite
def journals(draw: st.DrawFn, letter: str) -> Journal:
    """A journal of which every reference is set at random; ids of journals of other letters are others."""
    count = draw(st.integers(1, 4))
    numbers = draw(st.lists(st.integers(1, 6), min_size=count, max_size=count, unique=True))
    ids = [f"{letter}-cycle-{number}" for number in numbers]
    cycles, names = list[Cycle](), list[str]()
    for number, own in zip(numbers, ids, strict=True):
        held = list[AnyEntry]()
        for place in range(1, draw(st.integers(0, 3)) + 1):
            entry = an_entry("note", draw(days), draw(texts), cycle=number, number=place)
            if draw(st.booleans()):
                entry = an_entry(
                    "evidence", draw(days), number=place, cycle=number, about=settle(draw, names, letter) or ""
                )
            held.append(replace(entry, id=f"{own}.{place}", cycle=own))
            names.append(held[-1].id)
        if read := settle(draw, names, letter):
            said = (TriedReading(reading=read, why="it"),)
            looked = an_entry("review", draw(days), draw(texts), cycle=number, number=8, tried=said)
            held.append(replace(looked, id=f"{own}.8", cycle=own))
        links = [Link(kind=draw(st.sampled_from(LinkKind)), cycle=settle(draw, ids, letter)) for _ in range(2)]
        parent, gone = settle(draw, ids[: len(cycles)], letter), draw(st.sampled_from([None, Removal(at=NOW)]))
        went = [MovedEntry(number=9, entry=one) for one in [settle(draw, names, letter)] if one]
        cycle = a_cycle(number, id=own, grew_from=parent, links=tuple(links), entries=tuple(held), removed=gone)
        cycle = replace(cycle, moved=tuple(went))
        cycles.append(cycle)
    notes = [
        replace(a_note(place), id=f"{letter}-note-{place}", filed_as=settle(draw, names, letter) or "")
        for place in range(1, draw(st.integers(0, 3)) + 1)
    ]
    asked = SavedQuery(name="asked", text=f"cycle:{draw(st.sampled_from(ids))} -cycle:words OR (kind:note)")
    goes = [SharingChoice(reader="prd", cycle=ids[0]), *(SharingChoice(reader="prd", entry=name) for name in names[:1])]
    settings = Settings(current=settle(draw, ids, letter), queries=(asked,), sharing=tuple(goes))
    beliefs = [
        replace(draw(strategies.beliefs(place, names)), id=f"{letter}-belief-{place}")
        for place in range(1, draw(st.integers(0, 2)) + 1)
    ]
    return a_journal(*cycles, inbox=tuple(notes), settings=settings, beliefs=tuple(beliefs))


def references(journal: Journal) -> dict[tuple[str, str, int], str]:
    """Return what every reference of a journal leads to, by the record that holds it, its field and place."""
    found: dict[tuple[str, str, int], str] = {}
    entries = [entry for cycle in journal.cycles for entry in cycle.entries]
    for record in (
        *(replace(cycle, entries=()) for cycle in journal.cycles),
        *entries,
        *journal.lone,
        journal.settings,
    ):
        ids = list[str]()
        map_references(record, lambda reference, ids=ids: ids.append(reference) or reference)  # type: ignore[misc]
        found |= {(getattr(record, "id", "settings"), type(record).__name__, n): one for n, one in enumerate(ids)}
    return found


def as_version_1(journal: Journal) -> dict[str, Any]:
    """Return the export that an earlier program made of a journal: references are numbers and names."""
    named = map_references((journal.settings, journal.cycles, journal.inbox), journal.get_name)
    document: Any = msgspec.json.decode(encode_answer(describe_journal(journal)))
    document["schema_version"] = 1
    del document["beliefs"]  # which it did not know
    document["settings"] = msgspec.to_builtins(replace(named[0], sharing=()))  # which it did not have
    by_name = {cycle.number: cycle for cycle in named[1]}
    for cycle in document["cycles"]:
        one = by_name[cycle["number"]]
        cycle["grew_from"] = one.grew_from and int(one.grew_from)
        cycle["links"] = [{**msgspec.to_builtins(link), "cycle": link.cycle and int(link.cycle)} for link in one.links]
        for entry in cycle["entries"]:
            entry["cycle"] = cycle["number"]
    if (current := document["settings"].get("current")) is not None:
        document["settings"]["current"] = int(current)
    for row, note in zip(document["inbox"], named[2], strict=True):
        row["filed_as"] = note.filed_as
    return dict(document)


def without_strays(journal: Journal) -> Journal:
    """Return a journal whose references all lead somewhere: a number can't lead nowhere and keep an id."""
    known = {*journal.cycles_by_id, *(entry.id for cycle in journal.cycles for entry in cycle.entries)}
    cycles = tuple(
        replace(
            cycle,
            grew_from=cycle.grew_from if cycle.grew_from in known else None,
            links=tuple(link for link in cycle.links if link.cycle in known),
        )
        for cycle in journal.cycles
    )
    inbox = tuple(replace(note, filed_as=note.filed_as if note.filed_as in known else "") for note in journal.inbox)
    current = journal.settings.current if journal.settings.current in known else None
    return replace(journal, cycles=cycles, inbox=inbox).update_settings(current=current)


WAYS = {
    "json": lambda journal: load_exported_journal(encode_answer(describe_journal(journal)), "it"),
    "folder": lambda journal: parse_folder(render_folder(journal), "notes").journal,
}


@pytest.mark.parametrize("way", WAYS)
@seldom
@given(mine=journals("mine"), other=journals("other"))
def test_no_import_changes_what_a_reference_leads_to(way: str, mine: Journal, other: Journal) -> None:
    """Whatever numbers are given anew; and what is told of each is the number that its record has now."""
    after = propose_import(mine, WAYS[way](other)).journal
    found, theirs = references(after), references(other)
    assert references(mine).items() <= found.items()
    assert {key: to for key, to in theirs.items() if key[0] != "settings"}.items() <= found.items()
    held = {cycle.id: str(cycle.number) for cycle in after.cycles}
    held |= {entry.id: entry.name for cycle in after.cycles for entry in cycle.entries}
    assert all(after.get_name(to) == held.get(to, to) for to in found.values())
    assert len(set(held.values())) == len(held)
    for cycle in after.cycles:
        assert all(entry.cycle == cycle.id and entry.cycle_number == cycle.number for entry in cycle.entries)
    assert propose_import(after, other).journal == after


@pytest.mark.parametrize("way", WAYS)
@seldom
@given(other=journals("other"))
def test_into_a_journal_of_undone_things_the_settings_come_with_their_references(way: str, other: Journal) -> None:
    undone = Removal(at=NOW, undone=True)
    mine = a_journal(*(a_cycle(number, removed=undone) for number in range(1, 7)))
    after = propose_import(mine, WAYS[way](other)).journal
    assert references(other).items() <= references(after).items()
    assert [query.text for query in after.settings.queries] == [query.text for query in other.settings.queries]
    assert after.current is None or after.current.number > 6


@seldom
@given(mine=journals("mine"), other=journals("other").map(without_strays))
def test_an_export_that_refers_by_numbers_means_the_same(mine: Journal, other: Journal) -> None:
    other = replace(other.update_settings(sharing=()), beliefs=())
    taken = load_exported_journal(msgspec.json.encode(as_version_1(other)), "old")
    assert taken == other
    assert propose_import(mine, taken) == propose_import(mine, other)


@seldom
@given(other=journals("other").map(without_strays))
def test_a_folder_that_refers_by_numbers_means_the_same(other: Journal) -> None:
    other = replace(other.update_settings(sharing=()), beliefs=())
    files, old = render_folder(other), as_version_1(other)
    for name, data in files.items():
        text = data.decode().replace("enquiry: 2", "enquiry: 1")
        for line in text.splitlines():
            field, _, value = line.partition(": ")
            if field == "grew_from":
                text = text.replace(line, f"grew_from: {int(other.get_name(msgspec.json.decode(value)))}")
            if field in ("links", "settings"):
                found = msgspec.json.decode(value)
                for one in found if field == "links" else [found]:
                    for key in ("cycle", "current"):
                        if one.get(key):
                            one[key] = int(other.get_name(one[key]))
                    for query in one.get("queries", ()):
                        query["text"] = map_query_cycles(query["text"], other.get_name)
                text = text.replace(line, f"{field}: {msgspec.json.encode(found).decode()}")
        for note in old["inbox"] if name == "inbox.md" else ():
            entry = next(one.filed_as for one in other.inbox if one.name == note["name"])
            text = text.replace(
                f" · filed as {note['filed_as']}\n\na line\n", f"\n\na line\n\n- filed_as: {note['filed_as']}\n"
            )
            text = text.replace(f', "filed_as": "{entry}"', "")
        files[name] = text.encode()
    assert parse_folder(files, "notes").journal == other


def test_a_later_reference_stays_what_it_was(home: Home) -> None:
    """As it was found: the second of two cycles replicates and grew from the first, and meets two that are there."""
    there = ("--journal", str(home.folder / "there.json"))
    home.ok("start", "Theirs, the first", *there)
    home.ok("start", "Theirs, the second", "--grew-from", "1", *there)
    home.ok("edit", "2", "--link", "replicates=1", *there)
    home.ok("search", "--save", "first", "cycle:1 OR cycle:2", *there)
    home.ok("start", "Mine, the first")
    home.ok("start", "Mine, the second")
    home.ok("import", "-", stdin=home.ok("export", *there))
    told = home.ok("show", "4")
    assert "grew from   3\n" in told
    assert "replicates  3\n" in told


def test_a_saved_query_is_kept_by_id_and_told_by_number(home: Home) -> None:
    home.ok("start", "Why?")
    home.ok("reflect", "a thought")
    assert (
        "@mine is kept, in the journal: cycle:1 kind:reflection"
        in home.run("search", "--save", "mine", "cycle:1 kind:reflection").err
    )
    assert "cycle:1 kind:reflection" in home.ok("search", "--saved")
    kept = msgspec.json.decode(home.journal.read_bytes())
    assert kept["settings"]["1"]["queries"][0]["text"] == f"cycle:{kept['cycles']['1']['id']} kind:reflection"
    assert "a thought" in home.ok("search", "@mine")


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("cycle:7", "cycle:x7"),
        ("cycle:7,8 -cycle:9", "cycle:x7,x8 -cycle:x9"),
        ('(CYCLE:"7" OR a)', '(CYCLE:"x7" OR a)'),
        ('"cycle:7" tag:"cycle:7"', '"cycle:7" tag:"cycle:7"'),
        ("bicycle:7 a-cycle:7", "bicycle:7 a-cycle:7"),
        ('"open cycle:7', '"open cycle:x7'),
    ],
)
def test_cycles_named_in_a_query_are_found(text: str, changed: str) -> None:
    assert map_query_cycles(text, lambda number: f"x{number}") == changed


@pytest.mark.parametrize(
    ("text", "kept", "told"),
    [
        ("cycle:2", "cycle:b", "cycle:2"),
        ("cycle:1,4", "cycle:a,d", "cycle:1,4"),
        ("cycle:1-3 wait", "cycle:a,b wait", "cycle:1,2 wait"),
        ("cycle:9 OR cycle:why", "cycle:9 OR cycle:why", "cycle:9 OR cycle:why"),
    ],
)
def test_numbers_lists_and_ranges_of_cycles_are_kept_by_id(text: str, kept: str, told: str) -> None:
    journal = a_journal(a_cycle(1, id="a"), a_cycle(2, id="b", removed=Removal(at=NOW)), a_cycle(4, id="d"))
    ids = {cycle.number: cycle.id for cycle in journal.cycles}
    query = SavedQuery(name="asked", text=encode_query_cycles(text, ids))
    assert query.text == kept
    assert journal.update_settings(queries=(query,)).queries[0].text == told


def test_measures_hold_no_reference() -> None:
    assert list_reference_fields(Measure) == {}
