"""What a comment quotes is marked in its article, and brought into sight."""

from collections.abc import Callable

from desktop.reading.pane import ReadingPane
from tests.desktop.town import Town

Settle = Callable[[], None]
LONG = "".join(f"<p>Line {n} of what the council said about the lights.</p>" for n in range(120))
QUOTED = "<p>Nobody ever voted on the last three millions, said the mayor.</p>"


def test_the_quoted_sentence_is_marked_and_in_sight(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    article = town.add_article("Lights", LONG + "<p>🙂🙂</p>" + QUOTED + LONG)
    first = town.say("Hm.", under=article)
    number = town.say("„nobody ever  voted on the last three millions“ – oh?", under=article)
    pane.show_comment(first)
    settle()
    assert pane.article_view.marked == []

    pane.show_comment(number)
    settle()

    view = pane.article_view
    assert view.marked == ["Nobody ever voted on the last three millions"]
    (mark,) = view.text.extraSelections()
    assert mark.cursor.selectedText() == "Nobody ever voted on the last three millions"
    line = view.text.cursorRect(mark.cursor)
    assert 0 <= line.top() < view.text.viewport().height()
    assert "last three millions" in view.text.accessibleDescription()
    place = view.text.verticalScrollBar().value()
    pane.show_comment(first)
    settle()
    assert (view.marked, view.text.verticalScrollBar().value()) == ([], place)
    assert view.text.accessibleDescription() == ""


def test_the_mark_of_one_article_is_not_in_another(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    pane.show_comment(town.say("“the town had its bridge back”"))
    settle()
    assert pane.article_view.marked == ["the town had its bridge back"]

    pane.show_comment(town.say("Hm.", under=town.add_article("Lights", LONG)))
    settle()

    assert pane.article_view.text.extraSelections() == []


def test_a_quotation_far_down_a_long_article_is_found_and_shown(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    """Beyond what is laid out at first, so all of it is; the next comment finds it so."""
    article = town.add_article("Lights", LONG * 12 + QUOTED + LONG)
    first = town.say("Hm.", under=article)
    number = town.say("“Nobody ever voted on the last three millions” – oh?", under=article)
    pane.show_comment(first)
    settle()
    assert not pane.article_view.is_whole

    pane.show_comment(number)
    settle()

    view = pane.article_view
    assert view.marked == ["Nobody ever voted on the last three millions"]
    (mark,) = view.text.extraSelections()
    assert 0 <= view.text.cursorRect(mark.cursor).top() < view.text.viewport().height()
    pane.show_comment(first)
    settle()
    assert (view.is_whole, view.marked) == (True, [])


def test_a_long_article_of_which_nothing_is_quoted_stays_cut(
    town: Town, pane: ReadingPane, settle: Settle
) -> None:
    article = town.add_article("Lights", LONG * 12 + QUOTED)
    pane.show_comment(town.say("“Everybody always voted on everything, said he”", under=article))
    settle()

    assert not pane.article_view.is_whole
    assert pane.article_view.marked == []
