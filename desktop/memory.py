"""What this machine remembers: the window's shape and looks, and the newsrooms opened last."""

import json
import os
from contextlib import suppress
from pathlib import Path

import platformdirs
from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter

from desktop.action_specs import Profile
from desktop.keymap import Keymap, told
from desktop.queue.card import Density
from desktop.theme import Choice

_MOST_RECENT = 8
_MOST_TAKEN = 12


class Memory:
    """Kept in an INI file in the user's configuration folder; a broken value is as good as none."""

    def __init__(self, file: Path | None = None) -> None:
        folder = platformdirs.user_config_path("commentdesk", appauthor=False)
        where = file or folder / "window.ini"
        _make_private(where)
        self._kept = QSettings(str(where), QSettings.Format.IniFormat)

    @property
    def theme(self) -> Choice:
        """The theme chosen; like the system unless one was."""
        kept = str(self._kept.value("look/theme", Choice.SYSTEM.value))
        return next((one for one in Choice if one.value == kept), Choice.SYSTEM)

    @theme.setter
    def theme(self, choice: Choice) -> None:
        self._kept.setValue("look/theme", choice.value)

    @property
    def density(self) -> Density:
        """How high cards are."""
        compact = str(self._kept.value("look/density", "")) == Density.COMPACT.name
        return Density.COMPACT if compact else Density.COMFORTABLE

    @density.setter
    def density(self, density: Density) -> None:
        self._kept.setValue("look/density", density.name)

    @property
    def motion(self) -> str:
        """How much may move: `system`, `less` or `usual`."""
        kept = str(self._kept.value("look/motion", "system"))
        return kept if kept in ("less", "usual") else "system"

    @motion.setter
    def motion(self, choice: str) -> None:
        self._kept.setValue("look/motion", choice)

    @property
    def text_scale(self) -> float:
        """How many times its own size all text is, 1 to 2."""
        try:
            return min(2.0, max(1.0, float(str(self._kept.value("look/text", "1")))))
        except ValueError:
            return 1.0

    @text_scale.setter
    def text_scale(self, scale: float) -> None:
        self._kept.setValue("look/text", str(scale))

    @property
    def letters(self) -> bool:
        """Whether single letters are keys."""
        return str(self._kept.value("keys/letters", "true")) != "false"

    @letters.setter
    def letters(self, on: bool) -> None:
        self._kept.setValue("keys/letters", "true" if on else "false")

    @property
    def veil(self) -> bool:
        """Whether hard words are covered until somebody asks for them."""
        return str(self._kept.value("wellbeing/veil", "true")) != "false"

    @veil.setter
    def veil(self, on: bool) -> None:
        self._kept.setValue("wellbeing/veil", "true" if on else "false")

    @property
    def break_after(self) -> int:
        """After how many minutes of deciding to remind of a break; 0 is never."""
        kept = str(self._kept.value("wellbeing/break", "0"))
        return min(int(kept), 240) if kept.isascii() and kept.isdigit() and len(kept) < 6 else 0

    @break_after.setter
    def break_after(self, minutes: int) -> None:
        self._kept.setValue("wellbeing/break", minutes)

    @property
    def keymap(self) -> Keymap:
        """Which keys do what; WordPress' where nothing was chosen."""
        base = _profile(self._kept.value("keys/base"))
        return Keymap(
            _profile(self._kept.value("keys/profile")),
            Profile.WORDPRESS if base is Profile.OWN else base,
            told(_json(self._kept.value("keys/own", ""))),
            self.letters,
        )

    @keymap.setter
    def keymap(self, keymap: Keymap) -> None:
        self._kept.setValue("keys/profile", keymap.profile.value)
        if keymap.profile is Profile.OWN:
            self._kept.setValue("keys/base", keymap.base.value)
            self._kept.setValue("keys/own", json.dumps(dict(keymap.own)))
        self.letters = keymap.letters

    @property
    def sidebar(self) -> bool:
        """Whether the sidebar is shown."""
        return str(self._kept.value("look/sidebar", "true")) != "false"

    @sidebar.setter
    def sidebar(self, shown: bool) -> None:
        self._kept.setValue("look/sidebar", "true" if shown else "false")

    @property
    def recent(self) -> list[Path]:
        """The newsrooms opened last that are still there, the last one first."""
        names = _texts(self._kept.value("newsrooms/recent", []))
        return [Path(name) for name in names if Path(name).is_file()]

    def note_opened(self, newsroom: Path) -> None:
        """Remember that this newsroom was opened now."""
        others = [str(path) for path in self.recent if path != newsroom]
        self._kept.setValue("newsrooms/recent", [str(newsroom), *others][:_MOST_RECENT])

    @property
    def taken(self) -> list[str]:
        """What was taken from the command palette lately, the last one first."""
        return _texts(self._kept.value("palette/taken", []))

    def note_taken(self, entry: str) -> None:
        """Remember that this was taken now."""
        others = [one for one in self.taken if one != entry]
        self._kept.setValue("palette/taken", [entry, *others][:_MOST_TAKEN])

    def keep_shape(self, window: QMainWindow, splitter: QSplitter | None) -> None:
        """Remember where the window stands and how its columns are shared."""
        self._kept.setValue("window/geometry", window.saveGeometry())
        if splitter is not None:
            self._kept.setValue("window/columns", splitter.saveState())
        self._kept.sync()

    def give_shape(self, window: QMainWindow) -> bool:
        """Put the window where it stood; False if nothing is remembered."""
        kept = self._kept.value("window/geometry")
        return isinstance(kept, QByteArray) and window.restoreGeometry(kept)

    def give_columns(self, splitter: QSplitter) -> bool:
        """Share the columns as they were; False if nothing is remembered."""
        kept = self._kept.value("window/columns")
        thick = splitter.handleWidth()
        given = isinstance(kept, QByteArray) and splitter.restoreState(kept)
        # How thick the lines are is the theme's to say, which may be another today.
        splitter.setHandleWidth(thick)
        return given


def _texts(value: object) -> list[str]:
    # Qt reads back a list of one as that one.
    every = value if isinstance(value, list) else [value]
    return [one for one in every if isinstance(one, str) and one]


def _profile(value: object) -> Profile:
    return next((one for one in Profile if one.value == str(value)), Profile.WORDPRESS)


def _json(value: object) -> object:
    try:
        return json.loads(str(value))
    except ValueError:
        return None


def _make_private(file: Path) -> None:
    """Make the file, for its owner alone, where there is none; Qt keeps the mode it finds."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
