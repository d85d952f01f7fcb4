"""What the patterns of asked.toml tell of a message."""

from enum import StrEnum


class Pointing(StrEnum):
    """What a message says, or the rest of it without the words that point at something."""

    WHICH = "which"  # one of several earlier clips
    ASKS_ALSO = "asks_also"  # asks two things: `before` and `rest`
    ASKS_COST = "asks_cost"  # asks what the clip at hand did cost
    MAY_NAME_SEVERAL = "may_name_several"  # may want a clip with each of several models
    WITH_EACH = "with_each"  # wants a clip with each of several models
    ONLY_IT = "only_it"  # what stands beside these only asks for the clip at hand
    COMPARES_FOR = "compares_for"  # wants to compare several models for a scene, `rest`
    DESCRIBES = "describes"  # asks what it was
    WANTS = "wants"  # wants the clip as well, or once more
    RESENDS = "resends"  # wants its clip or its link again
    WITHIN = "within"  # asks for models within a limit of points
    LIMITS = "limits"  # only says what a clip may cost at most, `limit`
    LIMITED = "limited"  # the same behind a request, `before`
    ABLE = "able"  # asks which models can do something, or with `bare` whether it can be done
    HAS_SOUND = "has_sound"  # asks whether the clip at hand has sound
    SOUND_OF_ALL = "sound_of_all"  # asks whether clips made here have sound
    ADDS_SOUND = "adds_sound"  # wants the clip at hand with sound or music
    HEARS = "hears"  # a clause that wants something heard, beside what is shown
    OWN_MUSIC = "own_music"  # wants a song or a recording under the clip, which no model can take
    ONE_MORE_SILENT = "one_more_silent"  # wants one without sound as well
    SILENCED = "silenced"  # wants no music or sound in the clip at hand
    GOES_FOR_IT = "goes_for_it"  # agrees with what was just said, without naming it
    AFTER_ALL = "after_all"  # wants what was turned down a moment ago after all
    ASKS_FILE = "asks_file"  # asks about the file: its format or its size
    LINK_KEPT = "link_kept"  # asks how long a clip and its link are there
    OTHER_THING = "other_thing"  # wants another background or subject and names none
    FRAME_RATE = "frame_rate"  # asks for so many pictures a second, or what they are
    NUMBERED = (
        "numbered"  # takes what is on offer by its `number` or as the last one, `nth`, and nothing else
    )
    TAKES = "takes"  # uses the model that was just named
    RATHER_NTH = "rather_nth"  # corrects which one of the models was meant that were named
    FROM_NOW_ON = "from_now_on"  # a model is wanted from now on
    MANY = "many"  # shows several of something
    IT = "it"  # a word that stands for something named before
    ASKS_TIME = "asks_time"
    CHEAPEST = "cheapest"
    WHOLE_PRICE = "whole_price"  # asks the price of the whole offer
    TOTALS = "totals"  # asks what was spent on all of them
    TAKES_COMPARED = "takes_compared"  # takes that one of them, with a change (`rest`)
    DEAREST = "dearest"  # asks for the dearest or, with `cheap`, the cheapest of `count` clips
    WHICH_BETTER = "which_better"  # asks us which clip came out better; without `what` it may mean models
    COSTS_EACH = "costs_each"  # asks what each of several clips cost: of `rest`, or of the last `count`
    COSTS_COMPARED = "costs_compared"  # asks which of the clips that were made cost less, or more
    PAID = "paid"  # asks whether the last one was paid for
    VARIANT = "variant"  # asks the price of the order at hand with other values, `rest`
    ASKS_DEARER = "asks_dearer"  # asks whether it would cost more, or less, otherwise: `rest`
    VARIANT_BARE = "variant_bare"  # the same, where the message is a question
    MORE = "more"  # wants several of the same
    USES = "uses"  # wants a value, `rest`, to be used
    LONGER = "longer"  # wants a longer clip, or with `asks` only asks for one
    SHORTER = "shorter"
    TIMES_AS_LONG = "times_as_long"  # wants it twice, three times or half as long: `twice`, `thrice`, `half`
    SIZES = "sizes"  # makes something in a clip longer or shorter, and not the clip
    OF_CLIP = "of_clip"  # speaks of the clip itself, or of its time
    AGREES = "agrees"  # begins with a yes
    CHANGES_IT = "changes_it"  # changes "it", which is nothing where there is no clip
    CHANGES = "changes"  # changes something, and describes nothing
    SENDS_ALL = "sends_all"  # several results are to be sent again: `count` how many
    DELETES = "deletes"  # a clip is to be deleted
    CANCELS_ALL = "cancels_all"  # wants all that is being made cancelled
    KEEPS_ONE = "keeps_one"  # wants only the `nth` of those in the making
    CANCELS_NAMED = (
        "cancels_named"  # cancels a clip by what it shows, `name`; with `noun` nothing else can be meant
    )
    ASKS_CANCEL = "asks_cancel"  # asks whether it can still be cancelled
    ASKS_KEPT = "asks_kept"  # asks whether we keep pictures or data of theirs
    ASKS_FIT = "asks_fit"  # asks whether the shape of a clip goes with a place where clips are shown, `name`
    TAKES_SHAPE = "takes_shape"  # wants the shape that was just told
    ONE_OF_THINGS = "one_of_things"  # counts a thing, which tells no clip
    ASKS_WHICH_NAMED = "asks_which_named"  # which model of those compared is `cheap`, `quick` or `best`
    TAKES_RANKED = "takes_ranked"  # takes one of them so, perhaps for what is to be shown, `rest`
    ASKS_ONWARD = "asks_onward"  # asks what happens next, and tells it: `rest`
    PART_ABOUT = "part_about"  # the next part of a series about `name`: `rest`
    LABELLED = "labelled"  # a scene, `rest`, behind its place among several, `name`
    REDONE = "redone"  # a change, `rest`, with "do it again" behind it
    ASKS_PROMPT = "asks_prompt"  # asks which description a clip was made from
    ASKS_SHOWN = "asks_shown"  # asks what can be seen in the clip
    ASKS_PICK = "asks_pick"  # wants a model recommended
    ASKS_KNOWN = "asks_known"  # asks who is known by name here
    ASKS_OF_KNOWN = "asks_of_known"  # the same of somebody, `name`
    TAKES_IDEA = "takes_idea"  # takes one of the ideas that were just told
    INVITES = "invites"  # invites to a drink or a walk, as is said among people
    ALSO_TOTAL = "also_total"  # asks what one clip cost, `rest`, and what all did
    ASKS_IDEAS = "asks_ideas"  # asks what could be made
    FEWER = "fewer"  # wants only so many of several on offer
    BUT = "but"  # begins with a word that joins it to praise; the rest is `rest`
    GLAD = "glad"  # nothing but praise or thanks, perhaps with an ok
    WHY_NOT = "why_not"
    SHORT = "short"  # finds the clip too short
    LONG = "long"
    BLURRED = "blurred"
    TOO = "too"  # finds the clip, or `what` in it, too dark, too slow, ...: `how`
    OF_SHOT = "of_shot"  # tells how camera, light or end are to be, and shows nothing of its own
    INTRODUCES = "introduces"  # tells who the person is in front of a request, `rest`
    ONLY_FOR = "only_for"  # only tells whom or what a video is for
    ADVISED_FOR = "advised_for"  # asks for a model for a scene, `rest`
    ONLY_KIND = "only_kind"  # tells the kind of video, and no scene
    COULD_BE = "could_be"  # asks whether the clip could be otherwise, `rest`
    ASKS_SOFTLY = "asks_softly"  # asks for a change in a question
    SAYS_SAME = "says_same"  # answers what waits with "the same", perhaps the same model, `name`
    ASKS_DONE = "asks_done"  # asks how the clip fares that shows `name`
    ASKS_PROGRESS = "asks_progress"  # asks, in a message on what is being made, how far it is
    AS_FOR = (
        "as_for"  # a change of `name`, which it names first: its verb is `before`, what becomes of it `rest`
    )
    ASKS_CHANGED = "asks_changed"  # asks what differs between the first clip and the last
    ENDED_SO = "ended_so"  # speaks of the clip that `failed` or was `cancelled`, between `before` and `rest`
    OF_OURS = "of_ours"  # a description shows nothing of its own, or a clip that the studio does not know
    JOINS = "joins"  # wants clips joined to one
    OTHER_COLOUR = "other_colour"  # wants another colour and names none
    FINISHED_FILE = (
        "finished_file"  # wants the file of a finished clip cut, joined, written on or sent elsewhere
    )
    TO_ORDER = "to_order"  # wants speech or music to order, or asks for music
    ASKS_LEFT_OUT = "asks_left_out"  # what is to be kept out of the clip
    ALL_OF_THEM = "all_of_them"  # tells what all of those who are shown are to wear or do
    NAMES_NOTHING = "names_nothing"  # wants something changed, added or taken away, without a word on what
    VAGUELY_BETTER = "vaguely_better"  # wants the clip better, and does not say how
    ASKS_SEED = "asks_seed"  # which seed a clip was made with
    ALLOWS = "allows"  # `what` was not to appear and may now; if `weak`, only where it was left out
    MODEL_WITHIN = "model_within"  # the model that was just named, within the words for a scene, `rest`
    TAKES_ALL_BACK = "takes_all_back"  # a change, `before`, that the words behind it give up
    TAKES_FIRST_BACK = "takes_first_back"  # a change, `before`, that the one behind it, `rest`, takes back
    COST_OF_THEIRS = (
        "cost_of_theirs"  # asks what a clip did cost that is called by whose it is, `owner`, or by its `name`
    )
    ONLY_SETS = "only_sets"  # says that something is to be set, without what
    UNDOES = "undoes"  # takes back what was said last: "forget that"
    USUAL_AGAIN = (
        "usual_again"  # wants the usual model again, `name` if something is taken back in front of that
    )
    TAKES_BACK = "takes_back"  # does not want a value or a model, `rest`, any more
    ASKS_CHEAPER = "asks_cheaper"  # asks whether something cheaper is there
    EACH_VALUE = "each_value"  # several lengths or sharpnesses in a row, `rest`
    IN_ALL = "in_all"  # tells a length that all shots have together
    ONLY_NUMBER = "only_number"  # nothing but a number, perhaps in a question: `number`
    EACH_PRICE = "each_price"  # asks what each of several shots costs
    OWN_VIDEO = (
        "own_video"  # wants work done on a video that somebody has already, and that was not made here
    )
    ASKS_RANKED = "asks_ranked"  # asks which model is the cheapest (`cheap`) or the best
    THE_SAME = "the_same"  # nothing but "the same once more"
    MAKES_SAME = "makes_same"  # wants the same made, in a sentence of its own
    COMPARES = "compares"  # asks which of two models is better
    GOES_ON_DOING = (
        "goes_on_doing"  # somebody, `name`, does what only follows on something that was done before
    )
    WANTS_STILL = "wants_still"  # wants a picture made, of `what` and with `rest`, and no video
    ASKS_FOR_THING = "asks_for_thing"  # asks to see a thing
    TO_US = "to_us"  # a clause that speaks of us, of clips or of what we are to do
    I_MEAN = "i_mean"  # says what was meant, `rest`, and not what we took it for
    OF_MINE = "of_mine"  # a change (`rest`) that first says that it is of one's own clip
    NEXT_IDEA = "next_idea"  # says that another idea follows: `rest`
    COMES_LATE = "comes_late"  # says where somebody was all the while, in front of what is wanted: `rest`
    PRICE_OF = "price_of"  # asks in front of a scene, `rest`, what that costs
    EXAMPLE = (
        "example"  # a description, `rest`, called an example of what may be asked for, perhaps `before` it
    )
    MEANWHILE = "meanwhile"  # wants something else while a clip is being made: `rest`
    SUBTITLED = "subtitled"  # wants subtitles, and says nothing of what they read
    EXCLAIMS = "exclaims"  # a word or two that only exclaim, `before`, or lead over, and the `rest`; only `joined` by a comma
    ASKS_WHETHER_FREE = "asks_whether_free"  # asks whether videos cost anything at all
    USUAL_PRICE = "usual_price"  # asks what a video usually costs, behind `before`
    NAMED_LIGHT = "named_light"  # goes by daylight
    NAMED_DARK = "named_dark"
    NAMED_HEARD = "named_heard"  # goes by its sound
    NAMED_SILENT = "named_silent"
    IS_LIGHT = "is_light"  # a description tells daylight
    IS_DARK = "is_dark"
    STAMPED = "stamped"  # wants a logo, a watermark, a title or an end card on the clip
    LEAVES_ALONE = "leaves_alone"  # `name` is to be all that the clip shows
    STILL = "still"  # asks whether something can still be changed
    PLACE_OF_USE = "place_of_use"  # names where videos are shown
    ITS_PRICE = "its_price"  # asks what the person's own clip cost
    VERSION = "version"  # speaks of a version of a clip
    FOR_USE = "for_use"  # ends with what a value is wished for: `rest`
    JUDGES = "judges"  # finds the clip or a thing in it somehow, and how much: "kind of empty"
    SEEMS = "seems"  # the same without how much: "the forest feels dead"
    REPORTS = "reports"  # somebody else's wish: `rest`
    WANTS_NAMED = "wants_named"  # wants what was asked about earlier, by what it shows: `name`
    ASKED_AGAIN = "asked_again"  # wants to be asked once more
    SECOND_THOUGHT = "second_thought"  # thinks of another idea, `rest`, in the place of what was said
    REASONED = "reasoned"  # a value, `before`, and why it is wanted
    PURPOSE = "purpose"  # tells where the clip is going to be shown
    ODD = "odd"  # finds something about the clip not right
    NOT_ENOUGH = "not_enough"  # finds it not bright enough, ...
    KEEPS_KIND = "keeps_kind"  # wants the cheapest or fastest model from now on, and names none
    KEEPS_VALUE = "keeps_value"  # wants a length or a shape, `rest`, from now on
    SEVERAL_NEW = "several_new"  # several clips of what is told with it (`rest`), perhaps `unlike` each other
    LISTS_CLIPS = "lists_clips"  # a description that counts several clips and lists them
    MOST_SHARP = "most_sharp"  # asks how high the resolution can be
    HIGHEST = "highest"  # wants the highest one, and does not say of what
    MOST_LONG = "most_long"  # asks how long a clip can be
    SOMETHING_ELSE = "something_else"  # wants something else instead, and names nothing
    OTHER_MODEL = "other_model"  # wants another model, and names none
    BETTER_MODEL = "better_model"  # wants a better model, and names none
    VALUE_BACK = "value_back"  # wants the `length`, `shape` or `sharpness` of an earlier clip back, of the first: `origin`
    MODEL_BACK = "model_back"  # wants the model back that an earlier clip was made with
    TAKES_CHEAPER = "takes_cheaper"  # the same as a decision
    CHEAPER_ONE = "cheaper_one"  # wants the cheaper one on offer, or the last one for less
    CHEAPEST_ONE = "cheapest_one"  # wants the cheapest of those on offer
    ONLY_ASKS = "only_asks"  # ends like a question
    DEARER_ONE = "dearer_one"  # wants the dearer or better one on offer
    WHY_FAILED = "why_failed"  # asks why the last one failed
    WHY_SO = "why_so"  # asks why a clip has a value, `name`
    THING_BACK = "thing_back"  # wants back, `name`, whom or what the last change took away
    SOMEBODY_BACK = "somebody_back"  # wants somebody, `name`, back in the clip
    BOTH_CHANGED = "both_changed"  # tells what both clips (`noun` where it names them) are to be: `rest`
    JUST_THAT_ONE = "just_that_one"  # wants the clip that was just made to be the one
    GOES_BACK = "goes_back"  # wants an earlier clip, or how it was before a change, at hand again
    MADE_WITH = "made_with"  # asks for the model or a value of a clip, or whether it was `name`
    PRAISE = "praise"  # said of a clip in free words
    TAKEN = "taken"  # how people take the clip, or what they do with it
    RECOUNTS = "recounts"  # tells of people we know, and of what was or is going to be
    SETTLES = "settles"  # settles on something, `rest`
    HESITATES = "hesitates"  # somewhere asks, doubts or refuses
    ONLY_DEAR = "only_dear"  # finds the price too high, without a word that refuses it
    FINDS_DEAR = "finds_dear"  # finds the price too high, and nothing else
    REFUSES_VALUE = "refuses_value"  # turns down a value that was priced
    PLAIN_LOOK = "plain_look"  # names no style but how it looks without any
    NAMELESS = "nameless"  # "that one" without anything that identifies it
    LEAVES = "leaves"  # takes leave, or is content with what there is
    THANKS = "thanks"  # nothing but thanks or politeness
    TOO_MANY = "too_many"  # finds an offered series too long, and nothing else
    PUTS_OFF = "puts_off"  # is going to think about it, or to answer later
    ASKS_BRIEFLY = (
        "asks_briefly"  # asks in a word or two for another quality, length or price of the clip at hand
    )
    ADDS_THING = "adds_thing"  # wants something added to the clip at hand
    WONDERS = "wonders"  # wonders how something would look, in front of a change, `rest`, that is decided on
    OPINION = "opinion"  # asks whether a change, `rest`, would look better
    NOT_YET = "not_yet"  # nothing is to be made yet, said alone or beside what is asked for: `before`, `rest`
    KEEPS = "keeps"  # leaves things as they are
    PREFERS_EARLIER = "prefers_earlier"  # would rather have the one from before; if `weak`, only beside a no
    REFUSES = "refuses"  # does not want what waits, or with `what` only if that is what it shows
    GENERIC = "generic"  # what is refused is the whole of what waits
    HEAD = "head"  # a Chinese description that begins with what it shows, `name`, and not with a place
    FRESH = "fresh"  # begins like a description of its own
    RATHER = "rather"  # words in front of another idea, `rest`
    GOES = "goes"  # a clear yes, in a clause of its own
    GOES_BUT = "goes_but"  # the same with a change behind it, `rest`
    WAVERS = "wavers"  # takes back what was said in front of it: "wait"
    CHEAPER_WITH = "cheaper_with"  # the cheaper one on offer, and `rest` of it
    NAMED_OFFER = "named_offer"  # one of the offers, called by its model, `name`
    SAME_THROUGHOUT = (
        "same_throughout"  # says of somebody in the same message, `what`, that it is one in all shots
    )
    COMES_IN = "comes_in"  # wishes that somebody else, `name`, does something, `rest`
    TO_ANOTHER = "to_another"  # may speak to somebody else, called by `name`
    DEED_ALONE = "deed_alone"  # may be a deed, `what`, told to whoever is shown
    SO_MANY_MORE = "so_many_more"  # wants so many, `n`, more of what is shown, perhaps named: `what`, by its measure `of`
    SO_MANY = "so_many"  # tells in the same way how many there are to be
    SO_MANY_FEWER = "so_many_fewer"  # the same of fewer
    STAYS_AND_GOES = "stays_and_goes"  # changes nothing any more, or with `back` takes the last change back, and starts: `rest`
    SHOT_AMISS = "shot_amiss"  # finds one shot of a series not right, `before`, and perhaps tells how it should be, `rest`, or what is amiss, `how`
    TO_OTHERS = "to_others"  # answers somebody else in the chat, whom it calls by name
    NO_YES = "no_yes"  # asks or doubts, although it has the words of a yes or of a choice
    CONSENTS = "consents"  # somewhere lets something begin, or be paid
    TAKES_OUT = "takes_out"  # takes one thing, `what`, out of the picture
    DOUBTS_OFFER = "doubts_offer"  # doubts what waits, or its price, `cheap`
    WONDERS_AGAIN = "wonders_again"  # the same of one more
    MOMENT = "moment"  # cannot answer this moment
    NEVER_MIND = "never_mind"  # wishes for something, and takes that back
    DOUBTS_CHANGE = "doubts_change"  # wonders about a change, `rest`
    LAUGHS = "laughs"  # laughs at the clip that was made
    CALLED_ONE = "called_one"  # somewhere calls an offer or a clip by its model, `name`
    NTH_WITH = "nth_with"  # one of the offers by its number, and `rest` of it
    PRICE_BEHIND = (
        "price_behind"  # asks behind a request what a clip costs, perhaps with values: `rest`, `also`
    )
    ASKS_VALUES = "asks_values"  # asks for the length or the shape of what waits
    ASKS_PRICE = "asks_price"  # somewhere asks for a price
    YOUR_PICK = "your_pick"  # the model that we recommended
    WHAT_ELSE_ADVISED = "what_else_advised"  # asks for further recommendations behind one
    WHY_NOT_MODEL = "why_not_model"  # asks why `name` was not recommended
    STYLE_SAID = "style_said"  # names a look as one, `what`
    ANOTHER_INSTEAD = "another_instead"  # beside a model that is turned down: another one is to make it
    OTHER_THAN = "other_than"  # another one than the model at hand
    FOR_STYLE = "for_style"  # asks which model is for something else, `rest`
    GUESSES = "guesses"  # guesses why something failed, and nothing else
    AGAIN_IF_FAILED = "again_if_failed"  # wants it tried again only if it failed
    THINKS_ALOUD = (
        "thinks_aloud"  # settles on `rest` behind other thoughts, and `before` them was said what stays
    )
    MAKEABLE = "makeable"  # asks whether a clip of something can be made, or changed: `rest`
    ASKS_OF_AGAIN = "asks_of_again"  # asks whether trying again would help
    AGAIN_WITH = "again_with"  # wants it tried again with a change, `rest`
    HANDS_TO = "hands_to"  # has it made by a model, `name`
    OF_ORDER = "of_order"  # asks for the price of the order at hand with other values, and for no model
    UNSURE = "unsure"  # somewhere asks, or makes a condition
    LONGEST = "longest"  # wants the clip as long as it can be
    LEAVES_PICK = "leaves_pick"  # leaves it to us which of several offers is taken
    ORDERS = "orders"  # has it made, with a model or values that the same clause names
