"""Locked files: `age` opens them with the sheet, and what nobody with the key wrote is refused."""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from enquiry.errors import CannotRead, CannotUnlock, LockFault, NotInstalled
from enquiry.store.keys.identity import (
    Identity,
    adopt_identity,
    generate_identity,
    list_earlier_identities,
    read_identity,
    write_waiting_identity,
)
from enquiry.store.keys.locked import is_locked, list_keys, lock, unlock, unlock_file

pyrage = pytest.importorskip("pyrage")
DAY = date(2026, 11, 27)
WORDS = b"they drew it first\n" * 500


@pytest.fixture(scope="module")
def key() -> Identity:
    return generate_identity(DAY)


def fault_of(data: bytes, *keys: Identity) -> LockFault:
    with pytest.raises(CannotUnlock) as caught:
        unlock(data, keys, "laptop.json.age")
    return caught.value.reason


def test_what_is_locked_opens_with_the_key_alone(key: Identity) -> None:
    locked = lock(WORDS, key)
    assert is_locked(locked)
    assert b"drew" not in locked
    assert unlock(locked, [key], "it") == WORDS
    assert unlock(locked, [generate_identity(DAY), key], "it") == WORDS
    assert fault_of(locked, generate_identity(DAY)) is LockFault.OTHER_KEY
    assert fault_of(locked) is LockFault.NO_KEY


@pytest.mark.skipif(not shutil.which("age"), reason="the program age is not installed")
def test_the_program_age_opens_it_with_the_key_in_a_file(key: Identity, tmp_path: Path) -> None:
    (tmp_path / "key.txt").write_text(f"{key.secret}\n")
    (tmp_path / "it.age").write_bytes(lock(WORDS, key))
    command = ["age", "-d", "-i", str(tmp_path / "key.txt"), str(tmp_path / "it.age")]
    assert subprocess.run(command, capture_output=True, check=True).stdout == WORDS


def test_what_was_locked_with_the_public_key_alone_is_forged(key: Identity) -> None:
    """It opens with the key, for `age` does not say who wrote a file; here it is refused."""
    public = pyrage.x25519.Identity.from_str(key.secret).to_public()
    forged = pyrage.encrypt(WORDS, [public])
    assert pyrage.decrypt(forged, [pyrage.x25519.Identity.from_str(key.secret)]) == WORDS
    assert fault_of(forged, key) is LockFault.FORGED
    genuine = lock(WORDS, key)
    head, _, _ = genuine.partition(b"\n--- ")
    stolen = head + b"\n--- " + forged.partition(b"\n--- ")[2]  # its header with what the forger wrote
    assert fault_of(stolen, key) is LockFault.DAMAGED


def spoil(data: bytes, count: int) -> int:
    """Return how many of so many cut or flipped files were opened."""
    rng, opened = random.Random(count), 0
    for number in range(count):
        at = rng.randrange(len(data))
        spoiled = data[:at] if number % 2 else data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]
        try:
            opened += unlock_file(spoiled, Path("/nowhere"), "it") == WORDS if not is_locked(spoiled) else 0
            opened += bool(is_locked(spoiled) and unlock(spoiled, [KEPT], "it"))
        except CannotUnlock:
            pass
    return opened


KEPT = generate_identity(DAY)


def test_what_was_cut_or_flipped_is_not_opened() -> None:
    assert spoil(lock(WORDS, KEPT), 100) == 0


@pytest.mark.long
def test_none_of_two_thousand_spoiled_files_is_opened(figure: Callable[[str], None]) -> None:
    assert spoil(lock(WORDS, KEPT), 2000) == 0
    figure("locked files: 2,000 cut or flipped, 0 opened")


def test_a_file_without_a_lock_is_as_it_is(tmp_path: Path) -> None:
    assert unlock_file(b"{}", tmp_path, "it") == b"{}"


# The key's file


def test_the_key_is_its_owner_s_alone_and_never_in_a_value_s_words(key: Identity, tmp_path: Path) -> None:
    adopt_identity(tmp_path / "state", key)
    file = tmp_path / "state" / "key.txt"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert key.secret not in f"{key} {key!r} {[key]}"
    assert read_identity(tmp_path / "state") == key


def test_a_key_that_waits_is_not_the_one_of_this_machine(key: Identity, tmp_path: Path) -> None:
    write_waiting_identity(tmp_path, key)
    assert read_identity(tmp_path) is None
    assert read_identity(tmp_path, waiting=True) == key
    adopt_identity(tmp_path, key)
    assert read_identity(tmp_path, waiting=True) is None


def test_a_renewed_key_stays_to_open_what_it_locked(key: Identity, tmp_path: Path) -> None:
    later = generate_identity(DAY)
    locked = lock(WORDS, key)
    adopt_identity(tmp_path, key)
    adopt_identity(tmp_path, later)
    adopt_identity(tmp_path, later)
    assert list_earlier_identities(tmp_path) == [key]
    assert list_keys(tmp_path) == [later]
    assert unlock_file(locked, tmp_path, "it") == WORDS


def test_a_key_file_that_was_spoiled_is_named(key: Identity, tmp_path: Path) -> None:
    (tmp_path / "key.txt").write_text("# created: yesterday\nAGE-SECRET-KEY-1QQ\n")
    with pytest.raises(CannotRead, match="holds no key"):
        read_identity(tmp_path)
    (tmp_path / "key.txt").write_text(f"# created: 2026-99-99\n{key.secret}\n")
    assert list_keys(tmp_path)[0].created == date(1970, 1, 1)


def test_without_the_library_the_way_to_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(NotInstalled) as caught:
        lock(WORDS, KEPT)
    assert "enquiry[safe]" in str(caught.value.hint)
