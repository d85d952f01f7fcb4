"""Names that come in the place of another: "use Kling, no, Wan", "not Kling but Wan"."""

from collections.abc import Container

from core.parser.marks import MODEL, VALUE
from core.parser.sheet import Sheet, Span

STRENGTH = {"keep": 4, "switch": 3, "like": 3, "use": 3, "once": 3, "name": 2, "bare": 1}  # of a role
_BETWEEN = f" \n{MODEL}{VALUE},.;:![]()\u3010\u3011\u3001\u2014\u2026-"
_WEAK = ("", "bare", "name")


def of(sheet: Sheet, span: Span, earlier: Span, rather: Container[str]) -> None:
    """Give a name the role that the one before it had, or should have had; `rather` are the words of a contrast."""
    if sheet.is_corrected(earlier.end, span.start):
        _correct(sheet, span, earlier)
    begin = max(earlier.end, earlier.cut[1])
    if (
        earlier.role == "not"
        and span.role in _WEAK
        and sheet.row[begin : span.start].strip(_BETWEEN) in rather
    ):
        span.role, span.cut = "use", (begin, span.end)


def _correct(sheet: Sheet, span: Span, earlier: Span) -> None:
    """A name that corrects another is meant as that one was: "use Kling, no, Wan" uses Wan."""
    use = sheet.covering("tool.use", earlier.start, earlier.end)
    if use and earlier.role in ("", "not") and not sheet.covering("tool.not", earlier.start, earlier.end):
        # An ordinary word ("use the conch"), but then a model is named in its place.
        earlier.role, earlier.cut, earlier.taken = "use", use[0], True
    if STRENGTH.get(earlier.role, 0) > STRENGTH.get(span.role, 0):
        span.role = earlier.role
        span.cut = (min(earlier.end, span.cut[0] or earlier.end), max(span.end, span.cut[1]))
