"""Messages as people write them, whole: who asks, what for, and politeness leave; what is to be seen stays."""

import pytest

from core.model import Act, ParseContext, TaskType
from tests.core.reading import parser


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("俺寻思用那个seedance 1.5 pro 给俺整个赶大集的片儿", "赶大集"),
        ("生数的vidu q2，来段弹幕飘过的教室", "弹幕飘过的教室"),
        ("kuaishou's kling: a crab on a drum", "a crab on a drum"),
        ("please be so kind as to generate one old tram", "one old tram"),
        ("hunyuan video 1.5, a paper boat", "a paper boat"),
        (
            "bro just throw it into kling 2.6 ok? skater kid on stairs, vhs look",
            "skater kid on stairs, vhs look",
        ),
        (
            "I would like that Kling makes a video where two astronauts play chess",
            "two astronauts play chess",
        ),
        ("照着图里这只猫的样子，让它在月球上跳舞", "让它在月球上跳舞"),
        ("我想要个视频哈就是一个小男孩在追蜻蜓然后就十秒钟左右吧", "一个小男孩在追蜻蜓"),
        ("我是老师，想给孩子们放一个水循环的动画，云变成雨", "水循环的动画，云变成雨"),
        ("For my history class: Roman soldiers cross the Rubicon", "Roman soldiers cross the Rubicon"),
        ("it's for our company party: confetti rains", "confetti rains"),
        ("Client brief: 8 sec, Pixverse V5. A sneaker drops into paint.", "A sneaker drops into paint."),
        ("cheapest thing you've got, hamster in a tiny kitchen", "hamster in a tiny kitchen"),
        ("就这一条破例用veo，平常还是老样子：火锅店排长队", "火锅店排长队"),
        (
            "Dear team, we run a small bakery and would be grateful for a short clip of fresh croissants, 10 s",
            "fresh croissants",
        ),
        ("阿里那个万相，整一段泼水节", "泼水节"),
        ("it would please me if Sora 2 Pro drew fog over rice terraces", "fog over rice terraces"),
        ("For render please take the Seedance 1.5 Pro model, theme: a gymnast", "a gymnast"),
        ("Thru kling pls, thx: tiny knight rides a snail", "tiny knight rides a snail"),
        ("我朋友天天吹sora，我倒无所谓，来个萤火虫飞满竹林", "萤火虫飞满竹林"),
        ("top notch quality only, no matter the price: swans on black water", "swans on black water"),
        ("结婚十周年想给老婆个惊喜，玫瑰花瓣落在长桌上", "玫瑰花瓣落在长桌上"),
        (
            "TikTok ad for my candle shop, vertical: match strikes, wick catches",
            "match strikes, wick catches",
        ),
        ("I teach pottery. Could you show two hands on a wheel?", "two hands on a wheel"),
        ("我们学校校庆，想要一段无人机俯拍操场的", "无人机俯拍操场"),
        ("a fox in the snow, cheers", "a fox in the snow"),
        ("yo gimme 12s of a girl studying, rain outside k thx bye", "a girl studying, rain outside"),
        ("做一个小猫睡觉的视频🙏", "一个小猫睡觉"),
        ("內容係一隻狗喺海邊", "一隻狗喺海邊"),
        ("用文字生成就行，不传图：竹林里的小和尚扫落叶", "竹林里的小和尚扫落叶"),
        ("请调用 Google 的 Veo，生成：雪豹跃过山涧", "雪豹跃过山涧"),
        ("可玲做个视频呗，内容是外卖小哥送火锅", "外卖小哥送火锅"),
        ("除了可灵别的都行，那就海螺，一只松鼠藏坚果", "一只松鼠藏坚果"),
        ("A vertical 4K ten-second masterpiece about a rusty robot", "a rusty robot"),
        ("超宽银幕21:9，骆驼队走过月牙泉", "骆驼队走过月牙泉"),
        ("十来秒的视频，一只猫打哈欠", "一只猫打哈欠"),
        ("不要用sora，剩下随你挑，雪夜里的小木屋", "雪夜里的小木屋"),
        ("Broke student here, whatever costs least: ramen steam in neon light", "ramen steam in neon light"),
        ("hr让我整个入职欢迎视频，同事们举牌欢迎", "同事们举牌欢迎"),
        (
            "For the landing page of our hiking app: boots splash through a creek",
            "boots splash through a creek",
        ),
        ("could u maybe make something for my gf? like two otters floating", "two otters floating"),
        (
            "Greetings from Lima! I sell scarves and dream of a clip where an alpaca walks a runway",
            "an alpaca walks a runway",
        ),
        ("要一个女生在厨房做饼的那种短视频", "一个女生在厨房做饼"),
        ("俺们村委会想用万相弄个麦收的", "麦收"),
        ("I want Pixverse 4.5 to draw me a pirate hamster", "a pirate hamster"),
        ("拜托做个抖音开头，主播挥手打招呼，竖版5秒", "主播挥手打招呼"),
        ("女儿下周过生日，想要个冰雪城堡里放烟花的", "冰雪城堡里放烟花"),
        ("I'm writing my thesis about bees, could you visualize a waggle dance?", "a waggle dance"),
        ("楼盘广告，江景大平层，一家三口看日落", "江景大平层，一家三口看日落"),
        ("hey can we get a lil teaser for game night? dice tumbling on felt", "dice tumbling on felt"),
        ("fifteen second video of an hourglass", "an hourglass"),
        (
            "Re: Fwd: video\n\nHi,\n\nas discussed: penguins sliding on ice, 10 sec.\n\nBest,\nTom",
            "penguins sliding on ice",
        ),
        ("一、女孩推开窗\n二、风吹起窗帘\n三、纸飞机飞出去", "女孩推开窗\n风吹起窗帘\n纸飞机飞出去"),
        ("I run a tiny bookshop and I'd love a cozy clip: cat asleep on novels", "cat asleep on novels"),
        ("please employ Wan 2.6 to craft a clip of a snail on asphalt", "a snail on asphalt"),
        ("I quite like Pixverse actually, do one of a punk hedgehog", "a punk hedgehog"),
        (
            "To whom it may concern: kindly furnish a brief moving picture of a steam train",
            "a steam train",
        ),
    ],
)
def test_who_asks_and_how_leaves(text: str, shown: str) -> None:
    assert parser().parse(text, ParseContext()).prompt == shown


