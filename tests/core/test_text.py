"""Folding: one spelling for every way to type the same words, with the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import Folding
from tests.core import reading

FOLDING = Folding(reading.tables().words.letters.traditional)
TYPED = st.text(max_size=60) | st.text(
    alphabet="用可灵 靈生成ＡａZ０9:：，, \u3000\t\n\u200b\ufe0f5️⃣İΣß“”’视频竖 屏", max_size=60
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Ｋｌｉｎｇ　Ｏ１", "kling o1"),
        ("用 可 灵 生成", "用可灵生成"),
        ("用可靈生成豎屏視頻", "用可灵生成竖屏视频"),
        ("Wan   2.6", "wan 2.6"),
        ("9：16，５秒", "9:16,5秒"),
        ("可\u200b灵", "可灵"),
        ("5️⃣秒", "5秒"),
        ("don’t", "don't"),
        ("一行\r\n 二行", "一行\n二行"),
        ("  hello  ", "hello"),
        ("a cat 跑 fast", "a cat跑fast"),
    ],
)
def test_what_is_typed_in_different_ways_folds_to_the_same(typed: str, folded: str) -> None:
    assert FOLDING.fold(typed).text == folded


def test_a_dropped_blank_is_remembered_as_a_gap() -> None:
    folded = FOLDING.fold("竖屏 一片枫叶")
    assert folded.text == "竖屏一片枫叶"
    assert folded.gaps == {2}


def test_a_blank_between_stretches_of_chinese_is_read_as_a_comma_but_not_before_a_number() -> None:
    folding = Folding({}, numerals="十")
    folded = folding.fold("模型你选 我不懂 就拍猫咪 十五秒吧")
    assert folded.text == "模型你选,我不懂,就拍猫咪十五秒吧"
    assert folded.typed(4, 8) == " 我不懂"


def test_a_stretch_of_the_copy_gives_back_what_was_typed() -> None:
    folded = FOLDING.fold("　用　可　靈　做 5️⃣ 秒　Ａ CAT")
    start = folded.text.index("可")
    assert folded.typed(start, start + 2) == "可　靈"
    start = folded.text.index("a cat")
    assert folded.typed(start, start + 5) == "Ａ CAT"


@given(TYPED)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    once = FOLDING.fold(text).text
    assert FOLDING.fold(once).text == once


@given(TYPED)
def test_every_character_of_the_copy_has_its_place_in_the_original(text: str) -> None:
    folded = FOLDING.fold(text)
    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(set(folded.places))
    for letter, place in zip(folded.text, folded.places, strict=False):
        assert FOLDING.fold(text[place]).text in (letter, "")


@given(TYPED)
def test_all_that_is_not_blank_or_unseen_is_kept(text: str) -> None:
    folded = FOLDING.fold(text)
    kept = set(folded.places[:-1])
    lost = "".join(letter for place, letter in enumerate(text) if place not in kept)
    assert FOLDING.fold(lost).text.strip("\n") == ""


SPELLING = Folding(
    reading.tables().words.letters.traditional, {"dont": "don't", "vidoe": "video", "plese": "please"}
)


def test_a_mistyped_word_is_read_as_it_is_meant_and_given_back_as_it_was_typed() -> None:
    folded = SPELLING.fold("Dont do a vidoe of 狗 plese 10秒 now")
    assert folded.text == "don't do a video of狗please 10秒now"
    for meant, typed in (("don't", "Dont"), ("video", "vidoe"), ("please", "plese"), ("10秒", "10秒")):
        start = folded.text.index(meant)
        assert folded.typed(start, start + len(meant)) == typed
    assert [folded.text[gap:] for gap in sorted(folded.gaps)] == ["狗please 10秒now", "please 10秒now", "now"]


def test_letters_of_a_longer_word_or_of_a_contraction_are_left_alone() -> None:
    assert SPELLING.fold("dont's vidoes 4dont").text == "dont's vidoes 4dont"


@given(st.lists(st.sampled_from(["dont", "vidoe", "plese", "狗", " ", "10", "a "]), max_size=20).map("".join))
def test_every_character_that_is_spelled_right_lies_within_the_word_that_was_typed(text: str) -> None:
    folded = SPELLING.fold(text)
    assert len(folded.places) == len(folded.text) + 1
    assert list(folded.places) == sorted(folded.places)
    assert all(0 <= gap <= len(folded.text) for gap in folded.gaps)
    assert folded.typed(0, len(folded.text)) == text.strip(" ") or not folded.text


def test_an_emoticon_in_brackets_is_a_pictogram_and_other_brackets_are_not() -> None:
    folding = Folding({}, emoticons=["捂脸"])
    assert folding.fold("[捂脸]做个视频[蓝色]").text == "☺☺☺☺做个视频[蓝色]"
