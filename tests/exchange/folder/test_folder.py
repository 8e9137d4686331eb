"""The journal as a folder of notes: nothing is lost on the way out and back, and only its own files are touched."""

import json
import os
import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from msgspec.structs import replace

from enquiry.errors import JournalNewer, NotFound, UsageMistake
from enquiry.exchange.folder.read import FolderImport, find_cycle_files, parse_folder
from enquiry.exchange.folder.text import (
    FrontMatterError,
    decode_markdown,
    encode_markdown,
    encode_markdown_line,
    parse_front_matter,
    render_front_matter,
)
from enquiry.exchange.folder.write import render_folder
from enquiry.exchange.samples import list_samples
from enquiry.model.choices import Direction
from enquiry.model.cycle import Question
from enquiry.model.journal import Journal
from enquiry.model.measure import MeasuredValue
from enquiry.model.tag import parse_tags
from tests.conftest import Home, a_cycle, a_journal, a_note, an_entry
from tests.documents.test_markdown import filled
from tests.strategies import HOSTILE, journals, seldom
from tests.summaries import journal_of

DAY = date(2025, 9, 3)
READER = MarkdownIt("commonmark").enable("table")
WINDOWS = {"con", "prn", "aux", "nul"}
marked_up = st.text("ab 1.)(#*_-+=|`~[]!<&\\:;/\n\n\"'$^@x\t%", max_size=40)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
WELL_FORMED = [text.replace("\udc80", "\ufffd") for text in HOSTILE]


def back(files: dict[str, bytes]) -> FolderImport:
    return parse_folder(files, "notes")


def check(journal: Journal) -> None:
    files = render_folder(journal)
    taken = back(files)
    assert taken == FolderImport(replace(journal, gifts=()), (), ())
    assert render_folder(taken.journal) == files


def with_tags_that_can_be_given(journal: Journal) -> Journal:
    """The same journal with "good" for every tag that no command takes, and so no door."""

    def take(tags: tuple[str, ...]) -> tuple[str, ...]:
        with suppress(UsageMistake):
            return parse_tags(tags)
        return ("good",) if tags else ()

    cycles = (
        replace(c, tags=take(c.tags), entries=tuple(replace(e, tags=take(e.tags)) for e in c.entries))
        for c in journal.cycles
    )
    return replace(journal, cycles=tuple(cycles), inbox=tuple(replace(n, tags=take(n.tags)) for n in journal.inbox))


# Out and back


@pytest.mark.parametrize("name", list_samples())
def test_a_sample_comes_back_as_it_was(name: str) -> None:
    check(journal_of(name)[0])


@seldom
@given(journals())
def test_any_journal_comes_back_as_it_was(journal: Journal) -> None:
    check(journal)


def rewrite_front_matter(data: bytes, **style: Any) -> bytes:
    """Return a note as a notes program leaves it that reads and writes its fields by a YAML library."""
    head, fields, body = data.decode().split("---\n", 2)
    found = {**yaml.safe_load(fields)}
    return f"{head}---\n{yaml.safe_dump(found, allow_unicode=True, **style)}---\n{body}".encode()


YAML_STYLES: tuple[dict[str, Any], ...] = (
    {"default_flow_style": False, "sort_keys": True},
    {"default_flow_style": None, "sort_keys": False, "width": 40},
    {"default_flow_style": True, "default_style": "'"},
    {"indent": 4, "default_style": '"', "explicit_start": False},
)


@seldom
@given(journals(), st.sampled_from(YAML_STYLES))
def test_any_journal_survives_a_program_that_rewrites_its_front_matter(journal: Journal, style: dict[str, Any]) -> None:
    files = render_folder(journal)
    assert back({name: rewrite_front_matter(data, **style) for name, data in files.items()}) == back(files)


@pytest.mark.parametrize("text", WELL_FORMED)
def test_a_hostile_text_comes_back_wherever_it_was_written(text: str) -> None:
    check(with_tags_that_can_be_given(filled(text)))


def test_an_empty_journal_comes_back() -> None:
    check(Journal())


def test_every_part_of_a_journal_is_carried() -> None:
    """A part that is added to the journal must be added to the folder too, but for the gifts, which stay at home."""
    assert set(Journal.__struct_fields__) == {"settings", "cycles", "inbox", "measures", "beliefs", "gifts"}


