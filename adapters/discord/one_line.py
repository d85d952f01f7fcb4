"""Shortens discord.py's log: a lost connection is one line, since the next attempt is already on its way."""

import logging

import aiohttp
import discord

_EVERYDAY = (aiohttp.ClientError, OSError, TimeoutError, discord.ConnectionClosed, discord.GatewayNotFound)


class OneLine(logging.Filter):
    """Replaces the trace of an everyday fault by the fault's name."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: nothing is left out."""
        fault = record.exc_info[1] if record.exc_info else None
        if isinstance(fault, _EVERYDAY):
            record.msg, record.args = f"{record.getMessage()} ({type(fault).__name__})", ()
            record.exc_info = record.exc_text = None
            record.levelno, record.levelname = logging.WARNING, logging.getLevelName(logging.WARNING)
        return True


_ONE_LINE = OneLine()


def shorten() -> None:
    """Shorten what the library says of its connections, for the whole process."""
    for part in ("client", "shard"):
        logging.getLogger(f"discord.{part}").addFilter(_ONE_LINE)
