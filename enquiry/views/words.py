"""Small words for people, as the values say them too."""

from enquiry.insight.words import counted, joined, spelled_number

__all__ = ["counted", "joined", "spelled_number"]
