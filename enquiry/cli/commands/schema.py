"""`enquiry schema`: the JSON Schemas of what the commands answer to programs."""

from typing import Annotated

from enquiry.answers.schema import ANSWERS, build_answer_schema, describe_schemas
from enquiry.cli.options import build_argument
from enquiry.cli.session import Session
from enquiry.errors import NotFound, suggest_nearest
from enquiry.exchange.encoding import format_json
from enquiry.views.layout import draw_pairs, format_pairs_lines

_COMMAND = "The command whose answer is meant, such as measures compare."
Named = Annotated[list[str] | None, build_argument("[COMMAND]...", _COMMAND)]


def schema(session: Session, command: Named = None) -> None:
    name = " ".join(command or ())
    if name in ANSWERS:
        session.hand_over(format_json(build_answer_schema(name)))
    elif name:
        words = f"There is no command “{name}” that answers with --json.{suggest_nearest(name, ANSWERS)}"
        raise NotFound(words, "enquiry schema lists those that do.")
    else:
        found = describe_schemas()
        fields = {name: " | ".join(map(", ".join, shapes)) for name, shapes in found.answers.items()}
        session.show(fields, view=draw_pairs, plain=format_pairs_lines, data=lambda _fields: found)
        session.say("The schema of one, whole: enquiry schema list")
