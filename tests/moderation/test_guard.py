"""The guard finds every stored address in a file, wherever it stands, and repeats none."""

import base64
import io

import pytest

from moderation.changes import Progress
from moderation.errors import Cancelled
from moderation.guard import MOST_LEAKS, KnownPrivate, Leak, describe, find_leaks
from moderation.traces import Form

EMAIL = "ana.b@example.org"
KNOWN = KnownPrivate.of((EMAIL, "192.0.2.17"))


def leaks(text: str, allowed: frozenset[str] = frozenset()) -> list[Leak]:
    return find_leaks(io.BytesIO(text.encode()), KNOWN, allowed)


def test_a_clean_file_has_no_leaks() -> None:
    assert leaks("Grüße, @Jon!\n" * 1000) == []
    assert leaks("") == []


def test_a_leak_tells_what_and_where_and_never_whose() -> None:
    (leak,) = leaks(f"Grüße\nvon ü {EMAIL}\n")

    assert (leak.form, leak.line, leak.column, leak.offset) == (Form.EMAIL, 2, 7, 15)
    assert str(leak) == "an e-mail address in line 2, character 7"
    assert "ana" not in repr(leak)


@pytest.mark.parametrize("form", list(Form))
def test_every_form_has_words(form: Form) -> None:
    assert describe(form)


def test_nothing_hides_at_a_seam() -> None:
    """Each of these stands across the place where one piece of the file ends."""
    for before in range(512 * 1024 - 60, 512 * 1024 + 10, 7):
        text = "é" * 10 + "x " * ((before - 20) // 2) + f"ana%2Eb%40example.org and {EMAIL} end"
        found = leaks(text)

        assert [leak.form for leak in found] == [Form.HIDDEN_EMAIL, Form.EMAIL], before
        assert found[1].offset == text.encode().index(EMAIL.encode())


def test_bytes_that_are_no_text_hide_nothing() -> None:
    data = b"\xff\xfe\x00" + EMAIL.encode() + b"\xc3" + base64.b64encode(EMAIL.encode()) + b"\xe2"
    found = find_leaks(io.BytesIO(data), KNOWN)

    assert [leak.form for leak in found] == [Form.EMAIL, Form.BASE64]
    assert found[1].offset == data.index(b"YW5h")


def test_places_are_told_rightly_in_later_pieces_and_in_bytes_that_are_no_text() -> None:
    before = ("é" * 70 + "\n") * 6000 + "ü" * 299_999 + " "
    (leak,) = leaks(f"{before}{EMAIL}")

    assert (leak.line, leak.column) == (6001, 300_001)
    assert leak.offset == len(before.encode())
    noise = b"\x80" * (2 * 512 * 1024)
    (found,) = find_leaks(io.BytesIO(noise + b"\n" + EMAIL.encode()), KNOWN)
    assert (found.line, found.column, found.offset) == (2, 1, len(noise) + 1)


def test_what_a_moderator_let_stand_is_no_leak() -> None:
    text = f'{{"text": "\\n{EMAIL}"}}\nana.b&#64;example.org'

    assert len({leak.line for leak in leaks(text)}) == 2
    assert leaks(text, frozenset({EMAIL})) == []
    assert len(leaks(f"{text} 192.0.2.17", frozenset({EMAIL}))) == 1


def test_a_hundred_leaks_are_enough() -> None:
    assert len(leaks(f"{EMAIL}\n" * 5000)) == MOST_LEAKS


def test_the_guard_can_be_stopped() -> None:
    class Stopped(Progress):
        def tell(self, done: int, total: int | None, what: str) -> None:
            """Nobody listens."""

        def stop_asked(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        find_leaks(io.BytesIO(b"text"), KNOWN, progress=Stopped())
