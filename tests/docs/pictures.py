"""Draws the guide's pictures anew: `python -m tests.docs.pictures [NAME…]`.

Each is the real window on the sample newsroom, in its 256 commonest colours: small, and true.
"""

import os
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its file's name, the view that it shows, and how."""

    name: str
    view: str
    theme: str = "light"
    size: tuple[int, int] = (1240, 780)


PICTURES = (
    Picture("window-light", "window", size=(1440, 900)),
    Picture("guide-welcome", "welcome"),
    Picture("guide-import", "import-preview"),
    Picture("guide-window", "window"),
    Picture("guide-compact", "compact"),
    Picture("guide-reasons", "reasons"),
    Picture("guide-empty", "empty"),
    Picture("guide-selection", "selection"),
    Picture("guide-campaign", "campaign"),
    Picture("guide-search", "search-names"),
    Picture("guide-search-error", "search-error"),
    Picture("guide-chips", "search-chips"),
    Picture("guide-saved", "saved-searches"),
    Picture("guide-alone", "alone"),
    Picture("guide-quoted", "quoted"),
    Picture("guide-thread", "thread"),
    Picture("guide-alike", "alike"),
    Picture("guide-commenter", "commenter"),
    Picture("guide-held", "held"),
    Picture("guide-rules", "settings-rules"),
    Picture("guide-edit", "edit"),
    Picture("guide-history", "history"),
    Picture("guide-story", "story"),
    Picture("guide-news", "news"),
    Picture("guide-palette", "palette-typed"),
    Picture("guide-keys", "settings-keys-conflict"),
    Picture("guide-statistics", "statistics"),
    Picture("guide-veil", "veil", "dark"),
    Picture("guide-contrast", "window", "contrast"),
    Picture("guide-text", "text-200", size=(1024, 700)),
    Picture("wordpress-sites", "sites"),
    Picture("wordpress-site-line", "site-line"),
    Picture("wordpress-busy", "site-busy", size=(1100, 560)),
    Picture("wordpress-away", "site-away", "dark", size=(1100, 560)),
    Picture("wordpress-refused", "reply-refused", size=(1240, 860)),
    Picture("wordpress-outbox", "outbox"),
)


def draw(picture: Picture) -> Path:
    """Draw it; the file that it is in."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QImage

    from desktop.screenshot import render

    target = FOLDER / f"{picture.name}.png"
    with tempfile.TemporaryDirectory(prefix="commentdesk-pictures-") as folder:
        whole = Path(folder) / "whole.png"
        render(whole, demo=True, view=picture.view, theme=picture.theme, size=picture.size)
        image = QImage(str(whole))
    few = image.convertToFormat(
        QImage.Format.Format_Indexed8, _commonest(image), Qt.ImageConversionFlag.ThresholdDither
    )
    few.save(str(target))
    return target


def _commonest(image: "QImage") -> list[int]:
    """The colours that most of the picture is in; each other one is drawn in its nearest."""
    from PySide6.QtGui import QImage

    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("B").cast("I"))
    return [colour for colour, _times in counted.most_common(256)]


def main() -> None:
    """Draw those that are named, or all."""
    wanted = set(sys.argv[1:])
    for picture in PICTURES:
        if not wanted or picture.name in wanted:
            target = draw(picture)
            print(f"{target.name}: {target.stat().st_size // 1024} KB")  # noqa: T201


if __name__ == "__main__":
    main()
