"""What holds for every message, however unkind."""

import sys
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.model import Act, ParseContext, TaskType
from core.parser import HEAD, LONG, TAIL
from tests.core.reading import parser, tables

WORDS = tables().words
PIECES = [
    *(word for brand in WORDS.brands.values() for word in (*brand.words, *brand.everyday)),
    *(word for kind in WORDS.values.values() for listed in kind.values() for word in listed),
    *("用", "生成", "一段", "视频", "的", "，", "。", " ", "\n", "10秒", "9:16", "1080p", "不要", "换成", "use ", "with ", "make a video of "),
    *("“", "”", '"', "`", "```", "「", "」", "(", ")", "【", "】", "--ar 9:16", "-neg ", "https://a.com/x.png", "模型：", "prompt: "),
    *("一只小狗", "在草地上奔跑", "a cat ", "on the beach ", "这张图", "参考", "首尾帧", "谢谢", "取消", "多少钱", "😀", "一", "万", "5"),
]  # fmt: skip
MESSAGES = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=80)
CONTEXTS = st.builds(
    ParseContext,
    images=st.integers(0, 9),
    last_status=st.none() | st.sampled_from(["success", "failed", "running"]),
    last_task_type=st.none() | st.sampled_from(list(TaskType)),
)
SLOWLY = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOWLY
@given(MESSAGES, CONTEXTS)
def test_no_message_crashes_the_parser(text: str, context: ParseContext) -> None:
    intent = parser().parse(text, context)
    assert intent.language in ("zh", "en")
    assert (intent.model_id is None) == (intent.model is None)
    assert not (intent.save_preference and intent.model is None)


@SLOWLY
@given(MESSAGES, CONTEXTS)
def test_the_prompt_is_made_of_the_original_in_order(text: str, context: ParseContext) -> None:
    prompt = parser().parse(text, context).prompt
    rest = iter(text)
    assert all(letter in rest for letter in prompt if not letter.isspace())


@SLOWLY
@given(MESSAGES)
def test_reading_is_the_same_every_time(text: str) -> None:
    assert parser().parse(text, ParseContext()) == parser().parse(text, ParseContext())


@pytest.mark.parametrize("images", range(9))
def test_the_number_of_pictures_decides_the_task(images: int) -> None:
    expected = [TaskType.TEXT, TaskType.IMAGE, TaskType.FRAMES][images] if images < 3 else TaskType.REFERENCE
    assert parser().parse("小狗跑起来", ParseContext(images=images)).task_type is expected


def test_an_empty_message_is_small_talk_and_a_picture_alone_a_request() -> None:
    assert parser().parse("", ParseContext()).action is Act.CHITCHAT
    assert parser().parse("", ParseContext(images=1)).action is Act.GENERATE


def test_a_long_description_is_kept_word_for_word() -> None:
    scene = "夕阳下的海边小镇，渔船归港，孩子们在沙滩上追逐。" * 200
    intent = parser().parse(f"用可灵生成一段竖屏视频：{scene}10秒", ParseContext())
    assert (intent.model, intent.wishes.aspect_ratio, intent.wishes.duration_s) == ("kling-o1", "9:16", 10)
    assert intent.prompt.rstrip("。") == scene.rstrip("。")
    assert len(scene) > LONG > HEAD + TAIL


ADVERSARIAL = [
    "用可灵" * 400, "用" * 1200, "一" * 1200, "1 " * 600, "“" * 1200, "“a" * 600, "```" * 400, "`" * 1201, "(" * 1200,
    "--ar " * 240, "-neg " * 240, "要" * 1200, "请帮我" * 400, "的视频" * 400, "a video of " * 110, "please " * 170,
    "kling " * 200, "9:16 " * 240, "http" * 300, "https://a.com/" * 86, "用可灵，不对，" * 170, "，" * 1200, "\n" * 1200,
    " " * 1200, "\u200b" * 1200, "5秒" * 600, "好" * 90, "again " * 15, "不" * 1200, "最好" * 600, "可" * 1199 + "灵",
]  # fmt: skip


@pytest.mark.parametrize("text", ADVERSARIAL, ids=[repr(text[:12]) for text in ADVERSARIAL])
def test_unkind_input_takes_linear_time(text: str) -> None:
    """Twice the length may take up to three times the work; counted in calls, which no busy machine changes."""
    # Both are too long to be asked whether they are a command, and short enough to be read whole.
    short, long = (text * 4)[:500], (text * 4)[:1000]
    for one in (short, long):
        parser().parse(one, ParseContext())
    assert _calls(long) <= 3 * _calls(short) + 500


def _calls(text: str) -> int:
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        parser().parse(text, ParseContext())
    finally:
        sys.setprofile(None)
    return count
