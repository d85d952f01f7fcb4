"""What must not appear leaves the description; words that only sound like it stay."""

import pytest

from core.continuity import joined, without_absent, without_things
from core.model import Act, Intent, Wishes
from core.tables import Tables


@pytest.mark.parametrize(
    ("prompt", "rest", "absent"),
    [
        ("一座灯塔，不要出现文字", "一座灯塔", "文字"),
        ("一座灯塔，画面里不要出现文字和水印，暴风雨", "一座灯塔，暴风雨", "文字和水印"),
        ("杯子慢慢转一圈，别出现价格", "杯子慢慢转一圈", "价格"),
        ("霓虹燈倒影，不要出現文字", "霓虹燈倒影", "文字"),
        ("城市夜景，不要有人", "城市夜景", "人"),
        ("地面龟裂，UI不要出现，虚幻引擎质感", "地面龟裂，虚幻引擎质感", "UI"),
        ("小狗奔跑，无字幕", "小狗奔跑", "字幕"),
        (
            "coins flow into a piggy bank. Pastel palette, no text.",
            "coins flow into a piggy bank. Pastel palette",
            "text",
        ),
        ("a lighthouse, no text or watermarks please", "a lighthouse", "text, watermarks"),
        ("a busy street, don't show any faces", "a busy street", "faces"),
        ("no text on screen please", "", "text"),
        ("a dog, negative prompt: blurry hands", "a dog", "blurry hands"),
        ("清晨的街道，没有人，只有一只猫", "清晨的街道，没有人，只有一只猫", ""),
        ("小镇的黄昏，别有一番风味", "小镇的黄昏，别有一番风味", ""),
        ("不要带走我的猫", "不要带走我的猫", ""),
        ("城市夜景，别加字幕", "城市夜景", "字幕"),
        ("她说别出现在我面前", "她说别出现在我面前", ""),
        ("不要停下的火车", "不要停下的火车", ""),
        ("a man with no name rides into town", "a man with no name rides into town", ""),
        ("no country for old men, western", "no country for old men, western", ""),
        ("不要草地，换成雪地", "不要草地，换成雪地", ""),
    ],
)
def test_what_must_not_appear_leaves_the_description(
    prompt: str, rest: str, absent: str, tables: Tables
) -> None:
    intent = Intent(action=Act.GENERATE, prompt=prompt)
    found = without_absent(intent, prompt, tables.revisions, has_pictures=False)
    assert (found.prompt, found.wishes.negative_prompt or "") == (rest, absent)
    assert found.edit is not bool(rest)


def test_with_a_picture_it_is_a_request_of_its_own(tables: Tables) -> None:
    intent = Intent(action=Act.GENERATE, prompt="不要出现文字")
    found = without_absent(intent, intent.prompt, tables.revisions, has_pictures=True)
    assert (found.prompt, found.edit, found.wishes) == ("", False, Wishes(negative_prompt="文字"))


def test_a_no_to_a_question_stays_a_no(tables: Tables) -> None:
    intent = Intent(action=Act.DECLINE)
    assert without_absent(intent, "不要了", tables.revisions, has_pictures=False) == intent


def test_what_must_not_appear_adds_up_without_repetition() -> None:
    assert joined("文字", "水印") == "文字，水印"
    assert joined("text, logos", "text") == "text, logos"
    assert joined(None, "text") == "text"


@pytest.mark.parametrize(
    "words", ["without any sparks", "no sparks please", "minus the sparks", "same but without sparks"]
)
def test_beside_a_clip_what_is_not_to_be_there_is_a_change_and_no_request(words: str, tables: Tables) -> None:
    intent = Intent(action=Act.GENERATE, prompt=words)
    found = without_absent(intent, words, tables.revisions, has_pictures=False, has_job=True)
    assert found.edit
    rest = without_things("a blacksmith, glowing iron", found.prompt, tables.revisions)
    assert (rest.prompt, rest.words) == ("a blacksmith, glowing iron", "")
    assert joined(found.wishes.negative_prompt, rest.absent) == "sparks"
    alone = without_absent(intent, words, tables.revisions, has_pictures=False)
    assert not (alone.edit and alone.prompt)  # what only must not appear is a change of something anyway


@pytest.mark.parametrize("words", ["no problem", "no thanks", "no idea what to do", "no rush", "no sound"])
def test_small_talk_with_a_no_takes_nothing_away(words: str, tables: Tables) -> None:
    intent = Intent(action=Act.CHITCHAT)
    assert without_absent(intent, words, tables.revisions, has_pictures=False, has_job=True) == intent
