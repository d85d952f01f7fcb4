"""Feishu and Lark: a bot on the long connection or behind a webhook. lark_oapi is imported by `sdk` alone, late."""
