"""Every command's answer to a program, against the schema that `enquiry schema` prints of that command."""

import json
import shlex
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema import ValidationError
from jsonschema.validators import Draft202012Validator

from enquiry.answers.schema import ANSWERS, build_answer_schema
from enquiry.cli.app import build_command_line
from enquiry.cli.summary.formats import SummaryFormat
from enquiry.model.choices import EvidenceKind
from enquiry.store.keys.typed import encode_key
from tests.answers.schemas import validator
from tests.conftest import Home
from tests.summaries import document, of_sample

BIBTEX = "@article{rowe1986, author = {Rowe, Mary Budd}, title = {Wait time}, year = {1986}}"

A_YEAR = """
start "What happens when I wait?" --issue "two voices" --group "S2 class" -t questioning --success "more hands"
note "the quiet table drew it first"
note "a second line"
merge
settle
keys enter {folder}/key.txt
keys
sync {folder}/shared --yes
config calendar scotland
config meeting 2025-10-02
config wait 3
config
where
journals
journals add leader
journals rename leader lead
journals forget lead
evidence "five hands" --measure hands=5 --n 24 --on 2025-09-01
evidence "a check" --measure check=14.9 --sd 3.9 --n 24 --on 2025-09-02
act "waited three seconds" --planned 5 --done 4 --on 2025-09-03
read "waiting lengthens answers" --authors "Rowe, M." --year 1986 --title "Wait time" --expects "longer answers"
read --from-bibtex {folder}/readings.bib --dry-run
read --from-bibtex {folder}/readings.bib
evidence "nine hands" --measure hands=9 --n 23 --on 2025-10-01
evidence "a check" --measure check=17 --sd 4.2 --n 23 --direction contradicts
evidence "six hands" --measure hands=6 --n 22 --on 2025-11-20
evidence "eight hands" --measure hands=8 --n 22 --on 2025-12-01
reflect "the pause was mine"
review "it holds" --decision embed --because "it runs by itself" --next-look 2026-03-02
review --ics {folder}/looks.ics
remind {folder}/reminders.ics
config name "A. Teacher"
edit 1 --standard ts:TS2
refine "What happens when I wait and say why?" --because "sharper"
believe "Waiting helps" --because 1.1 --against "1.2=not with a check"
believe 1 "Waiting helps those who think" --held firmly
believe 1
beliefs
trace 1
show belief-1
show belief-1 --versions
edit belief-1 "Waiting helps those who think first"
remove belief-1
reopen belief-1
file
file n1 -c 1 --as evidence
use 1
start "A second turn" --grew-from 1 -t waiting -t Questions --link replicates=1 --link "shared-with=the department"
drafts
status
list --all
show 1
show 1.1
show n2
show 1 --versions
show 1.1 --versions
show n1 --versions
timeline 1
timeline --year 2025-26
year --by cycle
pulse
pulse 1
pulse --leading 1
thread 1
show 1 --question
replay 1
replay 1 --answer "Yes, sooner."
file --together
search hands
search hands --cycles
search --save quick "tag:questioning"
search --saved
search --forget quick
tags
tags --similar
tags list hands
tags list --similar
tags rename questioning asking --dry-run
tags rename questioning asking --yes
tags merge asking waiting --into waiting --yes
tags remove waiting --yes
measures
measures show hands
measures define hands --unit hands --better up --lowest 0
measures compare check
measures compare --mean 14.9 --sd 3.9 --n 27 --with-mean 12.6 --with-sd 4.1 --with-n 26
measures compare --csv {folder}/scores.csv --before sept --after dec
stats --by cycle
open
ask "an hour of cover" --of depute -c 1
asks
answer partly "half of it"
asks
lookback
readings
readings --tried
standards
summary --year 2025-26
summary --for prd --dry-run
summary --for prd --share all -o {folder}/year.html
gift 1 --to "stage partner" --dry-run
gift 1 --to "stage partner" -o {folder}/gift.md
gifts
gifts show g1
comments {folder}/mail.txt --gift g1
gifts withdraw g1
gift 1 --for leader --dry-run
gift 1 --for leader -o {folder}
staffroom {folder}
staffroom {folder} -o {folder}/staffroom.html
export
export hands -o {folder}/whole.json
export --format markdown -o {folder}/notes
import {folder}/whole.json --dry-run
import {folder}/whole.json
edit 1.1 "five hands went up"
edit 1 --group "S3 class"
remove 1.2
reopen 1.2
remove n2
forget 1.1 --dry-run
tidy
undo --dry-run
undo
redo
history
close 2 --because "enough"
reopen 2
close 2 --next "What do the quiet ones need?"
move 1.2 3 --as note --yes
remove 3
pupils add "Ada Quill"
pupils
privacy
privacy --allow Quill
about "Pupil A"
pupils remove "Pupil A"
pupils clear --yes
backup -o {folder}/copy.json
restore
restore {folder}/copy.json --dry-run
doctor
demo --list
demo french
guide
guide tour
guide kernel lock
help
help measures compare
help queries
schema
"""
"""Command lines, one after the other in one journal; each is given --json."""


