"""Lists of words come in from files, one a line or as WordPress has them, and go out again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.rows import Rule
from db.words import RuleAction, RuleKind
from moderation.rules.lists import looks_like_wordpress, read_list, written_list

HOLD = RuleAction.HOLD


def test_one_a_line_with_blank_and_told_lines_left_out() -> None:
    lines = read_list("\ufeffcasino*\r\n\n# ours\n  buy now \n", HOLD)

    assert [(one.number, one.rule.term) for one in lines] == [(1, "casino*"), (4, "buy now")]


@pytest.mark.parametrize(
    ("line", "kind", "term"),
    [
        ("casino", RuleKind.WORD, "*casino*"),
        ("buy now", RuleKind.WORD, "*buy now*"),
        ("spam@shop.example", RuleKind.EMAIL, "spam@shop.example"),
        ("@shop.example", RuleKind.EMAIL, "@shop.example"),
        ("192.0.2.7", RuleKind.IP, "192.0.2.7"),
        ("192.0.2.", RuleKind.IP, "192.0.2.*"),
        ("2001:db8::/32", RuleKind.IP, "2001:db8::/32"),
        ("shop.example", RuleKind.DOMAIN, "shop.example"),
        ("888", RuleKind.WORD, "*888*"),
    ],
)
def test_a_key_of_wordpress_means_what_it_meant_there(line: str, kind: RuleKind, term: str) -> None:
    (found,) = read_list(line, HOLD, wordpress=True)

    assert (found.rule.kind, found.rule.term) == (kind, term)


def test_a_list_of_wordpress_is_known_by_its_addresses() -> None:
    assert looks_like_wordpress(["casino", "192.0.2.7"])
    assert not looks_like_wordpress(["casino", "buy now"])


@given(st.lists(st.text(alphabet="abc xyz*é", min_size=1, max_size=8)))
def test_what_is_written_reads_the_same_again(words: list[str]) -> None:
    terms = {word.strip() for word in words if word.strip() and not word.startswith("#")}
    rules = [Rule(RuleKind.WORD, HOLD, term) for term in terms]

    again = read_list(written_list(rules), HOLD)

    assert {one.rule.term for one in again} == terms
