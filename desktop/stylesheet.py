"""The one style sheet, made from the tokens: only what the palette cannot say.

A widget gets a look with `theme.look(widget, "approve")`. Looks of buttons: approve, reject, spam,
primary, quiet, tab, chip, link. Of labels: muted, section, title, headline, problem, sentence.
Of frames: bar, strip, head, panel, sidebar, card, chosen, popup, palette, drop, banner-ok,
banner-no, banner-spam, banner-accent. Of fields: wrong. Of lists and tables: pages, palette-list,
calm. Of what scrolls: ring, clear.
"""

from collections.abc import Mapping
from string import Template

from desktop import fonts, pictures
from desktop.tokens import Tokens

# The side of a box to tick, in pixels.
_SIGN = 14
# From the edge of a table's cell to its words, and so in its header.
CELL = 11

_SHEET = Template("""
QMainWindow, QDialog { background: $window; }
QToolTip { background: $raised; color: $text; border: ${line_width}px solid $line; padding: 4px; }

QMenuBar { background: $window; color: $text; border-bottom: ${line_width}px solid $line; }
QMenuBar::item { background: transparent; padding: 5px 10px; border-radius: 6px; $bar_edge }
QMenuBar::item:selected { background: $accent_soft; color: $accent; $menu_chosen }
QMenu {
    background: $raised; color: $text; border: ${line_width}px solid $line; padding: 4px;
    icon-size: ${menu_sign}px;
}
QMenu::item { padding: 6px 28px 6px 10px; border-radius: 6px; $menu_edge }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: ${menu_sign}px; height: ${menu_sign}px; left: 3px; }
QMenu::indicator:checked { image: url("$check"); }
QMenu::item:selected { background: $accent_soft; color: $accent; $menu_chosen }
QMenu::item:disabled { color: $edge; $off_item }
QMenu::separator { height: ${line_width}px; background: $line; margin: 4px 8px; }

QPushButton, QToolButton {
    background: $raised; color: $text; border: ${line_width}px solid $line;
    border-radius: 8px; padding: 6px 11px; font-weight: 500;
    /* Qt's own sign of the focus lies about the words, where it came by Tab. */
    outline: none;
}
/* Fusion makes them three pixels higher than other buttons. */
QToolButton { padding: 5px 7px 4px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed { background: $chip; }
QPushButton:focus, QToolButton:focus { border-color: $accent; }
QPushButton:focus, QToolButton:focus { $focus_ground }
QPushButton:disabled, QToolButton:disabled { color: $edge; background: $window; $off_edge }
QToolButton::menu-indicator { image: none; }
QPushButton::menu-indicator {
    image: url("$chevron"); width: ${sign}px; height: ${sign}px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 6px;
}
$buttons
[look="quiet"] { background: transparent; border-color: transparent; color: $muted; }
[look="quiet"]:hover { background: $chip; color: $text; }
[look="quiet"]:focus { border-color: $accent; }
[look="tab"] {
    background: transparent; border-color: transparent; color: $muted; padding: 4px 12px;
    font-weight: 600;
}
[look="tab"]:hover { background: $chip; color: $text; }
[look="tab"]:checked { background: $accent_soft; color: $accent; $checked_edge }
[look="tab"]:focus { border-color: $accent; $focus_ground }
[look="tab"]:checked:focus { border-color: $accent; $focus_ground }
[look="chip"] {
    background: $chip; color: $text; border: ${line_width}px solid $chip_edge; border-radius: 6px;
    padding: 2px 7px; font-size: ${secondary}px; font-weight: 500;
}
[look="chip"]:hover { background: $hover; border-color: $edge; }
[look="chip"]:focus { border-color: $accent; $chip_focus }
QFrame[look="popup"] {
    background: $raised; border: ${line_width}px solid $edge; border-radius: 8px;
}
QFrame[look="popup"] QAbstractItemView { background: $raised; }
[look="link"] {
    background: transparent; border: ${line_width}px solid transparent; color: $text;
    padding: 2px 4px; font-weight: 600; border-radius: 6px;
}
[look="link"]:hover { color: $accent; }
[look="link"]:focus { border-color: $accent; }
[look="link"]:disabled { color: $edge; background: transparent; $off_link }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QDateEdit, QSpinBox {
    background: $raised; color: $text; border: ${line_width}px solid $edge; border-radius: 8px;
    padding: 5px 8px; selection-background-color: $accent; selection-color: $on_accent;
    placeholder-text-color: $muted;
}
/* Fusion makes them three pixels higher than other fields. */
QDateEdit, QSpinBox { padding-top: 4px; padding-bottom: 3px; }
QSpinBox::up-button, QSpinBox::down-button { width: 0; border: none; }
QComboBox { combobox-popup: 0; padding-left: 10px; }
QComboBox, QDateEdit { padding-right: ${drop}px; }
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: ${drop}px; }
QComboBox::down-arrow, QDateEdit::down-arrow {
    image: url("$chevron"); width: ${sign}px; height: ${sign}px;
}
QCheckBox, QRadioButton {
    spacing: ${gap}px; border-radius: 6px; padding: ${tick_room}px; outline: none;
}
QCheckBox::indicator, QRadioButton::indicator {
    width: ${sign}px; height: ${sign}px; background: $raised;
    border: ${line_width}px solid $edge;
}
QCheckBox::indicator { border-radius: 4px; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url("$tick");
}
QRadioButton::indicator { border-radius: ${sign_radius}px; }
/* The dot is a picture: a thick round edge is drawn with corners. */
QRadioButton::indicator:checked {
    background: $accent; border-color: $accent; image: url("$dot");
}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { $off_edge }
QCheckBox::indicator:checked:disabled {
    background: $window; border-color: $edge; image: url("$tick_off");
}
QRadioButton::indicator:checked:disabled {
    background: $window; border-color: $edge; image: url("$dot_off");
}
QCheckBox:focus, QRadioButton:focus {
    border: ${line_width}px solid $accent; padding: 1px;
}
QCheckBox:disabled, QRadioButton:disabled { color: $edge; }
QComboBox QAbstractItemView {
    background: $raised; border: ${line_width}px solid $edge; $chosen_row
}
QComboBox QAbstractItemView::item { min-height: ${row}px; padding: 0 6px; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $panel; }
QCalendarWidget QToolButton { background: transparent; border-color: transparent; }
QCalendarWidget QToolButton:hover { background: $chip; }
QCalendarWidget QToolButton:focus { border-color: $accent; $focus_ground }
QCalendarWidget QSpinBox { padding: 2px 4px; }
QCalendarWidget QAbstractItemView {
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QDateEdit:focus,
QSpinBox:focus {
    border: ${focus_width}px solid $accent; padding: ${focus_pad}px ${focus_side}px;
}
QDateEdit:focus, QSpinBox:focus { padding-top: 3px; padding-bottom: 2px; }
/* Words begin where those of a line do, which has two pixels of its own. */
QComboBox:focus { padding-left: 9px; }
QComboBox:editable { padding-left: 8px; }
QComboBox:editable:focus { padding-left: 7px; }
QLineEdit[look="wrong"], QPlainTextEdit[look="wrong"] {
    border: ${wrong}px solid $no; padding: ${wrong_pad}px ${wrong_side}px;
}
QLineEdit[look="wrong"]:focus, QPlainTextEdit[look="wrong"]:focus {
    border: ${wrong_focus}px solid $no; padding: ${wrong_focus_pad}px ${wrong_focus_side}px;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QDateEdit:disabled, QComboBox:disabled,
QSpinBox:disabled {
    color: $edge; background: $window; $off_edge
}

QTextBrowser, QTextBrowser:focus {
    background: transparent; border: none; padding: 0;
}
QAbstractItemView { background: $panel; border: none; outline: none; }
QTableView { border: ${table_edge}px solid transparent; border-radius: 6px; }
QTableView:focus { border-color: $accent; }
QTableView[look="calm"]::item { padding: 0 8px; }
QTableView[look="calm"]::item:selected {
    background: $accent_soft; color: $text; $chosen_lines
}
QueueView { border: none; border-radius: 0; }
QListWidget[look="pages"] { padding: 0; border: none; }
QListWidget[look="pages"]::item {
    padding: 7px 8px; border-radius: 8px; margin: 1px; border: ${line_width}px solid transparent;
}
QListWidget[look="pages"]::item:hover { background: $hover; }
QListWidget[look="pages"]::item:selected {
    background: $accent_soft; color: $accent; $checked_edge
}
QListWidget[look="pages"]::item:selected:focus {
    border: ${ring}px solid $accent; padding: ${ring_pad}px ${ring_side}px;
}
QHeaderView::section {
    background: $window; color: $muted; border: none; border-bottom: ${line_width}px solid $line;
    padding: 6px ${cell}px; font-weight: 600;
}
/* The table's ring goes round its corners, and the header leaves them to it. */
QHeaderView { background: transparent; }
QHeaderView::section:first { border-top-left-radius: ${table_corner}px; }
QHeaderView::section:last { border-top-right-radius: ${table_corner}px; }
QHeaderView::section:only-one {
    border-top-left-radius: ${table_corner}px; border-top-right-radius: ${table_corner}px;
}
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea, QScrollArea > QWidget > QWidget[look="panel"] { background: $panel; border: none; }
QScrollArea[look="ring"] { border: 2px solid transparent; border-radius: 6px; }
QScrollArea[look="ring"]:focus { border-color: $accent; }
QScrollArea[look="clear"] { background: transparent; }
QScrollArea[look="clear"] > QWidget > QWidget { background: transparent; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 10px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $edge; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar {
    background: $chip; border: $trough; border-radius: 3px; max-height: 6px; min-height: 6px;
    color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QLabel { background: transparent; }
QLabel[look="muted"] { color: $muted; font-size: ${secondary}px; }
QLabel[look="section"] { color: $muted; font-size: ${small}px; font-weight: 600; }
QLabel[look="title"] { font-size: ${comment}px; font-weight: 600; }
QLabel[look="headline"] { font-size: ${headline}px; font-weight: 600; }
QLabel[look="problem"] { color: $no; font-size: ${secondary}px; }
QLabel[look="sentence"] { color: $muted; }
QFrame[look="strip"] {
    background: $raised; border: none; border-top: ${line_width}px solid $line;
    border-bottom: ${line_width}px solid $line;
}
QFrame[look="bar"] { background: $window; border: none; border-top: ${line_width}px solid $line; }
QFrame[look="head"] {
    background: $window; border: none; border-bottom: ${line_width}px solid $line;
}
QFrame[look="panel"] { background: $panel; border: none; }
QFrame[look="sidebar"] { background: $window; border: none; }
QFrame[look="sidebar"] QAbstractItemView { background: $window; }
QFrame[look="card"] {
    background: $panel; border: ${line_width}px solid $line; border-radius: 10px;
}
QFrame[look="chosen"] {
    background: $accent_soft; border: ${line_width}px solid $accent; border-radius: 10px;
}
QFrame[look="palette"] {
    background: $raised; border: ${line_width}px solid $edge; border-radius: 10px;
}
QListView[look="palette-list"] { background: $raised; border: none; }
QFrame[look="drop"] {
    background: $window; border: 2px dashed $line; border-radius: 10px;
}
$banners
""")

