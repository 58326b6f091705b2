"""Near-copies, placed one by one: each comment joins the group that it is most like, or none.

Bands only say whom to compare with. A group grows by what shares half of its runs with a member,
and enough with the group's first one: else a chain of likenesses would join what is not alike.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from moderation.assist.signatures import agreement

if TYPE_CHECKING:
    import numpy as np

    from moderation.assist.signatures import Signatures

ALIKE = 0.5
# What a member must have in common with the first of its group.
ALIKE_TO_FIRST = 0.35
# So many are compared, those that share the most bands first; more would be of the same groups.
_MOST = 16
# So many members of a group are found by their bands; a thousandth copy need not be.
_FINDABLE = 48


@dataclass(slots=True)
class Groups:
    """Groups as they are known so far: signatures, and the first of each comment's group."""

    signatures: "dict[int, Signatures]" = field(default_factory=dict)
    firsts: dict[int, int] = field(default_factory=dict)
    sizes: Counter[int] = field(default_factory=Counter)

    def know(self, comment: int, signature: "Signatures", first: int | None) -> None:
        """Know of a comment that was placed before."""
        self.signatures[comment] = signature
        if first is not None:
            self.firsts[comment] = first

    def place(self, comment: int, signature: "Signatures", near: Mapping[int, int]) -> bool:
        """Place a comment; `near` are those that share bands with it, and how many.

        Afterwards `firsts` has the first of its group if it is in one. True if later ones should
        be able to find it by its bands; False where a group has enough of those already.
        """
        import numpy as np

        compared = [
            one for one, _shared in sorted(near.items(), key=lambda pair: (-pair[1], pair[0]))
            if one in self.signatures and one != comment
        ][:_MOST]  # fmt: skip
        self.signatures[comment] = signature
        if not compared:
            return True
        shares = agreement(signature, np.stack([self.signatures[one] for one in compared]))
        for place in np.argsort(-shares, kind="stable"):
            if shares[place] < ALIKE:
                break
            if self._may_join(signature, compared[place]):
                first = self.firsts.setdefault(compared[place], compared[place])
                self.firsts[comment] = first
                self.sizes[first] += 1
                return self.sizes[first] < _FINDABLE
        return True

    def _may_join(self, signature: "Signatures", member: int) -> bool:
        first = self.firsts.get(member, member)
        # One whose text was changed since is in the group by its name alone.
        if first == member or self.firsts.get(first) != first:
            return True
        return bool(agreement(signature, self.signatures[first][None, :])[0] >= ALIKE_TO_FIRST)


def place_all(
    groups: Groups,
    comments: Sequence[int],
    made: "Signatures",
    bands: "np.ndarray[tuple[int, int], np.dtype[np.int32]]",
    near: "Mapping[int, Iterable[int]]",
) -> list[bool]:
    """Place comments in their order, each also beside those before it; as `Groups.place` of each.

    `near` has, by place in the sequence, the comments known before that share bands (as often as
    they do).
    """
    here: dict[int, list[int]] = {}
    findable = []
    for place, comment in enumerate(comments):
        keys = bands[place].tolist()
        sharing = list(near.get(place, ()))
        for key in keys:
            if key in here:
                sharing += here[key]
        may_be_found = groups.place(comment, made[place], Counter(sharing))
        if may_be_found:
            for key in keys:
                here.setdefault(key, []).append(comment)
        findable.append(may_be_found)
    return findable
