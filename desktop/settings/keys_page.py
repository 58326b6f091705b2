"""The keys: whose profile, whether single letters are keys, and what each key does."""

from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTableView,
)

from desktop import theme
from desktop.action_specs import ActionSpec, Profile
from desktop.actions import Actions
from desktop.dialogs.tables import calm
from desktop.fields import clearable
from desktop.keymap import Keymap, is_kept_back, is_single
from desktop.reading.choices import FoldingCheckBox
from desktop.reading.form_field import QuietComboBox
from desktop.reading.labels import plain_label
from desktop.settings.key_field import KeyField
from desktop.settings.key_rows import KeyRows
from desktop.settings.page import SettingsPage, Surroundings
from resources.translation import _


class KeysPage(SettingsPage):
    """Every action with its keys; those of the chosen one can be changed, and hold at once."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._actions: Actions = around.actions
        self.profile = QuietComboBox()
        self.letters = FoldingCheckBox(_("Single letters are keys (never while you type)"))
        self.filter = QLineEdit()
        self.rows = KeyRows(around.actions, self)
        self.table = QTableView()
        self.what = plain_label("", "title", wrap=True)
        self.caps = QHBoxLayout()
        self.key = KeyField()
        self.take_button = QPushButton(_("Use it"))
        self.reset_button = QPushButton(_("As in the profile"))
        self.told = plain_label("", "muted", wrap=True)
        self._build()
        self._connect()
        self._show()
        self.table.selectRow(0)

    @property
    def chosen(self) -> ActionSpec | None:
        """The action whose keys can be changed now."""
        return self.rows.spec(self.table.currentIndex().row())

    def choose(self, name: str) -> None:
        """Choose the action of this id."""
        self.filter.clear()
        self.table.selectRow(self.rows.row_of(name))

    def take(self) -> None:
        """Let the key that was pressed do what is chosen, and nothing else from now on."""
        spec, key = self.chosen, self.key.key
        if spec is not None and self.take_button.isEnabled():
            self._use(self._keymap.with_key(spec.id, key))
            self.key.show_key("")

    def drop(self, key: str) -> None:
        """Let this key no longer do what is chosen."""
        if self.chosen is not None:
            self._use(self._keymap.without_key(self.chosen.id, key))
            self.key.setFocus()

    def reset(self) -> None:
        """Give what is chosen the keys that the profile has for it."""
        if self.chosen is not None:
            self._use(self._keymap.as_in_base(self.chosen.id))
            self.key.setFocus()

    @property
    def _keymap(self) -> Keymap:
        return self._actions.keymap

    def _use(self, keymap: Keymap) -> None:
        self._actions.use_keymap(keymap)

    def _build(self) -> None:
        px = theme.in_force().px
        for profile, words in (
            (Profile.WORDPRESS, _("Like WordPress")),
            (Profile.CORAL, _("Like Coral")),
            (Profile.OWN, _("My own")),
        ):
            self.profile.addItem(words, profile)
        self.profile.setAccessibleName(_("Profile of keys"))
        self.filter.setPlaceholderText(_("Search: what it does, or the key"))
        self.filter.setAccessibleName(_("Search the keys"))
        clearable(self.filter)
        self.table.setModel(self.rows)
        self.table.setAccessibleName(_("Actions and their keys"))
        calm(self.table, stretched=0, widths={1: 200})
        self.table.setMinimumHeight(px(170))
        head = QHBoxLayout()
        label = plain_label(_("Profile"))
        label.setBuddy(self.profile)
        head.addWidget(label)
        head.addWidget(self.profile)
        head.addStretch(1)
        self.contents.addLayout(head)
        self.contents.addWidget(self.letters)
        self.contents.addWidget(self.filter)
        self.contents.addWidget(self.table, 1)
        self.contents.addWidget(self.what)
        self.caps.setSpacing(px(6))
        self.contents.addLayout(self.caps)
        foot = QHBoxLayout()
        self.key.setMinimumWidth(px(80))
        for button in (self.take_button, self.reset_button):
            button.setAutoDefault(False)
        theme.look(self.take_button, "primary")
        foot.addWidget(self.key, 1)
        foot.addWidget(self.take_button)
        foot.addWidget(self.reset_button)
        self.contents.addLayout(foot)
        self.contents.addWidget(self.told)

    def _connect(self) -> None:
        self.profile.activated.connect(self._choose_profile)
        self.letters.toggled.connect(self._actions["letters"].setChecked)
        self.filter.textChanged.connect(self._filter)
        self.table.selectionModel().currentChanged.connect(self._show_chosen)
        self.table.activated.connect(lambda _index: self.key.setFocus())
        self.key.pressed.connect(self._show_conflict)
        self.key.returnPressed.connect(self.take)
        self.take_button.clicked.connect(self.take)
        self.reset_button.clicked.connect(self.reset)
        self._actions.keys_changed.connect(self._show)

    def _choose_profile(self) -> None:
        profile = self.profile.currentData()
        self._actions[f"keys_{Profile(profile).value}"].trigger()

    def _filter(self, text: str) -> None:
        self.rows.filter(text)
        if self.rows.rowCount():
            self.table.selectRow(0)
        self._show_chosen()

    def _show(self) -> None:
        keymap = self._keymap
        self.profile.setCurrentIndex(self.profile.findData(keymap.profile))
        self.letters.setChecked(keymap.letters)
        self.rows.look_again()
        self._show_chosen()

    def _show_chosen(self) -> None:
        spec = self.chosen
        self.what.setText(self.rows.words(spec) if spec is not None else _("No action matches."))
        self._show_caps(spec)
        self.key.setEnabled(spec is not None)
        self.reset_button.setEnabled(spec is not None and self._keymap.is_changed(spec.id))
        self._show_conflict()

    def _show_caps(self, spec: ActionSpec | None) -> None:
        while (item := self.caps.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        keys = self._keymap.keys(spec) if spec is not None else ()
        for key in keys:
            self.caps.addWidget(self._cap(key))
        if spec is not None and not keys:
            none = plain_label(_("No key."), "muted")
            # As high as keys would be: the table keeps its height, and the chosen row its place.
            none.setMinimumHeight(self.reset_button.sizeHint().height())
            self.caps.addWidget(none)
        self.caps.addStretch(1)

    def _cap(self, key: str) -> QPushButton:
        button = QPushButton(f"{self.rows.native(key)}\u2002×")
        button.setAccessibleName(_("Take {key} away").format(key=self.rows.native(key)))
        button.setToolTip(button.accessibleName())
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: self.drop(key))
        return button

    def _show_conflict(self) -> None:
        spec, key = self.chosen, self.key.key
        sentence, usable = self._judgement(spec, key) if spec is not None else ("", False)
        self.told.setText(sentence)
        self.key.setAccessibleDescription(sentence)
        self.take_button.setEnabled(usable)

    def _judgement(self, spec: ActionSpec, key: str) -> tuple[str, bool]:
        """What is to be said of giving this key to this action, and whether it can be."""
        if not key:
            return _("Press the key or keys that are to do this."), False
        native = self.rows.native(key)
        if is_kept_back(key):
            return _("{key} is needed in lists and fields.").format(key=native), False
        if is_single(key) and not self._keymap.letters:
            return _("Single letters are switched off."), False
        holder = self._keymap.taken_by(key, but=spec.id)
        if holder is not None:
            told = _("{key} is “{action}” now. Using it here takes it away there.")
            return told.format(key=native, action=self.rows.words(holder)), True
        if self._keymap.taken_by(key) is not None:
            return _("{key} does this already.").format(key=native), False
        return _("{key} is free.").format(key=native), True
