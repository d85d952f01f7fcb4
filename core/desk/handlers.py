"""What can handle a message: handlers in the order in which they are asked.

To add one: write it beside those of its subject, and put it in front of the first that would take its messages for
something else. `LOG_LEVEL=DEBUG` tells which handler answered a message.
"""

from core.desk import preferences
from core.desk.clips import (
    allowed_again,
    as_for,
    both_changed,
    by_default,
    cancelled,
    carried_over,
    compared,
    copies,
    earlier,
    ended,
    facts,
    failed,
    file_edits,
    going_back,
    in_the_making,
    length,
    model_back,
    results,
    same_but,
    scene_again,
    shapes,
    somebody_elses,
    told_whole,
    value_back,
    variations,
)
from core.desk.handling import Handler
from core.desk.models import handlers as of_models
from core.desk.models import longest, named_before, not_this_one
from core.desk.normalising import shots_amiss
from core.desk.pictures import (
    asked_about,
    chosen,
    of_clip,
    references,
    replaced,
    roles_told,
    stills,
    too_many,
    used_before,
    waiting,
    which_first,
    without_reference,
)
from core.desk.prices import each_value, remedies, totals, variants
from core.desk.questions import (
    at_once,
    ideas,
    named_again,
    no_yes,
    of_offer,
    of_part,
    offers,
    priced,
    put_off,
    started_over,
    turned_down,
    words_missing,
    yes_but,
)
from core.desk.series import going_on, listed, offered, others, rest, shots, size, some_shots
from core.desk.sound import added, asked, other_models, unavailable
from core.desk.subjects import introduced, known, naming, ties, unnamed