@pytest.mark.parametrize("value", [5, 5.0, -0.5, 1e11, 123456789012])
def test_a_number_stays_whole_or_not(value: float) -> None:
    values = (MeasuredValue(measure="a = b (SD 2)", value=value, sd=1.5), MeasuredValue(measure="x", value=value))
    journal = a_journal(a_cycle(entries=(an_entry("evidence", DAY, values=values),)))
    check(journal)
    (evidence,) = back(render_folder(journal)).journal.cycles[0].entries
    assert [type(one.value) for one in evidence.values] == [type(value)] * 2  # type: ignore[union-attr]


# The texts


def leaves(markdown: str) -> list[str]:
    parts = READER.parse(markdown)
    assert {part.type for part in parts} <= {"paragraph_open", "paragraph_close", "inline"}
    held = [leaf for part in parts for leaf in part.children or []]
    assert {leaf.type for leaf in held} <= {"text", "text_special", "hardbreak", "softbreak"}
    return ["\n" if leaf.type.endswith("break") else leaf.content for leaf in held]


@pytest.mark.parametrize("text", WELL_FORMED)
def test_a_notes_program_shows_a_text_and_lays_nothing_out(text: str) -> None:
    shown = "".join(leaves(encode_markdown(text)))
    assert not re.search("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]", shown)
    assert seen_of(shown) == seen_of(text)


def seen_of(text: str) -> str:
    """Return a text without white space and without what stands for a control character."""
    return re.sub("[\\s\x00-\x1f\x7f-\x9f\ufffd]", "", text)


@given(marked_up | anything)
def test_a_guarded_text_comes_back_and_makes_no_lines_of_its_own(text: str) -> None:
    assert decode_markdown(encode_markdown(text)) == text
    assert decode_markdown(encode_markdown_line(text)) == text
    assert "\n" not in encode_markdown_line(text)
    leaves(encode_markdown(text))
    assert not [line for line in encode_markdown(text).split("\n") if line.startswith(("#", "- ", "```", "---"))]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("3 minutes with Sam: he improved", "3 minutes with Sam: he improved"),
        ("one\ntwo\n\nthree", "one\\\ntwo\n\nthree"),
        ("- a list", "\\- a list"),
        ("1. first", "1\\. first"),
        ("<b> & [x]", "\\<b\\> \\& \\[x\\]"),
        ("  in", "&#32; in"),
        ("\x1b[31m", "&#27;\\[31m"),
    ],
)
def test_what_a_text_looks_like(text: str, written: str) -> None:
    assert encode_markdown(text) == written


def test_lines_that_someone_wrote_in_a_notes_program_are_taken_as_they_stand() -> None:
    files = render_folder(a_journal(a_cycle(entries=(an_entry("note", DAY, "one"),))))
    name = next(name for name in files if name.startswith("cycle"))
    files[name] = files[name].replace(b"\none\n", b"\none\n- and more\n**two**\n").replace(b"\n", b"\r\n")
    (entry,) = back(files).journal.cycles[0].entries
    assert entry.text == "one\n- and more\n**two**"


# Names


@pytest.mark.parametrize(
    "text", [*WELL_FORMED, "../../etc/passwd", "C:\\con", "nul", "a/b\\c:d*e?f", "x" * 400, "日本"]
)
def test_a_name_is_safe_on_every_system(text: str) -> None:
    names = list(render_folder(a_journal(a_cycle(question=text), a_cycle(12, text), inbox=(a_note(1, text),))))
    assert len({name.casefold() for name in names}) == 4
    for name in names:
        assert name.endswith(".md")
        assert len(name) < 90
        assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-."), name
        assert name.removesuffix(".md").strip("-.") == name.removesuffix(".md")
        assert name.removesuffix(".md") not in WINDOWS


def test_a_cycle_keeps_the_file_it_lies_in() -> None:
    journal = a_journal(a_cycle(question="First?"))
    files = render_folder(journal)
    files["Of my own.md"] = files.pop("cycle-001-first.md")
    refined = journal.upsert_cycle(journal.cycles[0].add_question(Question(text="Second?", on=DAY)))
    again = render_folder(
        refined, find_cycle_files({**files, "mine.md": b"mine", "bad.md": b"---\nenquiry:: 1\n---\n"})
    )
    assert set(again) == set(files)
    assert b"(Of%20my%20own.md)" in again["journal.md"]
    assert back(again).journal == refined


# What is wrong in a folder


def one_cycle() -> dict[str, bytes]:
    held = (
        an_entry("evidence", DAY, "seen", n=6, direction=Direction.SUPPORTS),
        an_entry("note", DAY, "told", number=2),
    )
    return render_folder(a_journal(a_cycle(question="Why?", entries=held)))


