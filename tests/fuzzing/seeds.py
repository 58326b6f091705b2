"""What is broken on purpose: a small whole file of every format, and real ones where they lie."""

import gzip
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from moderation.exporting import FORMATS as EXPORTS
from moderation.exporting import export
from moderation.newsroom import open_newsroom
from moderation.sample import fill_sample
from tests.told import as_json, as_lines

PERSON = {"name": "Ana", "id": "a", "ip": "15" * 20}
# Of each format a comment, and a file around several of them.
FORMATS: dict[str, tuple[dict[str, Any], Callable[[list[Any]], bytes]]] = {
    "isso-json": (
        {"id": 1, "author": "Ana", "email": "a@example.org", "website": "", "text": "x",
         "remote_addr": "203.0.113.7", "created": "2024-01-01 00:00:00"},
        lambda rows: as_json([{"comments": rows, "id": "/a", "title": "A"}]),
    ),
    "livefyre": (
        {"id": 1, "author_id": "7", "created": "2014-03-04T18:34:13", "body_html": "x",
         "imported_display_name": "Ana"},
        lambda rows: as_lines([{"comments": rows, "id": "a", "source": "https://example.org"}]),
    ),
    "remark42": (
        {"id": "a", "pid": "", "text": "x", "user": PERSON,
         "locator": {"site": "s", "url": "https://example.org/a"}, "time": "2020-01-01T00:00:00Z"},
        lambda rows: as_lines([{"version": 1, "users": [], "posts": []}, *rows]),
    ),
    "commento": (
        {"commentHex": "c", "domain": "example.org", "url": "/a", "commenterHex": "a",
         "markdown": "x", "parentHex": "root", "state": "approved",
         "creationDate": "2020-01-01T00:00:00Z"},
        lambda rows: as_json({"version": 1, "comments": rows, "commenters": [
            {"commenterHex": "a", "name": "Ana", "email": "a@example.org"},
        ]}),
    ),
    "wordpress-rest": (
        {"id": 1, "post": 2, "parent": 0, "author": 0, "author_name": "Ana",
         "author_email": "a@example.org", "content": {"rendered": "x", "raw": "x"}, "meta": [],
         "date_gmt": "2024-01-01T00:00:00", "link": "https://example.org/a#c", "status": "hold"},
        as_json,
    ),
    "artrans": (
        {"id": "1", "rid": "0", "content": "x", "nick": "Ana", "email": "a@example.org",
         "is_pending": "false", "created_at": "2021-10-28 20:50:15 +0800", "page_key": "/a"},
        as_json,
    ),
    "twikoo": (
        {"_id": "1", "nick": "Ana", "mail": "a@example.org", "comment": "x", "url": "/a",
         "isSpam": False, "created": 1635249641284},
        as_lines,
    ),
    "valine": (
        {"objectId": "1", "nick": "Ana", "mail": "a@example.org", "comment": "x", "url": "/a",
         "status": "approved", "insertedAt": "2021-10-26T13:00:38.196Z"},
        as_json,
    ),
    "ghost": (
        {"id": "1", "post_id": "p", "member_id": "m", "html": "x", "status": "published",
         "created_at": "2022-07-04 09:25:31"},
        lambda rows: as_json({"data": {"comments": rows, "members": [{"id": "m"}], "posts": [7]}}),
    ),
    "drupal": (
        {"cid": 1, "pid": 0, "entity_id": 3, "name": "Ana", "mail": "a@example.org",
         "hostname": "203.0.113.7", "created": 1635249641, "status": 1, "comment_body": "x"},
        as_json,
    ),
    "cusdis": (
        {"id": "1", "pageId": "p", "by_nickname": "Ana", "by_email": "a@example.org",
         "content": "x", "approved": 1, "created_at": 1635249641284},
        as_json,
    ),
}  # fmt: skip

