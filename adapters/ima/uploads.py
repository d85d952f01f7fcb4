"""Pictures to the studio: a place is asked for, the bytes are put there, the public address is used."""

import uuid
from collections.abc import Callable

from yarl import URL

from adapters.ima.addresses import read_put_address
from adapters.ima.codes import Codes
from adapters.ima.exchange import Exchange
from adapters.ima.key import USER_AGENT, Key
from adapters.ima.wire import Kind, Slot, harmless, read_data, read_slot, sniff, write_token_query
from core.errors import Certainty, StudioError
from core.model import Failure

_OK, _REDIRECT, _BAD_REQUEST, _SERVER_ERROR = 200, 300, 400, 500
# Of an upload's refusals, those that are not about the picture.
_SAID_AS_THEY_ARE = frozenset(
    {
        Failure.NETWORK,
        Failure.NO_POINTS,
        Failure.PICTURE,
        Failure.RATE_LIMITED,
        Failure.SUBSCRIPTION,
        Failure.UNAUTHORIZED,
    }
)


class Uploads:
    """The upload service; it wants the key in the query, so its addresses are never logged."""

    def __init__(
        self,
        exchange: Exchange,
        *,
        origin: URL,
        key: Key,
        codes: Codes,
        timeout_s: float,
        now: Callable[[], float],
    ) -> None:
        self._exchange = exchange
        self._origin = origin
        self._key = key
        self._codes = codes
        self._timeout_s = timeout_s
        self._now = now

    async def put(self, data: bytes) -> str:
        """Put a picture and return its public address (raises StudioError)."""
        kind = sniff(data)
        slot = await self.slot(kind)
        try:
            url = read_put_address(slot.put_url, origin=self._origin)
        except ValueError:
            raise StudioError(Failure.PICTURE, Certainty.REFUSED, detail="no usable place") from None
        reply = await self._exchange.ask(
            "PUT",
            url,
            timeout_s=self._timeout_s,
            headers={"Content-Type": kind.content_type, "User-Agent": USER_AGENT},
            body=data,
        )
        if not _OK <= reply.status < _REDIRECT:
            is_refused = _BAD_REQUEST <= reply.status < _SERVER_ERROR
            raise StudioError(
                Failure.PICTURE if is_refused else Failure.NETWORK,
                Certainty.REFUSED,
                detail=f"the place for the picture answered http {reply.status}",
            )
        return slot.public_url

    async def slot(self, kind: Kind) -> Slot:
        """A place for a picture of this kind (raises StudioError)."""
        query = write_token_query(
            self._key.reveal(), kind, timestamp_s=int(self._now()), nonce=uuid.uuid4().hex
        )
        reply = await self._exchange.ask(
            "GET",
            (self._origin / "api/rest/oss/getuploadtoken").with_query(query),
            timeout_s=self._timeout_s,
            headers={"User-Agent": USER_AGENT},
        )
        try:
            return read_slot(read_data(reply, self._codes))
        except StudioError as exc:
            fault = harmless(exc)
        if fault.failure not in _SAID_AS_THEY_ARE:
            fault = StudioError(
                Failure.PICTURE, fault.certainty, detail=fault.detail, said=fault.said, code=fault.code
            )
        raise fault
