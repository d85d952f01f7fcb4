"""Which model to take, and which to name beside it: preference, recommendation, fallback, in that order."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.model import Failure, TaskType
from core.tables import Advice, ModelRow, Recommendation


class Basis(StrEnum):
    """Why a model was taken."""

    ASKED = "asked"
    PREFERENCE = "preference"
    AUTOMATIC = "automatic"
    BUDGET = "budget"
    BEST = "best"
    CARRIED = "carried"  # it stays as it was in the job this one follows


NO_OFFER = frozenset(
    {
        Failure.UNAUTHORIZED,
        Failure.NO_POINTS,
        Failure.RATE_LIMITED,
        Failure.NETWORK,
        Failure.PICTURE,
        Failure.TIMEOUT,
    }
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A model by our key, and why."""

    model: str
    basis: Basis


def recommend(advice: Advice, task_type: TaskType, prompt: str, live: Iterable[str]) -> Recommendation | None:
    """The first recommendation for this task whose words occur and whose model is live."""
    known = set(live)
    folded = prompt.casefold()
    for one in advice.recommendations:
        if one.task_type is not task_type or one.model not in known:
            continue
        if not one.words or any(word in folded for word in one.words):
            return one
    return None


def choose(
    advice: Advice,
    task_type: TaskType,
    *,
    asked: str | None,
    quality: str | None,
    preference: str | None,
    prompt: str,
    prices: Mapping[str, int],
    as_asked: Collection[str] = (),
) -> Choice | None:
    """The model for a request; None when no model is live.

    `prices` holds every live model of the task with its price for these wishes. The caller refuses a named model that
    is not live. The best, the cheapest, and one in place of the default, is one of those that have all values
    `as_asked`, if any has.
    """
    if not prices:
        return None
    if asked is not None:
        return Choice(asked, Basis.ASKED)
    fitting = {one: points for one, points in prices.items() if one in as_asked} or prices
    if quality == "best":
        best = next((one for one in advice.best if one in fitting), None) or first_ranked(advice, fitting)
        return Choice(best, Basis.BEST)
    if quality == "budget":
        return Choice(cheapest(advice, task_type, fitting), Basis.BUDGET)
    if preference is not None and preference in prices:
        return Choice(preference, Basis.PREFERENCE)
    recommendation = recommend(advice, task_type, prompt, prices)
    if recommendation is not None:
        return Choice(recommendation.model, Basis.AUTOMATIC)
    default = advice.default[task_type]
    return Choice(default if default in prices else first_ranked(advice, fitting), Basis.AUTOMATIC)


def cheapest(advice: Advice, task_type: TaskType, prices: Mapping[str, int]) -> str:
    """The model with the lowest live price; the table's budget model breaks a tie, then rank."""
    budget = advice.budget.get(task_type)
    return min(prices, key=lambda one: (prices[one], one != budget, advice.place(one)))


def first_ranked(advice: Advice, prices: Mapping[str, int]) -> str:
    """The most advisable of the live models."""
    return min(prices, key=lambda one: (advice.place(one), prices[one]))


def stand_ins(
    advice: Advice,
    row: ModelRow,
    failure: Failure,
    prices: Mapping[str, int],
    *,
    count: int = 2,
) -> Sequence[str]:
    """What to offer after a failure: live models in the table's order, filled up by rank, never the failed one."""
    if failure in NO_OFFER:
        return ()
    wanted = advice.permissive if failure is Failure.MODERATION else row.stand_ins
    ranked = sorted(prices, key=lambda one: (advice.place(one), prices[one]))
    found: list[str] = []
    for one in (*wanted, *ranked):
        if one in prices and one != row.key and one not in found:
            found.append(one)
    return found[:count]


def cheaper(advice: Advice, points: int, model: str, prices: Mapping[str, int]) -> str | None:
    """A cheaper live model worth naming: the most advisable one below this price."""
    below = {one: price for one, price in prices.items() if price < points and one != model}
    return first_ranked(advice, below) if below else None


def people_word(advice: Advice, prompt: str) -> str | None:
    """The first word of a prompt, as typed, that means people, celebrities or brands by the table."""
    folded = prompt.casefold()
    for word in advice.not_people:
        folded = folded.replace(word, " " * len(word))
    for word in sorted(advice.people, key=len, reverse=True):
        at = folded.find(word)
        while at >= 0:
            if not word.isascii() or _stands_alone(folded, at, len(word)):
                return prompt[at : at + len(word)] if len(folded) == len(prompt) else word
            at = folded.find(word, at + 1)
    return None


def _stands_alone(text: str, at: int, length: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + length] if at + length < len(text) else " "
    return not (before.isascii() and before.isalnum()) and not (after.isascii() and after.isalnum())
