"""Content that looks like a wish, and wishes that look like content: each is read for what it is, word for word."""

import pytest

from core.model import ParseContext, TaskType
from tests.core.reading import meaning, parser


def shown(text: str, images: int = 0) -> str:
    return parser().parse(text, ParseContext(images=images)).prompt


@pytest.mark.parametrize(
    "text",
    [
        "求婚现场，男生单膝跪地",
        "能量石在黑暗中发光",
        "请柬缓缓打开",
        "想象一座漂在云上的城市",
        "要塞上空飞过一群乌鸦",
        "make-up artist applying lipstick",
        "produce aisle in a supermarket at night",
        "Please stand by screen flickering on an old tv",
        "Need for speed style car chase",
        "film crew packing up at dawn",
    ],
)
def test_a_word_that_begins_like_a_wish_is_not_cut_in_two(text: str) -> None:
    assert shown(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("我要快递员送花给奶奶", "快递员送花给奶奶"),
        ("我想先生坐在窗边读报", "先生坐在窗边读报"),
        ("请生成一只纸飞机", "一只纸飞机"),
        ("produce a video of a clown juggling", "a clown juggling"),
        ("please do a fox in snow", "a fox in snow"),
        ("need a fox in snow", "a fox in snow"),
    ],
)
def test_a_wish_in_front_of_such_a_word_still_leaves(text: str, left: str) -> None:
    assert shown(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "婚礼开场用，两只千纸鹤飞过星空最后落在戒指上，要浪漫，15秒，用最好的模型",
            "两只千纸鹤飞过星空最后落在戒指上，要浪漫",
        ),
        ("拿可灵2.6给我整一段糖画师傅浇龙的画面，要能看清糖丝", "糖画师傅浇龙的画面，要能看清糖丝"),
        ("急！！！客户半小时后要！！两头狮子舞狮采青，放鞭炮，高清竖屏15s", "两头狮子舞狮采青，放鞭炮"),
        ("我想看，一头大象，用鼻子，给自己洗澡", "一头大象，用鼻子，给自己洗澡"),
        ("老板让我整一个咖啡店开业的视频，要温馨点，竖屏发抖音，15秒左右", "咖啡店开业，要温馨点"),
        ("我们店开业，要小猫招手", "小猫招手"),
        ("给我妈过生日，拍一束康乃馨开花", "一束康乃馨开花"),
    ],
)
def test_a_quality_that_is_asked_for_does_not_hide_the_scene(text: str, left: str) -> None:
    assert shown(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (
            "um so i was thinking uh maybe like a whale breaching at sunset you know",
            "a whale breaching at sunset",
        ),
        ("omg ok so like a hamster eating a tiny burrito", "a hamster eating a tiny burrito"),
        ("Guten Tag, a cuckoo clock striking noon please", "a cuckoo clock striking noon"),
        ("帮窝做个shipin，一只乌龟翻身", "一只乌龟翻身"),
        ("ok google make a video of the northern lights", "the northern lights"),
        ("孩子生日，想做个小恐龙吹蜡烛的视频给他看，8秒就行", "小恐龙吹蜡烛"),
        ("呃那个就是我想要那个一个老虎在雪地里走然后是竖屏的然后十秒", "一个老虎在雪地里走"),
        # the same words in what is shown
        (
            "a kid who thinks clouds taste like a marshmallow",
            "a kid who thinks clouds taste like a marshmallow",
        ),
        (
            "okay google play jazz, says the toddler to a toaster",
            "okay google play jazz, says the toddler to a toaster",
        ),
    ],
)
def test_thinking_aloud_is_no_part_of_the_scene(text: str, left: str) -> None:
    assert shown(text) == left


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("6 to 8 seconds of a barn owl gliding over a field", 8),
        ("10秒或者8秒，雨打芭蕉", 10),
        ("10到20秒，雨打芭蕉", 15),
        ("ten full seconds of a candle", 10),
        ("three quarters of a minute: tide going out", 15),
        ("a minute long clip of penguins queueing for the bus", 15),
        ("the last 6 to 8 seconds of a race", None),
        ("a full minute passes before the cat moves", None),
        ("she waits two long minutes at the bus stop", None),
    ],
)
def test_of_two_lengths_the_longer_one_that_there_is(text: str, seconds: int | None) -> None:
    assert parser().parse(text, ParseContext()).wishes.duration_s == seconds


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("not Hailuo 2.3 but 2.0: a clay golem learning to ride a bike", "hailuo-2.0"),
        ("不要可灵1.6，太老了，用2.6的。糖葫芦在阳光下反光", "kling-2.6"),
        ("海螺2.3太贵，2.0行了，泥瓦匠甩腻子上墙", "hailuo-2.0"),
        ("veo 3.0没有的话用3.1，雪山", "veo-3.1"),
        ("用海螺2.3，要2.0米高的雕像", "hailuo-2.3"),
        ("用可灵2.6拍，2.5米高的巨人", "kling-2.6"),
    ],
)
def test_another_version_of_a_named_model_may_stand_alone(text: str, key: str) -> None:
    assert parser().parse(text, ParseContext()).model == key


