"""Characters that mark what has been found, and sets of characters that end words and clauses."""

QUOTED = "\ue000"  # a character of what is quoted: content, whatever it says
CUT = "\ue001"  # a character of what is known to be control wording
MODEL = "\ue002"  # a character of a model's name
VALUE = "\ue003"  # a character of a parameter or a quality

# For patterns: what parts clauses, and pictograms.
STOPS = (
    ',.;:!?|/\\\\~\n()<>\\[\\]{}\u2014\u2026\u3001\u3002\u3008-\u3011\u30fb\uff5e\u00b7\u2022\u201c\u201d"'
)
EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"

CLOSING = " .?!~\u3002"  # what may stand behind the last word of a message

WORDS_END = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
STOP_SET = frozenset(',.;:!?|/\\~\n()<>[]{}\u2014\u2026\u3001\u3002\u30fb\uff5e\u00b7\u201c\u201d"') | {
    chr(code) for code in range(0x3008, 0x3012)
}
PICTOGRAMS = frozenset(
    chr(code) for low, high in ((0x2190, 0x2C00), (0x1F000, 0x1FB00)) for code in range(low, high)
)
ENDS = STOP_SET | PICTOGRAMS
