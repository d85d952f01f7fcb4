"""The long connection's frames: read, joined, answered; pure apart from the SDK's message class handed in."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CONTROL, DATA = 0, 1
_MAX_SPLIT = 64
_MAX_BYTES = 4 * 1024 * 1024
_MAX_PARTS = 256


def read_frame(frame_class: Any, raw: bytes) -> Any | None:
    """One frame; None for bytes that are none."""
    frame = frame_class()
    try:
        frame.ParseFromString(raw)
    except Exception:  # noqa: BLE001 - protobuf's error class lies in a vendored module; any failure means "no frame"
        return None
    return frame


def headers_of(frame: Any) -> dict[str, str]:
    """A frame's headers."""
    return {header.key: header.value for header in frame.headers}


def ping_frame(frame_class: Any, service: int) -> bytes:
    """The ping of a connection."""
    frame = frame_class()
    header = frame.headers.add()
    header.key, header.value = "type", "ping"
    frame.service, frame.method = service, CONTROL
    frame.SeqID = frame.LogID = 0
    return bytes(frame.SerializeToString())


def ack_frame(frame: Any, *, ok: bool, took_ms: int, reply: Mapping[str, Any] | None = None) -> bytes:
    """The same frame sent back with the outcome; a reply (a toast) travels inside, encoded."""
    header = frame.headers.add()
    header.key, header.value = "biz_rt", str(took_ms)
    answer: dict[str, Any] = {"code": 200 if ok else 500}
    if reply is not None:
        encoded = json.dumps(reply, ensure_ascii=False, separators=(",", ":")).encode()
        answer["data"] = base64.b64encode(encoded).decode("ascii")
    frame.payload = json.dumps(answer, separators=(",", ":")).encode()
    return bytes(frame.SerializeToString())


@dataclass(slots=True)
class _Split:
    parts: dict[int, bytes] = field(default_factory=dict)
    since: float = 0.0


@dataclass(slots=True)
class Joiner:
    """Payloads that came in several frames, in any order; kept for a short while only."""

    keep_s: float
    _split: dict[str, _Split] = field(default_factory=dict)

    def add(self, frame: Any, now: float) -> bytes | None:
        """The whole payload, once its last part is here."""
        headers = headers_of(frame)
        payload = bytes(frame.payload)
        total, number = _number(headers.get("sum"), 1), _number(headers.get("seq"), 0)
        if total <= 1:
            return payload
        self._forget(now)
        name = headers.get("message_id", "")
        split = self._split.setdefault(name, _Split(since=now))
        if total > _MAX_PARTS or not 0 <= number < total:
            return None
        split.parts[number] = payload
        if len(split.parts) < total:
            return None
        del self._split[name]
        whole = b"".join(split.parts[index] for index in range(total))
        return whole if len(whole) <= _MAX_BYTES else None

    def _forget(self, now: float) -> None:
        for name in [name for name, split in self._split.items() if now - split.since > self.keep_s]:
            del self._split[name]
        while len(self._split) >= _MAX_SPLIT:
            del self._split[next(iter(self._split))]


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdigit() else default