@pytest.mark.parametrize(
    ("text", "quality"),
    [
        ("哪个便宜用哪个，一只小狗追蝴蝶", "budget"),
        ("怎么省钱怎么来 一只小狗追蝴蝶", "budget"),
        ("as cheap as you possibly can: a robot vacuum chasing a cat", "budget"),
        ("哪个最好用哪个，不用问我：老裁缝踩缝纫机", "best"),
        ("premium everything: an espresso pulled in macro", "best"),
        ("大妈在菜市场挑便宜的白菜，哪个便宜买哪个", None),
        ("premium everything bagels on a tray", None),
        ("a suit as cheap as the man who wears it", None),
    ],
)
def test_whichever_is_the_cheapest(text: str, quality: str | None) -> None:
    assert parser().parse(text, ParseContext()).quality == quality


@pytest.mark.parametrize(
    ("text", "key", "saves"),
    [
        ("try it in veo: a paper boat drifting down a gutter", "veo-3.1", False),
        ("hailuo again but no default change please, a dog on a skateboard", "hailuo-2.3", False),
        ("use Kling but leave my saved choice alone: a violin string snapping", "kling-o1", False),
        ("swap over to Wan from now on and do a rickshaw in the rain", "wan-2.6", True),
        ("yo can veo do a skateboarding raccoon", "veo-3.1", False),
        ("I've had bad luck with Sora so let's go Veo: a ferry docking at dusk", "veo-3.1", False),
        ("听我的，别Sora了，上可灵，屋檐滴水", "kling-o1", True),
        ("别给我上可灵，上次太慢了。就拍雨后的蘑菇", None, False),
        ("千万不要用Sora，一条鲸鱼跃出海面", None, False),
        ("Vidu is what my cat answers to, film her asleep on the radiator", None, False),
        ("上万只蝴蝶飞过", None, False),
    ],
)
def test_a_model_is_named_and_kept_only_as_it_is_said(text: str, key: str | None, *, saves: bool) -> None:
    intent = parser().parse(text, ParseContext())
    assert (intent.model, intent.save_preference) == (key, saves)


def test_what_a_model_can_do_is_only_asked() -> None:
    for text in (
        "can veo do a skateboarding raccoon?",
        "can veo do a 20 second video",
        "can vidu do a lip sync",
    ):
        assert parser().parse(text, ParseContext()).action == "list_models", text


@pytest.mark.parametrize(
    ("text", "task", "left"),
    [
        ("make the girl in my photo wave", TaskType.IMAGE, "the girl in my photo wave"),
        ("the guy in the picture stands up and leaves", TaskType.IMAGE, None),
        (
            "the girl in this photo, same face, put her on a surfboard",
            TaskType.REFERENCE,
            "put her on a surfboard",
        ),
    ],
)
def test_somebody_of_a_picture_who_does_something_moves_it(
    text: str, task: TaskType, left: str | None
) -> None:
    read = meaning(parser().parse(text, ParseContext(images=1)))
    assert (read["task"], read["prompt"]) == (task.value, left or text)
    assert parser().parse(text, ParseContext()).notices


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("shorter pls, 5 is enough", 5),
        ("make it longer, like 12", 12),
        ("短一点，5就够", 5),
        ("a longer, 12 ft boat drifts by", None),
    ],
)
def test_a_bare_number_beside_longer_or_shorter_is_a_length(text: str, seconds: int | None) -> None:
    context = ParseContext(
        last_status="success", last_task_type=TaskType.TEXT, last_prompt="a potter shaping a bowl"
    )
    assert parser().parse(text, context).wishes.duration_s == seconds


def test_music_that_is_turned_down_is_not_asked_for() -> None:
    assert parser().parse("不超过十秒，方形，别加音乐，茶杯里起风暴", ParseContext()).wishes.audio is None
    assert parser().parse("加点音乐，茶杯里起风暴", ParseContext()).wishes.audio is True


