"""The posts of one job, and somebody who asked for it."""

from typing import Any

from core.model import Action, Address, Button, Kind, Post, Verb
from tests.adapters.feishu.desk import CLIP, COVER, World
from tests.adapters.feishu.events import GROUP, message
from tests.adapters.feishu.script import Sent

CANCEL = Button(Action(Verb.CANCEL, "job-1"), "取消", "danger")
START = Post(
    kind=Kind.START,
    text="🎬 开始生成视频\n• 模型：Kling O1",
    language="zh",
    job_id="job-1",
    buttons=(CANCEL,),
)
URL = "https://cdn.example/clip.mp4?sign=a_b"


def progress(percent: int, **rest: Any) -> Post:
    return Post(
        kind=Kind.PROGRESS,
        text=f"⏳ 视频生成中… {percent}%",
        language="zh",
        percent=percent,
        job_id="job-1",
        **rest,
    )


DONE = Post(
    kind=Kind.PROGRESS, text="⏳ 视频生成完成，用时 95s", language="zh", job_id="job-1", is_final=True
)
FAILED = Post(
    kind=Kind.FAILURE, text="没有成功", language="zh", job_id="job-1", is_final=True, ok=False, mention=True
)


async def asked(w: World, **rest: Any) -> Address:
    """Somebody asked; the address that answers go to."""
    await w.feishu.socket.push(message("a cat", **rest))
    return w.desk.taken[-1].address


def the(w: World, handle: str) -> Sent:
    return w.feishu.messages[handle]


CAPTION = '✅ 视频生成成功！<at user_id="all"></at>'
MEDIA = Post(
    kind=Kind.MEDIA,
    text=CAPTION,
    language="zh",
    url=CLIP,
    cover=COVER,
    duration_s=5.0,
    job_id="job-1",
    mention=True,
)


async def delivered(w: World, post: Post = MEDIA, key: str = "job-1:media") -> Sent:
    address = w.desk.taken[-1].address if w.desk.taken else await asked(w)
    return w.feishu.messages[await w.gateway.chat.send(address, post, key=key)]


def said(w: World) -> list[str]:
    return [sent.msg_type for sent in w.feishu.in_chat(GROUP)]
