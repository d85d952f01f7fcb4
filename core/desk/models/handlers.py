"""What handles questions about models; one that was just named is "it" before any clip is."""

from core.desk.handling import Handler
from core.desk.models import (
    abilities,
    advised,
    comparing,
    just_named,
    longest,
    named_before,
    quickest,
    ranked,
    recommended,
    several,
    sharpest,
)
from core.desk.prices import free, variants

HANDLERS: tuple[Handler, ...] = (
    free.asked_whether_free,
    free.asked_what_one_costs,
    named_before.of_compared,
    variants.asked_dearer,
    ranked.asked_cheaper,
    several.each_priced,
    comparing.two_priced,
    longest.longest_asked,
    sharpest.sharpest_asked,
    sharpest.as_sharp_as_possible,
    recommended.recalled,
    named_before.row_recalled,
    recommended.why_not_another,
    recommended.what_else,
    recommended.for_another_style,
    quickest.with_the_quickest,
    ranked.ranked_and_taken,
    ranked.asked_best,
    abilities.asked_of_people,
    abilities.asked_about,
    advised.asked_with_scene,
    advised.priced_for_scene,
    advised.agreed,
    named_before.rather_another,
    just_named.model_meant,
    advised.agreed_with_another,
    advised.changed,
)
