"""Finds what is missing: one finding per check, with the console page that fixes it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass

from adapters.feishu.codes import Refusal, Remedy
from adapters.feishu.multipart import Form
from adapters.feishu.placeholder import placeholder_png
from adapters.feishu.rest import Call, FeishuApi, Upload
from adapters.feishu.settings import SCOPES, FeishuSettings
from core.model import Json

_GRANTED = 1


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: its name, whether it passed, what was seen, and where to mend it (empty when nothing is wrong)."""

    check: str
    ok: bool
    detail: str
    link: str = ""


class Doctor:
    """The checks of one app; none of them posts anything into a chat."""

    def __init__(
        self,
        settings: FeishuSettings,
        api: FeishuApi,
        bootstrap: Callable[[], Awaitable[object]] | None,
    ) -> None:
        self._settings = settings
        self._api = api
        self._bootstrap = bootstrap

    async def examine(self) -> tuple[Finding, ...]:
        """All findings, in the order in which they should be mended."""
        found = [await self._check("credentials", self._credentials)]
        if not found[0].ok:
            return tuple(found)
        found.append(await self._check("bot", self._bot))
        if self._bootstrap is not None:
            found.append(await self._check("long connection", self._connection))
        found.append(await self._check("upload", self._upload))
        found += await self._scopes()
        found += [
            Finding("scope", False, f"refused lately for want of one of: {', '.join(scopes)}", link)
            for scopes, link in self._api.missing.items()
        ]
        return tuple(dict.fromkeys(found))

    async def _check(self, name: str, look: Callable[[], Awaitable[str]]) -> Finding:
        try:
            return Finding(name, True, await look())
        except Refusal as refusal:
            return Finding(name, False, str(refusal), self._link(refusal))

    def _link(self, refusal: Refusal) -> str:
        app = f"{self._settings.origin}/app/{self._settings.app_id}"
        match refusal.remedy:
            case Remedy.SCOPE:
                return refusal.link or self._settings.scope_link(*refusal.scopes)
            case Remedy.CREDENTIALS:
                return f"{app}/baseinfo"
            case Remedy.BOT_OFF | Remedy.AVAILABILITY:
                return f"{app}/bot"
            case _:
                return ""

    async def _credentials(self) -> str:
        await self._api.token.get()
        return "the app id and secret are accepted"

    async def _bot(self) -> str:
        bot = await read_bot(self._api)
        return f"the bot is called {bot.get('app_name') or '-'}"

    async def _connection(self) -> str:
        assert self._bootstrap is not None
        await self._bootstrap()
        return "the platform offers a connection"

    async def _upload(self) -> str:
        data = placeholder_png()

        async def chunks() -> AsyncIterator[bytes]:
            yield data

        form = Form("probe-of-the-doctor", {"image_type": "message"}, "image", "probe.png", "image/png")
        upload = Upload(form.body(chunks(), len(data)), form.content_type, form.length(len(data)))
        await self._api.upload("images", "/open-apis/im/v1/images", upload)
        return "pictures can be uploaded"

    async def _scopes(self) -> list[Finding]:
        """The platform's own list of grants; where it does not answer, the refusals seen in service must do."""
        try:
            answer = await self._api.call(
                Call("scopes", "GET", "/open-apis/application/v6/scopes", budget_s=1.0)
            )
        except Refusal:
            return []
        data = answer.get("data")
        rows = data.get("scopes") if isinstance(data, dict) else None
        granted = {
            str(row.get("scope_name"))
            for row in (rows if isinstance(rows, list) else ())
            if isinstance(row, dict) and row.get("grant_status") == _GRANTED
        }
        missing = [scope for scope in SCOPES if scope not in granted]
        if not granted or not missing:
            return [Finding("scope", True, "all scopes are granted")] if granted else []
        return [
            Finding("scope", False, f"not granted: {', '.join(missing)}", self._settings.scope_link(*missing))
        ]


async def read_bot(api: FeishuApi) -> Mapping[str, Json]:
    """The bot itself: `open_id`, `app_name` (the answer has it beside `code`, not under `data`)."""
    answer = await api.call(Call("bot", "GET", "/open-apis/bot/v3/info", budget_s=1.0))
    bot = answer.get("bot") or answer.get("data")
    if not isinstance(bot, dict) or not bot.get("open_id"):
        raise Refusal(Remedy.BOT_OFF, "bot info: an answer without an open_id")
    return bot
