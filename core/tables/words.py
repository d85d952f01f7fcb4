"""Reads the word tables: letters, aliases, phrases. All faults are collected; none hides another."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from core.model import TaskType
from core.tables.letters import Letters, load, read_letters, strings_of, table_of
from core.tables.models import ModelRow
from core.tables.phrase import Choice, Phrase, PhraseError, read_parts, read_phrase

# The lists that the parser reads: every one must be there, and no other may.
_LISTS: Mapping[str, tuple[str, ...]] = {
    "tool": (
        "taste", "person", "not", "once", "keep", "like", "switch", "use", "name", "nothing_saved", "taken_back", "habit", "this_one",
        "stand_in", "asked_of", "could_it", "could_it_ends", "use_it", "use_it_not", "after_everyday",
        "doubt", "thing_before", "counted_before", "counting", "thing_after", "named_after", "company", "traded", "traded_itself",
        "inscribed", "inscribed_said", "inscribed_named", "inscribed_joined", "inscribed_on", "inscribed_behind",
    ),
    "frame": (
        "turned", "said_last", "join_apart", "kind_nouns", "kind_nouns_named", "kind_of", "no_kind", "opening", "opening_weak", "goes_on", "begs", "half_noun", "half_tail", "half", "half_not", "half_told", "other_half", "asks_for", "both_counted", "thing_does", "thing", "thing_looks", "asks_us", "later_whole", "later_within", "later_to_noun", "several", "presents", "behind", "request", "one_word", "compound", "again_deed", "again_times", "again_itself", "wonders", "wonders_end", "request_causes", "request_counted", "counted", "measure", "closing", "alone", "label", "style_tags",
        "join", "join_tool", "tail", "tail_bare", "settled", "correction", "corrects", "corrects_to", "correction_with", "lone_correction", "denial",
        "particle", "hesitation", "retold", "retold_not", "rather", "not_value", "absent_before", "absent_after",
    ),
    "picture": (
        "frames", "frames_here", "last", "last_label", "reference", "reference_here", "animate", "animate_here", "moves", "points",
        "both", "denied_animate", "denied_reference", "denied_frames", "no_picture", "scene_pictures", "elsewhere", "caused", "somebody", "does_not", "words",
        "ways", "ways_begin", "grows", "grows_look",
    ),
    "task": ("text", "image", "frames", "reference"),
    "roles": ("first", "second", "as_first", "as_last", "as_reference", "given_order", "as_sent", "in_order", "composed", "leads_over"),
    "continuity": (
        "same", "told", "next", "then", "next_part", "next_shot", "afresh", "known", "last_frame", "animate", "no_reference", "names",
        "name_ends", "not_names", "kinds", "not_pets", "installment",
    ),
    "edit": ("empty", "sets", "who", "deed_to", "no_deed", "one", "how", "change", "once_more", "ending", "fresh", "lead", "lead_in", "setting", "redo", "short_ending", "short_opening", "short_whole", "said_only", "asked", "swap"),
    "command": (
        "help", "list_models", "cancel", "retry", "status", "resend", "mine", "quote", "budget", "forget",
        "show_preferences", "set_preference", "clear_preference", "confirm", "yes", "first", "second", "third", "no", "filler",
    ),
    "chitchat": ("talk",),
    "english": (
        "request", "counted", "label", "alone", "tail", "tail_bare", "hints_request", "hints_counted", "hints_label", "hints_alone",
        "hints_tail", "hints_tail_bare",
    ),
    "farewell": ("sure", "short", "shown", "named", "titles"),
    "choice": ("words", "whichever", "preferably", "preferably_before"),
    "question": ("advice", "advice_opens", "price", "price_in_noun", "price_end", "price_first", "past", "opens", "asks", "closes", "whether", "told", "told_in_noun"),
}  # fmt: skip
# Lists of plain words, in which no sign of a phrase means anything; all of them in aliases.toml.
_PLAIN: Mapping[str, tuple[str, ...]] = {
    "seed": (
        "names", "before", "number", "is", "after", "random", "random_begins", "random_before", "random_articles", "random_after",
        "random_value",
    ),
    "version": ("before", "called", "behind", "of", "other", "lines", "steps", "tails", "ends", "settles", "measures", "std", "pro"),
    "mention": ("everybody",),
    "sign": ("polite",),
    "colour": ("names", "in_a_yes"),
}  # fmt: skip
_KINDS = ("duration", "aspect_ratio", "resolution", "quality", "audio", "mode", "shot_type")
_PLACE = ("before", "after", "not_before", "not_after", "scene")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """What people call one maker's models; versions and default are our keys."""

    words: tuple[str, ...]
    everyday: tuple[str, ...]
    slips: tuple[str, ...]
    default: str
    bare: Mapping[TaskType, str]  # where the bare name means another model than `default`
    versions: Mapping[str, str]

    @property
    def models(self) -> frozenset[str]:
        """Our keys of all its models."""
        return frozenset({self.default, *self.bare.values(), *self.versions.values()})


