"""Stage "form": settings that were pasted as JSON or as a block of labelled lines become plain lines."""

import json
import re

from core.tables.words import Words

_BLOCK = re.compile("```(?:[a-z]+\n|\n)?(?P<inside>[^`]*)```")
_FENCE = re.compile("```(?:json)?")
_LINE = re.compile(
    "^[ \t]*(?P<key>[^\\W\\d][\\w -]{0,22}?)[ \t]*[:=\uff1a][ \t]*(?P<value>[^\n]*)$", re.MULTILINE
)
_BRACKETED = re.compile(
    "^[ \t]*[\u3010\\[](?P<key>[^\\W\\d][\\w -]{0,22}?)[\u3011\\]][ \t]*[:\uff1a]?[ \t]*(?P<value>[^\n]*)$",
    re.MULTILINE,
)
_TAG = re.compile("<(?P<key>[A-Za-z_-]{1,24})>(?P<value>[^<>]*)</(?P=key)>")
_LONE_TAG = re.compile("</?[A-Za-z_-]{1,24}>")
_SPOKEN = re.compile(
    "^[ \t]*\\[?(?:[0-9]{1,4}[-/.][0-9]{1,2}(?:[-/.][0-9]{1,4})?,?[ ]*)?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: ?[AaPp][Mm])?\\]?"
    "[ -]*[^:\n\uff1a\\[\\]]{1,20}[:\uff1a][ \t]*",
    re.MULTILINE,
)
# Words struck out, as chats write it, that stand apart from what is beside them.
_STRUCK = re.compile("(?<![^\\s:\uff1a])~~(?=\\S)[ -}]{1,24}(?<=\\S)~~(?=\\s|$|[,\uff0c])")
_FIRST_CIRCLED = 0x2460
_ITEMS = 3  # so many numbered items are a list
_BLANKS = re.compile("[ _]+")
_NAMES = {"aspect_ratio": "ratio", "shot_type": "shot"}  # the studio's word → that of the phrases
_SHORT = 2  # letters: "no:" begins a line of dialogue
_SIGNS = (":", "=", "\uff1a")
_BRACKETS = ("\u3011", "]")
_NEGATIVE = "negative_prompt"
_WRITTEN = str | int | float


