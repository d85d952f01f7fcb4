"""One turn of a conversation: the message, what it is read against, and the ways to answer it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import get_args

from core.desk.house import House
from core.drafts import Drafter
from core.errors import ChatError
from core.model import (
    Button,
    Draft,
    Incoming,
    Intent,
    Job,
    Kind,
    Language,
    OneOf,
    Pending,
    Phase,
    Picture,
    Post,
    TaskType,
    Told,
    Wishes,
)
from core.parser import Parser
from core.phrases import Phrases
from core.ports import (
    Chat,
    Clock,
    Gate,
    History,
    Jobs,
    Ledger,
    Preferences,
    Question,
    Studio,
    Subject,
    Talk,
    Whole,
)
from core.tables import Tables

_log = logging.getLogger(__name__)

QUESTION_STANDS_S = 600.0
CONFIRMATION_STANDS_S = 120.0
PICTURES_WAIT_S = 120.0
MOST_PICTURES = 7
_RECENT = 10  # newest jobs that are looked at for what still runs
LOOKS_BACK = 50  # newest jobs that are looked at where an earlier one may be meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything that the desk's parts share: ports, tables and the house's rules."""

    chat: Chat
    studio: Studio
    jobs: Jobs
    preferences: Preferences
    ledger: Ledger
    history: History
    clock: Clock
    gate: Gate
    parser: Parser
    tables: Tables
    phrases: Phrases
    drafter: Drafter
    house: House


