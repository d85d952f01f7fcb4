"""What a step needs again after a restart, kept with the job: uploaded keys, the sign on the request."""

from typing import Protocol


class Notes(Protocol):
    """Short texts by job and key, durable once written."""

    async def read(self, job_id: str, key: str) -> str:
        """What was written, or an empty text."""
        ...

    async def write(self, job_id: str, key: str, value: str) -> None:
        """Keep a text in place of an earlier one; a job that is not there keeps nothing."""
        ...


class NoNotes:
    """Nothing outlives the process."""

    async def read(self, job_id: str, key: str) -> str:  # noqa: ARG002 - the shape of Notes
        """Always empty."""
        return ""

    async def write(self, job_id: str, key: str, value: str) -> None:
        """Nothing is kept."""
