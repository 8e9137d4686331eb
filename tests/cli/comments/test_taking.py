"""Comments come back: each beneath what it speaks of, once, in the friend's own words and name."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Home
from tests.friend import LATER, Friend
from tests.strategies import HOSTILE


def entry(home: Home, name: str) -> Any:
    return json.loads(home.ok("show", name, "--json"))["entry"]


def take(home: Home, back: Path, friend: Friend, *options: str) -> Any:
    back.write_bytes(friend.save())
    return json.loads(home.ok("comments", str(back), "--json", *options))


def texts(home: Home) -> dict[str, str]:
    """Return the text of every entry there is."""
    found = json.loads(home.ok("export", "--names-are-fine"))
    return {one["id"]: one["text"] for cycle in found["cycles"] for one in cycle["entries"]}


def test_a_comment_is_evidence_of_a_dialogue_about_its_entry(given: Home, friend: Friend, back: Path) -> None:
    friend.comment("I wonder 😀 <b>.\nHad they drawn it first?", friend.find("e_5_3"))
    back.write_bytes(friend.save())
    ran = given.run("comments", str(back))
    assert "Jo Smith wrote one comment (1 Feb) in gift g1 to stage partner: on 5.3." in ran.err
    assert "Kept as evidence 5.27, peer dialogue." in ran.err
    assert 'enquiry reflect --about 5.27 "…"' in ran.err
    assert ran.out.splitlines()[:3] == [
        "5.27  on 5.3, Jo Smith, 1 February 2026",
        "  I wonder 😀 <b>.",
        "  Had they drawn it first?",
    ]
    made = entry(given, "5.27")
    assert made["text"] == "I wonder 😀 <b>.\nHad they drawn it first?"
    assert (made["about"], made["evidence_kind"], made["words_of"]) == ("5.3", "peer-dialogue", "Jo Smith")
    assert (made["source"], made["happened_on"]) == ("stage partner, on 5.3, in gift g1", "2026-02-01")
    assert "came back: 1 comment: 5.27" in given.ok("gifts")


def test_the_same_document_twice_adds_nothing_and_more_in_it_only_what_is_new(
    given: Home, friend: Friend, back: Path
) -> None:
    friend.comment("once", friend.find("e_5_3"))
    assert len(take(given, back, friend)["comments"]) == 1
    before = given.journal.read_bytes()
    again = take(given, back, friend)
    assert (again["comments"], again["known"], given.journal.read_bytes()) == ([], ["5.27"], before)
    friend.comment("and this, before it", friend.find("e_5_2"))
    more = take(given, back, friend)
    assert [(one["name"], one["about"]) for one in more["comments"]] == [("5.28", "5.2")]


def test_threads_stay_together_and_in_their_order(given: Home, friend: Friend, back: Path) -> None:
    at = friend.find("e_5_3")
    first = friend.comment("first", at)
    friend.comment("of another", friend.find("e_5_9"), author="A. Other")
    late = friend.comment("second answer", at, answers=first, at=LATER.replace(hour=12), author="Sam")
    friend.comment("first answer", at, answers=first, at=LATER.replace(hour=11), author="Ishbel", resolved=True)
    friend.comment("to the second", answers=late, author="Jo Smith")
    made = take(given, back, friend)["comments"]
    assert [(one["text"], one["about"], one["words_of"]) for one in made] == [
        ("first", "5.3", "Jo Smith"),
        ("first answer", "5.27", "Ishbel"),
        ("second answer", "5.27", "Sam"),
        ("to the second", "5.29", "Jo Smith"),
        ("of another", "5.9", "A. Other"),
    ]
    assert made[1]["source"] == "stage partner, in answer to 5.27, in gift g1, resolved there"
    shown = given.ok("show", "5.3")
    assert [shown.index(one) for one in ("first\n", "first answer", "second answer", "to the second")] == sorted(
        shown.index(one) for one in ("first\n", "first answer", "second answer", "to the second")
    )


def test_a_comment_on_the_question_and_on_a_heading_speaks_of_the_cycle(
    given: Home, friend: Friend, back: Path
) -> None:
    friend.comment("Is it that?", friend.find("q_5"))
    (made,) = take(given, back, friend)["comments"]
    assert (made["about"], made["source"]) == ("", "stage partner, on the question of 5, in gift g1")


def test_what_was_moved_rewritten_or_struck_out_changes_no_text_and_loses_no_comment(
    given: Home, friend: Friend, back: Path
) -> None:
    before = texts(given)
    places = friend.bookmarks()
    moved, struck, rewritten, left = (friend.find(f"e_5_{n}") for n in (3, 9, 12, 14))
    friend.comment("moved", moved)
    friend.comment("struck", struck)
    friend.comment("rewritten", rewritten)
    friend.comment("left its bookmark", left)
    friend.move(moved, friend.find(places[-1]))
    friend.strike(struck)
    friend.unmark(rewritten)
    friend.move(left, friend.find(places[-2]), leaving_bookmark=True)
    friend.put_in("two words", friend.find("e_5_2"))
    friend.body.remove(friend.find("e_5_20"))
    friend.write("a paragraph of mine", friend.find("e_5_4"))
    back.write_bytes(friend.save())
    ran = given.run("comments", str(back), "--json")
    found = json.loads(ran.out)
    assert {one["text"]: one["about"] for one in found["comments"]} == {
        "moved": "5.3",
        "struck": "5.9",
        "rewritten": "5.12",
        "left its bookmark": "5.14",
    }
    assert (found["put_in"], found["struck"] > 5, found["unplaced"]) == (2, True, [])
    assert "What you wrote stays as it is." in ran.err
    assert {key: text for key, text in texts(given).items() if key in before} == before


def test_what_was_changed_in_the_text_without_a_mark_is_told_and_not_taken(
    given: Home, friend: Friend, back: Path
) -> None:
    before, places = texts(given), friend.bookmarks()
    words = {name: "".join(friend.find(name).itertext()).split()[-1] for name in ("e_5_3", "e_5_20")}
    friend.reword(friend.find("e_5_3"), words["e_5_3"], "everybody")
    friend.reword(friend.find("q_5"), "?", " or not?")
    friend.body.remove(friend.find("e_5_20"))
    friend.move(friend.find("e_5_9"), friend.find(places[-1]))
    friend.unmark(friend.find("e_5_12"))
    friend.put_in("two words", friend.find("e_5_2"))
    friend.strike(friend.find("e_5_14"))
    friend.write("And who wrote nothing?", friend.find("e_5_4"))
    back.write_bytes(friend.save())
    ran = given.run("comments", str(back), "--json")
    found = json.loads(ran.out)
    assert (found["changed"], found["gone"]) == (["q5", "5.3"], ["5.20"])
    assert found["added"] == ["And who wrote nothing?"]
    assert "The words of the question of 5 and 5.3 were changed in the document; your journal keeps yours." in ran.err
    assert "Of the document 5.20 was taken out; your journal keeps yours." in ran.err
    assert "Written into the text, and not taken: “And who wrote nothing?” To take one in" in ran.err
    assert texts(given) == before
    given.ok("gift", "5", "--to", "another", "-o", str(back.with_name("another.docx")))
    (typed,) = [line.partition("enquiry ")[2] for line in ran.err.splitlines() if "To take one in" in line]
    assert "5.4" in given.run(*typed.split(), stdin="5.4: And who wrote nothing?\n").err


def test_a_document_of_which_nothing_was_changed_says_nothing_of_it(given: Home, friend: Friend, back: Path) -> None:
    friend.comment("Why?", friend.find("e_5_3"))
    back.write_bytes(friend.save())
    ran = given.run("comments", str(back), "--json")
    assert [json.loads(ran.out)[name] for name in ("changed", "gone", "added")] == [[], [], []]
    given.ok("forget", "5.3", "--confirm", "forget")
    assert b'"checks"' not in given.journal.read_bytes()
    assert "changed in the document" not in given.run("comments", str(back)).err


def test_a_bookmark_around_the_words_of_another_entry_is_not_believed(given: Home, friend: Friend, back: Path) -> None:
    paragraphs = friend.find("e_5_3"), friend.find("e_5_9")
    marks = [[*one.iter("{*}bookmarkStart", "{*}bookmarkEnd")] for one in paragraphs]
    for one, others in zip(paragraphs, reversed(marks), strict=True):
        begin, end = others
        one.insert(1, begin)
        one.append(end)
    friend.comment("on the words of three", paragraphs[0])
    (made,) = take(given, back, friend)["comments"]
    assert made["about"] == "5.3"


def test_where_nothing_tells_the_place_it_is_asked_or_kept_with_the_cycle_and_said(
    given: Home, friend: Friend, back: Path
) -> None:
    friend.comment("on what?", friend.write("my own words here", friend.find("e_5_4")))
    friend.comment("nowhere at all")
    back.write_bytes(friend.save())
    ahead = given.run("comments", str(back), "--dry-run").err
    assert "Nothing tells what 5.27 speaks of; it would stand with cycle 5.\n" in ahead
    assert "enquiry edit" not in ahead
    ran = given.run("comments", str(back))
    assert "Nothing tells what 5.27 speaks of; it stands with cycle 5." in ran.err
    assert "enquiry edit 5.27 --about NAME" in ran.err
    assert entry(given, "5.27")["about"] == ""
    given.ok("edit", "5.27", "--about", "5.4")
    assert entry(given, "5.27")["about"] == "5.4"
    given.ok("undo")
    given.ok("undo")
    asked = given.run("comments", str(back), stdin="5.99\n5.4\n\n", tty=True)
    assert "Which entry does it speak of?" in asked.err
    assert "“5.99” is none of what went in gift g1." in asked.err
    assert [entry(given, name)["about"] for name in ("5.27", "5.28")] == ["5.4", ""]


def test_a_comment_that_reads_otherwise_since_is_said_and_stays(given: Home, friend: Friend, back: Path) -> None:
    friend.comment("as it was", friend.find("e_5_3"))
    take(given, back, friend)
    friend.comments = [one.replace("as it was", "as it is now") for one in friend.comments]
    back.write_bytes(friend.save())
    ran = given.run("comments", str(back), "--json")
    assert json.loads(ran.out)["reworded"] == [{"entry": "5.27", "text": "as it is now"}]
    assert "5.27 reads otherwise there now: “as it is now”" in ran.err
    assert entry(given, "5.27")["text"] == "as it was"
    given.ok("remove", "5.27")
    assert [one["text"] for one in take(given, back, friend)["comments"]] == ["as it is now"]


def test_the_same_words_at_one_moment_on_two_entries_are_two_comments(given: Home, friend: Friend, back: Path) -> None:
    for name in ("e_5_3", "e_5_9"):
        friend.comment("Yes!", friend.find(name))
    assert [one["about"] for one in take(given, back, friend)["comments"]] == ["5.3", "5.9"]
    assert take(given, back, friend)["known"] == ["5.27", "5.28"]
    friend.comments[1] = friend.comments[1].replace("Yes!", "Yes, why?")
    assert take(given, back, friend)["reworded"] == [{"entry": "5.28", "text": "Yes, why?"}]


def test_a_dry_run_changes_nothing_and_one_undo_takes_all_back(given: Home, friend: Friend, back: Path) -> None:
    for name in ("e_5_3", "e_5_9"):
        friend.comment(f"on {name}", friend.find(name))
    before = given.journal.read_bytes()
    told = take(given, back, friend, "--dry-run")
    assert ([one["name"] for one in told["comments"]], told["dry_run"]) == (["5.27", "5.28"], True)
    assert given.journal.read_bytes() == before
    take(given, back, friend)
    assert "2 comments of gift g1 taken in" in given.ok("undo")
    assert len(take(given, back, friend)["comments"]) == 2


def test_it_can_be_answered_and_removed_and_not_edited(given: Home, friend: Friend, back: Path) -> None:
    friend.comment("kept as said", friend.find("e_5_3"))
    take(given, back, friend)
    for change in (["other words"], ["--source", "x"], ["--on", "yesterday"], ["--as", "note"], ["--words-of", "me"]):
        ran = given.run("edit", "5.27", *change)
        assert ran.code == 2
        assert ran.err.splitlines()[0] == "5.27 is a comment of Jo Smith, and is kept as it was said."
        assert "enquiry reflect --about 5.27" in ran.err
    assert given.run("move", "5.27", "--as", "note", "--yes").code == 2
    given.ok("edit", "5.27", "-t", "questioning", "--privacy", "critical-friend", "--about", "5.9")
    assert entry(given, "5.27")["about"] == "5.9"
    answer = json.loads(given.ok("reflect", "--about", "5.27", "she", "is", "right", "--json"))["entry"]
    assert (answer["name"], answer["about"]) == ("5.28", "5.27")
    given.ok("remove", "5.27")
    assert take(given, back, friend)["comments"] == []
    given.ok("forget", "5.27", "--confirm", "forget")
    assert take(given, back, friend)["comments"] == []


@pytest.mark.parametrize("for_whom", ["prd", "friend"])
def test_what_a_friend_said_goes_to_no_other_unless_it_is_let_go_by_name(
    given: Home, friend: Friend, back: Path, for_whom: str
) -> None:
    friend.comment("between you and me", friend.find("e_5_3"))
    take(given, back, friend)
    asked = ["summary", "-c", "5", "--for", for_whom, "--share", "5", "--names-are-fine", "--format", "text"]
    held = given.run(*asked)
    assert "between you and me" not in held.out
    assert "5.27" in held.err
    assert "between you and me" in given.ok(*asked, "--include", "5.27")


def test_who_is_given_the_next_gift_sees_others_comments_only_where_that_is_chosen(
    given: Home, friend: Friend, back: Path
) -> None:
    friend.comment("between you and me", friend.find("e_5_3"))
    friend.comment("of another sort", friend.find("e_5_9"))
    take(given, back, friend)
    file = given.folder / "next.md"
    asked = given.run(
        *("gift", "5", "--to", "my pair", "--wish", "", "-o", str(file), "--names-are-fine"),
        stdin="n\ny\nn\n\n",
        tty=True,
    )
    assert "Two comments of colleagues: held back, unless you let them go." in asked.err
    assert "in the words of Jo Smith: “between you and me”" in asked.err
    assert "between you and me" in file.read_text(encoding="utf-8")
    assert "of another sort" not in file.read_text(encoding="utf-8")


def test_a_gift_of_another_journal_is_refused(given: Home, friend: Friend, back: Path, tmp_path: Path) -> None:
    friend.comment("hello", friend.find("e_5_3"))
    back.write_bytes(friend.save())
    other = Home(tmp_path / "other")
    other.folder.mkdir()
    other.ok("start", "How do they see it?")
    for n in range(3):
        other.ok("evidence", f"quite other words altogether, {n}")
    assert other.run("comments", str(back)).err.startswith("No gift was given yet")
    other.ok("gift", "1", "--to", "somebody", "-o", str(tmp_path / "theirs.docx"), "--names-are-fine", "--quiet")
    ran = other.run("comments", str(back))
    assert ran.code == 2
    assert "says that it is gift g1, but it is none of this journal" in ran.err
    assert other.run("comments", str(back), "--gift", "g7").code == 3


def test_an_answer_by_mail_names_its_places_and_a_list_within_it_stays_one(given: Home) -> None:
    mail = "From: Jo Smith <jo@example.org>\n\n5.3: Two things:\n1: who\n2: when\n5: is it that?\n\nBest, Jo\n"
    told = json.loads(given.ok("comments", "-", "--json", stdin=mail))["comments"]
    assert [(one["text"], one["about"], one["words_of"]) for one in told] == [
        ("Two things:\n1: who\n2: when", "5.3", "Jo Smith"),
        ("is it that?", "", "Jo Smith"),
    ]
    assert "Left out: “Best, Jo”." in given.run("comments", "-", stdin=mail).err
    given.ok("gift", "5", "--to", "my pair", "-o", str(given.folder / "second.md"), "--names-are-fine", "--quiet")
    unsure = given.run("comments", "-", stdin="5.9: hm")
    assert (unsure.code, "g1 (to stage partner) and g2 (to my pair)" in unsure.err) == (2, True)
    assert json.loads(given.ok("comments", "-", "--gift", "g2", "--json", stdin="5.9: hm"))["to"] == "my pair"
    assert given.run("comments", "-", stdin="9.9: hm").code == 2


def test_what_holds_no_comment_is_said_and_another_kind_of_file_is_refused(given: Home, back: Path) -> None:
    ran = given.run("comments", str(given.folder / "gift.docx"))
    assert (ran.code, ran.err) == (0, "There is no comment in it, on gift g1 to stage partner.\n")
    for begins in (b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"{\\rtf1"):
        back.write_bytes(begins + b"x" * 50)
        assert "Save it as Word (.docx)" in given.run("comments", str(back)).err
    assert given.run("comments", str(given.folder / "none.docx")).code == 3
    assert given.run("comments", str(given.folder)).code == 2


def test_hostile_words_and_names_act_nowhere(given: Home, friend: Friend, back: Path) -> None:
    for words in HOSTILE:
        clean = re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", words).replace("\r", "")
        friend.comment(f"{clean} .", friend.find("e_5_3"), author=f"{clean[:40]} .".replace("\n", " "))
    back.write_bytes(friend.save())
    made = given.run("comments", str(back))
    assert made.code == 0, made.err
    seen = "".join((made.out, made.err, given.ok("show", "5"), given.ok("timeline", "5"), given.ok("gifts")))
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", seen)


def test_a_name_that_nothing_has_is_kept_with_the_words(given: Home) -> None:
    (made,) = json.loads(given.ok("comments", "-", "--json", "--gift", "1", stdin="5.999: who was it?\n"))["comments"]
    assert (made["about"], made["source"]) == ("", "stage partner, on cycle 5, to 5.999, in gift g1")
