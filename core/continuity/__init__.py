"""What a request takes over from earlier ones: a picture, or a description that its words change; ideas of several shots.

    a picture      the look of somebody, or the frame to go on from        look
    the words      corrected by themselves, put as what is to be seen,     correction, seen, not_done, paired,
                   without what only leads to them; what is to be absent   ends, absent
    about it?      whether they speak of what the clip shows               about, own_scene
    changed        a description, by the first way that fits: what is      revision: outright (ages, amounts, counted,
                   told outright, what says what gives way, else added     scenery, contraries, anew, same_sort, ...),
                                                                           other_scene, other_name, attribute, hours
                   taken out, or done otherwise                            removal, same_act, doing, speed
                   and the rest of it made to agree                        agreement, mentions
    several shots  an idea split into scenes, each complete in itself      series, pieces, alone, doers, done_to

Nothing here asks, orders or waits: texts and pictures in, texts and pictures out. The words stand in revisions.toml.
"""

from core.continuity.about import (
    begins_with_it,
    denies_unseen,
    is_about_it,
    is_main,
    is_subject,
    not_shown,
    tells_of_shown,
    tells_only_surroundings,
)
from core.continuity.absent import joined, without_absent
from core.continuity.agreement import following
from core.continuity.alone import timeless, understood_after, understood_alone
from core.continuity.cast import cast_of
from core.continuity.contraries import goes_against
from core.continuity.correction import corrected, instead
from core.continuity.counted import is_counted_otherwise
from core.continuity.doers import does
from core.continuity.doing import acts_instead, being_done, does_otherwise, some_do_otherwise
from core.continuity.ends import as_typed, without_particles, without_tail
from core.continuity.everywhere import swapped_everywhere
from core.continuity.first_thing import stands_for_nothing, told_anew
from core.continuity.garments import put_on
from core.continuity.goes_unnamed import naming_what_goes, several_that_may_go
from core.continuity.labels import ADDED, DEED, GIVES_WAY, PLACE, TAKEN, TIME, WHO
from core.continuity.look import Carried, Look, as_first_frame, as_large, frame_of, look_of
from core.continuity.mentions import renamed
from core.continuity.muddled import is_muddled, reads_like_change, share_a_part
from core.continuity.not_done import denies_shown, told_as_swap
from core.continuity.of_known import elsewhere
from core.continuity.other_name import as_swap, as_thing
from core.continuity.own_scene import own_scene, tells_another
from core.continuity.parts import Told, asks_to_take, parts_of
from core.continuity.parts import told as told_parts
from core.continuity.pieces import told_clauses
from core.continuity.put_in import PutIn, put_in
from core.continuity.removal import (
    is_all_shown,
    shows,
    takes_away,
    with_other_instead,
    without,
    without_allowed,
    without_shown,
    without_things,
)
from core.continuity.revision import revise
from core.continuity.same_act import replaced as to_something_else
from core.continuity.same_sort import is_of_sort, other_animal
from core.continuity.same_sort import replaced as of_same_sort
from core.continuity.scenery import set_at, sets_elsewhere
from core.continuity.seen import as_framed, as_named, as_one_does, as_ordered, as_pictured
from core.continuity.series import (
    Shot,
    dealt_out,
    is_lead,
    lead_of,
    scenes,
    shots,
    shots_for,
    under,
    untitled,
    with_scene,
)
from core.continuity.speed import at_other_speed
from core.continuity.styles import tells_style
from core.continuity.talk import LEADS, has_talk, is_told_alone, surely_said, talk_in
from core.continuity.wider import as_doer, named_whole

__all__ = [
    "ADDED",
    "DEED",
    "GIVES_WAY",
    "LEADS",
    "PLACE",
    "TAKEN",
    "TIME",
    "WHO",
    "Carried",
    "Look",
    "PutIn",
    "Shot",
    "Told",
    "acts_instead",
    "as_doer",
    "as_first_frame",
    "as_framed",
    "as_large",
    "as_named",
    "as_one_does",
    "as_ordered",
    "as_pictured",
    "as_swap",
    "as_thing",
    "as_typed",
    "asks_to_take",
    "at_other_speed",
    "begins_with_it",
    "being_done",
    "cast_of",
    "corrected",
    "dealt_out",
    "denies_shown",
    "denies_unseen",
    "does",
    "does_otherwise",
    "elsewhere",
    "following",
    "frame_of",
    "goes_against",
    "has_talk",
    "instead",
    "is_about_it",
    "is_all_shown",
    "is_counted_otherwise",
    "is_lead",
    "is_main",
    "is_muddled",
    "is_of_sort",
    "is_subject",
    "is_told_alone",
    "joined",
    "lead_of",
    "look_of",
    "named_whole",
    "naming_what_goes",
    "not_shown",
    "of_same_sort",
    "other_animal",
    "own_scene",
    "parts_of",
    "put_in",
    "put_on",
    "reads_like_change",
    "renamed",
    "revise",
    "scenes",
    "set_at",
    "sets_elsewhere",
    "several_that_may_go",
    "share_a_part",
    "shots",
    "shots_for",
    "shows",
    "some_do_otherwise",
    "stands_for_nothing",
    "surely_said",
    "swapped_everywhere",
    "takes_away",
    "talk_in",
    "tells_another",
    "tells_of_shown",
    "tells_only_surroundings",
    "tells_style",
    "timeless",
    "to_something_else",
    "told_anew",
    "told_as_swap",
    "told_clauses",
    "told_parts",
    "under",
    "understood_after",
    "understood_alone",
    "untitled",
    "with_other_instead",
    "with_scene",
    "without",
    "without_absent",
    "without_allowed",
    "without_particles",
    "without_shown",
    "without_tail",
    "without_things",
]
