"""The page with a scripted service behind it: real server, real clips, and answers as a job would give them.

`python -m bot demo` has the same face (`url`, `start`, `stop`), so that the tests of the page can be run on it too.
"""

import time
from pathlib import Path
from typing import Protocol

from adapters.ima.sandbox import SandboxStudio
from adapters.ima.sandbox.clips.address import Clip
from core.model import Action, Button, Incoming, Kind, Language, Post, Verb
from tests.adapters.web_stage import Stage


class Demo(Protocol):
    """What the tests of the page need of a demo."""

    url: str

    async def start(self) -> None:
        """Start, or start again on the same address and folder."""
        ...

    async def stop(self) -> None:
        """Stop serving."""
        ...


class StagedDemo:
    """A demo whose jobs stand still at 17 % until `finish` is called, unless the words say "at once"."""

    def __init__(self, folder: Path, studio: SandboxStudio) -> None:
        self._folder = folder
        self._studio = studio
        self._port = 0
        self.stage: Stage | None = None
        self.url = ""
        self.taken: list[Incoming] = []
        self.progress: dict[str, str] = {}

    async def start(self) -> None:
        """Start on the port of the run before."""
        stage = Stage(
            self._folder,
            port=self._port,
            media=(self._studio.url,),
            answer=self._answer,
            clock=time.time,
            taken=self.taken,
        )
        await stage.__aenter__()
        self.stage, self._port, self.url = stage, stage.port, stage.url

    async def stop(self) -> None:
        """Stop, as the process would."""
        stage, self.stage = self.stage, None
        if stage is not None:
            await stage.__aexit__(None)

    async def say(self, incoming: Incoming, kind: Kind, text: str, *, key: str = "", **more: object) -> str:
        """Post a message of the bot in answer to this one."""
        assert self.stage is not None
        language: Language = "en" if incoming.text.isascii() else "zh"
        post = Post(kind=kind, text=text, language=language, job_id=incoming.id, **more)  # type: ignore[arg-type]
        return await self.stage.chat.send(incoming.address, post, key=f"{incoming.id}:{key or kind}")

    async def report(self, incoming: Incoming, percent: int, *, is_final: bool = False) -> None:
        """Change the progress message in its place."""
        assert self.stage is not None
        post = Post(
            kind=Kind.PROGRESS,
            text=f"⏳ {percent}%",
            language="en",
            percent=percent,
            is_final=is_final,
            job_id=incoming.id,
        )
        await self.stage.chat.edit(incoming.address, self.progress[incoming.id], post, key="edit")

    async def finish(self, incoming: Incoming) -> str:
        """Deliver the clip and its link; gives the address."""
        is_upright = "vertical" in incoming.text or "竖" in incoming.text
        clip = Clip(
            number=1, model="Kling O1", ratio=(9, 16) if is_upright else (16, 9), seconds=5, resolution="720P"
        )
        url = self._studio.url + clip.path("mp4")
        await self.report(incoming, 100, is_final=True)
        again = Button(Action(Verb.AGAIN, incoming.id), "Again", "primary")
        model = Button(
            Action(Verb.EDIT, incoming.id, "model"),
            "Other model",
            "",
            (("model=wan-2.6", "Wan 2.6"), ("model=veo", "Veo")),
        )
        words = Button(Action(Verb.EDIT, incoming.id, "prompt"), "New words")
        await self.say(
            incoming,
            Kind.MEDIA,
            "✅ Ready\n• Model: Kling O1",
            url=url,
            cover=self._studio.url + clip.path("jpg"),
            duration_s=5.0,
            buttons=(again, model, words),
        )
        await self.say(incoming, Kind.LINK, f"🔗 Link:\n{url}", url=url)
        return url

    async def _answer(self, _: Stage, incoming: Incoming) -> None:
        if incoming.action is not None:
            await self.say(
                incoming, Kind.TEXT, f"pressed {incoming.action.verb} {incoming.action.value}".strip()
            )
            return
        if "video" not in incoming.text and "视频" not in incoming.text:
            await self.say(incoming, Kind.TEXT, f"heard: {incoming.text}")
            return
        cancel = Button(Action(Verb.CANCEL, incoming.id), "Cancel", "danger")
        start = "🎬 Started\n• Model: Kling O1\n• Expected time: 180 ~ 360 s\n• Cost: 96 pts"
        await self.say(incoming, Kind.START, start, points=96, percent=0, buttons=(cancel,))
        self.progress[incoming.id] = await self.say(incoming, Kind.PROGRESS, "⏳ 17%", percent=17)
        if "at once" in incoming.text:
            await self.finish(incoming)