@dataclass(frozen=True, slots=True)
class Rule:
    """Topics that together leave the choice to us: those it needs, those it must not have."""

    needs: frozenset[str]
    without: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """All word tables."""

    letters: Letters
    brands: Mapping[str, Brand]
    makers: tuple[str, ...]
    everyday_makers: tuple[str, ...]
    not_slips: frozenset[str]
    plain: Mapping[str, tuple[str, ...]]  # lists of plain words under "table.list"
    values: Mapping[str, Mapping[str, tuple[str, ...]]]  # kind → value → words
    everyday: frozenset[str]
    flags: Mapping[str, str]
    alone: Mapping[str, str]  # characters that are a ratio where they stand alone
    form: Mapping[str, str]  # labels of a pasted form: what they are about
    typed: Mapping[str, tuple[str, ...]]  # lists of phrases under "table.list", as they stand in the tables
    parts: Mapping[str, tuple[str, ...]]
    rules: tuple[Rule, ...]

    def of_one_maker(self, key: str | None) -> frozenset[str]:
        """The models that have the maker of this one, itself among them."""
        return next((one.models for one in self.brands.values() if key in one.models), frozenset())

    def lists(self, *tables: str) -> dict[str, tuple[Phrase, ...]]:
        """All phrases of these tables, or of these lists, taken apart. They are not kept: they would take 5 MiB."""
        parts = read_parts(self.parts, [])
        return {
            name: _read_phrases(name, phrases, parts, [])
            for name, phrases in self.typed.items()
            if name in tables or name.rpartition(".")[0] in tables
        }


def read_words(models: Mapping[str, ModelRow], faults: list[str]) -> Words:
    """All word tables, checked against the models; faults are added to the list."""
    aliases = load("aliases.toml", faults)
    letters = load("letters.toml", faults)
    raw = {"words.toml": load("words.toml", faults), "commands.toml": load("commands.toml", faults)}
    listed = {
        name: strings_of(value, f"{file} [parts] {name}", faults)
        for file, tables in raw.items()
        for name, value in table_of(tables, "parts", file, faults).items()
    }
    parts = read_parts(listed, faults)
    typed: dict[str, tuple[str, ...]] = {}
    for table, names in _LISTS.items():
        file = "words.toml" if table in raw["words.toml"] else "commands.toml"
        _read_lists(typed, table, names, table_of(raw[file], table, file, faults), faults)
    place = table_of(raw["words.toml"], "place", "words.toml", faults)
    _read_lists(
        typed,
        "place.any",
        (
            "before",
            "after",
            "article",
            "either",
            "lead",
            "lone",
            "shape_before",
            "named",
            "shot_named",
            "refused",
        ),
        table_of(place, "any", "words.toml", faults),
        faults,
    )
    for kind in _KINDS:
        _read_lists(typed, f"place.{kind}", _PLACE, table_of(place, kind, "words.toml", faults), faults)
    plain: dict[str, tuple[str, ...]] = {}
    for table, names in _PLAIN.items():
        _read_lists(plain, table, names, table_of(aliases, table, "aliases.toml", faults), faults)
    faults.extend(f"[{name.replace('.', '] ')}: is empty" for name, listed in plain.items() if not listed)
    gist = load("gist.toml", faults)
    topics = table_of(gist, "topic", "gist.toml", faults)
    _read_lists(typed, "topic", topics, topics, faults)
    makers = table_of(aliases, "other_makers", "aliases.toml", faults)
    for name, ways in typed.items():
        _read_phrases(name, ways, parts, faults)
    return Words(
        letters=read_letters(letters, faults),
        brands=_read_brands(table_of(aliases, "brand", "aliases.toml", faults), models, faults),
        makers=strings_of(makers.get("words", ()), "aliases.toml [other_makers] words", faults),
        everyday_makers=strings_of(
            makers.get("everyday", ()), "aliases.toml [other_makers] everyday", faults
        ),
        not_slips=frozenset(_words_in(aliases, "not_slips", faults)),
        plain=MappingProxyType(plain),
        values=_read_values(aliases, faults),
        everyday=frozenset(_words_in(aliases, "everyday", faults)),
        flags=MappingProxyType(dict(table_of(aliases, "flags", "aliases.toml", faults))),
        alone=MappingProxyType(dict(table_of(aliases, "alone", "aliases.toml", faults))),
        form=MappingProxyType(dict(table_of(aliases, "form", "aliases.toml", faults))),
        typed=MappingProxyType(typed),
        parts=MappingProxyType(listed),
        rules=_read_rules(gist.get("choice", ()), topics, faults),
    )


