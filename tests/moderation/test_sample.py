"""The sample newsroom: what is promised to be in it is in it, and it comes in by the front door."""

import re
import unicodedata
from collections import Counter
from datetime import timedelta
from difflib import SequenceMatcher
from ipaddress import ip_address, ip_network

import pytest

from db.rows import Card, Comment
from db.words import Kind, Status, Verb
from moderation import history, queue
from moderation.errors import NewsroomError
from moderation.newsroom import Newsroom
from moderation.sample import SampleComment, fill_sample, read_sample

KEPT_FOR_EXAMPLES = re.compile(r"(^|[.@])example\.(org|com|net)$")
NETWORKS = [
    ip_network(each)
    for each in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
]


def body(told: SampleComment) -> str:
    return told["body"] if isinstance(told["body"], str) else "\n\n".join(told["body"])


def told() -> list[SampleComment]:
    return read_sample()["comments"]


def texts() -> list[str]:
    """Every text of the file that a person wrote, names and addresses too."""
    sample = read_sample()
    articles = ["\n".join([one["title"], *one["body"]]) for one in sample["articles"]]
    fields = [[one["name"], one["email"], one.get("url", ""), body(one)] for one in told()]
    return articles + ["\n".join(each) for each in fields]


def cards(newsroom: Newsroom) -> list[Card]:
    """Every comment that came in, in the order of the file."""
    return queue.cards(newsroom, range(1, len(told()) + 1))


def by_id(newsroom: Newsroom, wanted: str) -> Comment:
    position = [one["id"] for one in told()].index(wanted)
    return queue.comment(newsroom, position + 1)


# ------------------------------------------------------------------------------------ the file


