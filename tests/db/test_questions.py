"""What is asked of the full-text index."""

from db.criteria import AuthorHas, Criterion, IsFirst, Not, TextHas
from db.questions import is_asked, question_for

FERRY, HARBOUR, ANA, SIGNS = TextHas("ferry"), TextHas("harbour"), AuthorHas("an"), TextHas("!!!")


def test_words_are_joined_and_what_is_not_wanted_is_left_out_by_the_index_itself() -> None:
    asked: list[Criterion] = [FERRY, Not(HARBOUR), ANA, Not(TextHas("visa", prefix=True))]

    assert question_for(asked) == ('("ferry" AND name : ("an" *)) NOT ("harbour" OR "visa" *)')
    assert question_for([FERRY, ANA]) == '"ferry" AND name : ("an" *)'


def test_the_index_finds_nothing_by_what_is_not_there() -> None:
    assert question_for([Not(HARBOUR)]) == ""
    assert question_for([]) == ""


def test_words_of_a_script_without_blanks_are_not_asked_of_it() -> None:
    """It holds whole lines of them, and would find a word at the beginning of one alone."""
    assert question_for([TextHas("桥"), FERRY, TextHas("สะพาน", prefix=True)]) == '"ferry"'
    assert not is_asked(AuthorHas("陈"))


def test_signs_and_all_else_are_not_asked_of_it() -> None:
    assert question_for([SIGNS, FERRY, IsFirst(), Not(SIGNS)]) == '"ferry"'
    assert [is_asked(one) for one in (FERRY, Not(FERRY), SIGNS, Not(SIGNS), IsFirst())] == [
        True, True, False, False, False,
    ]  # fmt: skip
