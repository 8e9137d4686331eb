"""Readers as data: ours, a person's own, and files that cannot be used."""

import itertools
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from enquiry.acts import Act, ActKind
from enquiry.command_lines import format_command
from enquiry.dates.calendar import CalendarWords
from enquiry.errors import NotFound, UsageMistake
from enquiry.insight.summary.blocks import Heading, Listing, Paragraph, Table
from enquiry.insight.summary.reader import DOCUMENT_PARTS, Reader, SectionContent, parse_reader, substitute_words
from enquiry.model.choices import Decision, Direction, EvidenceKind, Privacy
from enquiry.model.measure import MeasuredValue
from enquiry.presets import DATA, list_presets, load_calendar, load_reader
from enquiry.views.summary.closing import list_closing_lines
from tests.conftest import a_cycle, a_journal, an_entry, cycle_id
from tests.summaries import NOWHERE, READERS, everything, of_sample, prepared, reader_named

DAY = date(2025, 9, 3)
TODAY = date(2026, 2, 3)
LEAST = """
name = "my-own"
title = "Mine"
about = "Me."
circle = "reviewer"

[[sections]]
heading = "What I asked"
holds = ["question"]
"""


def read(text: str) -> Reader:
    return parse_reader(tomllib.loads(text), "my-own.toml")


# Ours


def test_our_readers_are_there_and_name_themselves() -> None:
    assert set(list_presets("readers", NOWHERE)) == set(READERS)
    for name in READERS:
        reader = reader_named(name)
        assert reader.name == name
        assert reader.about.endswith(".")


def test_only_self_is_the_owner_s_and_it_tells_every_part_of_a_cycle() -> None:
    assert [name for name in READERS if reader_named(name).owner] == ["self"]
    left = {
        SectionContent.QUESTION,
        SectionContent.REPLAY,
        SectionContent.CHANGE,
        SectionContent.TAGGED,
        SectionContent.WIDER,
        SectionContent.EVIDENCE,
        SectionContent.VOICES,
        SectionContent.HELPED,
        SectionContent.TRIED,
        SectionContent.HINDERED,
        SectionContent.STANDING,
        SectionContent.OPEN_ENDS,
        *DOCUMENT_PARTS,
    }
    assert set(SectionContent) - left <= reader_named("self").parts


def test_the_first_file_tells_of_every_part_and_key() -> None:
    """Who copies it to make a reader of their own finds all there is."""
    head = (DATA / "readers" / "self.toml").read_text(encoding="utf-8").split("name =")[0]
    for word in (
        *SectionContent,
        *CalendarWords.__struct_fields__,
        "circle",
        "window",
        "most",
        "tagged",
        "write",
        "limit",
        "each_cycle",
        "language",
        "pages",
    ):
        assert word in head, word


@pytest.mark.parametrize(
    ("sample", "heading"),
    [
        ("primary", "PRD summary"),
        ("maths", "Appraisal summary"),
        ("new-zealand", "Professional growth cycle summary"),
        ("science", "Performance management review summary"),
    ],
)
def test_the_review_meeting_has_the_country_s_own_name(sample: str, heading: str) -> None:
    assert of_sample(sample, "prd").summary.heading.text.startswith(f"{heading}, ")


def test_words_in_braces_are_the_calendar_s() -> None:
    words = load_calendar("new-zealand", NOWHERE).words
    assert substitute_words("What helps these {learners}", words) == "What helps these ākonga"
    assert substitute_words("{review_meeting}", words) == "Professional growth cycle"


@pytest.mark.parametrize("sample", ["primary", "history", "science"])
def test_a_review_summary_keeps_to_two_pages(sample: str) -> None:
    """Some 500 words make a page."""
    text = " ".join(str(block) for block in of_sample(sample, "prd").summary.blocks if isinstance(block, Paragraph))
    lines = [b.lines for b in of_sample(sample, "prd").summary.blocks if isinstance(b, Listing)]
    words = len(text.split()) + sum(len(line.text.split()) for held in lines for line in held)
    assert words < 1400


