"""The mark of an entry that matters most: set, shown, kept in every form of the journal, and taken away."""

import json

from tests.conftest import Home


def test_an_entry_is_marked_and_the_mark_is_taken_away(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("evidence", "more hands", "--key")
    home.ok("reflect", "so I wait")
    assert '"key": true' in home.ok("export")
    assert "matters most: yes" in home.ok("show", "1.1", "--plain")
    assert "matters most" not in home.ok("show", "1.2")
    home.ok("edit", "1.2", "--key")
    home.ok("edit", "1.1", "--no-key")
    assert [entry["key"] for entry in json.loads(home.ok("show", "1", "--json"))["cycle"]["entries"]] == [False, True]
    assert "matters most" in home.ok("show", "1.1", "--versions")
    assert home.run("edit", "1.1", "--no-key").code == 2
    assert home.run("edit", "1", "--key").code == 2
    assert home.run("note", "a line", "--key").code == 2
    home.ok("undo")
    assert "matters most: yes" in home.ok("show", "1.1", "--plain")


def test_the_mark_goes_through_a_folder_of_notes(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    home.ok("evidence", "more hands", "--key")
    home.ok("export", "--format", "markdown", "-o", str(home.folder / "notes"))
    other = str(home.folder / "other.json")
    home.ok("--journal", other, "import", str(home.folder / "notes"), "--yes")
    assert "matters most: yes" in home.ok("--journal", other, "show", "1.1", "--plain")
