"""Tests for desktop.keymap."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.action_specs import SPECS, Profile
from desktop.keymap import Keymap, is_kept_back, is_single, told, written

SPEC = {spec.id: spec for spec in SPECS}
NAMES = st.sampled_from(sorted(SPEC))
KEYS = st.sampled_from(["A", "B", "F", "Y", "?", "Ctrl+K", "Ctrl+Shift+A", "F2", "Alt+1", "0"])


def keys(keymap: Keymap, name: str) -> tuple[str, ...]:
    return keymap.keys(SPEC[name])


def shared(keymap: Keymap) -> list[str]:
    """The keys that more than one action has."""
    counted = Counter(key for spec in SPECS for key in keymap.keys(spec))
    return [key for key, count in counted.items() if count > 1]


@pytest.mark.parametrize("profile", Profile)
def test_no_profile_gives_one_key_to_two_actions(profile: Profile) -> None:
    assert shared(Keymap(profile)) == []


def test_a_new_key_is_taken_from_whoever_had_it() -> None:
    keymap = Keymap().with_key("approve", "J")

    assert keymap.profile is Profile.OWN
    assert keys(keymap, "approve") == ("J", "A", "Ctrl+Shift+A")
    assert keys(keymap, "next") == ("Alt+Down",)


def test_own_keys_begin_where_the_profile_in_use_was() -> None:
    keymap = Keymap(Profile.CORAL).with_key("spam", "Y")

    assert keys(keymap, "approve") == ("F", "Ctrl+Shift+A")
    assert keys(keymap, "spam") == ("Y", "S", "Ctrl+Shift+S")


def test_a_key_given_back_is_taken_from_whoever_has_it_now() -> None:
    keymap = Keymap().with_key("spam", "A").as_in_base("approve")

    assert keys(keymap, "approve") == ("A", "Ctrl+Shift+A")
    assert keys(keymap, "spam") == ("S", "Ctrl+Shift+S")
    assert not keymap.is_changed("approve")


def test_switched_off_letters_are_gone_from_own_keys_too() -> None:
    keymap = Keymap(letters=False).with_key("approve", "Ctrl+Y")

    assert keys(keymap, "approve") == ("Ctrl+Shift+A", "Ctrl+Y")
    assert not [key for spec in SPECS for key in keymap.keys(spec) if is_single(key)]


@given(st.lists(st.tuples(NAMES, KEYS, st.booleans()), max_size=12))
def test_whatever_is_changed_no_key_does_two_things(changes: list[tuple[str, str, bool]]) -> None:
    keymap = Keymap()
    for name, key, give in changes:
        keymap = keymap.with_key(name, key) if give else keymap.as_in_base(name)

    assert shared(keymap) == []


def test_what_lists_and_fields_need_is_kept_back() -> None:
    assert all(is_kept_back(key) for key in ("Tab", "Return", "Down", "Ctrl+C", "Esc"))
    assert not is_kept_back("Y")


def test_damaged_own_keys_are_left_out_and_the_rest_holds() -> None:
    kept = {"approve": ["Y", 3, ""], "no such action": ["B"], "spam": "S"}

    assert told(kept) == {"approve": ("Y",)}
    assert told("[]") == {}


def test_a_key_has_one_spelling() -> None:
    assert written("shift+ctrl+a") == "Ctrl+Shift+A"
