"""Every kind of event, as Discord sends it, through the real client: what it becomes stands beside it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from core.model import Incoming
from tests.adapters.discord.rig import rigged, say
from tests.adapters.discord.stand_in.world import CHANNEL, Asked

FILES = sorted((Path(__file__).parent / "recorded" / "discord").glob("*.json"))


def summary(incoming: Incoming) -> dict[str, Any]:
    """An incoming message in the words of the recorded files."""
    address, action = incoming.address, incoming.action
    return {
        "id": incoming.id,
        "text": incoming.text,
        "chat": address.chat,
        "thread": address.thread,
        "direct": address.direct,
        "user": address.user,
        "reply_to": incoming.reply_to,
        "language": incoming.language,
        "reach": address.extra.get("reach"),
        "pictures": [dict(one.ref) for one in incoming.pictures],
        "picture_count": len(incoming.pictures),
        "quoted_count": len(incoming.quoted_pictures),
        "roles": [one.role and one.role.value for one in incoming.pictures],
        "action": [action.verb.value, action.job_id, action.value] if action else None,
    }


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_a_recorded_event_becomes_what_stands_beside_it(file: Path, tmp_path: Path) -> None:
    recorded = json.loads(file.read_text(encoding="utf-8"))
    data, expected = recorded["data"], recorded["expect"]
    async with rigged(tmp_path) as rig:
        world = rig.discord.world
        asked = None
        if "token" in data:
            asked = Asked(
                int(data["id"]),
                data["token"],
                data["type"],
                CHANNEL,
                world.now(),
                has_message="message" in data,
            )
            world.interactions[asked.token] = asked
        await rig.discord.gateway.push(recorded["event"], data)
        if expected.get("ignored"):
            await asyncio.sleep(0.05)
            await rig.discord.say("the next one")
            assert (await rig.taken()).text == "the next one"
            assert len(rig.discord.gateway.identifies) == 1
            assert world.sent("POST", "/messages") == []
        elif "hint" in expected:
            hint = (await rig.discord.until(lambda: world.ours(CHANNEL)))[0]["content"]
            sentences = [say(expected["hint"], language, bot="IMA") for language in ("zh", "en")]
            assert any(sentence.split("→")[0][:20] in hint for sentence in sentences)
            assert rig.desk.taken == []
        elif "incoming" in expected:
            found = summary(await rig.taken())
            assert {key: found[key] for key in expected["incoming"]} == expected["incoming"]
        if "answer" in expected:
            assert asked is not None
            assert (await rig.discord.until(lambda: asked.answered))["type"] == expected["answer"]
