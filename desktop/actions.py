"""The actions of one window, made from `action_specs`: how each is named, reached and enabled.

What an action does is connected by whoever does it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence

from db.words import Status
from desktop import icons
from desktop.action_specs import N_, SPECS, ActionSpec, Needs
from desktop.keymap import Keymap
from resources.translation import _


@dataclass(frozen=True, slots=True)
class Situation:
    """What the moderator has before her, as far as actions depend on it."""

    newsroom: bool = False
    comments: int = 0
    read: bool = True  # whether the one comment is the one that is read
    statuses: frozenset[Status] = field(default_factory=frozenset)
    ticked: bool = False
    # What would be undone, in words; empty if there is nothing, None while nobody looked.
    undo: str | None = ""
    redo: str | None = ""
    search: bool = False
    saved: bool = False
    held: bool = False  # a rule held the one comment
    reasons: bool = False  # what was decided last can still be explained


class Actions(QObject):
    """The actions of one window. `actions["approve"]` is the QAction.

    Single letters never fire while somebody types: a text field takes printable keys before any
    shortcut sees them. `keys_changed` says that buttons must print other keys.
    """

    keys_changed = Signal()

    def __init__(self, parent: QObject | None = None, keymap: Keymap | None = None) -> None:
        super().__init__(parent)
        self.keymap = keymap or Keymap()
        self._situation, self._suited = Situation(), False
        self._enabled: dict[str, bool] = {}
        self._specs = {spec.id: spec for spec in SPECS}
        self._groups: dict[str, QActionGroup] = {}
        self._actions = {spec.id: self._make(spec) for spec in SPECS}
        self._give_keys()
        self.suit(Situation())

    def __getitem__(self, name: str) -> QAction:
        """The action of this id; KeyError if there is none."""
        return self._actions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def spec(self, name: str) -> ActionSpec:
        """What is known of an action."""
        return self._specs[name]

    def words(self, name: str) -> str:
        """The words on a button of this action: short, translated, without a key."""
        spec = self._specs[name]
        return _(spec.short or spec.words)

    def key(self, name: str) -> str:
        """The key to print on the action's button, as the keyboard names it, or an empty text."""
        shortcuts = self._actions[name].shortcuts()
        return shortcuts[0].toString(QKeySequence.SequenceFormat.NativeText) if shortcuts else ""

    def keys(self, name: str) -> tuple[str, ...]:
        """Every key of the action, the one to print first."""
        native = QKeySequence.SequenceFormat.NativeText
        return tuple(key.toString(native) for key in self._actions[name].shortcuts())

    def use_letters(self, on: bool) -> None:
        """Switch single-letter keys on or off (WCAG 2.1.4); keys with Ctrl stay."""
        self.use_keymap(replace(self.keymap, letters=on))

    def use_keymap(self, keymap: Keymap) -> None:
        """Use these keys, from now on."""
        if keymap != self.keymap:
            self.keymap = keymap
            self._give_keys()

    def why_not(self, name: str) -> str:
        """Why this action cannot be done now, in a sentence; empty if it can."""
        spec = self._specs[name]
        if self._actions[name].isEnabled():
            return ""
        missing = spec.needs & ~_what_is_there(self._situation)
        if not missing and _is_so_already(spec, self._situation):
            return _("It is so already.")
        return next((_(why) for need, why in _WHY_NOT.items() if need in missing), "")

    def why_nothing(self, keys: QKeySequence) -> str:
        """Why these keys do nothing now, in a sentence; empty if they do something, or are free."""
        meant = [name for name, action in self._actions.items() if keys in action.shortcuts()]
        if any(self._actions[name].isEnabled() for name in meant):
            return ""
        return next((self.why_not(name) for name in meant), "")

    def suit(self, situation: Situation) -> None:
        """Enable what makes sense now, and name what would be undone."""
        if situation == self._situation and self._suited:
            return
        self._situation, self._suited = situation, True
        have = _what_is_there(situation)
        for name, action in self._actions.items():
            spec = self._specs[name]
            enabled = spec.needs in have and not _is_so_already(spec, situation)
            if enabled is not self._enabled.get(name):
                self._enabled[name] = enabled
                action.setEnabled(enabled)
        _name(self._actions["undo"], _("Undo “{what}”"), _("Undo"), situation.undo)
        _name(self._actions["redo"], _("Redo “{what}”"), _("Redo"), situation.redo)

    def _make(self, spec: ActionSpec) -> QAction:
        action = QAction(_(spec.words), self)
        action.setObjectName(spec.id)
        action.setCheckable(spec.checkable)
        action.setAutoRepeat(spec.repeats)
        if spec.icon:
            action.setIcon(icons.icon(spec.icon))
            # A menu has room for one sign, and whether it is on says more.
            action.setIconVisibleInMenu(not spec.checkable)
        if spec.group:
            group = self._groups.setdefault(spec.group, QActionGroup(self))
            group.addAction(action)
        if spec.id == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        return action

    def _give_keys(self) -> None:
        for name, action in self._actions.items():
            spec = self._specs[name]
            action.setShortcuts([QKeySequence(key) for key in self.keymap.keys(spec)])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        self.keys_changed.emit()


_WHY_NOT: Mapping[Needs, str] = {
    Needs.NEWSROOM: N_("Open a newsroom first."),
    Needs.COMMENT: N_("Choose one comment first."),
    Needs.COMMENTS: N_("Choose a comment first."),
    Needs.TICKED: N_("Nothing is ticked."),
    Needs.UNDO: N_("There is nothing to take back."),
    Needs.REDO: N_("Nothing was taken back."),
    Needs.SEARCH: N_("Nothing is searched for here."),
    Needs.SAVED: N_("No saved search is shown."),
    Needs.HELD: N_("No rule holds this comment."),
    Needs.REASON: N_("Nothing was turned away just now."),
}


def _what_is_there(situation: Situation) -> Needs:
    there: Mapping[Needs, bool] = {
        Needs.NEWSROOM: situation.newsroom,
        Needs.COMMENT: situation.comments == 1 and situation.read,
        Needs.COMMENTS: situation.comments >= 1,
        Needs.UNDO: situation.undo != "",
        Needs.REDO: situation.redo != "",
        Needs.TICKED: situation.ticked,
        Needs.SEARCH: situation.search,
        Needs.SAVED: situation.saved,
        Needs.HELD: situation.comments == 1 and situation.read and situation.held,
        Needs.REASON: situation.reasons,
    }
    have = Needs.NOTHING
    for need, present in there.items():
        have |= need if present else Needs.NOTHING
    return have


def called(spec: ActionSpec) -> str:
    """An action in words where no menu is open above it: “Size of text: Larger”, “Queue: Spam”.

    No sign that a dialog follows stands behind them.
    """
    own = plain(_(spec.words))
    if spec.group == "queue":
        return _("Queue: {queue}").format(queue=own)
    if not spec.submenu:
        return own
    return _("{menu}: {action}").format(menu=plain(_(spec.submenu)), action=own)


def plain(words: str) -> str:
    """Words of a menu, without the sign for its key and that for a dialog."""
    return words.replace("&", "").rstrip("…")


def _is_so_already(spec: ActionSpec, situation: Situation) -> bool:
    return spec.verdict is not None and situation.statuses == {spec.verdict.status}


def _name(action: QAction, named: str, bare: str, what: str | None) -> None:
    action.setText(named.format(what=what) if what else bare)
