"""Discord: people ask in channels, threads, direct messages and by commands; answers go where they asked.

`inbound` and `outbound` translate and do nothing else; `gateway` listens, `chat` speaks.
"""
