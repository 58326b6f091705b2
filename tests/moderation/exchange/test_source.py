"""What readers answer: warnings gathered by kind."""

from moderation.exchange.source import PLACES, Notes


def test_warnings_are_gathered_by_kind_with_their_first_places() -> None:
    notes = Notes()
    for number in range(30):
        notes.warn("status", f"Unknown {number}.", f"line {number}")
    notes.warn("date", "No date.")

    status, date = notes.warnings()

    assert (status.kind, status.count, status.message) == ("status", 30, "Unknown 0.")
    assert status.places == [f"line {number}" for number in range(PLACES)]
    assert (date.count, date.places) == (1, [])


def test_offsets_in_a_text_are_told_as_lines() -> None:
    notes = Notes()
    notes.warn_of_lines("x", "Odd.", "a\nb\nc", [0, 2, 4], 10)
    notes.warn_of_lines("x", "Odd.", b"\n" * 50, list(range(50)), 1)

    assert notes.warnings()[0].count == 53
    assert notes.warnings()[0].places[:5] == ["line 10", "line 11", "line 12", "line 1", "line 2"]