def test_a_handover_tells_what_helped_and_what_did_not_apart() -> None:
    more: dict[str, Any] = {"privacy": Privacy.SCHOOL}
    entries = (
        an_entry("review", DAY, number=1, decision=Decision.EMBED, because="it works", **more),
        an_entry("evidence", DAY, "not for all", number=2, direction=Direction.CONTRADICTS, **more),
        an_entry("reflection", date(2026, 1, 9), "quiet first", number=9, tags=("helps",), **more),
        an_entry("action", date(2026, 1, 9), "kept on", number=10, **more),
    )
    stopped = (
        an_entry("action", DAY, "tried", cycle=2, number=1, **more),
        an_entry("review", DAY, cycle=2, number=2, decision=Decision.STOP, because="no time", **more),
    )
    cycles = (a_cycle(entries=entries, **more), a_cycle(2, "And here?", entries=stopped, **more))
    held = prepared(a_journal(*cycles), as_at=TODAY, reader="handover")
    listings = [block for block in held.summary.blocks if isinstance(block, Listing)]
    told = [(one.label, [line.name for line in one.lines]) for one in listings]
    assert told == [
        ("what helps", ["1.9", "1.1"]),
        ("what did not", ["1.2"]),
        ("what was tried last", ["1.10"]),
        ("what did not", ["2.2"]),
        ("what was tried last", ["2.1"]),
    ]


def test_what_was_done_last_helps_only_where_evidence_since_supports_it() -> None:
    more: dict[str, Any] = {"privacy": Privacy.SCHOOL}

    def told(*evidence: tuple[int, Direction | None]) -> dict[str, list[str]]:
        entries = [an_entry("action", date(2026, 1, 9), "tried", number=1, **more)]
        for number, (day, way) in enumerate(evidence, 2):
            entries.append(an_entry("evidence", date(2026, 1, day), "seen", number=number, direction=way, **more))
        journal = a_journal(a_cycle(entries=tuple(entries), **more))
        blocks = prepared(journal, as_at=TODAY, reader="handover").summary.blocks
        return {one.label: [line.name for line in one.lines] for one in blocks if isinstance(one, Listing)}

    supports, against = Direction.SUPPORTS, Direction.CONTRADICTS
    assert told((10, supports))["what helps"] == ["1.1"]
    for evidence in ((), ((9, supports),), ((10, None),), ((10, supports), (11, against)), ((10, Direction.UNCLEAR),)):
        assert "what helps" not in told(*evidence)
        assert told(*evidence)["what was tried last"] == ["1.1"]


def test_an_update_tells_themes_threads_and_leaves_room_to_write() -> None:
    blocks = of_sample("career", "update").summary.blocks
    labels = [block.label for block in blocks if isinstance(block, Paragraph)]
    assert {"On my pupils", "On my own practice", "On colleagues and the school"} <= set(labels)
    assert "Themes" in [block.text for block in blocks if isinstance(block, Heading)]


def test_an_update_of_several_says_once_what_each_asked_and_decided() -> None:
    found = of_sample("primary", "update").summary
    told = [block.text for block in found.blocks if isinstance(block, Paragraph)]
    assert not [text for text in told if text.startswith(("Asked of", "Decided ("))]
    assert "Still open; next look 27 May 2026." in told
    leads = [line.lead for block in found.blocks if isinstance(block, Listing) for line in block.lines]
    assert len([lead for lead in leads if lead.startswith("Embed")]) == 1
    asked = [cycle.question for cycle in found.cycles]
    assert [block.text for block in found.blocks if isinstance(block, Heading) and block.numbered] == asked


def test_a_tag_that_only_places_an_entry_is_no_theme() -> None:
    themes = next(one for one in of_sample("primary", "update").summary.blocks if isinstance(one, Table))
    assert themes.caption == "Themes"
    assert "what-i-got-wrong" not in [row[0] for row in themes.rows]


def test_what_surprised_has_its_heading_where_nothing_disagreed_and_is_told_once() -> None:
    found = of_sample("behaviour", "prd")
    blocks = found.summary.blocks
    place = next(i for i, block in enumerate(blocks) if isinstance(block, Listing))
    before = blocks[place - 1]
    assert isinstance(before, Heading)
    assert before.text == "What surprised me"
    assert not before.disagrees
    names = [line.name for block in blocks if isinstance(block, Listing) for line in block.lines if line.name]
    assert len(names) == len(set(names))
    assert "What surprised me" not in [one.heading for one in found.silent]


