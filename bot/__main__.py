"""The commands of `python -m bot`: read settings, run one of them, end with its exit code."""

import argparse
import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

from bot.logs import start_logging
from bot.running import awaited, complain, run, say
from bot.settings import Settings, SettingsError, read_settings
from core.errors import BotError, TableError

OK, FAILED = 0, 1
_DEMO_SPEED = 6.0
_NO_KEY = (
    "IMA_API_KEY is not set. Put it into .env (see .env.example), or add --sandbox to try without a key."
)

_HERE = "http://127.0.0.1"


def main() -> None:
    """Run one command and exit with its code."""
    arguments = _arguments().parse_args()
    try:
        code = arguments.run(arguments)
    except SettingsError as fault:
        code = complain("These settings are wrong:", fault.faults)
    except TableError as fault:
        code = complain("The tables in core/data are wrong:", fault.faults)
    except BotError as fault:
        code = complain(str(fault))
    except BrokenPipeError:
        # The program that read our output has ended, as `head` does: no fault, so end quietly.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = FAILED
    sys.exit(code)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Videos on request, in Feishu and Discord."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    serve = commands.add_parser("serve", help="the service: every platform whose credentials are set")
    serve.add_argument(
        "--sandbox", action="store_true", help="use a sandbox studio of its own: no key, no cost"
    )
    serve.add_argument("--role", choices=("all", "gateway", "worker"), default="all")
    serve.set_defaults(run=_serve)

    demo = commands.add_parser("demo", help="the bot in a web page with the sandbox studio; needs no key")
    demo.add_argument("--port", type=_port, default=8080)
    demo.add_argument("--data-dir", type=Path, default=Path("data/demo"))
    demo.set_defaults(run=_demo)

    talk = commands.add_parser("say", help="one conversation on this terminal")
    talk.add_argument("text")
    talk.add_argument("--image", action="append", default=[], metavar="PATH|URL")
    talk.add_argument("--follow-up", action="append", default=[], metavar="TEXT")
    talk.add_argument("--user", default="me")
    talk.add_argument("--chat", default="console")
    talk.add_argument(
        "--sandbox", action="store_true", help="use a sandbox studio of its own: no key, no cost"
    )
    talk.add_argument("--json", action="store_true", help="one JSON line for each message")
    talk.set_defaults(run=_say)

    parse = commands.add_parser("parse", help="JSON lines in, what they mean out")
    parse.set_defaults(run=_parse)

    models = commands.add_parser("models", help="the live list with prices")
    models.add_argument("--task", choices=_task_types(), help="one task only")
    models.add_argument("--sandbox", action="store_true", help="the sandbox studio's list")
    models.set_defaults(run=_models)

    doctor = commands.add_parser("doctor", help="check settings, folder, studio and platforms")
    doctor.set_defaults(run=_doctor)

    setup = commands.add_parser("feishu-setup", help="make a Feishu app by scanning, and write it to .env")
    setup.set_defaults(run=_feishu_setup)

    sandbox = commands.add_parser("sandbox", help="the sandbox studio alone")
    sandbox.add_argument("--port", type=_port, default=8091)
    sandbox.add_argument("--speed", type=float, default=1.0)
    sandbox.set_defaults(run=_sandbox)
    return parser


def _task_types() -> list[str]:
    from core.model import TaskType  # noqa: PLC0415  (commands import what they need)

    return [str(one) for one in TaskType]


def _port(text: str) -> int:
    number = int(text)
    if not 0 <= number < 65536:  # noqa: PLR2004  (a port)
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return number


# --- commands ----------------------------------------------------------------


def _say(arguments: argparse.Namespace) -> int:
    async def say_it(settings: Settings) -> int:
        from bot.say import Said, converse  # noqa: PLC0415

        said = Said(
            texts=[arguments.text, *arguments.follow_up],
            images=arguments.image,
            user=arguments.user,
            chat=arguments.chat,
            as_json=arguments.json,
        )
        return await converse(settings, said)

    return _with_studio(arguments, say_it)


def _serve(arguments: argparse.Namespace) -> int:
    if arguments.role != "all":
        return complain("--role gateway and --role worker are not there yet; use --role all.")

    async def serve_it(settings: Settings) -> int:
        from bot.serve import serve  # noqa: PLC0415

        return await serve(settings)

    return _with_studio(arguments, serve_it)


