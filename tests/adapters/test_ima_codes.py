import pytest

from adapters.ima.codes import load_codes, read_codes
from core.errors import TableError
from core.model import Failure

CODES = load_codes()

WHOLE = """
[outright]
"Invalid product attribute" = "bad_attribute"
[codes]
401 = "unauthorized"
[moderation]
words = ["policy"]
[messages]
"6009" = "rule_missing"
[vague]
"internal error" = "server"
[general]
400 = "bad_parameters"
[doubt]
words = ["timeout"]
[http]
400 = "bad_parameters"
"""


def test_every_failure_that_a_refusal_can_mean_is_in_the_shipped_table() -> None:
    tables = (CODES.outright, CODES.codes, CODES.messages, CODES.vague, CODES.general, CODES.http)
    known = {failure for table in tables for failure in table.values()}
    # Two come from looks, moderation from its words, and unknown is the rest.
    elsewhere = {Failure.MEDIA_FAILED, Failure.TASK_FAILED, Failure.MODERATION, Failure.UNKNOWN}
    assert known == set(Failure) - elsewhere


@pytest.mark.parametrize("code", [401, 4008, 4014, 6006, 6009, 6010, 400017])
def test_a_code_with_one_meaning_is_not_changed_by_its_text(code: int) -> None:
    alone = CODES.read_refusal(code, "", status=200)
    assert CODES.read_refusal(code, "Content policy, 4008, rate limit", status=200) is alone


def test_a_number_in_a_text_counts_only_when_it_stands_alone() -> None:
    assert CODES.read_refusal(1, "task_60091 of 16009 failed", status=200) is Failure.UNKNOWN
    assert CODES.read_refusal(1, "code=6009, sorry", status=200) is Failure.RULE_MISSING


def test_texts_are_compared_without_case_and_width_of_blanks() -> None:
    assert CODES.read_refusal(1, "INVALID  product\nATTRIBUTE", status=200) is Failure.BAD_ATTRIBUTE


def test_a_whole_table_is_read() -> None:
    assert read_codes(WHOLE).codes == {401: Failure.UNAUTHORIZED}


def test_all_faults_of_a_table_are_reported_at_once() -> None:
    text = (
        WHOLE.replace("[http]", "[https]")
        .replace('401 = "unauthorized"', 'x = "unauthorized"\n4008 = "poor"')
        .replace('words = ["policy"]', 'words = ["", 5]')
        .replace('"6009" = "rule_missing"', '"" = "unknown"\n"A b" = "unknown"\n"a  B" = "unknown"')
    )
    with pytest.raises(TableError) as raised:
        read_codes(text)
    assert raised.value.faults == (
        "codes.toml: https: no such table",
        "codes.toml: codes.x: not a number",
        "codes.toml: codes.4008: 'poor' is no failure",
        "codes.toml: http: the table is missing",
        "codes.toml: messages: an empty text matches everything",
        "codes.toml: messages.a  B: stands there twice",
        "codes.toml: moderation.words: '' is no text",
        "codes.toml: moderation.words: 5 is no text",
    )


@pytest.mark.parametrize(
    "text",
    [
        "[codes",
        WHOLE.replace('words = ["policy"]', "words = 3"),
        WHOLE.replace('words = ["timeout"]', ""),
        "",
    ],
)
def test_a_table_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(TableError):
        read_codes(text)