@dataclass(slots=True)
class Turn:
    """One message being answered. `opened` collects the ids of jobs to start; `talk` is saved at the end."""

    desk: Desk  # with what follows, what the message is read against
    incoming: Incoming
    talk: Talk
    stored: Talk  # the conversation as it was when read or last written
    intent: Intent
    language: Language
    job: Job | None = None  # the job replied to or pressed on, else this person's last one here
    points_at_job: bool = False  # by reply or press
    subjects: tuple[Subject, ...] = ()  # named in this chat
    came: tuple[Picture, ...] = ()  # the pictures that the message itself brought
    raw: str = ""  # the message as it came; what follows is what normalising and reading it found out
    typed: str = ""  # the message with the sentences that only talk to us
    told_in_parts: bool = False  # a change, as the taggers alone say
    knows_language: bool = True  # False before anybody said a word here
    wished: bool = False  # wishes for a change in other words than plain ones
    stops: bool = False  # what is being made is to be stopped for what the message wants instead
    stops_first: bool = False  # that clip is called the first one, which may be another than the one at hand
    one_of: OneOf | None = None  # which of several clips is made anew
    preface: str = ""  # says what was changed in a request that is answered anew
    pointed: str = ""  # says which earlier clip is meant; goes out with the first answer
    whole: Whole | None = None  # the full series, where only a part of it is offered next
    copies: int = 1  # how many of the same order are wanted; several are asked about first
    shots: int = 0  # the message tells so many shots, each to be a clip
    whole_s: int = 0  # how long an idea that was on offer is in all, told anew in shots
    undivided: bool = False  # no clause of the description is a shot of its own
    shots_same: bool = False  # all of them show who is in the clip at hand
    in_shots: str = ""  # whom all of them show, if the message says so
    shots_look: str = ""  # how all of them are to look
    are_unlike: bool = False  # these are wanted different from each other
    each: tuple[str, ...] = ()  # several shapes, or models, that are wanted: a clip of each
    most_points: int = 0  # what one clip may cost, if the person said so
    seed_unknown: bool = False  # wants the seed of a clip again that has none of its own
    priced: tuple[Draft, ...] = ()  # what was priced before of the order that is asked about
    only_price: bool = False  # the person asks what it would cost: nothing is ordered before a yes
    takes: bool = False  # the message says yes to what it changes in an offer: that is not offered once more
    label: str = ""  # what stands in front of the scene: its place among several
    reads_list: bool = False  # means a row of the list that was shown last, or shows one
    opened: list[str] = field(default_factory=list)
    said: int = 0

    @property
    def person(self) -> str:
        """The key of who speaks."""
        return self.incoming.address.person

    @property
    def room(self) -> str:
        """The key of where it is spoken."""
        return self.incoming.address.room

    @property
    def now(self) -> float:
        """Wall seconds since the epoch."""
        return self.desk.clock.now()

    @property
    def owns_job(self) -> bool:
        """Whether this person may act on the job."""
        return self.job is None or self.desk.house.may_act(self.person, self.job)

    @property
    def languages(self) -> tuple[Language, ...]:
        """What to answer in: every language before anybody said a word here."""
        return (self.language,) if self.knows_language else get_args(Language)

    @property
    def question(self) -> Question | None:
        """What this person was asked and may still answer."""
        question = self.talk.question
        return question if question is not None and question.expires_at > self.now else None

    @property
    def lapsed(self) -> Question | None:
        """A question about an order that lapsed a while ago, unless the message points at a job."""
        lapsed = self.talk.question
        if self.question is not None or lapsed is None or self.points_at_job or not lapsed.drafts:
            return None
        return lapsed if self.now - lapsed.asked_at <= QUESTION_STANDS_S else None

    @property
    def lapsed_order(self) -> Question | None:
        """The lapsed question if it was for a yes."""
        lapsed = self.lapsed
        return lapsed if lapsed is not None and lapsed.pending is Pending.CONFIRM else None

    def revive(self, lapsed: Question, *, tells: bool = True) -> Question:
        """Ask a lapsed question once more; with `tells` the next answer says that it had lapsed."""
        question = replace(lapsed, expires_at=self.now + CONFIRMATION_STANDS_S, told_lapsed=False)
        self.ask(question)
        self.pointed = self.words("quote.lapsed") if tells else self.pointed
        return question

    @property
    def quoted(self) -> Intent | None:
        """The question about a price that this person asked a moment ago without describing a clip."""
        is_fresh = self.now - self.talk.quoted_at <= QUESTION_STANDS_S
        return self.talk.quoted if is_fresh else None

    def name_models(
        self, keys: Sequence[str], task_type: TaskType, *, it: str = "", wishes: Wishes | None = None
    ) -> None:
        """Remember the models that were named, for "the second one" and "it"."""
        self.talk = replace(
            self.talk,
            named=tuple(keys),
            named_it=it or next(iter(keys), ""),
            named_for=task_type,
            named_wishes=wishes or Wishes(),
            named_scene="",
            named_at=self.now,
        )

    def named_since(self, question: Question) -> tuple[str, ...]:
        """Our keys of the models that were named since a question was asked."""
        return self.talk.named if self.talk.named_at >= question.asked_at else ()

    def words(self, key: str, **blanks: object) -> str:
        """A sentence of the catalogue in this turn's language."""
        return self.desk.phrases.say(key, self.language, **blanks)

    async def say(
        self,
        text: str,
        *,
        kind: Kind = Kind.TEXT,
        buttons: Sequence[Button] = (),
        job_id: str = "",
        private: bool = False,
    ) -> str:
        """Answer; the key tells a repetition after a crash from a second sentence."""
        self.said += 1
        text, self.pointed = self.desk.phrases.lines(self.pointed, text), ""
        post = Post(
            kind=kind,
            text=text,
            language=self.language,
            buttons=tuple(buttons),
            job_id=job_id,
            private=private,
            ok=kind is not Kind.FAILURE,
        )
        try:
            return await self.desk.chat.send(
                self.incoming.address, post, key=f"{self.incoming.id}:say{self.said}"
            )
        except ChatError as fault:
            _log.warning("message %s could not be answered: %s", self.incoming.id, fault)
            return ""

    async def tell(self, key: str, **blanks: object) -> None:
        """Answer with one sentence of the catalogue."""
        await self.say(self.words(key, **blanks))

    async def own_jobs(self, *, limit: int = _RECENT, also_forgotten: bool = False) -> tuple[Job, ...]:
        """This person's newest jobs here, newest first.

        A job whose data is to be deleted can only be watched or stopped: it is left out unless `also_forgotten`.
        """
        jobs = await self.desk.jobs.latest(self.person, self.room, limit=limit)
        return tuple(one for one in jobs if also_forgotten or not one.is_forgotten)

    async def means_last_job(self) -> bool:
        """Whether the turn's job is this person's last one here, and not an earlier one that was replied to."""
        if not self.points_at_job or self.job is None:
            return self.job is None or self.job.id != self.talk.at_hand
        return self.job.id in [one.id for one in await self.own_jobs(limit=1)]

    def question_now(self, pending: Pending, drafts: Sequence[Draft] = ()) -> Question:
        """A question raised by this message; one whose yes places an order lapses sooner."""
        is_order = pending is Pending.CONFIRM
        whole = self.whole
        if whole is not None and len(whole.kept) not in (1, len(drafts)):
            # The shots were told anew: which of the series these are is no longer known.
            whole = replace(whole, kept=())
        return Question(
            pending=pending,
            asked_at=self.now,
            expires_at=self.now + (CONFIRMATION_STANDS_S if is_order else QUESTION_STANDS_S),
            drafts=tuple(drafts),
            incoming=self.incoming,
            intent=self.intent,
            job_id=self.incoming.id,
            priced=self.priced,
            whole=whole,
        )

    def ask(self, question: Question) -> None:
        """Remember a question; "it" no longer means a model that was named before."""
        self.talk = replace(self.talk, question=question, named=())

    @property
    def order_in_question(self) -> Question | None:
        """What was asked about orders not placed yet; not the offer after a failure, where the job is what comes next."""
        question = self.question
        if question is None or self.points_at_job or not question.drafts:
            return None
        of_job = self.job is not None and question.job_id == self.job.id
        return None if of_job and question.pending is Pending.OFFER else question

    def close_question(self) -> None:
        """Forget the open question."""
        self.talk = replace(self.talk, question=None)

    def status_word(self, job: Job | None) -> str | None:
        """A job's state in the parser's words."""
        if job is None:
            return None
        if job.is_cancelling:
            return "cancelled"
        return {
            Phase.DELIVERED: "success",
            Phase.UNPOSTED: "success",
            Phase.FAILED: "failed",
            Phase.CANCELLED: "cancelled",
            Phase.LATE: "late",
            Phase.IN_DOUBT: "in_doubt",
        }.get(job.phase, "running")


def told(key: str, **blanks: str) -> Told:
    """A notice by its key."""
    return Told(key, blanks)
