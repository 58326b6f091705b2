"""Which keys do what: a profile's, or somebody's own; no key does two things.

Nothing here acts, and nothing is Qt's but the way a key is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtGui import QKeySequence

from desktop.action_specs import SPECS, ActionSpec, Profile

# In lists, fields and dialogs these keys are needed for what they do everywhere.
_KEPT_BACK = frozenset((
    "Tab", "Shift+Tab", "Return", "Enter", "Space", "Up", "Down", "Left", "Right", "Home", "End",
    "PgUp", "PgDown", "Backspace", "Del", "Esc", "Ctrl+C", "Ctrl+V", "Ctrl+X",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Keymap:
    """The keys of one moderator. `own` are those of `Profile.OWN`, where they differ from `base`.

    `letters` says whether single letters and signs are keys at all.
    """

    profile: Profile = Profile.WORDPRESS
    base: Profile = Profile.WORDPRESS
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    letters: bool = True

    def keys(self, spec: ActionSpec) -> tuple[str, ...]:
        """The keys of this action, the one to print first."""
        every = self._every(spec)
        return every if self.letters else tuple(key for key in every if not is_single(key))

    def taken_by(self, key: str, but: str = "") -> ActionSpec | None:
        """The action that has this key, other than the one of this id; None if it is free."""
        wanted = written(key)
        for spec in SPECS:
            if spec.id != but and wanted in map(written, self._every(spec)):
                return spec
        return None

    def with_key(self, name: str, key: str) -> "Keymap":
        """My own keys, in which this key does this and nothing else."""
        wanted, mine = written(key), self._mine()
        holder = mine.taken_by(wanted, but=name)
        if holder is not None:
            mine = mine.without_key(holder.id, wanted)
        kept = [one for one in mine._every(_SPECS[name]) if written(one) != wanted]
        # A single letter is printed on buttons, so it stands first.
        given = (wanted, *kept) if is_single(wanted) else (*kept, wanted)
        return replace(mine, own={**mine.own, name: given})

    def without_key(self, name: str, key: str) -> "Keymap":
        """My own keys, in which this key does not do this."""
        mine, gone = self._mine(), written(key)
        kept = tuple(one for one in mine._every(_SPECS[name]) if written(one) != gone)
        return replace(mine, own={**mine.own, name: kept})

    def as_in_base(self, name: str) -> "Keymap":
        """The keys of this action as the profile has them; who took one of them gives it back."""
        mine = replace(self, own={one: keys for one, keys in self.own.items() if one != name})
        for key in mine._every(_SPECS[name]):
            holder = mine.taken_by(key, but=name)
            if holder is not None:
                mine = mine.without_key(holder.id, key)
        return mine

    def is_changed(self, name: str) -> bool:
        """Whether this action has other keys than in the profile."""
        return self.profile is Profile.OWN and name in self.own

    def _every(self, spec: ActionSpec) -> tuple[str, ...]:
        if self.profile is Profile.OWN:
            return self.own.get(spec.id, _of_profile(spec, self.base))
        return _of_profile(spec, self.profile)

    def _mine(self) -> "Keymap":
        """My own keys; begun anew, on the profile in use, where another was in use so far."""
        if self.profile is Profile.OWN:
            return self
        return Keymap(Profile.OWN, self.profile, {}, self.letters)


_SPECS = {spec.id: spec for spec in SPECS}


def written(key: str) -> str:
    """A key as it is written everywhere, whatever the way it was typed."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.PortableText)


def is_single(key: str) -> bool:
    """Whether it is a letter or sign by itself: what WCAG 2.1.4 wants to be able to switch off."""
    return len(key.removeprefix("Shift+")) == 1


def is_kept_back(key: str) -> bool:
    """Whether lists, fields and dialogs need this key for themselves."""
    return written(key) in _KEPT_BACK


def told(value: object) -> Mapping[str, tuple[str, ...]]:
    """Own keys as they were kept; what is damaged, or of an action that is no more, is left out."""
    if not isinstance(value, dict):
        return {}
    return {
        name: tuple(written(key) for key in keys if isinstance(key, str) and written(key))
        for name, keys in value.items()
        if name in _SPECS and isinstance(keys, list)
    }


def _of_profile(spec: ActionSpec, profile: Profile) -> tuple[str, ...]:
    letters = spec.letters
    if profile is Profile.CORAL and spec.coral is not None:
        letters = spec.coral
    return (*letters, *spec.keys)
