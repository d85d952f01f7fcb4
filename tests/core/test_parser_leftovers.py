"""Words around a scene leave with all that belongs to them, and nothing of the scene leaves with them."""

import pytest

from core.model import Act, Continuity, ParseContext, Pending, TaskType
from tests.core.reading import parser


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("用海螺2.0做一条一万只水母在深海发光的视频", "一万只水母在深海发光"),
        ("做一条三只小猫打架的视频", "三只小猫打架"),
        ("拍一条一个老人钓鱼的片子", "一个老人钓鱼"),
        ("来一条一群鸽子起飞的短视频", "一群鸽子起飞"),
        ("帮我做一条好多只企鹅跳水的短片", "好多只企鹅跳水"),
        ("帮我做好几只企鹅跳水", "好几只企鹅跳水"),
        ("来一条红烧鱼在盘子里冒热气", "一条红烧鱼在盘子里冒热气"),
        ("a 12-second clip in portrait mode of a barista pouring latte art", "a barista pouring latte art"),
        ("a short video in landscape mode of two foxes", "two foxes"),
        ("a clip in vertical format of a man shaving", "a man shaving"),
        ("a 10-second video in 9:16 of a man shaving", "a man shaving"),
        ("a dog on the beach, the cheapest model is fine", "a dog on the beach"),
        ("a dog on the beach, the best one you have is fine", "a dog on the beach"),
        ("一只狗在海滩上，最便宜的模型就行", "一只狗在海滩上"),
        ("useing kling o1, dragon eating ramen, 5 s", "dragon eating ramen"),
        ("usin hailuo, a bee lands on a daisy", "a bee lands on a daisy"),
        ("a dog runs, 5 s. 9:16. it barks", "a dog runs. it barks"),
        ("image attached (4 views). she rides a snail", "(4 views). she rides a snail"),
    ],
)
def test_what_asks_for_a_video_leaves_with_its_little_words(text: str, shown: str) -> None:
    assert parser().parse(text, ParseContext()).prompt == shown


@pytest.mark.parametrize(
    ("text", "images", "task", "shown"),
    [
        (
            "this picture is only a reference, don't use it as the first frame. the robot waves hello",
            1,
            TaskType.REFERENCE,
            "the robot waves hello",
        ),
        (
            "don't animate this photo, use it as a style reference: a fox in the snow",
            1,
            TaskType.REFERENCE,
            "a fox in the snow",
        ),
        ("not to be animated, just a reference: a fox in the snow", 1, TaskType.REFERENCE, "a fox in the snow"),
        ("不要让这张图动起来，只是参考风格：雪地里的狐狸", 1, TaskType.REFERENCE, "雪地里的狐狸"),
        ("不是要它动，是照着这张图的风格拍一条海边的早晨", 1, TaskType.REFERENCE, "海边的早晨"),
        ("不是当参考，就让这张图本身动起来", 1, TaskType.IMAGE, ""),
        ("it's not a reference, just animate this picture itself", 1, TaskType.IMAGE, ""),
        ("don't move the camera, animate this picture", 1, TaskType.IMAGE, "don't move the camera"),
        (
            "these two pics are just for the vibe/style, new scene: a night market in the rain",
            2,
            TaskType.REFERENCE,
            "a night market in the rain",
        ),
        ("这两张图只是参考氛围，新场景：雨中的夜市", 2, TaskType.REFERENCE, "雨中的夜市"),
        (
            "both pics are style references, don't morph one into the other. a windmill in autumn",
            2,
            TaskType.REFERENCE,
            "a windmill in autumn",
        ),
        (
            "image attached: use it only as a style reference, a lighthouse keeper climbs the stairs",
            1,
            TaskType.REFERENCE,
            "a lighthouse keeper climbs the stairs",
        ),
        (
            "keep this character exactly the same but put him in a ski resort",
            1,
            TaskType.REFERENCE,
            "put him in a ski resort",
        ),
        ("保持这个角色完全一样，但是把他放到滑雪场", 1, TaskType.REFERENCE, "把他放到滑雪场"),
        ("start frame is the closed bud, end frame is the open flower", 2, TaskType.FRAMES, "the closed bud, the open flower"),
        ("first frame: closed bud. last frame: open flower.", 2, TaskType.FRAMES, "closed bud. open flower."),
        ("首帧：花苞。尾帧：盛开的花", 2, TaskType.FRAMES, "首帧：花苞。尾帧：盛开的花"),
        (
            "the first picture is the start and the second is the end, petals fall slowly",
            2,
            TaskType.FRAMES,
            "petals fall slowly",
        ),
        ("把这两张图用vidu接起来", 2, TaskType.FRAMES, ""),
        ("用可灵把两张图片自然连起来", 2, TaskType.FRAMES, ""),
    ],
)  # fmt: skip
def test_what_is_said_of_the_pictures_is_no_part_of_the_scene(
    text: str, images: int, task: TaskType, shown: str
) -> None:
    intent = parser().parse(text, ParseContext(images=images))
    assert (intent.task_type, intent.prompt) == (task, shown)