_BUTTON = Template("""
[look="$look"] { background: $soft; color: $ink; border-color: $ink; }
[look="$look"]:hover { background: $panel; }
[look="$look"]:pressed { background: $chip; }
[look="$look"]:focus { border: 2px solid $ink; padding: 5px 10px; $focus_ground }
[look="$look"]:disabled { background: $window; color: $edge; border-color: $line; $off_edge }
""")

_BANNER = Template("""
QFrame[look="banner-$look"] {
    background: $soft; border: ${line_width}px solid $edge; border-radius: 8px;
}
QFrame[look="banner-$look"] QLabel { color: $text; }
QFrame[look="banner-$look"] QLabel[look="problem"] { color: $no; font-size: ${secondary}px; }
""")

# A note on the comment under decision stands out from the ground of that comment.
_ON_CHOSEN = Template("""
QFrame[look="chosen"] QFrame[look="banner-accent"] { background: $panel; }
""")
# The banner over the window lies from edge to edge: it has no corners, and one line, below.
_OVER_ALL = Template("""
Banner[look] { border: none; border-bottom: ${line_width}px solid $line; border-radius: 0; }
""")


def sheet(tokens: Tokens, scale: float = 1.0, *, still: bool = False) -> str:
    """The style sheet of the whole program in these colours, with text `scale` times its size.

    Where all is `still`, no control glides from one look to another.
    """
    words: dict[str, object] = {
        name: getattr(tokens, name) for name in tokens.__slots__ if name != "badges"
    }
    words |= _sizes(tokens, scale) | _edges(tokens) | _emphasis(tokens) | _signs(tokens)
    made = _SHEET.substitute(
        words, buttons=_buttons(tokens, words), banners=_banners(tokens, words)
    )
    return f"QWidget {{ widget-animation-duration: 0; }}\n{made}" if still else made


