"""A change whose outcome reads as if it had gone wrong is told from one that went right."""

import pytest

from core.continuity import is_muddled
from core.tables import Tables

_WRONG = [
    ("外婆坐在院子里剥毛豆，旁边趴着一只黄狗", "狗换成一只三花猫吧，外婆改成在包粽子", "在包粽子坐在院子里剥毛豆，旁边趴着一只黄三花猫"),
    ("外婆坐在院子里剥毛豆，旁边趴着一只黄狗", "外婆改成在包粽子", "外婆在包粽子，旁边趴着一只黄狗"),
    ("一辆红色老式有轨电车开过下雪的街道", "电车改成绿色的", "一辆红色老式有轨绿色的电车开过下雪的街道"),
    ("爸爸在厨房炒菜，火苗很大", "火苗太大了，小一点", "爸爸在厨房炒菜，火苗很大，火苗小一点"),
    ("爸爸在厨房炒菜，火苗很大", "改成在阳台上烧烤", "爸爸在厨房炒菜，火苗很大，在阳台上烧烤"),
    ("一艘帆船在海上航行", "改成潜水艇，深海里", "一艘潜水艇在海上航行，深海里"),
    ("小男孩在踢足球", "跟她一样，也戴个皇冠", "小男孩在踢足球，也戴个皇冠"),
    ("my grandma dancing salsa", "give it another go?", "my grandma dancing salsa, another go"),
    ("a violinist busking in a subway station", "make it a cellist, and empty the station", "a violinist busking in an empty subway station"),
    ("an old fisherman mending his net", "swap the fisherman for his daughter", "a his daughter mending his net"),
    ("a cat sleeps on a sofa", "make it a dog in a park", "a cat sleeps on a sofa, a dog in a park"),
]  # fmt: skip
_RIGHT = [
    ("一只橘猫在红色沙发上睡觉", "沙发换成蓝色的", "一只橘猫在蓝色的沙发上睡觉"),
    ("一个女人在咖啡馆看书", "她改喝咖啡", "一个女人在咖啡馆喝咖啡"),
    ("女孩在图书馆看书", "地点换到咖啡馆", "女孩在咖啡馆里看书"),
    ("海边日落，一对情侣散步", "再做一个雪山版的", "雪山日落，一对情侣散步"),
    ("日出时的雪山，一个登山者走向山顶", "不要登山者了", "日出时的雪山"),
    ("小狗在草地上奔跑", "动作太慢了，快一点，时间改成傍晚", "小狗在草地上奔跑，动作快一点，傍晚"),
    ("女孩撑着红伞走过石桥", "衣服换成白色长裙", "女孩撑着红伞走过石桥，衣服是白色长裙"),
    ("a knight walking through a foggy forest", "make it a desert", "a knight walking in a desert"),
    ("Rex chasing a butterfly in a meadow", "Rex asleep on a couch", "Rex asleep on a couch"),
    ("a yak asleep under a tree", "make it a sandstorm instead", "a yak asleep under a tree, a sandstorm"),
    ("a glassblower shaping a red vase", "make the vase cobalt blue", "a glassblower shaping a cobalt blue vase"),
    ("a garden with hummingbirds and a fountain", "remove the hummingbirds", "a garden with a fountain"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "message", "after"), _WRONG)
def test_what_went_wrong_is_seen(tables: Tables, before: str, message: str, after: str) -> None:
    assert is_muddled(before, message, after, tables.parted)


@pytest.mark.parametrize(("before", "message", "after"), _RIGHT)
def test_what_went_right_is_ordered(tables: Tables, before: str, message: str, after: str) -> None:
    assert not is_muddled(before, message, after, tables.parted)
