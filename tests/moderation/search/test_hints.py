"""Completion in the search bar: names, values, and where they go."""

from moderation.search.fields import FIELDS
from moderation.search.hints import Asked, Completion, asked, completions


def texts(typed: str) -> list[str]:
    return [each.text for each in completions(typed, len(typed))]


def test_names_are_completed_and_explained() -> None:
    (found,) = completions("bridge au", 9)

    assert found == Completion("author:", 7, 9, "the commenter’s name contains")


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
    questions: list[tuple[str, str]] = []

    def known(field: str, typed: str) -> list[tuple[str, str]]:
        questions.append((field, typed))
        return [("Ana", "3"), ("Ana Feld", ""), ('Ana "Bee" (C)', "")]

    found = completions("author:an", 9, known)

    assert questions == [("author", "an")]
    assert [each.text for each in found] == ["Ana", '"Ana Feld"', '"Ana Bee (C)"']
    assert [each.means for each in found] == ["3", "", ""]


def test_a_quoted_value_is_completed_whole() -> None:
    typed = 'author:"Ana F'

    (found,) = completions(typed, len(typed), lambda _field, _typed: [("Ana Feld", "")])

    assert found.applied_to(typed) == ('author:"Ana Feld" ', 18)
    assert asked(typed, len(typed)) == Asked("author", "Ana F")


def test_the_library_is_asked_only_for_what_is_not_known_here() -> None:
    assert asked("status:p", 8) is None
    assert asked("bridge", 6) is None
    assert asked("article:h", 9) == Asked("article", "h")


def test_saved_searches_take_the_place_of_all_that_is_typed() -> None:
    saved = [("The bridge", "bridge -has:link"), ("Spam", "status:spam")]

    (found,) = completions("the br", 6, searches=saved)

    assert (found.words, found.means) == ("The bridge", "bridge -has:link")
    assert found.applied_to("the br") == ("bridge -has:link ", 17)


def test_every_name_is_offered_where_somebody_asks() -> None:
    offered = [each.text for each in completions("bridge ", 7, all_names=True)]

    assert offered == [f"{each.name}:" for each in FIELDS]


def test_a_completion_is_put_where_it_belongs() -> None:
    (field,) = completions("bridge stat -loan", 11)

    assert field.applied_to("bridge stat -loan") == ("bridge status: -loan", 14)
