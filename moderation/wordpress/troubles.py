"""What can go wrong with a site, in plain words: what it is, and what to do about it.

Nothing here holds a password, and an address is told without what stands before an @-sign in it
or after a question mark.
"""

from enum import StrEnum
from urllib.parse import urlsplit

from moderation.errors import NewsroomError
from resources.translation import _


class Trouble(StrEnum):
    """Kinds of trouble, for `--json` and for whoever must tell them apart."""

    ADDRESS = "address"
    NOT_THERE = "not-there"
    SILENT = "silent"
    CUT = "cut"
    CERTIFICATE = "certificate"
    PLAIN_HTTP = "plain-http"
    REDIRECT = "redirect"
    NOT_WORDPRESS = "not-wordpress"
    REST_OFF = "rest-off"
    PASSWORDS_OFF = "passwords-off"
    PASSWORD = "password"  # noqa: S105 - the name of a trouble, not a secret
    RIGHTS = "rights"
    BUSY = "busy"
    FAILING = "failing"
    TOO_LARGE = "too-large"
    UNREADABLE = "unreadable"
    OTHER_SITE = "other-site"


class SiteTrouble(NewsroomError):
    """The site cannot be worked with as things are; `kind` says which trouble it is.

    `seconds` is how long the site asks to be left alone (0: it does not say); `elsewhere` the
    address that it sends us to, if that is the trouble.
    """

    def __init__(
        self,
        kind: Trouble,
        sentence: str,
        way_out: str = "",
        *,
        seconds: float = 0.0,
        elsewhere: str = "",
    ) -> None:
        super().__init__(sentence, way_out)
        self.kind = kind
        self.seconds = seconds
        self.elsewhere = elsewhere

    @property
    def passes(self) -> bool:
        """Whether it may be over by itself, so that asking again later makes sense."""
        return self.kind in _PASSING


_PASSING = frozenset(
    {Trouble.NOT_THERE, Trouble.SILENT, Trouble.CUT, Trouble.BUSY, Trouble.FAILING,
     Trouble.UNREADABLE}
)  # fmt: skip


def shown(address: str) -> str:
    """An address as it may be shown: neither a password nor a query in it."""
    try:
        parts = urlsplit(address)
        port = f":{parts.port}" if parts.port else ""
        host = parts.hostname or ""
    except ValueError:
        return "?"
    scheme = f"{parts.scheme}://" if parts.scheme else ""
    return f"{scheme}{host}{port}{parts.path}"


def no_address(typed: str) -> SiteTrouble:
    """What was typed is no address of a site."""
    return SiteTrouble(
        Trouble.ADDRESS,
        _("“{typed}” is no address of a site.").format(typed=typed[:200]),
        _("Give it as the browser shows it, such as https://example.org/blog."),
    )


def with_password() -> SiteTrouble:
    """The address holds a user or a password."""
    return SiteTrouble(
        Trouble.ADDRESS,
        _("An address must hold neither a user nor a password."),
        _("Leave out what stands before the @-sign; user and password are asked apart."),
    )


def not_there(host: str) -> SiteTrouble:
    """No machine of that name, or nothing answers there."""
    return SiteTrouble(
        Trouble.NOT_THERE,
        _("{host} cannot be reached.").format(host=host),
        _("See whether the address is right, and whether this machine is online."),
    )


def silent(host: str) -> SiteTrouble:
    """It took too long."""
    return SiteTrouble(
        Trouble.SILENT,
        _("{host} did not answer in time.").format(host=host),
        _("It may be overloaded. It is asked again later."),
    )


def cut(host: str) -> SiteTrouble:
    """The line was cut in the middle."""
    return SiteTrouble(
        Trouble.CUT,
        _("The connection to {host} was cut.").format(host=host),
        _("It is tried again later; nothing is lost."),
    )


def certificate(host: str, reason: str) -> SiteTrouble:
    """Its certificate does not prove that it is the site."""
    return SiteTrouble(
        Trouble.CERTIFICATE,
        _("The certificate of {host} does not prove that it is that site: {reason}.").format(
            host=host, reason=reason or _("it is not trusted")
        ),
        _("No password was sent. Ask whoever runs the site to renew its certificate."),
    )


