"""Phrases as they stand in the word tables, turned into patterns.

    [a|b]    may be there, one of these        {name}   a list of the same table's [parts], or a slot
    (a|b)    must be there, one of these       blank    may be typed or not
    [a|b]*   up to three of these              (?=a|b)  must follow, and stays

Everything else stands for itself, in folded form. Slots: {model} a model's name, {value} one parameter or quality,
{values} any number of them, {quoted} words in quotes, {some} a few words, {number} a number, {end} the end of a clause.
"""

import re
from collections.abc import Mapping, Sequence

QUOTED = "\ue000"  # stands for each character of what is quoted: content, whatever it says
CUT = "\ue001"  # each character of what is known to be control wording
MODEL = "\ue002"  # each character of a model's name
VALUE = "\ue003"  # each character of a parameter or a quality

STOPS = ',.;:!?|/\\~\n()<>\\[\\]{}\u2014\u2026\u3001\u3002\u3008-\u3011\u30fb\uff5e\u00b7\u201c\u201d"'
EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
EDGE = "(?:(?<![a-z0-9])|(?![a-z0-9]))"
END = f"(?=[ ]?(?:[-]* *[{STOPS}{EMOJI}]|$))"

_SLOTS = {
    "model": f"{MODEL}+",
    "value": f"{VALUE}+",
    "values": f"(?:[ ,]?[{MODEL}{VALUE}{CUT}]+)*",
    "cut": f"{CUT}+",
    "quoted": f"{QUOTED}+",
    "some": f"[^{STOPS}{MODEL}{VALUE}{QUOTED}]{{1,12}}?",
    "number": "(?:[0-9]{1,3}|[\u4e00\u4e8c\u4e24\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]{1,3})",
    "end": END,
}


class PhraseError(ValueError):
    """A phrase that cannot be read; the message says why."""


def pattern_of(phrase: str, parts: Mapping[str, str]) -> str:
    """The pattern of one phrase, without word edges; `parts` are patterns already. Raises PhraseError."""
    found: list[str] = []
    closing: list[str] = []
    place = 0
    while place < len(phrase):
        one = phrase[place]
        place += 1
        if phrase.startswith("(?=", place - 1):
            found.append("(?=")
            closing.append(")")
            place += 2
        elif one in "[(":
            found.append("(?:")
            closing.append("]" if one == "[" else ")")
        elif one in "])":
            if not closing or closing.pop() != one:
                raise PhraseError(f"{phrase!r}: {one} closes nothing")
            repeated = phrase.startswith("*", place)
            place += repeated
            found.append("){0,3}" if repeated else ")?" if one == "]" else ")")
        elif one == "|":
            if not closing:
                raise PhraseError(f"{phrase!r}: | stands outside of brackets")
            found.append("|")
        elif one == "{":
            end = phrase.find("}", place)
            name = phrase[place:end]
            place = end + 1
            if name not in parts:
                raise PhraseError(f"{phrase!r}: there is no part {{{name}}}")
            found.append(parts[name])
        elif one == " ":
            found.append("[ ]?")
        else:
            found.append(re.escape(one))
    if closing:
        raise PhraseError(f"{phrase!r}: {closing[-1]} is missing")
    return "".join(found)


def patterns_of(parts: Mapping[str, Sequence[str]], faults: list[str]) -> Mapping[str, str]:
    """The patterns of all parts, slots included; a part may use parts that stand before it."""
    found = dict(_SLOTS)
    for name, phrases in parts.items():
        try:
            found[name] = _alternatives(phrases, found)
        except PhraseError as fault:
            faults.append(f"[parts] {name}: {fault}")
            found[name] = "(?!)"
    return found


def one_of(phrases: Sequence[str], parts: Mapping[str, str]) -> str:
    """A pattern for any of these phrases, at word edges, longer ones first; matches nothing without phrases."""
    return f"{EDGE}{_alternatives(phrases, parts)}{EDGE}" if phrases else "(?!)"


def _alternatives(phrases: Sequence[str], parts: Mapping[str, str]) -> str:
    ordered = sorted(phrases, key=len, reverse=True)
    return f"(?:{'|'.join(pattern_of(one, parts) for one in ordered)})"
