"""msgspec, loaded without `typing_extensions`.

It asks for names there that every Python this program runs on has in `typing`, and does without where the import fails;
loading them takes longer than msgspec itself. Others find `typing_extensions` as ever.
"""

import sys

if not {"msgspec", "typing_extensions"} & set(sys.modules):
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # Python's own way to make an import fail
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]