def _with_studio(arguments: argparse.Namespace, work: Callable[[Settings], Awaitable[int]]) -> int:
    """Run against the configured studio, or with --sandbox against one that lives as long as the command."""
    if not arguments.sandbox:
        settings = read_settings()
        start_logging(settings.log_level, settings.log_format)
        if not settings.ima_api_key.get_secret_value():
            return complain(_NO_KEY)
        return run(lambda: awaited(work(settings)))
    speed = _speed(1)

    async def with_sandbox() -> int:
        from adapters.ima.sandbox import DEMO_KEY, SandboxStudio  # noqa: PLC0415

        async with SandboxStudio(speed=speed) as studio:
            settings = _sandboxed(studio.url, DEMO_KEY, speed)
            start_logging(settings.log_level, settings.log_format)
            return await work(settings)

    return run(with_sandbox)


def _speed(default: float) -> float:
    """SPEED from the environment, read early: the sandbox starts before there are settings (raises SettingsError)."""
    text = os.environ.get("SPEED")
    return read_settings(ima_base_url=_HERE, ima_upload_base_url=_HERE, speed=text).speed if text else default


def _sandboxed(url: str, key: str, speed: float, **given: Any) -> Settings:
    return read_settings(ima_base_url=url, ima_upload_base_url=url, ima_api_key=key, speed=speed, **given)


def _demo(arguments: argparse.Namespace) -> int:
    start_logging(os.environ.get("LOG_LEVEL", "WARNING"), "text")
    speed = _speed(_DEMO_SPEED)
    from bot.demo import demo  # noqa: PLC0415

    def settings_of(url: str, key: str) -> Settings:
        return _sandboxed(url, key, speed, data_dir=arguments.data_dir, database_url="")

    async def page() -> int:
        async with AsyncExitStack() as stack:
            try:
                url = await stack.enter_async_context(
                    demo(settings_of, data_dir=arguments.data_dir, port=arguments.port, speed=speed)
                )
            except OSError as fault:
                return complain(
                    f"Port {arguments.port} or {arguments.port + 1} cannot be used ({fault.strerror}); "
                    "try another: make demo PORT=8180"
                )
            say(f"The bot is at {url}  (sandbox studio, {speed:g} times faster than real; Ctrl-C stops it)")
            await asyncio.Event().wait()
        return OK

    return run(page)


def _parse(_: argparse.Namespace) -> int:
    from adapters.console import utf8  # noqa: PLC0415
    from bot.parse_command import run_parse  # noqa: PLC0415
    from core.parser import Parser  # noqa: PLC0415
    from core.tables import read_tables  # noqa: PLC0415

    parser = Parser(read_tables(checked=False))  # what stays unchecked are patterns that only the desk uses
    return run_parse(utf8(sys.stdin), utf8(sys.stdout), parser)


def _models(arguments: argparse.Namespace) -> int:
    from core.model import TaskType  # noqa: PLC0415

    tasks = [TaskType(arguments.task)] if arguments.task else list(TaskType)

    async def models(settings: Settings) -> int:
        from adapters.ima.client import ImaStudio  # noqa: PLC0415
        from bot.models import list_models  # noqa: PLC0415
        from core.errors import StudioError  # noqa: PLC0415
        from core.tables import read_tables  # noqa: PLC0415

        async with ImaStudio(
            base_url=settings.ima_base_url,
            upload_base_url=settings.ima_upload_base_url,
            api_key=settings.ima_api_key,
        ) as studio:
            try:
                say(await list_models(studio, read_tables(checked=False), tasks))
            except StudioError as fault:
                return complain(
                    f"The list could not be read: {fault.failure}. Try: python -m bot doctor", code=FAILED
                )
        return OK

    return _with_studio(arguments, models)


def _doctor(_: argparse.Namespace) -> int:
    from bot.doctor import examine  # noqa: PLC0415

    settings = read_settings()
    start_logging("ERROR", "text")
    has_env_file = Path(".env").exists()

    async def doctor() -> int:
        code = OK
        async for finding in examine(settings, has_env_file=has_env_file):
            say(str(finding))
            code = FAILED if finding.ok is False else code
        return code

    return run(doctor)


def _feishu_setup(_: argparse.Namespace) -> int:
    from bot.feishu_setup import feishu_setup  # noqa: PLC0415

    return run(lambda: feishu_setup(Path(".env"), say=say, ask=input))


def _sandbox(arguments: argparse.Namespace) -> int:
    from adapters.ima.sandbox import run_sandbox  # noqa: PLC0415

    start_logging("INFO", "text")

    async def sandbox() -> int:
        await run_sandbox(arguments.port, speed=arguments.speed, announce=say)
        return OK

    return run(sandbox)


if __name__ == "__main__":
    main()