@pytest.mark.parametrize(
    "text",
    [
        "hunyuan video 2 dogs in the park",
        "my cafe: steam rises from the cups, morning light",
        "our garden: bees on lavender, sunset",
        "For sale: baby shoes, never worn",
        "妈妈给孩子们放一个风筝",
        "bro dancing in the club, neon lights",
        "he throws it into the sea",
        "a chef and a waiter love a video of cats",
        "一位老师给学生们看一个魔术",
        "the crowd stands and cheers",
        "公司需要一个人扛起大旗",
        "factories employ robots that dance",
        "一、二、三、跳！孩子们跳进泳池",
        "第一、第二、第三名站上领奖台",
        "品牌广告牌在夜里闪烁",
        "as promised she returns to the sea",
        "a ten second countdown on a bomb timer",
        "不好看的花也在开",
        "love from above: light falls on a chapel",
        "过了十来秒，他才回头",
        "something for my gf falls from the sky",
        "a wall shows videos of cats",
        "a teacher here and there in the hall",
        "随你挑的糖果摆满橱窗",
        "He and his wife dream of a video of their wedding",
        "they walk one by one over a bridge",
        "three to four dogs run over a bridge",
        "无所谓的表情，女孩耸肩",
        "她把图传好了，松了口气",
        "内容系统崩溃，程序员抱头",
        "make a video game character dance",
        "用途广泛的小刀在厨房切菜",
        "最后十秒，球员起跳，全场静音",
        "landscape painter squints at a square canvas on a vertical cliff",
        "must fit the puzzle: a hand places the last piece",
    ],
)
def test_the_same_words_in_a_scene_stay(text: str) -> None:
    assert parser().parse(text, ParseContext()).prompt == text.removeprefix("hunyuan ")


@pytest.mark.parametrize(
    "text",
    [
        "This is Veo, our baby elephant, spraying water",
        "This is Kling, our hamster, running in his wheel",
        "Kling, my cat on the sofa",
        "Kling, our hamster, running in his wheel",
    ],
)
def test_an_animal_called_like_a_model_is_shown(text: str) -> None:
    intent = parser().parse(text, ParseContext())
    assert (intent.action, intent.model, intent.prompt) == (Act.GENERATE, None, text)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("This is Veo, the model I told you about, right?", Act.LIST_MODELS),
        ("is Kling, our hamster, a good model?", Act.LIST_MODELS),
        ("what is Kling, my friend keeps asking", Act.LIST_MODELS),
        ("all of my videos", Act.MINE),
        ("Henceforth all of my clips shall be produced by Kling.", Act.SET_PREFERENCE),
    ],
)
def test_questions_about_a_model_stay_questions(text: str, act: Act) -> None:
    assert parser().parse(text, ParseContext()).action == act


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("ratio three to four, theme: a gymnast", "3:4"),
        ("four-by-three, 7 seconds, a newsreader", "4:3"),
        ("a newsreader, in four by three", "4:3"),
        ("the score is three to two, crowd cheers", None),
        ("a four by three meter room with a bed", None),
        ("視頻一條，竪屏，內容：外婆嘅糖水鋪", "9:16"),
        ("fit a square Instagram tile, six seconds: matcha being whisked", "1:1"),
    ],
)
def test_a_ratio_in_words_is_one_where_it_shapes_the_video(text: str, ratio: str | None) -> None:
    assert parser().parse(text, ParseContext()).wishes.aspect_ratio == ratio


@pytest.mark.parametrize(
    "text",
    [
        "今儿破个例走可灵，糖葫芦摊儿",
        "只此一次用sora 2 pro，拍极光",
        "exceptionally with Veo, don't store that: ballerina in the rain",
        "别给我存成默认，这回借海螺用用：非洲鼓表演",
    ],
)
def test_a_model_for_once_is_not_kept(text: str) -> None:
    intent = parser().parse(text, ParseContext())
    assert intent.model
    assert not intent.save_preference
    assert not intent.clear_preference


@pytest.mark.parametrize(
    ("text", "task", "shown"),
    [
        ("Use only the colour mood of my pic. A ferry leaves.", TaskType.REFERENCE, "A ferry leaves."),
        ("以附件照片为首帧，镜头缓缓推近", TaskType.IMAGE, "镜头缓缓推近"),
        ("保持照片里这件婚纱的款式，换个模特在海边走", TaskType.REFERENCE, "换个模特在海边走"),
        ("upload done. wind in the wheat", TaskType.IMAGE, "wind in the wheat"),
        ("turn the photo I sent into a loop", TaskType.IMAGE, ""),
        ("use pic as style only: a rowboat on a lake", TaskType.REFERENCE, "a rowboat on a lake"),
        ("both photos show my cat; put her on a pirate ship", TaskType.REFERENCE, "put her on a pirate ship"),
    ],
)
def test_what_is_said_of_the_picture_leaves(text: str, task: TaskType, shown: str) -> None:
    intent = parser().parse(text, ParseContext(images=1))
    assert (intent.task_type, intent.prompt) == (task, shown)
