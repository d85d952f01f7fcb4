"""Postgres' driver, loaded at the first look into it: DBOS imports it whatever its database, and it weighs 9 MiB."""

import importlib
import sys
from importlib.machinery import PathFinder
from types import ModuleType
from typing import Any

_DRIVER = "psycopg"


class _Later(ModuleType):
    """Stands where a module will be. Whoever keeps it is served by the real one, as soon as that is loaded."""

    def __getattr__(self, name: str) -> Any:
        for one in (_DRIVER, f"{_DRIVER}.errors"):
            if isinstance(sys.modules.get(one), _Later):
                del sys.modules[one]
        return getattr(importlib.import_module(self.__name__), name)


def load_later() -> None:
    """Put the driver off; to be called before the first import of DBOS.

    A part of the driver may be imported by name (`from psycopg.rows import …`) only after a look into it.
    """
    found = PathFinder.find_spec(_DRIVER)
    if _DRIVER in sys.modules or found is None:
        return
    driver, errors = _Later(_DRIVER), _Later(f"{_DRIVER}.errors")
    driver.__path__ = list(found.submodule_search_locations or ())
    driver.errors = errors  # type: ignore[attr-defined]  # DBOS imports it by name
    sys.modules.update({_DRIVER: driver, errors.__name__: errors})