def list_commands(group: Any, *above: str) -> Iterator[str]:
    """Yield every command of the table with its subcommands, as they are typed."""
    for name in group.list_commands(None):
        command = group.get_command(None, name)
        yield " ".join((*above, name))
        if hasattr(command, "list_commands"):
            yield from list_commands(command, *above, name)


def name_command(argv: list[str]) -> str:
    return " ".join(argv[:2]) if " ".join(argv[:2]) in ANSWERS else argv[0]


def find_shapes(command: str, answer: object) -> set[str]:
    """Return the names of the shapes that an answer has, of those that its command may answer with."""
    schema = build_answer_schema(command)
    shapes = [one.__name__ for one in ANSWERS[command]]
    wholes = {name: {"$ref": f"#/$defs/{name}", "$defs": schema["$defs"]} for name in shapes}
    return {name for name, whole in wholes.items() if Draft202012Validator(whole).is_valid(answer)}


def test_every_command_has_a_schema_and_no_other_has_one() -> None:
    """But for the full screen, which says no word to programs."""
    assert set(ANSWERS) == set(list_commands(build_command_line())) - {"browse"}


def test_each_schema_is_one_and_refers_to_nothing_outside() -> None:
    """A type is described alike for every command, so that each description need be checked once only."""
    described: dict[str, Any] = {}
    for command in ANSWERS:
        schema = build_answer_schema(command)
        references = set(json.dumps(schema).split('"$ref": "')[1:])
        kinds = schema.pop("$defs")
        assert {one.partition('"')[0].removeprefix("#/$defs/") for one in references} == set(kinds), command
        assert {name for name, kind in kinds.items() if described.setdefault(name, kind) != kind} == set(), command
        Draft202012Validator.check_schema(schema)
    Draft202012Validator.check_schema({"$defs": described})


def test_every_command_answers_as_its_schema_says_in_every_shape(home: Home) -> None:
    """A command or a shape that no line of A_YEAR reaches is missing here: add a line for it."""
    (home.folder / "readings.bib").write_text(BIBTEX, encoding="utf-8")
    (home.folder / "scores.csv").write_text("sept,dec\n1,2\n3,5\n4,4\n2,6\n5,7\n3,\n", encoding="utf-8")
    (home.folder / "mail.txt").write_text("1.1: I wonder who had drawn it first.\n", encoding="utf-8")
    (home.folder / "key.txt").write_text(encode_key(bytes(32)), encoding="utf-8")
    reached: dict[str, set[str]] = {}

    def check(argv: list[str], out: str) -> None:
        answer, command = json.loads(out), name_command(argv)
        validator(command).validate(answer)
        reached.setdefault(command, set()).update(find_shapes(command, answer))

    for line in A_YEAR.format(folder=home.folder).strip().splitlines():
        argv = shlex.split(line)
        ran = home.run(*argv, "--json")
        assert ran.code == 0 or argv == ["doctor"], (line, ran.err)
        check(argv, ran.out)
    for kind in ("resume", "discard"):
        answers = iter(("they drew it first", "", KeyboardInterrupt))
        leave_draft(home, answers)
        argv = ["drafts", kind, "d1"]
        ran = home.run(*argv, "--json", "--yes", tty=True, stdin="\n" * 9)
        assert ran.code == 0, ran.err
        check(argv, ran.out)
    home.journal.write_bytes(home.journal.read_bytes().replace(b"a second line", b"another line"))
    check(["restore"], home.ok("restore", "--accept-edit", "--dry-run", "--json"))
    check(["restore"], home.ok("restore", "--accept-edit", "--yes", "--json"))
    told = {command: {one.__name__ for one in shapes} for command, shapes in ANSWERS.items()}
    told["drafts resume"] = {"EntryItemAnswer"}  # a draft of an edit or of a start is resumed in tests/cli/writing
    del told["keys renew"]  # a key is made at a terminal: tests/cli/together
    assert reached == told


