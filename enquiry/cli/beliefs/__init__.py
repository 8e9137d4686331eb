"""Beliefs at the command line: reasons as they are typed, what a belief becomes, and the offer after a decision."""