def _read_rules(raw: Any, topics: Mapping[str, Any], faults: list[str]) -> tuple[Rule, ...]:
    found: list[Rule] = []
    for number, entry in enumerate(raw if isinstance(raw, list) else (), start=1):
        where = f"gist.toml choice {number}"
        needs = strings_of(entry.get("needs", ()), f"{where} needs", faults)
        without = strings_of(entry.get("without", ()), f"{where} without", faults)
        faults += [f"{where}: {one!r} is no topic" for one in (*needs, *without) if one not in topics]
        if not needs:
            faults.append(f"{where}: needs at least one topic")
        found.append(Rule(frozenset(needs), frozenset(without)))
    if not found:
        faults.append("gist.toml: [[choice]] is missing")
    return tuple(found)


def _words_in(aliases: Mapping[str, Any], name: str, faults: list[str]) -> tuple[str, ...]:
    table = table_of(aliases, name, "aliases.toml", faults)
    return strings_of(table.get("words", ()), f"aliases.toml [{name}]", faults)


def _read_phrases(
    name: str, typed: tuple[str, ...], parts: Mapping[str, Choice], faults: list[str]
) -> tuple[Phrase, ...]:
    found: list[Phrase] = []
    for phrase in typed:
        try:
            found.append(read_phrase(phrase, parts))
        except PhraseError as fault:
            faults.append(f"[{name}]: {fault}")
    return tuple(found)


def _read_lists(
    into: dict[str, tuple[str, ...]],
    table: str,
    names: Iterable[str],
    raw: Mapping[str, Any],
    faults: list[str],
) -> None:
    for name in names:
        if name not in raw:
            faults.append(f"[{table}] {name}: is missing")
        into[f"{table}.{name}"] = strings_of(raw.get(name, ()), f"[{table}] {name}", faults)
    faults.extend(f"[{table}] {name}: is unknown" for name in raw if name not in names)


def _read_brands(
    raw: Mapping[str, Any], models: Mapping[str, ModelRow], faults: list[str]
) -> Mapping[str, Brand]:
    found: dict[str, Brand] = {}
    owner: dict[str, str] = {}
    for name in raw:
        where = f"aliases.toml [brand.{name}]"
        entry = table_of(raw, name, "aliases.toml [brand]", faults)
        brand = Brand(
            words=strings_of(entry.get("words", ()), f"{where} words", faults),
            everyday=strings_of(entry.get("everyday", ()), f"{where} everyday", faults),
            slips=strings_of(entry.get("slips", ()), f"{where} slips", faults),
            default=entry.get("default", ""),
            bare=_read_bare(entry.get("bare", {}), where, faults),
            versions=MappingProxyType(dict(entry.get("versions", {}))),
        )
        faults.extend(f"{where}: {key!r} is no model" for key in sorted(brand.models) if key not in models)
        for word in (*brand.words, *brand.everyday, *brand.slips):
            if word != word.lower():
                faults.append(f"{where}: {word!r} must be written in small letters")
            if owner.setdefault(word, name) != name:
                faults.append(f"{where}: {word!r} already belongs to [brand.{owner[word]}]")
        found[name] = brand
    return MappingProxyType(found)


def _read_bare(raw: Mapping[str, str], where: str, faults: list[str]) -> Mapping[TaskType, str]:
    faults.extend(f"{where} bare: {task!r} is no task type" for task in raw if task not in list(TaskType))
    return MappingProxyType({TaskType(task): key for task, key in raw.items() if task in list(TaskType)})


def _read_values(raw: Mapping[str, Any], faults: list[str]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    owner: dict[str, str] = {}
    for kind in _KINDS[1:]:
        found[kind] = {}
        for value, listed in table_of(raw, kind, "aliases.toml", faults).items():
            where = f"aliases.toml [{kind}] {value}"
            found[kind][value] = strings_of(listed, where, faults)
            faults.extend(
                f"{where}: {word!r} already stands in {owner[word]}"
                for word in found[kind][value]
                if owner.setdefault(word, where) != where
            )
    known = {word for listed in found.values() for words in listed.values() for word in words}
    faults.extend(
        f"aliases.toml [everyday]: {word!r} is no parameter word"
        for word in _words_in(raw, "everyday", [])
        if word not in known
    )
    return MappingProxyType({kind: MappingProxyType(values) for kind, values in found.items()})
