"""Marks of Chinese and English texts as people typed them: what parts their words, and what we join words with.

The parser has sets of its own (`core.parser.marks`): it reads a folded text, in which most marks are the Latin ones.
"""

import re

ENDS = " ，,。.;；、!！\n"  # what stands at the ends of a clause and says nothing
_QUESTION_MARKS = ("?", "？")
PART = re.compile(r"\s*[，,；;。]\s*")  # between the parts of a change or a description
# Behind a clause of a message, as often as it stands there. A dot within a number parts nothing.
_STOP = re.compile(r"(?:\s*(?:[，,。！!？?；;~～…\n]|\.(?!\d)))+\s*")


def clauses(text: str) -> list[tuple[str, str]]:
    """The clauses of a text, each with the marks and blanks behind it; all of them together are the text."""
    found: list[tuple[str, str]] = []
    begin = 0
    for stop in _STOP.finditer(text):
        found.append((text[begin : stop.start()], stop.group()))
        begin = stop.end()
    if begin < len(text):
        found.append((text[begin:], ""))
    return found


def asks_anywhere(text: str) -> bool:
    """Whether a text has the mark of a question anywhere."""
    return any(mark in text for mark in _QUESTION_MARKS)


def ends_asking(text: str) -> bool:
    """Whether a text ends as a question."""
    return text.rstrip().endswith(_QUESTION_MARKS)


def comma(*texts: str) -> str:
    """The comma that these texts are joined with."""
    return ", " if all(one.isascii() for one in texts) else "，"


def colon(*texts: str) -> str:
    """The colon that stands between these texts."""
    return ": " if all(one.isascii() for one in texts) else "："
