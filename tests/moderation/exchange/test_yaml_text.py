"""YAML as texts: nothing is retyped, nothing obeyed, and there is an end to everything."""

import io

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from moderation.exchange.yaml_text import YamlTrouble, paths, values


def read(raw: str | bytes, level: int = 0) -> list[object]:
    data = raw.encode() if isinstance(raw, str) else raw
    return [
        (path, value) if level else value for path, value, _line in values(io.BytesIO(data), level)
    ]


def test_scalars_stay_as_they_were_written() -> None:
    raw = "a: yes\nb: 012\nc: 2012-12-28 10:42:54 -0500\nd: 1e3\ne: ~\nf: 'null'\ng: \"x\\r\\ny\"\n"

    assert read(raw) == [
        {
            "a": "yes", "b": "012", "c": "2012-12-28 10:42:54 -0500", "d": "1e3", "e": "",
            "f": "null", "g": "x\r\ny",
        }
    ]  # fmt: skip


def test_lists_are_open_and_names_make_the_path() -> None:
    assert read("- a: 1\n- [b: 2, c]\n") == [{"a": "1"}, {"b": "2"}, "c"]
    assert read("x:\n  - a: 1\n  - b: 2\ny: {k: {c: 3}}\n", 1) == [
        (("x",), {"a": "1"}), (("x",), {"b": "2"}), (("y",), {"k": {"c": "3"}}),
    ]  # fmt: skip
    assert read("y: {k: {c: 3}, l: 4}\nz: 5\n", 2) == [(("y", "k"), {"c": "3"}), (("y", "l"), "4")]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        ("a: &x [1, 1]\nb: [*x, *x]\n", "alias"),
        ("[" * 5_000, "deeper"),
        ("a: " + "[" * 300 + "]" * 300, "deeper"),
        ("{" * 300, "no text"),
        ("? [a]\n: b\n", "no text"),
        ("a: '" + "x" * 20_000_000 + "'", "larger"),
        ("a: [" + "1," * 600_000 + "]", "more values"),
        ("a: \x01", "control characters"),
        ("a: 'b", "end of stream"),
        ("a: b: c", "not allowed"),
    ],
)
def test_what_is_hostile_or_broken_is_told_with_its_line(raw: str, reason: str) -> None:
    with pytest.raises(YamlTrouble, match=reason) as trouble:
        read(raw)

    assert trouble.value.line >= 1


def test_a_cut_off_beginning_tells_what_came_before() -> None:
    raw = "a:\n  - name: Ana\n    message: 'cut o"

    assert paths(raw) == {("a",), ("a", "name"), ("a", "message")}


_TREES = st.recursive(
    st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(max_size=5), _TREES, max_size=4))
def test_what_pyyaml_writes_is_read_back(tree: dict[str, object]) -> None:
    raw = yaml.safe_dump(tree, allow_unicode=True, default_style='"').encode("utf-8", "replace")

    assert read(raw) == [yaml.load(raw, yaml.BaseLoader)]


@example("{}:")
@given(st.binary(max_size=200) | st.text(alphabet="a:-[]{}'\"&*!|>?%@` \n\t#,", max_size=80))
def test_any_bytes_are_read_or_told(raw: bytes | str) -> None:
    line = 1
    try:
        read(raw)
    except YamlTrouble as trouble:
        line = trouble.line
    paths(raw if isinstance(raw, str) else raw.decode("latin-1"))
    assert line >= 1
