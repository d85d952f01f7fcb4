"""The kinds of messages in the order in which they are recognised, and what handles each."""

from collections.abc import Awaitable, Callable, Mapping

from core.desk import kept, knowing, naming, reports, ties
from core.desk.clips import (
    again,
    allowed_again,
    cancelled,
    copies,
    earlier,
    ended,
    facts,
    failed,
    fares,
    finished,
    going_back,
    length,
    of_others,
    one_with,
    results,
    same_one,
    same_settings,
    same_style,
    shape_for,
    shapes,
    sound,
    sound_added,
    subtitles,
    variations,
    wishes,
)
from core.desk.mine import mine
from core.desk.models import (
    abilities,
    advised,
    comparing,
    each_priced,
    kept_kind,
    list_recalled,
    longest,
    mentioned,
    ranked,
    recommended,
)
from core.desk.pictures import (
    asked_about,
    chosen,
    one_replaced,
    references,
    too_many,
    used_before,
    waiting,
    which_first,
    without_reference,
)
from core.desk.prices import free, quotes, remedies, totals, variants
from core.desk.questions import answers, named_again, offers, priced, put_off, words_missing, yes_but
from core.desk.series import all_shots, going_on, listed, shots, some_shots
from core.desk.turn import Turn
from core.model import Act

# Each handles one kind of message and returns whether it did; the first that does ends the turn. What is open goes
# before what is finished: the same "the second one" answers a question, names a shot or an offer, and only then a clip.
WHOLE = (
    # A name for what is there, and answers to the two questions about pictures.
    knowing.asked_who_is_known,
    knowing.renames,
    knowing.forgets,
    naming.named,
    of_others.wants_one_too,
    which_first.which_is_first,
    too_many.picked,
    asked_about.chosen_with_words,
    asked_about.sent_by_mistake,
    asked_about.asked_what_for,
    # Pictures without a wish: they belong to what was asked for a moment ago, or wait for the words.
    one_replaced.one_replaced,
    waiting.more_to_come,
    waiting.told_later,
    waiting.brought,
    waiting.does_without,
    waiting.as_frames,
    waiting.sent_again,
    # A series on offer: "only two", "all of them" count its shots.
    all_shots.all_of_them,
    all_shots.all_after_all,
    some_shots.fewer_shots,
    without_reference.without_reference,
    # What pictures are for and which of them are used; "not that one" would else be a no.
    references.as_references,
    references.look_here,
    references.look_of_sent,
    chosen.some_of_them,
    used_before.same_picture,
    used_before.animates_named,
    used_before.animates_nothing,
    used_before.asked_which,
    listed.asks_what_of_shots,
    # Several of the clip at hand, alike or each otherwise.
    copies.fewer,
    shapes.in_both_shapes,
    variations.several,
    copies.several_new,
    # Somebody or something from before, then a shot of a series that was made.
    ties.like_earlier,
    going_on.goes_on,
    same_settings.same_settings,
    one_with.one_with,
    same_style.same_style,
    same_one.same_one,
    same_one.again_but,
    same_one.one_more_of,
    shots.of_series,
    # What is being made is to be stopped for something else.
    wishes.stops_for_other,
    # An earlier clip is to be the one at hand again.
    going_back.goes_back,
    facts.asked_seed,
    # What was left out may be seen again; "drop the no people rule" deletes nothing.
    allowed_again.allowed_again,
    # Cutting the file reads like a change as well.
    finished.wants_file_edited,
    # Deleting reads like a change ("take it away"), and must order nothing.
    results.several_sent,
    results.asked_to_delete,
    results.asked_to_cancel,
    cancelled.cancels_named,
    kept.asked_what_is_kept,
    # What waits by what it shows; a row of several offers, by its price or its number.
    named_again.wanted_by_name,
    named_again.asked_anew,
    kept_kind.keeps_kind,
    kept_kind.takes_back,
    kept_kind.keeps_value,
    offers.insists,
    offers.just_asked_of,
    offers.by_price,
    offers.by_maker,
    offers.by_number,
    offers.by_number_and_words,
    offers.with_a_change,
    shape_for.asked_whether_it_fits,
    facts.asked_for_prompt,
    facts.asked_of_file,
    # Questions about what was: they name a price or a clip, and order nothing.
    fares.asked_whether_done,
    fares.asked_what_changed,
    ended.of_ended,
    failed.asked_why,
    failed.with_another,
    failed.again_with,
    totals.asked_total,
    # What was priced and is pointed at; sound that the model at hand has not.
    put_off.no_answer,
    priced.priced_taken,
    yes_but.yes_but,
    yes_but.handed_to,
    sound.wants_it_still,
    sound.wants_it_silent,
    sound.silenced_in_vain,
    sound_added.wants_own_music,
    sound_added.wants_to_order,
    sound_added.adds_sound,
    sound_added.silences,
    subtitles.wants_subtitles,
    # Questions about models; one that was just named is "it" before any clip is.
    free.asked_whether_free,
    ranked.asked_cheaper,
    each_priced.each_priced,
    comparing.two_priced,
    longest.longest_asked,
    recommended.recalled,
    list_recalled.recalled,
    recommended.why_not_another,
    comparing.for_another_style,
    ranked.ranked_and_taken,
    ranked.asked_best,
    abilities.asked_about,
    advised.asked_with_scene,
    advised.agreed,
    mentioned.model_meant,
    # One of several earlier clips: what follows is said of that one.
    earlier.pointed_at,
    facts.made_with,
    facts.asked_why,
    length.longer_or_shorter,
    longest.as_long_as_possible,
    # The order at hand otherwise, and several of it.
    variants.priced_otherwise,
    remedies.pleased,
    remedies.found_dear,
    remedies.remedied,
    remedies.better_model,
    remedies.other_model,
    copies.several_more,
    # A video for somebody or for an occasion, without a word on what it shows.
    words_missing.asked_for_ideas,
    words_missing.only_what_for,
    # Two pictures and words that leave open which is first.
    which_first.left_open,
)
# What is left is one of these, by its action alone.
PLAIN: Mapping[Act, Callable[[Turn], Awaitable[None]]] = {
    Act.SET_PREFERENCE: reports.set_preference,
    Act.CLEAR_PREFERENCE: reports.clear_preference,
    Act.SHOW_PREFERENCES: reports.show_preferences,
    Act.HELP: reports.help_text,
    Act.LIST_MODELS: advised.advise,
    Act.CANCEL: results.cancel,
    Act.RETRY: again.again,
    Act.STATUS: reports.status,
    Act.RESEND: results.resend,
    Act.MINE: mine,
    Act.QUOTE: quotes.quote,
    Act.BUDGET: totals.budget,
    Act.CONFIRM: answers.confirm,
    Act.DECLINE: answers.decline,
    Act.FORGET: reports.forget,
    Act.CHITCHAT: reports.chitchat,
}
