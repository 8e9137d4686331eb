"""Comments on two machines, and what is forgotten of them."""

import json
import shutil
from datetime import timedelta
from pathlib import Path

from tests.conftest import NOW, Home
from tests.friend import Friend


def test_two_machines_that_take_in_the_same_comments_hold_each_once(
    given: Home, friend: Friend, back: Path, tmp_path: Path
) -> None:
    friend.comment("first", friend.find("e_5_3"))
    friend.comment("second", friend.find("e_5_9"))
    back.write_bytes(friend.save())
    laptop = str(tmp_path / "laptop.json")
    shutil.copy(given.journal, laptop)
    given.ok("comments", str(back))
    given.ok("reflect", "--about", "5.28", "so it is")
    later = NOW + timedelta(hours=2)
    given.ok("evidence", "seen at home", "-c", "5", "--journal", laptop, now=later)
    given.ok("comments", str(back), "--journal", laptop, now=later)
    given.ok("edit", "5.28", "--about", "5.2", "--journal", laptop, now=later)
    given.ok("merge", laptop)
    found = json.loads(given.ok("show", "5", "--json"))["cycle"]["entries"]
    said = {one["text"]: one for one in found if one.get("gift")}
    assert sorted(said) == ["first", "second"]
    assert [one["about"] for one in said.values()] == ["5.2", "5.9"]
    answer = next(one for one in found if one["text"] == "so it is")
    assert answer["about"] == said["second"]["name"]
    assert given.run("settle").err.startswith("Nothing waits to be settled") or "settled" in given.run("settle").err


def test_a_word_is_forgotten_in_what_a_friend_said_and_the_comment_stays_about_its_entry(
    given: Home, friend: Friend, back: Path
) -> None:
    friend.comment("Did Fenella laugh?", friend.find("e_5_3"))
    back.write_bytes(friend.save())
    given.ok("comments", str(back))
    given.ok("forget", "--word", "Fenella", "--confirm", "forget")
    assert "Fenella" not in given.journal.read_text()
    entry = json.loads(given.ok("show", "5.27", "--json"))["entry"]
    assert (entry["about"], "laugh" in entry["text"]) == ("5.3", True)
    again = json.loads(given.ok("comments", str(back), "--json"))
    assert (again["comments"], again["known"]) == ([], ["5.27"])


def test_an_entry_that_is_forgotten_leaves_what_was_said_of_it(given: Home, friend: Friend, back: Path) -> None:
    friend.comment("I see", friend.find("e_5_3"))
    back.write_bytes(friend.save())
    given.ok("comments", str(back))
    given.ok("forget", "5.3", "--confirm", "forget")
    assert "I see" in given.ok("show", "5")
    assert "I see" in given.ok("timeline", "5")
    assert given.run("doctor").code == 0


def test_a_name_in_a_comment_is_noticed_as_in_every_writing_and_the_friends_own_is_not(
    given: Home, friend: Friend, back: Path
) -> None:
    friend.comment("Fenella Sinclair was laughing.", friend.find("e_5_3"))
    back.write_bytes(friend.save())
    said = given.run("comments", str(back), columns=80).err
    assert "Fenella" in said
    assert "“Jo Smith”" not in said
