"""Erasing a person: nothing of them is left in the file, and everything else still holds."""

import base64
import hashlib
import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from db import chain, operations
from db.connecting import connect
from db.rows import Comment
from db.words import Standing, Status, Verb
from moderation import edits, erasure, history, notes, queue, saved_searches, standings
from moderation.drafts import ArticleDraft, CommentDraft
from moderation.erasure import erase
from moderation.errors import Cancelled, NotFound, NothingToUndo
from moderation.exchange.source import Notes, Reading
from moderation.handing_over import hand_over
from moderation.importing import take_in
from moderation.newsroom import Newsroom
from moderation.person import find_person
from moderation.saved_searches import SavedSearch
from moderation.soundness import look_over
from tests.contacts import contact_of
from tests.moderation.ana import ADDRESS, NAME

Put = Callable[..., Comment]


def forms(address: str) -> dict[str, bytes]:
    """The ways in which the address could still be read from a file's bytes."""
    whole = base64.b64encode(address.encode()).rstrip(b"=")
    return {
        "plain": address.encode(),
        "percent": quote(address, safe="").encode(),
        "entity": address.replace("@", "&#64;").encode(),
        "utf-16": address.encode("utf-16-le"),
        "base64": whole[:-1],
        "md5": hashlib.md5(address.encode()).hexdigest().encode(),
        "sha256": hashlib.sha256(address.encode()).hexdigest().encode(),
    }


def read_in(path: Path, *words: str) -> list[str]:
    """Where the address (or one of these words) still stands in the library's files, as bytes."""
    found = []
    for end in ("", "-wal", "-shm", "-journal"):
        file = path.with_name(path.name + end)
        data = file.read_bytes().lower() if file.exists() else b""
        found += [f"{end} {form}" for form, told in forms(ADDRESS).items() if told.lower() in data]
        found += [f"{end} {word}" for word in words if word.lower().encode() in data]
    return found


def test_nothing_of_the_person_is_left_in_the_bytes(
    newsroom: Newsroom, put: Put, ana: Comment
) -> None:
    told = base64.b64encode(ADDRESS.encode()).decode()
    digest = hashlib.md5(ADDRESS.encode()).hexdigest()
    reply = put(f"@Ana: {ADDRESS} bounced. {told} {digest}", name="Jon", reply_to=ana.id)
    edits.edit(newsroom, reply.id, reply.revision, edits.Edit(body=f"Gone? <{ADDRESS}>"))
    with newsroom.write() as writing:
        writing.run("UPDATE article SET body = ?", ("<p>By &#97;na.ruiz&#64;example.org</p>",))
    saved_searches.keep(newsroom, SavedSearch("Ana", f"email:{ADDRESS}"))
    saved_searches.keep(newsroom, SavedSearch("Once", f"harbour email:{ADDRESS}"))
    saved_searches.take_away(newsroom, "Once")
    assert read_in(newsroom.path, NAME)

    done = erase(newsroom, find_person(newsroom, ADDRESS))

    assert read_in(newsroom.path, NAME, "ana-ruiz", "203.0.113.77", "quetzalcoatl") == []
    assert (done.comments, done.others, done.articles, done.swept) == (1, 1, 1, True)
    assert ADDRESS not in done.as_text() + json.dumps(done.as_json())
    assert look_over(newsroom).is_sound
    assert queue.comment(newsroom, reply.id).name == "Jon"


def test_what_was_written_stays_where_it_was(newsroom: Newsroom, ana: Comment) -> None:
    erase(newsroom, find_person(newsroom, ADDRESS))

    left = queue.comment(newsroom, ana.id)
    assert left.status is Status.APPROVED
    assert left.text.startswith("Write to [e-mail hidden]")
    assert (left.name, left.url, left.note) == ("", "", "")
    assert left.waiver


