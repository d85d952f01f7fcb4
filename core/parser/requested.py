"""A request while it is put together, and what follows from all that was gathered."""

from dataclasses import dataclass

from core.model import Act, Notice, ParseContext, Role, TaskType
from core.parser.choice import Quality
from core.parser.marks import CLOSING
from core.parser.picture import PictureWords
from core.parser.sheet import Sheet, Span
from core.parser.wishes import AskedValues

_KEPT = ("keep", "like")


@dataclass(slots=True)
class Request:
    """A request while it is put together."""

    sheet: Sheet
    context: ParseContext
    images: int
    act: str  # what else it could be, as the lessons have it; empty for a request
    likely: float
    pointing: PictureWords
    asked: AskedValues
    span: Span | None  # the name that counts
    price: list[tuple[int, int]]  # where it asks what that would cost
    saves: bool
    prompt: str = ""
    front: int = 0  # where the words that ask for a video end
    asks_later: bool = False  # behind words on what it is about
    quality: Quality = None
    clears: bool = False
    edit: bool = False
    task_type: TaskType = TaskType.TEXT
    is_missing: bool = False  # it needs a picture that is not there
    roles: tuple[Role, ...] = ()
    # The model's key; or, for one that is not offered, its name and the nearest key.
    offered: tuple[str | None, str, str] = (None, "", "")
    action: Act = Act.GENERATE
    only_for: TaskType | None = None  # the one task that a preference is about

    @property
    def has_price(self) -> bool:
        """Whether it asks what that would cost."""
        return bool(self.price)

    @property
    def price_stands_first(self) -> bool:
        """Whether more than that is said behind the question about the price."""
        return self.has_price and bool(self.sheet.row[self.price[0][1] :].strip(CLOSING))

    @property
    def changes(self) -> bool:
        """Whether it names a model or anything else than content."""
        return self.asked.says_something or self.span is not None


def bare(request: Request) -> Act:
    """What a message without description and parameters asks for."""
    span = request.span
    if span is not None:
        keeps = request.saves and (span.role in _KEPT or not request.edit)
        is_missing = span.role == "keep" and bool(request.offered[1])  # nothing is saved, and that is said
        return Act.SET_PREFERENCE if keeps or is_missing else Act.GENERATE
    if any(one.role == "not" for one in request.sheet.spans):
        return Act.CLEAR_PREFERENCE
    again = (
        request.edit and bool(request.quality) and "edit.redo" in request.sheet.said
    )  # "the best one, again"
    return Act.CLEAR_PREFERENCE if request.clears and not again else Act.GENERATE


def notices(request: Request) -> tuple[Notice, ...]:
    """What the person has to be told about the request."""
    is_clamped, is_unsupported = request.asked.asked_s is not None, bool(request.offered[1])
    if not (is_clamped or request.is_missing or is_unsupported):
        return ()
    found = (
        (is_clamped, Notice.DURATION_CLAMPED),
        (request.is_missing, Notice.IMAGE_MISSING),
        (is_unsupported, Notice.MODEL_UNSUPPORTED),
    )
    return tuple(notice for applies, notice in found if applies)
