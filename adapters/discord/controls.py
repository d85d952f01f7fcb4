"""Buttons, selects and forms that outlive a restart: all they need stands in their custom_id."""

import re
from typing import Any, Protocol, Self

import discord
from discord import ui

from adapters.discord.outbound import Key, Letter, Menu
from adapters.discord.press import PICK, PRESS, REWRITE, read_action, read_job, write_rewrite
from core.model import Action

PROMPT_LIMIT = 4000
TITLE_LIMIT = 45
PROMPT_FIELD = "prompt"
_FORM_LIFE_S = 15 * 60.0
_STYLES = {
    "": discord.ButtonStyle.secondary,
    "primary": discord.ButtonStyle.primary,
    "danger": discord.ButtonStyle.danger,
}


class Presses(Protocol):
    """Who takes the presses: the client that the interaction came through."""

    async def pressed(self, interaction: discord.Interaction, action: Action | None) -> None:
        """A button or a choice was pressed; `action` is None if this version does not know it."""
        ...


class PressItem(ui.DynamicItem[ui.Button[ui.View]], template=PRESS):
    """Any button of ours."""

    def __init__(self, key: Key, action: Action | None = None) -> None:
        style = _STYLES[key.style]
        super().__init__(ui.Button(style=style, label=key.label, custom_id=key.custom_id))
        self.action = action

    @classmethod
    async def from_custom_id(  # type: ignore[override]  # the base is generic over every kind of item
        cls, _interaction: discord.Interaction, item: ui.Button[ui.View], match: re.Match[str], /
    ) -> Self:
        """The button that was pressed, made from its id."""
        return cls(Key(match.string, item.label or "-"), read_action(match))

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand the press on."""
        await _hand_on(interaction, self.action)


class PickItem(ui.DynamicItem[ui.Select[ui.View]], template=PICK):
    """Any select of ours; the chosen value becomes the action's value."""

    def __init__(self, menu: Menu, found: re.Match[str] | None = None) -> None:
        options = [discord.SelectOption(label=label, value=value) for value, label in menu.options]
        super().__init__(ui.Select(custom_id=menu.custom_id, placeholder=menu.label, options=options))
        self.found = found

    @classmethod
    async def from_custom_id(  # type: ignore[override]  # the base is generic over every kind of item
        cls, _interaction: discord.Interaction, item: ui.Select[ui.View], match: re.Match[str], /
    ) -> Self:
        """The select that was used, made from its id."""
        options = tuple((option.value, option.label) for option in item.options)
        return cls(Menu(match.string, item.placeholder or "", options), match)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Hand the choice on."""
        values = self.item.values
        await _hand_on(interaction, read_action(self.found, values[0]) if self.found and values else None)


async def _hand_on(interaction: discord.Interaction, action: Action | None) -> None:
    client: Any = interaction.client
    presses: Presses = client
    await presses.pressed(interaction, action)


DYNAMIC_ITEMS = (PressItem, PickItem)


def is_shown(interaction: discord.Interaction, custom_id: str) -> bool:
    """Whether the message still has the control that was pressed; only then the library hands it to its item."""
    rows = interaction.message.components if interaction.message else []
    return any(
        getattr(part, "custom_id", None) == custom_id for row in rows for part in getattr(row, "children", ())
    )


def pressed_action(data: Any) -> Action | None:
    """What the press of any control of ours asks for, from the interaction's own data."""
    custom_id, values = str(data.get("custom_id", "")), data.get("values") or []
    if found := PRESS.match(custom_id):
        return read_action(found)
    found = PICK.match(custom_id)
    return read_action(found, str(values[0])) if found and values else None


def view_of(letter: Letter) -> ui.View | None:
    """The controls under a letter, or None. Made of dynamic items only, so the library keeps nothing."""
    if not letter.rows:
        return None
    view = ui.View(timeout=None)
    for number, row in enumerate(letter.rows):
        if isinstance(row, Menu):
            if row.options:
                view.add_item(_placed(PickItem(row), number))
            continue
        for key in row:
            view.add_item(_placed(PressItem(key), number))
    return view if view.children else None


def _placed(item: Any, row: int) -> Any:
    item.row = row
    return item


class PromptForm(ui.Modal):
    """A form with one field for words. Its answer is read from the interaction, so it may come after a restart."""

    def __init__(
        self, *, title: str, label: str, custom_id: str, text: str = "", needed: bool = True
    ) -> None:
        super().__init__(title=title[:TITLE_LIMIT], custom_id=custom_id, timeout=_FORM_LIFE_S)
        field: ui.TextInput[PromptForm] = ui.TextInput(
            custom_id=PROMPT_FIELD,
            style=discord.TextStyle.paragraph,
            default=text[:PROMPT_LIMIT] or None,
            required=needed,
            max_length=PROMPT_LIMIT,
        )
        self.add_item(ui.Label(text=label[:TITLE_LIMIT], component=field))


def rewrite_form(action: Action, *, title: str, label: str, text: str) -> PromptForm | None:
    """The form that changes a prompt, filled with the present one; None when the job's id is too long for it."""
    custom_id = write_rewrite(action.job_id)
    if custom_id is None:
        return None
    return PromptForm(title=title, label=label, custom_id=custom_id, text=text)


def rewritten_job(custom_id: str) -> str | None:
    """The job whose prompt a submitted form changes; None for another form."""
    found = REWRITE.match(custom_id)
    return read_job(found["job"]) if found else None


def form_text(data: Any) -> str:
    """The words in a submitted form, wherever this API version nests them."""
    if isinstance(data, list):
        return next((text for part in data if (text := form_text(part))), "")
    if not isinstance(data, dict):
        return ""
    if data.get("custom_id") == PROMPT_FIELD and isinstance(data.get("value"), str):
        return str(data["value"])
    return form_text(data.get("components")) or form_text(data.get("component"))
