"""Completion in the search bar: names, values, and where they go."""

from moderation.search.hints import Completion, completions


def texts(typed: str) -> list[str]:
    return [each.text for each in completions(typed, len(typed))]


def test_names_are_completed_and_explained() -> None:
    (found,) = completions("bridge au", 9)

    assert found == Completion("author:", 7, 9, "the commenter's name contains")


def test_nothing_is_offered_before_a_letter_is_typed() -> None:
    assert completions("", 0) == []
    assert completions("bridge ", 7) == []


def test_values_are_completed_after_the_colon_and_after_a_comma() -> None:
    assert texts("status:") == ["pending", "approved", "rejected", "spam"]
    assert texts("-status:A") == ["approved"]
    assert completions("status:spam,pe", 14) == [Completion("pending", 12, 14, "")]
    assert texts("(sort:o") == ["oldest"]


def test_only_what_stands_before_the_cursor_counts() -> None:
    assert [each.text for each in completions("status:spam", 8)] == ["spam"]
    assert [(each.start, each.end) for each in completions("has:link", 5)] == [(4, 5)]


def test_an_unknown_name_has_no_values() -> None:
    assert texts("colour:re") == []
    assert texts("author:an") == []


def test_what_the_library_knows_is_quoted_where_it_must_be() -> None:
    asked: list[tuple[str, str]] = []

    def known(field: str, typed: str) -> list[str]:
        asked.append((field, typed))
        return ["Ana", "Ana Feld", 'Ana "Bee" (C)']

    found = [each.text for each in completions("author:an", 9, known)]

    assert asked == [("author", "an")]
    assert found == ["Ana", '"Ana Feld"', '"Ana Bee (C)"']
