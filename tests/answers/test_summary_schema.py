"""The published schema of `enquiry summary --json` is that of the value."""

import json
import os
from typing import Any

import msgspec
import pytest
from jsonschema.exceptions import ValidationError
from jsonschema.validators import Draft202012Validator

from enquiry.cli.summary.formats import SummaryFormat
from enquiry.documents.json import SummaryDocument
from tests import TOP
from tests.summaries import document, of_sample
from tests.test_house import tidied

SCHEMA = TOP / "enquiry" / "data" / "schema" / "summary.schema.json"


def published() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return found


def test_it_is_that_of_the_value() -> None:
    """After a change of the value, SNAPSHOTS=write publishes its schema anew: look at what changed in it."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A summary of an enquiry journal"}
    now = json.dumps({**head, **tidied(msgspec.json.schema(SummaryDocument))}, indent=2, ensure_ascii=False) + "\n"
    if os.environ.get("SNAPSHOTS") == "write":
        SCHEMA.write_text(now, encoding="utf-8")
    assert SCHEMA.read_text(encoding="utf-8") == now
    Draft202012Validator.check_schema(published())


@pytest.mark.parametrize("field", ["blocks", "cycles", "window", "at_the_time"])
def test_an_object_with_something_else_in_it_is_refused(field: str) -> None:
    answer = json.loads(document(of_sample("primary", "prd").summary, SummaryFormat.JSON))
    answer["summary"][field] = "something else"
    with pytest.raises(ValidationError):
        Draft202012Validator(published()).validate(answer)
