"""What all parts of the runner share of the outside."""

from dataclasses import dataclass

from core.ports import Chat, Clock, Fetch, Gate, History, Jobs, Ledger, Studio


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """The ports a job needs."""

    chat: Chat
    studio: Studio
    fetch: Fetch
    jobs: Jobs
    ledger: Ledger
    history: History
    clock: Clock
    gate: Gate
