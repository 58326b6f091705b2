"""Comments as rows of JSON, each with all its fields: what the readers of such files share."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, Generic, TypeVar
from urllib.parse import unquote, urlsplit

from db.words import Field
from moderation import links
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.errors import ImportRefused
from moderation.exchange.json_stream import Names, Path, at, place, place_of, records
from moderation.exchange.json_values import Row
from moderation.exchange.readers import HEAD, appearance
from moderation.exchange.source import Draft, Notes, Refusal, Wishes
from resources.translation import _

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sign:
    """What rows of a format are known by: fields that each has, and some of which one is there.

    `deepest`: at most so many keys lead to them.
    """

    all_of: Collection[str]
    one_of: Collection[str] = ()
    deepest: int = 3

    def place(self, head: bytes) -> Path | None:
        """Where such rows stand in the beginning of a file; None: nowhere."""
        for one in self.one_of or ("",):
            found = place_of(head, *self.all_of, *([one] if one else []))
            if found is not None and len(found) <= self.deepest:
                return found
        return None

    def names(self, file: BinaryIO) -> Names:
        """The path of the rows of a file (seekable); at its top where none is seen."""
        return at(self.place(beginning(file)) or ())


def beginning(file: BinaryIO) -> bytes:
    """The first bytes of a file, from which it is read again afterwards."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    return head


def rows(
    file: BinaryIO, notes: Notes, wishes: Wishes, names: Names, needs: Collection[str]
) -> Iterator[Row | Refusal]:
    """Each record that has at least one of the fields in `needs`; the others are refused.

    `ImportRefused` where there is not one record in the whole file.
    """
    number = 0
    for found in records(file, notes, names):
        number = found.number
        if isinstance(found.value, dict) and not found.value.keys().isdisjoint(needs):
            yield Row(found.value, number, notes, wishes)
        else:
            yield no_comment(number)
    if not number:
        raise nothing_found(file)


def no_comment(number: int) -> Refusal:
    """What is said of something that stands where a comment should."""
    told = _("This is no comment: it has none of the fields of one.")
    return Refusal(place(number), Field.COMMENT.value, told)


def nothing_found(file: BinaryIO) -> ImportRefused:
    """What is said of a file without a single comment, or without any that is known here."""
    return ImportRefused(
        _("There are no comments of this format in the file: it looks like {what}.").format(
            what=appearance(beginning(file))
        ),
        _("See whether it is the file that you expect."),
    )


def drafts(
    rows: Iterable[Row | Refusal],
    article_of: Callable[[Row], ArticleDraft | None],
    comment_of: Callable[[Row, str], CommentDraft],
) -> Iterator[Draft]:
    """Each row as a comment, after its article; `comment_of` is given the article's id."""
    met: set[str] = set()
    for row in rows:
        if isinstance(row, Refusal):
            yield row
            continue
        article = article_of(row)
        if article is None:
            told = _("It does not say which article it belongs to.")
            yield Refusal(row.where, Field.ARTICLE.value, told)
            continue
        if article.external_id not in met:
            met.add(article.external_id)
            yield article
        yield comment_of(row, article.external_id)


@dataclass(frozen=True, slots=True)
class Threads(Generic[T]):
    """Threads with their comments inside, which are read before these, by their number.

    `names`: where a comment stands in one; `needs`: the fields of which each has one at least.
    """

    of: Mapping[int, T]
    names: Names
    needs: Collection[str]
    comment_of: Callable[[Row, T], CommentDraft]

    def comments(
        self, file: BinaryIO, notes: Notes, wishes: Wishes
    ) -> Iterator[CommentDraft | Refusal]:
        """Each comment of the file; what is none, or of a thread that is not known, is refused.

        `ImportRefused` where there is neither a comment nor a thread.
        """
        number = 0
        for found in records(file, notes, self.names):
            number = found.number
            thread = self.of.get(found.top)
            if not isinstance(found.value, dict) or found.value.keys().isdisjoint(self.needs):
                yield no_comment(number)
            elif thread is None:
                told = _("Its thread has no id, so that its article is not known.")
                yield Refusal(place(number), Field.ARTICLE.value, told)
            else:
                yield self.comment_of(Row(found.value, number, notes, wishes), thread)
        if not number and not self.of:
            raise nothing_found(file)


def article_at(key: str, title: str = "", host: str = "", where: str = "") -> ArticleDraft | None:
    """The article at an address or a path, which is its id; None where there is neither.

    A path alone is an address where the host is known. Without a title its address stands for it.
    """
    key = key.strip()
    if not key:
        return None
    url = key if links.is_web(key) else f"https://{host}{key}" if host and key[0] == "/" else ""
    return ArticleDraft(
        external_id=key,
        title=title.strip() or url or key,
        url=url,
        slug=_slug(key),
        where=where,
        guessed=not title.strip(),
    )


def _slug(key: str) -> str:
    """The last part of an address' path, without its ending."""
    try:
        path = urlsplit(key).path
    except ValueError:
        return ""
    last = path.rstrip("/").rpartition("/")[2]
    return unquote(last.removesuffix(".html").removesuffix(".htm"), errors="replace")


def host_of(address: str) -> str:
    """The host of an address, in lower case; empty where there is none."""
    try:
        return (urlsplit(address.strip()).hostname or "").lower()
    except ValueError:
        return ""
