"""A small client of the sandbox studio, written from the studio's contract and not from ours."""

from __future__ import annotations

import copy
import hashlib
import re
import time
import uuid
from struct import unpack
from typing import TYPE_CHECKING, Any, Self

import aiohttp

from adapters.ima.sandbox import DEMO_KEY, SandboxStudio
from adapters.ima.sandbox.clips.canvas import Canvas, Colour
from adapters.ima.sandbox.clips.jpeg import write_jpeg

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

TASK_TYPES = ("text_to_video", "image_to_video", "first_last_frame_to_video", "reference_image_to_video")
PICTURES = dict(zip(TASK_TYPES, (0, 1, 2, 1), strict=True))
PUBLIC_PICTURE = "https://pictures.example.com/{}.jpg"
HEADERS = {"Authorization": f"Bearer {DEMO_KEY}", "x-app-source": "ima_skills", "x_app_language": "en"}


class ManualClock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 5000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


def picture(width: int = 64, height: int = 48) -> bytes:
    """A real JPEG."""
    canvas = Canvas(width, height)
    canvas.gradient(Colour.of(0.1, 0.5, 0.9), Colour.of(0.4, 0.5, 0.2))
    return write_jpeg(canvas)


def leaves(nodes: list[Json]) -> Iterator[Json]:
    for node in nodes:
        if node["type"] == "3":
            yield node
        yield from leaves(node.get("children") or [])


def spelled(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def price(leaf: Json, values: Json) -> Json:
    """The only rule that fits these values."""
    rules = [rule for rule in leaf["credit_rules"] if rule.get("attributes") != {"default": "enabled"}]
    fitting = [
        rule
        for rule in rules
        if all(
            name in values and spelled(values[name]) == value
            for name, value in (rule.get("attributes") or {}).items()
        )
    ]
    fallback = [rule for rule in leaf["credit_rules"] if rule.get("attributes") == {"default": "enabled"}]
    fitting = fitting or fallback
    assert len(fitting) == 1, f"{leaf['name']}: {len(fitting)} prices for {values}"
    found: Json = fitting[0]
    return found


def order(task_type: str, leaf: Json, pictures: list[str] | None = None, **wanted: Any) -> Json:
    """A right create body for a leaf of the list."""
    values = {
        field["field"]: field["value"] for field in leaf["form_config"] if field["value"] is not None
    } | wanted
    version = re.search(r" V([\d.]+)$", leaf["name"])
    if leaf["model_id"] == "pixverse" and version and "model" not in values:
        values["model"] = f"v{version[1]}"
    rule = price(leaf, values)
    if pictures is None:
        pictures = [PUBLIC_PICTURE.format(at) for at in range(PICTURES[task_type])]
    cast = {"points": rule["points"], "attribute_id": rule["attribute_id"]}
    return {
        "task_type": task_type,
        "enable_multi_model": False,
        "src_img_url": pictures,
        "parameters": [
            {
                "attribute_id": rule["attribute_id"],
                "model_id": leaf["model_id"],
                "model_name": leaf["name"],
                "model_version": leaf["id"],
                "app": "ima",
                "platform": "web",
                "category": task_type,
                "credit": rule["points"],
                "parameters": values | {"prompt": "a puppy", "n": 1, "input_images": pictures, "cast": cast},
            }
        ],
    }


def changed(body: Json, path: str, value: object = ...) -> Json:
    """A copy of a body with one value set, or taken away."""
    twin: Json = copy.deepcopy(body)
    *way, last = path.split(".")
    place: Any = twin
    for step in way:
        place = place[0] if step == "0" else place[step]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return twin


def boxes_of(data: bytes) -> Json:
    """Size, length and order of an mp4, read box by box."""
    found: Json = {"order": []}

    def walk(start: int, end: int, *, top: bool) -> None:
        while start < end:
            length, kind = unpack(">I4s", data[start : start + 8])
            assert length >= 8
            assert start + length <= end
            name = kind.decode()
            if top:
                found["order"].append(name)
            if name in {"moov", "trak", "mdia", "minf", "stbl"}:
                walk(start + 8, start + length, top=False)
            found[name] = data[start + 8 : start + length]
            start += length

    walk(0, len(data), top=True)
    header, track = found["mvhd"], found["tkhd"]
    scale, length = unpack(">II", header[12:20])
    wide, high = unpack(">II", track[-8:])
    return found | {"seconds": length / scale, "size": (wide >> 16, high >> 16)}


class Client:
    """The calls, answers as JSON."""

    def __init__(self, studio: SandboxStudio) -> None:
        self.studio = studio
        self.http = aiohttp.ClientSession(headers=HEADERS)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.http.close()

    async def products(self, task_type: str, **headers: str) -> list[Json]:
        query = {"app": "ima", "platform": "web", "category": task_type}
        async with self.http.get(
            f"{self.studio.url}/open/v1/product/list", params=query, headers=headers
        ) as answer:
            body = await answer.json()
        assert body["code"] == 0, body
        tree: list[Json] = body["data"]
        return tree

    async def leaf(self, name: str, task_type: str = "text_to_video") -> Json:
        return next(leaf for leaf in leaves(await self.products(task_type)) if leaf["name"] == name)

    async def post(self, path: str, body: object, **headers: str) -> Json:
        async with self.http.post(
            f"{self.studio.url}/open/v1/tasks/{path}", json=body, headers=headers
        ) as answer:
            found: Json = await answer.json()
        return found

    async def create(self, body: object) -> Json:
        return await self.post("create", body)

    async def create_default(
        self, name: str = "Wan 2.6", task_type: str = "text_to_video", **wanted: Any
    ) -> str:
        answer = await self.create(order(task_type, await self.leaf(name, task_type), **wanted))
        assert answer["code"] == 0, answer
        task_id: str = answer["data"]["id"]
        return task_id

    async def medias(self, task_id: str) -> list[Json]:
        answer = await self.post("detail", {"task_id": task_id})
        assert answer["code"] == 0, answer
        found: list[Json] = answer["data"]["medias"]
        return found

    def token_query(self, **other: str) -> Json:
        stamp, nonce = str(int(time.time())), uuid.uuid4().hex[:21]
        signed = f"webAgent|32jdskjdk320eew|{stamp}|{nonce}"
        query = {
            "appUid": DEMO_KEY,
            "appId": "webAgent",
            "appKey": "32jdskjdk320eew",
            "cmimToken": DEMO_KEY,
            "sign": hashlib.sha1(signed.encode()).hexdigest().upper(),
            "timestamp": stamp,
            "nonce": nonce,
            "fService": "privite",
            "fType": "picture",
            "fSuffix": "jpg",
            "fContentType": "image/jpeg",
        }
        return query | other

    async def token(self, query: Json) -> Json:
        async with (
            aiohttp.ClientSession() as bare,
            bare.get(f"{self.studio.url}/api/rest/oss/getuploadtoken", params=query) as answer,
        ):
            found: Json = await answer.json()
        return found

    async def put(self, address: str, data: bytes, content_type: str = "image/jpeg") -> int:
        async with (
            aiohttp.ClientSession() as bare,
            bare.put(address, data=data, headers={"Content-Type": content_type}) as answer,
        ):
            return answer.status

    async def upload(self, data: bytes | None = None) -> str:
        token = (await self.token(self.token_query()))["data"]
        assert await self.put(token["ful"], data or picture()) == 200
        address: str = token["fdl"]
        return address
