"""What kind of clip a description tells of, where that went with a value or a name: "a funny 10 second clip of ..."."""

import re
from collections.abc import Mapping, Sequence

from core.parser.marks import CUT, MODEL
from core.parser.sheet import Sheet
from core.tables.patterns import any_of


class Kinds:
    """The words of [frame] for kinds of clips."""

    def __init__(self, typed: Mapping[str, Sequence[str]]) -> None:
        nouns, named, of, no_kind = (
            any_of(typed[f"frame.{name}"])
            for name in ("kind_nouns", "kind_nouns_named", "kind_of", "no_kind")
        )
        self._any = re.compile(f"{of} ")  # without which there is none
        # A look or a mood in front of what was cut out, and what is shown behind it.
        self._told = re.compile(
            rf"\b(?:an?|the|some) (?:[a-z-]+,? (?:and )?){{1,3}}(?P<cut>{CUT}[{CUT} ]*)(?={of} )"
        )
        # The same with nothing in front that tells how it is.
        self._only_made = re.compile(rf"\b(?:an?|one) (?P<cut>{CUT}[{CUT} ]*){of}(?= )")
        self._noun = re.compile(f"{nouns}s?(?= *$)")
        # The same with a name of a model, in a phrase that was cut out as a whole.
        self._made_with = re.compile(
            rf"\b(?:an?|one) (?!{no_kind} )[a-z-]+ (?P<model>{MODEL}+) (?:{named} )?{of}(?= )"
        )

    def put_back(self, sheet: Sheet, text: str) -> str:
        """The text with the words for its kind back in their places."""
        if self._any.search(sheet.text) is None:
            return text
        for found in self._made_with.finditer(sheet.row):
            begin, end = found.span()
            if text[begin:end].strip(CUT):
                continue
            start, stop = found.span("model")
            noun = self._noun.search(sheet.text, start, stop)
            name = CUT * ((noun.start() if noun is not None else stop) - start)
            behind = sheet.text[start + len(name) : end]
            text = f"{text[:begin]}{sheet.text[begin:start]}{name}{behind}{text[end:]}"
        for found in self._only_made.finditer(text):
            if self._noun.search(sheet.text, *found.span("cut")) is not None:
                text = text[: found.start()] + CUT * len(found[0]) + text[found.end() :]
        for found in reversed(list(self._told.finditer(text))):
            noun = self._noun.search(sheet.text, *found.span("cut"))
            if noun is not None:
                text = text[: noun.start()] + noun.group() + text[noun.end() :]
        return text
