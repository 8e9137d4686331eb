"""Drafts as `drafts --json` answers with them."""

from enquiry.answers.journal import Object
from enquiry.insight.drafts import Listed
from enquiry.model.draft import Waiting


def drafts_object(listed: Listed) -> Object:
    """Return the answer of `drafts`: every draft, with what can be read of it, and whether it is of this journal."""
    return {"drafts": [_object(one, listed.journal) for one in listed.drafts]}


def _object(one: Waiting, journal: str) -> Object:
    draft = one.draft
    return {
        "name": one.name,
        "command": draft.command if draft else "",
        "about": draft.about if draft else "",
        "began": draft.began.isoformat() if draft else None,
        "journal": draft.journal if draft else "",
        "here": bool(draft and draft.journal == journal),
        "prompts": draft.prompts if draft else "",
        "given": {name: list(values) for name, values in draft.given.items()} if draft else {},
        "answers": [{"prompt": answer.prompt, "text": answer.text} for answer in draft.answers] if draft else [],
        "text": draft.text if draft else "",
        "flaw": one.flaw,
        "busy": one.busy,
    }
