"""Every action once, as data: its words, keys, icon, menu, and when it can be done.

Menus, buttons, the page of keys and the shortcuts all read `MENUS`; nothing here acts.
"""

from dataclasses import dataclass
from enum import Flag, StrEnum, auto

from db.words import Verdict


def N_(sentence: str) -> str:  # the name that gettext's tools know
    """Mark a sentence for translation; it is translated when the action is made."""
    return sentence


class Menu(StrEnum):
    """The menus, in their order, by their words."""

    FILE = N_("&File")
    EDIT = N_("&Edit")
    COMMENT = N_("&Comment")
    VIEW = N_("&View")
    HELP = N_("&Help")


class Needs(Flag):
    """What must be there for an action to make sense."""

    NOTHING = 0
    NEWSROOM = auto()
    COMMENT = auto()  # exactly one, and it is the one that is read
    COMMENTS = auto()  # one or many
    TICKED = auto()
    SEARCH = auto()  # something is searched here
    SAVED = auto()  # what is searched here is a saved search
    HELD = auto()  # a rule held the one comment that is read
    REASON = auto()  # what was decided last can still be explained
    UNDO = auto()
    REDO = auto()


class Profile(StrEnum):
    """Whose keys: those of WordPress' own moderation page, of Coral's, or one's own."""

    WORDPRESS = "wordpress"
    CORAL = "coral"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One action. `keys` always hold, `letters` while single letters are switched on.

    `coral` are the letters of the Coral profile, where they are others; `short` the words on a
    button, where those of the menu are too long. Of a `group` one action is checked; a `verdict`
    cannot be given to a comment that has its status already.
    """

    id: str
    words: str
    keys: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    icon: str = ""
    needs: Needs = Needs.NEWSROOM
    short: str = ""
    verdict: Verdict | None = None
    coral: tuple[str, ...] | None = None
    group: str = ""
    checkable: bool = False
    repeats: bool = False  # while the key is held down
    section: bool = False  # a line above it in the menu
    submenu: str = ""


_Spec = ActionSpec
_ALWAYS, _ONE, _SOME = Needs.NOTHING, Needs.COMMENT, Needs.COMMENTS
_THEME, _DENSITY, _PROFILE = N_("Theme"), N_("Density"), N_("Profile of keys")
_SORT, _SIZE, _MOTION = N_("Sort by"), N_("Size of text"), N_("Motion")


def _choice(name: str, words: str, group: str, submenu: str = "", keys: str = "") -> ActionSpec:
    needs = Needs.NOTHING if submenu else Needs.NEWSROOM
    given = (keys,) if keys else ()
    return _Spec(
        name, words, given, group=group, submenu=submenu, needs=needs, checkable=True,
        icon=_ICONS.get(name, ""), section=name in ("queue_pending", "theme_system"),
    )  # fmt: skip


_ICONS = {
    "queue_pending": "pending",
    "queue_approved": "approved",
    "queue_rejected": "rejected",
    "queue_spam": "spam",
    "theme_light": "sun",
    "theme_dark": "moon",
}

# fmt: off
_SAVED = tuple(
    _Spec(f"saved_{number}", words, (f"Alt+{number}",), submenu=N_("Saved searches"))
    for number, words in enumerate((
        N_("Saved search 1"), N_("Saved search 2"), N_("Saved search 3"), N_("Saved search 4"),
        N_("Saved search 5"), N_("Saved search 6"), N_("Saved search 7"), N_("Saved search 8"),
        N_("Saved search 9"),
    ), start=1)
)
_REASONS = tuple(
    _Spec(f"reason_{number}", words, (f"Ctrl+Shift+{number}",), (str(number),),
          needs=Needs.REASON, submenu=N_("Why it was turned away"))
    for number, words in enumerate((
        N_("Reason 1"), N_("Reason 2"), N_("Reason 3"), N_("Reason 4"), N_("Reason 5"),
        N_("Reason 6"), N_("Reason 7"), N_("Reason 8"), N_("Reason 9"),
    ), start=1)
)
_ABOUT_PEOPLE = (
    _Spec("trust", N_("Trust the commenter, or no more"), ("Alt+Shift+T",), ("Shift+T",),
          needs=_ONE, short=N_("Trust"), section=True),
    _Spec("watch", N_("Watch the commenter, or no more"), ("Alt+Shift+W",), ("Shift+W",),
          needs=_ONE, short=N_("Watch")),
    _Spec("block", N_("Block the commenter…, or no more"), ("Alt+Shift+B",), ("Shift+B",),
          needs=_ONE, short=N_("Block…")),
    _Spec("person_note", N_("Note on the commenter…"), ("Alt+Shift+N",), ("Shift+N",),
          needs=_ONE, short=N_("Note…")),
)
_BESIDE = (
    _Spec("discussion", N_("Discussion"), ("Ctrl+Shift+T",), ("T",), needs=_ONE, group="beside",
          checkable=True, section=True),
    _Spec("commenter", N_("Commenter"), ("Ctrl+Shift+K",), ("C",), needs=_ONE, group="beside",
          checkable=True),
    _Spec("story", N_("Story"), ("Ctrl+Shift+H",), ("H",), needs=_ONE, group="beside",
          checkable=True),
    _Spec("alike", N_("Alike"), ("Ctrl+Shift+L",), ("L",), needs=_ONE, group="beside",
          checkable=True),
    _Spec("parent", N_("What it answers"), ("Ctrl+Shift+P",), ("P",), needs=_ONE),
)
MENUS: dict[Menu, tuple[ActionSpec, ...]] = {
    Menu.FILE: (
        _Spec("new", N_("New newsroom…"), needs=_ALWAYS),
        _Spec("new_encrypted", N_("New encrypted newsroom…"), needs=_ALWAYS),
        _Spec("open", N_("Open newsroom…"), needs=_ALWAYS),
        _Spec("sample", N_("Open the sample newsroom"), needs=_ALWAYS),
        _Spec("import", N_("Import…"), ("Ctrl+O",), icon="import", section=True),
        _Spec("export", N_("Export…"), ("Ctrl+E",), icon="export"),
        _Spec("backups", N_("Backups…")),
        _Spec("encryption", N_("Encryption…")),
        _Spec("site", N_("Site…"), section=True),
        _Spec("rules", N_("Rules…"), ("Ctrl+Shift+R",), icon="filter"),
        _Spec("sites", N_("Connected sites…")),
        _Spec("outbox", N_("Outbox…"), ("Ctrl+Shift+O",)),
        _Spec("sync", N_("Fetch and send now"), ("Ctrl+F5",)),
        _Spec("settings", N_("Settings…"), ("Ctrl+,",), icon="settings", needs=_ALWAYS),
        _Spec("close", N_("Close"), ("Ctrl+W",), needs=_ALWAYS, section=True),
        _Spec("quit", N_("Quit"), ("Ctrl+Q",), needs=_ALWAYS),
    ),
    Menu.EDIT: (
        _Spec("undo", N_("Undo"), ("Ctrl+Z",), ("Z",), "undo", Needs.UNDO),
        _Spec("redo", N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), (), "redo", Needs.REDO),
        _Spec("history", N_("History…"), ("Ctrl+H",), icon="history"),
        _Spec("person", N_("A person’s data…")),
        _Spec("search", N_("Search"), ("Ctrl+F",), ("/",), "search", section=True),
        _Spec("save_search", N_("Save this search…"), ("Ctrl+S",), needs=Needs.SEARCH),
        _Spec("forget_search", N_("Take this search away"), needs=Needs.SAVED),
        _Spec("tick", N_("Tick or untick"), ("Ctrl+Space",), ("X",), needs=_SOME, section=True),
        _Spec("select_all", N_("Select all"), ("Ctrl+A",)),
        _Spec("invert", N_("Invert the selection"), ("Ctrl+I",), needs=_SOME),
        _Spec("select_none", N_("Select only this one"), ("Ctrl+Shift+Space",),
              needs=Needs.TICKED),
    ),
    Menu.COMMENT: (
        _Spec("next", N_("Next comment"), ("Alt+Down",), ("J",), repeats=True),
        _Spec("previous", N_("Previous comment"), ("Alt+Up",), ("K",), repeats=True),
        _Spec("approve", N_("Approve"), ("Ctrl+Shift+A",), ("A",), "approve", _SOME,
              verdict=Verdict.APPROVE, coral=("F",), section=True),
        _Spec("reject", N_("Reject"), ("Ctrl+Shift+D",), ("D",), "reject", _SOME,
              verdict=Verdict.REJECT),
        _Spec("spam", N_("Mark as spam"), ("Ctrl+Shift+S",), ("S",), "spam", _SOME, N_("Spam"),
              verdict=Verdict.SPAM),
        _Spec("hold", N_("Back to pending"), ("Ctrl+Shift+U",), ("U",), "hold", _SOME,
              N_("Pending"), verdict=Verdict.HOLD),
        *_REASONS,
        _Spec("wrong_hold", N_("This hold was wrong…"), ("Ctrl+Shift+W",), ("W",),
              needs=_ONE | Needs.HELD),
        _Spec("campaign", N_("Show its near-copies, or close them"), ("Ctrl+Shift+I",), ("I",),
              "copies", _ONE, section=True),
        _Spec("why", N_("Say why it is scored so, or no more"), ("Ctrl+Shift+Y",), ("Y",), "info",
              _ONE),
        _Spec("hide_numbers", N_("Hide persons’ numbers from readers"), ("Ctrl+Shift+M",), ("M",),
              "eye-off", _ONE),
        _Spec("same_again", N_("Decide as its near-copies were"), ("Ctrl+Shift+G",), ("G",),
              needs=_SOME),
        _Spec("reply", N_("Reply"), ("Ctrl+R",), ("R",), "reply", _ONE, section=True),
        _Spec("edit", N_("Edit…"), ("F2",), ("E",), "edit", _ONE, N_("Edit")),
        _Spec("note", N_("Note…"), ("Ctrl+Shift+N",), ("N",), "note", _ONE, N_("Note")),
        _Spec("approve_reply", N_("Approve and reply…"), ("Alt+Shift+R",), ("Shift+R",),
              needs=_ONE),
        *_ABOUT_PEOPLE,
        *_BESIDE,
    ),
    Menu.VIEW: (
        _Spec("readers_view", N_("Reader’s view"), ("F9",), icon="eye", checkable=True),
        _Spec("sidebar", N_("Sidebar"), ("Ctrl+B",), needs=_ALWAYS, checkable=True),
        _Spec("statistics", N_("Statistics…"), ("Ctrl+T",), icon="statistics"),
        _Spec("evenness", N_("Evenness…"), ("Ctrl+Shift+E",), icon="copies"),
        _Spec("palette", N_("Command palette…"), ("Ctrl+K",), needs=_ALWAYS),
        _Spec("reveal", N_("Show what is covered"), ("Ctrl+Shift+V",), ("V",),
              needs=Needs.NEWSROOM, checkable=True),
        _Spec("refresh", N_("Refresh"), ("F5",)),
        _Spec("focus", N_("One comment alone"), ("F11",), needs=_ONE | Needs.NEWSROOM,
              checkable=True),
        _Spec("back", N_("Back to the queue"), ("Esc",)),
        _choice("queue_pending", N_("Pending"), "queue", keys="Ctrl+1"),
        _choice("queue_approved", N_("Approved"), "queue", keys="Ctrl+2"),
        _choice("queue_rejected", N_("Rejected"), "queue", keys="Ctrl+3"),
        _choice("queue_spam", N_("Spam"), "queue", keys="Ctrl+4"),
        _choice("queue_all", N_("All comments"), "queue", keys="Ctrl+5"),
        *_SAVED,
        _Spec("all_articles", N_("All articles"), ("Ctrl+0",), icon="article"),
        _Spec("sort", N_("Sort…"), ("Alt+O",), ("O",), icon="sort"),
        _choice("sort_newest", N_("Newest first"), "sort", _SORT),
        _choice("sort_oldest", N_("Oldest first"), "sort", _SORT),
        _choice("sort_article", N_("By article"), "sort", _SORT),
        _choice("sort_author", N_("By author"), "sort", _SORT),
        _choice("sort_risk", N_("Riskiest first"), "sort", _SORT),
        _choice("sort_teach", N_("What teaches the assist most"), "sort", _SORT),
        _choice("sort_mixed", N_("Mixed, easy and hard"), "sort", _SORT),
        _choice("theme_system", N_("Like the system"), "theme", _THEME),
        _choice("theme_light", N_("Light"), "theme", _THEME),
        _choice("theme_dark", N_("Dark"), "theme", _THEME),
        _choice("theme_contrast", N_("High contrast"), "theme", _THEME),
        _choice("comfortable", N_("Comfortable"), "density", _DENSITY),
        _choice("compact", N_("Compact"), "density", _DENSITY),
        _choice("motion_system", N_("Like the system"), "motion", _MOTION),
        _choice("motion_less", N_("Less"), "motion", _MOTION),
        _choice("motion_usual", N_("As usual"), "motion", _MOTION),
        _Spec("larger", N_("Larger"), ("Ctrl++", "Ctrl+="), needs=_ALWAYS, submenu=_SIZE),
        _Spec("smaller", N_("Smaller"), ("Ctrl+-",), needs=_ALWAYS, submenu=_SIZE),
        _Spec("usual_size", N_("As usual"), ("Ctrl+Alt+0",), needs=_ALWAYS, submenu=_SIZE),
    ),
    Menu.HELP: (
        _Spec("keys", N_("Keys"), ("F1",), ("?",), "keys", _ALWAYS),
        _Spec("letters", N_("Single letters are keys"), needs=_ALWAYS, checkable=True),
        _choice("keys_wordpress", N_("Like WordPress"), "profile", _PROFILE),
        _choice("keys_coral", N_("Like Coral"), "profile", _PROFILE),
        _choice("keys_own", N_("My own"), "profile", _PROFILE),
        _Spec("change_keys", N_("Change keys…"), needs=_ALWAYS),
        _Spec("about", N_("About Commentdesk"), needs=_ALWAYS, section=True),
    ),
}
# fmt: on

SPECS: tuple[ActionSpec, ...] = tuple(spec for menu in MENUS.values() for spec in menu)
