"""The life of a task: what the studio says about it at a given moment."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from adapters.ima.sandbox.clips import Clip, frame_size

if TYPE_CHECKING:
    from adapters.ima.sandbox.orders import Order

Json = dict[str, Any]

EMPTY_UNTIL, PENDING_UNTIL = 0.12, 0.25
"""Shares of the rendering time in which no media is listed yet, and in which it waits."""

EARLIEST, LATEST = 0.15, 0.5
"""Where inside a product's range its renderings end: a usual day."""

FAILS_AT = 0.5
TIMEOUT_MS = 2_400_000
WORKING, USABLE, FAILED, DELETED = 0, 1, 2, 3
WIDE = (16, 9)
FINEST_RATIO = 21
DEFAULT_S = 5
VARIETIES = 5
"""The live answers differ in small things; tasks take turns."""

PREVIEW, WATERMARK_ONLY = 3, 4


@dataclass(slots=True)
class Task:
    """One rendering. Times are seconds; `took_s` and `fate` count in studio time, which `speed` makes run faster."""

    id: str
    biz_id: str
    number: int
    task_type: str
    product: str
    ratio: tuple[int, int]
    seconds: int
    resolution: str
    created_at: float
    took_s: float
    fate: Json = field(default_factory=dict)
    shown: bool = False

    @property
    def clip(self) -> Clip:
        """What will be delivered."""
        return Clip(self.number, self.product, self.ratio, self.seconds, self.resolution)

    def write(self) -> Json:
        """The task as JSON, to be kept."""
        return asdict(self)

    @classmethod
    def read(cls, kept: Json) -> Task:
        """A task that was kept."""
        return cls(**{**kept, "ratio": (kept["ratio"][0], kept["ratio"][1])})


def new_task(
    order: Order, *, number: int, now: float, fate: Json | None = None, picture: tuple[int, int] | None = None
) -> Task:
    """The task for an accepted order; `picture` is the size of its first picture, if we have it."""
    values = order.product.defaults | order.values
    low, high = order.product.took
    share = hashlib.sha256(str(number).encode()).digest()[0] / 255
    return Task(
        id=f"task_{number:06d}{uuid4().hex[:10]}",
        biz_id=f"biz_{uuid4().hex[:16]}",
        number=number,
        task_type=order.product.task_type,
        product=order.product.name,
        ratio=_ratio(str(values.get("aspect_ratio", "")), picture),
        seconds=int(values.get("duration", DEFAULT_S)),
        resolution=str(values.get("resolution", "")),
        created_at=now,
        took_s=low + (high - low) * (EARLIEST + (LATEST - EARLIEST) * share),
        fate=fate or {},
    )


def _ratio(wanted: str, picture: tuple[int, int] | None) -> tuple[int, int]:
    """The ratio asked for, else that of the picture in small numbers, else wide."""
    wide, _, high = wanted.partition(":")
    if wide.isdigit() and high.isdigit():
        return int(wide), int(high)
    if picture is None:
        return WIDE
    ratio = min(max(Fraction(*picture), Fraction(2, 5)), Fraction(5, 2)).limit_denominator(FINEST_RATIO)
    return ratio.numerator, ratio.denominator


def answer_created(task: Task) -> Json:
    """The data of a create answer."""
    created = round(task.created_at * 1000)
    return {
        "id": task.id,
        "biz_id": task.biz_id,
        "task_type": task.task_type,
        "medias": [],
        "generate_count": 1,
        "created_at": created,
        "timeout_at": created + TIMEOUT_MS,
    }


def answer_detail(task: Task, *, elapsed_s: float, origin: str) -> Json:
    """The data of a detail answer, `elapsed_s` studio seconds after the order."""
    share = elapsed_s / task.took_s
    medias = [] if share < EMPTY_UNTIL else [_media(task, elapsed_s, origin)]
    return answer_created(task) | {"medias": medias}


def _media(task: Task, elapsed_s: float, origin: str) -> Json:
    kind = task.fate.get("fault")
    after_s = task.fate.get("after_s", task.took_s * FAILS_AT if kind in {"fail", "delete"} else task.took_s)
    if kind == "never" or elapsed_s < after_s:
        if elapsed_s < task.took_s * PENDING_UNTIL:
            return _waiting(task, None if task.number % 2 else "", "pending")
        return _waiting(task, WORKING, "processing")
    if kind == "fail":
        said = {name: task.fate[name] for name in ("error_msg", "remark") if name in task.fate}
        status = task.fate.get("resource_status", FAILED)
        return _waiting(task, status, task.fate.get("status", "failed")) | said
    if kind == "delete":
        return _waiting(task, DELETED, "success")
    return _ready(task, origin)


def _waiting(task: Task, resource_status: int | str | None, status: str) -> Json:
    width, height = frame_size(task.ratio)
    return {
        "resource_status": resource_status,
        "status": status,
        "url": "",
        "cover": "",
        "duration_str": "",
        "format": "mp4",
        "width": width,
        "height": height,
        "error_msg": "",
        "remark": "",
    }


def _ready(task: Task, origin: str) -> Json:
    """A finished media: with an empty address the first time, as an object store lags behind."""
    variety = task.number % VARIETIES
    media = _waiting(task, USABLE, "completed" if variety == 1 else "success")
    if not task.shown:
        task.shown = True
        return media
    clip = task.clip
    media["duration_str"] = f"{task.seconds}s"
    media["url"] = origin + clip.path("mp4")
    media["watermark_url"] = origin + clip.with_watermark().path("mp4")
    cover = origin + clip.path("jpg")
    if variety in {0, 1}:
        media["cover"] = cover
    else:
        del media["cover"]
        media["cover_url"] = cover
    if variety == PREVIEW:
        media["preview_url"] = media["url"]
        media["watermark_url"] = ""
    if variety == WATERMARK_ONLY:
        media["url"] = ""
    return media