def _sizes(tokens: Tokens, scale: float) -> dict[str, object]:
    """What grows with the text."""
    # A box or a ring to tick grows with the words beside it; ticked, it is as large as unticked.
    sign = round(_SIGN * scale)
    return {
        "secondary": round(fonts.SECONDARY * scale),
        "small": round(fonts.SMALL * scale),
        "comment": round(fonts.COMMENT * scale),
        "headline": round(fonts.HEADLINE * scale),
        "row": round(26 * scale),
        "gap": round(8 * scale),
        "drop": round(24 * scale),
        "sign": sign,
        "menu_sign": round(16 * scale),
        "sign_radius": (sign + 2 * tokens.line_width) // 2,
        "cell": CELL,
    }


def _edges(tokens: Tokens) -> dict[str, object]:
    """How wide edges are, and what is left of the room within them."""
    line, plain = tokens.line_width, tokens.inverts
    # Where red is black, what is wrong has a thicker edge than what has the focus.
    wrong = 4 if plain else 2
    return {
        "focus_width": 3 if plain else 2,
        "focus_pad": 4,
        "focus_side": 7,
        "table_edge": 2 if plain else 1,
        "table_corner": 4 if plain else 5,
        "ring": 2 * line,
        "ring_pad": 7 - line,
        "ring_side": 8 - line,
        "tick_room": line + 1,
        "wrong": wrong,
        "wrong_pad": 5 + line - wrong,
        "wrong_side": 8 + line - wrong,
        "wrong_focus": wrong + 2,
        "wrong_focus_pad": 3 + line - wrong,
        "wrong_focus_side": 6 + line - wrong,
    }


