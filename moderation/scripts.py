"""Scripts that write words without blanks: in them a word is found wherever it stands in a line."""

from db.scripts import has_spaceless, is_spaceless

__all__ = ["has_spaceless", "is_spaceless"]
