"""What the lessons are told of a parameter: the words around it, and what the phrases say."""

from core.parser.learned import Features, beside, words_in
from core.parser.marks import CUT, MODEL, VALUE
from core.parser.sheet import Sheet, Span

_NAMED = (" video", " clip", " version", " format")  # these words of a shape name what is made themselves
_MADE = tuple(f"{one.strip()} " for one in _NAMED)  # the same in front of figures
MARKS = f" {MODEL}{VALUE}{CUT}-"  # what may stand between a value and the edge of its clause
_SOME = 6  # characters that make a description


def value_features(sheet: Sheet, span: Span) -> Features:
    """The features of a value: what stands beside it, what it is, and what the phrases say."""
    row, start, end, kind, gaps = sheet.row, span.start, span.end, span.kind, sheet.folded.gaps
    begin, stop = sheet.clause_of(span)
    left, right = row[begin:start].strip(MARKS), row[end:stop].strip(MARKS)
    edges = f"?{not left!s}{not right!s} "
    of_kind = f"{kind}:"
    found = beside(row, start, end, kind)
    found += [of_kind + one for one in words_in(row[begin:stop])]
    found += (
        f"?{span.taken!s}",
        f"?{kind} {span.taken!s} {span.everyday!s}",
        f"{kind}={sheet.text[start:end].strip()}",
        f"{edges}{kind}",
        f"{edges}{span.taken!s}",
        f"?{len(left) > _SOME!s}{len(right) > _SOME!s}",
        f"?{start in gaps!s}{end in gaps!s} {not left!s}{not right!s}",
        f"?{start in gaps or not left!s}{end in gaps or not right!s} {kind}",
    )
    return Features([], signs=found)


def names_itself(sheet: Sheet, span: Span) -> bool:
    """Whether a shape is said with the word for what is made: "a tall video", "a video 16:9"."""
    if span.kind != "aspect_ratio":
        return False
    is_behind = sheet.text[span.start : span.end][:1].isdigit() and sheet.text.endswith(_MADE, 0, span.start)
    return is_behind or sheet.text.endswith(_NAMED, span.start, span.end)


def is_framed(sheet: Sheet, span: Span) -> bool:
    """Whether words of a request stand before a ratio, and nothing else in its clause: "make me a vertical ..."."""
    if span.kind != "aspect_ratio":
        return False  # others may as well be in the scene: "a ten-second alarm"
    if names_itself(sheet, span):
        return True
    return span.cut[0] < span.start and not sheet.row[sheet.clause_of(span)[0] : span.cut[0]].strip(MARKS)
