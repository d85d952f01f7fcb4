"""Interactions: the first answer within three seconds, the deferred message, and what follows it by token."""

from collections.abc import Callable, Iterable

from aiohttp import web

from tests.adapters.discord.stand_in import checks
from tests.adapters.discord.stand_in.answers import BODY, answer, refusal
from tests.adapters.discord.stand_in.world import LOADING, Asked, Json, World

_TOKEN_LIFE_S = 15 * 60
_FOLLOW_UPS = 5


class Hooks:
    """The routes that need a token instead of the bot's authorization."""

    def __init__(
        self,
        world: World,
        faults: Callable[[web.Request, Iterable[str]], web.Response | None],
        post: Callable[..., Json],
        change: Callable[[Json, Json], Json],
    ) -> None:
        self._world = world
        self._faults = faults
        self._post = post
        self._change = change

    def routes(self) -> list[web.RouteDef]:
        v = "/api/v10"
        return [
            web.post(f"{v}/interactions/{{id}}/{{token}}/callback", self._first_answer),
            web.post(f"{v}/webhooks/{{app}}/{{token}}", self._follow_up),
            web.get(f"{v}/webhooks/{{app}}/{{token}}/messages/{{message}}", self._hook_read),
            web.patch(f"{v}/webhooks/{{app}}/{{token}}/messages/{{message}}", self._hook_edit),
            web.delete(f"{v}/webhooks/{{app}}/{{token}}/messages/{{message}}", self._hook_delete),
        ]

    async def _first_answer(self, request: web.Request) -> web.Response:
        asked = self._world.interactions.get(request.match_info["token"])
        if asked is None or asked.id != int(request.match_info["id"]):
            return refusal(404, 10062, "Unknown interaction")
        late = self._world.now() - asked.at
        if asked.answered is not None:
            return refusal(400, 40060, "Interaction has already been acknowledged.")
        if late > 3:
            self._world.violation(f"an interaction answered after {late:.1f} s")
            return refusal(404, 10062, "Unknown interaction")
        body = BODY.get()
        found = checks.first_answer(asked.type, body, has_message=asked.has_message)
        if (bad := self._faults(request, found)) is not None:
            return bad
        asked.answered, asked.answered_after_s = body, late
        report: Json = {"id": str(asked.id), "type": asked.type}
        if body["type"] == 5:
            flags = LOADING | (body.get("data") or {}).get("flags", 0)
            one = self._post(asked.channel, {"content": "", "flags": flags})
            asked.original = int(one["id"])
            report |= {"response_message_id": one["id"], "response_message_loading": True}
        if request.query.get("with_response") not in ("1", "true") or not self._world.receipts:
            return web.Response(status=204)
        return answer({"interaction": report, "resource": {"type": body["type"]}})

    def _asked(self, request: web.Request) -> Asked | web.Response:
        asked = self._world.interactions.get(request.match_info["token"])
        if asked is None or asked.answered is None:
            return refusal(404, 10015, "Unknown Webhook")
        if self._world.now() - asked.at > _TOKEN_LIFE_S:
            self._world.violation("a token used after 15 minutes")
            return refusal(401, 50027, "Invalid Webhook Token")
        return asked

    async def _follow_up(self, request: web.Request) -> web.Response:
        asked, body = self._asked(request), BODY.get()
        if isinstance(asked, web.Response):
            return asked
        if (bad := self._faults(request, checks.hook_message(body))) is not None:
            return bad
        asked.follow_ups += 1
        if asked.user_install and asked.follow_ups > _FOLLOW_UPS:
            return refusal(400, 40094, "Maximum number of follow ups reached")
        waiting = self._world.messages.get(asked.original)
        if waiting is not None and waiting["flags"] & LOADING:
            self._world.violation("a follow-up in place of the deferred answer")
        return answer(self._post(asked.channel, body, webhook_id=request.match_info["app"]))

    def _hooked(self, request: web.Request) -> Json | web.Response:
        asked = self._asked(request)
        if isinstance(asked, web.Response):
            return asked
        name = request.match_info["message"]
        one = self._world.messages.get(asked.original if name == "@original" else int(name))
        return one if one is not None else refusal(404, 10008, "Unknown Message")

    async def _hook_read(self, request: web.Request) -> web.Response:
        one = self._hooked(request)
        return one if isinstance(one, web.Response) else answer(one)

    async def _hook_edit(self, request: web.Request) -> web.Response:
        if (bad := self._faults(request, checks.hook_message(BODY.get()))) is not None:
            return bad
        one = self._hooked(request)
        return one if isinstance(one, web.Response) else answer(self._change(one, BODY.get()))

    async def _hook_delete(self, request: web.Request) -> web.Response:
        one = self._hooked(request)
        if isinstance(one, web.Response):
            return one
        self._world.messages.pop(int(one["id"]))
        self._world.deleted.append(int(one["id"]))
        return web.Response(status=204)
