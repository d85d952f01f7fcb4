"""lark_oapi's one door: imported late, off the loop, and only the parts that are used.

The SDK's packages import every interface family from their `__init__` (11,000 modules, 164 MiB, seconds). Its frame
codec and its decryption need none of that, so they are imported under empty stand-in packages of the same names,
which are taken away again afterwards: a later ordinary import of the SDK finds everything in place. Should a version
move these modules, the ordinary import is taken.
"""

import gc
import importlib
import importlib.util
import logging
import sys
import threading
import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_log = logging.getLogger(__name__)

_HOLLOW = ("lark_oapi", "lark_oapi.ws", "lark_oapi.core", "lark_oapi.core.utils", "lark_oapi.scene")
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Sdk:
    """The parts of lark_oapi that the adapter runs on; `is_whole` tells that the ordinary import was needed."""

    frame: Any  # class: the protobuf message of the long connection
    cipher: Any  # class: AESCipher(key).decrypt_str(text)
    is_whole: bool


def load_sdk() -> Sdk:
    """Import the parts for frames and decryption; blocking (0.2 s, or seconds), so call it in a thread."""
    with _lock, _quiet_collector():
        try:
            with _hollow_packages():
                frame, cipher = _parts()
            return Sdk(frame, cipher, is_whole=False)
        except ImportError as error:
            _log.warning("lark_oapi is imported whole: %s", error)
            frame, cipher = _parts()
            return Sdk(frame, cipher, is_whole=True)


def load_registration() -> Any:
    """The module `lark_oapi.scene.registration`; blocking, so call it in a thread."""
    with _lock, _quiet_collector():
        name = "lark_oapi.scene.registration"
        try:
            with _hollow_packages():
                return importlib.import_module(name)
        except ImportError as error:
            _log.warning("lark_oapi is imported whole: %s", error)
            return importlib.import_module(name)


def _parts() -> tuple[Any, Any]:
    frames = importlib.import_module("lark_oapi.ws.pb.pbbp2_pb2")
    decryptor = importlib.import_module("lark_oapi.core.utils.decryptor")
    try:
        return frames.Frame, decryptor.AESCipher
    except AttributeError as error:
        raise ImportError(str(error)) from error


@contextmanager
def _hollow_packages() -> Iterator[None]:
    """Empty packages in place of the heavy ones, where these are not imported yet."""
    spec = importlib.util.find_spec("lark_oapi")
    roots = list(spec.submodule_search_locations or ()) if spec else []
    if not roots:
        raise ImportError("lark_oapi is not installed")
    placed: dict[str, types.ModuleType] = {}
    for name in _HOLLOW:
        if name in sys.modules:
            continue
        folder = Path(roots[0]).joinpath(*name.split(".")[1:])
        if not folder.is_dir():
            _take_away(placed)
            raise ImportError(f"{name} is not where it was")
        package = types.ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = placed[name] = package
    try:
        yield
    finally:
        _take_away(placed)


def _take_away(placed: dict[str, types.ModuleType]) -> None:
    for name, package in placed.items():
        if sys.modules.get(name) is package:
            del sys.modules[name]


@contextmanager
def _quiet_collector() -> Iterator[None]:
    """No collection during the import; what it made is never looked at again (full collections stay short)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_on:
            gc.enable()