def test_with_texts_what_they_wrote_goes_too(newsroom: Newsroom, ana: Comment) -> None:
    erase(newsroom, find_person(newsroom, ADDRESS), texts=True)

    assert queue.comment(newsroom, ana.id).text == "[erased at the commenter’s request]"
    assert read_in(newsroom.path, "Write to") == []


def test_an_older_decision_can_be_undone_and_brings_nothing_back(
    newsroom: Newsroom, ana: Comment
) -> None:
    erase(newsroom, find_person(newsroom, ADDRESS))

    for _operation in range(3):
        history.undo(newsroom)
    assert queue.comment(newsroom, ana.id).status is Status.PENDING
    for _operation in range(3):
        history.redo(newsroom)

    assert queue.comment(newsroom, ana.id).status is Status.APPROVED
    assert read_in(newsroom.path, NAME) == []
    assert look_over(newsroom).is_sound


def test_the_erasure_itself_cannot_be_undone(newsroom: Newsroom, ana: Comment) -> None:
    done = erase(newsroom, find_person(newsroom, ADDRESS))

    with pytest.raises(NothingToUndo, match="nowhere"):
        history.undo(newsroom, done.operation)
    last = history.operations(newsroom)[0]
    assert (last.verb, last.count, last.desk) == (Verb.ERASE, 1, "ana")


