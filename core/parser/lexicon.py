"""The phrases of the tables as machines, one for each way in which the parser's stages search."""

from collections.abc import Mapping

from core.parser.automaton import Automaton
from core.parser.phrasing import Phrasing
from core.parser.sheet import Sheet
from core.tables.words import Words

_COMMANDS = ("command", "chitchat", "frame.opening", "frame.opening_weak", "frame.closing")
_FRAME = (
    "frame.opening", "frame.opening_weak", "frame.half_noun", "frame.half", "frame.half_told", "frame.asks_us", "frame.later_whole", "frame.later_to_noun", "frame.behind", "frame.request", "frame.request_causes", "frame.request_counted", "frame.counted", "frame.measure",
    "frame.closing", "frame.alone", "frame.join", "frame.join_tool", "frame.label", "command.clear_preference",
)  # fmt: skip
_AHEAD = (
    "tool.after_everyday", "tool.thing_after", "tool.named_after", "roles.as_first", "roles.as_last",
    "roles.as_reference", "edit.change", "edit.once_more", "edit.fresh", "edit.swap", "edit.lead", "edit.lead_in", "edit.setting", "edit.short_opening", "edit.short_whole", "edit.said_only", "edit.asked", "frame.goes_on", "question.price_first", "question.opens", "question.asks", "question.advice_opens",
)  # fmt: skip
_BEHIND = (
    "tool.thing_before",
    "tool.counted_before",
    "tool.company",
    "frame.not_value",
    "edit.ending",
    "edit.short_ending",
    "question.told",
    "question.closes",
)
_ANYWHERE = (
    "tool.taste", "tool.person", "tool.not", "tool.once", "tool.keep", "tool.like", "tool.switch", "tool.use", "tool.name",
    "tool.nothing_saved", "tool.taken_back", "tool.habit", "tool.this_one", "tool.stand_in", "tool.asked_of", "tool.could_it", "tool.use_it", "tool.use_it_not", "tool.doubt", "picture", "roles.first", "roles.second", "roles.given_order", "roles.as_sent", "roles.in_order", "roles.composed", "roles.leads_over", "question.advice", "question.price",
    "question.price_end", "question.past", "question.whether",
    "frame.several", "frame.presents", "frame.later_within", "frame.correction", "frame.style_tags", "frame.absent_before", "frame.absent_after", "continuity.same", "continuity.told", "continuity.next", "continuity.last_frame",
    "continuity.animate", "continuity.no_reference", "continuity.names", "topic.model", "topic.preference",
    "choice", "task", "edit.redo", "place.any.either",
)  # fmt: skip
# The lists of English wording, and those of the frame that they add to.
_ENGLISH = {
    "english.request": "frame.request", "english.counted": "frame.request_counted",
    "english.label": "frame.label", "english.alone": "frame.alone",
}  # fmt: skip
_ENGLISH_ENDS = {"english.tail": "frame.tail", "english.tail_bare": "frame.tail_bare"}


class Lexicon:
    """All machines, built once from the word tables."""

    def __init__(self, words: Words) -> None:
        places = [name for name in words.typed if name.startswith("place.")]
        numerals = "".join((*words.letters.digits, *words.letters.tens))

        def machine(*lists: str, backwards: bool = False) -> Automaton:
            return Automaton(words.lists(*lists), backwards=backwards, numerals=numerals)

        self.anywhere = machine(*_ANYWHERE, *(name for name in places if name.endswith(".scene")))
        self.ahead = machine(
            *_AHEAD, *(name for name in places if name.endswith(("after", "refused", "named")))
        )
        self.behind = machine(
            *_BEHIND, *(name for name in places if name.endswith(("before", "lead"))), backwards=True
        )
        self.commands = machine(*_COMMANDS)
        self.frame = machine(*_FRAME)
        self.english = Phrasing(words, _ENGLISH)
        self.english_ends = Phrasing(words, _ENGLISH_ENDS, backwards=True)
        self.signs = words.plain["sign.polite"]
        self.topics = machine("topic")
        self.tail = machine(
            "frame.tail",
            "frame.tail_bare",
            "frame.half_tail",
            "frame.other_half",
            "frame.closing",
            backwards=True,
        )

    def opening(self, sheet: Sheet) -> Mapping[str, int]:
        """Where the phrases of `ahead` end that a message begins with: many stages ask, so it is read only once."""
        if sheet.opening is None:
            sheet.opening = self.ahead.read(sheet.row, 0, sheet.folded.gaps)
        return sheet.opening