@pytest.mark.parametrize(
    ("text", "unavailable", "shown"),
    [
        ("with Runway Gen-4: a kid blows bubbles", "Runway Gen-4", "a kid blows bubbles"),
        ("Runway Gen 3 Alpha Turbo, a kid blows bubbles", "Runway Gen 3 Alpha Turbo", "a kid blows bubbles"),
        ("Pika 2.2, a kid blows bubbles", "Pika 2.2", "a kid blows bubbles"),
        ("Luma Ray-2: a kid blows bubbles", "Luma Ray-2", "a kid blows bubbles"),
        ("用Runway Gen-4做：小孩吹泡泡", "Runway Gen-4", "小孩吹泡泡"),
        ("用即梦3.0，小孩吹泡泡", "即梦3.0", "小孩吹泡泡"),
        ("用即梦3.0 Pro做一段小孩吹泡泡", "即梦3.0 Pro", "小孩吹泡泡"),
        ("Kling-4: a kid blows bubbles", "Kling-4", "a kid blows bubbles"),
        ("Sora 3: a kid blows bubbles", "Sora 3", "a kid blows bubbles"),
        ("the plane on runway 3 takes off", "", "the plane on runway 3 takes off"),
        ("planes wait on runway 2.5 miles long", "", "planes wait on runway 2.5 miles long"),
    ],
)
def test_a_version_belongs_to_the_name_it_stands_behind(text: str, unavailable: str, shown: str) -> None:
    intent = parser().parse(text, ParseContext())
    assert (intent.model, intent.unavailable, intent.prompt) == (None, unavailable, shown)


@pytest.mark.parametrize(
    "text",
    [
        "Sora, my golden retriever, runs into the lake",
        "Kling, our hamster, runs on his wheel",
        "Veo, the baby elephant, takes its first bath",
        "Vidu, my little brother, blows out the candles",
        "Vidu (my little brother) blows out the candles",
        "Kling is our hamster, he runs on his wheel",
        "Our hamster, Kling, runs on his wheel",
        "Meet Kling, our hamster, running on his wheel",
        "海螺，我家的狗，追着飞盘跑",
        "可灵是我女儿，她在草地上吹泡泡",
        "我女儿可灵在草地上吹泡泡",
    ],
)
def test_a_name_followed_by_who_it_is_is_somebody(text: str) -> None:
    intent = parser().parse(text, ParseContext())
    assert (intent.model, intent.prompt) == (None, text)


@pytest.mark.parametrize(
    ("text", "model", "shown"),
    [
        ("Kling, a dog running on the beach, 10s", "kling-o1", "a dog running on the beach"),
        ("Kling, my cat jumps off the sofa", "kling-o1", "my cat jumps off the sofa"),
        ("Kling, the old man sits by the sea, waves roll in", "kling-o1", "the old man sits by the sea, waves roll in"),
        ("use Kling, my cat, runs on the wall", "kling-o1", "my cat, runs on the wall"),
        ("可灵，我家的狗追着飞盘跑", "kling-o1", "我家的狗追着飞盘跑"),
        ("可灵，小猫，在草地上打滚", "kling-o1", "小猫，在草地上打滚"),
    ],
)  # fmt: skip
def test_a_name_in_front_of_a_scene_is_the_tool(text: str, model: str, shown: str) -> None:
    intent = parser().parse(text, ParseContext())
    assert (intent.model, intent.prompt) == (model, shown)


