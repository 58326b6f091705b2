"""Places in a text as Qt counts them: a character beyond U+FFFF, such as 🙂, is two to it."""


def in_qt(text: str, place: int) -> int:
    """The place before which Qt counts what stands before `place` (characters)."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def from_qt(text: str, place: int) -> int:
    """The place (characters) that is `place` to Qt; within a character it is that one's end."""
    counted = 0
    for at, character in enumerate(text):
        if counted >= place:
            return at
        counted += 2 if ord(character) > 0xFFFF else 1
    return len(text)
