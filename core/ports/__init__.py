"""What the core needs from the outside, as protocols of few methods; adapters implement them."""

from core.ports.chat import Chat, Traits
from core.ports.engine import Clock, Gate, Steps
from core.ports.history import History, Question, Subject, Talk, Whole
from core.ports.memory import (
    NO_LIMITS,
    NOTHING,
    Beside,
    Fence,
    FenceState,
    Inbox,
    Jobs,
    Ledger,
    Limits,
    Opening,
    Preferences,
)
from core.ports.studio import Fetch, Look, LookState, Studio, look_twice

__all__ = [
    "NOTHING",
    "NO_LIMITS",
    "Beside",
    "Chat",
    "Clock",
    "Fence",
    "FenceState",
    "Fetch",
    "Gate",
    "History",
    "Inbox",
    "Jobs",
    "Ledger",
    "Limits",
    "Look",
    "LookState",
    "Opening",
    "Preferences",
    "Question",
    "Steps",
    "Studio",
    "Subject",
    "Talk",
    "Traits",
    "Whole",
    "look_twice",
]
