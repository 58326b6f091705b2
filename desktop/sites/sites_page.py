"""The settings' page of connected sites: connect one, say whose word holds, or let it go."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from db.site_rows import Connection, Rule
from desktop import theme
from desktop.action_specs import N_
from desktop.operations import FRAME
from desktop.reading.flow import Flow
from desktop.reading.form_field import FormField, QuietComboBox
from desktop.reading.labels import FoldingRow, plain_label
from desktop.settings.page import SettingsPage, Surroundings
from desktop.times import clock
from moderation.errors import NewsroomError
from moderation.wordpress import connecting, passwords
from moderation.wordpress.connecting import Tested
from moderation.wordpress.troubles import SiteTrouble, Trouble
from resources.translation import _

_RULES = (
    (Rule.ASK, N_("ask me")),
    (Rule.SITE, N_("the site’s word holds")),
    (Rule.OURS, N_("our word holds")),
)
# Beside which field a trouble is told; what is about none of them is told in the banner.
_FIELD = {
    Trouble.ADDRESS: "address", Trouble.NOT_THERE: "address", Trouble.NOT_WORDPRESS: "address",
    Trouble.REST_OFF: "address", Trouble.PLAIN_HTTP: "address", Trouble.REDIRECT: "address",
    Trouble.CERTIFICATE: "address", Trouble.PASSWORDS_OFF: "address",
    Trouble.PASSWORD: "password", Trouble.RIGHTS: "user",
}  # fmt: skip

# Narrower than this, in pixels of the design, a site's buttons stand under whose word holds.
_BUTTONS_BESIDE = 460


class SitesPage(SettingsPage):
    """Connects WordPress sites."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        assert around.newsroom is not None
        self._newsroom, self._operations = around.newsroom, around.operations
        self.fields = {
            "address": FormField(
                "address", _("Address of the site"), QLineEdit(), "https://example.org"
            ),
            "user": FormField("user", _("User there"), QLineEdit()),
            "password": FormField(
                "password", _("Application password"), QLineEdit(), "abcd efgh ijkl mnop qrst uvwx"
            ),
        }
        self.rows: list[_SiteRow] = []
        self._sure_of: Connection | None = None
        self._list = QVBoxLayout()
        self._build()
        self.look()

    def look(self) -> None:
        """Show which sites are connected."""
        for old in self.rows:
            self._list.removeWidget(old)
            old.deleteLater()
        found = connecting.all_of(self._newsroom)
        self.rows = [_SiteRow(self, one) for one in found]
        for row in self.rows:
            self._list.addWidget(row)
        self._none.setVisible(not found)

    def keep(self) -> None:
        """Connect the site that is typed, once it has answered and takes the password."""
        typed = {name: field.text for name, field in self.fields.items()}
        missing = [name for name, text in typed.items() if not text.strip()]
        for name in missing:
            self.fields[name].blame(_("This is needed to connect."))
        if missing:
            self.fields[missing[0]].editor.setFocus()
            return
        self.connect_button.setEnabled(False)
        self.say(_("Asking the site…"), "accent")
        self._operations.run(
            _("Asking the site"),
            lambda _progress: connecting.test(typed["address"], typed["user"], typed["password"]),
            lambda tested: self._answered(tested, typed["password"]),
            on_error=self._failed,
            writing=False,
        )

    def test(self, connection: Connection) -> None:
        """Ask a connected site whether it is there still, and takes the password."""
        login = passwords.known(connection)
        if login is None:
            self.fill(connection)
            told = _("The password of {name} is needed.").format(name=connection.title)
            self.fields["password"].blame(told)
            return
        self.say(_("Asking the site…"), "accent")

        def failed(error: BaseException) -> None:
            if isinstance(error, SiteTrouble) and error.kind is Trouble.PASSWORD:
                self.fill(connection)
                self._failed(error)
            elif isinstance(error, NewsroomError):
                self.say(_in_full(error))
            else:
                self._failed(error)

        self._operations.run(
            _("Asking the site"),
            lambda _progress: connecting.test_again(connection, login.password),
            lambda sentence: self.say(sentence, "ok"),
            on_error=failed,
            writing=False,
        )

    def remove(self, connection: Connection) -> None:
        """Say what goes, and at the second press let the site go."""
        if self._sure_of != connection:
            self._sure_of = connection
            told = _(
                "{name} is forgotten here, with its password and what was not sent; the comments"
                " stay. Press again to remove it."
            )
            self.say(told.format(name=connection.title), "spam")
            return
        newsroom = self._newsroom
        self._operations.run(
            _("Removing the connection"),
            lambda _progress: connecting.disconnect(newsroom, connection),
            lambda _nothing: self._kept(_("The site is not connected any more.")),
            patience=FRAME,
        )

    def set_rule(self, connection: Connection, rule: Rule) -> None:
        """Keep whose word holds."""
        newsroom = self._newsroom
        self._operations.run(
            _("Keeping the rule"),
            lambda _progress: connecting.set_rule(newsroom, connection.site, rule),
            lambda _nothing: self.say(_("Kept."), "ok"),
            patience=FRAME,
        )

    def fill(self, connection: Connection) -> None:
        """Type what is known of a site, so that only its password is left to be given."""
        self.fields["address"].fill(connection.url)
        self.fields["user"].fill(connection.username)
        self.fields["password"].editor.setFocus()

    def _answered(self, tested: Tested, password: str) -> None:
        newsroom = self._newsroom
        self._operations.run(
            _("Connecting the site"),
            lambda _progress: connecting.connect(newsroom, tested, password),
            self._connected,
            on_error=self._failed,
            patience=FRAME,
        )

    def _connected(self, outcome: tuple[Connection, bool]) -> None:
        connection, is_kept = outcome
        for field in self.fields.values():
            field.fill("")
        told = _("{name} is connected; its comments are being fetched.")
        if not is_kept:
            told = _(
                "{name} is connected; its comments are being fetched. This system has no keyring:"
                " the password is asked for again at the next start."
            )
        self._kept(told.format(name=connection.title))

    def _kept(self, sentence: str) -> None:
        self._sure_of = None
        self.connect_button.setEnabled(True)
        self.say(sentence, "ok")
        self.look()
        self.kept.emit()

    def _failed(self, error: BaseException) -> None:
        self.connect_button.setEnabled(True)
        if not isinstance(error, NewsroomError):
            self.say("")
            self._operations.messages.explain(error)
            return
        told = _in_full(error)
        field = _FIELD.get(error.kind) if isinstance(error, SiteTrouble) else None
        if field is None:
            self.say(told)
            return
        self.say("")
        self.fields[field].blame(told)
        self.fields[field].editor.setFocus()

    def _build(self) -> None:
        self.section(
            _("Connect a WordPress site"),
            _(
                "The password is an application password of somebody who may moderate: on the site,"
                " Users, Profile, Application Passwords. It is kept in this system’s keyring, and"
                " goes to that site alone."
            ),
        )
        password = self.fields["password"].editor
        assert isinstance(password, QLineEdit)
        password.setEchoMode(QLineEdit.EchoMode.Password)
        for field in self.fields.values():
            field.require(required=True)
            self.contents.addWidget(field)
        self.connect_button = QPushButton(_("Connect"))
        theme.look(self.connect_button, "primary")
        self.connect_button.setAutoDefault(False)
        self.connect_button.clicked.connect(lambda _on=False: self.keep())
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.connect_button)
        self.contents.addLayout(row)
        self.section(_("Connected sites"))
        self._none = plain_label(_("No site is connected."), "muted", wrap=True)
        self.contents.addWidget(self._none)
        self.contents.addLayout(self._list)
        self.contents.addStretch(1)