@pytest.mark.parametrize(
    "farewell",
    [
        "Best, Ana", "Kind regards, Priya", "Best regards,\nTom", "All the best, Grandma", "Thanks, Ana", "Many thanks, Tom (marketing)",
        "此致敬礼，小王", "此致，敬礼！小王", "祝好，李雷", "谢谢！王老师",
    ],
)  # fmt: skip
@pytest.mark.parametrize("scene", ["Two kids fly a kite", "两个孩子放风筝"])
def test_the_end_of_a_letter_wishes_for_nothing(scene: str, farewell: str) -> None:
    intent = parser().parse(f"{scene}, 10 seconds. {farewell}", ParseContext())
    assert (intent.prompt, intent.wishes.duration_s) == (scene, 10)
    assert (intent.quality, intent.clear_preference) == (None, False)


@pytest.mark.parametrize(
    ("text", "quality", "model", "shown"),
    [
        ("Two kids fly a kite, best quality", "best", None, "Two kids fly a kite"),
        ("A dog on a beach, best, Kling", "best", "kling-o1", "A dog on a beach"),
        ("two kids fly a kite, best friends forever", None, None, "two kids fly a kite, best friends forever"),
        ("a card on the table says all the best, Grandma", None, None, "a card on the table says all the best, Grandma"),
        ("一个人写信，落款是此致敬礼，小王", None, None, "一个人写信，落款是此致敬礼，小王"),
    ],
)  # fmt: skip
def test_the_same_words_elsewhere_are_a_wish_or_a_scene(
    text: str, quality: str | None, model: str | None, shown: str
) -> None:
    intent = parser().parse(text, ParseContext())
    assert (intent.quality, intent.model, intent.prompt) == (quality, model, shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("宝子帮我做个早安视频呗~ 太阳从向日葵后面升起来，5s，要竖的", "太阳从向日葵后面升起来"),
        ("家人们帮我拍一条新品宣传片：咖啡豆落进杯子", "咖啡豆落进杯子"),
        ("能帮我做个晚安视频吗？星星一颗颗亮起来", "星星一颗颗亮起来"),
        ("宝子在草地上打滚", "宝子在草地上打滚"),
        ("兄弟帮我一起搬石头上山", "兄弟帮我一起搬石头上山"),
        (
            "For our Q3 all-hands we need an opener, 8 seconds, wide screen: city skyline at sunrise",
            "city skyline at sunrise",
        ),
        ("We need a teaser for the spring sale, 8 seconds: tulips opening", "tulips opening"),
        ("For my shop's reel I'd like a loop: steam rising from a latte", "steam rising from a latte"),
        (
            "for our wedding we hired a band that plays on the beach at sunset",
            "for our wedding we hired a band that plays on the beach at sunset",
        ),
    ],
)
def test_what_the_video_is_for_stands_in_front_of_the_scene(text: str, shown: str) -> None:
    assert parser().parse(text, ParseContext()).prompt == shown


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("可灵是我女儿，她在草地上吹泡泡", None),
        ("女孩走进教室，她在黑板上写字", None),
        ("她在草地上吹泡泡", Continuity.SAME),
        ("还是那个女孩，她在草地上吹泡泡", Continuity.SAME),
    ],
)
def test_she_is_who_the_message_tells_of_if_it_tells_of_somebody(
    text: str, goes_on: Continuity | None
) -> None:
    assert parser().parse(text, ParseContext()).continuity is goes_on


@pytest.mark.parametrize(
    "text",
    [
        "第二集旺财去海边",
        "下一集旺财去海边",
        "系列第二集：旺财去海边",
        "做个系列，第二集旺财去海边",
        "做成系列吧，下一集旺财去海边",
        "第2集 旺财去海边",
    ],
)
def test_the_number_of_an_installment_is_none_of_the_scene(text: str) -> None:
    context = ParseContext(
        last_status="success", last_task_type=TaskType.TEXT, last_prompt="旺财在雪地里打滚"
    )
    read = parser().parse(text, context)
    assert (read.prompt, read.continuity) == ("旺财去海边", Continuity.NEXT)


