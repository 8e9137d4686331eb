"""What `--help` says of beliefs, of decisions seen again, and of what was read."""

LEARNING_HELP = {
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
    "replay": """\
Read a cycle's decisions again, each with only what you had written by then; what came later is folded beneath.

At the end it asks one thing, which Enter skips: knowing only this, would you decide it again? The answer is kept as a
reflection. Nothing is judged.

$ enquiry replay 4
$ enquiry replay 4 --answer \"Yes, but I would ask the quiet four first.\"""",
    "readings": """\
List what you have read, each source once: where it stands, and what it would have you see.

With --tried, how that turned out over the years, as your reviews say, and what nobody has looked at yet. An entry is
known as the same reading by its DOI, else by author, year and title.

$ enquiry read waiting lengthens answers --expects "more hands in two weeks"
$ enquiry review 4 --tried "4.2=in part: the quiet four wrote nothing"
$ enquiry readings --tried""",
}
"""What `--help` says of them."""
