"""Which of two names or values counts, whose taste a name tells, and the many ways to begin: families and their traps."""

from typing import Any

import pytest

from core.model import ParseContext
from tests.core.reading import meaning, parser

# What is said, the model that counts, whether it is kept, and the prompt.
NAMES = [
    ("海螺2.0和2.3我分不清，反正要2.3，画面：雪地里一串狐狸脚印", "hailuo-2.3", False, "雪地里一串狐狸脚印"),
    ("Pixverse V4.5, no wait V5, a goldfish bowl on a bus", "pixverse-5", False, "a goldfish bowl on a bus"),
    ("用 Pixverse V3.5 吧——不，V5，街头鼓手敲油漆桶", "pixverse-5", True, "街头鼓手敲油漆桶"),
    ("用万2.5，哦没有2.5了是吧，那2.6，城墙变成海", "wan-2.6", True, "城墙变成海"),
    ("海螺，就海螺，2.0的，用它做：一盏灯慢慢熄灭", "hailuo-2.0", True, "一盏灯慢慢熄灭"),
    ("用海螺2.3做，别用2.0，风车在转", "hailuo-2.3", True, "风车在转"),
    ("kling 2.6 version: samurai in the snow", "kling-2.6", False, "samurai in the snow"),
    ("use Kling O1, then 2.6 million lanterns rise", "kling-o1", True, "then 2.6 million lanterns rise"),
    ("同事默认用海螺，我可不用。拍个雨里等公交的学生", None, False, "雨里等公交的学生"),
    ("隔壁工位非说用Veo才高级，一只土拨鼠在山顶大叫", None, False, "一只土拨鼠在山顶大叫"),
    ("上家公司天天逼我们用Sora，唉。现在想看：一只蜗牛爬过键盘", None, False, "一只蜗牛爬过键盘"),
    ("同事老说海螺好，不管他，来一段石榴裂开露出籽的特写", None, False, "石榴裂开露出籽的特写"),
    ("my roommate always uses sora. paper crane unfolding by itself", None, False, "paper crane unfolding by itself"),
    ("Kling is overrated imo, run Wan: a sandstorm over a city", "wan-2.6", True, "a sandstorm over a city"),
    ("平时用可灵，今天不了，用海螺，蜗牛赛跑", "hailuo-2.3", True, "蜗牛赛跑"),
    ("Sora's not what I want here. A tortoise on a chessboard", None, False, "A tortoise on a chessboard"),
    ("这条先拿vidu垫一下，别改我默认的。机械手臂在分拣橙子", "vidu-q2", False, "机械手臂在分拣橙子"),
    ("用可灵最新的那个做，一群大雁飞过芦苇荡", "kling-o1", True, "一群大雁飞过芦苇荡"),
    ("I'd like Veo to handle this one: monks sweeping leaves", "veo-3.1", True, "monks sweeping leaves"),
    ("pick Sora: a lighthouse in the fog", "sora-2-pro", True, "a lighthouse in the fog"),
    ("上Sora，一座雾里的灯塔", "sora-2-pro", True, "一座雾里的灯塔"),
    ("一座雾里的灯塔，优先海螺", "hailuo-2.3", True, "一座雾里的灯塔"),
    ("use that, what's it called, Kling? a fox in the snow", "kling-o1", True, "a fox in the snow"),
    ("Veo, or whatever it's called, a fox in the snow", "veo-3.1", False, "a fox in the snow"),
    ("用快手的那个，名字忘了，哦可灵，一只狐狸在雪地里", "kling-o1", True, "一只狐狸在雪地里"),
    ("my default -> wan 2.6. a fox in the snow", "wan-2.6", True, "a fox in the snow"),
    ("默认→海螺2.3。顺便来一条：旋转木马", "hailuo-2.3", True, "旋转木马"),
    ("模型：可灵→海螺\n画面：雾中码头", "hailuo-2.3", False, "雾中码头"),
    ("Kling 2.6 > Kling O1 imo, a potter's hands", "kling-2.6", False, "imo, a potter's hands"),
    ("Kling's Noodle House at night, rain. veo", "veo-3.1", False, "Kling's Noodle House at night, rain"),
    ("可灵裁缝铺亮着灯，雨夜，海螺2.0", "hailuo-2.0", False, "可灵裁缝铺亮着灯，雨夜"),
    ("a mug labelled VEO 3.1 on a desk, kling o1", "kling-o1", False, "a mug labelled VEO 3.1 on a desk"),
    ("用可灵做，招牌上写着Vidu", "kling-o1", True, "招牌上写着Vidu"),
    ("make a sign that says OPEN with kling 2.6", "kling-2.6", True, "a sign that says OPEN"),
]  # fmt: skip
VALUES: list[tuple[str, dict[str, Any], str]] = [
    ("a tall video of a lighthouse", {"aspect_ratio": "9:16"}, "a lighthouse"),
    ("做个9.16的，外卖小哥在雨里狂奔", {"aspect_ratio": "9:16"}, "外卖小哥在雨里狂奔"),
    ("a heron in the reeds, 16.9, 5s", {"aspect_ratio": "16:9", "duration": 5}, "a heron in the reeds"),
    ("1080 / 10s / a paper boat in a gutter", {"resolution": "1080P", "duration": 10}, "a paper boat in a gutter"),
    ("竖屏！！上次给我横的！！一个外星人在地铁里看手机", {"aspect_ratio": "9:16"}, "一个外星人在地铁里看手机"),
    ("横着的，别竖，草原上的野马群", {"aspect_ratio": "16:9"}, "草原上的野马群"),
    ("哪个最便宜用哪个，我要凤凰涅槃", {"quality": "budget"}, "凤凰涅槃"),
    ("Length: 8 (oops 6)\nShot: a foggy pier", {"duration": 6}, "a foggy pier"),
    ("时长：5 → 8\n镜头：雾中码头", {"duration": 8}, "雾中码头"),
    ("Duration: ~~5~~ 10\nScene: a foggy pier", {"duration": 10}, "a foggy pier"),
    ("dur 8s >> 16:9 >> a foggy pier", {"duration": 8, "aspect_ratio": "16:9"}, "a foggy pier"),
    ("so um yeah can you like make me a video of uh a foggy pier ten seconds i guess", {"duration": 10}, "a foggy pier"),
]  # fmt: skip
BEGINNINGS = [
    "help me make a clip of {}", "can you help me create a video of {}", "would you mind making a video of {}",
    "how about a clip of {}", "turn this into a video: {}", "video idea: {}", "a video where you see {}",
    "uh hi um so i was thinking like maybe {}", "yeah now do {}", "need a promo: {}",
    "小店想要一支短片：{}", "公司年会求一个开场视频：{}", "嗯那个我想要一个就是{}的视频", "我想做的是{}", "试试{}", "话不多说，{}", "场景是{}", "有没有可能做{}", "{}的视频来一个",
]  # fmt: skip
TRAPS = [
    "Riku races with Sora along the beach", "她要海螺的壳", "they choose Sora as captain", "上万人的演唱会",
    "最好用海螺壳装饰的相框", "Sora is not what I want to be, she says, in a small kitchen",
    "a tall video wall in Times Square", "油价涨到9.16，司机叹气", "a 10 second handstand on a beach", "他量体温16.9度",
    "help me, writes someone in the dust of a window", "老板万一不来，会议室空荡荡的椅子自己转",
    "a T-shirt that reads KLING O1 hanging on a washing line, wind", "一件印着KLING O1的T恤在晾衣绳上飘",
    "白板上写着海螺2.3 vs 可灵O1，同事们激烈争论", "a cake with VEO 3.1 written in icing", "Wan's Kitchen, a wok in flames",
    "画家指着墙上那张图直摇头，身后学徒偷笑", "孩子们围着那张图", "he stares at that picture on the wall and sighs",
    "a\nfox\nin the snow", "like a bird she glides over the valley", "the default → sunrise, a clock melts",
    "what's it called, she asks, a girl holds a shell", "名字忘了，老人站在路口", "小店门口想要一只猫招财，橘猫打哈欠",
    '他说"用可灵做"，大家都笑了', '女孩喊"等等我"，追着公交车跑',
]  # fmt: skip


