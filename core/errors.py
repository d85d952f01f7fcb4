"""The error tree: exceptions are for programmers, a `Failure` is for people.

BotError
├── StudioError   raised by the Studio port; `certainty` says what a create may have cost
├── ChatError     raised by the Chat port; `retry_after_s` says when to try again, None = never
├── FetchError    raised by the Fetch port and by Chat.fetch: a picture or clip could not be read
└── TableError    raised at start; carries every fault found in the tables
"""

from collections.abc import Sequence
from enum import StrEnum

from core.model import Failure


class Certainty(StrEnum):
    """What is known about a call that did not succeed."""

    REFUSED = "refused"  # the studio clearly said no: nothing was made
    NOT_SENT = "not_sent"  # no byte left this machine: nothing was made
    IN_DOUBT = "in_doubt"  # anything else: it may have been made and charged


class BotError(Exception):
    """The root of all errors that this project raises on purpose."""


class StudioError(BotError):
    """The studio did not do what it was asked.

    `detail` is in our words and goes to logs only. `said` is what the studio wrote; it may repeat a part of the
    description, so it is not in the error's text and is logged at DEBUG at most. `retry_after_s` is the pause that the
    studio asks for after a rate limit, in seconds.
    """

    def __init__(
        self,
        failure: Failure,
        certainty: Certainty = Certainty.IN_DOUBT,
        *,
        detail: str = "",
        said: str = "",
        code: int | None = None,
        retry_after_s: float | None = None,
    ) -> None:
        super().__init__(f"{failure} ({certainty}) {detail}".strip())
        self.failure = failure
        self.certainty = certainty
        self.detail = detail
        self.said = said
        self.code = code
        self.retry_after_s = retry_after_s


class ChatError(BotError):
    """A message could not be posted or changed; `retry_after_s` None means that trying again is useless."""

    def __init__(self, detail: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(detail)
        self.retry_after_s = retry_after_s


class FetchError(BotError):
    """Bytes could not be read.

    `reason` is one of missing, too_big, not_a_picture, not_a_clip, forbidden, network.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason


class TableError(BotError):
    """The tables in core/data are at fault; all faults at once."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = tuple(faults)
