"""Locked files: age files that this machine's key opens, and that only a machine which holds the key can have made.

Such a file is locked to two recipients. One belongs to the key itself, so that the program `age` opens it with the
recovery sheet. The other belongs to a second key that is derived from it and never written down: nobody without the key
can lock anything to it, and a file is accepted only by way of it. So a file tells who wrote it with nothing added to
what it holds. (That whoever keeps a recipient secret has authenticated files is said by age's author: "age and
Authenticated Encryption", 2022.)
"""

import re
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from enquiry.errors import CannotUnlock, LockFault, UsageMistake
from enquiry.store.keys.identity import Identity, list_earlier_identities, load_age, read_identity
from enquiry.store.keys.typed import decode_key, encode_key

LOCKED_ENDING = ".age"
_PURPOSE = b"enquiry copy"
_LOCKED_START = re.compile(rb"age-encryption\.org/v1\n|-----BEGIN AGE ENCRYPTED FILE-----")


def is_locked(data: bytes) -> bool:
    """Say whether bytes begin as a locked file does."""
    return _LOCKED_START.match(data) is not None


def lock(data: bytes, identity: Identity) -> bytes:
    """Return the bytes locked. Raises NotInstalled."""
    recipients = [one.to_public() for one in _derive_keys(identity.secret)]
    return bytes(load_age().encrypt(data, recipients))


def unlock(data: bytes, identities: Iterable[Identity], named: str) -> bytes:
    """Return what a locked file holds, if one of these keys opens it and a machine with that key wrote it.

    Raises NotInstalled, and CannotUnlock which calls the file `named` and says why.
    """
    age, reason = load_age(), LockFault.NO_KEY
    for identity in identities:
        own, derived = _derive_keys(identity.secret)
        try:
            return bytes(age.decrypt(data, [derived]))
        except age.DecryptError as fault:
            reason = _find_fault(age, data, own, fault)
            if reason is not LockFault.OTHER_KEY:
                break
    words, hint = _REFUSALS[reason]
    raise CannotUnlock(f"{named} {words}.", hint, reason)


@cache
def _derive_keys(secret: str) -> tuple[Any, Any]:
    """Return a key, and the second that only its holders can derive, as the library has them."""
    age = load_age()
    derived = sha256(_PURPOSE + decode_key(secret)).digest()
    return tuple(age.x25519.Identity.from_str(one) for one in (secret, encode_key(derived)))


def _find_fault(age: Any, data: bytes, own: Any, fault: Exception) -> LockFault:
    """Return why the second key does not open a file: by what it says, and by whether the key itself does."""
    if not _is_other_key(fault):
        return LockFault.DAMAGED
    try:
        age.decrypt(data, [own])
    except age.DecryptError as other:
        return LockFault.OTHER_KEY if _is_other_key(other) else LockFault.DAMAGED
    return LockFault.FORGED


def _is_other_key(fault: Exception) -> bool:
    return "matching keys" in str(fault)


_REFUSALS = {
    LockFault.NO_KEY: (
        "is locked, and there is no key on this machine",
        "Type it in from its recovery sheet: enquiry keys enter",
    ),
    LockFault.OTHER_KEY: ("is locked with another key", "If you have its recovery sheet: enquiry keys enter"),
    LockFault.FORGED: (
        "opens with your key, but none of your machines wrote it",
        "Nothing of it was taken. Where you locked it yourself, unlock it yourself too: age -d -i key.txt FILE",
    ),
    LockFault.DAMAGED: ("is damaged, or has not arrived whole", "Wait until it has, or fetch it once more."),
}


def list_keys(state: Path, *, earlier: bool = False) -> list[Identity]:
    """Return the key of this machine, if there is one; with `earlier` the ones before it too. Raises CannotRead."""
    own = read_identity(state)
    return [*([own] if own else []), *(list_earlier_identities(state) if earlier else [])]


def require_key(state: Path) -> Identity:
    """Return the key of this machine. Raises UsageMistake where there is none."""
    for identity in list_keys(state):
        return identity
    hint = "Type it in from its recovery sheet: enquiry keys enter. To make one: enquiry keys"
    raise UsageMistake("Copies that leave are locked, and there is no key on this machine.", hint)


def unlock_file(data: bytes, state: Path, named: str) -> bytes:
    """Return the bytes of a file that a person names as they are without a lock: unlocked where it is locked.

    Raises as `unlock` does, and CannotRead for a key that can't be read.
    """
    return unlock(data, list_keys(state, earlier=True), named) if is_locked(data) else data
