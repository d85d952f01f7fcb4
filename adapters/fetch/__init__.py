"""Guarded download of public addresses: bytes from anywhere but our own network."""

from adapters.fetch.download import Download, GuardedFetch
from adapters.fetch.mp4 import DurationReader, duration_s

__all__ = ["Download", "DurationReader", "GuardedFetch", "duration_s"]
