"""The values of a record, however a program writes them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words import BodyFormat, Status
from moderation.exchange.json_values import Row, format_of, kept, text_of, told_moment
from moderation.exchange.source import NO_WISHES, Notes, Wishes

NOON = datetime(2021, 10, 26, 12, 0, 41, 284000, tzinfo=UTC)


def row(notes: Notes | None = None, wishes: Wishes = NO_WISHES, **fields: object) -> Row:
    return Row(fields, 7, notes or Notes(), wishes)


@pytest.mark.parametrize(
    "told",
    [
        "2021-10-26T12:00:41.284Z",
        "2021-10-26T12:00:41.2840000Z",
        "2021-10-26T12:00:41.284000999Z",
        "2021-10-26 12:00:41.284 UTC",
        "2021-10-26T14:00:41.284+02:00",
        "2021-10-26 14:00:41.284 +0200",
        " 2021-10-26T07:00:41.284-05:00 ",
        {"__type": "Date", "iso": "2021-10-26T12:00:41.284Z"},
        {"$date": "2021-10-26T12:00:41.284Z"},
        {"$date": {"$numberLong": "1635249641284"}},
        {"$numberLong": "1635249641284"},
        1635249641284,
        "1635249641284",
        "1635249641.284",
    ],
)
def test_a_moment_is_read_in_every_writing(told: object) -> None:
    assert told_moment(told) == NOON


@pytest.mark.parametrize(
    "told",
    ["", None, 0, "0", "x", "0001-01-01T00:00:00Z", "0000-00-00 00:00:00", "2021-13-01", True,
     "2021-02-30 10:00", "12021-01-01", {}, [], {"$date": {"$date": {"$date": {"$date": 1}}}},
     99999999999999999, "-99999999999999999", "20211026"],
)  # fmt: skip
def test_what_is_no_moment_is_none(told: object) -> None:
    found = told_moment(told)

    assert found is None or told == "20211026"


def test_a_moment_without_zone_is_read_in_the_wished_one_and_else_noted() -> None:
    east = Wishes(zone=timezone(timedelta(hours=2)))
    notes = Notes()
    local = "2021-10-26 12:00:00"

    assert row(wishes=east, at=local).moment("at") == datetime(2021, 10, 26, 10, tzinfo=UTC)
    assert row(notes, at=local).moment("at") == datetime(2021, 10, 26, 12, tzinfo=UTC)
    assert row(notes, wishes=east, at=local).utc("at") == datetime(2021, 10, 26, 12, tzinfo=UTC)
    assert [(one.kind, one.places) for one in notes.warnings()] == [("no-zone", ["comment 7"])]


def test_the_first_moment_that_can_be_read_is_taken() -> None:
    notes = Notes()
    fields = row(notes, odd="soon", good="2021-10-26T12:00:41.284Z", none=None)

    assert fields.moment("none", "odd", "good") == NOON
    assert notes.warnings() == []
    assert fields.moment("none", "missing") is None
    assert notes.warnings() == []
    assert fields.moment("odd") is None
    assert [one.kind for one in notes.warnings()] == ["date"]


@pytest.mark.parametrize("at", ["0001-12-31T23:00:00+23:59", "9999-12-31T23:59:59-12:00"])
def test_a_moment_at_the_end_of_time_is_none(at: str) -> None:
    assert row(at=at).moment("at") is None


def test_texts_of_every_type() -> None:
    told = ["x", 0, 1, True, False, None, [], {}, ["x"]]

    assert list(map(text_of, told)) == ["x", "0", "1", "true", "false", "", "", "", ""]
    assert row(a=None, b=" ", c=" x ").text("a", "b", "c") == " x "
    assert row(a=" x ").line("a") == "x"
    assert row(a=0).identity("a") == "0"
    assert row(a={"$oid": "5f"}).identity("missing", "a") == "5f"


@pytest.mark.parametrize(
    ("told", "so"),
    [(True, True), (1, True), ("1", True), ("True", True), (False, False), (0, False),
     ("false", False), ("0", False), (None, None), ("", None), ("maybe", None), ({}, None)],
)  # fmt: skip
def test_flags_in_every_writing(told: object, so: bool | None) -> None:
    assert row(a=told).flag("a") is so


@pytest.mark.parametrize("digits", [32, 40, 56, 64, 96, 128])
def test_a_hash_is_no_address(digits: int) -> None:
    notes = Notes()
    fields = row(notes, mail="aB3" + "0" * (digits - 3))

    assert fields.email("mail") == ""
    assert fields.extra["email_hash"]
    assert [one.kind for one in notes.warnings()] == ["hashed"]


@pytest.mark.parametrize("told", ["noreply@blogger.com", "user-12@disqus.com"])
def test_a_placeholder_is_no_address(told: str) -> None:
    notes = Notes()
    fields = row(notes, mail=told)

    assert (fields.email("mail"), fields.extra) == ("", {"placeholder_email": told})
    assert [one.kind for one in notes.warnings()] == ["placeholder"]


def test_an_address_stays_as_it_was_typed() -> None:
    assert row(mail=" Ana@Example.org ").email("mail") == "Ana@Example.org"
    assert row(mail="f" * 33).email("mail") == "f" * 33
    assert row().email("mail") == ""


def test_an_unknown_status_waits_and_is_kept() -> None:
    notes = Notes()
    known = {"yes": Status.APPROVED}

    assert row(notes).status(" YES ", known) is Status.APPROVED
    fields = row(notes)
    assert fields.status("odd", known) is Status.PENDING
    assert fields.extra == {"status": "odd"}
    assert row(notes).status("", known) is Status.PENDING
    assert [one.kind for one in notes.warnings()] == ["unknown-status", "no-status"]


@pytest.mark.parametrize(
    ("body", "written"),
    [("<p>x</p>", BodyFormat.HTML), ("\n <A href='x'>", BodyFormat.HTML), ("x", "markdown"),
     ("1 < 2", "markdown"), ("<3", "markdown"), ("<https://example.org>", "markdown"),
     ("", "markdown")],
)  # fmt: skip
def test_html_begins_with_a_tag(body: str, written: BodyFormat) -> None:
    assert format_of(body) == written


def test_what_is_kept_besides_is_text() -> None:
    fields = row(a={"b": [1]}, c={"$oid": "x"}, d=None, e=0, f=False, g="y")
    fields.keep(*fields.fields, "missing")

    assert fields.extra == {"a": '{"b": [1]}', "c": "x", "g": "y"}
    assert kept([]) == ""


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals() | st.text() | st.floats(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["$date", "$oid", "iso", "$numberLong", "x"]) | st.text(), inner
    ),
    max_leaves=8,
)  # fmt: skip


@given(anything)
def test_no_value_raises(value: object) -> None:
    fields = row(a=value)
    fields.text("a")
    fields.identity("a")
    fields.flag("a")
    fields.email("a")
    fields.inner("a")
    fields.keep("a")
    fields.utc("a")
    found = fields.moment("a")

    assert found is None or found.tzinfo is UTC
    assert all(isinstance(one, str) for one in fields.extra.values())