class Forms:
    """Reads forms; what a label means stands in [flags] of aliases.toml, what the prompt is called in [form]."""

    def __init__(self, words: Words) -> None:
        self._kinds = {**words.flags, **words.form}
        digits = words.letters.digits.items()
        self._numerals = {one: value for one, value in digits if value} | {
            str(one): one for one in range(1, 10)
        }
        self._numbered = re.compile(
            f"(?:^|(?<=[\\s\uff0c,;\uff1b\u3002]))(?P<figure>[1-9](?=[.\uff0e\u3001)\uff09])|[{''.join(self._numerals)}](?=\u3001))"
            "[.\uff0e\u3001)\uff09](?=[ ]?\\S)|(?P<circled>[\u2460-\u2468])"
        )

        labels = [one.replace("-", " ") for one, kind in self._kinds.items() if kind == _NEGATIVE]
        written = "|".join(re.escape(one) for one in labels if not one.isascii() or " " in one)
        self._unwanted = re.compile(
            f"(?:^|(?<=[\\s\uff0c,;\uff1b\u3002.]))(?:{written})[ ]?[:\uff1a][ ]*(?P<value>[^\\s\u3002\uff1b;][^\n\u3002\uff1b;]*)"
            "[\u3002\uff1b;]?",
            re.IGNORECASE,
        )

    def read(self, text: str) -> str:
        """The message with every form in it written as plain lines; most messages have none."""
        if "~~" in text:
            text = _STRUCK.sub("", text)
        if "\n" in text and ":" in text:
            text = _without_speakers(text)
        if "{" in text and (flat := self._of_json(text)) is not None:
            return flat
        if "</" in text and any(self._kind(tag["key"]) for tag in _TAG.finditer(text)):
            text = _TAG.sub(lambda tag: f"\n{self._written(tag['key'], tag['value'])}\n", text)
            text = _LONE_TAG.sub("", text).strip()
        if "2" in text or "\u2461" in text or "\u3001" in text:
            text = self._itemized(text)
        if "```" in text:
            text = _BLOCK.sub(lambda block: self._of_block(block.group(), block["inside"]), text)
        if "\n" in text and any(sign in text for sign in _BRACKETS):
            text = _BRACKETED.sub(self._of_bracketed, text)
        if "\n" in text and any(sign in text for sign in _SIGNS):
            text = _LINE.sub(self._of_line, text)
        if any(sign in text for sign in _SIGNS) and (found := self._unwanted.search(text)) is not None:
            # In the middle of a line: what stands behind its sentence is none of it.
            rest = f"{text[: found.start()].rstrip()}{text[found.end() :].strip()}"
            text = f"{rest} -neg {found['value']}"
        return text

    def _itemized(self, text: str) -> str:
        """Items that are numbered from one stand on lines of their own without their number: "2.10 s" is no decimal."""
        found = list(self._numbered.finditer(text))
        numbers = [
            self._numerals[one["figure"]] if one["figure"] else ord(one["circled"]) - _FIRST_CIRCLED + 1
            for one in found
        ]
        if len(found) < _ITEMS or numbers != list(range(1, len(found) + 1)):
            return text
        ends = [one.start() for one in found[1:]] + [len(text)]
        items = [text[one.end() : end].strip() for one, end in zip(found, ends, strict=True)]
        pieces = [text[: found[0].start()].rstrip(), *items]
        return "\n".join(piece for piece in pieces if piece)

    def _of_json(self, text: str) -> str | None:
        begin, end = text.find("{"), text.rfind("}") + 1
        around = _FENCE.sub("", text[:begin]).strip(), _FENCE.sub("", text[end:]).strip()
        try:
            found = json.loads(text[begin:end])
        except (ValueError, RecursionError):
            return None
        if not isinstance(found, dict) or not all(isinstance(one, _WRITTEN) for one in found.values()):
            return None
        if not any(self._kind(key) is not None for key in found):
            return None
        lines = [self._written(key, str(value)) for key, value in found.items()]
        return "\n".join(part for part in (around[0], *lines, around[1]) if part)

    def _of_block(self, whole: str, inside: str) -> str:
        """The lines of a block, if it is a form: every line has a label, and one of the labels is known."""
        lines = [line for line in inside.splitlines() if line.strip()]
        found = [match for match in map(_LINE.match, lines) if match is not None]
        if not found or len(found) < len(lines) or all(self._kind(one["key"]) is None for one in found):
            return whole
        return "\n".join(self._written(one["key"], one["value"]) for one in found)

    def _of_line(self, line: re.Match[str]) -> str:
        """Outside of a block the phrases read most labels; not what must not appear, nor a bare number of seconds."""
        kind = self._kind(line["key"]) if len(line["key"].strip()) > _SHORT else None
        is_length = kind == "duration" and line["value"].strip().isdecimal()
        return self._written(line["key"], line["value"]) if kind == _NEGATIVE or is_length else line.group()

    def _of_bracketed(self, line: re.Match[str]) -> str:
        """A line whose label stands in brackets."""
        known = self._kind(line["key"]) is not None
        return self._written(line["key"], line["value"]) if known else line.group()

    def _kind(self, key: str) -> str | None:
        return self._kinds.get(_as_flag(key))

    def _written(self, key: str, value: str) -> str:
        kind = self._kind(key)
        if kind is None:
            return f"{key}: {value}"
        if kind == "prompt":
            return value
        if not kind or not value.strip():
            return ""  # settings of other bots
        if kind == _NEGATIVE:
            return f"-neg {value}"
        return f"--{kind} {value}" if kind == "mode" else f"{_NAMES.get(kind, kind)}: {value}"


def _without_speakers(text: str) -> str:
    """Lines pasted from a chat without the time and the name in front of each."""
    lines = [line for line in text.splitlines() if line.strip()]
    return _SPOKEN.sub("", text) if len(lines) > 1 and all(map(_SPOKEN.match, lines)) else text


def _as_flag(key: str) -> str:
    return _BLANKS.sub("-", key.strip().casefold())
