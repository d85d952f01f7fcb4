"""Reactions on messages: put, listed, taken away by whoever put them."""

from collections import defaultdict

from aiohttp import web

from tests.adapters.feishu.answers import give, refuse
from tests.adapters.feishu.events import ALICE, APP_ID, new_id

_EMOJI = {"OnIt", "DONE", "CrossMark", "Typing", "OK", "THUMBSUP", "Get", "CheckMark"}


class Signs:
    """The bot's signs by message; somebody else's OnIt stands on each."""

    def __init__(self, recalled: set[str], violations: list[str]) -> None:
        self.standing: dict[str, dict[str, str]] = defaultdict(dict)
        self._ever: set[str] = set()
        self.log: list[tuple[str, str, str]] = []
        self._recalled = recalled
        self._violations = violations

    async def put(self, request: web.Request) -> web.Response:
        message, body = request.match_info["id"], await request.json()
        emoji = body["reaction_type"]["emoji_type"]
        if emoji not in _EMOJI:
            return refuse(231001, "reaction type is invalid", 400)
        if message in self._recalled:
            return refuse(231003, "message not found", 400)
        reaction = new_id("r")
        self._ever.add(reaction)
        self.standing[message][reaction] = emoji
        self.log.append(("+", message, emoji))
        return give(reaction_id=reaction)

    async def show(self, request: web.Request) -> web.Response:
        theirs = {"reaction_id": "r_theirs", "operator": {"operator_type": "user", "operator_id": ALICE}}
        ours = [
            {"reaction_id": name, "operator": {"operator_type": "app", "operator_id": APP_ID}}
            for name, emoji in self.standing[request.match_info["id"]].items()
            if emoji == request.query["reaction_type"]
        ]
        return give(items=[theirs, *ours], has_more=False)

    async def take_away(self, request: web.Request) -> web.Response:
        message, reaction = request.match_info["id"], request.match_info["rid"]
        if reaction not in self.standing[message]:
            if reaction not in self._ever:
                self._violations.append("a reaction that is not ours is taken away")
            return refuse(231007, "reaction not found", 400)
        self.log.append(("-", message, self.standing[message].pop(reaction)))
        return give()
