"""What the columns are taken for, what is told of it, and what is refused."""

import io

import pytest

from moderation.errors import ImportRefused
from moderation.exchange.csv_mapping import described, looks_like_table, open_table
from moderation.exchange.csv_names import FIELDS
from moderation.exchange.source import Wishes

ODD = "Wer;Was;Wann\nAna;Schön ist es hier;16.06.2025\nJon;Na ja, so lala;17.06.2025\n"


def mapping(raw: str, wishes: Wishes = Wishes()) -> dict[str, str]:  # noqa: B008
    return dict(open_table(io.BytesIO(raw.encode()), wishes).mapping)


def test_a_preview_has_header_mapping_and_first_rows() -> None:
    table = open_table(io.BytesIO(ODD.encode()))

    assert table.header == ("Wer", "Was", "Wann")
    assert table.mapping == {"body": "Was", "date": "Wann"}
    assert table.by_content == {"body", "date"}
    assert table.sample[0] == (2, ["Ana", "Schön ist es hier", "16.06.2025"])
    assert described(table) == "date=Wann,body=Was"


def test_what_is_wished_holds_and_the_rest_is_guessed() -> None:
    assert mapping(ODD, Wishes(columns={"author": "Wer"})) == {
        "author": "Wer", "date": "Wann", "body": "Was",
    }  # fmt: skip
    assert mapping(ODD, Wishes(columns={"author": "Was", "body": "Wer", "date": ""})) == {
        "author": "Was", "body": "Wer",
    }  # fmt: skip


def test_a_table_without_a_header_names_its_columns_by_number() -> None:
    raw = (
        "Ana,ana@example.org,It is open at last,2025-06-16 09:00\n"
        "Jon,jon@example.org,So it is; I was there,2025-06-16 09:01\n"
    )

    assert mapping(raw) == {"author": "1", "email": "2", "date": "4", "body": "3"}
    assert mapping(raw, Wishes(columns={"author": "2", "body": "3"}))["author"] == "2"
    assert len(open_table(io.BytesIO(raw.encode())).sample) == 2


def test_what_was_remembered_of_a_header_is_taken_unless_something_is_wished() -> None:
    asked: list[tuple[str, ...]] = []

    def remembered(header: object) -> dict[str, str]:
        assert isinstance(header, tuple)
        asked.append(header)
        return {"author": "Wer", "body": "Was", "date": ""}

    found = mapping(ODD, Wishes(remembered=remembered))
    wished = mapping(ODD, Wishes(columns={"body": "Wann"}, remembered=remembered))

    assert found == {"author": "Wer", "body": "Was"}
    assert wished["body"] == "Wann"
    assert asked == [("Wer", "Was", "Wann")]


@pytest.mark.parametrize("columns", [{"body": "Wo"}, {"text": "Was"}])
def test_an_unknown_field_or_column_is_refused_with_the_list_of_both(
    columns: dict[str, str],
) -> None:
    with pytest.raises(ImportRefused, match="There is no") as refused:
        mapping(ODD, Wishes(columns=columns))

    assert "Wer, Was, Wann" in refused.value.way_out
    assert ", ".join(FIELDS) in refused.value.way_out


def test_columns_of_one_name_or_none_are_told_apart() -> None:
    table = open_table(io.BytesIO(b"name,,name,comment\nAna,x,y,So\n"))

    assert table.header == ("name", "2", "name (3)", "comment")


def test_what_a_name_means_depends_on_what_is_in_the_column() -> None:
    spam = mapping("author,comment,class\nAna,So,1\nJon,Well,ham\n")
    school = mapping("author,comment,class\nAna,So,4b\nJon,Well,5a\n")

    assert spam["spam"] == "class"
    assert "spam" not in school


def test_a_second_address_is_the_articles() -> None:
    assert mapping("name,website,url,comment\nAna,,,So\n") == {
        "author": "name", "url": "website", "article_url": "url", "body": "comment",
    }  # fmt: skip


def test_every_field_has_a_name_for_people() -> None:
    assert all(title() for title in FIELDS.values())


def test_a_header_that_is_known_makes_a_table_of_rows_of_all_widths() -> None:
    text = (
        "name,email,comment\nAna,ana@example.org,Hello\nBo,b@example.org\nCy,c@example.org,Hi,x\n"
    )

    assert looks_like_table(text)
    assert not looks_like_table("well, then, no\nyes, I think\nso, he said, there, and here\n")
