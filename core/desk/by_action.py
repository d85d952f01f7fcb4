"""What answers a message that no handler knows: one handler for each action."""

from collections.abc import Awaitable, Callable, Mapping

from core.desk import preferences, reports, small_talk
from core.desk.clips import again, results
from core.desk.models import advised
from core.desk.prices import quotes, totals
from core.desk.questions import answers
from core.desk.turn import Turn
from core.model import Act

BY_ACTION: Mapping[Act, Callable[[Turn], Awaitable[None]]] = {
    Act.SET_PREFERENCE: preferences.set_preference,
    Act.CLEAR_PREFERENCE: preferences.clear_preference,
    Act.SHOW_PREFERENCES: preferences.show_preferences,
    Act.HELP: reports.help_text,
    Act.LIST_MODELS: advised.advise,
    Act.CANCEL: results.cancel,
    Act.RETRY: again.again,
    Act.STATUS: reports.status,
    Act.RESEND: results.resend,
    Act.MINE: reports.mine,
    Act.QUOTE: quotes.quote,
    Act.BUDGET: totals.budget,
    Act.CONFIRM: answers.confirm,
    Act.DECLINE: answers.decline,
    Act.FORGET: preferences.forget,
    Act.CHITCHAT: small_talk.chitchat,
}
