"""What `--help` says of what is given to colleagues, and of the staffroom that is made of it."""

GIFT_HELP = {
    "gift": """\
Give an enquiry to a critical friend: a document they answer in its margin. What went to whom is kept, at home.

Without a cycle, the current one. Names are checked, and evidence close to someone is told by name and day only, as in
every summary; both are said before anything is written. It is a file for you to send: nobody gets into the journal.

For a leader it is laid in a folder for the staffroom, each line shown first and struck out at will.

$ enquiry gift 4 --to "stage partner" -o exchange.docx
$ enquiry gift 4 5 --to "my pair" --wish "Where do I fool myself?" -o gift.md
$ enquiry gift --for leader -o ~/shared/gifts""",
    "gifts": """\
List what was given: to whom, when, what went, and by when it is to be deleted. This list never leaves.

$ enquiry gifts
$ enquiry gifts show g3
$ enquiry gifts withdraw g3""",
    "gifts show": """\
Show one gift: every entry that went in it by name, and what you wished.

$ enquiry gifts show g3
$ enquiry gifts g3""",
    "gifts withdraw": """\
Mark a gift as asked back, and lay out the lines to send: please delete it. Of one laid in a
staffroom, the file is deleted.

$ enquiry gifts withdraw g3""",
    "comments": """\
Take in what a colleague wrote in the margin of a gift: each comment stands beneath the entry it speaks of.

It is kept as it was said, in their words and name: you answer it, and nobody edits it. The same document twice adds
nothing. Changes in the text itself are told, marked or not, and never taken. A mail names the gift and answers by lines
that begin with an entry's name and a colon, such as 4.8: I wonder whether they had drawn it first.

$ enquiry comments exchange.docx
$ enquiry comments - < mail.txt
$ enquiry reflect --about 4.27 she is right: I never asked the two who left""",
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
    "staffroom": """\
Show what colleagues chose to give, as it lies in a folder now: questions, what would help, what was decided and why.

Your own enquiry stands first. Nobody is counted, and nothing says who gave or did not; of fewer than three nothing is
told. Nothing of it is kept: what somebody takes out of the folder is gone at the next look. A gift is laid there with
enquiry gift --for leader -o FOLDER.

$ enquiry staffroom ~/shared/gifts
$ enquiry staffroom ~/shared/gifts -c 4 -o staffroom.docx
$ enquiry staffroom ~/shared/gifts --for meeting -o meeting.pdf""",
}
