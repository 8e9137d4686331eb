"""The characters that could act on whatever shows them: controls, turners of the reading direction, half characters.

Views show each by a sign for it; JSON writes it by its number. Newlines and tabs are let be. None of these is printable
as `str.isprintable` has it.
"""

ACTING = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
"""The pattern of one such character."""
