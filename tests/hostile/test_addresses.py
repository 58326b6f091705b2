"""No disguise gets an address into public: each spelling, in each field, in each format.

A spy who shares no line with the guard (`tests.hostile.spy`) judges. In the suite each spelling is
tried in one of the formats, by turns; `python -m tests.hostile.test_addresses` tries all in all.
"""

import csv
import io
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words import Status
from moderation.exporting import FORMATS, export
from moderation.guard import find_leaks
from moderation.known import KnownPrivate
from moderation.newsroom import Newsroom, open_newsroom
from moderation.verifying import verify
from tests.hostile import spy
from tests.hostile.spellings import ANY, EMAILS, IPS_4, IPS_6
from tests.putting import put_comment

EMAIL, IP4, IP6 = "Ana.Berg@Bücher.Example", "203.0.113.77", "2001:db8:7::4d2"
KNOWN = KnownPrivate.of((EMAIL, IP4), ("", IP6))
NAMES = sorted({*EMAILS, *IPS_4, *IPS_6})


def spelled(name: str) -> Iterator[str]:
    """What an enemy writes for each of the three addresses, if that spelling is one for it."""
    for address, group in ((EMAIL, EMAILS), (IP4, IPS_4), (IP6, IPS_6)):
        if name in group:
            yield group[name](address)


def seen_in(text: str) -> list[str]:
    """Which of the addresses the spy gets out of it."""
    found = [EMAIL] if spy.finds_email(EMAIL, text) else []
    return found + [ip for ip in (IP4, IP6) if spy.finds_ip(ip, text)]


@pytest.mark.parametrize("name", NAMES)
def test_the_spy_reads_every_spelling(name: str) -> None:
    for text in spelled(name):
        assert seen_in(f"He wrote {text} to me."), text


def test_the_spy_sees_nothing_where_nothing_is() -> None:
    assert seen_in("Ana Berg at 203.0.113.78 and 2001:db8:7::4d3, ana.berg@buecher.example") == []


