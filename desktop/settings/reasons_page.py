"""The reasons why comments are turned away: one a line, the first nine with a digit each."""

from desktop.operations import FRAME
from desktop.reading.form_field import PlainEditor
from desktop.reading.labels import plain_label
from desktop.settings.page import SettingsPage, Surroundings
from moderation import reasons
from moderation.errors import NewsroomError
from moderation.reasons import DecisionReason
from resources.translation import _


class ReasonsPage(SettingsPage):
    """Changes the newsroom's list; `code = Words` on a line, or words alone; * before abuse."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        assert around.newsroom is not None
        self._newsroom, self._operations = around.newsroom, around.operations
        self._before = reasons.reasons(around.newsroom)
        self.editor = PlainEditor(12)
        self._build()
        self._fill(self._before)

    @property
    def reasons(self) -> list[DecisionReason]:
        """The reasons as the page has them."""
        return [_read(line) for line in self.editor.toPlainText().splitlines() if line.strip()]

    def reason_to_stay(self) -> str:
        """Whether the list is another than it was."""
        same = self.reasons == list(self._before)
        return "" if same else _("The reasons that you changed are not kept yet.")

    def keep(self) -> None:
        """Keep the list."""
        newsroom, wanted = self._newsroom, self.reasons
        self._operations.run(
            _("Keeping the reasons"),
            lambda _progress: reasons.keep(newsroom, wanted),
            self._done,
            on_error=self._failed,
            patience=FRAME,
        )

    def _done(self, kept: tuple[DecisionReason, ...]) -> None:
        self._before = kept
        self._fill(kept)
        self.say(_("The reasons are kept."), "ok")
        self.kept.emit()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, NewsroomError):
            self.say(" ".join(part for part in (error.sentence, error.way_out) if part))
        else:
            self._operations.messages.explain(error)

    def _fill(self, wanted: tuple[DecisionReason, ...]) -> None:
        self.editor.setPlainText("\n".join(map(_line, wanted)))

    def _build(self) -> None:
        about = _(
            "Why comments are rejected, or marked as spam: one on a line. The first nine have a"
            " digit each, right after the decision. Before the = stands a code, for"
            " searches (reason:off-topic); without one it is made of the words. A * before it says"
            " that such comments are abusive: from these the assist learns what abuse is here."
            " An empty list is the usual one. Decisions of before keep their reasons."
        )
        self.editor.setAccessibleName(_("Reasons"))
        self.editor.setAccessibleDescription(about)
        self.contents.addWidget(plain_label(about, "muted", wrap=True))
        self.contents.addWidget(self.editor, 1)
        self.keep_button = self.keep_row(_("Keep"), filled=True)


def _line(one: DecisionReason) -> str:
    return f"{_ABUSE if one.abuse else ''}{one.code} = {one.words}"


def _read(line: str) -> DecisionReason:
    plain = line.strip().removeprefix(_ABUSE.strip()).strip()
    abuse = plain != line.strip()
    code, equals, words = plain.partition("=")
    if equals:
        return DecisionReason(code.strip(), words.strip(), abuse)
    return DecisionReason(reasons.code_of(plain), plain, abuse)


_ABUSE = "* "