ID = "tag:blogger.com,1999:blog-7"
THR = 'xmlns:thr="http://purl.org/syndication/thread/1.0"'
WHOLE = {
    "disqus": '<?xml version="1.0"?>\n<disqus xmlns="http://disqus.com" '
    'xmlns:dsq="http://disqus.com/disqus-internals"><category dsq:id="1"><forum>a</forum>'
    '</category>\n<thread dsq:id="2"><id/><link>http://x.example/a?b=1&amp;c</link><title>B</title>'
    '</thread>\n<post dsq:id="3"><message><![CDATA[<p>Zoë 😀</p>]]></message>'
    "<createdAt>2025-06-16T07:00:00Z</createdAt><isDeleted>false</isDeleted><isSpam>true</isSpam>"
    '<author><name>Ana</name></author><thread dsq:id="2"/><parent dsq:id="9"/></post>\n</disqus>',
    "blogger": f'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom" {THR}>'
    f"<id>{ID}.archive</id><entry><id>{ID}.post-2</id><category term='http://schemas.google.com/"
    "blogger/2008/kind#comment' scheme='http://schemas.google.com/g/2005#kind'/>\n<published>"
    "2025-06-16T09:00:00.5+02:00</published><content type='html'>a &lt;b&gt;</content>"
    f"<app:control><app:draft>yes</app:draft></app:control><thr:in-reply-to ref='{ID}.post-1'/>"
    "<link rel='related' href='http://x.example/9'/></entry>\n</feed>",
    "feed": f'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom" {THR}>'
    '<link href="http://x.example/"/><entry><id>a</id><title>Re: B</title><author><name>Ana</name>'
    '<email>ana@example.org</email></author><link href="http://x.example/b#comment-1"/>'
    "<updated>2025-06-16T07:00:00</updated><content type='xhtml'><p>c</p></content>\n"
    '<thr:in-reply-to ref="b" href="http://x.example/b"/><thr:in-reply-to ref="c"/></entry></feed>',
    "dotclear": '///DOTCLEAR|2|single\n[post post_id,blog_id,post_url,post_dt,post_tz]\n'
    '"7","d","b","2025-06-16 07:00:00","CET"\n[comment comment_id,post_id,comment_dt,comment_tz,'
    'comment_content,comment_status]\n"1","7","2025-06-16 07:00:00","Europe/Madrid","a\\n\\"b\\"",'
    '"1"\n"2","8","0001-01-01 00:00:00","Asia/Tokyo","c","-2"\n',
    "movable-type": "TITLE: B\nDATE: 06/16/2025 07:00:00 AM\n-----\nBODY:\nc\n-----\nCOMMENT:\n"
    "AUTHOR: Ana\nEMAIL: ana@example.org\nDATE: 01/01/0001 00:00:00\nHi\n-----\nPING:\n"
    "TITLE: T\nURL: http://x.example\nw\n-----\n--------\n",
}  # fmt: skip
# As Isso's version 5 makes them.
SCHEMA = """
CREATE TABLE preferences (key VARCHAR PRIMARY KEY, value VARCHAR);
CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER,
 created FLOAT NOT NULL, modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR NOT NULL,
 author VARCHAR, email VARCHAR, website VARCHAR, likes INTEGER DEFAULT 0,
 dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL, notification INTEGER DEFAULT 0);
CREATE TRIGGER remove_stale_threads AFTER DELETE ON comments BEGIN
 DELETE FROM threads WHERE id NOT IN (SELECT tid FROM comments); END;
INSERT INTO preferences VALUES ('session-key', 'a-secret-key');
INSERT INTO threads VALUES (1, '/bridge/', 'The bridge'), (2, '/soup/', NULL);
INSERT INTO comments VALUES
 (1, 1, NULL, 1750057200.25, NULL, 1, '192.0.2.0', 'It *is* open', 'Ana', 'ana@example.org',
  'https://ana.example', 3, 1, x'00', 0),
 (1, 2, 1, 1750057260.0, 1750057300.0, 2, '0.0.0.0', 'So it is', NULL, NULL, NULL, 0, 0, x'00', 1),
 (2, 3, NULL, 1750057320.0, NULL, 4, '192.0.2.0', '', NULL, 'eva@example.org', NULL, 0, 0, x'', 0),
 (2, 4, 3, 1750057380.0, NULL, 7, '2001:db8::', 'Salt', 'Jon', '', '', 0, 0, x'00', 0),
 (9, 5, NULL, 1750057380.0, NULL, 1, '', 'Lost', 'Max', '', '', 0, 0, x'00', 0);
"""

TABLE = (
    b"id;author;email;comment;date;status;parent\r\n"
    b'1;Ana;ana@example.org;"So; ""it""\r\nis";16.06.2025 09:00;1;0\r\n'
    b"2;Jon;;\xc3\x9cber;3/4/2025;spam;1\r\n3;Eva;x;Hm;1750057200;;2\r\n"
)
# Larger real files cost more time than they find.
_LARGEST = 120_000


@dataclass(frozen=True, slots=True)
class Seed:
    """A whole file, and what it is called here."""

    name: str
    raw: bytes


def seeds() -> list[Seed]:
    """Every file to begin from, in an order that is the same each time."""
    made = [Seed(name, around([row, row])) for name, (row, around) in sorted(FORMATS.items())]
    made += [Seed(name, text.encode()) for name, text in sorted(WHOLE.items())]
    made += [Seed("csv", TABLE), Seed("isso", _isso()), *_exported(), *_real()]
    old_site = files("resources") / "samples" / "old-site.wordpress.xml"
    made.append(Seed("wxr", old_site.read_bytes()))
    return [*made, *(Seed(f"{one.name}.gz", gzip.compress(one.raw, mtime=0)) for one in made[:8])]


def _isso() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "comments.db")
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(SCHEMA)
        return file.read_bytes()


def _exported() -> Iterator[Seed]:
    """What we write ourselves, of the sample newsroom."""
    with tempfile.TemporaryDirectory() as folder:
        newsroom = open_newsroom(Path(folder, "seeds.commentdesk"), create=True)
        try:
            fill_sample(newsroom)
            for one in EXPORTS:
                target = Path(folder, f"{one.name}{one.suffix}")
                export(newsroom, target, one.name)
                found = [target] if target.is_file() else sorted(target.rglob("*"))
                for file in [each for each in found if each.is_file()][:3]:
                    yield Seed(f"our {one.name}", file.read_bytes())
        finally:
            newsroom.close()


def _real() -> Iterator[Seed]:
    beside = Path(__file__).resolve().parents[3] / "shared" / "samples"
    folder = Path(os.environ.get("COMMENTDESK_SAMPLES", beside))
    if folder.is_dir():
        for file in sorted(folder.rglob("*")):
            if file.is_file() and file.stat().st_size <= _LARGEST:
                yield Seed("real", file.read_bytes())
