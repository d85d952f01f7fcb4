"""ImaStudio: the Studio port over the IMA Studio Open API."""

import asyncio
import json
import logging
import random
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Self

import aiohttp

from adapters.ima.addresses import read_origin
from adapters.ima.codes import Codes, load_codes
from adapters.ima.exchange import Exchange, Timeouts
from adapters.ima.key import Key, Secret
from adapters.ima.patience import Sleep, is_of_the_line, never_connected, repeat
from adapters.ima.probe import Finding, Probe
from adapters.ima.shelf import Shelf
from adapters.ima.uploads import Uploads
from adapters.ima.wire import (
    Kind,
    Reply,
    harmless,
    read_data,
    read_list,
    read_look,
    read_skew_s,
    read_task_id,
    write_order,
)
from core.errors import Certainty, StudioError
from core.model import Failure, Json, Language, Order, Product, TaskType
from core.ports import Look

_log = logging.getLogger(__name__)
_CONNECT_PAUSES_S = (0.5, 1.0, 2.0)
_UPLOAD_PAUSES_S = (0.5, 2.0)


class ImaStudio:
    """The studio behind one pooled session; close it, or use it as an async context manager.

    `session` handed in is used for all but the paid call and left open. `base_url` and `upload_base_url` are bare
    origins, https or loopback (ValueError otherwise). The key goes to these two hosts only.
    """

    def __init__(
        self,
        *,
        base_url: str,
        upload_base_url: str,
        api_key: str | Secret,
        session: aiohttp.ClientSession | None = None,
        timeouts: Timeouts | None = None,
        codes: Codes | None = None,
        sleep: Sleep = asyncio.sleep,
        now: Callable[[], float] = time.time,
        random: Callable[[], float] = random.random,
    ) -> None:
        self._base = read_origin(base_url)
        self._key = Key(api_key)
        self._timeouts = timeouts or Timeouts()
        self._codes = codes or load_codes()
        self._exchange = Exchange(session, connect_s=self._timeouts.connect_s)
        self._shelf = Shelf(self._read_list, sleep=sleep, random=random)
        self._uploads = Uploads(
            self._exchange,
            origin=read_origin(upload_base_url),
            key=self._key,
            codes=self._codes,
            timeout_s=self._timeouts.upload_s,
            now=now,
        )
        self._sleep = sleep
        self._now = now

    def __repr__(self) -> str:
        return f"ImaStudio({self._base.host})"

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Stop reading lists and close the sessions opened here."""
        await self._shelf.close()
        await self._exchange.close()

    # --- the list ------------------------------------------------------------

    async def products(self, task_type: TaskType) -> tuple[Product, ...]:
        """The live list from memory, expired too; asks the studio only if nothing was ever read."""
        return await self._shelf.products(task_type)

    def known(self, task_type: TaskType) -> tuple[Product, ...]:
        """The live list as it is in memory, at once; empty when it was never read."""
        return self._shelf.known(task_type)

    async def refresh(self, task_type: TaskType) -> tuple[Product, ...]:
        """The live list, asked for now; many who ask at once share one request."""
        return await self._shelf.refresh(task_type)

    async def keep_fresh(self, *, every_s: float = 300.0, task_types: Sequence[TaskType] = ()) -> None:
        """Renew the lists for ever; run it in the background and cancel it at the end."""
        await self._shelf.keep_fresh(every_s=every_s, task_types=tuple(task_types) or tuple(TaskType))

    async def _read_list(self, task_type: TaskType) -> tuple[Product, ...]:
        reply = await self._ask_list(task_type, timeout_s=self._timeouts.list_s)
        self._data(reply)  # a refusal ends here
        listing = read_list(reply.body, task_type)
        if listing.faults:
            shown = "; ".join(listing.faults[:5])
            _log.warning("list of %s: %d faults: %s", task_type, len(listing.faults), shown)
            if not listing.products:
                # Nothing at all could be read: keep the list that is known.
                raise StudioError(Failure.UNKNOWN, Certainty.REFUSED, detail=shown)
        return listing.products

    async def _ask_list(self, task_type: TaskType, *, timeout_s: float) -> Reply:
        query = {"app": "ima", "platform": "web", "category": str(task_type)}
        # Products are matched by their names, which are English only in the English list.
        return await self._exchange.ask(
            "GET",
            (self._base / "open/v1/product/list").with_query(query),
            timeout_s=timeout_s,
            headers=self._key.headers("en"),
        )

    # --- orders --------------------------------------------------------------

    def check(self, order: Order, pictures: Sequence[str]) -> None:
        """Raise for an order that cannot be written (ValueError, TypeError); asks and sends nothing."""
        _as_bytes(write_order(order, pictures))

    async def create(self, order: Order, pictures: Sequence[str], *, language: Language) -> str:
        """Spend points; returns the task id.

        One request, on a connection of its own. Only a failure to connect is tried again, three times at most:
        then no byte was sent.
        """
        url = self._base / "open/v1/tasks/create"
        body = _as_bytes(write_order(order, pictures))

        async def pay() -> str:
            reply = await self._exchange.send(
                "POST",
                url,
                timeout_s=self._timeouts.create_s,
                headers=self._key.headers(language),
                body=body,
                alone=True,
            )
            return read_task_id(read_data(reply, self._codes, private=order.prompt))

        return await repeat(pay, pauses_s=_CONNECT_PAUSES_S, worth=never_connected, sleep=self._sleep)

    async def look(self, task_id: str, *, language: Language) -> Look:
        """The state of a task, now; a fault of the line is a StudioError NETWORK, and one looks again later."""
        reply = await self._exchange.ask(
            "POST",
            self._base / "open/v1/tasks/detail",
            timeout_s=self._timeouts.detail_s,
            headers=self._key.headers(language),
            body=_as_bytes({"task_id": task_id}),
        )
        return read_look(self._data(reply), self._codes)

    async def upload(self, data: bytes) -> str:
        """Upload a picture and return its public address; it costs nothing and is tried again on a bad line."""
        return await repeat(
            lambda: self._uploads.put(data),
            pauses_s=_UPLOAD_PAUSES_S,
            worth=is_of_the_line,
            sleep=self._sleep,
        )

    # --- health --------------------------------------------------------------

    async def probe(self) -> Probe:
        """Whether studio and upload service answer, take the key, and agree with our clock; spends nothing."""
        skew_s = None
        try:
            reply = await self._ask_list(TaskType.TEXT, timeout_s=self._timeouts.detail_s)
        except StudioError as fault:
            studio = Finding(reached=False, failure=fault.failure, detail=fault.detail)
        else:
            studio = self._judge(reply)
            skew_s = read_skew_s(reply, self._now())
        try:
            await self._uploads.slot(Kind("png", "image/png"))
        except StudioError as fault:
            reached = fault.failure is not Failure.NETWORK
            upload = Finding(reached=reached, failure=fault.failure, detail=fault.detail)
        else:
            upload = Finding(reached=True)
        return Probe(studio=studio, upload=upload, clock_ahead_s=skew_s)

    def _judge(self, reply: Reply) -> Finding:
        try:
            self._data(reply)
        except StudioError as fault:
            return Finding(reached=True, failure=fault.failure, detail=fault.detail)
        return Finding(reached=True)

    def _data(self, reply: Reply) -> Json:
        try:
            return read_data(reply, self._codes)
        except StudioError as fault:
            raise harmless(fault) from None


def _as_bytes(body: Mapping[str, Json]) -> bytes:
    return json.dumps(body, allow_nan=False).encode()
