"""Three hundred sentences with a place for a name, and the people who are named in them, in every spelling.

Thirty ways in which teachers write of a child, at the start, in the middle and at the end, times ten spellings.
"""

import unicodedata
from collections.abc import Callable, Iterator

from enquiry.insight.privacy.folding import fold_text
from enquiry.insight.privacy.pupils import Pupil

PEOPLE = (
    *("Anna Brown", "Zoë O’Neill", "Anne-Marie Łukasiewicz", "José Álvarez", "Siân Ó Briain", "Nguyễn Thị Hoa"),
    *("Мария Иванова", "王小明", "محمد علي", "Hope Young", "Will Day", "Grace May", "Jürgen Müller", "Søren Ørsted"),
    *("Şule Yılmaz", "Jo Ng", "Ludwig van der Berg", "D’Arcy McCoy-Ní Riain"),
)
PUPILS = tuple(Pupil(f"Pupil {chr(65 + at)}", name) for at, name in enumerate(PEOPLE))

TEMPLATES = (
    "{} came late.",
    "{} and three others drew it first.",
    "{}: could not say why",
    "Today {} answered before I had asked.",
    "I asked {}.",
    "I asked {}, who shrugged.",
    "“{}” stood on the slip",
    "the slip said {}",
    "Seven of 24; {} for the first time!",
    "Was it {}?",
    "(see {}, table 4)",
    "- {}\n- and two more",
    "First line.\n{} on the second.",
    "wrote to the family of {} about it",
    "tags: talk/{}",
    "with {}, without help",
    "seen: {};counted: 3",
    "It went well…{} said so",
    "it was {}—and nobody else",
    "by {}/by me",
    "*{}* in bold",
    "[{}](link)",
    "#{} in the margin",
    "{}\tpresent",
    "3 {} 4",
    "{}.",
    "{}",
    "Later, in maths, {} explained exchange to the table by the window and stayed in at break.",
    "score={}",
    "what would {}, of all children, do next",
)
SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    str.upper,
    str.lower,
    lambda name: fold_text(name).plain,
    lambda name: unicodedata.normalize("NFD", name),
    lambda name: f"{name}'s",
    lambda name: f"{name}’s",
    lambda name: name.replace("’", "'").replace("-", " "),
    lambda name: name.replace("’", "").replace(" ", "\N{NO-BREAK SPACE}").replace("-", "\N{NON-BREAKING HYPHEN}"),
    lambda name: ", ".join(reversed(name.split(" ", 1))),
)


def list_sentences() -> Iterator[tuple[Pupil, str, str]]:
    """Yield the three hundred: who is named in each, as what, and the sentence."""
    for row, template in enumerate(TEMPLATES):
        for column, spell in enumerate(SPELLINGS):
            pupil = PUPILS[(row * len(SPELLINGS) + column + row) % len(PUPILS)]
            parts = [pupil.name, pupil.name.split()[0], pupil.name.split()[-1]]
            name = spell(parts[(row + column) % 3])
            yield pupil, name, template.format(name)


INNOCENT = (
    "The chairs were moved and the windows opened.",
    "In May we shall see whether the quiet table speaks.",
    "On Monday Year 8 read Romeo and Juliet in English.",
    "Rowe (1986) waited three seconds; so did Black and Wiliam (1998).",
    "They used Google Classroom in the autumn term.",
    "Scotland and New Zealand have other terms.",
    "I hope they will say why. Grace under pressure is rare.",
    "Marks out of 20: 12, 14 and 9.",
    "DOI 10.1080/713696153, ISBN 9780335204724, 78.5 words a minute",
    "P5 1st lesson, S3 4th period, 2026-02-03, 10:30, 24/30",
    "What Happens When I Wait Longer Than I Like?",
    "Plan B failed, so Table A. They wondered why Some wait. → Some do.",
    "A Year 7 class; the Head of Science; the EAL group",
)
