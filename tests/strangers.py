"""Files meant to do harm: a hundred of every kind that somebody else may hand the program, made from sound ones."""

import io
import json
import os
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from enquiry.exchange.folder.write import render_folder
from enquiry.exchange.importing.journal import load_exported_journal
from enquiry.exchange.samples import read_sample
from enquiry.presets import DATA
from tests.conftest import Home

AS_MANY = 100

NESTED = tuple(sign * 100_000 for sign in ("[", "{", "(", "a(", '{"a":', "[[", "-", "NOT ", "<a>", "> ", "a."))
LONG = tuple(
    sign * 400_000 for sign in (" ", "\n", "a", "9", ",", ", ", ";", '"', "\\", "a,", " and ", "é", "=", "{}", "#")
)
STRANGE = (
    "\0",
    "\ufeff",
    "\x1b]52;c;eA==\x07",
    "\u202e",
    "\x85",
    "\r",
    "1e999",
    "-1e308",
    "NaN",
    "true",
    "null",
    "9" * 5000,
)


class Stranger(NamedTuple):
    """A kind of file: a sound one, what harms this kind alone, and how the program is handed one at a path.

    `lay` puts it where the program looks for it, and returns the command lines that read it.
    """

    sound: bytes
    own: tuple[bytes, ...]
    lay: Callable[[Home, bytes], list[tuple[str, ...]]]
    is_text: bool = True

    def spoil(self) -> Iterator[bytes]:
        """Yield AS_MANY spoiled files: first what harms this kind alone, then what harms any."""
        chance, text = random.Random(len(self.sound)), self.sound
        found = [
            *self.own,
            b"",
            b"\xff\xfe" + self.sound,
            self.sound[: len(self.sound) // 2],
            os.fsencode("\udcff") * 99,
        ]
        if self.is_text:
            for what in (*STRANGE, *NESTED, *LONG):
                at = chance.randrange(len(text))
                found.append(text[:at] + what.encode() + text[at:])
                if len(what) < 10_000:
                    found.append(what.encode() + text)
            found += [what.encode() for what in (*NESTED, *LONG)]
        while len(found) < AS_MANY:
            begin, end = sorted(chance.randrange(len(text)) for _ in range(2))
            cut = text[begin : min(end, begin + 400)]
            found.append(text[:begin] + chance.choice((b"", cut * 3, bytes(chance.randbytes(20)))) + text[end:])
        yield from found[:AS_MANY]


def handed(name: str, *before: str, after: tuple[str, ...] = ()) -> Callable[[Home, bytes], list[tuple[str, ...]]]:
    """Return how a file is handed over as an argument."""

    def lay(home: Home, data: bytes) -> list[tuple[str, ...]]:
        path = home.folder / name
        path.write_bytes(data)
        return [(*before, str(path), *after)]

    return lay


def preset(folder: str, *command: str) -> Callable[[Home, bytes], list[tuple[str, ...]]]:
    """Return how a file of one's own lies in a folder of presets under the name that the command asks for."""

    def lay(home: Home, data: bytes) -> list[tuple[str, ...]]:
        path = home.folder / "config" / "enquiry" / folder
        path.mkdir(parents=True, exist_ok=True)
        (path / "strange.toml").write_bytes(data)
        return [command]

    return lay


def lay_settings(home: Home, data: bytes) -> list[tuple[str, ...]]:
    path = home.folder / "config" / "enquiry" / "settings.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return [("config",), ("config", "color", "never")]


def lay_notes(home: Home, data: bytes) -> list[tuple[str, ...]]:
    folder = home.folder / "notes"
    folder.mkdir(exist_ok=True)
    files = render_folder(load_exported_journal(read_sample("french"), "french"))
    for name, sound in files.items():
        (folder / name).write_bytes(data if name.startswith("cycle") else sound)
    return [("import", str(folder), "--dry-run")]


def lay_queries(home: Home, data: bytes) -> list[tuple[str, ...]]:
    """Lay an export whose saved queries are the lines of a file, and ask the last of them."""
    lines = data.decode("utf-8", "replace").replace("\0", "").split("\n")[:50]
    document = json.loads(read_sample("french"))
    document["settings"]["queries"] = [{"name": f"q{n}", "text": line or "x"} for n, line in enumerate(lines)]
    path = home.folder / "queries.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    home.journal.unlink(missing_ok=True)
    return [("import", str(path)), ("search", f"@q{len(lines) - 1}"), ("search", "--saved")]


@cache
def word_file() -> bytes:
    import docx

    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def word_files() -> Iterator[bytes]:
    """Yield documents in each of whose parts something is not as it should be."""
    with ZipFile(io.BytesIO(word_file())) as given:
        held = {name: given.read(name) for name in given.namelist()}
    spoiled: list[dict[str, bytes]] = []
    for name, data in held.items():
        spoiled.append({one: two for one, two in held.items() if one != name})
        others = (b"", b"<x/>", data[: len(data) // 2], data.replace(b"w:val", b"w:x"), data.replace(b"rId", b"r"))
        spoiled += [{**held, name: other} for other in others]
    bomb = {"word/styles.xml": b"<x>" + b"<y/>" * 1_900_000 + b"</x>", "word/media.png": bytes(200_000_000)}
    deep = b"<x>" * 300_000
    laughs = b'<!DOCTYPE x [<!ENTITY a "' + b"a" * 10_000 + b'"><!ENTITY b "' + b"&a;" * 10_000 + b'">]><x>&b;</x>'
    spoiled[:0] = [{**held, name: data} for name, data in bomb.items()]
    spoiled[:0] = [{**held, "word/document.xml": data} for data in (deep, laughs)]
    spoiled[:0] = [{**held, **{f"word/{n}.xml": b"<x/>" for n in range(5000)}}]
    for parts in spoiled:
        stream = io.BytesIO()
        with ZipFile(stream, "w", ZIP_DEFLATED) as written:
            for name, data in parts.items():
                written.writestr(name, data)
        yield stream.getvalue()


def doubling(lines: int, form: str) -> str:
    return "\n".join(form.format(n, n - 1) for n in range(1, lines))


BIBTEX = (
    "@article{rowe1986, author = {Rowe, Mary Budd and Black, P.}, title = {Wait {T}ime}, year = 1986, doi = {10.1/x}}\n"
)
GROWING = (
    "@string{w0 = {aaaaaaaaaaaaaaaaaaaaaaaaaa}}\n"
    + doubling(30, "@string{{w{0} = w{1} # w{1}}}")
    + "\n@a{x, title = w29}"
)
SAVED = "reading\n" + doubling(17, "@q{1} @q{1} OR @q{1}")
NESTED_QUERIES = f"x\n{doubling(20, '-' * 40 + '(@q{1})')}".encode()
DEEP_TOML = b"a = " + b"[" * 20_000 + b"]" * 20_000
CALENDAR = (DATA / "calendars" / "custom.toml").read_bytes()
EXPORT = read_sample("french")


def edited(**settings: object) -> bytes:
    return json.dumps({**json.loads(EXPORT), **settings}).encode()


def in_entry(**fields: object) -> bytes:
    document = json.loads(EXPORT)
    document["cycles"][0]["entries"][0].update(fields)
    return json.dumps(document).encode()


DAY_ONE = json.dumps(
    {"entries": [{"uuid": "A", "creationDate": "2025-03-16T23:30:00Z", "timeZone": "Europe/London", "text": "words"}]}
).encode()


def pack(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as written:
        for name, data in parts.items():
            written.writestr(name, data)
    return stream.getvalue()


STRANGERS = {
    "bibtex": Stranger(
        BIBTEX.encode() * 5,
        (
            GROWING.encode(),
            BIBTEX.encode() * 30_000,
            b"@comment{" * 100_000,
            b"@a{x, title = {" + b"{" * 400_000,
            b"@string{a = 1}" + b"@a{x, title = a" + b" # a" * 400_000 + b"}",
            b"@a{x, title={T}, author={" + b"A.B." * 200_000 + b",}}",
            b"@a{x, title={T}, author={" + b"{ and " * 50_000 + b"}}",
            b"@a{x, title={T}, author={" + b", " * 300_000 + b"}}",
        ),
        handed("strange.bib", "read", "--from-bibtex", after=("--dry-run",)),
    ),
    "table": Stranger(
        b"code,before,after\nA,1,2\nB,3,4\nC,5,7\n" * 2,
        (b"before,after\n" + b"1,2\n" * 500_000, b"before,after\n" + b'"' * 500_001, b"," * 2_000_000),
        handed("strange.csv", "measures", "compare", "--csv", after=("--before", "before", "--after", "after")),
    ),
    "export": Stranger(
        EXPORT,
        (
            b'{"schema_version": 1, "cycles": ' + b"[" * 1_000_000,
            b'{"schema_version": 1, "cycles": [' + b"[]," * 3_000_000 + b"[]]}",
            b'{"schema_version": 2, "cycles": [], "cycles": []}',
            edited(about="x" * 40_000_000),
            in_entry(text="a\n" * 450_000),
            in_entry(text="a" * 1_100_000),
            in_entry(tags=["/".join("a" * 5000)]),
            in_entry(id="x\r\nBEGIN:VEVENT"),
            in_entry(happened_on="9999-12-31"),
            in_entry(name="1." + "9" * 5000),
        ),
        handed("strange.json", "import", after=("--dry-run",)),
    ),
    "notes": Stranger(
        next(
            data for name, data in render_folder(load_exported_journal(EXPORT, "")).items() if name.startswith("cycle")
        ),
        (
            b"---\nenquiry: 2\nholds: cycle\n" + b"a: [" * 100_000 + b"\n---\n",
            b"---\nenquiry: 2\nholds: cycle\n---\n" + b"\n" * 2_000_000,
            b"---\nenquiry: 2\nholds: inbox\n---\n" + b"## n1 \xc2\xb7 2025-01-01 \xc2\xb7 note\n" * 100_000,
            b"---\n" + b"a:\n" + b" - x\n" * 400_000 + b"---\n",
        ),
        lay_notes,
    ),
    "diary": Stranger(
        b"[2025-09-16 10:15] One thing. *\nmore @tag\n\n[2025-09-17 10:15] Another\n" * 3,
        (b"[2025-09-16 10:15] x\n" * 100_000, b"* 2025-09-16\n" * 100_000, b"2025-09-16 " * 100_000, b"[1/2/2025] x\n"),
        handed("strange.txt", "import", after=("--dry-run",)),
    ),
    "day one": Stranger(
        DAY_ONE,
        (
            b'{"entries": [' + b'{"creationDate": 1},' * 100_000 + b'{"creationDate": null}]}',
            DAY_ONE.replace(b"Europe/London", b"../../etc/passwd"),
            DAY_ONE.replace(b"2025-", b"9999-"),
            pack({"Journal.json": bytes(300_000_000)}),
            pack({f"{n}.json": DAY_ONE for n in range(2000)}),
            pack({"Journal.json": DAY_ONE})[:-20],
        ),
        handed("strange.json", "import", after=("--dry-run",)),
    ),
    "form": Stranger(
        b"Timestamp,Email,How sure?,Why?\n2025-10-01 09:00,a@x.example,4,so\n2025-10-01 09:01,b@x.example,5,so\n",
        (b"Timestamp,a\n" + b"1,2\n" * 500_000, b"a," * 100_000 + b"\n1\n", b'Timestamp,a\n"' + b"x" * 500_000),
        handed("strange.csv", "import", after=("--dry-run",)),
    ),
    "note": Stranger(
        b"---\ntags: [a, b]\ndate: 2025-09-16\n---\n# Waiting\n\nwords\n",
        (
            b"---\na: &a [x, x, x]\n" + b"".join(b"b%d: [*a, *a]\n" % n for n in range(999)) + b"---\nx",
            b"---\na: " + b"[" * 100_000 + b"\n---\nx",
            b"---\n!!python/object/apply:os.system ['true']\n---\nx",
        ),
        handed("strange.md", "import", after=("--dry-run",)),
    ),
    "template": Stranger(
        word_file(),
        tuple(word_files()),
        handed("strange.docx", "summary", "-o", "out.docx", "--force", "--template"),
        is_text=False,
    ),
    "settings": Stranger(
        b'color = "auto"\nwait = 5.0\n[pulse]\nquiet = 20\n', (DEEP_TOML, b"a=1\n" * 200_000), lay_settings
    ),
    "calendar": Stranger(
        CALENDAR,
        (DEEP_TOML, CALENDAR + b"\n".join(b"[years.'%d']" % year for year in range(9000, 10001))),
        preset("calendars", "config", "calendar", "strange"),
    ),
    "prompts": Stranger(
        (DATA / "prompts" / "quick.toml").read_bytes(), (DEEP_TOML,), preset("prompts", "config", "prompts", "strange")
    ),
    "reader": Stranger(
        (DATA / "readers" / "prd.toml").read_bytes(), (DEEP_TOML,), preset("readers", "summary", "--for", "strange")
    ),
    "standards": Stranger(
        (DATA / "standards" / "gtcs-2021.toml").read_bytes(), (DEEP_TOML,), preset("standards", "standards")
    ),
    "queries": Stranger(
        b"tag:reading\nkind:evidence OR quiet\n@q0 -@q1",
        (
            SAVED.encode(),
            b" OR ".join([b"a"] * 20_000),
            b"@q0",
            b"since:2025-01-01 " * 300,
            NESTED_QUERIES,
            b"cycle:" + b"9" * 5000 + b"-" + b"9" * 5001,
        ),
        lay_queries,
    ),
}
"""Every kind, by name."""


def irregular(folder: Path) -> dict[str, Path]:
    """Return paths that no file lies at, but something that never ends, or never begins."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    return {"a pipe": pipe, "a device without end": Path("/dev/zero"), "a folder": folder}
