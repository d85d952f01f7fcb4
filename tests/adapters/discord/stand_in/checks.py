"""What Discord refuses: each check returns the faults of a body, in words."""

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
_CREATE = {
    "content", "embeds", "allowed_mentions", "sticker_ids", "components", "flags", "attachments", "poll",
    "message_reference", "nonce", "enforce_nonce", "tts",
}  # fmt: skip
_EDIT = {"content", "embeds", "flags", "allowed_mentions", "components", "attachments", "tts"}
_HOOK = {"content", "embeds", "allowed_mentions", "components", "attachments", "poll", "tts", "flags"}
_COMMAND_NAME = re.compile(r"^[-_'\w]{1,32}$")
_LOCALES = {"zh-CN", "zh-TW"}
_FIRST_ANSWERS = {2: {4, 5, 9}, 3: {4, 5, 6, 7, 9}, 4: {8}, 5: {4, 5, 6, 7}}


def message_create(body: Json, *, reachable: set[int]) -> Iterator[str]:
    yield from _keys(body, _CREATE, "message")
    yield from _content(body)
    yield from _mentions(body)
    nonce = body.get("nonce")
    if not nonce or len(str(nonce)) > 25 or body.get("enforce_nonce") is not True:
        yield "a message without an enforced nonce of at most 25 characters"
    reference = body.get("message_reference")
    if reference is not None:
        if reference.get("fail_if_not_exists", True) and int(reference["message_id"]) not in reachable:
            yield "a reply to a message that is gone"
        if not str(reference.get("message_id", "")).isdigit():
            yield "a reference without a message"


def message_edit(body: Json) -> Iterator[str]:
    yield from _keys(body, _EDIT, "edit")
    if "content" in body:
        yield from _content(body)
        yield from _mentions(body)


def hook_message(body: Json) -> Iterator[str]:
    yield from _keys(body, _HOOK, "answer")
    yield from _content(body)
    yield from _mentions(body)


def first_answer(kind: int, body: Json, *, has_message: bool) -> Iterator[str]:
    answer = body.get("type")
    if answer not in _FIRST_ANSWERS[kind]:
        yield f"an interaction of type {kind} answered with type {answer}"
    if answer in (6, 7) and kind == 5 and not has_message:
        yield "an update of a message that a form did not come from"
    data = body.get("data") or {}
    if answer == 9:
        yield from _modal(data)
    if answer == 8:
        yield from _choices(data)
    if answer in (4, 7):
        yield from _content(data)


def _modal(data: Json) -> Iterator[str]:
    if not 1 <= len(data.get("title", "")) <= 45:
        yield "a form's title of no or too many characters"
    if not 1 <= len(data.get("custom_id", "")) <= 100:
        yield "a form's custom_id of no or too many characters"
    yield from _form(data.get("components", []))


def _choices(data: Json) -> Iterator[str]:
    choices = data.get("choices", [])
    if len(choices) > 25:
        yield "more than 25 choices"
    for choice in choices:
        if not 1 <= len(choice["name"]) <= 100 or len(str(choice["value"])) > 100:
            yield "a choice of no or too many characters"


def _form(rows: list[Json]) -> Iterator[str]:
    if not 1 <= len(rows) <= 5:
        yield "a form with no or more than five rows"
    for row in rows:
        if row["type"] != 18:
            yield "a form row that is no label"
            continue
        if not 1 <= len(row["label"]) <= 45:
            yield "a label of no or too many characters"
        field = row["component"]
        if len(field.get("value") or "") > (field.get("max_length") or 4000):
            yield "a prefilled text that is too long"


def commands(body: list[Json]) -> Iterator[str]:
    kinds = [(one.get("type", 1), one["name"]) for one in body]
    if len(set(kinds)) != len(kinds):
        yield "two commands of one name"
    for one in body:
        yield from _command(one)


def _command(one: Json) -> Iterator[str]:
    slash = one.get("type", 1) == 1
    names = [one["name"], *one.get("name_localizations", {}).values()]
    if slash and any(not _COMMAND_NAME.match(name) or name != name.lower() for name in names):
        yield f"a command's name: {names}"
    if not slash and any(not 1 <= len(name) <= 32 for name in names):
        yield f"a menu's name: {names}"
    if set(one.get("name_localizations", {})) != _LOCALES:
        yield f"{one['name']} lacks a language"
    if slash and not 1 <= len(one.get("description", "")) <= 100:
        yield f"{one['name']}'s description"
    if not slash and one.get("description"):
        yield "a menu with a description"
    if one.get("contexts") != [0, 1, 2] or one.get("integration_types") != [0, 1]:
        yield f"{one['name']} cannot be used everywhere"
    yield from _options(one.get("options", []))


def _options(options: list[Json]) -> Iterator[str]:
    needed = True
    for option in options:
        names = [option["name"], *option.get("name_localizations", {}).values()]
        if any(not _COMMAND_NAME.match(name) or name != name.lower() for name in names):
            yield f"an option's name: {names}"
        if not 1 <= len(option["description"]) <= 100 or set(option["description_localizations"]) != _LOCALES:
            yield f"option {option['name']}'s description"
        if option.get("required") and not needed:
            yield "a required option after an optional one"
        needed = bool(option.get("required"))
        if option.get("autocomplete") and option.get("choices"):
            yield "choices and autocomplete"


def _keys(body: Json, known: set[str], what: str) -> Iterator[str]:
    for key in set(body) - known:
        yield f"{what} with an unknown field {key}"


def _content(body: Json) -> Iterator[str]:
    content = body.get("content")
    if not (content or body.get("components") or body.get("attachments")):
        yield "an empty message"
    if content and len(content) > 2000:
        yield f"{len(content)} characters"
    yield from _components(body.get("components") or [])


def _components(rows: list[Json]) -> Iterator[str]:
    if len(rows) > 5:
        yield "more than five rows"
    ids: list[str] = []
    for row in rows:
        if row["type"] != 1 or not 1 <= len(row["components"]) <= 5:
            yield "a row that is empty or too long"
        for part in row["components"]:
            ids.append(part.get("custom_id", part.get("url", "")))
            if part["type"] == 2 and not 1 <= len(part.get("label") or "") <= 80:
                yield f"a button's label: {part.get('label')}"
            if part["type"] == 3:
                values = [option["value"] for option in part["options"]]
                if len(row["components"]) > 1 or not 1 <= len(values) <= 25 or len(set(values)) < len(values):
                    yield "a select with company, or without or with too many or equal options"
                if any(
                    not 1 <= len(option["label"]) <= 100 or len(option["value"]) > 100
                    for option in part["options"]
                ):
                    yield "an option that is too long"
    if any(not 1 <= len(one) <= 100 for one in ids) or len(set(ids)) < len(ids):
        yield f"a custom_id that is too long or stands twice: {ids}"


def _mentions(body: Json) -> Iterator[str]:
    allowed = body.get("allowed_mentions")
    if not isinstance(allowed, dict):
        yield "a message that does not say whom it may ping"
        return
    if allowed.get("parse"):
        yield f"a message that pings whoever is named: {allowed}"
    if allowed.get("roles") or allowed.get("replied_user") or len(allowed.get("users", [])) > 1:
        yield f"a message that pings too many: {allowed}"
