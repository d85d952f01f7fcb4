"""What a pattern needs: never more than every text has that it fits."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.tables.needs import Needs, need_of, pieces_of

_WORDS = (
    "make",
    "it",
    "a",
    "x",
    "red one",
    "换成",
    "红",
    "再来",
    "!",
    " ",
    "[红蓝]",
    "[a-c]",
    r"\d",
    ".",
    r"\b",
    "É",
)
_PATTERNS = st.recursive(
    st.sampled_from(_WORDS),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
        inner.map(lambda one: f"(?P<g>{one})" if "(?P<g>" not in one else one),
        st.tuples(inner, st.sampled_from(("?", "*", "+", "{0,2}", "{2}", "??", "{,1}"))).map(
            lambda both: f"(?:{both[0]}){both[1]}"
        ),
        st.tuples(st.sampled_from(("(?=", "(?!")), inner).map(lambda both: f"{both[0]}{both[1]})"),
    ),
    max_leaves=8,
)
_TEXTS = st.lists(
    st.sampled_from(("make", "IT", "a", "x", "red one", "换成", "红", "再来", "!", " ", "b", "7", "蓝", "é")),
    max_size=8,
).map("".join)


@given(_PATTERNS, _TEXTS)
def test_a_text_that_a_pattern_fits_has_what_it_needs(pattern: str, text: str) -> None:
    try:
        fits = re.search(pattern, text, re.IGNORECASE | re.DOTALL) is not None
    except re.error:
        return
    need = need_of(pattern)
    if fits and need is not None:
        assert need & pieces_of(text), (pattern, need)


@pytest.mark.parametrize(
    ("pattern", "need"),
    [
        ("(?:make|do it) (?:red|blue)", {"red", "blue"}),
        ("^(?:好|行)?换成(?P<x>.+)$", {"换"}),
        ("[红蓝]色|abcd(?=x)", {"色", "abcd"}),
        ("(?!abc)foo(?:bar)?", {"foo"}),
        ("(?:what|which)[^,]{2,3}model", {"mode"}),
        ("ab?c|de", None),
        ("x{0,2}.*", None),
        (r"(?(DEFINE)(?<_>never))why", {"why"}),
    ],
)
def test_the_rarest_sure_part_is_needed(pattern: str, need: set[str] | None) -> None:
    assert need_of(pattern) == need


def test_each_list_is_told_its_own_rows() -> None:
    needs = Needs()
    first = needs.add([frozenset({"make"}), None])
    second = needs.add([frozenset({"make", "红"})])
    assert [list(needs.rows(one, "make it")) for one in (first, second)] == [[0, 1], [0]]
    assert [list(needs.rows(one, "一朵红花")) for one in (first, second)] == [[1], [0]]