def leave_draft(home: Home, answers: Iterator[Any]) -> None:
    """Begin a reflection and stop it after an answer."""
    from unittest.mock import patch

    from enquiry.cli.session import Session

    def read(_dialogue: object, _prompt: str) -> str:
        answer = next(answers)
        if answer is KeyboardInterrupt:
            raise KeyboardInterrupt
        return str(answer)

    with patch.object(Session, "read_line", read):
        assert home.run("reflect", "-c", "1", tty=True).code == 130


# What a schema refuses


@pytest.mark.parametrize("field", ["blocks", "cycles", "window", "at_the_time"])
def test_a_summary_with_something_else_in_it_is_refused(field: str) -> None:
    answer = json.loads(document(of_sample("primary", "prd").summary, SummaryFormat.JSON))
    answer["summary"][field] = "something else"
    with pytest.raises(ValidationError):
        validator("summary").validate(answer)


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: entry.pop("source"),
        lambda entry: entry.update(more=1),
        lambda entry: entry.update(evidence_kind="gossip"),
        lambda entry: entry.update(happened_on="3 February"),
        lambda entry: entry.update(kind="reflection"),
        lambda entry: entry.update(n="few"),
    ],
)
def test_an_entry_with_a_field_less_or_more_or_otherwise_is_refused(
    home: Home, change: Callable[[dict[str, Any]], Any]
) -> None:
    home.ok("start", "What happens?", "--quiet")
    answer = json.loads(home.ok("evidence", "five hands", "--json"))
    validator("evidence").validate(answer)
    change(answer["entry"])
    with pytest.raises(ValidationError):
        validator("evidence").validate(answer)


def test_an_entry_s_schema_names_every_choice_of_the_model() -> None:
    kinds = build_answer_schema("evidence")["$defs"]["EvidenceKind"]["enum"]
    assert set(kinds) == set(EvidenceKind)


# The command


def test_schema_lists_the_commands_and_prints_one_whole(home: Home) -> None:
    listed = home.ok("schema")
    assert "measures compare  comparison\n" in listed
    assert "close             cycle | cycle, closed\n" in listed
    assert home.ok("schema", "--plain").startswith("note: entry\nact: entry\n")
    answers = json.loads(home.ok("schema", "--json"))["answers"]
    assert list(answers) == list(ANSWERS)
    assert answers["close"] == [["cycle"], ["cycle", "closed"]]
    for argv in (["list"], ["measures", "compare"], ["measures compare"]):
        for form in ((), ("--json",), ("--plain",)):
            assert json.loads(home.ok("schema", *argv, *form)) == build_answer_schema(" ".join(argv))


def test_a_command_that_has_no_schema_is_not_found(home: Home) -> None:
    ran = home.run("schema", "measures", "compar")
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == (
        "There is no command “measures compar” that answers with --json. Did you mean measures compare?\n"
        "enquiry schema lists those that do.\n"
    )


@pytest.mark.parametrize("command", ["measures compare", "close"])
def test_a_few_schemas_are_as_they_were(command: str, snapshot: Callable[[str, str], None]) -> None:
    """After a change of the answers, SNAPSHOTS=write writes them anew: look at what a program would notice."""
    lines = json.dumps(build_answer_schema(command)["$defs"], ensure_ascii=False).replace('}, "', '},\n"')
    snapshot(f"{lines}\n", f"schema-{command.replace(' ', '-')}")
