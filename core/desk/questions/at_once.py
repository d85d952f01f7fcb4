"""What handles a message before all else: what only asks or doubts, and what is told at once of what waits."""

from core.desk.clips import cancelled, main_thing
from core.desk.handling import Handler
from core.desk.models import told_apart
from core.desk.pictures import shown_there
from core.desk.prices import remedies
from core.desk.questions import asked_back, asked_beside, no_yes, started, to_another

HANDLERS: tuple[Handler, ...] = (
    # What has the words of a yes but only asks or doubts, before anything takes it for one; laughter changes nothing.
    no_yes.answers_others,
    to_another.speaks_to_another,
    # A question that is no answer to what waits.
    asked_beside.asked_beside,
    told_apart.offers_told_apart,
    no_yes.only_wonders,
    asked_back.asked_why_warned,
    asked_back.asked_whether_much,
    asked_back.asked_whether_file_costs,
    no_yes.wants_none,
    no_yes.takes_it_back,
    no_yes.laughs,
    # What is found wrong in the clip that was made, before it passes for a change or for a scene.
    remedies.found_amiss,
    no_yes.doubts_change,
    # What two pictures show is no name, and no scene, where it was asked which is first.
    shown_there.shown_there,
    # What waits, settled and started in one message.
    started.starts_as_it_is,
    started.starts_with_model,
    # A change that leaves open what is to be seen.
    main_thing.leaves_open,
    # What is being made is cancelled, and not the order that waits.
    cancelled.cancels_running,
)
