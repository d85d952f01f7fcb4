"""The form of what clients send: headers, keys and types."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from adapters.ima.sandbox.answers import UNAUTHORIZED, Json, RefusalError, bad_parameter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

APP, PLATFORM, SOURCE = "ima", "web", "ima_skills"
LANGUAGES = ("en", "zh")
KEY = re.compile(r"ima_[A-Za-z0-9_-]{4,200}")

ORDER_KEYS = {
    "task_type": str,
    "enable_multi_model": bool,
    "src_img_url": list,
    "parameters": list,
    "upload_img_src": str,
}
ORDER_NEEDS = ("task_type", "src_img_url", "parameters")
ITEM_KEYS = {
    "attribute_id": int,
    "model_id": str,
    "model_name": str,
    "model_version": str,
    "app": str,
    "platform": str,
    "category": str,
    "credit": int,
    "parameters": dict,
}
ITEM_NEEDS = ("model_id", "model_name", "model_version", "app", "platform", "category", "parameters")
CAST_KEYS = {"points": int, "attribute_id": int}


def check_key(key: str, refused: Iterable[str]) -> None:
    """Refuse what is no key of the sandbox."""
    if not KEY.fullmatch(key) or key in refused:
        raise RefusalError(UNAUTHORIZED, "Unauthorized", "the key is not one of ours", http=401, blame=False)


def check_headers(headers: Mapping[str, str], refused: Iterable[str], *, has_body: bool) -> str:
    """Refuse a call without the headers every call must have; the answer's language."""
    scheme, _, key = headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer":
        raise RefusalError(UNAUTHORIZED, "Unauthorized", "no Bearer key", http=401)
    check_key(key, refused)
    if headers.get("x-app-source") != SOURCE:
        raise bad_parameter(f"x-app-source is not {SOURCE}")
    language = headers.get("x_app_language", "")
    if language not in LANGUAGES:
        raise bad_parameter("x_app_language is neither en nor zh")
    kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if has_body and kind != "application/json":
        raise bad_parameter("the body is not sent as application/json")
    return language


def read_object(raw: bytes) -> Json:
    """The JSON object of a body."""
    try:
        body = json.loads(raw)
    except ValueError:
        raise bad_parameter("the body is not JSON") from None
    if not isinstance(body, dict):
        raise bad_parameter("the body is not a JSON object")
    return body


def check_object(what: str, value: Json, kinds: Mapping[str, type], needs: Iterable[str]) -> None:
    """Refuse unknown keys, missing ones and wrong types; a switch is no number."""
    unknown = sorted(set(value) - set(kinds))
    if unknown:
        raise bad_parameter(f"{what}: unknown {', '.join(unknown)}")
    missing = [name for name in needs if name not in value]
    if missing:
        raise bad_parameter(f"{what}: {', '.join(missing)} missing")
    for name, kind in kinds.items():
        if name in value and type(value[name]) is not kind:
            raise bad_parameter(f"{what}: {name} is not {kind.__name__}")


def check_texts(what: str, values: list[Any]) -> None:
    """Refuse a list of anything but texts."""
    if not all(isinstance(value, str) and value for value in values):
        raise bad_parameter(f"{what}: not a list of addresses")
