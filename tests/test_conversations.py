"""Approved conversations: tests/conversations/*.txt are replayed and compared whole; APPROVE=1 writes them anew.

Lines that steer, all else is what the bot said:
    # a remark
    ! setting NAME VALUE        the house's rules
    ! task fail …               a fault of the studio, in the words of `SandboxStudio.script` (also ! clip answer …)
    ! withdraw NAME             a model leaves the list (_ for a blank)
    ! wait 130s                 time passes
    ! lose pictures             what was sent is no longer there
    ! restart                   the service stops and starts again
    ada: text                   said when everything before it has ended
    ada @40s: text              said 40 seconds after the start of the play
    ada [2 pictures]: text      with pictures
    ada [quotes a picture]: text  in answer to somebody's picture
    ada [reply 3]: text         in answer to the third message of the bot
    ada [reply u3]: text        in answer to the third thing that somebody said, with its pictures
    ada in a group: text        not in a direct chat
    ada presses 3.1             the first button under the third message (3.2=VALUE for a choice of a select)
"""

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from core.model import Action
from tests.fakes import Row
from tests.stage import Stage, on_stage, transcript

FOLDER = Path(__file__).parent / "conversations"
_SAID = re.compile(
    r"^(?P<who>[a-z]+)(?: @(?P<at>\d+)s)?(?: \[(?P<pictures>\d+) pictures?\])?"
    r"(?P<quotes> \[quotes a picture\])?(?: \[reply (?P<reply>u?\d+)\])?"
    r"(?P<group> in a group)?(?:: ?(?P<text>.*)| presses (?P<message>\d+)\.(?P<button>\d+)(?:=(?P<value>.*))?)$"
)
_QUIET = frozenset({"cast", "input_images", "n"})
_TIMELESS = ("#", "! setting ", "! withdraw ", "! reprice ")
_SWIFT = 12.0  # times as fast as the studio usually is


@dataclass(frozen=True, slots=True)
class Line:
    """One steering line; `said` is the match of a line that somebody says or presses."""

    text: str
    said: re.Match[str] | None

    @property
    def at_s(self) -> float | None:
        return float(self.said["at"]) if self.said is not None and self.said["at"] else None


def _read(path: Path) -> list[Line]:
    text, _, _ = path.read_text(encoding="utf-8").partition("\norders:\n")
    lines = [Line(line, _SAID.match(line)) for line in text.splitlines()]
    return [line for line in lines if line.said is not None or line.text.startswith(("#", "! "))]


def _settings(lines: list[Line]) -> dict[str, Any]:
    words = [line.text.split() for line in lines if line.text.startswith("! setting ")]
    return {name: value for _, _, name, value in words}


def _messages(stage: Stage) -> list[Row]:
    return [row for row in stage.chat.rows if not row.is_edit]


async def _steer(stage: Stage, text: str) -> None:
    verb, *words = text.removeprefix("! ").split()
    if verb == "wait":
        await stage.pass_time(stage.clock.elapsed_s + float(words[0].rstrip("s")))
        stage.clock.run_on()
    elif verb in ("withdraw", "reprice"):
        getattr(stage.studio, verb)(words[0].replace("_", " "), **_details(words[1:]))
    elif verb == "lose":
        stage.chat.files.clear()
    elif verb == "restart":
        await stage.restart()
    elif verb != "setting":
        stage.studio.script(verb, words[0], **_details(words[1:]))


def _details(words: list[str]) -> dict[str, Any]:
    pairs = (word.partition("=") for word in words)
    return {
        name: int(value) if value.lstrip("-").isdigit() else value.replace("_", " ")
        for name, _, value in pairs
    }


async def _speak(stage: Stage, said: re.Match[str], until_s: float | None) -> None:
    more: dict[str, Any] = {"user": said["who"], "direct": not said["group"], "until_s": until_s}
    if said["message"]:
        button = _messages(stage)[int(said["message"]) - 1].post.buttons[int(said["button"]) - 1]
        value = said["value"] or button.action.value
        await stage.say(action=Action(button.action.verb, button.action.job_id, value), **more)
        return
    reply = said["reply"] or ""
    more["quoted"] = int(bool(said["quotes"]))
    if reply.startswith("u"):
        answered = stage.heard[int(reply[1:]) - 1]
        more |= {"reply_to": answered.address.message, "quoted": answered.pictures}
    elif reply:
        more["reply_to"] = _messages(stage)[int(reply) - 1].handle
    await stage.say(said["text"], pictures=int(said["pictures"] or 0), **more)


def _studio_speed(lines: list[Line]) -> float:
    """Where nobody speaks at a time, waits, counts the bot's messages, sends a picture or meets a fault, it is swift.

    What is said while the studio renders takes most of the time of a play, and of its text.
    """
    is_timed = any(
        line.at_s is not None or any(line.said[one] for one in ("pictures", "reply", "message"))
        if line.said is not None
        else not line.text.startswith(_TIMELESS)
        for line in lines
    )
    return 1.0 if is_timed else _SWIFT


async def _replay(path: Path, folder: Path) -> str:
    lines = _read(path)
    out: list[str] = []
    async with on_stage(folder, studio_speed=_studio_speed(lines), **_settings(lines)) as stage:
        for number, line in enumerate(lines):
            since = len(stage.chat.rows)
            until_s = next((later.at_s for later in lines[number + 1 : number + 2]), None)
            if line.said is not None:
                await _speak(stage, line.said, until_s)
                if until_s is None and stage.engine.running:
                    await stage.finish()
            elif not line.text.startswith("#"):
                await _steer(stage, line.text)
            out += ([""] if out and not line.text.startswith("#") else []) + [line.text]
            shown = transcript(stage, since=since)
            out += [shown] if shown else []
        assert not stage.studio.violations
        out += _orders(stage)
    return "\n".join(out).strip() + "\n"


def _orders(stage: Stage) -> list[str]:
    out = ["", "orders:"]
    for params, body in zip(stage.params, stage.orders, strict=True):
        order = body["parameters"][0]
        sent = stage.pictures_of(body)
        which = f" ({', '.join(sent)})" if len(sent) > 1 else ""
        pictures = f", {len(sent)} picture(s){which}" if sent else ""
        out.append(f"= {body['task_type']}, {order['model_name']}, {order['credit']} pts{pictures}")
        out += [f"    {name}: {value}" for name, value in params.items() if name not in _QUIET]
    return out


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.txt")), ids=lambda path: path.stem)
async def test_the_conversation_goes_as_it_was_approved(path: Path, tmp_path: Path) -> None:
    played = await _replay(path, tmp_path / "data")
    if os.environ.get("APPROVE"):
        path.write_text(played, encoding="utf-8")
    assert played == path.read_text(encoding="utf-8")
