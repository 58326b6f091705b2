"""The fields that a column of a table can be mapped to, and the names that columns are known by.

The names are those of WordPress' tables and REST, Drupal, Ghost, Commento, Waline, OpenWeb and
YouTube's data sets, and plain ones in a few languages.
"""

import re
from collections.abc import Callable, Sequence

from resources.translation import _

# In the order in which they claim their columns; each with what it is called in a dialog.
FIELDS: dict[str, Callable[[], str]] = {
    "body": lambda: _("Comment"),
    "author": lambda: _("Name"),
    "email": lambda: _("E-mail"),
    "url": lambda: _("Website"),
    "date": lambda: _("Date"),
    "status": lambda: _("Status"),
    "spam": lambda: _("Spam (yes or no)"),
    "deleted": lambda: _("Deleted (yes or no)"),
    "article": lambda: _("Article (its key)"),
    "article_title": lambda: _("Title of the article"),
    "article_url": lambda: _("Address of the article"),
    "id": lambda: _("Number of the comment"),
    "parent": lambda: _("Comment that it answers"),
    "root": lambda: _("Comment that began the thread"),
    "kind": lambda: _("Kind"),
    "ip": lambda: _("IP address"),
    "user_agent": lambda: _("Browser"),
}

# Without case and signs between; the surer name first.
_NAMES = {
    "body": "commentcontent commentbodyvalue commentbody content body bodyhtml comment commenttext"
    " message text html commenthtml markdown review reviewtext kommentar kommentartext commentaire"
    " comentario nachricht mensaje texto",
    "author": "commentauthor author authorname name username displayname nick nickname commenter"
    " commentername bynickname user autor verfasser auteur nom nombre nome",
    "email": "commentauthoremail authoremail email emailaddress mail useremail commenteremail"
    " byemail mailadresse correo courriel",
    "url": "commentauthorurl authorurl website homepage web userurl commenterurl url link",
    "date": "commentdategmt dategmt createdgmt createdutc dateutc submitted submittedat created"
    " createdat commentdate creationdate date datetime timestamp time posted postedat insertedat"
    " publishedat published datum fecha data",
    "status": "commentapproved approved status commentstatus moderationstatus isapproved state",
    "spam": "isspam spam class label",
    "deleted": "isdeleted deleted deletedat",
    "article": "commentpostid postid articleid article entityid nid pageid pagekey page post path"
    " slug threadid thread videoid storyid",
    "article_title": "articletitle posttitle pagetitle threadtitle title headline artikel titre"
    " titulo",
    "article_url": "articleurl posturl pageurl pagelink threadurl permalink url link",
    "id": "commentid cid id messageid commenthex objectid uuid",
    "parent": "inreplytoid inreplyto replyto replytoid replyingto commentparent parentcommentid"
    " parentid parent pid parenthex",
    "root": "rootid rid parentid",
    "kind": "commenttype kind type",
    "ip": "commentauthorip authorip ip ipaddress hostname remoteaddr userip",
    "user_agent": "commentagent useragent ua agent browser",
}  # fmt: skip
_BETWEEN = re.compile(r"[\W_]+")


def by_names(header: Sequence[str]) -> dict[str, str]:
    """The fields that names of columns tell, each with its column; none is taken twice."""
    columns: dict[str, str] = {}
    for column in header:
        columns.setdefault(_BETWEEN.sub("", column.casefold()), column)
    found: dict[str, str] = {}
    for field in FIELDS:
        name = next((name for name in _NAMES[field].split() if name in columns), None)
        if name is not None:
            found[field] = columns.pop(name)
    return found


def is_utc(column: str) -> bool:
    """Whether the name of a column of moments says that they are in UTC."""
    return _BETWEEN.sub("", column.casefold()).endswith(("gmt", "utc"))
