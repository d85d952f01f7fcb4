"""What kind of clip a description tells of, where that went with a value or a name: "a funny 10 second clip of ..."."""

import re

from core.parser.marks import CUT, MODEL
from core.parser.sheet import Sheet

_ABOUT = re.compile("(?:of|about|showing|featuring) ")  # without which there is none
# A look or a mood in front of what was cut out, and what is shown behind it.
_TOLD_OF = re.compile(
    rf"\b(?:an?|the|some) (?:[a-z-]+,? (?:and )?){{1,3}}(?P<cut>{CUT}[{CUT} ]*)(?=(?:of|about|showing|featuring) )"
)
# The same with nothing in front that tells how it is.
_ONLY_MADE = re.compile(rf"\b(?:an?|one) (?P<cut>{CUT}[{CUT} ]*)(?:of|about|showing|featuring)(?= )")
_NOUN = re.compile("(?:clip|video|film|movie|animation|reel|footage|shot)s?(?= *$)")
# The same with a name of a model, in a phrase that was cut out as a whole.
_MADE_WITH = re.compile(
    rf"\b(?:an?|one) (?!(?:short|quick|nice|little|new|beautiful|cool) )[a-z-]+ (?P<model>{MODEL}+) "
    "(?:(?:video|clip|movie|film) )?(?:of|about|showing|featuring)(?= )"
)


def with_kind(sheet: Sheet, text: str) -> str:
    """The text with the words for its kind back in their places."""
    if _ABOUT.search(sheet.text) is None:
        return text
    for found in _MADE_WITH.finditer(sheet.row):
        begin, end = found.span()
        if text[begin:end].strip(CUT):
            continue
        start, stop = found.span("model")
        noun = _NOUN.search(sheet.text, start, stop)
        name = CUT * ((noun.start() if noun is not None else stop) - start)
        text = (
            text[:begin] + sheet.text[begin:start] + name + sheet.text[start + len(name) : end] + text[end:]
        )
    for found in _ONLY_MADE.finditer(text):
        if _NOUN.search(sheet.text, *found.span("cut")) is not None:
            text = text[: found.start()] + CUT * len(found[0]) + text[found.end() :]
    for found in reversed(list(_TOLD_OF.finditer(text))):
        noun = _NOUN.search(sheet.text, *found.span("cut"))
        if noun is not None:
            text = text[: noun.start()] + noun.group() + text[noun.end() :]
    return text