NAME = "cycle-001-why.md"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("# 1 · Why?", "# 1 · What?", "the title and the question above it differ"),
        ("number: 1", "number: one", "Expected `int`, got `str` - at `$.number`"),
        ("- n: 6", "- n: six", "Expected `int"),
        ("- direction: supports", "- direction: sideways", "Invalid enum value"),
        ("· evidence", "· picture", "Invalid value 'picture'"),
        ("## 1.1 ·", "## About", "line 13: this heading names no entry"),
        ("## 1.1 ·", "## 1.7 ·", "line 13: 1.7 has no record"),
        ('"1.2":', '"1.9":', "1.2 has no record"),
        ('"1.1": {', '"1.1": [', "records at its end can't be read"),
        ("## 1.2 · 2025-09-03 · note\n\ntold\n", "", "1.2 stands in the records and nowhere else"),
        ('question: "Why?"', "question Why?", "line 5: could not find expected ':'"),
        ('holds: "cycle"', 'holds: "recipe"', "“recipe” is nothing a file of a journal holds"),
        ("2025-09-03 · note", "1875-09-03 · note", "not from 1950 to 2100"),
        ('"recorded_at": "2025', '"recorded": "2025', "unknown field `recorded`"),
    ],
)
def test_what_is_wrong_is_named_by_its_file_and_place(old: str, new: str, said: str) -> None:
    files = one_cycle()
    text = files[NAME].decode()
    assert old in text
    files[NAME] = text.replace(old, new).encode()
    with pytest.raises(UsageMistake) as refused:
        back(files)
    assert said in refused.value.words
    assert NAME in refused.value.words or said.startswith("not from")


# A synchroniser lays copies beside files


def copied(file: str, old: str = "", new: str = "") -> dict[str, bytes]:
    """A folder of a whole journal in which a file has a copy, in which something may be other."""
    files = render_folder(synchronised())
    text = files[file].decode()
    assert old in text
    return {**files, f"{file.removesuffix('.md')} (conflict).md": text.replace(old, new).encode()}


def synchronised() -> Journal:
    entries = (an_entry("note", DAY, "one"), an_entry("note", DAY, "two", number=2))
    cycle = a_cycle(question="why?", entries=entries)
    return a_journal(cycle, inbox=(a_note(1), a_note(2))).update_settings(name="A. Teacher")


@pytest.mark.parametrize("file", [NAME, "inbox.md", "journal.md"])
def test_a_copy_that_says_the_same_is_one_with_the_file(file: str) -> None:
    assert back(copied(file)).journal == synchronised()


def test_a_copy_that_lacks_something_loses_nothing_whichever_name_comes_first() -> None:
    journal = synchronised()
    fewer = replace(journal, inbox=journal.inbox[:1])
    fewer = fewer.upsert_cycle(replace(fewer.cycles[0], entries=fewer.cycles[0].entries[:1]))
    less = render_folder(fewer)
    for file in (NAME, "inbox.md"):
        for copy in (f"a{file}", f"z{file}"):
            assert back({**render_folder(journal), copy: less[file]}).journal == journal


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (NAME, "two", "three", "another file holds entry 1.2 too, and differs"),
        (NAME, "why?", "how?", "another file holds cycle 1 too, and differs"),
        ("inbox.md", "a line", "a word", "another file holds note n1 too, and differs"),
        ("journal.md", "A. Teacher", "B. Teacher", "another file holds the journal too, and differs"),
    ],
)
def test_a_copy_that_says_something_else_is_refused_by_name(file: str, old: str, new: str, said: str) -> None:
    with pytest.raises(UsageMistake, match=said) as refused:
        back(copied(file, old, new))
    assert file in refused.value.words
    assert "(conflict).md" in refused.value.words


def test_a_later_layout_is_refused() -> None:
    files = one_cycle()
    files[NAME] = files[NAME].replace(b"enquiry: 2", b"enquiry: 3")
    with pytest.raises(JournalNewer, match="layout 3; this program knows 2"):
        back(files)


def test_a_file_that_is_not_text_any_more_is_refused_and_a_stranger_s_passed_over() -> None:
    files = one_cycle()
    with pytest.raises(UsageMistake, match="is not UTF-8 text"):
        back({**files, NAME: files[NAME].replace(b"seen", b"se\xffen")})
    strangers = {
        "a.md": b"\xff\xfe",
        "b.md": b"# mine",
        "c.md": b"---\ntags: [x]\n---\n",
        "d.md": b"---\nno end",
        "e.md": b"",
    }
    assert back({**files, **strangers}).passed_over == tuple(strangers)


def test_a_folder_without_a_journal_is_said() -> None:
    for files in ({}, {"a.md": b"# mine"}):
        with pytest.raises(NotFound, match="holds no journal"):
            back(files)


