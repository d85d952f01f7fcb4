import json
from typing import Any

import pytest

from adapters.ima.codes import load_codes
from adapters.ima.wire import Reply, read_data, read_skew_s, read_task_id, write_order
from core.errors import Certainty, StudioError
from core.model import TaskType
from tests.adapters.ima_recorded import an_order, recorded

CODES = load_codes()


def test_the_create_body_has_exactly_the_contracts_keys_and_types() -> None:
    assert write_order(an_order(), []) == {
        "task_type": "text_to_video",
        "enable_multi_model": False,
        "src_img_url": [],
        "parameters": [
            {
                "attribute_id": 2057,
                "model_id": "wan2.6-t2v",
                "model_name": "Wan 2.6",
                "model_version": "wan2.6-t2v",
                "app": "ima",
                "platform": "web",
                "category": "text_to_video",
                "credit": 25,
                "parameters": {
                    "duration": 5,
                    "resolution": "720P",
                    "prompt_extend": False,
                    "prompt": "a puppy dancing happily, sunny meadow",
                    "n": 1,
                    "input_images": [],
                    "cast": {"points": 25, "attribute_id": 2057},
                },
            }
        ],
    }


def test_pictures_stand_in_both_places_in_their_order() -> None:
    body: Any = write_order(an_order(task_type=TaskType.FRAMES), ["https://a/1.png", "https://a/2.png"])
    assert body["src_img_url"] == body["parameters"][0]["parameters"]["input_images"]
    assert body["src_img_url"] == ["https://a/1.png", "https://a/2.png"]


def test_a_form_cannot_overwrite_what_is_ours_nor_send_the_marker() -> None:
    order = an_order(params={"prompt": "other", "n": 4, "cast": "x", "default": "enabled", "duration": 5})
    body: Any = write_order(order, [])
    inner = body["parameters"][0]["parameters"]
    assert (inner["prompt"], inner["n"], inner["cast"]["points"]) == (order.prompt, 1, 25)
    assert "default" not in inner


def _reply(row: dict[str, Any]) -> Reply:
    body = row["body"]
    text = "" if body is None else body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
    return Reply(row["status"], text.encode())


@pytest.mark.parametrize("row", recorded("refusals"), ids=lambda row: row["row"])
def test_every_row_of_the_error_table_is_a_definite_refusal_with_its_failure(row: dict[str, Any]) -> None:
    with pytest.raises(StudioError) as raised:
        read_data(_reply(row), CODES)
    assert (raised.value.failure, raised.value.certainty) == (row["failure"], Certainty.REFUSED)


@pytest.mark.parametrize("row", recorded("doubts"), ids=lambda row: row["row"])
def test_whatever_tells_nothing_for_sure_is_in_doubt(row: dict[str, Any]) -> None:
    with pytest.raises(StudioError) as raised:
        read_task_id(read_data(_reply(row), CODES))
    assert raised.value.certainty is Certainty.IN_DOUBT


@pytest.mark.parametrize("code", ["0", "200", '"0"', '"200"', "200.0"])
@pytest.mark.parametrize("status", [200, 201, 500])
def test_success_is_code_0_or_200_whatever_the_http_status(code: str, status: int) -> None:
    reply = Reply(status, f'{{"code": {code}, "data": {{"id": "task_1"}}}}'.encode())
    assert read_task_id(read_data(reply, CODES)) == "task_1"


def test_the_task_id_is_never_the_business_id() -> None:
    reply = Reply(200, json.dumps(recorded("create_accepted")).encode())
    assert read_task_id(read_data(reply, CODES)) == "task_8f2c"


@pytest.mark.parametrize(
    ("wish", "seconds"),
    [
        ("7", 7.0),
        ("Mon, 23 Nov 2026 07:01:30 GMT", 90.0),
        ("Mon, 23 Nov 2026 06:00:00 GMT", 0.0),
        ("soon", None),
        ("", None),
    ],
)
def test_the_wait_after_a_rate_limit_is_read_in_seconds_or_against_the_answers_date(
    wish: str, seconds: float | None
) -> None:
    reply = Reply(429, b"", date="Mon, 23 Nov 2026 07:00:00 GMT", retry_after=wish)
    with pytest.raises(StudioError) as raised:
        read_data(reply, CODES)
    assert raised.value.retry_after_s == seconds


def test_the_clock_is_compared_with_the_answers_date() -> None:
    reply = Reply(200, b"", date="Thu, 01 Jan 1970 00:01:40 GMT")
    assert read_skew_s(reply, 400.0) == 300.0
    assert read_skew_s(Reply(200, b""), 400.0) is None


def test_what_the_studio_said_holds_no_address_key_or_prompt_and_is_no_part_of_the_errors_text() -> None:
    said = "refused ima_abc123 at https://host/x?sign=1 for a red  fox, or at least for the fox"
    reply = Reply(200, json.dumps({"code": 400, "message": said}).encode())
    with pytest.raises(StudioError) as raised:
        read_data(reply, CODES, private="a red fox")
    assert raised.value.said == "refused … at … for …, or at least for the fox"
    assert raised.value.detail == "http 200 code 400"
    assert str(raised.value) == "bad_parameters (refused) http 200 code 400"
