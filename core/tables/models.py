"""Reads models.toml: what we know of each model beside the live list."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.model import Language, TaskType

Text = Mapping[Language, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRow:
    """One model by our key; `ids` and `names` are the studio's, per task; times are seconds."""

    key: str
    name: str
    ids: Mapping[TaskType, str]
    names: Mapping[TaskType, str]
    estimate_s: tuple[int, int]
    poll_s: int
    report_s: int
    trait: Text = field(default_factory=dict)
    badge: Text = field(default_factory=dict)
    stand_ins: tuple[str, ...] = ()
    nearest: str = ""
    no_people: bool = False
    moderation: str = "moderation_other"  # of the catalogues' [failure]
    shares_id: bool = False  # whether another model has the same id, so that only the name tells them apart

    @property
    def is_offered(self) -> bool:
        """Whether the tables know an id for any task."""
        return bool(self.ids)

    def name_for(self, task_type: TaskType) -> str:
        """The name that the live list uses for this task."""
        return self.names.get(task_type, self.name)


def read_models(raw: Mapping[str, Any], faults: list[str]) -> tuple[Mapping[str, ModelRow], ModelRow]:
    """The models by key, and the row that stands for a live model we do not know."""
    rows: dict[str, ModelRow] = {}
    for key, entry in raw.get("model", {}).items():
        row = _read_row(key, entry, faults)
        if row is not None:
            rows[key] = row
    ids = Counter(one for row in rows.values() for one in set(row.ids.values()))
    for row in rows.values():
        where = f"models.toml [model.{row.key}]"
        faults.extend(f"{where}: stand-in {one!r} is no model" for one in row.stand_ins if one not in rows)
        if row.nearest and row.nearest not in rows:
            faults.append(f"{where}: nearest {row.nearest!r} is no model")
        if not row.is_offered and not row.nearest:
            faults.append(f"{where}: has neither ids nor nearest")
        if row.is_offered and not (row.trait.get("zh") and row.trait.get("en")):
            faults.append(f"{where}: trait needs zh and en")
    rows = {
        key: replace(row, shares_id=any(ids[one] > 1 for one in row.ids.values()))
        for key, row in rows.items()
    }
    unknown = _read_row("", {"name": "", "ids": {}, **raw.get("unknown", {})}, faults)
    return rows, unknown or ModelRow(
        key="", name="", ids={}, names={}, estimate_s=(180, 360), poll_s=8, report_s=60
    )


def _read_row(key: str, entry: Any, faults: list[str]) -> ModelRow | None:
    where = f"models.toml [model.{key}]" if key else "models.toml [unknown]"
    if not isinstance(entry, dict):
        faults.append(f"{where}: is no table")
        return None
    unknown = set(entry) - {
        "name", "ids", "names", "estimate_s", "poll_s", "report_s", "trait", "badge", "stand_ins", "nearest", "no_people", "moderation",
    }  # fmt: skip
    faults.extend(f"{where}: unknown field {one!r}" for one in sorted(unknown))
    estimate = entry.get("estimate_s")
    match estimate:
        case [int(low), int(high)] if 0 < low <= high:
            pass
        case _:
            faults.append(f"{where}: estimate_s must be [shortest, longest] in seconds, not {estimate!r}")
            low, high = 1, 1
    faults.extend(
        f"{where}: {name} must be a whole number of seconds"
        for name in ("poll_s", "report_s")
        if not isinstance(entry.get(name), int) or entry[name] <= 0
    )
    if not isinstance(entry.get("name"), str):
        faults.append(f"{where}: name is missing")
    ids = _by_task(entry.get("ids", {}), f"{where} ids", faults)
    names = _by_task(entry.get("names", {}), f"{where} names", faults)
    # A faulty row is kept: the start stops anyway, and rows that refer to it are not reported as faults too.
    return ModelRow(
        key=key,
        name=str(entry.get("name", "")),
        ids=ids,
        names=names,
        estimate_s=(low, high),
        poll_s=entry.get("poll_s", 1),
        report_s=entry.get("report_s", 1),
        trait=entry.get("trait", {}),
        badge=entry.get("badge", {}),
        stand_ins=tuple(entry.get("stand_ins", ())),
        nearest=entry.get("nearest", ""),
        no_people=bool(entry.get("no_people", False)),
        moderation=str(entry.get("moderation", "moderation_other")),
    )


def _by_task(raw: Mapping[str, str], where: str, faults: list[str]) -> Mapping[TaskType, str]:
    found: dict[TaskType, str] = {}
    for task, value in raw.items():
        try:
            found[TaskType(task)] = value
        except ValueError:
            faults.append(f"{where}: {task!r} is no task type")
    return found
