"""The studio's addresses: each call is written down, suffers its fault if one is planned, and is answered."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from adapters.ima.sandbox.answers import (
    NOT_FOUND,
    OK,
    OK_TOKEN,
    RefusalError,
    bad_parameter,
    envelope,
)
from adapters.ima.sandbox.clips import PREFIX, read_clip, render_clip, render_cover
from adapters.ima.sandbox.control import read_state, take_script
from adapters.ima.sandbox.ledger import Entry
from adapters.ima.sandbox.listing import write_list
from adapters.ima.sandbox.misbehaviour import answer_fault, change_list
from adapters.ima.sandbox.orders import check_order
from adapters.ima.sandbox.ranges import answer_bytes
from adapters.ima.sandbox.record import Request, Violation
from adapters.ima.sandbox.shape import APP, PLATFORM, check_headers, check_object, read_object
from adapters.ima.sandbox.tasks import answer_created, answer_detail, new_task
from adapters.ima.sandbox.uploads import GET_PREFIX, MOST_BYTES, PUT_PREFIX

if TYPE_CHECKING:
    from collections.abc import Callable

    from aiohttp.typedefs import Handler

    from adapters.ima.sandbox.faults import Fault
    from adapters.ima.sandbox.studio import SandboxStudio

Json = dict[str, Any]

ORDER_FACTS = ("model_id", "model_name", "model_version")
CLIP_TYPES = {"mp4": "video/mp4", "jpg": "image/jpeg"}
WRITTEN_DOWN = ("content-type", "x-app-source", "x_app_language", "range", "user-agent")
SECRET_PARAMETERS = ("appUid", "cmimToken")


def application(studio: SandboxStudio) -> web.Application:
    """All routes of one studio."""
    calls = Calls(studio)
    app = web.Application(client_max_size=2 * MOST_BYTES)
    app.add_routes(
        [
            web.get("/open/v1/product/list", calls.of("list", calls.product_list)),
            web.post("/open/v1/tasks/create", calls.of("create", calls.create)),
            web.post("/open/v1/tasks/detail", calls.of("detail", calls.detail)),
            web.get("/api/rest/oss/getuploadtoken", calls.of("token", calls.upload_token)),
            web.put(PUT_PREFIX + "{key:.+}", calls.of("put", calls.put)),
            web.get(GET_PREFIX + "{key:.+}", calls.picture),
            web.get(PREFIX + "{clip:.+}", calls.clip),
            web.get("/sandbox/state", read_state(studio)),
            web.post("/sandbox/script", take_script(studio)),
        ]
    )
    return app


class Calls:
    """What each address does. A refusal raised here becomes an answer and, if earned, a violation."""

    def __init__(self, studio: SandboxStudio) -> None:
        self.studio = studio

    def of(self, place: str, carry_out: Callable[[web.Request, bytes], web.Response]) -> Handler:
        """The handler of a studio call, with its faults."""

        async def handle(request: web.Request) -> web.StreamResponse:
            raw = await request.read()
            entry = self._write_down(request, raw)
            fault = self.studio.faults.take(place, _facts(request, raw))
            response = await self._answer(request, raw, fault, carry_out)
            entry.fault = fault.kind if fault else ""
            entry.status, entry.code = response.status, _code_of(response)
            return response

        return handle

    async def _answer(
        self,
        request: web.Request,
        raw: bytes,
        fault: Fault | None,
        carry_out: Callable[[web.Request, bytes], web.Response],
    ) -> web.StreamResponse:
        if fault is None:
            return self._carried_out(request, raw, carry_out)
        if delay_s := fault.details.get("delay_s"):
            await self.studio.sleep(delay_s)
        change_list(fault, self.studio)
        proper = self._carried_out(request, raw, carry_out) if fault.carries_out else None
        return await answer_fault(fault, request, proper)

    def _carried_out(
        self, request: web.Request, raw: bytes, carry_out: Callable[[web.Request, bytes], web.Response]
    ) -> web.Response:
        try:
            return carry_out(request, raw)
        except RefusalError as refusal:
            if refusal.blame:
                seen = Violation(self.studio.clock(), request.path, refusal.code, refusal.why)
                self.studio.record.violations.append(seen)
            return envelope(refusal.code, refusal.message, http=refusal.http)

    def product_list(self, request: web.Request, _raw: bytes) -> web.Response:
        """The products of one task type, names and labels in the asked language."""
        language = check_headers(request.headers, self.studio.refused_keys, has_body=False)
        query = dict(request.query)
        if set(query) != {"app", "platform", "category"}:
            raise bad_parameter("list: not exactly app, platform and category")
        if (query["app"], query["platform"]) != (APP, PLATFORM):
            raise bad_parameter("list: app and platform are not ima and web")
        if query["category"] not in self.studio.catalogue.task_types:
            raise bad_parameter(f"list: unknown category {query['category']}")
        tree = write_list(self.studio.catalogue.of(query["category"]), language)
        return envelope(OK, "success", tree)

    def create(self, request: web.Request, raw: bytes) -> web.Response:
        """Check an order, charge it, begin its task."""
        studio = self.studio
        check_headers(request.headers, studio.refused_keys, has_body=True)
        body = read_object(raw)
        order = check_order(body, studio.catalogue, studio.uploads.check_address, studio.ledger.balance)
        fate = studio.faults.take("task", _facts(request, raw))
        task = new_task(
            order,
            number=len(studio.tasks) + 1,
            now=studio.clock(),
            fate={"fault": fate.kind, **fate.details} if fate else None,
            picture=_size_of_first(studio, order.pictures),
        )
        studio.tasks[task.id] = task
        product, rule = order.product, order.rule
        studio.ledger.charge(
            Entry(
                task_id=task.id,
                task_type=task.task_type,
                product_id=product.id,
                product_name=product.name,
                attribute_id=rule.attribute_id,
                points=rule.points,
                at=task.created_at,
                body=body,
            )
        )
        studio.save()
        return envelope(OK, "success", answer_created(task))

    def detail(self, request: web.Request, raw: bytes) -> web.Response:
        """How far a task is."""
        check_headers(request.headers, self.studio.refused_keys, has_body=True)
        body = read_object(raw)
        check_object("detail", body, {"task_id": str}, ("task_id",))
        task = self.studio.tasks.get(body["task_id"])
        if task is None:
            raise RefusalError(NOT_FOUND, "task not found", f"no task {body['task_id']}")
        data = answer_detail(task, elapsed_s=self.studio.elapsed_s(task), origin=self.studio.url)
        return envelope(OK, "success", data)

    def upload_token(self, request: web.Request, _raw: bytes) -> web.Response:
        """Where a picture may be put."""
        if "Authorization" in request.headers:
            raise bad_parameter("upload token: the key belongs into the query only")
        data = self.studio.uploads.issue(dict(request.query), self.studio.refused_keys, self.studio.url)
        return envelope(OK_TOKEN, "success", data)

    def put(self, request: web.Request, raw: bytes) -> web.Response:
        """The bytes of a picture."""
        self.studio.uploads.put(request.match_info["key"], dict(request.query), request.headers, raw)
        return web.Response()

    async def picture(self, request: web.Request) -> web.StreamResponse:
        """A picture that was put here before."""
        key = request.match_info["key"]
        data = self.studio.uploads.bytes_of(key)
        found = self.studio.uploads.picture_at(request.path)
        if data is None or found is None:
            raise web.HTTPNotFound
        return answer_bytes(request, data, found.content_type)

    async def clip(self, request: web.Request) -> web.StreamResponse:
        """A clip or its cover, made up from its address."""
        entry = self._write_down(request, b"")
        fault = self.studio.faults.take("clip", _facts(request, b""))
        found = read_clip(request.rel_url.raw_path)
        if found is None:
            entry.status = NOT_FOUND
            raise web.HTTPNotFound
        clip, kind = found
        data = await asyncio.to_thread(render_clip if kind == "mp4" else render_cover, clip)
        response: web.StreamResponse = answer_bytes(request, data, CLIP_TYPES[kind])
        if fault:
            if delay_s := fault.details.get("delay_s"):
                await self.studio.sleep(delay_s)
            entry.fault = fault.kind
            response = await answer_fault(fault, request, response)
        entry.status = response.status
        return response

    def _write_down(self, request: web.Request, raw: bytes) -> Request:
        try:
            body = json.loads(raw) if raw else None
        except ValueError:
            body = f"{len(raw)} bytes"
        entry = Request(
            at=self.studio.clock(),
            method=request.method,
            path=request.path,
            query={name: value for name, value in request.query.items() if name not in SECRET_PARAMETERS},
            headers={name: request.headers[name] for name in WRITTEN_DOWN if name in request.headers},
            body=body,
        )
        self.studio.record.requests.append(entry)
        return entry


def _size_of_first(studio: SandboxStudio, pictures: list[str]) -> tuple[int, int] | None:
    found = studio.uploads.picture_at(pictures[0]) if pictures else None
    return (found.width, found.height) if found else None


def _facts(request: web.Request, raw: bytes) -> Json:
    """What a script can pick requests by."""
    facts: Json = {"path": request.path, "task_type": request.query.get("category")}
    try:
        body = json.loads(raw) if raw else {}
        facts |= {name: body[name] for name in ("task_type", "task_id") if name in body}
        item = body["parameters"][0] if body.get("parameters") else {}
        facts |= {name: item[name] for name in ORDER_FACTS if name in item}
    except (ValueError, TypeError, KeyError, AttributeError):
        return facts
    return facts


def _code_of(response: web.StreamResponse) -> int | None:
    """The business code of an answer, if it has one."""
    try:
        body = json.loads(response.text or "") if isinstance(response, web.Response) else None
    except (ValueError, AttributeError, TypeError):
        return None
    code = body.get("code") if isinstance(body, dict) else None
    return code if isinstance(code, int) else None
