r"""Discord's markup, both ways: what people typed becomes plain text, our plain text becomes harmless.

Nothing that leaves here may ping, link, embed or format unless we mean it: our messages quote prompts.
"""

import re
from collections.abc import Mapping

_URL = re.compile(r"https?://[^\s<>\"`\u3000-\u9fff\uff00-\uffef]+", re.IGNORECASE)
_URL_END = ".,;:!?)]}'\u201d\u2019"
_CHARACTERS = re.compile(
    r"[\\*`<]"  # always
    r"|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])"  # not inside snake_case
    r"|~(?=~)|(?<=~)~|\|(?=\|)|(?<=\|)\|"  # only in pairs
    r"|\](?=\s*\()"  # a masked link
)
_LINE_START = re.compile(r"^(\s*)([#>]|-(?=#))", re.MULTILINE)
_EVERYBODY = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_INVITATION = re.compile(r"(discord)(?=(?:app)?\.(?:gg|com|new|gift))", re.IGNORECASE)
_GAP = "\u200b"

_EMOJI = re.compile(r"<a?(:\w{1,32}:)\d{15,21}>")
_USER = re.compile(r"<@!?(\d{15,21})>")
_ROLE = re.compile(r"<@&(\d{15,21})>")
_CHANNEL = re.compile(r"<#(\d{15,21})>")
_COMMAND = re.compile(r"</([^:>]{1,100}):\d{15,21}>")
_SHOWN = re.compile(r"<(https?://[^\s<>]+)>", re.IGNORECASE)


def plain_text(content: str, *, me: int, my_role: int | None, names: Mapping[int, str]) -> str:
    """What a person wrote, the mention of the bot cut out and Discord's tokens turned into words.

    `names` holds the display names of the people, roles and channels mentioned.
    """

    def person(found: re.Match[str]) -> str:
        number = int(found[1])
        return "" if number == me else _named("@", number, names)

    def role(found: re.Match[str]) -> str:
        number = int(found[1])
        return "" if number == my_role else _named("@", number, names)

    text = _USER.sub(person, content)
    text = _ROLE.sub(role, text)
    text = _CHANNEL.sub(lambda found: _named("#", int(found[1]), names), text)
    text = _EMOJI.sub(r"\1", text)
    text = _COMMAND.sub(r"/\1", text)
    text = _SHOWN.sub(r"\1", text)
    return "\n".join(
        " ".join(word for word in line.split(" ") if word).strip() for line in text.splitlines()
    ).strip()


def _named(sign: str, number: int, names: Mapping[int, str]) -> str:
    name = names.get(number)
    return sign + name if name else ""


def harmless(text: str) -> str:
    """Plain text as Discord shows it letter by letter; addresses stay links but show no preview."""
    parts: list[str] = []
    at = 0
    for start, end in addresses(text):
        parts.append(_letters(text[at:start]))
        parts.append(f"<{text[start:end]}>")
        at = end
    parts.append(_letters(text[at:]))
    return _LINE_START.sub(r"\1\\\2", "".join(parts))


def addresses(text: str) -> list[tuple[int, int]]:
    """Where web addresses stand in a text, without the punctuation that follows them."""
    found = []
    for match in _URL.finditer(text):
        url = match[0].rstrip(_URL_END)
        if len(url) > len("https://"):
            found.append((match.start(), match.start() + len(url)))
    return found


def _letters(text: str) -> str:
    escaped = _CHARACTERS.sub(r"\\\g<0>", text)
    escaped = _EVERYBODY.sub("@" + _GAP, escaped)
    return _INVITATION.sub(r"\1" + _GAP, escaped)
