"""Schemas for tests: answers validated against what `enquiry schema` prints of their command."""

import json
from functools import lru_cache
from typing import Any

from jsonschema import FormatChecker
from jsonschema.validators import Draft202012Validator

from enquiry.answers.answer import Answer
from enquiry.answers.schema import build_answer_schema
from enquiry.exchange.encoding import encode_answer


@lru_cache
def validator(command: str) -> Draft202012Validator:
    """Return what validates the answers of a command."""
    return Draft202012Validator(build_answer_schema(command), format_checker=FormatChecker())


def plain(answer: Answer) -> Any:
    """Return an answer as a program reads it, without its `schema_version`."""
    found = json.loads(encode_answer(answer))
    assert found.pop("schema_version") == 1
    return found
