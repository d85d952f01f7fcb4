"""The vocabulary of the whole project: values only, frozen, with no behaviour beyond their own consistency."""

from core.model.incoming import Action, Address, Incoming, Picture, PictureSource, Role, Verb
from core.model.job_id import MOST_JOBS, NumberedJob, job_ids, numbered, possible_job_ids
from core.model.meaning import (
    Act,
    Continuity,
    FirstFrame,
    Intent,
    Notice,
    ParseContext,
    Pending,
    PictureUse,
    Wishes,
)
from core.model.outgoing import Button, Kind, Post
from core.model.promise import Draft, Failure, Job, OneOf, Phase
from core.model.studio import LONGEST_CLIP_S, SYNONYMS, Change, FormField, Order, Product, Rule, Told
from core.model.words import Json, Language, TaskType, Value

__all__ = [
    "LONGEST_CLIP_S",
    "MOST_JOBS",
    "SYNONYMS",
    "Act",
    "Action",
    "Address",
    "Button",
    "Change",
    "Continuity",
    "Draft",
    "Failure",
    "FirstFrame",
    "FormField",
    "Incoming",
    "Intent",
    "Job",
    "Json",
    "Kind",
    "Language",
    "Notice",
    "NumberedJob",
    "OneOf",
    "Order",
    "ParseContext",
    "Pending",
    "Phase",
    "Picture",
    "PictureSource",
    "PictureUse",
    "Post",
    "Product",
    "Role",
    "Rule",
    "TaskType",
    "Told",
    "Value",
    "Verb",
    "Wishes",
    "job_ids",
    "numbered",
    "possible_job_ids",
]