# What is open goes before what is finished: the same "the second one" answers a question, names a shot or an offer, and
# only then a clip. Within a group, what says more goes before what says less.
HANDLERS: tuple[Handler, ...] = (
    # What is told at once of what waits.
    *at_once.HANDLERS,
    started_over.starts_over,
    # A series that was declined is open again where it is now wanted in one clip: all below then sees it so.
    named_again.series_in_one,
    # So is one clip that was turned down, within so many points or with other values.
    turned_down.fits_limit,
    turned_down.wanted_otherwise,
    # A change that was shown as it was understood is told in other words.
    told_whole.told_whole,
    # "Day or night?" names two ways to make a clip, and asks for neither.
    compared.asked_which_of_two,
    copies.asked_how_many_at_once,
    # Who is known by name, and a name for what is there; a model called by an earlier clip is read as its name.
    known.asked_who_is_known,
    known.renames,
    known.forgets,
    introduced.introduces,
    unnamed.names_without_name,
    named_before.names_its_model,
    naming.shown_anew,
    naming.several_named,
    naming.named,
    # One like somebody else's: before anything takes it for a clip of one's own.
    somebody_elses.asked_what_theirs_cost,
    somebody_elses.replied_with_change,
    somebody_elses.wants_one_too,
    # What the pictures sent are for, and which is first: the answers to our two questions about them.
    of_part.edits_picture,
    roles_told.roles_told,
    which_first.which_is_first,
    roles_told.scene_of_asked,
    too_many.picked,
    asked_about.chosen_with_words,
    asked_about.sent_by_mistake,
    asked_about.asked_what_for,
    # Pictures without a wish: they belong to what was asked for a moment ago, or wait for the words.
    references.only_reference,
    replaced.one_replaced,
    replaced.looks_as_sent,
    waiting.more_to_come,
    waiting.told_later,
    waiting.brought,
    waiting.does_without,
    waiting.as_frames,
    asked_about.told_what_of_ours,
    waiting.sent_again,
    shots_amiss.asks_how,
    # A series on offer: "only two", "all of them" count its shots.
    offered.asked_of_shots,
    others.changes_the_others,
    size.adds_shot,
    size.all_of_them,
    size.all_after_all,
    size.resized,
    some_shots.fewer_shots,
    of_part.wants_part,
    # One of several pictures is less than all of them.
    chosen.some_of_them,
    without_reference.without_reference,
    # What pictures are for and which of them are used; "not that one" would else be a no.
    references.as_references,
    of_clip.lends_look,
    references.look_here,
    references.look_of_sent,
    # What a still was offered as is a video, which moves.
    stills.lets_it_move,
    used_before.same_picture,
    used_before.animates_named,
    used_before.animates_nothing,
    used_before.asked_which_frame,
    used_before.asked_which,
    listed.asks_what_of_shots,
    ideas.takes_idea,
    # What differs between clips is asked, and none of them is sent again or made once more.
    compared.asked_what_changed,
    compared.asked_which_is_better,
    compared.takes_compared,
    # Several of the clip at hand, alike or each otherwise.
    copies.fewer,
    copies.several_priced,
    both_changed.changes_both,
    shapes.in_both_shapes,
    variations.several,
    copies.several_new,
    # Somebody or something from before, then a shot of a series that was made.
    ties.like_earlier,
    going_on.goes_on,
    carried_over.same_settings,
    by_default.again_by_default,
    same_but.one_with,
    carried_over.same_style,
    same_but.same_one,
    same_but.again_but,
    same_but.one_more_of,
    rest.the_rest,
    shots.of_series,
    # A default that was just saved, before "undo that" cancels a clip.
    preferences.takes_back_saved,
    preferences.usual_again,
    # What is being made is to be stopped for something else.
    cancelled.stops_for_other,
    cancelled.keeps_one,
    # What waits is given up for the one from before, which calls no earlier clip back.
    put_off.prefers_earlier,
    # An earlier clip is to be the one at hand again.
    going_back.wants_somebody_back,
    model_back.model_back,
    value_back.value_back,
    going_back.goes_back,
    # Questions about the clip at hand that read like a change of it.
    facts.asked_seed,
    facts.asked_left_out,
    # What was left out may be seen again; "drop the no people rule" deletes nothing.
    allowed_again.allowed_again,
    file_edits.wants_file_edited,
    # Deleting reads like a change ("take it away"), and must order nothing.
    results.several_sent,
    results.asked_to_delete,
    results.asked_to_cancel,
    cancelled.gives_up_priced,
    cancelled.cancels_named,
    # So does a question what is kept of a person.
    preferences.asked_what_is_kept,
    # Several values with their prices, one of which is then named by its number alone.
    each_value.each_value,
    each_value.value_chosen,
    # What waits for a yes, by what it shows.
    named_again.wanted_by_name,
    named_again.asked_anew,
    named_again.wanted_after_all,
    no_yes.agrees_late,
    # From now on: nothing is ordered, although a model or a value is named.
    preferences.keeps_kind,
    preferences.takes_back,
    preferences.keeps_value,
    # A question about one of several offers orders none.
    of_offer.asked_of_named,
    # One of several offers: anyway, by its price, its maker or its number, perhaps with a change.
    offers.insists,
    offers.just_asked_of,
    offers.by_price,
    offers.by_maker,
    offers.by_number,
    offers.by_number_and_words,
    offers.with_a_change,
    # The shape for a place; the words and the file of the clip at hand.
    shapes.takes_shape,
    shapes.asked_whether_it_fits,
    facts.asked_for_prompt,
    facts.asked_of_file,
    # Questions about what was: they name a price or a clip, and order nothing.
    in_the_making.asked_while_it_runs,
    in_the_making.asked_whether_done,
    ended.of_ended,
    failed.again_if_failed,
    failed.asked_why,
    failed.with_another,
    failed.again_with,
    totals.asked_total,
    # A picture, which is none of a clip's values and no scene.
    stills.wants_still,
    # What was priced: put off, pointed at, or taken with a change.
    priced.says_the_same,
    put_off.no_answer,
    priced.priced_taken,
    yes_but.yes_but,
    yes_but.handed_to,
    # Sound: asked about, wanted from a model that has none, added or taken out.
    asked.asked_of_sound,
    other_models.wants_it_still,
    other_models.wants_it_silent,
    other_models.silenced_in_vain,
    unavailable.wants_own_music,
    unavailable.wants_to_order,
    added.adds_sound,
    added.silences,
    unavailable.wants_subtitles,
    *of_models.HANDLERS,
    # One of several earlier clips: what follows is said of that one.
    as_for.of_earlier,
    scene_again.scene_again,
    earlier.pointed_at,
    facts.made_with,
    facts.asked_shown,
    facts.asked_why,
    length.longer_or_shorter,
    longest.as_long_as_possible,
    # The order at hand otherwise, and several of it.
    not_this_one.another_instead,
    variants.priced_otherwise,
    remedies.pleased,
    remedies.found_dear,
    remedies.remedied,
    remedies.vaguely_better,
    remedies.better_model,
    remedies.other_model,
    copies.several_more,
    # Else it would be made once more as it was.
    same_but.one_of_it,
    # A video for somebody or for an occasion, without a word on what it shows.
    ideas.asked_for_ideas,
    words_missing.only_what_for,
    which_first.left_open,
    of_part.only_calls,
)