def plain_http(host: str) -> SiteTrouble:
    """It is reached by http alone."""
    return SiteTrouble(
        Trouble.PLAIN_HTTP,
        _("{host} is reached by http, where everybody on the way can read the password.").format(
            host=host
        ),
        _("Use its https address. If it has none, ask whoever runs it for a certificate."),
    )


def no_https(host: str) -> SiteTrouble:
    """What answers there does not speak TLS."""
    return SiteTrouble(
        Trouble.PLAIN_HTTP,
        _("{host} does not speak https.").format(host=host),
        _("No password was sent. Ask whoever runs the site for a certificate."),
    )


def elsewhere(host: str, target: str) -> SiteTrouble:
    """It sends us to another address."""
    return SiteTrouble(
        Trouble.REDIRECT,
        _("{host} sends us to {target}.").format(host=host, target=shown(target)),
        _("If that is your site, connect that address. The password was not sent there."),
        elsewhere=shown(target),
    )


def not_wordpress(host: str) -> SiteTrouble:
    """What answers is no WordPress."""
    return SiteTrouble(
        Trouble.NOT_WORDPRESS,
        _("There is no WordPress at {host}.").format(host=host),
        _("If it lies in a folder, give that as well, such as https://example.org/blog."),
    )


def rest_off(host: str) -> SiteTrouble:
    """It is WordPress, and its REST API is switched off or closed."""
    return SiteTrouble(
        Trouble.REST_OFF,
        _("{host} is a WordPress whose REST API does not answer.").format(host=host),
        _("A plugin for security, or the host, has switched it off; allow it for moderators."),
    )


def passwords_off(host: str) -> SiteTrouble:
    """It takes no application passwords."""
    return SiteTrouble(
        Trouble.PASSWORDS_OFF,
        _("{host} takes no application passwords.").format(host=host),
        _("They need WordPress 5.6 and https; a plugin may have switched them off."),
    )


def wrong_password(host: str, user: str) -> SiteTrouble:
    """It does not know user and password."""
    return SiteTrouble(
        Trouble.PASSWORD,
        _("{host} does not take this password for “{user}”.").format(host=host, user=user),
        _(
            "It must be an application password (on the site: Users, Profile, Application"
            " Passwords), not the one to log in with. If it is right, the server may be keeping"
            " it from WordPress: it has to pass on the Authorization header."
        ),
    )


def no_right(user: str) -> SiteTrouble:
    """The user may not moderate."""
    return SiteTrouble(
        Trouble.RIGHTS,
        _("“{user}” may not moderate comments on this site.").format(user=user),
        _("Use an editor’s or an administrator’s account."),
    )


def busy(host: str, seconds: float) -> SiteTrouble:
    """It asks to be left alone for a while."""
    return SiteTrouble(
        Trouble.BUSY,
        _("{host} asks to be left alone for a while.").format(host=host),
        _("It is asked again later; nothing is lost."),
        seconds=seconds,
    )


def failing(host: str, status: int) -> SiteTrouble:
    """Its server fails."""
    return SiteTrouble(
        Trouble.FAILING,
        _("{host} has trouble of its own (status {status}).").format(host=host, status=status),
        _("It is asked again later; nothing is lost."),
    )


def too_large(host: str) -> SiteTrouble:
    """It answers more than anybody asked for."""
    return SiteTrouble(
        Trouble.TOO_LARGE, _("{host} sent more than is taken in at once.").format(host=host)
    )


def unreadable(host: str) -> SiteTrouble:
    """It answers something that is no answer."""
    return SiteTrouble(
        Trouble.UNREADABLE,
        _("{host} did not answer as WordPress does.").format(host=host),
        _("A plugin or the host may have put a page of its own in the way. It is tried again."),
    )


def other_site(host: str) -> SiteTrouble:
    """What answers at the address is another site than the one that was connected."""
    return SiteTrouble(
        Trouble.OTHER_SITE,
        _("At {host} there is another site than the one that was connected.").format(host=host),
        _("Nothing was sent. Remove the connection, and connect the site anew."),
    )
