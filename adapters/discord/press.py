"""What a button of ours carries: the action, packed into Discord's custom_id, and read from it again.

The press of a button needs nothing that we stored: it works after any restart. Nothing secret goes in.
"""

import re
from urllib.parse import quote, unquote

from core.model import Action, Verb

CUSTOM_ID_LIMIT = 100
PLATFORM = "discord"
PRESS = re.compile(r"^ima:(?P<verb>[a-z_]+):(?P<job>[^:]*):(?P<value>.*)$", re.DOTALL)
PICK = re.compile(r"^ima-pick:(?P<verb>[a-z_]+):(?P<job>[^:]*):(?P<value>.*)$", re.DOTALL)
REWRITE = re.compile(r"^ima-rewrite:(?P<job>[^:]*)$")
WISH = re.compile(r"^ima-wish:(?P<channel>\d+):(?P<message>\d+)$")

_PREFIX = f"{PLATFORM}:"


def write_press(action: Action) -> str | None:
    """The custom_id of a button; None when the action does not fit into one."""
    return _fitting(f"ima:{action.verb}:{write_job(action.job_id)}:{action.value}")


def write_pick(action: Action) -> str | None:
    """The custom_id of a select; the chosen value is not part of it."""
    return _fitting(f"ima-pick:{action.verb}:{write_job(action.job_id)}:{action.value}")


def write_rewrite(job_id: str) -> str | None:
    """The custom_id of the form that changes a prompt."""
    return _fitting(f"ima-rewrite:{write_job(job_id)}")


def write_wish(channel: int, message: int) -> str:
    """The custom_id of the form that asks what shall happen with a picture."""
    return f"ima-wish:{channel}:{message}"


def read_action(found: re.Match[str], value: str | None = None) -> Action | None:
    """The action in a custom_id, or None for a verb that this version does not know; `value` is a select's choice."""
    try:
        verb = Verb(found["verb"])
    except ValueError:
        return None
    return Action(verb, read_job(found["job"]), found["value"] if value is None else value)


def write_job(job_id: str) -> str:
    """A job's id without the platform's name and without a colon."""
    if job_id.startswith(_PREFIX):
        return quote(job_id.removeprefix(_PREFIX), safe="")
    return "!" + quote(job_id, safe="") if job_id else ""


def read_job(written: str) -> str:
    """The job's id as the core knows it."""
    if not written:
        return ""
    if written.startswith("!"):
        return unquote(written[1:])
    return _PREFIX + unquote(written)


def _fitting(custom_id: str) -> str | None:
    return custom_id if len(custom_id) <= CUSTOM_ID_LIMIT else None
