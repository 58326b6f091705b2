"""How large all text is: cards, article, thread and everything else grow and shrink together."""

from PySide6.QtCore import QObject

from desktop import theme
from desktop.actions import Actions
from desktop.memory import Memory
from desktop.messages import Messages
from resources.translation import _

STEPS = (1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class TextSize(QObject):
    """Carries out `larger`, `smaller` and `usual_size`, and remembers what was chosen."""

    def __init__(
        self, actions: Actions, memory: Memory, messages: Messages, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._memory, self._messages = memory, messages
        actions["larger"].triggered.connect(lambda: self._step(1))
        actions["smaller"].triggered.connect(lambda: self._step(-1))
        actions["usual_size"].triggered.connect(lambda: self._use(1.0))
        if theme.in_force().scale != memory.text_scale:
            theme.in_force().use_text_scale(memory.text_scale)

    def _step(self, by: int) -> None:
        now = theme.in_force().scale
        nearest = min(range(len(STEPS)), key=lambda at: abs(STEPS[at] - now))
        self._use(STEPS[max(0, min(nearest + by, len(STEPS) - 1))])

    def _use(self, scale: float) -> None:
        if scale != theme.in_force().scale:
            self._memory.text_scale = scale
            theme.in_force().use_text_scale(scale)
        percent = round(100 * scale)
        self._messages.tell(_("Text at {percent} %.").format(percent=percent))
