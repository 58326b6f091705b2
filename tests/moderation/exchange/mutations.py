"""A file with cuts, flips, repetitions and insertions, as Hypothesis thinks them up."""

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

# What is done, where (0 to 1 of the file), to how many bytes, and what is thrown in there.
Mutation = tuple[str, float, int, bytes]


def mutations(thrown_in: Sequence[bytes]) -> SearchStrategy[list[Mutation]]:
    """One to five things to do to a file; `thrown_in` is what hurts a file of this kind."""
    return st.lists(
        st.tuples(
            st.sampled_from(["cut", "flip", "repeat", "throw in"]),
            st.floats(0, 1, exclude_max=True),
            st.integers(1, 200),
            st.sampled_from(thrown_in),
        ),
        min_size=1,
        max_size=5,
    )


def mutated(raw: bytes, changes: Sequence[Mutation]) -> bytes:
    """The bytes after all of that, one after the other."""
    for how, place, length, thrown_in in changes:
        at = int(place * len(raw))
        piece = raw[at : at + length]
        match how:
            case "cut":
                raw = raw[:at] + raw[at + length :]
            case "flip":
                raw = raw[:at] + bytes(byte ^ 0x55 for byte in piece) + raw[at + length :]
            case "repeat":
                raw = raw[:at] + piece * 3 + raw[at + length :]
            case _:
                raw = raw[:at] + thrown_in + raw[at:]
    return raw
