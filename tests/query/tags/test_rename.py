"""Tags as a tree, near-duplicates in words, and changing tags all over a journal."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from enquiry.errors import NotFound, UsageMistake
from enquiry.model.journal import Journal
from enquiry.model.record import Removal
from enquiry.model.text import fold
from enquiry.query.tags.rename import RetagResult, merge_tags, remove_tag, rename_tag
from enquiry.query.tags.similar import find_similar_tags
from enquiry.query.tags.usage import TagUse, build_tag_tree, collect_tag_names, list_tag_uses
from tests import strategies
from tests.conftest import NOW, Home, a_cycle, a_journal, a_note, an_entry, made_once

DAY = date(2025, 9, 3)


def holding(*tags: str, **fields: object) -> Journal:
    """A journal of one cycle, with an entry for each tag."""
    entries = tuple(an_entry("note", DAY, number=n, tags=(tag,)) for n, tag in enumerate(tags, 1))
    return a_journal(a_cycle(entries=entries), **fields)


def in_use(journal: Journal) -> dict[str, int]:
    return {use.tag: use.used for use in list_tag_uses(journal)}


# The tree


def test_nested_tags_stand_under_their_parents_also_under_those_nothing_bears() -> None:
    tree = build_tag_tree(
        list_tag_uses(holding("reading/fluency/pace", "Reading/choice", "a", "reading-aloud", "a", "a/b"))
    )
    assert [(leaf.tag, leaf.depth, leaf.used, leaf.nested) for leaf in tree] == [
        ("a", 0, 2, 3),
        ("a/b", 1, 1, 1),
        ("Reading", 0, 0, 2),
        ("Reading/choice", 1, 1, 1),
        ("reading/fluency", 1, 0, 1),
        ("reading/fluency/pace", 2, 1, 1),
        ("reading-aloud", 0, 1, 1),
    ]
    assert [leaf.own_name for leaf in tree][-2:] == ["pace", "reading-aloud"]
    assert build_tag_tree(()) == ()


@strategies.seldom
@given(strategies.journals())
def test_the_tree_holds_every_tag_once_and_each_use_under_its_outermost_parent(journal: Journal) -> None:
    uses = list_tag_uses(journal)
    tree = build_tag_tree(uses)
    assert sorted(leaf.use.tag for leaf in tree if leaf.use) == sorted(use.tag for use in uses)
    assert sum(leaf.nested for leaf in tree if not leaf.depth) == sum(use.used for use in uses)
    assert {fold(leaf.tag) for leaf in tree} == {
        fold(name) for name in collect_tag_names(list_tag_uses(journal)).values()
    }


# Renaming


def test_a_tag_is_renamed_with_what_is_nested_under_it_whatever_its_case() -> None:
    journal = holding("Reading", "reading/choice", "READING/Choice/own", "reading-aloud", "writing")
    done = rename_tag(journal, "reading", "pages")
    assert in_use(done.journal) == {
        "pages": 1,
        "pages/choice": 1,
        "pages/Choice/own": 1,
        "reading-aloud": 1,
        "writing": 1,
    }
    assert (done.cycles, done.entries, done.notes) == (0, 3, 0)
    assert (done.moves[0].use.tag, done.moves[0].becomes, done.moves[0].meets) == ("Reading", "pages", None)
    assert done.did == "tag Reading renamed to pages"


def test_a_parent_that_nothing_bears_itself_can_be_renamed() -> None:
    assert in_use(rename_tag(holding("reading/choice"), "reading", "books").journal) == {"books/choice": 1}


def test_a_rename_that_meets_a_tag_in_use_is_a_merge_in_its_spelling_and_says_so() -> None:
    journal = holding("questions", "Questioning", "questions/open", "questioning/open")
    done = rename_tag(journal, "questions", "QUESTIONING")
    assert in_use(done.journal) == {"Questioning": 2, "questioning/open": 2}
    assert [move.meets and move.meets.tag for move in done.moves] == ["Questioning", "questioning/open"]


def test_what_bears_both_bears_the_one_once() -> None:
    journal = a_journal(a_cycle(tags=("talk", "a", "Oracy", "oracy/peer")))
    [cycle] = rename_tag(journal, "oracy", "talk").journal.cycles
    assert cycle.tags == ("talk", "a", "talk/peer")


def test_only_the_spelling_of_a_tag_can_be_changed() -> None:
    done = rename_tag(holding("maths", "MATHS/number"), "MATHS", "Maths")
    assert in_use(done.journal) == {"Maths": 1, "Maths/number": 1}


def test_a_tag_may_move_beneath_itself_and_up_again() -> None:
    journal = holding("reading", "reading/choice", "reading/old")
    moved = rename_tag(journal, "reading", "reading/old").journal
    assert in_use(moved) == {"reading/old": 2, "reading/old/choice": 1}
    assert in_use(rename_tag(moved, "reading/old", "reading").journal) == {"reading": 2, "reading/choice": 1}


def test_what_was_removed_or_filed_is_renamed_too_but_not_counted() -> None:
    gone = Removal(at=NOW)
    cycle = a_cycle(
        1, entries=(an_entry("note", DAY, tags=("a",), removed=gone), an_entry("note", DAY, number=2, tags=("a",)))
    )
    away = a_cycle(2, tags=("a",), removed=gone)
    journal = a_journal(cycle, away, inbox=(a_note(1, tags=("a",)), a_note(2, tags=("a",), filed_as="1.2")))
    done = rename_tag(journal, "a", "b")
    assert "a" not in {tag for c in done.journal.cycles for e in c.entries for tag in (*c.tags, *e.tags)}
    assert [note.tags for note in done.journal.inbox] == [("b",), ("b",)]
    assert (done.cycles, done.entries, done.notes) == (0, 1, 1)


FRESH = st.sampled_from(["new", "new/deeper", "Neu", "zwei worte"])


@strategies.seldom
@given(strategies.journals(), FRESH, st.data())
def test_renamed_there_and_back_is_the_same_journal(journal: Journal, new: str, data: st.DataObject) -> None:
    names = tuple(collect_tag_names(list_tag_uses(journal)).values())
    if not names:
        return
    old = data.draw(st.sampled_from(names))
    there = rename_tag(journal, old, new)
    assert folded(rename_tag(there.journal, new, old).journal) == folded(journal)
    assert in_use(there.journal) != in_use(journal)
    assert sum(in_use(there.journal).values()) == sum(in_use(journal).values())


@strategies.seldom
@given(strategies.journals(), st.data())
def test_a_change_of_tags_touches_nothing_else_and_is_counted(journal: Journal, data: st.DataObject) -> None:
    names = tuple(collect_tag_names(list_tag_uses(journal)).values())
    if not names:
        return
    done = data.draw(changes(journal, names))
    assert with_tags(done.journal, lambda _: ()) == with_tags(journal, lambda _: ())
    pairs = list(zip(journal.kept, done.journal.kept, strict=True))
    assert done.cycles == sum(old.tags != new.tags for old, new in pairs)
    assert done.entries == sum(o.tags != n.tags for old, new in pairs for o, n in zip(old.kept, new.kept, strict=True))
    gone = {fold(move.use.tag) for move in done.moves} - {fold(move.becomes or "") for move in done.moves}
    assert not gone & set(map(fold, in_use(done.journal)))


@st.composite
def changes(draw: st.DrawFn, journal: Journal, names: tuple[str, ...]) -> RetagResult:
    one, into = draw(st.sampled_from(names)), draw(st.sampled_from([*names, "new"]))
    if draw(st.booleans()) and fold(one) != fold(into):
        return merge_tags(journal, [one], into)
    return remove_tag(journal, one, nested=True)


def folded(journal: Journal) -> Journal:
    """Return the journal with its tags in the form in which they are compared: the case of one may change."""
    return with_tags(journal, lambda tags: tuple(map(fold, tags)))


def with_tags(journal: Journal, change: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Journal:
    def changed(thing: Any) -> Any:
        return replace(thing, tags=change(thing.tags))

    cycles = (replace(changed(cycle), entries=tuple(map(changed, cycle.entries))) for cycle in journal.cycles)
    inbox, beliefs = (tuple(map(changed, records)) for records in (journal.inbox, journal.beliefs))
    return replace(journal, cycles=tuple(cycles), inbox=inbox, beliefs=beliefs)


# Merging and taking off


def test_several_tags_become_one_with_what_is_nested_under_them() -> None:
    journal = holding("talk", "oracy", "Dialogue/peer", "dialogue", "oracy")
    done = merge_tags(journal, ["oracy", "DIALOGUE"], "talk")
    assert in_use(done.journal) == {"talk": 4, "talk/peer": 1}
    assert done.did == "tags oracy and dialogue merged into talk"


def test_the_tag_itself_may_be_among_those_merged_into_it_but_not_alone() -> None:
    journal = holding("talk", "oracy", "speech")
    assert in_use(merge_tags(journal, ["talk", "oracy", "speech"], "Talk").journal) == {"talk": 3}
    with pytest.raises(UsageMistake, match=r"“talk” can't be merged into itself"):
        merge_tags(journal, ["Talk", "talk"], "talk")


def test_a_tag_merged_into_one_nested_under_it_leaves_what_is_there_already() -> None:
    journal = holding("reading", "reading/all", "reading/all/old", "reading/choice")
    done = merge_tags(journal, ["reading"], "reading/all")
    assert in_use(done.journal) == {"reading/all": 2, "reading/all/choice": 1, "reading/all/old": 1}


def test_a_tag_taken_off_leaves_nested_ones_unless_they_are_meant_too() -> None:
    journal = holding("reading", "reading/choice", "writing")
    assert in_use(remove_tag(journal, "READING", nested=False).journal) == {"reading/choice": 1, "writing": 1}
    assert in_use(remove_tag(journal, "reading", nested=True).journal) == {"writing": 1}
    with pytest.raises(NotFound, match="only tags nested under it"):
        remove_tag(holding("reading/choice"), "reading", nested=False)


@pytest.mark.parametrize("name", ["readng", "unknown"])
def test_a_tag_nothing_bears_is_not_found_and_near_ones_are_offered_parents_too(name: str) -> None:
    journal = holding("reading/fluency")
    for change in (rename_tag, lambda journal, name, to: merge_tags(journal, [name], to)):
        with pytest.raises(NotFound) as told:
            change(journal, name, "x")
        assert ("Did you mean reading?" in told.value.words) is (name == "readng")


@pytest.mark.parametrize("name", ["", "a,b", "a//b", "12"])
def test_a_name_that_is_none_is_refused(name: str) -> None:
    with pytest.raises(UsageMistake):
        rename_tag(holding("a"), "a", name)
    with pytest.raises(UsageMistake):
        merge_tags(holding("a"), ["a"], name)


def test_a_tag_brought_in_under_a_name_that_could_not_be_typed_can_be_renamed() -> None:
    assert in_use(rename_tag(holding("2025", "a,b"), "a,b", "ab").journal) == {"2025": 1, "ab": 1}


def test_a_tag_that_is_called_so_already_is_left() -> None:
    with pytest.raises(UsageMistake, match="is called that already"):
        rename_tag(holding("a"), "A", "a")


# Near-duplicates


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("co-operation", "cooperation", "they differ in a hyphen or a space"),
        ("well being", "wellbeing", "they differ in a hyphen or a space"),
        ("cafe", "café", "they differ in an accent"),
        ("behavior", "behaviour", "they differ in British and American spelling"),
        ("organisation", "organization", "they differ in British and American spelling"),
        ("math", "maths", "they differ in British and American spelling"),
        ("question", "questions", "one is the plural of the other"),
        ("child", "children", "one is the plural of the other"),
        ("retrieval/quiz", "retrieval/quizzes", "one is the plural of the other"),
        ("questioning", "questions", "they come from one word"),
        ("programme", "programs", "they differ only in how they are written"),
        ("assesment", "assessment", "they are spelled nearly alike"),
        ("fluency", "reading/fluency", "they are the same word, one of them nested"),
        ("talk", "task", ""),
        ("reading", "writing", ""),
        ("reading/choice", "reading/voice", ""),
        ("maths/fluency", "reading/fluency", ""),
        ("class", "classes", "one is the plural of the other"),
        ("his", "hi", ""),
        ("日本", "日本語", ""),
    ],
)
def test_tags_that_may_be_one_are_told_with_what_sets_them_apart(one: str, other: str, reason: str) -> None:
    found = find_similar_tags(list_tag_uses(holding(one, other)))
    assert [pair.reason for pair in found] == ([reason] if reason else [])


def test_the_newer_of_two_is_the_one_to_give_up() -> None:
    uses = (TagUse("a tag", 1, (), DAY, DAY), TagUse("a-tag", 9, (), date(2024, 1, 1), DAY))
    [pair] = find_similar_tags(uses)
    assert (pair.older.tag, pair.newer.tag) == ("a-tag", "a tag")
    [pair] = find_similar_tags((uses[0], uses[1]._replace(first=DAY)))
    assert (pair.older.tag, pair.newer.tag) == ("a tag", "a-tag")


@strategies.seldom
@given(strategies.journals())
def test_pairs_stand_in_the_order_of_the_alphabet(journal: Journal) -> None:
    pairs = [(fold(pair.one.tag), fold(pair.other.tag)) for pair in find_similar_tags(list_tag_uses(journal))]
    assert pairs == sorted(pairs)
    assert all(one < other for one, other in pairs)


# The commands


@pytest.fixture
@made_once
def tagged(home: Home) -> Home:
    home.ok("start", "What happens when I wait?", "-t", "questions", "-t", "talk/wait", "--on", "2025-09-01", "--quiet")
    home.ok("reflect", "boats", "-t", "questioning", "--on", "2025-09-02", "--quiet")
    home.ok("note", "for later", "-t", "oracy", "--quiet")
    return home


def used(home: Home) -> dict[str, int]:
    return {tag["tag"]: tag["used"] for tag in json.loads(home.ok("tags", "--json"))["tags"]}


def test_bare_tags_words_and_options_choose_what_is_listed(tagged: Home) -> None:
    assert tagged.ok("tags").splitlines()[0].split() == [
        "tag",
        "used",
        "with",
        "nested",
        "first",
        "and",
        "last",
        "cycles",
    ]
    for argv, tags in (
        (["boats"], ["questioning"]),
        (["list", "boats"], ["questioning"]),
        (["--kind", "reflection"], ["questioning"]),
        (["--kind", "reflection", "boats"], ["questioning"]),
        (["boats", "-t", "questions"], ["questioning"]),
        (["-t", "questions", "boats"], ["questioning"]),
        (["-t", "oracy"], ["oracy"]),
        (["--until", "2025-09-01"], ["questions", "talk/wait"]),
        (["-c", "1"], ["questioning", "questions", "talk/wait"]),
        ([], ["oracy", "questioning", "questions", "talk/wait"]),
    ):
        assert [tag["tag"] for tag in json.loads(tagged.ok("tags", *argv, "--json"))["tags"]] == tags, argv


def test_nothing_to_list_is_said(tagged: Home, home: Home) -> None:
    assert tagged.run("tags", "zebra").err == "Nothing that fits bears a tag; -t adds one to whatever you write.\n"
    assert tagged.run("tags", "--similar", "-t", "oracy").err == "No two tags look as if they were meant as one.\n"


def test_near_duplicates_come_with_a_command_that_makes_them_one(tagged: Home) -> None:
    assert tagged.ok("tags", "--similar") == (
        "“questioning” (used once) and “questions” (used once): they come from one word.\n"
        '  enquiry tags merge "questioning" --into "questions"\n'
    )


def test_a_dry_run_shows_what_would_change_and_changes_nothing(tagged: Home) -> None:
    before = tagged.journal.read_bytes()
    ran = tagged.run("tags", "rename", "questions", "questioning", "--dry-run")
    assert ran.out == (
        "“questions”, used once, becomes “questioning”; that is in use already, once, and\n"
        "the two become one.\nIt touches one cycle.\n"
    )
    assert ran.err == "Nothing was changed.\n"
    assert json.loads(tagged.ok("tags", "remove", "oracy", "--dry-run", "--json"))["retagged"]["changed"] is False
    assert tagged.journal.read_bytes() == before


def test_a_change_is_told_and_asked_for_at_a_terminal(tagged: Home) -> None:
    before = tagged.journal.read_bytes()
    ran = tagged.run("tags", "rename", "oracy", "talk", tty=True, stdin="n\n")
    assert (ran.code, ran.out) == (0, "")
    assert (
        ran.err
        == "“oracy”, used once, becomes “talk”.\nIt touches one note in the inbox.\nDo it? [y/N] Nothing was changed.\n"
    )
    assert tagged.journal.read_bytes() == before
    ran = tagged.run("tags", "rename", "oracy", "talk", tty=True, stdin="y\n")
    assert ran.err.endswith("Do it? [y/N] Tag oracy renamed to talk: one note in the inbox.\n")
    assert used(tagged) == {"questioning": 1, "questions": 1, "talk": 1, "talk/wait": 1}


def test_where_nobody_can_be_asked_yes_must_be_said(tagged: Home) -> None:
    ran = tagged.run("tags", "merge", "questions", "questioning", "--into", "asking")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        "This would change one cycle and one entry, and there is no terminal to ask on.",
        "Give --yes to do it, or --dry-run to look first.",
    ]
    told = json.loads(tagged.ok("tags", "merge", "questions", "questioning", "--into", "asking", "--yes", "--json"))
    assert told["retagged"]["changed"] is True
    assert used(tagged)["asking"] == 2


def test_a_change_is_one_step_of_the_history_in_words(tagged: Home) -> None:
    from tests.store.book import read_history

    steps = len(read_history(tagged.journal))
    tagged.ok("tags", "remove", "questions", "--yes")
    history = read_history(tagged.journal)
    assert len(history) == steps + 1
    assert history[-1].did == "tag questions taken off"


@pytest.mark.parametrize(
    ("argv", "code", "words"),
    [
        (["rename", "nothing", "x"], 3, "Nothing bears the tag “nothing”."),
        (["rename", "tolk", "x"], 3, "Nothing bears the tag “tolk”. Did you mean talk?"),
        (["rename", "questions", "a,b"], 2, "The tag “a,b” holds ','."),
        (["merge", "questions", "--into", "questions"], 2, "“questions” can't be merged into itself."),
        (["remove", "talk"], 3, "Nothing bears “talk” itself, only tags nested under it."),
        (["-t", "oracy", "rename", "a", "b"], 2, "Options that choose what is listed were given"),
        (["-t", "tolk"], 3, "Nothing bears the tag “tolk”. Did you mean talk?"),
        (["--year", "2025-27"], 2, "I can't tell which session “2025-27” means."),
        (["--since", "today", "--until", "yesterday"], 2, "--since “today”"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(tagged: Home, argv: list[str], code: int, words: str) -> None:
    before = tagged.journal.read_bytes()
    ran = tagged.run("tags", *argv, "--yes") if argv[0].isalpha() else tagged.run("tags", *argv)
    assert (ran.code, ran.out) == (code, "")
    assert ran.err.startswith(words)
    assert tagged.journal.read_bytes() == before
