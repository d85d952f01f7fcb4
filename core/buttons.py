"""The buttons under our messages: each is an Action that words could have asked for as well."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from core.model import Action, Button, Draft, Failure, Job, Language, Phase, Verb
from core.phrases import Phrases
from core.planner.values import same, shape

_OFFER = re.compile(r"(?P<number>[0-9]{1,2})(?: (?P<points>[0-9]{1,9}) (?P<model>.*))?")
_UPRIGHT, _WIDE = "9:16", "16:9"
# What may be gone when the same is asked once more.
_PASSES = frozenset(
    {
        Failure.MEDIA_FAILED,
        Failure.NETWORK,
        Failure.POINTS_MISMATCH,
        Failure.RATE_LIMITED,
        Failure.SERVER,
        Failure.TASK_FAILED,
        Failure.TIMEOUT,
        Failure.UNKNOWN,
    }
)
_MOST_CHOICES = 25  # Discord's limit of a select, the smallest of the platforms'


def while_it_runs(phrases: Phrases, job_id: str, language: Language) -> tuple[Button, ...]:
    """Under start and progress messages."""
    return (Button(Action(Verb.CANCEL, job_id), phrases.say("button.cancel", language), "danger"),)


def under_result(
    phrases: Phrases,
    job_id: str,
    draft: Draft,
    models: Mapping[str, tuple[str, int]],
) -> tuple[Button, ...]:
    """Under the clip: again, turn it, other model, other words, delete. `models`: our key → (name, points)."""
    language = draft.language
    found = [Button(Action(Verb.AGAIN, job_id), phrases.say("button.again", language), "primary")]
    ratio = draft.order.params.get("aspect_ratio")
    if ratio is not None:
        is_upright = (shape(ratio) or 1.0) < 1 or same(ratio, _UPRIGHT)
        target, label = (_WIDE, "button.horizontal") if is_upright else (_UPRIGHT, "button.vertical")
        found.append(
            Button(Action(Verb.EDIT, job_id, f"aspect_ratio={target}"), phrases.say(label, language))
        )
    others = [(key, one) for key, one in models.items() if key != draft.order.model][:_MOST_CHOICES]
    if others:
        choices = tuple(
            (f"model={key}", phrases.say("button.alternative", language, model=name, points=points))
            for key, (name, points) in others
        )
        found.append(
            Button(Action(Verb.EDIT, job_id, "model"), phrases.say("button.model", language), "", choices)
        )
    found.append(Button(Action(Verb.EDIT, job_id, "prompt"), phrases.say("button.prompt", language)))
    found.append(Button(Action(Verb.DELETE, job_id), phrases.say("button.delete", language), "danger"))
    return tuple(found)


def under_help(phrases: Phrases, language: Language) -> tuple[Button, ...]:
    """Under the help: what can be asked at any time."""
    asked = (Verb.MINE, Verb.STATUS, Verb.QUOTE)
    return tuple(Button(Action(verb), phrases.say(f"button.{verb}", language)) for verb in asked)


def after_failure(
    phrases: Phrases, job_id: str, failure: Failure, drafts: Sequence[Draft], language: Language
) -> tuple[Button, ...]:
    """Under a failure: the offers, and the same order once more where that may help."""
    found = offers(phrases, job_id, drafts, language)
    if failure not in _PASSES:
        return found
    return *found, Button(Action(Verb.AGAIN, job_id), phrases.say("button.retry", language))


def offers(phrases: Phrases, job_id: str, drafts: Sequence[Draft], language: Language) -> tuple[Button, ...]:
    """One button for each offered draft, in the order of the text."""
    return tuple(_offer(phrases, job_id, number, draft, language) for number, draft in enumerate(drafts, 1))


def _offer(phrases: Phrases, job_id: str, number: int, draft: Draft, language: Language) -> Button:
    order = draft.order
    return Button(
        Action(Verb.ALTERNATIVE, job_id, f"{number} {order.points} {order.model}"),
        phrases.say("button.alternative", language, model=order.model_name, points=order.points),
        "primary" if number == 1 else "",
    )


@dataclass(frozen=True, slots=True)
class Offered:
    """What a press on an offer says: its number, and the model and points on the button ("" and 0 on older ones)."""

    number: int
    model: str = ""
    points: int = 0

    def among(self, drafts: Sequence[Draft]) -> Draft | None:
        """The draft with its number; None where there is no such one."""
        return drafts[self.number - 1] if 1 <= self.number <= len(drafts) else None

    def is_still(self, draft: Draft) -> bool:
        """Whether this draft is the one that was shown, at the price that was shown."""
        return (draft.order.model, draft.order.points) == (self.model, self.points)


def read_offer(value: str) -> Offered:
    """The value of a press on an offer; number 0 for what is none."""
    found = _OFFER.fullmatch(value)
    if found is None:
        return Offered(0)
    return Offered(int(found["number"]), found["model"] or "", int(found["points"] or 0))


def yes_or_no(
    phrases: Phrases, job_id: str, language: Language, *, instead: Draft | None = None
) -> tuple[Button, ...]:
    """Under a question that a yes answers; `instead` is the second choice that the text names."""
    yes = Button(Action(Verb.CONFIRM, job_id), phrases.say("button.confirm", language), "primary")
    no = Button(Action(Verb.DECLINE, job_id), phrases.say("button.decline", language))
    if instead is None:
        return yes, no
    return yes, _offer(phrases, job_id, 2, instead, language), no


def in_list(
    phrases: Phrases, jobs: Sequence[Job], called: Mapping[str, str], language: Language
) -> tuple[Button, ...]:
    """Under a list of somebody's jobs: cancel what runs, send again what is there or may still come.

    `called`: job id → what tells it from the others; not needed for one alone.
    """
    found = []
    for job in jobs:
        was_paid = job.cancel_asked and bool(job.task_id)
        is_there = job.phase.is_made or job.phase is Phase.LATE or was_paid
        if not (job.is_watched or is_there):
            continue
        verb = Verb.RESEND if is_there else Verb.CANCEL
        style: Literal["", "danger"] = "" if is_there else "danger"
        label = phrases.say(f"button.{verb}", language)
        if len(jobs) > 1:
            label = f"{label} · {called[job.id]}"
        found.append(Button(Action(verb, job.id), label.removesuffix(" · -"), style))
    return tuple(found)


def answers(job_id: str, choices: Sequence[tuple[str, str]]) -> tuple[Button, ...]:
    """Under a question with named answers: (value, label) each."""
    return tuple(Button(Action(Verb.ANSWER, job_id, value), label) for value, label in choices)
