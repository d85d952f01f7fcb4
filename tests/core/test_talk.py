"""Small talk and answers are known for what they are, however they are written."""

import pytest

from core.tables import Tables


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("多谢", "thanks"),
        ("多謝！", "thanks"),
        ("辛苦啦，谢谢！", "thanks"),
        ("lovely, thank you!", "thanks"),
        ("好的，谢谢", "thanks"),
        ("Hi there!", "hello"),
        ("你好～", "hello"),
        ("真好看", "glad"),
        ("nice, thanks", "thanks"),
        ("哈哈哈", "other"),
    ],
)
def test_small_talk_is_known_by_its_words_or_by_one_of_its_parts(
    text: str, kind: str, tables: Tables
) -> None:
    assert tables.talk.small_talk(text) == kind


@pytest.mark.parametrize(
    ("text", "value"), [("第二張", "2"), ("讓它動起來", "1"), ("都作參考。", "reference")]
)
def test_traditional_characters_answer_like_simplified_ones(text: str, value: str, tables: Tables) -> None:
    assert tables.talk.answer(text) == value