@pytest.mark.parametrize(("said", "model", "is_kept", "prompt"), NAMES)
def test_of_several_names_the_one_that_is_meant_counts(
    said: str, model: str | None, is_kept: bool, prompt: str
) -> None:
    intent = parser().parse(said, ParseContext())
    assert (intent.model, intent.save_preference, intent.prompt) == (model, is_kept, prompt)


@pytest.mark.parametrize(("said", "values", "prompt"), VALUES)
def test_settings_are_read_however_they_are_typed(said: str, values: dict[str, Any], prompt: str) -> None:
    read = meaning(parser().parse(said, ParseContext()))
    assert {name: read.get(name) for name in values} == values
    assert read["prompt"] == prompt


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_words_that_begin_a_request_leave_the_prompt(beginning: str) -> None:
    scene = "a heron on a frozen pond" if beginning.isascii() else "一只白鹭落在湖面上"
    assert parser().parse(beginning.format(scene), ParseContext()).prompt == scene


@pytest.mark.parametrize("scene", TRAPS)
def test_a_scene_with_the_same_words_stays_a_scene(scene: str) -> None:
    read = meaning(parser().parse(scene, ParseContext()))
    assert read == {
        "action": "generate", "task": "text_to_video", "prompt": scene, "language": read["language"],
    }  # fmt: skip


@pytest.mark.parametrize("said", ["要是换成Vidu会不会更好看？", "用可灵是不是更清楚"])
def test_whether_another_model_would_do_better_is_a_question_and_no_change(said: str) -> None:
    assert parser().parse(said, ParseContext(last_status="success")).action.value == "list_models"


@pytest.mark.parametrize("said", ["链接再来一份", "视频地址再来一遍", "link once more please"])
def test_a_link_once_more_is_no_clip_once_more(said: str) -> None:
    assert parser().parse(said, ParseContext(last_status="success")).action.value == "resend"


@pytest.mark.parametrize(
    ("said", "roles"),
    [
        ("pic 1 is the start pic 2 is the end u know what to do", ("first", "last")),
        ("pic 2 is the start pic 1 is the end", ("last", "first")),
        ("img 1 start, img 2 end", ("first", "last")),
    ],
)
def test_words_that_only_tell_what_two_pictures_are_for_leave_the_prompt(
    said: str, roles: tuple[str, str]
) -> None:
    intent = parser().parse(said, ParseContext(images=2))
    assert (intent.prompt, tuple(one.value for one in intent.roles)) == ("", roles)


@pytest.mark.parametrize(
    "said", ["this but moving \U0001f97a", "same pic but animated pls", "这个，但要动起来"]
)
def test_this_but_moving_asks_for_the_picture_itself(said: str) -> None:
    intent = parser().parse(said, ParseContext(images=1))
    assert (intent.prompt, intent.task_type.value) == ("", "image_to_video")


@pytest.mark.parametrize(
    "scene", ["重来一次的人生，他回到1998年的操场", "再来一碗的老人笑了，面馆里热气腾腾"]
)
def test_a_deed_done_again_that_tells_whose_it_is_stays_in_the_scene(scene: str) -> None:
    assert parser().parse(scene, ParseContext()).prompt == scene
