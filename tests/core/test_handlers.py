"""The order of handlers: none is forgotten, none is asked twice, and the log tells which one answered."""

import inspect
import logging
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import pytest

import core.desk
from core.desk.handlers import HANDLERS
from tests.stage import Stage

_MODULES = sorted(one.name for one in pkgutil.walk_packages(core.desk.__path__, "core.desk."))
_SOURCE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(core.desk.__path__[0]).rglob("*.py"))
)


def test_each_handler_is_asked_once() -> None:
    names = [f"{one.__module__}.{one.__name__}" for one in HANDLERS]
    assert len(names) == len(set(names))


def test_no_handler_is_forgotten() -> None:
    written = {
        function
        for name in _MODULES
        for function in vars(import_module(name)).values()
        if inspect.iscoroutinefunction(function)
        and function.__module__ == name
        and (function.__doc__ or "").startswith("Handle ")
    }
    # Some are asked by another handler, or where a message has passed all of them.
    asked = {one for one in written if re.search(rf"await (?:\w+\.)?{one.__name__}\(", _SOURCE)}
    assert not [f"{one.__module__}.{one.__name__}" for one in written - asked - set(HANDLERS)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("which models can do 4k", "core.desk.models.abilities.asked_about"),
        ("help", "answered as help"),
    ],
)
async def test_the_log_tells_what_answered_a_message(
    stage: Stage, caplog: pytest.LogCaptureFixture, text: str, told: str
) -> None:
    with caplog.at_level(logging.DEBUG, logger="core.desk"):
        await stage.say(text)
    assert told in caplog.text
