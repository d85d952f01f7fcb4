"""`python -m bot feishu-setup`: a Feishu app made from a phone, its id and secret written to .env after asking."""

import asyncio
import os
import re
from collections.abc import Callable
from pathlib import Path

from adapters.feishu.registration import AppCredentials, RegistrationError, register

_WHY = {
    "denied": "The registration was declined on the phone.",
    "expired": "The address has expired. Run the command again.",
    "refused": "Feishu refused to make the app. The manual way is in the README.",
    "network": "Feishu cannot be reached. Check network and proxy.",
}


async def feishu_setup(env_file: Path, *, say: Callable[[str], None], ask: Callable[[str], str]) -> int:
    """Show the address, wait for the scan, ask before the file is changed; 0 = written or declined, 1 = no app."""
    say("Open this address, or scan it with Feishu or Lark, and confirm (valid for ten minutes):")
    try:
        made = await register(lambda url: say(f"\n    {url}\n"))
    except RegistrationError as fault:
        say(_WHY.get(fault.reason, str(fault)))
        return 1
    say(f"The app {made.app_id} is made.")
    answer = await asyncio.to_thread(ask, f"Write FEISHU_APP_ID and FEISHU_APP_SECRET to {env_file}? [y/N] ")
    if answer.strip().casefold() not in ("y", "yes"):
        say("Nothing was written. The secret is on the app's page in the developer console.")
        return 0
    await asyncio.to_thread(write_credentials, env_file, made)
    say(f"Written to {env_file}. Start the bot: python -m bot serve")
    return 0


def write_credentials(env_file: Path, made: AppCredentials) -> None:
    """Set three lines of the file and leave all others as they are; the file is the owner's alone (mode 0600)."""
    text = env_file.read_text(encoding="utf-8") if env_file.exists() else ""
    values = {
        "FEISHU_APP_ID": made.app_id,
        "FEISHU_APP_SECRET": made.app_secret,
        "FEISHU_DOMAIN": made.domain,
    }
    for name, value in values.items():
        line = f"{name}={value}"
        found = re.search(rf"(?m)^{name}=.*$", text)
        if found is not None:
            text = text[: found.start()] + line + text[found.end() :]
        else:
            text = text + ("" if not text or text.endswith("\n") else "\n") + line + "\n"
    draft = env_file.with_name(env_file.name + ".new")
    with os.fdopen(
        os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "w", encoding="utf-8"
    ) as file:
        file.write(text)
    draft.replace(env_file)