def _csv(text: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerow(["Ana", text, "1"])
    return out.getvalue()


FILES: dict[str, Callable[[str], str]] = {
    "text": str,
    "lines": lambda text: f"Dear all,\n\n{text}\n\nBye.",
    "JSON": lambda text: json.dumps({"a": [text]}, ensure_ascii=False),
    "JSON in ASCII": lambda text: json.dumps({"a": [text]}),
    "HTML": lambda text: f"<p>So: {text}</p>",
    "escaped HTML": lambda text: f"<p>So: {escape(text)}</p>",
    "an attribute": lambda text: f"<a title={quoteattr(text)}>so</a>",
    "XML": lambda text: f"<x><![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]></x>",
    "CSV": _csv,
    "YAML": lambda text: f"message: {json.dumps(text, ensure_ascii=False)}\n",
    "a URL": lambda text: f"https://example.net/?to={quote(text)}&x=1",
}


@pytest.mark.parametrize("name", NAMES)
def test_the_guard_finds_every_spelling_in_files_of_all_kinds(name: str) -> None:
    for text in spelled(name):
        for kind, file in FILES.items():
            data = file(f"He wrote {text} to me.").encode()

            # A tag that stands in an attribute is no tag; what nobody can read is no leak.
            if seen_in(data.decode()):
                assert find_leaks(io.BytesIO(data), KNOWN), (kind, data)


# What tries to hide what is hidden already; links and hashes of the whole are none of these.
WRAPPERS = sorted(
    name for name in ANY if not any(one in name.lower() for one in ("in a", "hash", "sha", "md5"))
)
# Read by the spy and not by the guard: an encoding that is written in letters of another style, or
# in capitals that no decoder takes, is none for a machine.
NOT_WITHIN = {
    "escapes of styled letters", "letters in circles", "full width", "bold letters",
    "double-struck letters", "upper case", "changing case", "half of it full width",
}  # fmt: skip


# One of the two is among those that programs do to an address by themselves.
USUAL = {"percent", "entities", "escapes", "quoted-printable", "base64", "zero width"}
TWICE = [
    (inner, outer)
    for inner in sorted(EMAILS)
    for outer in WRAPPERS
    if outer not in NOT_WITHIN and (inner in USUAL or outer in USUAL)
]


@given(st.sampled_from(TWICE))
def test_the_guard_finds_an_address_that_is_hidden_twice(twice: tuple[str, str]) -> None:
    inner, outer = twice
    text = f"Well {ANY[outer](EMAILS[inner](EMAIL))} so"

    if spy.finds_email(EMAIL, text):
        assert find_leaks(io.BytesIO(text.encode()), KNOWN), text


def test_verify_finds_them_in_a_folder(newsroom: Newsroom, tmp_path: Path) -> None:
    put_comment(newsroom, email=EMAIL, ip=IP4)
    put_comment(newsroom, email="", ip=IP6, minute=1)
    folder = tmp_path / "out"
    folder.mkdir()
    for number, name in enumerate(NAMES):
        (folder / f"{number}.txt").write_text("\n".join(spelled(name)), encoding="utf-8")

    found = {int(Path(one.file).stem) for one in verify(newsroom, [folder]).found}

    assert [NAMES[number] for number in range(len(NAMES)) if number not in found] == []


def plant(newsroom: Newsroom, name: str) -> None:
    """Comments whose every field holds the address in that spelling, and so does their article."""
    put_comment(newsroom, email=EMAIL, ip=IP4, status=Status.PENDING)
    put_comment(newsroom, email="", ip=IP6, status=Status.PENDING, minute=1)
    turns = [(text, how) for text in spelled(name) for how in ("html", "markdown", "text")]
    for minute, (text, body_format) in enumerate(turns, 2):
        comment = put_comment(
            newsroom, email="", ip="", article=f"a{minute}", status=Status.APPROVED, minute=minute
        )
        link = f"https://example.net/?a={quote(text)}"
        with newsroom.write() as writing:
            writing.run(
                "UPDATE comment SET name = ?, kind = ?, url = ?, body = ?, text = ?,"
                " body_format = ? WHERE id = ?",
                (
                    f"I am {text}", text, link, f"He wrote {text} to me.",
                    f"He wrote {text} to me.",
                    body_format, comment.id,
                ),
            )  # fmt: skip
            writing.run(
                "UPDATE article SET title = ?, key = ?, url = ?, body = ? WHERE id = ?",
                (
                    f"On {text}", f"{minute} {text}", f"https://{quote(text)}@example.net/",
                    f"<p>He wrote {text} to us.</p>", comment.article,
                ),
            )  # fmt: skip
            writing.run("UPDATE site SET name = ?", (f"{text} Courier",))


def leaks_of(name: str, formats: list[str]) -> Iterator[tuple[str, str, list[str]]]:
    """What the spy gets out of the exports of a newsroom that is full of that spelling."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        with open_newsroom(folder / "a.commentdesk", create=True, desk="ana", zone=UTC) as newsroom:
            plant(newsroom, name)
            for format_name in formats:
                target = folder / f"out-{format_name}"
                # Nothing that somebody typed may keep a newsroom from exporting: it is masked.
                export(newsroom, target, format_name)
                for path in sorted(target.rglob("*")) if target.is_dir() else [target]:
                    if path.is_file() and (seen := seen_in(path.read_text(encoding="utf-8"))):
                        yield format_name, path.name, seen


@pytest.mark.parametrize("number", range(len(NAMES)))
def test_no_export_lets_a_spelling_out(number: int) -> None:
    one = FORMATS[number % len(FORMATS)].name

    assert list(leaks_of(NAMES[number], [one])) == []


if __name__ == "__main__":
    every = [each.name for each in FORMATS]
    found = {name: leaks for name in NAMES if (leaks := list(leaks_of(name, every)))}
    print(f"{len(NAMES)} spellings, {len(every)} formats: {found or 'no leak'}")  # noqa: T201
    sys.exit(bool(found))
