"""From a choice of model to a draft that can be shown and ordered: price, lines of the start message, 💡 hint."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from core import advisor
from core.advisor import Basis
from core.model import Draft, Failure, Language, Picture, Product, TaskType, Told, Value, Wishes
from core.phrases import Phrases
from core.planner import Plan, plan, product_of_row, row_of
from core.tables import ModelRow, Tables

_COST_LINES = tuple(
    f"cost.{one}" for one in ("default", "plain", "dear_auto", "dear_asked", "budget", "budget_fitting")
)
_NAMED = (Basis.ASKED, Basis.BEST)
DEAR_POINTS = 50  # above this an order is dear, and a cheaper or better choice is named
_NO_SOUND = frozenset({"notice.audio_none", "notice.audio_always"})
_MOOT = {
    "notice.aspect_ratio_none": "notice.contradiction_aspect_ratio",
    "notice.aspect_ratio_free": "notice.contradiction_aspect_ratio",
    "notice.resolution_none": "notice.contradiction_resolution",
    "notice.audio_none": "notice.contradiction_audio",
    "notice.audio_always": "notice.contradiction_audio",
    "notice.mode_none": "notice.contradiction_mode",
}
"""What need not be told of two values where the model takes none."""


@dataclass(frozen=True, slots=True)
class Priced:
    """A live product with the plan for one set of wishes."""

    product: Product
    row: ModelRow
    plan: Plan

    @property
    def points(self) -> int:
        """What this order costs."""
        return self.plan.order.points

    @property
    def lacks_sound(self) -> bool:
        """Whether the sound that was wished for cannot be chosen with this model."""
        return any(told.key in _NO_SOUND for told in self.plan.told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """All of a request that does not depend on the model."""

    task_type: TaskType
    prompt: str
    language: Language
    wishes: Wishes
    pictures: tuple[Picture, ...] = ()
    names: tuple[str, ...] = ()
    parent: str = ""
    said: Wishes | None = None  # those of the last message, where `wishes` holds earlier ones too
    turned_down: tuple[str, ...] = ()  # our keys of the models that are not to be used
    kept: Mapping[str, Value] = field(default_factory=dict)  # parameters of the order that this one follows


def as_asked(priced: Mapping[str, Priced]) -> frozenset[str]:
    """The models that have every value that was asked for; what must not appear can be told to any of them."""
    return frozenset(key for key, one in priced.items() if one.plan.has_values)


class Drafter:
    """Prices requests against live lists and writes the lines that belong to them."""

    def __init__(self, tables: Tables, phrases: Phrases) -> None:
        self._tables = tables
        self._phrases = phrases

    def price_all(self, products: Sequence[Product], wanted: Wanted) -> Mapping[str, Priced]:
        """Every live model of the task by our key, priced for these wishes; unknown leaves by their leaf id.

        A model that was turned down is left out, unless there is no other.
        """
        found: dict[str, Priced] = {}
        for product in products:
            row = row_of(self._tables, product)
            key = row.key or product.leaf_id
            if row.key and product_of_row(products, row, wanted.task_type) is not product:
                continue
            priced = self.price(product, row, wanted)
            if priced is not None:
                found[key] = priced
        return {key: one for key, one in found.items() if key not in wanted.turned_down} or found

    def price(self, product: Product, row: ModelRow, wanted: Wanted) -> Priced | None:
        """One product priced for these wishes; None when it has no price at all."""
        advice = self._tables.advice
        is_look = advice.is_look(wanted.wishes.negative_prompt or "")
        made = plan(
            product,
            model=row.key,
            wishes=wanted.wishes,
            prompt=wanted.prompt,
            mode_of_resolution=advice.mode_of_resolution,
            without=(advice.left_out_look if is_look else advice.left_out)[wanted.language],
            is_look=is_look,
            kept=wanted.kept,
            said=wanted.said,
        )
        return Priced(product, row, made) if made is not None else None

    def draft(
        self,
        key: str,
        basis: Basis,
        wanted: Wanted,
        priced: Mapping[str, Priced],
        *,
        told: Sequence[Told] = (),
    ) -> Draft:
        """The draft for one of the priced models, with everything that has to be said of it."""
        chosen = priced[key]
        language = wanted.language
        moot = tuple(_MOOT[one.key] for one in chosen.plan.told if one.key in _MOOT)
        told = [one for one in told if not one.key.startswith(moot)]
        lines = [self._phrases.told(one, language) for one in (*told, *chosen.plan.told)]
        lines.append(self._cost_line(key, basis, wanted, priced))
        return Draft(
            order=chosen.plan.order,
            language=language,
            wishes=wanted.wishes,
            pictures=wanted.pictures,
            intro=tuple(dict.fromkeys(line for line in lines if line)),
            hint=self._hint(key, basis, wanted, priced),
            preferred=basis is Basis.PREFERENCE,
            names=wanted.names,
            turned_down=wanted.turned_down,
            parent=wanted.parent,
        )

    def alternatives(
        self, draft: Draft, failure: Failure, products: Sequence[Product], *, parent: str = ""
    ) -> tuple[Draft, ...]:
        """Up to two other drafts for the same wishes, by other models, to offer after a failure.

        Where the one that failed would have had the sound that was wanted, those that have it go first.
        """
        wanted = replace(wanted_of(draft), parent=parent or draft.parent, turned_down=draft.turned_down)
        priced = self.price_all(products, wanted)
        row = self._tables.model(draft.order.model)
        prices = {key: one.points for key, one in priced.items()}
        keys = advisor.stand_ins(self._tables.advice, row, failure, prices)
        silent = {key for key, one in priced.items() if one.lacks_sound}
        if wanted.wishes.audio and row.key not in silent:
            heard = {key: points for key, points in prices.items() if key not in silent}
            first = advisor.stand_ins(self._tables.advice, row, failure, heard)
            keys = tuple(dict.fromkeys((*first, *keys)))[: len(keys)]
        return tuple(self._instead_of(draft, key, wanted, priced) for key in keys)

    def stand_in(
        self, draft: Draft, model: str, products: Sequence[Product], *, parent: str = ""
    ) -> Draft | None:
        """A draft for the same wishes by this model; None where it is not offered for them."""
        wanted = replace(wanted_of(draft), parent=parent or draft.parent)
        priced = self.price_all(products, wanted)
        return self._instead_of(draft, model, wanted, priced) if model in priced else None

    def cheaper(
        self, draft: Draft, products: Sequence[Product], *, at_most: int | None = None
    ) -> Draft | None:
        """A cheaper draft that meets the same wishes; with `at_most`, one that costs no more than these points."""
        wanted = replace(wanted_of(draft), turned_down=draft.turned_down)
        priced = self.price_all(products, wanted)
        key = self._cheaper_key(draft.order.points, draft.order.model, priced, at_most=at_most)
        return self._instead_of(draft, key, wanted, priced) if key is not None else None

    def _instead_of(self, draft: Draft, key: str, wanted: Wanted, priced: Mapping[str, Priced]) -> Draft:
        """The draft by another model that takes the place of one."""
        return replace(self.draft(key, Basis.CARRIED, wanted, priced), one_of=draft.one_of)

    def _cheaper_key(
        self, points: int, model: str, priced: Mapping[str, Priced], *, at_most: int | None = None
    ) -> str | None:
        """A cheaper model worth naming; one that gives less only if nothing else can be paid for.

        Of those that give less, one that lacks nothing but what the present model lacks as well goes first.
        """
        advice = self._tables.advice
        if at_most is None:
            as_asked = {key: one.points for key, one in priced.items() if one.plan.is_as_asked}
            return advisor.cheaper(advice, points, model, as_asked)
        within = {key: one for key, one in priced.items() if one.points <= at_most}
        lacks = {told.key for told in priced[model].plan.told} if model in priced else set()
        as_good = [key for key, one in within.items() if {told.key for told in one.plan.told} <= lacks]
        return advisor.cheaper(
            advice, points, model, {key: within[key].points for key in as_good}
        ) or advisor.cheaper(advice, points, model, {key: one.points for key, one in within.items()})

    def notices(self, draft: Draft) -> tuple[str, ...]:
        """The lines of a draft that are not about its price."""
        row, language = self._tables.model(draft.order.model), draft.language
        blanks = {"model": draft.order.model_name, "points": draft.order.points}
        badge = row.badge.get(language, "")
        of_price = tuple(self._phrases.say(key, language, badge=badge, **blanks) for key in _COST_LINES)
        return tuple(line for line in draft.intro if not line.startswith(of_price))

    def offer_lines(self, drafts: Sequence[Draft], language: Language, *, failed: Draft) -> list[str]:
        """The offer after a failure: a row for each draft with trait, price and what it lacks, then the question.

        May be empty. What the failed order lacked as well was told with it.
        """
        if not drafts:
            return []
        say = self._phrases.say
        known = {line.replace(failed.order.model_name, "") for line in failed.intro}
        rows: list[str] = []
        for one in drafts:
            name = one.order.model_name
            trait = self._tables.model(one.order.model).trait.get(language, "")
            rows.append(say("failure.option", language, model=name, trait=trait, points=one.order.points))
            rows += [
                say("failure.option_lacks", language, what=line)
                for line in self.notices(one)
                if line.replace(name, "") not in known
            ]
        return [say("failure.options", language), *rows, "\n" + say("failure.ask", language)]

    def _cost_line(self, key: str, basis: Basis, wanted: Wanted, priced: Mapping[str, Priced]) -> str:
        chosen, language, say = priced[key], wanted.language, self._phrases.say
        blanks = {"model": chosen.product.name, "points": chosen.points}
        # It is called cheap for what it costs at its least as well: values kept from a clip make others dearer.
        least = min(map(_least, priced.values()))
        has_least = chosen.points == min(one.points for one in priced.values())
        if basis is Basis.BUDGET:
            # A cheaper one would lack a value that was asked for.
            return say("cost.budget" if has_least else "cost.budget_fitting", language, **blanks)
        if basis is Basis.ASKED and has_least and _least(chosen) == least:
            return say("cost.budget", language, **blanks)
        if basis is Basis.CARRIED or (chosen.points <= DEAR_POINTS and basis in _NAMED):
            return ""
        if basis in _NAMED:  # what only these values make dear is not called the best
            is_premium = key in self._tables.advice.best or _least(chosen) > DEAR_POINTS
            return say("cost.dear_asked" if is_premium else "cost.plain", language, **blanks)
        if chosen.points <= DEAR_POINTS:
            badge = chosen.row.badge.get(language, "")
            return say("cost.default" if badge else "cost.plain", language, badge=badge, **blanks)
        joined = say("cost.join", language).join(self._dear_options(key, wanted, priced))
        return say("cost.dear_auto", language, **blanks) + joined

    def _dear_options(self, key: str, wanted: Wanted, priced: Mapping[str, Priced]) -> list[str]:
        advice, language = self._tables.advice, wanted.language
        options: list[str] = []
        points = priced[key].points
        better = advice.premium.get(wanted.task_type)
        if better is not None and better in priced and priced[better].points > points:
            options.append(self._option("cost.dear_better", priced[better], language))
        less = self._cheaper_key(points, key, priced) or self._cheaper_key(
            points, key, priced, at_most=points
        )
        if less is not None:
            options.append(self._option("cost.dear_cheaper", priced[less], language))
        return options

    def _option(self, key: str, one: Priced, language: Language) -> str:
        return self._phrases.say(key, language, other=one.product.name, other_points=one.points)

    def _hint(self, key: str, basis: Basis, wanted: Wanted, priced: Mapping[str, Priced]) -> str:
        if basis is not Basis.PREFERENCE:
            return ""
        best = advisor.recommend(self._tables.advice, wanted.task_type, wanted.prompt, priced)
        if best is None or best.model == key:
            return ""
        return self._phrases.say(
            "media.hint",
            wanted.language,
            model=priced[best.model].product.name,
            reason=best.reason[wanted.language],
            points=priced[best.model].points,
        )


def going_on(draft: Draft) -> Wanted:
    """The request behind a draft, to order more like it: it keeps the values that nobody wants changed."""
    return replace(wanted_of(draft), kept=draft.order.params)


def wanted_of(draft: Draft) -> Wanted:
    """The request behind a draft, to plan it again for another model."""
    return Wanted(
        task_type=draft.order.task_type,
        prompt=draft.order.prompt,
        language=draft.language,
        wishes=draft.wishes,
        pictures=draft.pictures,
        names=draft.names,
        parent=draft.parent,
    )


def _least(one: Priced) -> int:
    """What a model costs at its least."""
    return min(rule.points for rule in one.product.rules)
