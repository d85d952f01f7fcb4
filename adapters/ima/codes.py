"""The studio's codes and texts as our failures: `codes.toml`, checked when it is loaded."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from core.errors import TableError
from core.model import Failure

_CODE_TABLES = ("codes", "general", "http")
_TEXT_TABLES = ("outright", "messages", "vague")
_WORD_TABLES = ("moderation", "doubt")
_TABLES = frozenset({*_CODE_TABLES, *_TEXT_TABLES, *_WORD_TABLES})
_TIMED_OUT = 408
_FIRST_STATUS = 100
_FIRST_REFUSAL, _LAST_REFUSAL = 400, 429
_SERVER, _LAST_SERVER = 500, 599


@dataclass(frozen=True, slots=True)
class Codes:
    """The tables of `codes.toml`; texts are folded."""

    outright: Mapping[str, Failure]
    codes: Mapping[int, Failure]
    moderation: tuple[str, ...]
    messages: Mapping[str, Failure]
    vague: Mapping[str, Failure]
    general: Mapping[int, Failure]
    http: Mapping[int, Failure]
    doubt: tuple[str, ...]

    def is_refusal(self, code: int | None, text: str, *, status: int) -> bool:
        """Whether an answer says for certain that nothing was made and charged; if not, the order is in doubt.

        Servers in between answer in JSON too, with their HTTP status as the code. 502, 503 and 504 come from one that
        did not wait for the end, and a 500 without the studio's own code may come from anybody. The studio's own code
        500 is a refusal up to HTTP 500: the studio's error table lists it with the advice to order again.
        """
        by_status = _FIRST_REFUSAL <= status <= _LAST_REFUSAL and status != _TIMED_OUT
        if code is None:
            return by_status
        if code in self.codes or (code in self.general and code < _SERVER):
            return True
        # As an HTTP status, this code would tell of no refusal: a success of some kind, or a server's fault.
        tells_of_none = (
            _FIRST_STATUS <= code < _FIRST_REFUSAL or code == _TIMED_OUT or _SERVER <= code <= _LAST_SERVER
        )
        if by_status and not tells_of_none:
            return True
        folded = _fold(text)
        if any(word in folded for word in self.doubt):
            return False
        if self._says_no(folded):
            return True
        if code in self.general:
            return status <= _SERVER and status != _TIMED_OUT
        return status < _SERVER and status != _TIMED_OUT and not tells_of_none

    def _says_no(self, folded: str) -> bool:
        known = _in_text(folded, self.outright) or _in_text(folded, self.messages)
        return known is not None or self.is_moderation(folded)

    def read_refusal(self, code: int | None, text: str, *, status: int) -> Failure:
        """What a refusal means; `code` is the business code, None where the body has none."""
        folded = _fold(text)
        known = _in_text(folded, self.outright) or (self.codes.get(code) if code is not None else None)
        if known is not None:
            return known
        if self.is_moderation(text):
            return Failure.MODERATION
        by_text = _in_text(folded, self.messages) or _in_text(folded, self.vague)
        if by_text is not None:
            return by_text
        last = self.http.get(status) if code is None else self.general.get(code)
        return last or Failure.UNKNOWN

    def is_moderation(self, text: str) -> bool:
        """Whether a text speaks of refused content."""
        folded = _fold(text)
        return any(word in folded for word in self.moderation)


@cache
def load_codes() -> Codes:
    """The shipped table (raises TableError with all its faults)."""
    return read_codes(resources.files(__package__).joinpath("codes.toml").read_text(encoding="utf-8"))


def read_codes(text: str) -> Codes:
    """A table from its text (raises TableError with all its faults)."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise TableError([f"codes.toml: {exc}"]) from exc
    faults: list[str] = [f"codes.toml: {name}: no such table" for name in sorted(tables.keys() - _TABLES)]
    codes = {name: _read_codes(name, _table(name, tables, faults), faults) for name in _CODE_TABLES}
    texts = {name: _read_texts(name, _table(name, tables, faults), faults) for name in _TEXT_TABLES}
    words = {name: _read_words(name, _table(name, tables, faults), faults) for name in _WORD_TABLES}
    if faults:
        raise TableError(faults)
    return Codes(
        outright=texts["outright"],
        codes=codes["codes"],
        moderation=words["moderation"],
        messages=texts["messages"],
        vague=texts["vague"],
        general=codes["general"],
        http=codes["http"],
        doubt=words["doubt"],
    )


def _table(name: str, tables: Mapping[str, Any], faults: list[str]) -> Mapping[str, Any]:
    table = tables.get(name)
    if isinstance(table, dict):
        return table
    faults.append(f"codes.toml: {name}: the table is missing")
    return {}


def _read_codes(name: str, table: Mapping[str, Any], faults: list[str]) -> dict[int, Failure]:
    read: dict[int, Failure] = {}
    for key, word in table.items():
        failure = _failure(f"{name}.{key}", word, faults)
        if not (key.isascii() and key.isdigit()):
            faults.append(f"codes.toml: {name}.{key}: not a number")
        elif failure is not None:
            read[int(key)] = failure
    return read


def _read_texts(name: str, table: Mapping[str, Any], faults: list[str]) -> dict[str, Failure]:
    read: dict[str, Failure] = {}
    for key, word in table.items():
        failure, folded = _failure(f"{name}.{key}", word, faults), _fold(key)
        if not folded:
            faults.append(f"codes.toml: {name}: an empty text matches everything")
        elif folded in read:
            faults.append(f"codes.toml: {name}.{key}: stands there twice")
        elif failure is not None:
            read[folded] = failure
    return read


def _read_words(name: str, table: Mapping[str, Any], faults: list[str]) -> tuple[str, ...]:
    words = table.get("words")
    if not isinstance(words, list) or not words:
        faults.append(f"codes.toml: {name}.words: a list of texts is expected")
        return ()
    faults.extend(
        f"codes.toml: {name}.words: {word!r} is no text"
        for word in words
        if not isinstance(word, str) or not _fold(word)
    )
    return tuple(_fold(word) for word in words if isinstance(word, str))


def _failure(place: str, word: object, faults: list[str]) -> Failure | None:
    try:
        return Failure(str(word))
    except ValueError:
        faults.append(f"codes.toml: {place}: {word!r} is no failure")
        return None


def _in_text(folded: str, table: Mapping[str, Failure]) -> Failure | None:
    for part, failure in table.items():
        if part.isdigit():
            if re.search(rf"(?<!\d){part}(?!\d)", folded):
                return failure
        elif part in folded:
            return failure
    return None


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())