@pytest.mark.parametrize("text", ["ok start", "Sounds good, start", "yes start them", "ok then let's start"])
def test_start_behind_a_yes_begins_what_waits(text: str) -> None:
    waits = ParseContext(last_status="success", pending=Pending.CONFIRM)
    assert parser().parse(text, waits).action is Act.CONFIRM


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a cinematic 10 second clip of a waterfall", "a cinematic clip of a waterfall"),
        ("I'd love a calm 10 second clip of a woman doing yoga", "a calm clip of a woman doing yoga"),
        ("a funny kling video of a cat", "a funny video of a cat"),
        ("a kling video of a cat", "a cat"),
        ("a 10 second clip of a woman", "a woman"),
        ("a quick vertical video of a dog", "a dog"),
        ("a dark sora over the city", "a dark sora over the city"),
        ("I would like to have a video of a steam train", "a steam train"),
        ("we'd like to see a short clip of a steam train", "a steam train"),
    ],
)
def test_the_kind_of_clip_stays_if_a_word_tells_how_it_is(text: str, shown: str) -> None:
    assert parser().parse(text, ParseContext()).prompt == shown


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("小猫咪咪在窗台上打哈欠", ("咪咪",)),
        ("小女孩妞妞和小狗豆豆在跳绳", ("妞妞", "豆豆")),
        ("小猫慢慢走过来", ()),
        ("小兔子乖乖吃草", ()),
        ("小狗汪汪叫", ()),
        ("一只小熊团团转", ()),
    ],
)
def test_a_character_said_twice_behind_a_pet_is_its_name(text: str, names: tuple[str, ...]) -> None:
    assert parser().parse(text, ParseContext()).names == names


@pytest.mark.parametrize(
    ("text", "task_type"),
    [
        ("the first picture is the product, the second is the background. It rotates", TaskType.REFERENCE),
        ("the dog from the first picture runs through the garden from the second", TaskType.REFERENCE),
        ("first is the start, second is the end, the flower opens", TaskType.FRAMES),
        ("the scene starts in the first picture and ends in the second", TaskType.FRAMES),
        ("the first one is the house before, the second one the house after", TaskType.FRAMES),
    ],
)
def test_two_pictures_that_are_told_apart_by_what_they_show_are_references(
    text: str, task_type: TaskType
) -> None:
    assert parser().parse(text, ParseContext(images=2)).task_type is task_type


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "帮我生成一段新款运动鞋的广告，鞋子在水面上旋转",
            "新款运动鞋的广告，鞋子在水面上旋转",
        ),
        ("帮我做个发抖音的广告，一杯奶茶在冰块中", "一杯奶茶在冰块中"),
    ],
)
def test_what_is_advertised_is_shown_and_not_where(text: str, shown: str) -> None:
    assert parser().parse(text, ParseContext()).prompt == shown


def test_who_is_in_each_of_two_pictures_stays() -> None:
    text = "第一张是我儿子，第二张是我们家的狗，让他们在公园里一起跑"
    assert parser().parse(text, ParseContext(images=2)).prompt == text


@pytest.mark.parametrize(
    ("text", "asked_s", "shown"),
    [
        ("一个30秒的咖啡广告：磨豆，冲泡", 30, "一个咖啡广告：磨豆，冲泡"),
        ("一个30秒的沙漏", None, "一个30秒的沙漏"),
        ("一个三秒的拥抱", None, "一个三秒的拥抱"),
    ],
)
def test_a_length_behind_what_counts_the_clip_is_asked_for(
    text: str, asked_s: int | None, shown: str
) -> None:
    read = parser().parse(text, ParseContext())
    assert (read.asked_s, read.prompt) == (asked_s, shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "a kitten gets lost, it meets a dog, it finds home",
            "a kitten gets lost, it meets a dog, it finds home",
        ),
        ("a cat on a sofa, it runs on our website", "a cat on a sofa"),
    ],
)
def test_what_somebody_does_next_is_shown(text: str, shown: str) -> None:
    assert parser().parse(text, ParseContext()).prompt == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "tell the story of a little seed that grows into a huge tree",
            "a little seed that grows into a huge tree",
        ),
        ("can you tell us a story about two snails, 10 seconds", "two snails"),
        ("a grandmother tells the story of a lost ring", "a grandmother tells the story of a lost ring"),
        ("nice! can you make mine a treehouse in the jungle?", "a treehouse in the jungle"),
        ("a gold mine in the hills", "a gold mine in the hills"),
    ],
)
def test_a_story_to_be_told_and_whose_video_it_is_are_no_part_of_the_scene(text: str, shown: str) -> None:
    assert parser().parse(text, ParseContext()).prompt == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("make a transition from the first to the second", ""),
        ("make a seamless fade from the first picture into the second one", ""),
        ("a transition from night to day over a city", "a transition from night to day over a city"),
    ],
)
def test_nothing_is_left_of_a_transition_between_two_pictures(text: str, shown: str) -> None:
    read = parser().parse(text, ParseContext(images=2 if not shown else 0))
    assert (read.prompt if shown else read.task_type) == (shown or TaskType.FRAMES)
    assert read.prompt != "a"
