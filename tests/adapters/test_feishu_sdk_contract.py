"""The stand-in is proven against the vendor's own client, and our import of the SDK against the ordinary one."""

import asyncio
import json
import subprocess
import sys
import textwrap
from pathlib import Path

from tests.adapters.feishu.events import DIRECT, message, press
from tests.adapters.feishu.stand_in import LocalFeishu

ROOT = Path(__file__).parents[2]

# The whole SDK takes seconds to import: the process that needs it for the vendor's client lets ours import it.
_VENDOR = """
    import json, sys
    from adapters.feishu import sdk
    sdk._HOLLOW = (*sdk._HOLLOW, "lark_oapi.gone")
    print(json.dumps({"whole": sdk.load_sdk().is_whole}), flush=True)
    import lark_oapi as lark
    from lark_oapi.event.callback.model.p2_card_action_trigger import P2CardActionTriggerResponse

    def heard(data):
        print(json.dumps({"heard": data.event.message.message_id}), flush=True)

    def pressed(data):
        print(json.dumps({"pressed": data.event.action.value}), flush=True)
        return P2CardActionTriggerResponse({"toast": {"type": "info", "content": "ok"}})

    handler = (
        lark.EventDispatcherHandler.builder("", "")
        .register_p2_im_message_receive_v1(heard)
        .register_p2_card_action_trigger(pressed)
        .build()
    )
    lark.ws.Client("cli_local", "local-secret", event_handler=handler, domain=sys.argv[1],
                   log_level=lark.LogLevel.ERROR).start()
"""


async def test_an_sdk_laid_out_otherwise_is_imported_whole_and_the_vendors_client_works_with_the_stand_in() -> (
    None
):
    async with LocalFeishu().running() as feishu:
        vendor = await asyncio.create_subprocess_exec(
            sys.executable, "-c", textwrap.dedent(_VENDOR), feishu.origin, stdout=subprocess.PIPE, cwd=ROOT
        )
        assert vendor.stdout is not None
        try:
            assert json.loads(await asyncio.wait_for(vendor.stdout.readline(), 60)) == {"whole": True}
            async with feishu.socket._changed:
                await asyncio.wait_for(feishu.socket._changed.wait_for(lambda: feishu.socket.pings >= 1), 40)
            event = message("hello", chat=DIRECT)
            assert (await feishu.socket.push(event)).code == 200
            line = json.loads(await asyncio.wait_for(vendor.stdout.readline(), 5))
            assert line == {"heard": event["event"]["message"]["message_id"]}
            assert (await feishu.socket.push(message("in parts", chat=DIRECT), split=3)).code == 200
            ack = await feishu.socket.push(press({"verb": "again"}))
            assert ack.data == {"toast": {"type": "info", "content": "ok"}}
        finally:
            vendor.kill()
            await vendor.wait()
        assert feishu.violations == []


def _fresh(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
    ).stdout


def test_only_the_needed_parts_of_the_sdk_are_imported() -> None:
    said = _fresh("""
        import sys, gc
        from adapters.feishu.sdk import load_sdk, load_registration
        sdk = load_sdk()
        assert not sdk.is_whole and gc.isenabled()
        assert not any(name.startswith("lark_oapi.api") for name in sys.modules)
        assert "lark_oapi" not in sys.modules
        assert load_registration().aregister_app
        print(len([name for name in sys.modules if name.startswith("lark_oapi")]))
    """)
    assert int(said) < 60


def test_the_whole_sdk_can_still_be_imported_afterwards_and_agrees() -> None:
    said = _fresh("""
        from adapters.feishu.sdk import load_sdk
        ours = load_sdk()
        import lark_oapi
        from lark_oapi.core.utils import AESCipher
        from lark_oapi.ws.client import Frame
        print(Frame is ours.frame, AESCipher is ours.cipher, lark_oapi.ws.Client.__name__)
    """)
    assert said.split() == ["True", "True", "Client"]


def test_nothing_of_the_sdk_is_imported_with_the_gateway() -> None:
    said = _fresh("""
        import sys
        import adapters.feishu.gateway, adapters.feishu.registration
        print(any(name.startswith("lark_oapi") for name in sys.modules))
    """)
    assert said.split() == ["False"]
