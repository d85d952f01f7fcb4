"""Short messages in words of one's own are commands; scenes that share their words with commands are scenes."""

import pytest

from core.model import Act, ParseContext, TaskType
from tests.core.reading import parser

SAID = {
    Act.STATUS: ["我的视频做到哪儿了", "is it still processing", "how's my clip doing"],
    Act.CANCEL: ["先别跑了，我弄错了", "please call off the one running"],
    Act.RETRY: ["照着刚才的再给我来一遍", "run the same one again please"],
    Act.RESEND: ["我没看到视频啊", "the url you sent expired"],
    Act.MINE: ["我之前都做了哪些视频呀", "what did i generate yesterday"],
    Act.QUOTE: ["上一条扣了我多少", "what did the last one cost me"],
    Act.BUDGET: ["积分还够不够", "how much of my quota is left"],
    Act.FORGET: ["忘掉我之前的所有记录", "please erase everything you know about me"],
    Act.SHOW_PREFERENCES: ["我之前设的默认是啥来着", "what are my current settings"],
    Act.CLEAR_PREFERENCE: ["能不能把我之前存的模型偏好给清空一下", "wipe my saved model choice"],
    Act.LIST_MODELS: ["各个模型都怎么收费的", "which of your models is the fastest"],
    Act.HELP: ["我是新手，教教我", "i'm new here, how does it work?"],
    Act.CHITCHAT: ["辛苦啦，效果很棒", "that turned out great, thank you", "how was your day?"],
    Act.SET_PREFERENCE: ["以后就认准可灵了", "make hailuo my main one", "kling is what i want from now on"],
}
SCENES = [
    "停下来的时钟", "设置好的陷阱", "下载进度条加载到100%", "重新出发的旅人", "自动售货机前的女孩", "选择困难症的小猫", "看看这个世界",
    "等你回来的我", "one more time around the sun", "stop and smell the roses", "how to train a dragon", "lost in space",
    "send me an angel", "the queue at the bakery", "the last one standing", "where the wild things are",
]  # fmt: skip


@pytest.mark.parametrize(("act", "text"), [(act, text) for act, texts in SAID.items() for text in texts])
def test_a_command_in_words_of_ones_own_is_understood(act: Act, text: str) -> None:
    assert parser().parse(text, ParseContext()).action is act


@pytest.mark.parametrize("text", SCENES)
def test_a_scene_is_a_scene_whatever_words_it_shares_with_commands(text: str) -> None:
    intent = parser().parse(text, ParseContext())
    assert (intent.action, intent.prompt) == (Act.GENERATE, text)


@pytest.mark.parametrize(
    "words", ["always use Kling... never mind", "以后都用海螺，算了", "always go with Kling lol jk"]
)
def test_a_wish_that_is_taken_back_at_once_is_not_saved(words: str) -> None:
    assert not parser().parse(words, ParseContext()).save_preference


@pytest.mark.parametrize(
    "words", ["用万2.6，5秒，算了，8秒，一只猫", "use Kling, 5 s, scratch that, 8 s, a cat"]
)
def test_a_length_that_is_taken_back_takes_no_model_with_it(words: str) -> None:
    intent = parser().parse(words, ParseContext())
    assert (intent.model is not None, intent.wishes.duration_s) == (True, 8)


@pytest.mark.parametrize("praise", ["Max is so cute", "I love Max", "good boy Max", "旺财真可爱", "旺财好帅"])
def test_praise_of_somebody_who_has_a_name_here_orders_nothing(praise: str) -> None:
    assert parser().parse(praise, _beside_a_clip_of("Max", "旺財")).action is Act.CHITCHAT


@pytest.mark.parametrize(
    "wish", ["Max goes surfing", "Max goes surfing, no reference this time", "旺财去冲浪"]
)
def test_a_scene_with_somebody_who_has_a_name_here_is_a_new_clip(wish: str) -> None:
    intent = parser().parse(wish, _beside_a_clip_of("Max", "旺財"))
    assert (intent.action, intent.edit, bool(intent.known_names)) == (Act.GENERATE, False, True)


def _beside_a_clip_of(*names: str) -> ParseContext:
    return ParseContext(last_status="success", last_task_type=TaskType.TEXT, names=names)
