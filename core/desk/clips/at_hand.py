"""The clip at hand: the newest one, or an earlier one that the person went back to or just asked about."""

from collections.abc import Sequence
from dataclasses import replace

from core.desk.turn import Turn
from core.model import Act, Job, Phase

_TELLS_OF_IT = frozenset({Act.STATUS, Act.RESEND})
_GONE = frozenset({Phase.FAILED, Phase.CANCELLED})


def take_up(turn: Turn, jobs: Sequence[Job], clip: Job) -> None:
    """Make this clip, one of the newest `jobs`, the one at hand."""
    is_newest = clip.id == jobs[0].id
    turn.talk = replace(turn.talk, at_hand="" if is_newest else clip.id, at_hand_at=turn.now)


def keep_asked_about(turn: Turn, jobs: Sequence[Job], clip: Job) -> None:
    """Make the clip that was only asked about the one at hand: "it" is that one then, unless it came to nothing."""
    if turn.intent.action in _TELLS_OF_IT and clip.phase not in _GONE and not clip.is_cancelling:
        take_up(turn, jobs, clip)
