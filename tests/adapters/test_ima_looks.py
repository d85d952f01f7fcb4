from typing import Any

import pytest

from adapters.ima.codes import load_codes
from adapters.ima.wire import read_look
from core.model import Failure
from core.ports import LookState
from tests.adapters.ima_recorded import recorded

CODES = load_codes()
READY = {"resource_status": 1, "status": "success", "url": "https://cdn/v.mp4"}


def _look(*medias: Any) -> Any:
    return read_look({"id": "t", "medias": list(medias)}, CODES)


def test_a_ready_task_gives_address_cover_and_length() -> None:
    look = read_look(recorded("detail_ready")["data"], CODES)
    assert look.state is LookState.READY
    assert look.url.endswith("1_2_3.mp4")
    assert look.cover.endswith("1_2_3.jpg")
    assert look.duration_s == 5.0


@pytest.mark.parametrize(
    "media",
    [
        {"resource_status": 0, "status": "processing"},
        {"resource_status": None, "status": "pending"},
        {"resource_status": "", "status": "processing"},
        {"status": "pending"},
        {"resource_status": 9, "status": "success", "url": "https://cdn/v.mp4"},
        {"resource_status": True, "url": "https://cdn/v.mp4"},
        READY | {"url": ""},
        READY | {"url": None},
        READY | {"url": "v.mp4"},
        "what",
        None,
    ],
)
def test_a_media_that_is_not_ready_is_looked_at_again(media: Any) -> None:
    assert _look(media).state is LookState.WORKING


@pytest.mark.parametrize("data", [None, [], "x", {}, {"medias": None}, {"medias": []}, {"medias": {}}])
def test_an_answer_without_medias_is_looked_at_again(data: Any) -> None:
    assert read_look(data, CODES).state is LookState.WORKING


@pytest.mark.parametrize("status", ["success", "completed", "", None])
def test_a_usable_media_is_ready_under_any_word_for_success(status: str | None) -> None:
    assert _look(READY | {"status": status, "resource_status": "1"}).state is LookState.READY


def test_all_medias_must_be_ready() -> None:
    assert _look(READY, {"resource_status": 0}).state is LookState.WORKING
    assert _look(READY, READY).state is LookState.READY


@pytest.mark.parametrize("name", ["watermark_url", "preview_url"])
def test_another_address_stands_in_for_a_missing_one(name: str) -> None:
    assert _look(READY | {"url": "", name: "https://cdn/w.mp4"}).url == "https://cdn/w.mp4"


def test_the_cover_is_found_under_both_names() -> None:
    assert _look(READY | {"cover_url": "https://cdn/c.jpg"}).cover == "https://cdn/c.jpg"
    assert _look(READY | {"cover": "https://cdn/d.jpg", "cover_url": ""}).cover == "https://cdn/d.jpg"
    assert _look(READY).cover == ""


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("5s", 5.0),
        ("5.04s", 5.04),
        ("10", 10.0),
        (8, 8.0),
        ("", None),
        ("0s", None),
        ("1:05", None),
        (None, None),
    ],
)
def test_the_length_is_read_where_it_can_be(text: Any, seconds: float | None) -> None:
    assert _look(READY | {"duration_str": text}).duration_s == seconds


@pytest.mark.parametrize("state", [2, 3, "2"])
def test_a_failed_or_deleted_media_ends_the_task(state: Any) -> None:
    look = _look(READY, {"resource_status": state, "status": "success", "error_msg": "out of memory"})
    assert (look.state, look.failure) == (LookState.FAILED, Failure.MEDIA_FAILED)
    assert (look.detail, look.said) == (f"resource_status {state} status success", "out of memory")


@pytest.mark.parametrize("state", [0, None, 1])
def test_a_failed_status_ends_the_task_whatever_the_resource_says(state: Any) -> None:
    look = _look({"resource_status": state, "status": "FAILED"})
    assert (look.state, look.failure) == (LookState.FAILED, Failure.TASK_FAILED)


@pytest.mark.parametrize("name", ["error_msg", "remark"])
def test_refused_content_is_recognised_in_either_reason(name: str) -> None:
    look = _look({"resource_status": 2, name: "Blocked by our content policy: real people"})
    assert look.failure == Failure.MODERATION