def _emphasis(tokens: Tokens) -> dict[str, object]:
    """What stands out, or back: in colours, and where there is black and white alone."""
    inverted = f"background: {tokens.text}; color: {tokens.panel};"
    chosen = f"selection-background-color: {tokens.accent_soft}; selection-color: {tokens.accent};"
    line, broken = f"2px solid {tokens.accent}", f"border: 1px dashed {tokens.edge};"
    told = {
        "scroll": (tokens.line, tokens.edge),
        "trough": ("none", f"1px solid {tokens.edge}"),
        "chip_edge": (tokens.chip, tokens.edge),
        "chip_focus": (f"color: {tokens.accent};", inverted),
        "focus_ground": ("", inverted),
        "checked_edge": ("", f"border-color: {tokens.accent};"),
        # Where soft is white as well the row is inverted, as the palette has it.
        "chosen_row": (chosen, ""),
        # Two lines about a chosen row, and none between its cells.
        "chosen_lines": ("", f"border-top: {line}; border-bottom: {line};"),
        # As much room as without it.
        "menu_edge": ("", "border: 2px solid transparent; padding: 4px 26px 4px 8px;"),
        "bar_edge": ("", "border: 2px solid transparent; padding: 3px 8px;"),
        "menu_chosen": ("", f"border: {line};"),
        # What cannot be used now has broken lines.
        "off_edge": ("", "border-style: dashed;"),
        "off_link": ("", broken),
        "off_item": ("", broken),
    }
    return {name: both[tokens.inverts] for name, both in told.items()}


def _signs(tokens: Tokens) -> dict[str, object]:
    """The pictures in controls, as files."""
    return {
        "tick": pictures.coloured_file("approve", tokens.on_accent),
        "check": pictures.coloured_file("approve", tokens.text),
        "tick_off": pictures.coloured_file("approve", tokens.edge),
        "dot": pictures.coloured_file("dot", tokens.on_accent),
        "dot_off": pictures.coloured_file("dot", tokens.edge),
        "chevron": pictures.coloured_file("chevron-down", tokens.muted),
    }


def _buttons(tokens: Tokens, words: Mapping[str, object]) -> str:
    kinds = zip(("approve", "reject", "spam", "primary"), _meanings(tokens), strict=True)
    return "".join(
        _BUTTON.substitute(words, look=look, ink=ink, soft=soft) for look, (ink, soft) in kinds
    )


def _banners(tokens: Tokens, words: Mapping[str, object]) -> str:
    kinds = zip(("ok", "no", "spam", "accent"), _meanings(tokens), strict=True)
    made = [
        _BANNER.substitute(words, look=look, soft=soft, edge=ink if tokens.inverts else soft)
        for look, (ink, soft) in kinds
    ]
    return "".join([*made, *(part.substitute(words) for part in (_ON_CHOSEN, _OVER_ALL))])


def _meanings(tokens: Tokens) -> tuple[tuple[str, str], ...]:
    """Ink and ground of what is well, what is not, what warns, and what is chosen."""
    return (
        (tokens.ok, tokens.ok_soft),
        (tokens.no, tokens.no_soft),
        (tokens.spam, tokens.spam_soft),
        (tokens.accent, tokens.accent_soft),
    )