def test_a_missing_file_is_said() -> None:
    journal, _ = journal_of("primary")
    files = render_folder(journal)
    del files[next(name for name in files if name.startswith("cycle-004"))]
    taken = back(files)
    assert taken.missing == (4,)
    assert [cycle.number for cycle in taken.journal.cycles] == [1, 2, 3, 5, 6]


@seldom
@given(journals(), st.data())
def test_a_folder_cut_anywhere_is_read_or_refused_in_words(journal: Journal, data: st.DataObject) -> None:
    files = render_folder(journal)
    name = data.draw(st.sampled_from(sorted(files)))
    place = data.draw(st.integers(0, len(files[name])))
    with suppress(UsageMistake, NotFound):
        back({**files, name: files[name][:place]})


# Front matter as others write it


def test_what_only_newer_yaml_leaves_without_quotation_marks_is_text() -> None:
    found = parse_front_matter("---\na: {text: why?, on: 2025-08-27, is: no}\nb: [what? , 1:30]\n---\n")
    assert found
    assert found[0] == {"a": {"text": "why?", "on": "2025-08-27", "is": "no"}, "b": ["what?", "1:30"]}


def test_front_matter_as_notes_programs_write_it_is_read() -> None:
    found = parse_front_matter(
        "---\nname: plain words\nquoted: 'so'\ntags:\n  - one\n  - 'two three'\nempty:\nlast: [1, 2]\n---\ntext"
    )
    assert found
    assert found[0] == {
        "name": "plain words",
        "quoted": "so",
        "tags": ["one", "two three"],
        "empty": "",
        "last": [1, 2],
    }
    assert found[1:] == (["text"], 10)


def test_front_matter_has_no_character_that_acts() -> None:
    written = render_front_matter({"x": "a\x1b\x85\u202e\u2028\ufeff\x7f\nb"})
    assert written.isprintable() or written.replace("\n", "").isprintable()
    assert json.loads(written.splitlines()[1].partition(": ")[2]) == "a\x1b\x85\u202e\u2028\ufeff\x7f\nb"
    with pytest.raises(FrontMatterError, match="line 2"):
        parse_front_matter("---\n:\n---\n")


# The commands


def filled_home(home: Home) -> Home:
    home.ok("start", "Why?")
    home.ok("note", "later")
    home.ok("reflect", "a thought")
    return home


def test_out_and_in_by_the_commands(home: Home) -> None:
    filled_home(home)
    notes = home.folder / "notes"
    ran = home.run("export", "--format", "markdown", "-o", str(notes), "--json")
    assert ran.code == 0
    assert json.loads(ran.out)["files"] == ["journal.md", "cycle-001-why.md", "inbox.md"]
    before = home.ok("export")
    (notes / "mine.md").write_text("mine", encoding="utf-8")
    home.journal.unlink()
    ran = home.run("import", str(notes))
    assert "Passed over, since enquiry did not write them: mine.md." in ran.err
    assert "Added: 1 cycle, 1 entry, 1 note" in ran.err
    assert home.ok("export") == before
    assert "Would be added: 0 cycles" in home.run("import", str(notes), "--dry-run").err
    (notes / "cycle-001-why.md").unlink()
    assert "lists cycles whose files are not there: 1." in home.run("import", str(notes), "--dry-run").err


def test_a_folder_that_is_there_is_refused_and_with_force_keeps_what_is_not_ours(home: Home) -> None:
    filled_home(home)
    notes = home.folder / "notes"
    home.ok("export", "--format", "markdown", "-o", str(notes))
    (notes / "mine.md").write_text("mine", encoding="utf-8")
    (notes / "cycle-001-why.md").rename(notes / "Why.md")
    before = {path.name: path.read_bytes() for path in notes.iterdir()}
    home.ok("reflect", "more")
    ran = home.run("export", "--format", "markdown", "-o", str(notes))
    assert ran.code == 1
    assert "is there already. Nothing was changed." in ran.err
    assert {path.name: path.read_bytes() for path in notes.iterdir()} == before
    home.ok("export", "--format", "markdown", "-o", str(notes), "--force")
    assert {path.name for path in notes.iterdir()} == set(before)
    assert (notes / "mine.md").read_text(encoding="utf-8") == "mine"
    assert "more" in (notes / "Why.md").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own on Windows")
