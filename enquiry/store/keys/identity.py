"""The key of this machine: one file in the state folder, its owner's alone, as `age-keygen` writes it.

    # created: 2026-11-27
    # sheet confirmed: 2026-11-27
    # public key: age1…
    AGE-SECRET-KEY-1…

A key counts once its sheet was confirmed. Until then it waits in a file of its own. Keys that were renewed stay in
another, so that backups from before open; no copy in a shared folder is read with them.
"""

import re
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec

from enquiry.errors import CannotRead, NotInstalled, UsageMistake
from enquiry.store.disk.atomic import write_file_atomically
from enquiry.store.disk.os_errors import translate_read_errors, translate_write_errors
from enquiry.store.disk.places import make_folder
from enquiry.store.keys.typed import read_typed_key

KEY_FILE, WAITING_FILE, EARLIER_FILE = "key.txt", "key-waiting.txt", "keys-before.txt"


class Identity(msgspec.Struct, frozen=True):
    """A secret key, the day it was made or typed in here, and the day on which its sheet was confirmed."""

    secret: str
    created: date
    confirmed: date | None = None

    @property
    def mark(self) -> str:
        """By what this key is told from another, on its sheet too; the key can't be worked out from it."""
        return sha256(f"enquiry mark {self.secret}".encode()).hexdigest()[:8]

    def __repr__(self) -> str:
        """Return words without the secret: a value's words may reach a screen or a report."""
        return f"Identity(of {self.created})"


def load_age() -> Any:
    """Return the library that locks and unlocks. Raises NotInstalled."""
    try:
        import pyrage
    except ImportError as fault:
        words = "Copies that leave are locked; that needs a part more."
        raise NotInstalled(
            words, "pip install 'enquiry[safe]', or lay them open: enquiry sync FOLDER --unlocked"
        ) from fault
    return pyrage


def generate_identity(today: date) -> Identity:
    """Return a new key that nobody has. Raises NotInstalled."""
    return Identity(str(load_age().x25519.Identity.generate()), today)


def read_identity(state: Path, *, waiting: bool = False) -> Identity | None:
    """Return the key of this machine, or with `waiting` the one whose sheet is not confirmed yet; None without one.

    Raises CannotRead for a file that can't be read or holds no key.
    """
    found = _read_keys(state / (WAITING_FILE if waiting else KEY_FILE))
    return found[-1] if found else None


def list_earlier_identities(state: Path) -> list[Identity]:
    """Return the keys that were renewed, the latest first. Raises CannotRead."""
    return _read_keys(state / EARLIER_FILE)[::-1]


def _read_keys(path: Path) -> list[Identity]:
    with translate_read_errors(path):
        try:
            text = path.read_text("ascii", "replace")
        except FileNotFoundError:
            return []
    found, said = list[Identity](), dict[str, date]()
    for line in text.splitlines():
        if label := re.fullmatch(r"# (created|sheet confirmed): (\d{4}-\d\d-\d\d)\S*", line):
            with suppress(ValueError):
                said[label[1]] = date.fromisoformat(label[2])
        elif line and not line.startswith("#"):
            try:
                secret = read_typed_key(line)
            except UsageMistake as fault:
                hint = "Type it in again from its sheet: enquiry keys enter"
                raise CannotRead(f"{path} holds no key that can be used.", hint) from fault
            created = said.get("created", date(1970, 1, 1))
            found.append(Identity(secret, created, said.get("sheet confirmed")))
            said = {}
    return found


def write_waiting_identity(state: Path, identity: Identity) -> None:
    """Keep a key whose sheet is still to be confirmed. Raises CannotWrite."""
    _write_keys(state / WAITING_FILE, [identity])


def adopt_identity(state: Path, identity: Identity) -> None:
    """Make a key that is confirmed the one of this machine; the one before it stays, to open what it locked.

    Raises CannotWrite and CannotRead.
    """
    before = read_identity(state)
    if before and before.secret != identity.secret:
        kept = [one for one in list_earlier_identities(state) if one.secret != before.secret]
        _write_keys(state / EARLIER_FILE, [*kept[::-1], before])
    _write_keys(state / KEY_FILE, [identity])
    with suppress(OSError):  # one that stays there is the same key, and no secret more
        (state / WAITING_FILE).unlink(missing_ok=True)


def _write_keys(path: Path, identities: list[Identity]) -> None:
    lines = []
    for one in identities:
        lines += [f"# created: {one.created}"] + ([f"# sheet confirmed: {one.confirmed}"] if one.confirmed else [])
        public = load_age().x25519.Identity.from_str(one.secret).to_public()
        lines += [f"# public key: {public}", one.secret]
    with translate_write_errors(path):
        make_folder(path.parent)
    write_file_atomically(path, "".join(f"{line}\n" for line in lines).encode())
