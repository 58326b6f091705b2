"""How much room is left beside what is read: less where there is little."""

from desktop import theme

_NARROW = 640
_SIDE, _SIDE_IF_NARROW = 40, 16
# An article and its discussion side by side, in lines that can be read, are no wider.
_WIDEST = 1_720


def is_narrow(width: int) -> bool:
    """Whether a reading pane of this width is narrow for the size of its text."""
    return width < theme.in_force().px(_NARROW)


def side_of(width: int) -> int:
    """The margin on either side of a reading pane of this width, in pixels."""
    return theme.in_force().px(_SIDE_IF_NARROW if is_narrow(width) else _SIDE)


def left_over(width: int) -> int:
    """What a pane of this width has at its right that nobody needs: lines would only grow long."""
    return max(0, width - 2 * side_of(width) - theme.in_force().px(_WIDEST))
