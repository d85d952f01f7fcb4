"""Every sentence can be said, and says values as people do."""

import re
from typing import get_args

import pytest

from core.model import Change, Failure, Language, Told
from core.phrases import Phrases, head
from core.tables import Tables

LANGUAGES: tuple[Language, ...] = get_args(Language)
_BLANK = re.compile(r"\{(\w+)\}")


@pytest.fixture
def phrases(tables: Tables) -> Phrases:
    return Phrases(tables.catalogues)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_said_with_its_blanks_filled(
    tables: Tables, phrases: Phrases, language: Language
) -> None:
    for key, text in tables.catalogues[language].items():
        said = phrases.say(key, language, **{blank: f"<{blank}>" for blank in _BLANK.findall(text)})
        assert said.strip()
        assert "{" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_marks_of_a_job_stand_where_they_belong_and_nowhere_else(
    tables: Tables, language: Language
) -> None:
    marked = {
        mark: {key for key, text in tables.catalogues[language].items() if mark in text}
        for mark in ("🎬", "✅", "🔗")
    }
    assert marked["🎬"] == {"start.text"}
    assert marked["✅"] == {"media.text", "media.untimed", "preference.saved"}
    assert marked["🔗"] == {"link.text"}


def test_the_chinese_messages_of_the_specification_word_for_word(phrases: Phrases, tables: Tables) -> None:
    row = tables.model("veo-3.1")
    assert phrases.start(row, "Google Veo 3.1", 162, "zh", []) == (
        "🎬 开始生成视频，请稍候…\n• 模型：Google Veo 3.1\n• 预计耗时：120 ~ 300 秒（约 2 ~ 5 分钟）\n"
        "• 消耗积分：162 pts\n\n视频生成需要一定时间，我会每隔一段时间汇报进度 🙏"
    )
    assert phrases.say("progress.text", "zh", percent=66, elapsed=120, high=180) == (
        "⏳ 视频生成中… 66%\n已等待 120s，预计最长 180s"
    )
    caption = phrases.caption(
        row, "Google Veo 3.1", 162, "zh", elapsed_s=200, preferred=True, prompt="", hint=""
    )
    assert caption == (
        "✅ 视频生成成功！\n• 模型：Google Veo 3.1（你的偏好模型）\n"
        "• 耗时：预计 120~300s，实际 200s\n• 消耗积分：162 pts"
    )
    hint = phrases.say("media.hint", "zh", model="Wan 2.6", reason="写实风格更合适", points=25)
    assert hint == "💡 提示：当前任务也许用 Wan 2.6 也会不错（写实风格更合适，25 pts）"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_failure_has_its_reason(phrases: Phrases, tables: Tables, language: Language) -> None:
    for failure in Failure:
        assert phrases.failure_reason(failure, tables.model("wan-2.6"), language)
    sora = phrases.failure_reason(Failure.MODERATION, tables.model("sora-2-pro"), language)
    assert "Sora" in sora
    assert "Sora" not in phrases.failure_reason(Failure.MODERATION, tables.model("wan-2.6"), language)


@pytest.mark.parametrize("name", ["sound", "audio", "generate_audio", "with_audio"])
def test_sound_is_told_whatever_a_product_calls_it(phrases: Phrases, name: str) -> None:
    assert phrases.values({"duration": 5, name: True}, "en") == "5 s, sound on"


def test_changed_values_are_said_as_people_say_them(phrases: Phrases) -> None:
    changes = [
        Change("duration", "5", "10"),
        Change("generate_audio", "true", "false"),
        Change("sound", "off", "on"),
        Change("shot_type", "single", "multi"),
        Change("seed", "-1", "42"),
        Change("picture", "1", "2"),
    ]
    assert phrases.changes(changes, "zh") == (
        "时长 5秒 → 10秒，声音 有声 → 静音，声音 静音 → 有声，镜头 单镜头 → 多镜头，随机种子 随机 → 42，换成新发的图（2 张）"
    )
    told = Told("notice.rule_nearest", {"model": "X"}, (changes[0],))
    assert phrases.told(told, "en") == "X has no such combination; this one is the nearest: length 5 s → 10 s"


def test_the_head_of_a_description_is_one_short_line() -> None:
    assert head("one\ntwo  three") == "one two three"
    assert head("a" * 100, 10) == "a" * 9 + "…"
