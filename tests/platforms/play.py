r"""Approved conversations on a platform's stand-in: `tests/platforms/<platform>/*.txt`; APPROVE=1 writes them anew.

Lines that steer (everything else is what people saw, and at the end what was ordered of the studio):
    # a remark
    ! setting NAME VALUE                     the house's rules; `guild_locale` is the server's (Discord)
    ! task fail …                            a fault of the studio, in the words of `SandboxStudio.script`
    ! hold 40s                               time runs 40 seconds further and then stands still; `! run` lets it go
    ! pass 200s                              so much time passes while nothing runs
    ! once more                              the platform sends its last event again
    ! restart                                the service stops and starts again
    ! refuse INTERFACE CODE                  the platform refuses the next such call (Feishu)
    ann: text                                said where others read it, to the bot
    ann directly: text                       said to the bot alone
    ann in the thread: text
    ann [2 pictures]: text
    ann shows a picture as NAME              a message that is not for the bot
    ann replies to 3: text                   to the third message of the bot, or to NAME
    ann presses 3 "Again"                    … `twice` at the end: two presses at once
    ann chooses 3 "Other model" = "Wan 2.6"  a select
    ann rewrites 3 "Edit description": text  a button with a form (Discord)
    ann uses /video prompt="a cat"           a command, `=picture` for a picture (Discord)
    ann opens "Animate this image" on NAME   a menu on a message (Discord)
"""

import re
import shlex
from collections.abc import Sequence
from typing import Any, Protocol

from tests.platforms.house import House

_WHO = r"^(?P<who>ann|ben)"
_SAID = re.compile(
    _WHO + r"(?P<direct> directly)?(?P<thread> in the thread)?(?: \[(?P<pictures>\d+) pictures?\])?"
    r"(?: replies to (?P<reply>\w+))?: ?(?P<text>.*)$"
)
_SHOWS = re.compile(_WHO + r" shows a picture as (?P<name>\w+)$")
_PRESSES = re.compile(_WHO + r' presses (?P<message>\d+) "(?P<label>[^"]+)"(?P<twice> twice)?$')
_CHOOSES = re.compile(_WHO + r' chooses (?P<message>\d+) "(?P<label>[^"]+)" = "(?P<choice>[^"]+)"$')
_REWRITES = re.compile(_WHO + r' rewrites (?P<message>\d+) "(?P<label>[^"]+)": (?P<text>.*)$')
_USES = re.compile(_WHO + r" uses /(?P<name>\w+)(?P<rest>.*)$")
_OPENS = re.compile(_WHO + r' opens "(?P<menu>[^"]+)" on (?P<name>\w+)(?:: (?P<text>.*))?$')
_QUIET = frozenset({"cast", "input_images", "n"})


class Theatre(Protocol):
    """A platform as a play needs it."""

    house: House

    async def say(
        self, who: str, text: str, *, direct: bool, thread: bool, pictures: int, reply: str
    ) -> None: ...

    async def show(self, who: str, name: str) -> None: ...

    async def press(
        self, who: str, message: int, label: str, *, choice: str = "", times: int = 1
    ) -> None: ...

    async def rewrite(self, who: str, message: int, label: str, text: str) -> None: ...

    async def use(self, who: str, name: str, options: dict[str, str]) -> None: ...

    async def open_menu(self, who: str, menu: str, name: str, text: str) -> None: ...

    async def once_more(self) -> None: ...

    async def restart(self) -> None: ...

    def refuse(self, interface: str, code: int) -> None: ...

    def noise(self) -> object: ...

    def seen(self) -> Sequence[str]:
        """What people saw since the last call, one block each."""
        ...


def steering(text: str) -> list[str]:
    """The lines that steer."""
    patterns = (_SAID, _SHOWS, _PRESSES, _CHOOSES, _REWRITES, _USES, _OPENS)
    return [
        line
        for line in text.splitlines()
        if line.startswith(("#", "! ")) or any(one.match(line) for one in patterns)
    ]


def settings_of(lines: Sequence[str]) -> dict[str, Any]:
    words = [line.split(maxsplit=3) for line in lines if line.startswith("! setting ")]
    return {name: value for _, _, name, value in words}


async def replay(theatre: Theatre, lines: Sequence[str]) -> str:
    """Play the lines and write what was seen."""
    out: list[str] = []
    for line in lines:
        out += ([""] if out else []) + [line]
        if line.startswith("#"):
            continue
        if line.startswith("! "):
            await _steer(theatre, line.removeprefix("! "))
        else:
            await _act(theatre, line)
        await theatre.house.calm(theatre.noise)
        out += theatre.seen()
    assert not theatre.house.studio.violations, theatre.house.studio.violations
    return "\n".join([*out, "", *_orders(theatre.house)]).strip() + "\n"


async def _steer(theatre: Theatre, text: str) -> None:
    verb, *words = text.split()
    match verb:
        case "hold":
            theatre.house.hold(float(words[0].rstrip("s")))
        case "pass":
            theatre.house.clock.time += float(words[0].rstrip("s"))
        case "run":
            theatre.house.clock.run_on()
        case "once":
            await theatre.once_more()
        case "restart":
            await theatre.restart()
        case "refuse":
            theatre.refuse(words[0], int(words[1]))
        case "setting":
            pass
        case _:
            pairs = (word.partition("=") for word in words[1:])
            details: dict[str, Any] = {
                name: int(value) if value.lstrip("-").isdigit() else value.replace("_", " ")
                for name, _, value in pairs
            }
            theatre.house.studio.script(verb, words[0], **details)


async def _act(theatre: Theatre, line: str) -> None:
    if found := _SHOWS.match(line):
        await theatre.show(found["who"], found["name"])
    elif found := _PRESSES.match(line):
        if not found["twice"]:
            await theatre.press(found["who"], int(found["message"]), found["label"])
            return
        theatre.house.hold(
            0
        )  # time stands still until both are answered: which words come first would be chance
        await theatre.press(found["who"], int(found["message"]), found["label"], times=2)
        await theatre.house.calm(theatre.noise)
        theatre.house.clock.run_on()
    elif found := _CHOOSES.match(line):
        await theatre.press(found["who"], int(found["message"]), found["label"], choice=found["choice"])
    elif found := _REWRITES.match(line):
        await theatre.rewrite(found["who"], int(found["message"]), found["label"], found["text"])
    elif found := _USES.match(line):
        pairs = (word.partition("=") for word in shlex.split(found["rest"]))
        await theatre.use(found["who"], found["name"], {name: value for name, _, value in pairs})
    elif found := _OPENS.match(line):
        await theatre.open_menu(found["who"], found["menu"], found["name"], found["text"] or "")
    elif found := _SAID.match(line):
        await theatre.say(
            found["who"],
            found["text"],
            direct=bool(found["direct"]),
            thread=bool(found["thread"]),
            pictures=int(found["pictures"] or 0),
            reply=found["reply"] or "",
        )


def block(head: str, text: str, labels: Sequence[str] = ()) -> str:
    """One thing that was seen."""
    body = [f"    {line}".rstrip() for line in text.strip().splitlines()]
    under = [f"    [{'] ['.join(labels)}]"] if labels else []
    return "\n".join([head, *body, *under])


def _orders(house: House) -> list[str]:
    out = ["orders:"]
    for body in house.orders:
        order = body["parameters"][0]
        pictures = f", {len(body['src_img_url'])} picture(s)" if body["src_img_url"] else ""
        out.append(f"= {body['task_type']}, {order['model_name']}, {order['credit']} pts{pictures}")
        out += [f"    {name}: {value}" for name, value in order["parameters"].items() if name not in _QUIET]
    return out
