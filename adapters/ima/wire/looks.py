"""The state of a task, read from a detail answer."""

import re

from adapters.ima.codes import Codes
from adapters.ima.wire.answers import read_code, read_text, write_detail
from core.model import Failure, Json
from core.ports import Look, LookState

_READY, _FAILED, _DELETED = 1, 2, 3
_DURATION = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)\s*s?", re.IGNORECASE)
_WORKING = Look(state=LookState.WORKING)


def read_look(data: Json, codes: Codes) -> Look:
    """What a look showed; an answer that cannot be read is work in progress, for the next look to settle.

    `status` "failed" ends a task whatever the resource's status; a media that is ready without an address is not
    ready yet (both seen in clients of 2026-03).
    """
    medias = data.get("medias") if isinstance(data, dict) else None
    if not isinstance(medias, list) or not medias:
        return _WORKING
    rows = [media if isinstance(media, dict) else {} for media in medias]
    states = [_resource_status(row) for row in rows]
    for row, state in zip(rows, states, strict=True):
        if state in (_FAILED, _DELETED):
            return _read_failure(row, Failure.MEDIA_FAILED, codes)
    for row in rows:
        if read_text(row.get("status")).casefold() == "failed":
            return _read_failure(row, Failure.TASK_FAILED, codes)
    if any(state != _READY for state in states):
        return _WORKING
    for row in rows:
        url = _address(row, "url", "watermark_url", "preview_url")
        if url:
            return Look(
                state=LookState.READY,
                url=url,
                cover=_address(row, "cover", "cover_url"),
                duration_s=_duration_s(row.get("duration_str")),
            )
    return _WORKING


def _resource_status(row: dict[str, Json]) -> int:
    """Null and "" are 0, work in progress."""
    return read_code(row.get("resource_status")) or 0


def _read_failure(row: dict[str, Json], failure: Failure, codes: Codes) -> Look:
    reasons = (read_text(row.get("error_msg")), read_text(row.get("remark")))
    if any(codes.is_moderation(reason) for reason in reasons):
        failure = Failure.MODERATION
    return Look(
        state=LookState.FAILED,
        failure=failure,
        detail=write_detail(f"resource_status {_resource_status(row)} status {read_text(row.get('status'))}"),
        said=write_detail(reasons[0] or reasons[1]),
    )


def _address(row: dict[str, Json], *names: str) -> str:
    for name in names:
        value = read_text(row.get(name))
        if value.startswith(("https://", "http://")):
            return value
    return ""


def _duration_s(value: Json) -> float | None:
    found = _DURATION.fullmatch(value.strip() if isinstance(value, str) else read_text(value))
    return float(found[1]) if found and float(found[1]) > 0 else None
