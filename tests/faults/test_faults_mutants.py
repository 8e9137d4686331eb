"""The proofs can fail: with one safeguard taken out of the program, the test named for it goes red."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests import TOP
from tests.faults.spoiled import MUTANTS

FLIPS = "test_faults_damage.py::test_a_flipped_bit_in_any_byte_is_noticed_and_left_alone"
CROWD = "test_faults_crowd.py::test_eight_writers_at_once_lose_nothing_and_readers_never_fail"
ORDER = "test_faults_store.py::test_the_bytes_are_on_the_disk_before_the_name_leads_to_them"
POWER = "test_faults_power.py::test_what_was_acknowledged_outlives_a_power_cut"
RED = [
    ("no-lock", CROWD),
    ("last-writer-wins", CROWD),
    ("no-flush", ORDER),
    ("no-flush", POWER),
    ("no-checksum", FLIPS),
]


def outcome(mutant: str, test: str) -> str:
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--no-cov",
        "-n0",
        "-q",
        "-p",
        "no:cacheprovider",
        f"tests/faults/{test}",
    ]
    told = subprocess.run(
        command, cwd=TOP, env={**environ, "FAULTS_MUTANT": mutant}, capture_output=True, text=True, check=False
    )
    words = {0: "skipped" if "1 skipped" in told.stdout else "green", 1: "red"}
    return words.get(told.returncode, told.stdout + told.stderr)


def test_every_mutant_has_a_test_that_is_to_fail() -> None:
    assert {mutant for mutant, _ in RED} == set(MUTANTS)


@pytest.mark.long
@pytest.mark.parametrize(("mutant", "test"), RED, ids=[f"{mutant} {test[12:17]}" for mutant, test in RED])
def test_without_a_safeguard_its_test_goes_red(mutant: str, test: str, figure: Callable[[str], None]) -> None:
    found = outcome(mutant, test)
    figure(f"mutant {mutant}: {test.partition('::')[2]} is {found}")
    if found == "skipped":
        pytest.skip("its test can't be run on this machine")
    assert found == "red"
