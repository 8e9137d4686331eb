"""Prompts: what is asked of a person who would rather be asked, in sets that are data."""

import re
from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from enquiry.errors import UsageMistake, suggest_nearest
from enquiry.model.field import PROMPTED_COMMANDS
from enquiry.model.fields import find_field, list_prompt_fields


class Prompt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing asked: its name, the words, an example of an answer, and the field it fills instead of the text."""

    name: str
    asks: str
    example: str = ""
    field: str = ""

    @property
    def long(self) -> bool:
        """Whether the answer may run over several lines."""
        field = find_field(self.field)
        return not self.field or bool(field and (field.long or field.several))

    @property
    def several(self) -> bool:
        """Whether each line of the answer is one of several values."""
        field = find_field(self.field)
        return bool(field and field.several)


class PromptSet(msgspec.Struct, frozen=True, kw_only=True, rename={"prompts": "prompt"}):
    """Prompts that belong together: what they are about, and the commands they are for."""

    name: str
    about: str
    commands: tuple[str, ...]
    prompts: tuple[Prompt, ...]

    def name_group(self, people: str) -> "PromptSet":
        """Return the set asking of those that a cycle's group is made of, where its prompts say `{learners}`."""
        asked = (
            replace(one, **{name: getattr(one, name).replace("{learners}", people) for name in ("asks", "example")})
            for one in self.prompts
        )
        return replace(self, prompts=tuple(asked))


_PROMPT_SET_HINT = "A set has about, commands, and for each [[prompt]] name, asks, and if wanted example and field."


def parse_prompt_set(table: Mapping[str, object], name: str, source: str) -> PromptSet:
    """Return the set that a TOML table holds. Raises UsageMistake naming `source` and the place that is wrong."""
    prompts = table.get("prompt")
    within = [key for one in prompts if isinstance(one, Mapping) for key in one] if isinstance(prompts, list) else []
    for keys, known in ((table, ("about", "commands", "prompt")), (within, Prompt.__struct_fields__)):
        if unknown := [key for key in keys if key not in known]:
            words = f"{source} has an unknown key “{unknown[0]}”.{suggest_nearest(unknown[0], known)}"
            raise UsageMistake(words, _PROMPT_SET_HINT)
    try:
        read = msgspec.convert({**table, "name": name}, PromptSet)
    except msgspec.ValidationError as fault:
        raise UsageMistake(f"The prompt set {source} can't be used: {fault}.", _PROMPT_SET_HINT) from fault
    names = [prompt.name for prompt in read.prompts]
    fields = [prompt.field for prompt in read.prompts if prompt.field]
    strange = next((command for command in read.commands if command not in PROMPTED_COMMANDS), "")
    fillable = [list_prompt_fields(command) for command in read.commands if command in PROMPTED_COMMANDS]
    homeless = next((field for field in fields if any(field not in names for names in fillable)), "")
    misnamed = any(not re.fullmatch(r"[a-z0-9][a-z0-9-]*", name) for name in names)
    flaws = (
        (not read.commands, "is for no command"),
        (strange, f"is for “{strange}”, which asks by no set; those are {', '.join(PROMPTED_COMMANDS)}"),
        (homeless, f"fills “{homeless}”, which not every command it is for has"),
        (len(fields) == len(names), "asks for no text: one prompt at least fills no field"),
        (misnamed, "has a prompt whose name is not like-this"),
        (any(not prompt.asks.strip() for prompt in read.prompts), "has a prompt that asks nothing"),
        (len(set(names)) < len(names), "has two prompts of one name"),
        (len(set(fields)) < len(fields), "fills a field twice"),
    )
    for wrong, words in flaws:
        if wrong:
            raise UsageMistake(f"The prompt set {source} {words}.", _PROMPT_SET_HINT)
    return read
