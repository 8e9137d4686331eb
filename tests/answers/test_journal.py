"""The looking commands over years for programs: JSON that its published schema describes, and CSV without formulas."""

import json

import pytest
from jsonschema import ValidationError

from enquiry.exchange.samples import list_samples, load_sample
from tests import TOP
from tests.answers.schemas import validator
from tests.conftest import Home
from tests.exchange.test_csv_table import table

ASKED = {
    "tags": ["tags"],
    "tags-similar": ["tags", "--similar"],
    "tags-changed": ["tags", "rename", "{tag}", "under/another", "--dry-run"],
    "year": ["year", "--by", "cycle", "--since", "2015-01-01"],
    "stats": ["stats", "--by", "cycle"],
    "lookback": ["lookback"],
    "timeline": ["timeline", "--year", "{year}"],
}
COMMANDS = {name: {"tags-similar": "tags", "tags-changed": "tags rename"}.get(name, name) for name in ASKED}
TABLES = [name for name in ASKED if name != "tags-changed"]


@pytest.fixture
def sampled(home: Home, seed: str) -> Home:
    home.environ["ENQUIRY_TODAY"] = str(load_sample(seed).as_at)
    home.ok("import", str(TOP / "seeds" / f"{seed}.json"), "--quiet")
    return home


def asked(home: Home, name: str) -> list[str]:
    tag = json.loads(home.ok("tags", "--json"))["tags"][0]["tag"]
    year = json.loads(home.ok("status", "--json"))["year"]
    return [word.format(tag=tag, year=year) for word in ASKED[name]]


@pytest.mark.parametrize("seed", list_samples())
def test_each_answer_is_what_its_schema_describes(sampled: Home) -> None:
    for name in ASKED:
        validator(COMMANDS[name]).validate(json.loads(sampled.ok(*asked(sampled, name), "--json")))
    validator("timeline").validate(json.loads(sampled.ok("timeline", "1", "--json")))
    for by in ("tag", "kind", "evidence", "decision", "group", "perspective"):
        for per in ("year", "term", "month", "week"):
            validator("stats").validate(json.loads(sampled.ok("stats", "--by", by, "--per", per, "--json")))


@pytest.mark.parametrize("seed", ["career"])
def test_what_is_no_such_answer_the_schemas_refuse(sampled: Home) -> None:
    for name in ASKED:
        document = json.loads(sampled.ok(*asked(sampled, name), "--json"))
        for changed in ({**document, "more": 1}, {**document, "schema_version": 2}, {}):
            with pytest.raises(ValidationError):
                validator(COMMANDS[name]).validate(changed)


# CSV


@pytest.mark.parametrize("seed", ["career", "new-zealand"])
def test_each_table_has_a_head_and_rows_as_long(sampled: Home) -> None:
    for name in TABLES:
        rows = table(sampled.ok(*asked(sampled, name), "--csv"))
        assert len({len(row) for row in rows}) == 1
        assert len(rows) > 1 or name in ("tags-similar", "lookback")
        assert all(rows[0])


@pytest.mark.parametrize("seed", ["primary"])
def test_the_tables_count_as_the_json_does(sampled: Home) -> None:
    heats = json.loads(sampled.ok("year", "--json"))["years"]
    pieces = sum(number for year in heats for row in year["rows"] for number in row["pieces"])
    assert sum(int(row[-1]) for row in table(sampled.ok("year", "--csv"))[1:]) == pieces > 0
    counted = json.loads(sampled.ok("stats", "--json"))
    *_, whole = table(sampled.ok("stats", "--csv"))
    assert whole == ["in all", *map(str, counted["entries"]["counts"]), str(counted["entries"]["in_all"])]
    posts = [mark for mark in json.loads(sampled.ok("timeline", "1", "--json"))["marks"] if mark["mark"] == "post"]
    assert len(table(sampled.ok("timeline", "1", "--csv"))) == 1 + len(posts)


@pytest.mark.parametrize("other", ["--json", "--plain"])
@pytest.mark.parametrize(
    "argv", [["tags"], ["tags", "--similar"], ["year"], ["stats"], ["lookback"], ["timeline", "1"]]
)
def test_csv_beside_another_form_is_a_contradiction(home: Home, argv: list[str], other: str) -> None:
    home.ok("start", "What happens?", "-t", "a", "--quiet")
    ran = home.run(*argv, "--csv", other)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"--csv and {other} contradict each other.\nGive one of them.\n"
