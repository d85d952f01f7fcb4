"""Buttons, selects and forms through the real client: theirs is the same action after any restart."""

import asyncio
from pathlib import Path
from typing import Any

from core.model import Action, Button, Kind, Verb
from tests.adapters.discord.rig import Rig, bot, post, rigged
from tests.adapters.discord.stand_in.server import ANN, BEN
from tests.adapters.discord.stand_in.world import CHANNEL, EPHEMERAL

CLIP = "https://cdn.example/clip_1.mp4"
JOB = "discord:1234567890123456789"
AGAIN = Button(Action(Verb.AGAIN, JOB), "Again")
EDIT = Button(Action(Verb.EDIT, JOB, "prompt="), "Edit")
OTHER = Button(
    Action(Verb.EDIT, JOB), "Other model", choices=(("model=wan", "Wan · 25"), ("model=veo", "Veo · 162"))
)


async def result(rig: Rig, *buttons: Button) -> dict[str, Any]:
    """A message of ours with buttons, as it stands in the channel."""
    await rig.discord.say("a cat")
    address = (await rig.taken(len(rig.desk.taken) + 1)).address
    handle = await rig.chat.send(address, post("done", Kind.MEDIA, url=CLIP, buttons=buttons), key="media")
    return rig.discord.world.messages[int(handle)]


def custom_id(message: dict[str, Any], number: int = 0) -> str:
    return str([part for row in message["components"] for part in row["components"]][number]["custom_id"])


async def test_a_press_is_the_same_action_as_its_button(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        message = await result(rig, AGAIN)
        asked = await rig.discord.press(message, custom_id(message), by=BEN, locale="zh-CN")
        incoming = await rig.taken(2)
        assert incoming.action == AGAIN.action
        assert incoming.address.user == str(BEN)
        assert incoming.address.message == message["id"]
        assert incoming.reply_to == message["id"]
        assert incoming.language == "zh"
        assert asked.answered == {"type": 6, "data": None} or asked.answered["type"] == 6  # type: ignore[index]


async def test_a_press_works_after_a_restart(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        message = await result(rig, AGAIN, OTHER)
        await rig.gateway.stop()
        await rig.chat.close()
        async with bot(rig.discord, tmp_path, rig.desk) as later:
            await rig.discord.press(message, custom_id(message))
            assert (await later.taken(2)).action == AGAIN.action
            await rig.discord.press(message, custom_id(message, 1), values=["model=veo"])
            assert (await later.taken(3)).action == Action(Verb.EDIT, JOB, "model=veo")


async def test_a_double_press_is_one_and_both_are_answered(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        message = await result(rig, AGAIN)
        first = await rig.discord.press(message, custom_id(message))
        second = await rig.discord.press(message, custom_id(message))
        await rig.discord.until(lambda: first.answered and second.answered)
        await asyncio.sleep(0.05)
        assert len(rig.desk.taken) == 2


async def test_a_refused_press_is_told_to_the_presser_alone(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        message = await result(rig, AGAIN)
        await rig.discord.press(message, custom_id(message), by=BEN)
        incoming = await rig.taken(2)
        await rig.chat.send(incoming.address, post("Not your job", private=True), key="refusal")
        one = rig.discord.world.ours(CHANNEL)[-1]
        assert one["flags"] & EPHEMERAL
        await rig.chat.send(incoming.address, post("🎬", Kind.START), key="start")
        assert not rig.discord.world.ours(CHANNEL)[-1]["flags"] & EPHEMERAL


async def test_the_request_is_edited_in_a_form_filled_with_its_prompt(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        rig.desk.prompts[JOB, f"discord:{ANN}"] = "a cat on a roof"
        message = await result(rig, EDIT)
        asked = await rig.discord.press(message, custom_id(message))
        form = await rig.discord.until(lambda: asked.answered)
        assert form["type"] == 9
        assert form["data"]["components"][0]["component"]["value"] == "a cat on a roof"
        await rig.gateway.stop()
        await rig.chat.close()
        async with bot(rig.discord, tmp_path, rig.desk) as later:
            await rig.discord.submit(form["data"]["custom_id"], "a dog on a roof", message=message)
            incoming = await later.taken(2)
        assert incoming.action == Action(Verb.EDIT, JOB, "prompt=a dog on a roof")
        assert incoming.address.message == message["id"]


async def test_nobody_is_shown_somebody_elses_prompt(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        rig.desk.prompts[JOB, f"discord:{ANN}"] = "a cat on a roof"
        message = await result(rig, EDIT)
        asked = await rig.discord.press(message, custom_id(message), by=BEN)
        assert (await rig.discord.until(lambda: asked.answered))["type"] == 6
        assert (await rig.taken(2)).action == EDIT.action


async def test_a_button_of_another_version_is_answered_and_does_nothing(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        message = await result(rig, AGAIN)
        message["components"][0]["components"][0]["custom_id"] = "ima:dance:1:"
        asked = await rig.discord.press(message, "ima:dance:1:")
        await rig.discord.until(lambda: asked.answered)
        assert len(rig.desk.taken) == 1


async def test_a_button_that_another_program_left_is_answered_and_does_nothing(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        message = await result(rig, AGAIN)
        asked = await rig.discord.press(message, "somebody-elses")
        assert (await rig.discord.until(lambda: asked.answered))["type"] == 6
        assert len(rig.desk.taken) == 1


async def test_a_button_that_its_message_has_lost_meanwhile_still_works(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        message = await result(rig, AGAIN, OTHER)
        again, other = custom_id(message), custom_id(message, 1)
        message["components"] = []
        asked = await rig.discord.press(message, again)
        assert (await rig.taken(2)).action == AGAIN.action
        assert asked.answered
        await rig.discord.press(message, other, values=["model=veo"])
        assert (await rig.taken(3)).action == Action(Verb.EDIT, JOB, "model=veo")


async def test_a_clip_asked_for_in_a_private_list_is_shown_to_all(tmp_path: Path) -> None:
    async with rigged(tmp_path) as rig:
        await rig.discord.command("jobs")
        address = (await rig.taken()).address
        await rig.chat.send(address, post("Your videos", buttons=(AGAIN,)), key="list")
        (shown,) = rig.discord.world.ours(CHANNEL)
        await rig.discord.press(shown, custom_id(shown))
        address = (await rig.taken(2)).address
        await rig.chat.send(address, post("Not possible"), key="text")
        await rig.chat.send(address, post("done", Kind.MEDIA, url=CLIP), key="media")
        text, media = rig.discord.world.ours(CHANNEL)[1:]
        assert text["flags"] & EPHEMERAL
        assert not media["flags"] & EPHEMERAL
        assert "message_reference" not in media
