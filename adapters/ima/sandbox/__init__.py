"""A stand-in for the studio: an HTTP server for demo and tests that knows no client and trusts none.

`async with SandboxStudio(speed=50) as studio:` serves both base addresses on `studio.url`. `studio.ledger.spent`,
`studio.violations` and `studio.requests` say what happened; `studio.script(...)`, `reprice` and `withdraw` make it
misbehave. The same over HTTP, from loopback: `GET /sandbox/state`, `POST /sandbox/script`.
"""

from adapters.ima.sandbox.faults import Fault, Script
from adapters.ima.sandbox.ledger import Entry, Ledger
from adapters.ima.sandbox.record import Record, Request, Violation
from adapters.ima.sandbox.studio import DEFAULT_PORT, DEMO_KEY, SandboxStudio, run_sandbox

__all__ = [
    "DEFAULT_PORT",
    "DEMO_KEY",
    "Entry",
    "Fault",
    "Ledger",
    "Record",
    "Request",
    "SandboxStudio",
    "Script",
    "Violation",
    "run_sandbox",
]
