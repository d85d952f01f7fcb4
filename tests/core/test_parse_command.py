"""`python -m bot parse`: one line of JSON in, one line of JSON out."""

import io
import json
from typing import Any

from bot.parse_command import run_parse
from tests.core.reading import parser

FIELDS = {
    "id", "action", "task_type", "model_id", "model_name", "params", "quality", "save_preference",
    "clear_preference", "notice", "prompt", "language",
}  # fmt: skip


def run(*lines: str) -> list[dict[str, Any]]:
    out = io.StringIO()
    assert run_parse(io.StringIO("".join(f"{line}\n" for line in lines)), out, parser()) == 0
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_request_is_printed_with_every_field() -> None:
    [said] = run(
        '{"id": 7, "text": "用可灵生成一段竖屏小狗在草地上奔跑的视频 10秒", "images": 0, "context": null}'
    )
    assert said.keys() == FIELDS
    assert said == {
        "id": 7,
        "action": "generate",
        "task_type": "text_to_video",
        "model_id": "kling-video-o1",
        "model_name": "Kling O1",
        "params": {"duration": 10, "resolution": None, "aspect_ratio": "9:16"},
        "quality": None,
        "save_preference": True,
        "clear_preference": False,
        "notice": [],
        "prompt": "小狗在草地上奔跑",
        "language": "zh",
    }


def test_the_last_job_makes_a_change_of_its_values_a_request() -> None:
    last = {"status": "success", "task_type": "image_to_video", "model_id": "wan2.6-i2v", "prompt": "一只猫"}
    [said] = run(json.dumps({"text": "改成竖屏", "context": {"last_job": last}}))
    assert (said["action"], said["task_type"], said["params"]["aspect_ratio"]) == (
        "generate",
        "image_to_video",
        "9:16",
    )
    assert said["prompt"] == ""


def test_a_stored_preference_fills_nothing() -> None:
    pref = {"text_to_video": {"model_id": "kling-video-o1", "model_name": "Kling O1"}}
    [said] = run(json.dumps({"text": "夜空下的萤火虫", "context": {"pref": pref}}))
    assert said["model_id"] is None


def test_a_bad_line_is_answered_with_its_error_and_the_run_goes_on() -> None:
    broken, wrong, negative, good = run(
        "{", '{"id": "a", "text": 5}', '{"id": "b", "text": "x", "images": -1}', '{"id": "c", "text": "取消"}'
    )
    assert broken["id"] is None
    assert "error" in broken
    assert (wrong["id"], negative["id"]) == ("a", "b")
    assert "error" in wrong
    assert "error" in negative
    assert (good["id"], good["action"]) == ("c", "cancel")


def test_empty_lines_are_passed_over() -> None:
    assert len(run("", '{"text": "取消"}', "  ")) == 1


def test_ten_thousand_lines_are_answered_in_order() -> None:
    lines = [json.dumps({"id": number, "text": "一只小狗在草地上奔跑 5秒"}) for number in range(10_000)]
    assert [said["id"] for said in run(*lines)] == list(range(10_000))


def test_half_a_character_is_read_and_written_as_an_escape() -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="strict")
    lines = '{"id": 1, "text": "\\ud800 a dog"}\n{"id": 2, "text": "a cat"}\n'
    assert run_parse(io.StringIO(lines), out, parser()) == 0
    out.seek(0)
    assert [json.loads(line)["id"] for line in out] == [1, 2]


def test_a_line_nested_too_deep_is_answered_with_its_error() -> None:
    first, second = run("[" * 100_000, '{"text": "a dog"}')
    assert "error" in first
    assert second["action"] == "generate"
