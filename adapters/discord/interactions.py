"""Commands, menus, buttons and forms: answered within three seconds, then handed on like any message."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

import discord

from adapters.discord import inbound
from adapters.discord.acknowledge import in_time
from adapters.discord.chat import DiscordChat
from adapters.discord.commands import Files
from adapters.discord.controls import (
    PromptForm,
    form_text,
    is_shown,
    pressed_action,
    rewrite_form,
    rewritten_job,
)
from adapters.discord.delivery import Refused
from adapters.discord.inbound import Form, Source
from adapters.discord.notices import Notices
from adapters.discord.pictures import in_role, option_picture, pictures_of
from adapters.discord.ports import Choices, Knows, Prompts, Say, Take
from adapters.discord.press import PICK, PLATFORM, PRESS, WISH, write_wish
from adapters.discord.rights import missing_rights
from adapters.discord.seen import Seen
from adapters.discord.settings import DiscordSettings
from adapters.discord.words import spoken
from core.errors import ChatError
from core.model import Action, Address, Picture, Role, Verb

_WISHES_LIMIT = 200
_PROMPT_WAIT_S = 1.2
_KNOWS_WAIT_S = 0.5
_AUTOCOMPLETE = discord.InteractionType.autocomplete


class Interactions:
    """Takes what people choose and press (`commands.CommandDesk`, `controls.Presses`)."""

    def __init__(
        self,
        settings: DiscordSettings,
        chat: DiscordChat,
        notices: Notices,
        *,
        take: Take,
        say: Say,
        choices: Choices,
        prompt_of: Prompts,
        knows: Knows,
        now: Callable[[], float],
    ) -> None:
        self.choices = choices
        self._pace = settings.pace
        self._chat = chat
        self._notices = notices
        self._take = take
        self._say = say
        self._prompt_of = prompt_of
        self._knows = knows
        self._now = now
        self._started_at = now()
        self._seen = Seen()
        self._presses = Seen()
        self._wishes: OrderedDict[str, tuple[Picture, ...]] = OrderedDict()

    async def fresh(self, interaction: discord.Interaction) -> bool:
        """Whether this interaction is new; one that an earlier process took in was answered long ago."""
        if self._seen.before(interaction.id):
            return False
        if interaction.type is _AUTOCOMPLETE or self._now() - self._started_at > self._pace.token_s:
            return True
        try:
            async with asyncio.timeout(_KNOWS_WAIT_S):
                return not await self._knows(str(interaction.id))
        except TimeoutError:
            return True  # rather answer twice than not at all; the claim will notice a repetition

    async def video_asked(self, interaction: discord.Interaction, form: Form, files: Files) -> None:
        """The /video command."""
        address = await self._defer(interaction)
        if address is not None:
            pictures = [option_picture(file, role) for role, file in files.items()]
            await self._order(interaction, address, inbound.read_form(form), pictures=pictures)
            lacking = missing_rights(interaction)
            await self._notices.warn(address, inbound.read_language(interaction.locale), lacking)

    async def words_asked(self, interaction: discord.Interaction, command: str) -> None:
        """A command that stands for a sentence."""
        address = await self._defer(interaction, ephemeral=True)
        if address is not None:
            text = spoken(command, inbound.read_language(interaction.locale))
            await self._order(interaction, address, text)

    async def menu_chosen(
        self, interaction: discord.Interaction, message: discord.Message, command: str
    ) -> None:
        """A menu on a message: animate its picture, or ask what shall be made after it."""
        language = inbound.read_language(interaction.locale)
        pictures = pictures_of(message, shown_links=True)
        if not pictures:
            address = await self._defer(interaction, ephemeral=True)
            if address is not None:
                text = self._say("discord.menu_no_picture", language)
                await self._notices.tell(address, text, language, key=f"menu:{interaction.id}")
        elif command == "reference":
            custom_id = write_wish(message.channel.id, message.id)
            self._wishes[custom_id] = pictures
            while len(self._wishes) > _WISHES_LIMIT:
                self._wishes.popitem(last=False)
            title, label = (
                self._say("discord.wish_title", language),
                self._say("discord.wish_prompt", language),
            )
            await in_time(
                lambda: interaction.response.send_modal(
                    PromptForm(title=title, label=label, custom_id=custom_id, needed=False)
                ),
                self._pace,
            )
        else:
            address = await self._defer(interaction)
            if address is not None:
                first = in_role(pictures[:1], Role.FIRST)
                await self._order(interaction, address, spoken(command, language), pictures=first)

    async def pressed(self, interaction: discord.Interaction, action: Action | None) -> None:
        """A button or choice; the same one again within seconds is one press."""
        if action is not None and action.asks_for_words:
            await self._open_form(interaction, action)
        else:
            await self._press(interaction, action)

    async def stray_press(self, interaction: discord.Interaction) -> None:
        """Serve a press that no item takes: another program's button, or one that its message has lost since."""
        data: Any = interaction.data or {}
        custom_id = str(data.get("custom_id", ""))
        ours = PRESS.match(custom_id) or PICK.match(custom_id)
        if not ours or not is_shown(interaction, custom_id):
            await self.pressed(interaction, pressed_action(data))

    async def _press(self, interaction: discord.Interaction, action: Action | None) -> None:
        if not await self.fresh(interaction):
            return
        taken, _ = await in_time(lambda: interaction.response.defer(), self._pace)  # noqa: PLW0108  # overloaded
        message = interaction.message.id if interaction.message else 0
        mark = (message, interaction.user.id, action)
        if not taken or action is None or self._presses.before(mark, self._now(), self._pace.double_press_s):
            return
        address = inbound.read_interaction_address(interaction, Source.PRESS, at=self._now())
        await self._order(interaction, address, "", action=action)

    async def _open_form(self, interaction: discord.Interaction, action: Action) -> None:
        """Open the form with the present prompt; for somebody else's job, the desk says that it is not theirs."""
        try:
            async with asyncio.timeout(_PROMPT_WAIT_S):
                prompt = await self._prompt_of(action.job_id, f"{PLATFORM}:{interaction.user.id}")
        except TimeoutError:
            prompt = ""
        language = inbound.read_language(interaction.locale)
        title, label = self._say("discord.form_title", language), self._say("discord.form_prompt", language)
        if prompt is None or rewrite_form(action, title=title, label=label, text="") is None:
            await self._press(interaction, action)
        elif await self.fresh(interaction):

            async def open_form() -> None:
                form = rewrite_form(action, title=title, label=label, text=prompt)
                assert form is not None
                await interaction.response.send_modal(form)

            await in_time(open_form, self._pace)

    async def form_came(self, interaction: discord.Interaction) -> None:
        """A submitted form of ours, also one that an earlier process opened."""
        data: Any = interaction.data or {}
        custom_id, text = str(data.get("custom_id", "")), form_text(data.get("components")).strip()
        job, wish = rewritten_job(custom_id), WISH.match(custom_id)
        if (job is None and wish is None) or not await self.fresh(interaction):
            return
        if job is not None:
            taken, _ = await in_time(lambda: interaction.response.defer(), self._pace)  # noqa: PLW0108  # overloaded
            if taken:
                address = inbound.read_interaction_address(interaction, Source.FORM, at=self._now())
                action = Action(Verb.EDIT, job, f"prompt={text}")
                await self._order(interaction, address, "", action=action)
            return
        address_or_none = await self._defer(interaction, thinking=True)
        if address_or_none is not None and wish is not None:
            await self._wish(interaction, address_or_none, custom_id, text)

    async def _wish(
        self, interaction: discord.Interaction, address: Address, custom_id: str, text: str
    ) -> None:
        language = inbound.read_language(interaction.locale)
        pictures = self._wishes.get(custom_id) or await self._pictures_at(custom_id)
        if not pictures:
            expired = self._say("discord.menu_expired", language)
            await self._notices.tell(address, expired, language, key=f"menu:{interaction.id}")
            return
        words = text or spoken("reference", language)
        await self._order(interaction, address, words, pictures=in_role(pictures, Role.REFERENCE))

    async def _pictures_at(self, custom_id: str) -> tuple[Picture, ...]:
        found = WISH.match(custom_id)
        assert found is not None
        try:
            message = await self._chat.channels.read(int(found["channel"]), int(found["message"]))
        except (Refused, ChatError):
            return ()
        return pictures_of(message, shown_links=True)

    async def _defer(
        self, interaction: discord.Interaction, *, ephemeral: bool = False, thinking: bool = False
    ) -> Address | None:
        """The first answer; None when the interaction cannot be answered any more."""
        taken, answer = await in_time(
            lambda: interaction.response.defer(ephemeral=ephemeral, thinking=thinking), self._pace
        )
        if not taken:
            return None
        self._chat.deferred.waits(interaction.token)
        return inbound.read_interaction_address(
            interaction,
            Source.COMMAND,
            at=self._now(),
            answer=answer.message_id if answer else None,
            ephemeral=ephemeral,
        )

    async def _order(
        self,
        interaction: discord.Interaction,
        address: Address,
        text: str,
        *,
        pictures: Sequence[Picture] = (),
        action: Action | None = None,
    ) -> None:
        self._chat.took(address)
        incoming = inbound.read_interaction(
            interaction, address, text, at=self._now(), pictures=pictures, action=action
        )
        try:
            await self._take(incoming)
        except Exception:
            # Somebody is waiting under "thinking": tell them first, then log what broke.
            await self._notices.tell(
                address,
                self._say("discord.trouble", incoming.language or "en"),
                incoming.language or "en",
                key=f"trouble:{incoming.id}",
            )
            raise
