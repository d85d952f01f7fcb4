"""A command of `python -m bot` in a forked process: see tests/lives.py. Only the tables are not read again."""

import io
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# Some of these are only named to be there already when a command imports them.
import adapters.discord.gateway
import adapters.feishu.gateway  # noqa: F401
import bot.app
import bot.demo
import bot.doctor
import bot.parse_command
import bot.say
import bot.serve
import core.parser
import core.tables
from bot.__main__ import main
from tests.core.reading import parser, tables

parser()  # read once, for every life


def live(arguments: Sequence[str], cwd: Path, env: Mapping[str, str], files: tuple[Path, Path, Path]) -> None:
    """Run one command with these standard files, and exit with its code."""
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    for number, (path, how) in enumerate(
        zip(files, (os.O_RDONLY, *[os.O_WRONLY | os.O_APPEND | os.O_CREAT] * 2), strict=True)
    ):
        os.dup2(os.open(path, how, 0o600), number)
    sys.stdin, sys.stdout, sys.stderr = (
        io.TextIOWrapper(os.fdopen(number, mode, closefd=False), encoding="utf-8", write_through=True)
        for number, mode in enumerate(("rb", "wb", "wb"))
    )
    for module in (bot.app, bot.say, core.tables):
        vars(module)["read_tables"] = lambda **_: tables()
    for module in (bot.app, core.parser):
        vars(module)["Parser"] = lambda _: parser()
    sys.argv = ["bot", *arguments]
    main()
