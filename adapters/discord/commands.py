"""The slash commands and message menus: their shapes, and what is handed to the desk."""

import hashlib
import json
import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

import aiohttp
import discord
from discord import app_commands

from adapters.discord.inbound import Form, read_language
from adapters.discord.ports import Choices, Field
from adapters.discord.settings import DiscordSettings
from adapters.discord.words import TableTranslator, named, value_name
from core.model import Role, TaskType

if TYPE_CHECKING:
    from pathlib import Path

_log = logging.getLogger(__name__)
_CHOICES_LIMIT = 25
_CHOICE_LIMIT = 100
_OPTIONS = (
    "prompt",
    "model",
    "duration",
    "aspect_ratio",
    "resolution",
    "first_picture",
    "last_picture",
    "reference_picture",
)
_PLAIN = ("models", "jobs", "preferences", "help")
_PICTURE_ROLES = {
    "first_picture": Role.FIRST,
    "last_picture": Role.LAST,
    "reference_picture": Role.REFERENCE,
}

Files = Mapping[Role, discord.Attachment]


class CommandDesk(Protocol):
    """Who takes the commands."""

    choices: Choices

    async def fresh(self, interaction: discord.Interaction) -> bool:
        """Whether this interaction is seen for the first time."""
        ...

    async def video_asked(self, interaction: discord.Interaction, form: Form, files: Files) -> None:
        """The /video command."""
        ...

    async def words_asked(self, interaction: discord.Interaction, command: str) -> None:
        """A command that stands for a sentence; its answer is for its user alone."""
        ...

    async def menu_chosen(
        self, interaction: discord.Interaction, message: discord.Message, command: str
    ) -> None:
        """A menu on somebody's message."""
        ...


class Tree(app_commands.CommandTree[Any]):
    """Our commands, sent to Discord only when they differ from what it was sent last."""

    def __init__(self, client: Any, desk: CommandDesk, settings: DiscordSettings) -> None:
        super().__init__(
            client,
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
        )
        self._desk = desk
        self._folder: Path = settings.data_dir
        self.add_command(_video(desk))
        for name in _PLAIN:
            self.add_command(_plain(desk, name))
        for name in ("animate", "reference"):
            self.add_command(_menu(desk, name))

    async def prepare(self) -> None:
        """Learn the languages."""
        await self.set_translator(TableTranslator())

    async def sync_if_changed(self) -> bool:
        """Send the commands when their content changed; a failure is logged and never stops anything."""
        mark = self._folder / f"discord-commands.{self.client.application_id}"
        digest = await self._digest()
        try:
            if mark.exists() and mark.read_text(encoding="ascii").strip() == digest:
                return False
            await self.sync()
            self._folder.mkdir(parents=True, exist_ok=True)
            mark.write_text(digest + "\n", encoding="ascii")
        except (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError) as fault:
            _log.warning("the commands were not sent to Discord (%s); messages work all the same", fault)
            return False
        return True

    async def _digest(self) -> str:
        translator = self.translator
        assert translator is not None
        commands: list[Any] = [*self.get_commands(type=None)]
        payload = [await command.get_translated_payload(self, translator) for command in commands]
        text = json.dumps(payload, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """A repeated event is one command."""
        return await self._desk.fresh(interaction)

    async def on_error(
        self, interaction: discord.Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        """Log the fault of a command; a repetition that was sorted out is none."""
        if isinstance(error, app_commands.CheckFailure):
            return
        name = interaction.command.name if interaction.command else "?"
        _log.error("command %s failed", name, exc_info=error.__cause__ or error)


def _video(desk: CommandDesk) -> app_commands.Command[Any, ..., Any]:
    @app_commands.describe(**{name: named(f"video.hints.{name}") for name in _OPTIONS})
    @app_commands.rename(**{name: named(f"video.options.{name}") for name in _OPTIONS})
    async def video(  # noqa: PLR0917  # the library reads the fields of the command from this signature
        interaction: discord.Interaction,
        prompt: app_commands.Range[str, 1, 4000],
        model: app_commands.Range[str, 1, 100] | None = None,
        duration: app_commands.Range[int, 1, 600] | None = None,
        aspect_ratio: app_commands.Range[str, 1, 20] | None = None,
        resolution: app_commands.Range[str, 1, 20] | None = None,
        first_picture: discord.Attachment | None = None,
        last_picture: discord.Attachment | None = None,
        reference_picture: discord.Attachment | None = None,
    ) -> None:
        form = Form(prompt, model, duration, aspect_ratio, resolution)
        given = {Role.FIRST: first_picture, Role.LAST: last_picture, Role.REFERENCE: reference_picture}
        await desk.video_asked(interaction, form, {role: file for role, file in given.items() if file})

    command: app_commands.Command[Any, ..., Any] = app_commands.Command(
        name=named("video.name"), description=named("video.description"), callback=video
    )

    @command.autocomplete("model")
    async def models(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        offered = desk.choices.models(_task(interaction), read_language(interaction.locale))
        return _matching(
            [(model.name, model.label) for model in offered],
            typed,
            also={model.name: model.also for model in offered},
        )

    @command.autocomplete("duration")
    async def durations(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[int]]:
        found = _matching(_values(desk, interaction, "duration"), typed)
        return [
            app_commands.Choice(name=one.name, value=int(one.value)) for one in found if one.value.isdigit()
        ]

    @command.autocomplete("aspect_ratio")
    async def ratios(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return _matching(_values(desk, interaction, "aspect_ratio"), typed)

    @command.autocomplete("resolution")
    async def resolutions(interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return _matching(_values(desk, interaction, "resolution"), typed)

    return command


def _plain(desk: CommandDesk, name: str) -> app_commands.Command[Any, ..., Any]:
    async def plain(interaction: discord.Interaction) -> None:
        await desk.words_asked(interaction, name)

    return app_commands.Command(
        name=named(f"{name}.name"), description=named(f"{name}.description"), callback=plain
    )


def _menu(desk: CommandDesk, name: str) -> app_commands.ContextMenu:
    async def chosen(interaction: discord.Interaction, message: discord.Message) -> None:
        await desk.menu_chosen(interaction, message, name)

    return app_commands.ContextMenu(name=named(f"{name}.name"), callback=chosen)


def _task(interaction: discord.Interaction) -> TaskType:
    """The task that the pictures chosen so far stand for."""
    given = {name for name in _PICTURE_ROLES if getattr(interaction.namespace, name, None)}
    if {"first_picture", "last_picture"} <= given:
        return TaskType.FRAMES
    if "reference_picture" in given:
        return TaskType.REFERENCE
    return TaskType.IMAGE if given else TaskType.TEXT


def _values(desk: CommandDesk, interaction: discord.Interaction, field: Field) -> list[tuple[str, str]]:
    model = str(getattr(interaction.namespace, "model", None) or "")
    values = desk.choices.values(field, _task(interaction), model)
    return [(value, value_name(field, value, interaction.locale)) for value in values]


def _matching(
    offered: list[tuple[str, str]], typed: str, *, also: Mapping[str, str] | None = None
) -> list[app_commands.Choice[str]]:
    """What is offered and holds what was typed so far, in any case and spacing; `also` has other names by value."""
    wanted = "".join(str(typed).lower().split())
    others = also or {}
    return [
        app_commands.Choice(name=label[:_CHOICE_LIMIT], value=value)
        for value, label in offered
        if 0 < len(value) <= _CHOICE_LIMIT
        and wanted in "".join(f"{label} {value} {others.get(value, '')}".lower().split())
    ][:_CHOICES_LIMIT]
