"""site add, test, list, rule, remove; sync; outbox."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from moderation.newsroom import Newsroom
from moderation.wordpress import passwords
from tests.calling import Run
from tests.peers.fake_server import serving
from tests.peers.fake_site import FakeSite, Fault


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeSite]:
    monkeypatch.setattr(passwords, "keep", lambda *_told: False)
    monkeypatch.setattr(passwords, "kept", lambda _connection: None)
    monkeypatch.setattr(passwords, "forget", lambda _connection: None)
    with serving(FakeSite()) as made:
        monkeypatch.setenv(passwords.VARIABLE, made.password)
        yield made


@pytest.fixture
def joined(run: Run, newsroom: Newsroom, site: FakeSite) -> FakeSite:
    assert run("site", "add", site.url, "--user", "ana").status == 0
    return site


def test_a_site_is_connected_listed_tested_and_removed(
    run: Run, newsroom: Newsroom, joined: FakeSite
) -> None:
    (told,) = run("site", "list", "--json").told["sites"]
    assert (told["site"], told["user"], told["rule"]) == ("default", "ana", "ask")
    assert run("site", "test").out == "The & Courier answers, and takes the password.\n"
    assert run("site", "rule", "default", "ours", "--json").told["rule"] == "ours"
    assert run("site", "remove", "default").status == 1
    assert run("site", "remove", "default", "--yes", "--json").told["unsent"] == 0
    assert run("site", "list").out == "No site is connected.\n"


def test_the_site_itself_is_shown_where_nothing_else_is_asked(
    run: Run, newsroom: Newsroom, joined: FakeSite
) -> None:
    assert run("site").out == "The & Courier requires: name, email, comment.\n"


def test_the_password_may_come_from_a_file_and_is_in_no_answer(
    run: Run, newsroom: Newsroom, site: FakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(passwords.VARIABLE)
    file = tmp_path / "secret.txt"
    file.write_text(f"{site.password}\n", encoding="utf-8")
    done = run("site", "add", site.url, "--user", "ana", "--password-file", file, "--json")

    assert done.status == 0
    assert site.password not in done.out + done.err


def test_without_anybody_to_ask_for_the_password_it_is_refused(
    run: Run, newsroom: Newsroom, site: FakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(passwords.VARIABLE)
    done = run("site", "add", site.url, "--user", "ana", "--json")

    assert done.status == 1
    assert "nobody here to ask" in done.told["error"]


def test_what_is_wrong_is_said_and_nothing_is_connected(
    run: Run, newsroom: Newsroom, site: FakeSite
) -> None:
    site.moderates = False
    done = run("site", "add", site.url, "--user", "ana")

    assert done.status == 1
    assert "may not moderate" in done.err
    assert not run("site", "list", "--json").told["sites"]


def test_a_round_fetches_decides_and_sends(run: Run, newsroom: Newsroom, joined: FakeSite) -> None:
    number = joined.add("At last.")
    (told,) = run("sync", "--once", "--json").told["sites"]
    assert (told["added"], told["sent"]) == (1, 0)
    comment = run("list", "--json").told["comments"][0]["id"]
    run("spam", "--id", comment)
    (entry,) = run("outbox", "list", "--json").told["entries"]
    assert (entry["kind"], entry["wanted"], entry["state"]) == ("status", "spam", "waiting")
    assert (
        run("outbox", "list").out == f"{entry['entry']}  waiting  comment {comment} by Ana: "
        "make it spam\n"
    )
    done = run("sync", "--once")

    assert done.out == "The & Courier: 0 new, 0 changed there, 1 sent.\n"
    assert joined.status_of(number) == "spam"


def test_trouble_with_a_site_is_told_beside_what_was_done(
    run: Run, newsroom: Newsroom, joined: FakeSite
) -> None:
    joined.add()
    joined.password = "changed since"
    done = run("sync", "--once", "--json")

    assert done.status == 1
    (told,) = done.told["sites"]
    assert "does not take this password" in told["error"]
    assert told["added"] == 0


def test_an_entry_is_taken_back_retried_and_a_conflict_settled(
    run: Run, newsroom: Newsroom, joined: FakeSite
) -> None:
    number = joined.add()
    run("sync", "--once")
    comment = run("list", "--json").told["comments"][0]["id"]
    run("spam", "--id", comment)
    entry = run("outbox", "list", "--json").told["entries"][0]["entry"]
    assert run("outbox", "take-back", entry, "--json").told["taken_back"] == 1
    assert run("outbox", "list").out == "The outbox is empty.\n"
    run("approve", "--id", comment)
    joined.faults.append(Fault("status", method="POST", status=403))
    run("sync", "--once")
    refused = run("outbox", "list", "--state", "refused", "--json").told["entries"]
    assert refused[0]["why"] == "The site refused it: “Slow down.”"
    assert run("outbox", "retry", "--json").told == {"retried": 1}
    joined.set_status(number, "spam")
    run("sync", "--once")
    (conflict,) = run("outbox", "conflicts", "--json").told["conflicts"]
    assert conflict == {"comment": comment, "site": "spam", "ours": "approved"}
    assert run("outbox", "settle", comment, "ours").status == 0
    run("sync", "--once")

    assert joined.status_of(number) == "approved"
    assert run("outbox", "conflicts").out == "There is nothing to settle.\n"
    assert run("outbox", "settle", comment, "ours").status == 1


def test_without_a_site_it_says_how_to_connect_one(run: Run, newsroom: Newsroom) -> None:
    done = run("sync", "--once")

    assert done.status == 1
    assert "commentdesk site add" in done.err