def test_stopping_changes_nothing(newsroom: Newsroom, ana: Comment) -> None:
    class Stop:
        def tell(self, done: int, total: int | None, what: str) -> None: ...

        def stop_asked(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        erase(newsroom, find_person(newsroom, ADDRESS), progress=Stop())

    assert queue.comment(newsroom, ana.id).name == NAME


def dump(*drafts: CommentDraft) -> Reading:
    """What a reader yields of an old file."""
    return Reading("wxr", "wordpress:example", "", iter([ArticleDraft("7", "Bridge"), *drafts]))


def draft(number: str, name: str, email: str, parent: str | None = None) -> CommentDraft:
    return CommentDraft("7", name, email, f"Text {number}", external_id=number, parent=parent,
                        where=f"comment {number}")  # fmt: skip


def test_an_old_file_does_not_bring_the_person_back(newsroom: Newsroom) -> None:
    old = draft("1", NAME, ADDRESS), draft("2", "Jon", "jon@example.org", "1")
    take_in(newsroom, dump(*old), Notes(), "old.xml")
    erase(newsroom, find_person(newsroom, ADDRESS))

    late = draft("3", "Eva", "eva@example.org", "1")
    report = take_in(newsroom, dump(*old, late), Notes(), "old.xml")

    assert (report.added, report.unchanged, report.refused) == (1, 1, 1)
    assert report.read == 3
    assert any("erased" in problem.message for problem in report.problems)
    assert queue.comment(newsroom, 3).parent == 1
    assert read_in(newsroom.path, NAME) == []
    alone = draft("4", "Udo", "udo@example.org", "1")
    take_in(newsroom, dump(alone), Notes(), "late.xml")
    assert queue.comment(newsroom, 4).parent == 1


def test_backups_beside_the_library_are_rewritten(newsroom: Newsroom, ana: Comment) -> None:
    folder = newsroom.path.with_name(newsroom.path.name + "-backups")
    folder.mkdir()
    backup = folder / f"monday{newsroom.path.suffix}"
    newsroom.back_up(backup)
    bad = folder / f"broken{newsroom.path.suffix}"
    bad.write_bytes(b"no library " + ADDRESS.encode())
    assert read_in(backup)

    done = erase(newsroom, find_person(newsroom, ADDRESS))

    assert read_in(backup, NAME) == []
    assert (done.backups, done.left_backups) == (1, (bad.name,))
    assert backup.stat().st_mode & 0o777 == 0o600
    assert sorted(one.name for one in folder.iterdir()) == [bad.name, backup.name]
    with closing(connect(backup)) as connection:
        assert connection.execute("SELECT count(*) FROM comment").fetchone() == (1,)


def test_twelve_hundred_comments_of_one_person_go_at_once(newsroom: Newsroom) -> None:
    drafts = [draft(str(number), NAME, ADDRESS) for number in range(1200)]
    take_in(newsroom, dump(*drafts), Notes(), "old.xml")

    done = erase(newsroom, find_person(newsroom, NAME))

    assert done.comments == 1200
    assert read_in(newsroom.path, NAME) == []
    with newsroom.read() as reading:
        assert list(chain.broken_links(reading)) == []
        assert operations.latest(reading) == 2


def test_an_unknown_address_is_nothing_to_erase(newsroom: Newsroom, ana: Comment) -> None:
    with pytest.raises(NotFound):
        erase(newsroom, find_person(newsroom, "nobody@example.org"))

    assert queue.comment(newsroom, ana.id).name == NAME


def test_an_ip_address_of_a_whole_office_is_not_taken_from_others(
    newsroom: Newsroom, put: Put, ana: Comment
) -> None:
    other = put("From the same office: 203.0.113.77", ip="203.0.113.77")

    erase(newsroom, find_person(newsroom, ADDRESS))

    assert contact_of(newsroom, other.id).ip == "203.0.113.77"
    assert "203.0.113.77" in queue.comment(newsroom, other.id).text


def test_what_others_hold_the_file_for_is_said(
    newsroom: Newsroom, ana: Comment, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = find_person(newsroom, ADDRESS)
    with newsroom.read() as reading:
        reading.run("SELECT * FROM comment").all()
        monkeypatch.setattr("db.lanes._BUSY_SECONDS", 0.1)
        done = erase(newsroom, found)

    assert not done.swept
    assert "Another program" in done.as_text()
    assert erasure.sweep(newsroom)
    assert read_in(newsroom.path, NAME) == []


def test_what_was_thought_and_noted_of_the_person_goes_with_them(
    newsroom: Newsroom, put: Put, ana: Comment
) -> None:
    jon = put("Hm.", name="Jon", email="jon@example.org")
    standings.give(newsroom, ana.id, Standing.TRUSTED)
    standings.give(newsroom, ana.id, Standing.BLOCKED)
    notes.add(newsroom, ana.id, "Quetzalcoatl rang.")
    notes.add(newsroom, ana.id, "Quetzalcoatl rang again.", on_person=True)
    notes.add(newsroom, jon.id, f"Not the same as {ADDRESS}.")
    notes.add(newsroom, jon.id, "Rang.", on_person=True)
    standings.give(newsroom, jon.id, Standing.WATCHED)

    erase(newsroom, find_person(newsroom, ADDRESS))

    assert read_in(newsroom.path, NAME, "quetzalcoatl") == []
    assert notes.of(newsroom, ana.id) == []
    assert [one.text for one in notes.of(newsroom, jon.id)] == [
        "Not the same as [e-mail hidden].",
        "Rang.",
    ]
    assert standings.regard(newsroom, jon.id).standing is Standing.WATCHED
    assert look_over(newsroom).is_sound
    history.undo(newsroom)
    assert standings.regard(newsroom, jon.id).standing is Standing.NONE


def test_an_address_that_is_only_blocked_can_be_erased_and_handed_over(
    newsroom: Newsroom, tmp_path: Path
) -> None:
    standings.give_to_address(newsroom, ADDRESS, Standing.BLOCKED)
    target = tmp_path / "hers.json"
    hand_over(newsroom, find_person(newsroom, ADDRESS), target)
    told = json.loads(target.read_text())
    assert (told["standings"][0]["standing"], told["standings"][0]["email_key"]) == (
        "blocked",
        ADDRESS,
    )
    target.unlink()

    erase(newsroom, find_person(newsroom, ADDRESS))

    assert read_in(newsroom.path) == []
    with pytest.raises(NotFound):
        erase(newsroom, find_person(newsroom, ADDRESS))
