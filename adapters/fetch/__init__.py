"""Guarded download of public addresses: bytes from anywhere but our own network."""

from adapters.fetch.download import Download, GuardedFetch

__all__ = ["Download", "GuardedFetch"]
