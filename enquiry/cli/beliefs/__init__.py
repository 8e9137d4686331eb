"""Beliefs at the command line: reasons as they are typed, what a belief becomes, and the offer after a decision."""

BELIEF_HELP = {
    "believe": """\
Say what you believe about learning, and what moved you; put it better, hold it otherwise, or give it up.

Every version stays, with its day and reason. Entries speak for it or against it, from any cycle: 4.7, or with a line
why. With its number alone it is shown. Nothing is counted, and a belief that nothing speaks for is no less one.

$ enquiry believe "Waiting helps only if they know why" --because 4.7
$ enquiry believe 3 "Waiting helps those who think first" --because 5.2
$ enquiry believe 3 --against "6.1=the quietest said less"
$ enquiry believe 3 --held given-up --because "it was the question\"""",
    "beliefs": """\
Show what you believe, each with the last entry that came for or against it.

$ enquiry beliefs
$ enquiry beliefs --untested""",
    "trace": """\
Tell how a belief came to be what it is: I used to think, now I think, because. Each step has what moved it.

$ enquiry trace 3""",
}
"""What `--help` says of them."""
