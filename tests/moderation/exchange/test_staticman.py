"""Folders with one file a comment: threads by ordinal and id, hashes no addresses, none lost."""

import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.words import BodyFormat, Status
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.exchange import staticman
from moderation.exchange.opening import opened
from moderation.exchange.source import Draft, Notes, Refusal, Wishes
from moderation.exchange.trees import Folder
from moderation.importing import Choices, import_file
from moderation.newsroom import Newsroom

HASH = "0123456789abcdef0123456789abcdef"
FIRST = f"""_id: 11111111-aaaa
_parent: /2025/bridge/
name: Ana
email: {HASH}
url: 'https://ana.example'
message: "It is *open*.\\r\\nAt last."
date: '2025-06-16T07:00:00.000Z'
hidden: ''
replying_to: ''
mood: glad
"""
SECOND = (
    "name: Jon\nmessage: So it is\ndate: 1750057260\nreplying_to: '1'\nemail: jon@example.org\n"
)
THIRD = "name: yes\nmessage: 0x10\ndate: 2025-06-16 09:02:00 +0200\nreplying_to: 11111111-aaaa\n"
FOURTH = '{"name": "Eva", "message": "<p>Ah</p>", "date": 1750057380000, "replying_to": 2}'
FIFTH = "name: Max\nmessage: Far\ndate: 2025-06-16T07:04:00.0261867Z\nhidden: 'buy'\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site's folder of comments on two articles."""
    folder = tmp_path / "site"
    for name, text in {
        "_data/comments/bridge/entry1.yml": FIRST,
        "_data/comments/bridge/entry2.yml": SECOND,
        "_data/comments/bridge/entry3.yaml": THIRD,
        "_data/comments/bridge/entry4.json": FOURTH,
        "_data/comments/bridge/entry5.yml": FIFTH,
        "_data/comments/soup/entry1.md": (
            "---\n_id: s1\nname: Kim\ndate: '2025-06-16T07:00:00Z'\nhidden: true\n---\nSalt *it*.\n"
        ),
        "README.txt": "A site.",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def read(source: Path) -> tuple[list[Draft], dict[str, int]]:
    notes = Notes()
    with opened(source) as one:
        assert one.format.name == "staticman"
        drafts = list(one.read(notes, Wishes()).drafts)
    return drafts, {warned.kind: warned.count for warned in notes.warnings()}


def comments(source: Path) -> list[CommentDraft]:
    return [one for one in read(source)[0] if isinstance(one, CommentDraft)]


def test_every_file_is_a_comment_of_its_folders_article(site: Path) -> None:
    drafts, warnings = read(site)
    bridge, ana, jon, third, eva, robot, soup, kim = drafts

    assert isinstance(bridge, ArticleDraft)
    assert (bridge.external_id, bridge.slug, bridge.url) == ("bridge", "bridge", "")
    assert isinstance(ana, CommentDraft)
    assert (ana.external_id, ana.name, ana.email) == ("bridge:11111111-aaaa", "Ana", "")
    assert ana.body == "It is *open*.\r\nAt last."
    assert (ana.body_format, ana.status) == (BodyFormat.MARKDOWN, Status.APPROVED)
    assert (ana.url, ana.parent) == ("https://ana.example", None)
    assert ana.submitted_at == datetime(2025, 6, 16, 7, 0, tzinfo=UTC)
    assert ana.extra == {"mood": "glad", "email_hash": HASH}
    assert ana.where == "_data/comments/bridge/entry1.yml"
    assert isinstance(jon, CommentDraft)
    assert (jon.external_id, jon.email) == ("bridge:entry2", "jon@example.org")
    assert jon.submitted_at == datetime(2025, 6, 16, 7, 1, tzinfo=UTC)
    assert isinstance(third, CommentDraft)
    assert (third.name, third.body) == ("yes", "0x10")
    assert third.submitted_at == datetime(2025, 6, 16, 7, 2, tzinfo=UTC)
    assert isinstance(eva, CommentDraft)
    assert eva.body_format is BodyFormat.HTML
    assert eva.submitted_at == datetime(2025, 6, 16, 7, 3, tzinfo=UTC)
    assert isinstance(robot, CommentDraft)
    assert robot.status is Status.PENDING
    assert isinstance(soup, ArticleDraft)
    assert isinstance(kim, CommentDraft)
    assert (kim.body, kim.status) == ("Salt *it*.\n", Status.REJECTED)
    assert warnings == {"hashed": 1, "honeypot": 1}


def test_whom_it_answers_is_an_id_or_an_ordinal_among_the_top(site: Path) -> None:
    assert [one.parent for one in comments(site)] == [
        None, "bridge:11111111-aaaa", "bridge:11111111-aaaa", "bridge:entry5", None, None,
    ]  # fmt: skip


def test_an_ordinal_beyond_all_is_left_for_the_report(site: Path, newsroom: Newsroom) -> None:
    (site / "_data/comments/bridge/entry9.yml").write_text(THIRD.replace("11111111-aaaa", "77"))

    report = import_file(newsroom, site, Choices(accept_incomplete=True))

    assert (report.read, report.added, report.refused) == (7, 7, 0)
    assert any("stands by itself now" in one.message for one in report.problems)


def test_an_archive_and_the_folder_of_one_article_are_the_same_comments(
    site: Path, tmp_path: Path
) -> None:
    packed = tmp_path / "site.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in site.rglob("*.*"):
            archive.write(file, file.relative_to(tmp_path))

    one_article = comments(site / "_data" / "comments" / "bridge")

    assert [one.external_id for one in comments(packed)] == [
        one.external_id for one in comments(site)
    ]
    assert [one.external_id for one in one_article] == [
        one.external_id for one in comments(site)[:5]
    ]


def test_a_broken_file_is_refused_alone_with_its_line(site: Path) -> None:
    bridge = site / "_data/comments/bridge"
    (bridge / "a.yml").write_text("name: Ana\nmessage: a: b\n")
    (bridge / "b.json").write_text('{"name": "Ana"')
    (bridge / "c.yml").write_bytes(b"x" * 9_000_000)
    (bridge / "d.yml").write_text("colour: blue\n")
    (bridge / "e.yml").write_text("- *x")
    (bridge / "f.yml").write_text("- {name: A, message: x, date: 1}\n- {name: B, message: y}\n")

    drafts, warnings = read(site)
    refusals = {one.where[-6:]: one.message for one in drafts if isinstance(one, Refusal)}

    assert refusals.keys() == {"/a.yml", "b.json", "/c.yml", "/e.yml"}
    assert "line 2" in refusals["/a.yml"]
    assert "alias" in refusals["/e.yml"] or "undefined" in refusals["/e.yml"]
    assert sum(isinstance(one, CommentDraft) for one in drafts) == 8
    assert warnings["no-comment"] == 1


def test_two_files_with_one_id_both_come_in(site: Path) -> None:
    (site / "_data/comments/bridge/entry6.yml").write_text(FIRST)

    ids = [one.external_id for one in comments(site)]

    assert len(set(ids)) == len(ids) == 7


def test_other_folders_are_not_taken_for_comments(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: A site\nurl: https://example.org\n")
    (tmp_path / "post.md").write_text("---\ntitle: T\nauthor: Ana\ndate: 2025-06-16\n---\nText\n")
    (tmp_path / "rest.json").write_text('[{"id": 1, "post": 2, "content": {"rendered": "x"}}]')

    assert not staticman.looks_like(Folder(tmp_path))


@settings(max_examples=80)
@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(max_size=12)), max_size=4))
def test_any_damage_to_a_file_is_a_comment_or_a_refusal(
    site: Path, changes: list[tuple[float, bytes]]
) -> None:
    raw = bytearray(FIRST.encode())
    for place, new in changes:
        at = int(place * len(raw))
        raw[at : at + len(new)] = new
    (site / "_data/comments/bridge/entry1.yml").write_bytes(raw)

    drafts, warnings = read(site)

    told = [one for one in drafts if not isinstance(one, ArticleDraft)]
    assert len(told) + warnings.get("no-comment", 0) == 6


def test_the_real_site_gives_its_counts(samples: Path) -> None:
    told, warnings = read(samples / "mmistakes__made-mistakes-jekyll")
    found = {one.external_id: one for one in told if isinstance(one, CommentDraft)}

    assert Counter(type(one).__name__ for one in told) == {"CommentDraft": 719, "ArticleDraft": 49}
    assert len(found) == 719
    assert not any(one.email for one in found.values())
    assert all(one.submitted_at for one in found.values())
    answers = [(one, found[one.parent]) for one in found.values() if one.parent]
    assert len(answers) == 352
    assert all(one.submitted_at >= other.submitted_at for one, other in answers
               if one.submitted_at and other.submitted_at)  # fmt: skip
    assert warnings == {"hashed": 379, "no-zone": 3}
