"""What `--help` says of filing, moving and going on with what was begun, and of asks."""

KEEPING_HELP = {
    "file": """\
File a note to a cycle; it keeps its own day. Without a name, go through the notes that wait, one at a time.

With --together it shows notes that share their rarer words over weeks, and asks for the question that they ask.

$ enquiry file n12 -c 7 --as evidence --kind tally
$ enquiry file --together""",
    "move": """\
Move entries to the cycle they belong to, or make them another kind. Each keeps its day and history, and gets
a new name.

$ enquiry move 3.6 2
$ enquiry move 3.6 3.7 n12 2 --as reflection""",
    "use": """\
Make a cycle the current one, to which writing goes when none is named.

$ enquiry use 7""",
    "drafts": """\
Show what was begun and not saved, go on with it, or let it go.

$ enquiry drafts
$ enquiry drafts resume d1
$ enquiry drafts discard d1""",
    "drafts resume": """\
Go on with a draft where it stopped; without a name, with the latest.

$ enquiry drafts resume d1""",
    "drafts discard": """\
Let a draft go. It asks first.

$ enquiry drafts discard d1
$ enquiry drafts discard --all""",
    "ask": """\
Add what would help, and of whom you ask it: by role, never by name.

It is told in summaries for whoever was asked, once you let the cycle go to them. `answer` keeps what became of it.

$ enquiry ask
$ enquiry ask "an hour a fortnight of cover" --of depute -c 4""",
    "asks": """\
List what was asked for: what is open, then what was answered and what came of it.

$ enquiry asks
$ enquiry asks --open --of depute
$ enquiry asks --year 2025-26""",
    "answer": """\
Keep how an ask was answered, yes, partly or no, and what came of it.

Without its name the only open one is meant. Given again, it changes the answer.

$ enquiry answer
$ enquiry answer 4.12 partly "one hour, in the weeks without assessment"
$ enquiry answer 4.12 no --on "last friday\"""",
}
"""By the name of the command; of one within another by both names."""
