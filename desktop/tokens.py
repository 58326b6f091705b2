"""Every colour of the program: the design's tokens in light, dark and high contrast.

Nothing else in the program names a colour. What must be readable on what stands in `PAIRS`, and a
test computes the contrast of each pair in every theme.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as `#RRGGBB`; `line_width` is in pixels."""

    name: str
    dark: bool
    window: str  # sidebar, bars
    panel: str  # queue, reading pane
    raised: str  # buttons, menus, fields
    hover: str  # what the pointer is over
    line: str  # hairlines
    edge: str  # edges that tell where a field or a box is
    text: str
    muted: str  # times, article names
    accent: str  # chosen, focus, links
    accent_soft: str
    on_accent: str
    ok: str  # approve
    ok_soft: str
    no: str  # reject, errors
    no_soft: str
    spam: str  # spam, warnings
    spam_soft: str
    chip: str
    mark: str  # search hits, a quoted sentence
    badges: tuple[str, ...]  # behind the first letter of a commenter's name
    on_badge: str
    line_width: int = 1

    @property
    def inverts(self) -> bool:
        """Whether a button that has the focus is inverted: among thick lines none is thicker."""
        return self.line_width > 1


LIGHT = Tokens(
    name="light",
    dark=False,
    window="#F6F7F9",
    panel="#FFFFFF",
    raised="#FFFFFF",
    hover="#F3F5F8",
    line="#DFE3E8",
    edge="#818B97",
    text="#1B2430",
    muted="#5B6673",
    accent="#2457C5",
    accent_soft="#E8EFFC",
    on_accent="#FFFFFF",
    ok="#1B7A43",
    ok_soft="#E4F4EA",
    no="#B3261E",
    no_soft="#FBE9E7",
    spam="#8A5A00",
    spam_soft="#FBF1DC",
    chip="#EEF1F4",
    mark="#FFF1B8",
    badges=("#4B7C95", "#83629F", "#A65470", "#8C6D31", "#4F7F3C", "#2F807B", "#5C64A8", "#A0583F"),
    on_badge="#FFFFFF",
)

DARK = Tokens(
    name="dark",
    dark=True,
    window="#14181D",
    panel="#1B2026",
    raised="#222831",
    hover="#20262E",
    line="#323A44",
    edge="#6F7B89",
    text="#E6EAF0",
    muted="#9BA6B2",
    accent="#8AB4FF",
    accent_soft="#1E2E4A",
    on_accent="#0F1B33",
    ok="#6FCF97",
    ok_soft="#18321F",
    no="#FF8A80",
    no_soft="#3A1D1B",
    spam="#F2C15E",
    spam_soft="#372B12",
    chip="#2A313A",
    mark="#4A3F12",
    badges=("#3F6F8A", "#76549A", "#985068", "#82662C", "#4A7538", "#2B7570", "#545BA3", "#96523B"),
    on_badge="#FFFFFF",
)

# High contrast: black and white alone; weight, lines and words carry every meaning.
CONTRAST = Tokens(
    name="contrast",
    dark=False,
    window="#FFFFFF",
    panel="#FFFFFF",
    raised="#FFFFFF",
    hover="#FFFFFF",
    line="#000000",
    edge="#000000",
    text="#000000",
    muted="#000000",
    accent="#000000",
    accent_soft="#FFFFFF",
    on_accent="#FFFFFF",
    ok="#000000",
    ok_soft="#FFFFFF",
    no="#000000",
    no_soft="#FFFFFF",
    spam="#000000",
    spam_soft="#FFFFFF",
    chip="#FFFFFF",
    mark="#FFFFFF",
    badges=("#000000",),
    on_badge="#FFFFFF",
    line_width=2,
)

CONTRAST_DARK = Tokens(
    name="contrast-dark",
    dark=True,
    window="#000000",
    panel="#000000",
    raised="#000000",
    hover="#000000",
    line="#FFFFFF",
    edge="#FFFFFF",
    text="#FFFFFF",
    muted="#FFFFFF",
    accent="#FFFFFF",
    accent_soft="#000000",
    on_accent="#000000",
    ok="#FFFFFF",
    ok_soft="#000000",
    no="#FFFFFF",
    no_soft="#000000",
    spam="#FFFFFF",
    spam_soft="#000000",
    chip="#000000",
    mark="#000000",
    badges=("#FFFFFF",),
    on_badge="#000000",
    line_width=2,
)

THEMES = {tokens.name: tokens for tokens in (LIGHT, DARK, CONTRAST, CONTRAST_DARK)}

# (colour, what it stands on, the least contrast): WCAG 2.2 AA, 1.4.3 for text, 1.4.11 for edges.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(("text", ground, 4.5) for ground in ("window", "panel", "raised", "hover", "accent_soft")),
    *(("text", ground, 4.5) for ground in ("ok_soft", "no_soft", "spam_soft", "chip", "mark")),
    *(("muted", ground, 4.5) for ground in ("window", "panel", "raised", "hover", "accent_soft")),
    *(("muted", ground, 4.5) for ground in ("chip", "spam_soft", "no_soft")),
    *(("accent", ground, 4.5) for ground in ("window", "panel", "raised", "hover", "accent_soft")),
    *(("ok", ground, 4.5) for ground in ("ok_soft", "panel", "accent_soft")),
    *(("no", ground, 4.5) for ground in ("no_soft", "panel", "window", "accent_soft")),
    *(("spam", ground, 4.5) for ground in ("spam_soft", "panel", "accent_soft")),
    ("on_accent", "accent", 4.5),
    *(("edge", ground, 3.0) for ground in ("window", "panel", "raised")),
)

# The corners of chips, controls and cards.
RADIUS_CHIP, RADIUS_CONTROL, RADIUS_CARD = 6, 8, 10


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