def test_of_a_year_with_one_line_nothing_false_is_said() -> None:
    journal = a_journal(a_cycle(entries=(an_entry("note", DAY, "One line.", number=1),)))
    told = {}
    for reader in ("self", "prd"):
        found = prepared(journal, as_at=TODAY, reader=reader, sharing=everything(journal) if reader == "prd" else None)
        told[reader] = [block.text for block in found.summary.blocks if isinstance(block, Paragraph)]
    assert "The one entry was written within two weeks of the day it is about." in told["self"]
    assert "It holds" not in " ".join(told["prd"])
    assert not [text for text in told["prd"] if "this rests on" in text]  # the line has no place in it


# Where the journal is silent


@pytest.mark.parametrize("reader", [name for name in READERS if not reader_named(name).owner])
def test_a_heading_with_nothing_is_left_out_unless_it_is_to_be_written(reader: str) -> None:
    found = prepared(a_journal(a_cycle(privacy=Privacy.PUBLIC)), as_at=TODAY, reader=reader)
    blocks = list(found.summary.blocks)
    assert "nothing on this" not in str(blocks)
    for before, after in itertools.pairwise((*blocks, Heading(1, ""))):
        if isinstance(before, Heading) and isinstance(after, Heading):
            assert after.level > before.level, before
    assert ("On my own practice" in str(blocks)) is (reader == "update")


def test_the_owner_learns_what_is_left_out_and_what_would_fill_it() -> None:
    found = prepared(a_journal(a_cycle(privacy=Privacy.PUBLIC)), as_at=TODAY, reader="prd")
    assert "enquiry " not in str(found.summary.blocks)
    act = Act(ActKind.REFLECT_UNDER_TAG, cycle=1, value="for-my-reviewer", words=True)
    assert ("Questions for my reviewer", act) in [tuple(empty) for empty in found.silent]
    assert format_command(act) == 'enquiry reflect -c 1 "…" -t for-my-reviewer'


def test_values_that_are_only_held_back_are_called_withheld() -> None:
    values = (MeasuredValue(measure="hands", value=2),)
    held = an_entry("evidence", DAY, n=3, values=values)
    watched = an_entry("evidence", DAY, number=2, values=values, evidence_kind=EvidenceKind.PEER_OBSERVATION)
    for entry, why in ((held, "it is about fewer than five people"), (watched, "a colleague has a part in it")):
        journal = a_journal(a_cycle(entries=(entry,)))
        for reader in ("prd", "school", "peer"):
            found = prepared(journal, as_at=TODAY, reader=reader, sharing=everything(journal))
            assert f"Withheld: {why}." in str(found.summary.blocks), reader
            assert "hands" not in str(found.summary.blocks)


def test_the_owner_is_told_what_would_fill_it() -> None:
    mine = LEAST.replace('"reviewer"', '"private"') + '[[sections]]\nheading = "Thoughts"\nholds = ["thought"]\n'
    blocks = prepared(a_journal(a_cycle()), as_at=TODAY, reader=read(mine)).summary.blocks
    assert 'enquiry reflect -c 1 "…" fills it.' in str(blocks)
    whole = str(prepared(a_journal(a_cycle(entries=(an_entry("note", DAY),))), as_at=TODAY).summary.blocks)
    for command in ('enquiry reflect -c 1 "…"', 'enquiry edit 1 --hunch "…"', "enquiry review -c 1"):
        assert command in whole


def test_what_is_written_before_the_window_is_not_called_missing() -> None:
    early = an_entry("evidence", date(2025, 2, 1), "before", number=1)
    late = an_entry("note", DAY, "later", number=2)
    blocks = prepared(a_journal(a_cycle(on=date(2025, 1, 1), entries=(early, late))), as_at=TODAY).summary.blocks
    (missing,) = [block for block in blocks if isinstance(block, Paragraph) and block.label == "not written yet"]
    assert "how things were before" not in missing.text
    assert "what was done" in missing.text


# A person's own


