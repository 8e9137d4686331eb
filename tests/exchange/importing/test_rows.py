"""Tables whose rows have days of their own: what each column is, told or said, and what is left out."""

import pytest

from enquiry.errors import UsageMistake
from enquiry.exchange.importing.rows import find_columns, parse_column_choices, parse_rows
from tests.conftest import Home

ROWS = [
    ["Date", "What I saw", "Who led", "Name", "Tags"],
    ["16.09.2025", "Three answered", "me", "Anna", "waiting, talk"],
    ["17.09.2025", "Half did", "", "Ben"],
    ["", "lost"],
    ["18.09.2025"],
    ["16.09.2025", "Three answered", "me", "Anna", "waiting, talk"],
]


def test_columns_are_told_by_their_heads_and_names_are_never_taken() -> None:
    columns = find_columns(ROWS, {}, "x")
    assert columns is not None
    assert [*columns] == [0, (1, 2), (4,)]
    found = parse_rows(ROWS, columns, "x")
    assert found.kind == "a table (the day from “Date”, the text from “What I saw” and “Who led”, tags from “Tags”)"
    assert [(one.day.isoformat(), one.text, one.tags) for one in found.entries] == [
        ("2025-09-16", "What I saw: Three answered\nWho led: me", ("waiting", "talk")),
        ("2025-09-17", "What I saw: Half did", ()),
        ("2025-09-16", "What I saw: Three answered\nWho led: me", ("waiting", "talk")),
    ]
    assert len({one.key for one in found.entries}) == 3
    assert found.left_out == (
        "the columns Name; --columns names what is taken.",
        "1 row without a day.",
        "1 row without a text.",
    )


def test_columns_can_be_said_with_heads_that_hold_commas() -> None:
    chosen = parse_column_choices("day=When,text=What, and why,text=Next,tags=Area")
    assert chosen == {"day": ("When",), "text": ("What, and why", "Next"), "tags": ("Area",)}
    assert find_columns([["Next", "when", "What, and why", "area"]], chosen, "x") == (1, (2, 0), (3,))
    for wrong in ("Date", "day=", "time=x", "day=a,day=b"):
        with pytest.raises(UsageMistake, match="does not say which column"):
            parse_column_choices(wrong)
    with pytest.raises(UsageMistake, match="x has no column “Wen”; it has When") as told:
        find_columns([["When", "What"]], {"day": ("Wen",)}, "x")
    assert told.value.hint == "Name one of these. Did you mean When?"


@pytest.mark.parametrize(
    "rows",
    [
        [["Day out?", "Said"], ["yes", "x"]],
        [["Date", "Said"], ["2025-09-16 10:00", "x"]],
        [["Born", "Said"], ["2015-09-16", "x"]],
        [["Date", "Name"], ["2025-09-16", "Anna"]],
        [["Date", "Said"]],
    ],
)
def test_a_table_without_a_column_of_days_is_none(rows: list[list[str]]) -> None:
    """A moment with a time of day is when a form was sent; a head that speaks of no day may be a birthday."""
    assert find_columns(rows, {}, "x") is None


def test_a_register_is_imported_once_into_a_cycle(home: Home) -> None:
    home.ok("start", "What happens when I wait?")
    path = home.folder / "register.csv"
    path.write_bytes("Date;Was\n16.09.2025;caf\xe9\n".encode("cp1252"))
    ran = home.run("import", str(path))
    assert ran.err.splitlines()[1].startswith("Save it as UTF-8, or say what it is in: --encoding cp1252")
    given = ("import", str(path), "--encoding", "cp1252", "--into", "1", "--as", "evidence")
    assert "1 entry as evidence in 1" in home.run(*given).err
    assert "1 entry is here already" in home.run(*given).err
    assert "café" in home.ok("show", "1.1")
    path.write_text("[2025-01-01 10:00] words", encoding="utf-8")
    ran = home.run("import", str(path), "--columns", "day=Date")
    assert (ran.code, ran.err.splitlines()[0]) == (2, f"{path} has no column “Date”; it has [2025-01-01 10:00] words.")
    text = home.folder / "x.txt"
    text.write_text("[2025-01-01 10:00] words", encoding="utf-8")
    assert "is no table" in home.run("import", str(text), "--columns", "day=Date").err
    assert "is a folder" in home.run("import", str(home.folder), "--columns", "day=Date").err