def test_a_link_in_the_folder_is_not_followed(home: Home) -> None:
    filled_home(home)
    notes, elsewhere = home.folder / "notes", home.folder / "elsewhere.md"
    home.ok("export", "--format", "markdown", "-o", str(notes))
    elsewhere.write_text("mine", encoding="utf-8")
    (notes / "inbox.md").unlink()
    (notes / "inbox.md").symlink_to(elsewhere)
    ran = home.run("export", "--format", "markdown", "-o", str(notes), "--force")
    assert ran.code == 1
    assert "is a link to elsewhere" in ran.err
    assert elsewhere.read_text(encoding="utf-8") == "mine"


def test_a_file_in_the_way_or_a_disk_that_fails_leaves_nothing_behind(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled_home(home)
    taken = home.folder / "taken"
    taken.write_text("mine", encoding="utf-8")
    for options in ((), ("--force",)):
        ran = home.run("export", "--format", "markdown", "-o", str(taken), *options)
        assert ran.code == 1
        assert taken.read_text(encoding="utf-8") == "mine"
    ran = home.run("export", "--format", "markdown", "-o", str(home.folder / "no" / "such"))
    assert "its folder is not there" in ran.err
    monkeypatch.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(OSError(28, "full")))
    ran = home.run("export", "--format", "markdown", "-o", str(home.folder / "new"))
    assert "the disk is full" in ran.err
    assert not (home.folder / "new").exists()
    assert not list(home.folder.glob(".enquiry-*"))


def test_a_folder_must_be_named(home: Home) -> None:
    filled_home(home)
    ran = home.run("export", "--format", "markdown")
    assert ran.code == 2
    assert "Name one with -o FOLDER." in ran.err


def test_only_the_owner_can_open_it(home: Home) -> None:
    filled_home(home)
    notes = home.folder / "notes"
    home.ok("export", "--format", "markdown", "-o", str(notes))
    assert os.name == "nt" or (notes.stat().st_mode & 0o777, (notes / "inbox.md").stat().st_mode & 0o777) == (
        0o700,
        0o600,
    )


def test_removed_things_and_renumbered_ones_come_back(home: Home) -> None:
    filled_home(home)
    home.ok("remove", "1.1", "--because", "not mine\n``` {}")
    notes = home.folder / "notes"
    home.ok("export", "--format", "markdown", "-o", str(notes), "--with-removed")
    assert " · removed" in (notes / "cycle-001-why.md").read_text(encoding="utf-8")
    before = home.ok("export", "--with-removed")
    home.journal.unlink()
    home.ok("import", str(notes))
    assert home.ok("export", "--with-removed") == before


def test_order_is_kept_whatever_the_numbers() -> None:
    check(a_journal(a_cycle(7, "b?"), a_cycle(2, "a?"), a_cycle(5, "c?", grew_from=7)))


def test_a_folder_that_can_t_be_read_is_said(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    filled_home(home)
    notes = home.folder / "notes"
    home.ok("export", "--format", "markdown", "-o", str(notes))
    monkeypatch.setattr(Path, "iterdir", lambda _: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
    ran = home.run("import", str(notes))
    assert ran.code == 1
    assert f"{notes} can't be read: Permission denied." in ran.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"1.1": {', '"1.1": 1, "x": {', "the records at its end are not records"),
        ("- values: seen = 6", "- values: six of them", "missing required field `value`"),
        ("- values: seen = 6", "- values: seen = six", "Expected `int | float`, got `str`"),
    ],
)
def test_a_record_or_a_value_that_is_none_is_named(old: str, new: str, said: str) -> None:
    values = (MeasuredValue(measure="seen", value=6),)
    files = render_folder(
        a_journal(a_cycle(question="Why?", entries=(an_entry("evidence", DAY, "seen", values=values),)))
    )
    text = files[NAME].decode()
    assert old in text
    with pytest.raises(UsageMistake) as refused:
        back({**files, NAME: text.replace(old, new).encode()})
    assert said in refused.value.words


def test_references_are_told_by_name_and_kept_by_id() -> None:
    entry = an_entry("note", DAY, cycle=2)
    journal = a_journal(
        a_cycle(1, "First?"), a_cycle(2, "Then?", grew_from=1, entries=(entry,)), inbox=(a_note(1, filed_as=entry.id),)
    )
    files = render_folder(journal)
    cycle, inbox = files["cycle-002-then.md"].decode(), files["inbox.md"].decode()
    assert "# 2 · Then?\n\ngrew from: [1 · First?](cycle-001-first.md)\n" in cycle
    assert f'grew_from: "{journal.cycles[0].id}"\n' in cycle
    assert "## n1 · 2026-02-03 · note · filed as 2.1\n" in inbox
    assert f'"filed_as": "{entry.id}"' in inbox
    check(journal)