def test_a_reader_of_one_s_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "prd.toml").write_text(LEAST.replace("my-own", "prd"), encoding="utf-8")
    assert load_reader("prd", tmp_path).title == "Mine"
    assert load_reader("peer", tmp_path).title == "What I tried"


def test_a_section_can_hold_parts_of_cycles_and_of_the_whole() -> None:
    text = LEAST.replace('["question"]', '["months", "question", "thought"]\nmost = 1')
    entries = tuple(
        an_entry("reflection", date(2025, 9, n), f"thought {n}", number=n, privacy=Privacy.SCHOOL) for n in (3, 4, 5)
    )
    found = prepared(a_journal(a_cycle(entries=entries, privacy=Privacy.PUBLIC)), as_at=TODAY, reader=read(text))
    (listing,) = [block for block in found.summary.blocks if isinstance(block, Listing)]
    assert [line.text for line in listing.lines] == ["thought 5"]
    assert [one.name for one in found.held] == ["1.3", "1.4"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("[[sections]]", "[[section]]"), "unknown field section"),
        (('circle = "reviewer"', 'circle = "boss"'), "Invalid enum value 'boss' (at circle)"),
        (('["question"]', '["questions"]'), "Invalid enum value 'questions' (at sections[0].holds[0])"),
        (('["question"]', "[]"), "the section “What I asked” holds nothing"),
        (('"What I asked"', '"What {pupils} asked"'), "“What {pupils} asked” has {pupils} in it; the words are {year}"),
        (('"What I asked"', '"What {learners!r} asked"'), "the words are {year}"),
        (('"What I asked"', '"What { asked"'), "expected '}'"),
        (('["question"]', '["tagged"]'), "needs the part “tagged” and the tags it looks for together"),
        (('["question"]', '["question"]\ntagged = ["x"]'), "needs the part “tagged”"),
        (('["question"]', '["question"]\nmost = 0'), "a most or limit below 1"),
        (('["question"]', '["question"]\nlimit = -5'), "a most or limit below 1"),
        (('["question"]', '["missing"]'), "“missing” is for your own eyes"),
        (('["question"]', '["loose ends"]'), "“loose ends” is for your own eyes"),
        (('holds = ["question"]', '[[sections.each_cycle]]\nholds = ["themes"]'), "cannot stand in each_cycle"),
        (
            ('["question"]', '["question"]\n[[sections.each_cycle]]\nholds = ["seen"]'),
            "has each_cycle and parts of its own",
        ),
        (('circle = "reviewer"', 'circle = "reviewer"\nyears = 0'), "years = 0 is not from 1 to 50"),
        (('[[sections]]\nheading = "What I asked"\nholds = ["question"]', "sections = []"), "it has no [[sections]]"),
    ],
)
def test_a_reader_that_cannot_be_is_refused_with_its_place(change: tuple[str, str], words: str) -> None:
    with pytest.raises(UsageMistake) as caught:
        read(LEAST.replace(*change))
    assert caught.value.words.startswith("The reader my-own.toml cannot be used: ")
    assert words in caught.value.words
    assert caught.value.hint


def test_an_unknown_reader_and_a_broken_file_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "my-own.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(UsageMistake, match=r"The reader .*my-own\.toml can't be read: "):
        load_reader("my-own", tmp_path)
    with pytest.raises(NotFound, match=r"There is no reader “per”\. Did you mean peer\?") as caught:
        load_reader("per", tmp_path)
    assert "my-own" in caught.value.hint


def test_two_hundred_cycles_are_told_each_once() -> None:
    entry = an_entry("reflection", DAY, "x" * 40)
    cycles = [
        a_cycle(number, f"What of {number}?", entries=(replace(entry, cycle=cycle_id(number), name=f"{number}.1"),))
        for number in range(1, 201)
    ]
    journal = a_journal(*cycles)
    for reader in ("prd", "handover"):
        found = prepared(journal, as_at=TODAY, reader=reader, sharing=everything(journal))
        numbered = [block.cycle for block in found.summary.blocks if isinstance(block, Heading) and block.numbered]
        assert numbered == list(range(1, 201)), reader
        assert len(list(list_closing_lines(found))) < 10