def test_every_address_is_one_that_is_kept_for_examples() -> None:
    everything = "\n".join(texts())

    mails = re.findall(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", everything)
    hosts = re.findall(r"https?://([^/\s\"'<>]+)", everything, re.IGNORECASE)
    assert len(mails) > 90
    assert len(hosts) > 20
    strangers = [one for one in mails + hosts if not KEPT_FOR_EXAMPLES.search(one.lower())]
    assert not strangers


def test_every_ip_address_is_one_that_is_kept_for_documentation() -> None:
    addresses = [ip_address(one["ip"]) for one in told()]

    assert {one.version for one in addresses} == {4, 6}
    assert all(any(one in network for network in NETWORKS) for one in addresses)


def test_ids_are_unique_and_replies_answer_what_was_there_under_the_same_article() -> None:
    sample = read_sample()
    known = {one["id"]: one for one in sample["comments"]}
    published = {one["id"]: one["minutes_ago"] for one in sample["articles"]}

    assert len(known) == len(sample["comments"])
    for one in known.values():
        assert one["minutes_ago"] < published[one["article"]]
        if "reply_to" in one:
            parent = known[one["reply_to"]]
            assert parent["article"] == one["article"]
            assert parent["minutes_ago"] > one["minutes_ago"]


def test_readers_write_in_many_scripts_and_directions() -> None:
    everything = "\n".join(body(one) for one in told())

    scripts = {unicodedata.name(letter, "").split(" ")[0] for letter in everything}
    directions = {unicodedata.bidirectional(letter) for letter in everything}
    assert {"LATIN", "CYRILLIC", "ARABIC", "HEBREW", "CJK", "HIRAGANA", "DEVANAGARI"} <= scripts
    assert {"L", "R", "AL"} <= directions
    assert any(ord(letter) > 0x1F300 for letter in everything)


def test_there_are_long_comments_and_one_very_long_word() -> None:
    long = [one for one in told() if len(body(one)) > 6000]
    words = [word for one in told() for word in body(one).split() if "://" not in word]

    assert len(long) == 2
    assert max(len(word) for word in words) > 180


def test_a_quoted_sentence_stands_in_its_article() -> None:
    articles = {one["id"]: "\n".join(one["body"]) for one in read_sample()["articles"]}
    quotes = [
        (one["article"], quote)
        for one in told()
        for quote in re.findall(r"<blockquote>(.*?)</blockquote>", body(one))
    ]

    assert quotes
    assert all(quote in articles[article] for article, quote in quotes)


def test_the_news_report_says_what_is_known_and_is_as_long_as_a_report() -> None:
    report = read_sample()["articles"][0]
    text = re.sub(r"<[^>]+>", " ", " ".join(report["body"]))

    assert 350 <= len(text.split()) <= 450
    facts = ("June 2025", "Maria Zakharova", "Istanbul", "27 February", "10 April", "Darchiev")
    assert all(fact in text for fact in facts)


# ---------------------------------------------------------------------------- the newsroom


def test_it_comes_in_whole_and_its_report_adds_up(newsroom: Newsroom) -> None:
    report = fill_sample(newsroom)

    assert report.read == report.added == len(told())
    assert report.articles_added == len(read_sample()["articles"]) >= 4
    assert report.refused == report.unchanged == report.updated == 0
    assert sum(report.by_status.values()) == report.added


def test_every_queue_has_something_in_it(filled: Newsroom) -> None:
    tally = queue.tally(filled)

    assert tally.total == len(told()) >= 90
    assert tally.pending >= 40
    assert tally.approved >= 45
    assert tally.rejected >= 5
    assert tally.spam >= 5


def test_the_site_has_its_name(filled: Newsroom) -> None:
    assert [site.name for site in queue.sites(filled)] == ["The Harbour Courier"]


def test_it_looks_like_this_morning_whenever_it_is_opened(filled: Newsroom) -> None:
    newest = max(card.submitted_at for card in cards(filled))

    assert timedelta(0) < filled.clock() - newest < timedelta(minutes=5)
    assert all(card.submitted_at < filled.clock() for card in cards(filled))


def test_articles_have_readable_keys_and_one_is_closed(filled: Newsroom) -> None:
    heads = {head.key: head for head in queue.articles(filled)}

    assert set(heads) == {one["id"] for one in read_sample()["articles"]}
    assert [key for key, head in heads.items() if not head.open] == ["night-ferry"]
    assert heads["night-ferry"].tally.pending == 0
    assert max(heads.values(), key=lambda head: head.tally.pending).key == "embassy-talks"


def test_one_thread_is_ten_replies_deep(filled: Newsroom) -> None:
    thread = queue.thread(filled, by_id(filled, "b11").id)

    assert max(entry.depth for entry in thread) == 10


def test_a_wave_of_near_copies_waits_under_several_articles_and_names(filled: Newsroom) -> None:
    first = by_id(filled, "w1").text.lower()

    wave = [
        card
        for card in cards(filled)
        if SequenceMatcher(None, first, queue.comment(filled, card.id).text.lower()).ratio() > 0.8
    ]
    assert len(wave) >= 12
    assert {card.status for card in wave} == {Status.PENDING}
    assert len({card.article for card in wave}) >= 4
    assert len({card.name for card in wave}) >= 8


@pytest.mark.parametrize(
    ("wanted", "lacks"), [("e23", {"email"}), ("p10", {"email"}), ("p11", {"name"})]
)
def test_what_is_missing_is_named_and_held(filled: Newsroom, wanted: str, lacks: set[str]) -> None:
    comment = by_id(filled, wanted)

    assert comment.status is Status.PENDING
    assert set(comment.lacks) == lacks


def test_nobody_is_approved_incomplete_but_by_a_waiver(filled: Newsroom) -> None:
    incomplete = [card for card in cards(filled) if card.lacks and card.status is Status.APPROVED]

    assert [card.name for card in incomplete] == ["Agnes Whitlock"]
    assert all(card.waived for card in incomplete)


def test_machines_write_too_and_need_no_address(filled: Newsroom) -> None:
    kinds = Counter(card.kind for card in cards(filled))

    assert kinds[Kind.PINGBACK] == kinds[Kind.TRACKBACK] == 1
    assert not any(card.lacks for card in cards(filled) if card.kind != Kind.COMMENT)


def test_a_name_of_zero_is_a_name(filled: Newsroom) -> None:
    zero = by_id(filled, "e33")

    assert (zero.name, zero.status, zero.lacks) == ("0", Status.APPROVED, ())


def test_one_who_was_rejected_before_is_known_by_it(filled: Newsroom) -> None:
    [card] = queue.cards(filled, [by_id(filled, "e21").id])

    assert card.status is Status.PENDING
    assert (card.record.rejected, card.record.approved) == (3, 1)


def test_addresses_are_typed_into_a_text_and_into_a_name(filled: Newsroom) -> None:
    assert "m.castellanos@example.org" in by_id(filled, "e27").text
    assert by_id(filled, "p15").name == "kai@example.net"
    assert "bell@example.org" in by_id(filled, "b21").text
    assert by_id(filled, "b21").status is Status.APPROVED


def test_the_history_tells_the_morning_and_its_last_word_was_a_rejection(
    filled: Newsroom,
) -> None:
    verbs = [operation.verb for operation in history.operations(filled)]

    assert verbs[0] is Verb.REJECT
    assert verbs[-2:] == [Verb.IMPORT, Verb.RULES]
    assert {Verb.APPROVE, Verb.SPAM, Verb.WAIVE, Verb.NOTE} <= set(verbs)


def test_the_morning_can_be_taken_back_and_done_again(filled: Newsroom) -> None:
    before = [(card.id, card.status) for card in cards(filled)]

    undone = 0
    while history.next_undo(filled):
        history.undo(filled)
        undone += 1
    assert queue.tally(filled).total == 0
    for _ in range(undone):
        history.redo(filled)
    assert [(card.id, card.status) for card in cards(filled)] == before


def test_it_goes_into_an_empty_newsroom_only(filled: Newsroom) -> None:
    before = queue.tally(filled)

    with pytest.raises(NewsroomError) as refused:
        fill_sample(filled)

    assert refused.value.way_out
    assert queue.tally(filled) == before