class _SiteRow(QFrame):
    """One connected site: what it is, whose word holds, and the ways to change that."""

    def __init__(self, page: SitesPage, connection: Connection) -> None:
        super().__init__()
        px = theme.in_force().px
        self.connection = connection
        when = (
            clock(connection.synced_at, page._newsroom.zone) if connection.synced_at else _("never")
        )
        about = _("{url} as {user}; last compared: {when}").format(
            url=connection.url, user=connection.username, when=when
        )
        self.rule = QuietComboBox()
        self.rule.setAccessibleName(_("Where both sides changed a comment"))
        for rule, words in _RULES:
            self.rule.addItem(_(words), rule)
        self.rule.setCurrentIndex([rule for rule, _words in _RULES].index(connection.rule))
        self.rule.activated.connect(
            lambda _index: page.set_rule(connection, Rule(self.rule.currentData()))
        )
        self.test = QPushButton(_("Test"))
        self.password = QPushButton(_("Password…"))
        self.remove = QPushButton(_("Remove…"))
        self.test.clicked.connect(lambda _on=False: page.test(connection))
        self.password.clicked.connect(lambda _on=False: page.fill(connection))
        for button, words in (
            (self.test, _("Test {name}")), (self.password, _("Password of {name}")),
            (self.remove, _("Remove {name}")),
        ):  # fmt: skip
            button.setAccessibleName(words.format(name=connection.title))
        self.remove.clicked.connect(lambda _on=False: page.remove(connection))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(4), 0, px(8))
        column.setSpacing(px(4))
        column.addWidget(plain_label(connection.title, wrap=True))
        column.addWidget(plain_label(about, "muted", wrap=True))
        column.addWidget(plain_label(_("Where both sides changed a comment"), "muted"))
        column.addWidget(_row(self.rule, self.test, self.password, self.remove))


def _in_full(error: NewsroomError) -> str:
    return " ".join(part for part in (error.sentence, error.way_out) if part)


def _row(chooser: QWidget, *buttons: QPushButton) -> QWidget:
    whole = FoldingRow(least=_BUTTONS_BESIDE)
    ways = Flow(gap=theme.in_force().px(8))
    for button in buttons:
        button.setAutoDefault(False)
        ways.line.addWidget(button)
    whole.row.addWidget(chooser, 1)
    whole.row.addWidget(ways)
    return whole