@pytest.mark.parametrize(
    "text",
    [
        "沙滩上一只海螺发出蓝光",
        "portrait mode on her phone shows a ghost behind her",
        "a 30 second ad playing on a broken tv in the rain",
    ],
)
def test_a_word_of_a_parameter_in_the_scene_asks_for_nothing(text: str) -> None:
    read = meaning(parser().parse(text, ParseContext()))
    assert read == {
        "action": "generate",
        "task": "text_to_video",
        "prompt": text,
        "language": read["language"],
    }


@pytest.mark.parametrize(
    ("text", "key", "left"),
    [
        ("my boss wants Sora but I want Kling. rooftop pool at night", "kling-o1", "rooftop pool at night"),
        ("I trust Kling with faces, so Kling: an old sailor laughing", "kling-o1", "an old sailor laughing"),
        ("海螺和可灵我都试过，这回海螺，拍石榴裂开", "hailuo-2.3", "拍石榴裂开"),
        (
            "Wan seems quick, let's use it: a sparrow bathing in a puddle",
            "wan-2.6",
            "a sparrow bathing in a puddle",
        ),
        ("just veo this one time: a subway busker at midnight", "veo-3.1", "a subway busker at midnight"),
        ("could you use the newest wan for a cake being frosted", "wan-2.6", "a cake being frosted"),
        (
            "Kling climbs the ladder while his sister holds it",
            None,
            "Kling climbs the ladder while his sister holds it",
        ),
        ("沙滩上一只海螺也来一个后空翻", None, "沙滩上一只海螺也来一个后空翻"),
    ],
)
def test_what_is_thought_of_models_is_no_part_of_the_scene(text: str, key: str | None, left: str) -> None:
    intent = parser().parse(text, ParseContext())
    assert (intent.model, intent.prompt) == (key, left)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hailuo 2.3 • 6s • a wolf howling at a neon moon", "a wolf howling at a neon moon"),
        ("I do stand-up and want a silly opener: a microphone growing legs", "a microphone growing legs"),
        ("我是健身教练，要个开场，铁链甩动，汗珠飞溅", "铁链甩动，汗珠飞溅"),
        ("im thinking: desert, one red door, wind. thats all. 4k", "desert, one red door, wind"),
        ("请假条被风吹走，员工在天台追", "请假条被风吹走，员工在天台追"),
    ],
)
def test_what_stands_around_a_wish_leaves_and_the_scene_stays(text: str, left: str) -> None:
    assert shown(text) == left


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("like 12ish seconds, a blimp over the harbor", 12),
        ("时间上五秒钟就够了哈，一颗种子发芽", 5),
        ("kling o1, ten s, pancakes flipping themselves", 10),
        ("5到8秒，雨打芭蕉", 5),
        ("10-12s of rain on a tent", 10),
        ("她说等我十秒，然后跑进雨里", None),
        ("time: 5 pm, a station clock strikes", None),
    ],
)
def test_a_length_in_other_words(text: str, seconds: int | None) -> None:
    assert parser().parse(text, ParseContext()).wishes.duration_s == seconds


def test_another_of_the_last_clip_is_no_link() -> None:
    context = ParseContext(last_status="success", last_task_type=TaskType.TEXT, last_prompt="一座灯塔")
    assert parser().parse("不满意，再给我生成一次", context).action == "retry"
    assert parser().parse("链接再给我一次", context).action == "resend"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("想吃糖葫芦的小孩趴在橱窗上", "想吃糖葫芦的小孩趴在橱窗上"),
        ("小区物业通知配个动画：小水滴戴着安全帽修水管，可爱一点", "小水滴戴着安全帽修水管，可爱一点"),
        (
            "my nephew's obsessed with trains so I'd like a steam engine crossing a viaduct",
            "a steam engine crossing a viaduct",
        ),
        ("can u plzz do a raccoon stealing a donut, thxx", "a raccoon stealing a donut"),
        ("啊我想要那种就是一只狐狸在雪地里打滚的那种", "一只狐狸在雪地里打滚"),
    ],
)
def test_a_wish_in_passing_leaves_and_its_scene_stays(text: str, left: str) -> None:
    assert shown(text) == left


def test_a_switch_for_everything_is_kept() -> None:
    intent = parser().parse(
        "we're switching to Veo for everything, starting with: dust motes in a chapel", ParseContext()
    )
    assert (intent.model, intent.save_preference) == ("veo-3.1", True)
    assert intent.prompt == "dust motes in a chapel"
