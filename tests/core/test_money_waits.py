"""What waits for a yes is ordered by a yes alone: no message that changes nothing of it orders it."""

from pathlib import Path

import pytest

from tests.stage import on_stage

_PRICED = {
    "zh": (["用可灵2.6做一个瀑布，10秒"], "好"),
    "en": (["A waterfall with Kling 2.6, 10 seconds"], "yes"),
    "zh after a clip": (["小狗在草地上跑，10秒", "画面太暗了"], "确认"),
    "en after a clip": (["a dog running, 10 seconds", "it's too dark"], "confirm"),
}
_CHANGES_NOTHING = {
    "zh": [
        "横屏", "要横屏", "横屏吧", "那就横屏吧", "改成横屏", "10秒", "10秒吧", "十秒的", "16:9", "横屏10秒",
        "横屏，10秒", "保持10秒", "还是横屏", "横屏就行", "时长不变", "其他不变", "什么", "真的吗",
    ],
    "en": [
        "landscape please", "landscape", "in landscape", "10 seconds", "make it 10 seconds", "ten seconds please",
        "16:9", "keep it landscape", "keep 10 seconds", "landscape it is", "landscape works", "just landscape",
        "then landscape", "landscape, 10 seconds", "hmm", "really?", "wow",
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", _PRICED)
async def test_naming_what_an_offer_has_already_orders_nothing_and_a_yes_orders_it_still(
    case: str, tmp_path: Path
) -> None:
    before, yes = _PRICED[case]
    async with on_stage(tmp_path, confirm_above_points=60) as stage:
        for text in before:
            await stage.say(text)
        made = len(stage.orders)
        for text in _CHANGES_NOTHING[case[:2]]:
            await stage.say(text)
            assert len(stage.orders) == made, text
        await stage.say(yes)
        assert len(stage.orders) == made + 1
