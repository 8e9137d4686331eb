"""The proofs can fail: with one safeguard taken out of the program, the test named for it goes red."""

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests import TOP
from tests.faults.spoiled import MUTANTS

FLIPS = "faults/test_faults_damage.py::test_a_flipped_bit_in_any_byte_is_noticed_and_left_alone"
CROWD = "faults/test_faults_crowd.py::test_eight_writers_at_once_lose_nothing_and_readers_never_fail"
ORDER = "faults/test_faults_store.py::test_the_bytes_are_on_the_disk_before_the_name_leads_to_them"
POWER = "faults/test_faults_power.py::test_what_was_acknowledged_outlives_a_power_cut"
JOURNAL, LOCK, BACKUPS = "store/test_journal.py", "store/disk/test_lock.py", "store/backups"
GOES_ON, DOCTOR = f"{BACKUPS}/test_continuity.py", "cli/doctor/test_continuity.py"
OLDER = "test_an_older_copy_put_back_is_said_once_and_what_was_known_outlives_the_rotation"
EDIT = "test_accept_edit.py::test_an_edit_that_no_command_would_have_made_is_refused_and_changes_nothing"
RED = [
    ("no-lock", CROWD),
    ("last-writer-wins", CROWD),
    ("no-flush", ORDER),
    ("no-flush", POWER),
    ("no-checksum", FLIPS),
    ("length-alone", f"{JOURNAL}::test_a_journal_of_the_same_length_is_another_all_the_same"),
    ("restore-unlocked", f"{BACKUPS}/test_backups.py::test_nothing_is_restored_while_another_writes"),
    ("sweep-all", f"{JOURNAL}::test_what_others_are_writing_beside_the_journal_is_left_alone"),
    ("file-unlocked", f"{GOES_ON}::test_two_accounts_wait_for_each_other"),
    ("lock-of-a-ghost", f"{LOCK}::test_a_lock_file_taken_away_meanwhile_is_locked_anew"),
    ("lock-said-to-hold", f"{DOCTOR}::test_a_file_that_no_lock_keeps_is_told"),
    ("no-locks-unsaid", f"{LOCK}::test_a_disk_without_locks_is_said_with_the_state_folder"),
    ("divergence-unseen", f"{GOES_ON}::test_another_copy_is_told_from_an_older_one"),
    ("nothing-held", f"{GOES_ON}::{OLDER}"),
    ("held-and-rotated", f"{GOES_ON}::{OLDER}"),
    ("restored-and-held", f"{GOES_ON}::test_restoring_what_is_held_lets_it_go"),
    ("restored-unheld", f"{GOES_ON}::test_an_older_copy_that_is_restored_over_is_held_for"),
    ("accepted-and-held", f"{GOES_ON}::test_a_copy_that_is_accepted_is_gone_on_from"),
    ("mended-unheld", f"{DOCTOR}::test_an_older_copy_is_named_with_the_ways_on"),
    ("made-over-another", f"{GOES_ON}::test_of_two_accounts_that_make_a_journal_one_does"),
    ("names-unsaid", f"{GOES_ON}::test_a_second_name_of_the_file_is_said_once_and_a_backup_is_none"),
    ("old-unkept", f"{BACKUPS}/test_backups.py::test_a_journal_damaged_where_it_lies_loses_nothing"),
    ("new-unkept", f"{BACKUPS}/test_backups.py::test_every_version_is_kept_and_the_present_one_is_the_newest"),
    ("read-only-replaced", f"{JOURNAL}::test_a_read_only_file_is_refused_before_the_block_begins"),
    ("device-unflushed", f"{JOURNAL}::test_the_device_s_name_is_on_the_disk"),
    ("edit-unchecked", f"{BACKUPS}/{EDIT}"),
    ("keys-unchecked", f"{BACKUPS}/{EDIT}"),
    ("steps-unchecked", f"{BACKUPS}/{EDIT}"),
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
        "-p",
        "tests.faults.spoiled",
        f"tests/{test}",
    ]
    told = subprocess.run(
        command, cwd=TOP, env={**environ, "FAULTS_MUTANT": mutant}, capture_output=True, text=True, check=False
    )
    words = {0: "skipped" if "1 skipped" in told.stdout else "green", 1: "red"}
    return words.get(told.returncode, told.stdout + told.stderr)


def test_every_mutant_has_a_test_that_is_to_fail() -> None:
    assert {mutant for mutant, _ in RED} == set(MUTANTS)


@pytest.mark.long
@pytest.mark.parametrize(("mutant", "test"), RED, ids=[f"{mutant} {test.partition('::')[0]}" for mutant, test in RED])
def test_without_a_safeguard_its_test_goes_red(mutant: str, test: str, figure: Callable[[str], None]) -> None:
    found = outcome(mutant, test)
    figure(f"mutant {mutant}: {test.partition('::')[2]} is {found}")
    if found == "skipped":
        pytest.skip("its test can't be run on this machine")
    assert found == "red"
