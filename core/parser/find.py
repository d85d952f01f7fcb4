"""Stage "find": every stretch that could be a model or a parameter, judged by its letters alone."""

import re
from dataclasses import replace

from core.parser.figures import Figures
from core.parser.marks import MODEL
from core.parser.names import Names
from core.parser.sheet import Sheet, Span, masked
from core.parser.traded import Traded
from core.parser.versions import UNKNOWN_VERSION
from core.text import Folded

_SLIPS_WITHIN = 2000  # a slip of the finger is looked for in messages up to this length
_SHORTEST_APART = len("w a n")
_TWO_LETTERS = re.compile(" [a-z] [a-z](?![a-z0-9])")  # without which there are not three
_LETTERS = re.compile("(?<![a-z0-9])[a-z](?: [a-z]){2,8}(?![a-z0-9])")  # "w a n"


def find(sheet: Sheet, names: Names, figures: Figures, traded: Traded, scene: str) -> None:
    """Fill the sheet's spans, in order and without overlap; the longest name wins. The last clip shows the scene."""
    text = sheet.text
    found = _named(text, sheet.folded, names)
    rest = text
    if found:
        found = traded.without(text, found, scene)
        # A name's own numbers are no figures: "kling 2.6 - 10s" asks for ten seconds.
        rest = masked(text, [(one.start, one.end, MODEL) for one in found if one.is_name])
    for figure in figures.find(rest):
        found.append(Span(figure.start, figure.end, figure.kind, figure.value, figure.is_bare))
        again = figures.corrected(text, figure.end) if figure.kind == "duration" else None
        if again is not None:
            begin, right = again
            sheet.cuts.append((figure.start, begin))
            found[-1] = Span(right.start, right.end, right.kind, right.value, taken=True, has_version=True)
            found[-1].cut = (figure.start, right.end)
    found += [
        Span(start, start + 1, "aspect_ratio", ratio, everyday=True)
        for start, ratio in names.shapes(text, sheet.folded.gaps)
    ]
    if not found:
        return
    found.sort(key=lambda one: (one.start, -one.end))
    done = 0
    for span in found:
        if span.start >= done:
            sheet.spans.append(span)
            done = span.end


def _named(text: str, folded: Folded, names: Names) -> list[Span]:
    """Names of models and words of parameters; slips of the finger only where no model is named."""
    found: list[Span] = []
    has_model = False
    for match in names.found(text, folded.gaps):
        entry = names.entry(match.group())
        if entry is None:
            continue
        start, end = match.span()
        if entry.kind == "maker":
            version = names.versions.of_maker(text, end, everyday=entry.everyday)
            is_everyday = entry.everyday and version == end
            found.append(Span(start, version, "maker", entry.value, is_everyday, has_version=version > end))
            continue
        if entry.kind != "model":
            found.append(Span(start, end, entry.kind, entry.value, entry.everyday))
            continue
        has_model = has_model or not entry.everyday
        found += _model(names, text, start, end, entry.value, everyday=entry.everyday, is_slip=entry.is_slip)
    if not has_model and (apart := _apart(text, names)):
        return [*found, *apart]
    if len(text) > _SLIPS_WITHIN:
        return found
    for match, named in names.slips(text, folded):
        begin, end = match.span()
        if named.kind != "model":
            found.append(Span(begin, end, named.kind, named.value, everyday=True))
            continue
        first = _first_half(names, text, found, begin, named.value)
        if first is not None:
            found.remove(first)
            found += _model(names, text, first.start, end, named.value, everyday=False, is_slip=False)
        else:
            found += _model(names, text, begin, end, named.value, everyday=True, is_slip=True)
    return found


def _apart(text: str, names: Names) -> list[Span]:
    """A name whose letters stand apart ("k l i n g o 1"); its last letters may belong to the version."""
    letters = _LETTERS.search(text) if _TWO_LETTERS.search(text) else None
    if letters is None:
        return []
    begin, end = letters.span()
    while end - begin >= _SHORTEST_APART:
        entry = names.entry(text[begin:end].replace(" ", ""))
        if entry is not None and entry.kind == "model":
            return _model(names, text, begin, end, entry.value, everyday=True, is_slip=True)
        end -= 2
    return []


def _first_half(names: Names, text: str, found: list[Span], begin: int, brand: str) -> Span | None:
    """The maker's name in front of a model's that is mistyped: "minimax-haiulo"."""
    for span in found:
        if 0 <= begin - span.end <= 1 and text[span.end : begin] in names.joining:
            entry = names.entry(text[span.start : span.end])
            if entry is not None and (span.kind == "maker" or (entry.kind, entry.value) == ("model", brand)):
                return span
    return None


def _model(
    names: Names, text: str, start: int, end: int, brand: str, *, everyday: bool, is_slip: bool
) -> list[Span]:
    """A model's name with its version, and the step ("pro") behind it."""
    version = names.versions.behind(brand, text, end)
    version = names.versions.corrected(brand, text, version.end) or version
    has_version = version.end > end
    if has_version:
        version = replace(version, end=names.versions.turned_down(brand, text, version.end))
    ahead = names.versions.in_front(brand, text, start) if not has_version else None
    if ahead is not None:
        start, has_version = ahead[0], True
        version = replace(version, key=ahead[1])
    span = Span(
        start, version.end, "model", version.key or UNKNOWN_VERSION + brand, everyday, is_slip, has_version
    )
    if has_version and not is_slip:
        span.everyday = False
    found = [span]
    if version.mode:
        found.append(Span(version.end, version.mode_end, "mode", version.mode))
    for begin, other, is_used in names.versions.others(brand, text, version.end) if not is_slip else ():
        found.append(Span(begin, other.end, "model", other.key, has_version=True, settles=is_used))
    return found
