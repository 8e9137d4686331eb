"""The JSON encoder: typed values as documents that any program reads and any terminal may show."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from enquiry.answers.journal import SettingsAnswer
from enquiry.exchange.encoding import encode_answer, format_json
from enquiry.model.choices import Decision
from enquiry.model.cycle import SuccessSign
from enquiry.query.tags.usage import TagUse

DAY = date(2025, 9, 3)


def test_a_document_is_utf8_json_that_begins_with_its_version() -> None:
    written = encode_answer(SettingsAnswer({"text": "日本 élève ☃ \x1b \u2028", "on": None}))
    assert written.startswith(b'{\n  "schema_version": 1,\n  "settings": {\n    "text": "')
    assert written.endswith(b"\n}\n")
    assert "日本 élève ☃" in written.decode()
    assert rb"\u001b \u2028" in written
    settings = {"text": "日本 élève ☃ \x1b \u2028", "on": None}
    assert json.loads(written)["settings"] == settings


def test_the_encoder_writes_every_sort_of_value() -> None:
    value = {
        "struct": SuccessSign(text="sign", on=DAY),
        "named": TagUse("a", 1, (2,), DAY, DAY),
        "enum": Decision.ADAPT,
        "moment": datetime(2025, 9, 3, 16, 5, tzinfo=UTC),
        "path": Path("/a\udcff"),
        "nested": (({"x": DAY},), None, 1.5, True),
    }
    assert json.loads(format_json(value)) == {
        "struct": {"text": "sign", "on": "2025-09-03"},
        "named": {"tag": "a", "used": 1, "cycles": [2], "first": "2025-09-03", "last": "2025-09-03"},
        "enum": "adapt",
        "moment": "2025-09-03T16:05:00+00:00",
        "path": "/a?",
        "nested": [[{"x": "2025-09-03"}], None, 1.5, True],
    }
