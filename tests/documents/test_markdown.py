"""The summary as Markdown: a reader of CommonMark gives back every text as it was, and nothing that was not meant."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from msgspec.structs import replace

from enquiry.documents.markdown import escape_markdown, render_markdown
from enquiry.insight.summary.value import Summary
from enquiry.model.choices import Decision, Direction, EntryKind
from enquiry.model.cycle import Question, SuccessSign
from enquiry.model.journal import Journal
from enquiry.model.measure import Measure, MeasuredValue
from enquiry.unsafe_chars import NONCHARACTERS, UNSAFE_CHARS
from tests import strategies
from tests.conftest import NOW, a_cycle, a_journal, a_note, an_entry
from tests.strategies import HOSTILE
from tests.summaries import summary_of

DAY = date(2025, 9, 3)
TODAY = date(2026, 2, 3)
READER = MarkdownIt("commonmark").enable("table")

anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
marked_up = st.text("ab 1.)(#*_-+=>|`~[]!<&\\:;/\n\"'$^@x\t", min_size=1, max_size=40)


def filled(text: str) -> Journal:
    """Return a journal with `text` wherever a person can write."""
    values = tuple(MeasuredValue(measure=name, value=5) for name in (text, "other"))
    held = (
        an_entry("reading", DAY, text, number=1, authors=text, title=text, where=text, fit=text, doubt=text),
        an_entry("action", DAY, text, number=2, planned=4, done=3, tags=(text,)),
        an_entry("evidence", DAY, text, number=3, direction=Direction.CONTRADICTS),
        an_entry("evidence", DAY, text, number=4, values=values),
        an_entry("evidence", TODAY, text, number=5, values=values),
        an_entry("reflection", DAY, text, number=6),
        an_entry("review", DAY, text, number=7, decision=Decision.ADAPT, because=text),
        an_entry("note", DAY, text, number=8, standards=(text,)),
    )
    cycle = a_cycle(question=text, issue=text, hunch=text, group=text, tags=(text,), standards=(text,), entries=held)
    cycle = replace(cycle, success=(SuccessSign(text=text, on=DAY), SuccessSign(text=text, on=DAY)))
    cycle = cycle.add_question(Question(text=text, on=DAY, because=text))
    grown = a_cycle(2, text, on=TODAY, grew_from=1)
    quiet = a_cycle(3, text, on=date(2024, 9, 1))
    known = Measure(id="m", recorded_at=NOW, name=text, unit=text)
    journal = a_journal(cycle, grown, quiet, inbox=(a_note(1, text),), measures=(known,))
    return journal.update_settings(name=text, role=text)


def told(journal: Journal, title: str = "session 2025-26", chosen: str = "", **conditions: Any) -> Summary:
    return summary_of(journal, as_at=TODAY, title=title, chosen=chosen, **conditions)


def blocks(document: str) -> list[str]:
    return [token.type for token in READER.parse(document) if token.type != "inline"]


def leaves(document: str) -> Iterator[Token]:
    for token in READER.parse(document):
        yield from token.children or [token]


def plain(document: str) -> str:
    """Return the text a reader sees, without any of its layout."""
    parts = (" " if token.type in ("softbreak", "hardbreak") else token.content for token in leaves(document))
    return " ".join("".join(part or "\n" for part in parts).split())


def as_shown(text: str) -> str:
    """Return a text as a document shows it: on one line, with a sign for what would act."""
    line = " ".join(text.split())
    return re.sub(f"{UNSAFE_CHARS}|{NONCHARACTERS}", "\ufffd", line)


ONE_PARAGRAPH = ["paragraph_open", "paragraph_close"]


def check_alone(text: str) -> None:
    """Check that a text comes back from a paragraph, a list, a heading and a table cell."""
    written, shown = escape_markdown(text), as_shown(text)
    if not shown:
        return
    assert blocks(written) == ONE_PARAGRAPH
    assert {token.type for token in leaves(written)} <= {"paragraph_open", "paragraph_close", "text", "text_special"}
    assert plain(written) == shown
    assert blocks(f"- {written}").count("bullet_list_open") == 1
    assert blocks(f"## 1. {written}") == ["heading_open", "heading_close"]
    assert plain(f"## 1. {written}") == f"1. {shown}"
    table = f"| a | b |\n| --- | --- |\n| {written} | x |"
    assert Counter(blocks(table))["td_open"] == 2
    cells = [token.content for token in READER.parse(table) if token.type == "inline"]
    assert cells[-1] == "x"
    assert "".join(t.content for t in leaves(table)).replace(" ", "") == f"ab{shown}x".replace(" ", "")


@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable() or "\udc80" not in text])
def test_a_hostile_text_comes_back_as_text(text: str) -> None:
    check_alone(text)


@given(anything | marked_up)
def test_any_text_comes_back_as_text(text: str) -> None:
    check_alone(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("3 minutes with Sam: he improved", "3 minutes with Sam: he improved"),
        ("50% - ok (y9)", "50% - ok (y9)"),
        ("1. first", "1\\. first"),
        ("2025. Then", "2025\\. Then"),
        ("1.5 minutes", "1.5 minutes"),
        ("-5 pupils left", "\\-5 pupils left"),
        ("a_b *c* [d]", "a\\_b \\*c\\* \\[d\\]"),
        ("why #1?", "why \\#1?"),
        ("one\n\ntwo  three", "one two three"),
        ("日本 élève :smile:", "日本 élève :smile:"),
    ],
)
def test_only_what_would_act_is_escaped(text: str, written: str) -> None:
    assert escape_markdown(text) == written


SHAPE = blocks(render_markdown(told(filled("plain words"), chosen="tag plain")))


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\udc80" not in text])
def test_a_whole_document_of_a_hostile_text_has_the_shape_of_a_plain_one(text: str) -> None:
    document = render_markdown(told(filled(text), title=text, chosen=f"tag {text}"))
    assert blocks(document) == SHAPE
    allowed = {"inline", "text", "text_special", "softbreak", "hardbreak", "strong_open", "strong_close"}
    assert {token.type for token in leaves(document)} - set(SHAPE) <= allowed
    assert plain(document).count(as_shown(text).rstrip(".")) >= 41  # a story quotes briefly


@given(anything | marked_up)
def test_a_whole_document_of_any_text_has_the_shape_of_a_plain_one(text: str) -> None:
    if as_shown(text).strip("."):
        document = render_markdown(told(filled(text), title=text, chosen=f"tag {text}"))
        assert blocks(document) == SHAPE
        assert not {"link_open", "image", "html_inline", "em_open", "code_inline"} & {t.type for t in leaves(document)}


def test_tables_stay_tables() -> None:
    document = render_markdown(told(filled("a | b \\| c")))
    counts = Counter(blocks(document))
    assert counts["table_open"] == 2
    assert counts["th_open"] == 7 + 3  # no column of values between, where there are none
    assert counts["td_open"] == 7 + 2 * 3


def test_the_document_reads_like_this() -> None:
    explain = Measure(id="m", recorded_at=NOW, name="explain", unit="of 24")
    held = (
        an_entry("action", DAY, "Blocks on request", number=1, planned=4, done=3),
        an_entry(
            "evidence", DAY, "Five explain it.", number=2, n=24, values=(MeasuredValue(measure="explain", value=5),)
        ),
        an_entry("evidence", date(2025, 10, 6), "We handle them", number=3, direction=Direction.CONTRADICTS, n=2),
        an_entry("evidence", TODAY, "More do.", number=4, values=(MeasuredValue(measure="explain", value=17),)),
        an_entry(
            "review", date(2025, 10, 8), "", number=5, decision=Decision.ADAPT, because="our hands are in the way"
        ),
        an_entry("reflection", date(2025, 10, 9), "It was us.", number=6, tags=("what-i-got-wrong",)),
    )
    cycle = a_cycle(question="Does it help?", group="P4", entries=held, tags=("numeracy",), standards=("GTCS 2.1",))
    cycle = cycle.add_question(Question(text="How does it help?", on=date(2025, 9, 5), because="it asked for a yes"))
    journal = a_journal(cycle, a_cycle(2, "What next?", on=date(2026, 1, 12), grew_from=1), measures=(explain,))
    document = render_markdown(told(journal.update_settings(name="Ishbel Corrie", role="teacher")))
    assert document == (
        "# Enquiry summary, session 2025-26\n"
        "\n"
        "Ishbel Corrie, teacher\n"
        "\n"
        "As at 3 February 2026 · 1 August 2025 to 31 July 2026 · 2 enquiries\n"
        "\n"
        "6 of 6 entries were written within two weeks of the day they are about.\n"
        "\n"
        "Two enquiries, with P4 in one of them. They hold one change in practice, three pieces of evidence and one "
        "thought written down; one piece of the evidence disagreed. Decided last: adapt in one enquiry.\n"
        "\n"
        "| Aug 2025 | Sep 2025 | Oct 2025 | Nov 2025 | Dec 2025 | Jan 2026 | Feb 2026 |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| 0 | 1 | 3 | 0 | 0 | 0 | 1 |\n"
        "\n"
        "Evidence, reflections and reviews by the month they are about.\n"
        "\n"
        "## 1. How does it help?\n"
        "\n"
        "Changed: Blocks on request. "
        "Found: explain 21 % → 71 %, 5 of 24, 17 of 24, since the first value of 3 Sep 2025. "
        "Disagreed: We handle them.\n"
        "\n"
        "Decided (8 October 2025): Adapt, because our hands are in the way.\n"
        "\n"
        "P4 · open · begun 1 September 2025\n"
        "\n"
        "Asked before as “Does it help?” (refined 5 September 2025, because it asked for a yes).\n"
        "\n"
        "### What disagreed\n"
        "\n"
        "- 6 October 2025: We handle them (noticing, during, contradicts, 2 learners)\n"
        "\n"
        "### What was done\n"
        "\n"
        "- 3 September 2025: Blocks on request (done 3 of 4 planned)\n"
        "\n"
        "### What was seen\n"
        "\n"
        "- 3 September 2025: Five explain it. (noticing, during, 24 learners)\n"
        "- 3 February 2026: More do. (noticing, during)\n"
        "\n"
        "### Values\n"
        "\n"
        "| Measure | First | Latest |\n"
        "| --- | --- | --- |\n"
        "| explain | 5 of 24 (n 24), 3 September 2025 | 17 of 24, 3 February 2026 |\n"
        "\n"
        "explain: 21 % → 71 %, 5 of 24, 17 of 24, since the first value of 3 Sep 2025.\n"
        "\n"
        "### What I thought\n"
        "\n"
        "- 9 October 2025: It was us. — what-i-got-wrong\n"
        "\n"
        "### Decisions\n"
        "\n"
        "- 8 October 2025: **Adapt, because our hands are in the way.**\n"
        "\n"
        "### The timeline\n"
        "\n"
        "From 1 September 2025: one action, three pieces of evidence and one reflection; decided: adapt; two quiet "
        "stretches.\n"
        "\n"
        "1 Sep 2025 question · 3 Sep 2025 action 1.1 · 3 Sep 2025 evidence 1.2 · 5 Sep 2025 refined · after "
        "5 Sep 2025 20 quiet teaching days · 6 Oct 2025 evidence 1.3 disagrees · 8 Oct 2025 adapt 1.5 · 9 Oct 2025 "
        "reflection 1.6 · after 9 Oct 2025 62 quiet teaching days · 11 Oct 2025 October holiday · 20 Dec 2025 "
        "Christmas holiday · 3 Feb 2026 evidence 1.4.\n"
        "\n"
        "### Next\n"
        "\n"
        "What next?\n"
        "\n"
        "**Tags.** numeracy\n"
        "\n"
        "**Standards.** GTCS 2.1, Curriculum and Pedagogy\n"
        "\n"
        '**Not written yet.** a hunch (enquiry edit 1 --hunch "…"); '
        'a sign that it worked (enquiry edit 1 --success "…"); '
        'how things were before (enquiry evidence -c 1 --stage baseline "…")\n'
        "\n"
        "## 2. What next?\n"
        "\n"
        "open · begun 12 January 2026 · grew from enquiry 1\n"
        "\n"
        '**Not written yet.** anything; a line is enough (enquiry evidence -c 2 "…")\n'
        "\n"
        "## Loose ends\n"
        "\n"
        "- **Enquiry 1, baseline.** The first look (1.2, 3 Sep) came later on the day of the first action "
        "(1.1, 3 Sep).\n"
        "- **Enquiry 1, gap.** The longest is 62 teaching days, from 1.6 (9 Oct) to 1.4 (3 Feb).\n"
        "- **Enquiry 1, next look.** None is set; 20 teaching days after the last review (1.5, 8 Oct) is 19 Nov 2025. "
        "(enquiry review -c 1)\n"
        "- **Enquiry 1, success sign.** There was none before the first action (1.1, 3 Sep). "
        '(enquiry edit 1 --success "…")\n'
        "\n"
        "## Still open\n"
        "\n"
        "- **Enquiry 1.** How does it help?\n"
        "- **Enquiry 2.** What next?\n"
    )


def test_an_empty_time_says_so() -> None:
    document = render_markdown(told(Journal()))
    assert document == (
        "# Enquiry summary, session 2025-26\n\n"
        "As at 3 February 2026 · 1 August 2025 to 31 July 2026 · 0 enquiries\n\n"
        "Nothing was written in this time.\n"
    )


def test_what_was_chosen_and_what_waits_is_said() -> None:
    notes = (a_note(1, happened_on=DAY), a_note(2, happened_on=DAY))
    closed = a_cycle(1, entries=(an_entry("review", DAY, decision=Decision.STOP),))
    journal = a_journal(closed, a_cycle(2, "Older?", on=date(2024, 9, 1)), inbox=notes)
    document = render_markdown(told(journal))
    assert "· 1 enquiry, 1 of them closed" in document
    assert (
        "- Two notes of this time not yet filed to an enquiry (enquiry file)\n\n"
        "## Still open\n\n- **Enquiry 2.** Older? (nothing in this time)\n" in document
    )
    one = render_markdown(told(a_journal(inbox=notes[:1]), chosen="kind note", kinds=(EntryKind.NOTE,)))
    assert "Only part of the journal is here: kind note." in one
    assert "- One note of this time not yet filed to an enquiry (enquiry file)\n" in one


def test_the_next_look_and_values_between_are_told() -> None:
    values = [
        an_entry("evidence", date(2025, 9, n), number=n, values=(MeasuredValue(measure="pace", value=n),))
        for n in range(1, 5)
    ]
    cycle = a_cycle(entries=tuple(values), next_look=date(2026, 3, 2))
    document = render_markdown(told(a_journal(cycle)))
    assert "**Next look.** 2 March 2026" in document
    assert "| pace | 1, 1 September 2025 | 2, 2 September 2025; 3, 3 September 2025 | 4, 4 September 2025 |" in document
    single = render_markdown(told(a_journal(a_cycle(entries=tuple(values[:1])))))
    assert "| pace | 1, 1 September 2025 | no later value |" in single


@strategies.seldom
@given(strategies.journals())
def test_the_same_summary_gives_the_same_bytes_ending_in_one_line_end(journal: Journal) -> None:
    summary = told(journal)
    document = render_markdown(summary)
    assert document == render_markdown(told(journal))
    assert document.endswith("\n")
    assert not document.endswith("\n\n")
    assert "\n\n\n" not in document
    assert not re.search(r"(?m)[^ ] $|   $", document)
