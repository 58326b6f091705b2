"""Intake: every failing field at once, whatever a draft holds."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.words import BodyFormat, Kind
from moderation.drafts import CommentDraft, Problem
from moderation.errors import IntakeRefused
from moderation.intake import Requirements, check, refuse_or_take

GOOD = CommentDraft(
    article="1", name="Ana", email="ana@Example.org", body="Well <em>said</em>.", where="line 7"
)
anything = st.text(st.characters(exclude_categories=()))
drafts = st.builds(
    CommentDraft,
    article=st.just("1"),
    name=anything | st.just("a" * 300),
    email=anything | st.sampled_from(["ana@", "ana@example.org", "noreply@blogger.com"]),
    body=anything | st.just("<b></b>") | st.just("x" * 70_000),
    url=anything | st.sampled_from(["example.org", "http://", "ftp://x", "//example.org"]),
    ip=anything,
    user_agent=anything,
    kind=anything | st.sampled_from(["comment", "pingback"]),
    body_format=st.sampled_from(BodyFormat),
    extra=st.dictionaries(anything, anything, max_size=2),
)
requirements = st.builds(Requirements, name=st.booleans(), email=st.booleans())


def messages(draft: CommentDraft, asked: Requirements = Requirements()) -> dict[str, str]:  # noqa: B008
    """The sentences for a draft, by field."""
    return {problem.field: problem.message for problem in check(draft, asked).problems}


def test_a_whole_draft_passes_as_it_was_typed() -> None:
    checked = check(GOOD)

    assert checked.draft is GOOD
    assert checked.email_normal == "ana@example.org"
    assert (checked.lacks, checked.problems, checked.repaired) == ((), (), ())
    assert (checked.text, checked.links) == ("Well said.", 0)


def test_every_failing_field_is_named_at_once() -> None:
    broken = replace(GOOD, name="\u200b", email="ana@", url="javascript:1", body="<p>&nbsp;</p>")

    assert check(broken).problems == (
        Problem("name", "Name is required.", "line 7"),
        Problem(
            "email",
            "“ana@” is not an e-mail address: there is nothing after the @-sign.",
            "line 7",
        ),
        Problem(
            "url",
            "“javascript:1” is not a web address: it must begin with http:// or https://.",
            "line 7",
        ),
        Problem("comment", "Comment is required.", "line 7"),
    )
    assert check(broken).lacks == ("name", "email", "comment")


@pytest.mark.parametrize("blank", ["", " ", "\xa0", "\u200b", "\u3000", "\u2800", "\u200d", "\x00"])
def test_blank_is_blank_in_unicode(blank: str) -> None:
    empty = replace(GOOD, name=blank, email=blank, body=blank)

    assert check(empty).lacks == ("name", "email", "comment")
    assert messages(empty)["email"] in {
        "E-mail is required.",
        "“�” is not an e-mail address: it has no @-sign.",
    }


def test_zero_is_a_name() -> None:
    assert check(replace(GOOD, name="0")).lacks == ()


def test_what_is_not_asked_may_be_missing_but_not_broken() -> None:
    free = Requirements(name=False, email=False)

    assert messages(replace(GOOD, name="", email=""), free) == {}
    checked = check(replace(GOOD, email="ana@"), free)
    assert [problem.field for problem in checked.problems] == ["email"]
    assert checked.lacks == ()


def test_the_comment_is_always_asked() -> None:
    assert check(replace(GOOD, body=""), Requirements(name=False, email=False)).lacks == (
        "comment",
    )


@pytest.mark.parametrize("kind", [Kind.PINGBACK, Kind.TRACKBACK])
def test_machines_need_no_email(kind: str) -> None:
    assert check(replace(GOOD, kind=kind, email="")).lacks == ()
    assert check(replace(GOOD, kind=kind, email="", name="")).lacks == ("name",)


def test_other_kinds_need_one_and_a_blank_kind_is_a_comment() -> None:
    assert check(replace(GOOD, kind="review", email="")).lacks == ("email",)
    assert check(replace(GOOD, kind=" ")).draft.kind == Kind.COMMENT


def test_a_placeholder_is_nobodys_address() -> None:
    checked = check(replace(GOOD, email="noreply@blogger.com"))

    assert checked.email_normal == ""
    assert checked.lacks == ("email",)
    assert "another program" in checked.problems[0].message


@pytest.mark.parametrize(
    ("field", "limit", "piece"), [("name", 245, "ä"), ("body", 65_525, "😀"), ("url", 2000, "x")]
)
def test_lengths_are_counted_in_characters(field: str, limit: int, piece: str) -> None:
    start = "http://example.org/" if field == "url" else ""
    longest = start + piece * (limit - len(start))
    named = "comment" if field == "body" else field

    assert messages(replace(GOOD, **{field: longest})) == {}  # type: ignore[arg-type]
    assert str(limit + 1) in messages(replace(GOOD, **{field: longest + piece}))[named]  # type: ignore[arg-type]


def test_an_email_may_have_254_characters() -> None:
    domain = ".".join(["a" * 60] * 4) + ".org"
    longest = "a" * (254 - len(domain) - 1) + "@" + domain

    assert messages(replace(GOOD, email=longest)) == {}
    assert "255" in messages(replace(GOOD, email="a" + longest))["email"]


def test_ends_are_stripped_and_a_site_gets_its_scheme() -> None:
    draft = replace(GOOD, name="\u3000Ana\n", email=" ana@example.org ", url=" example.org ")

    kept = check(draft).draft

    assert (kept.name, kept.email, kept.url) == ("Ana", "ana@example.org", "http://example.org")


def test_nul_and_lone_surrogates_are_mended_named_and_no_reason_to_refuse() -> None:
    draft = replace(GOOD, name="A\x00na", body="\ud800hi", extra={"k\x00": "v\udfff"})

    checked = refuse_or_take(draft)

    assert checked.repaired == ("name", "body", "extra")
    assert (checked.draft.name, checked.draft.body) == ("A�na", "�hi")
    assert checked.draft.extra == {"k�": "v�"}


def test_the_raw_body_is_kept_as_it_came() -> None:
    body = "\n <b>x</b>\r\n\x07 "

    assert check(replace(GOOD, body=body)).draft.body == body


def test_the_form_is_refused_with_every_problem_or_taken() -> None:
    with pytest.raises(IntakeRefused, match="2 fields") as refused:
        refuse_or_take(replace(GOOD, name="", email="ana@"))

    assert [problem.field for problem in refused.value.problems] == ["name", "email"]
    with pytest.raises(IntakeRefused, match="1 field is"):
        refuse_or_take(replace(GOOD, url="ftp://x"))
    assert refuse_or_take(GOOD).draft is GOOD


@given(drafts, requirements)
def test_nothing_makes_it_raise_and_looking_again_changes_nothing(
    draft: CommentDraft, asked: Requirements
) -> None:
    once = check(draft, asked)
    again = check(once.draft, asked)

    assert again.draft == once.draft
    assert (again.lacks, again.problems, again.text) == (once.lacks, once.problems, once.text)
    assert again.repaired == ()
    assert set(once.lacks) <= {problem.field for problem in once.problems}
    for value in (once.draft.name, once.draft.email, once.draft.url, once.draft.body, once.text):
        value.encode("utf-8")
        assert "\x00" not in value
