"""What the patterns of said.toml tell of a message."""

from enum import StrEnum


class Said(StrEnum):
    """What a whole message says."""

    SENDS = "sends"  # beside pictures: nothing but that they come
    HANDS_OVER = "hands_over"  # the same, in words that only go with handing something over
    FRAMES = "frames"  # two pictures are the first and the last frame
    FRAMES_BACK = "frames_back"  # the same, the second picture first
    LAST_REPLACED = "last_replaced"  # a picture is to be the last frame of the clip that is there
    FIRST_REPLACED = "first_replaced"  # the same, the first frame
    INSTEAD = "instead"  # beside pictures: they take the place of others
    HUMS = "hums"  # beside pictures: nothing but a sound
    SECOND_CHOICE = "second_choice"  # wants a value, and another one where that cannot be had
    WHICH_OF_TWO = "which_of_two"  # asks us whether it would be better as `what` or as `rest`
    WITH_QUICKEST = "with_quickest"  # wants what it tells, `before` or `rest`, made by the fastest model
    ASKS_RIGHTS = "asks_rights"  # asks whether a clip may be sold, or whose it is
    CALL_ME = "call_me"  # wants to be told when a clip is done
    AGAIN_BY_DEFAULT = "again_by_default"  # wants the clip at hand again, by the model that we choose
    BEGINS_SERIES = "begins_series"  # begins a series about `what` with its first scene, `rest`
    ME_TOO = "me_too"  # wants a clip like somebody else's
    LIKE_THEIRS = "like_theirs"  # the same, of somebody named
    TELLS_LATER = "tells_later"  # what the pictures are for is going to be said
    MORE_TO_COME = "more_to_come"  # where pictures wait: another one is going to be sent
    OF_PICTURES = "of_pictures"  # without pictures: some that were sent a moment ago are meant
    ALL_OF_THEM = (
        "all_of_them"  # beside pictures: those sent a moment ago are meant as well, so many (`which`) in all
    )
    THAT_PICTURE = "that_picture"  # without pictures: an earlier one is meant, not one that was forgotten
    LEAVES_OUT = "leaves_out"  # one of several pictures is not to be used
    ONLY = "only"  # only one of several is
    CHANGED_TOO = "changed_too"  # beside that: something comes into the clip at hand, or gives way there
    OTHER = "other"  # the other one of two is
    ALL_REFERENCE = "all_reference"  # all of the pictures are references for what is described
    TELLS_SHOTS = (
        "tells_shots"  # tells what each of some shots shows: `rest`, with `before` what else is wanted
    )
    AS_SERIES = "as_series"  # beside a clip: wants it once for each of these, `rest`
    SPLIT_UP = "split_up"  # wants the clip at hand told in so many shots
    ONLY_SHOTS = "only_shots"  # wants shots or parts, and says nothing of what they show
    ONE_AND_ANOTHER = "one_and_another"  # a clip of something, `what`, and one of something else, `rest`
    IN_PLACES = (
        "in_places"  # somebody, `what`, in each place of a list, `rest`; `before` where it is the same one
    )
    OF_WHOM = "of_whom"  # beside the number of shots: tells whom all of them show, `who`
    SHOTS_HERO = "shots_hero"  # in front of the shots: tells `who` all of them show
    SHOTS_ABOUT = "shots_about"  # the same, if `who` is known by name
    SHOTS_PICTURED = "shots_pictured"  # the same, of somebody in a picture of the message
    PICTURE_FOR = (
        "picture_for"  # the sort of clip, `what`, that is to be made, of a picture or of nothing told
    )
    COUNTS_CLIP = "counts_clip"  # counts the clip in front of what it shows, `what`
    SHOTS_OF = "shots_of"  # in front of the shots: `what` all of them show, where that is nobody
    SHOTS_FOR = "shots_for"  # in front of the shots: whom they are for, or the look that is `told`
    NEW_SERIES = "new_series"  # begins another series, whatever is on offer
    NUMBERS_SHOTS = "numbers_shots"  # gives each of them its number
    LOOK_OF = "look_of"  # only the look of one of them is wanted
    LOOK_OF_SENT = "look_of_sent"  # the look of a picture that was sent before is wanted, and nothing else
    LOOK_OF_IT = "look_of_it"  # the same, of the picture that the order at hand has
    ONLY_REFERENCE = "only_reference"  # no more than that a picture is only a reference
    MORE_SECONDS = "more_seconds"  # wants so many seconds (`count`) more, or `number` in all, or `less`, or asks what they cost (`told`); `rest` is what else is said
    UNNAMED = "unnamed"  # wants somebody or something named, and gives no name
    STARTS_OVER = "starts_over"  # wants to begin anew, and does not say with what
    SCENE_AGAIN = "scene_again"  # wants the clip in which something happens, `what`, once more
    LENDS = "lends"  # what is there lends its look, or as the first frame (`nth`), to `rest`; a picture is meant (`which`), or only how it looks (`told`)
    LOOK_OF_NAMED = "look_of_named"  # the same, of somebody known by name
    SECOND_FIRST = "second_first"  # of two pictures the second comes first
    FIRST_FIRST = "first_first"
    TURNS = "turns"  # asked which is first: how one becomes the other, or which starts by what it shows
    AS_SENT = "as_sent"  # asked which is first: in the order that they came
    OTHER_WAY = "other_way"  # in the other order than they came
    EITHER_FIRST = "either_first"  # whichever
    TAKES_BOTH = "takes_both"  # a clip of both, and nothing of which comes first; `rest` is what else is said
    OF_SENT = "of_sent"  # a remark on pictures that were sent: how, when or where they were taken
    SHOWS_THERE = "shows_there"  # tells only what two pictures show, or whom first, by no place
    NAMES_PLACE = "names_place"  # speaks of one of two pictures by its place
    NAMES_LOOK = "names_look"  # speaks of a look or a reference explicitly
    PICTURES_KEPT = "pictures_kept"  # of too many pictures these are to be used
    PICTURES_LEFT = "pictures_left"  # all but these
    PICTURE_WORD = "picture_word"  # speaks of pictures explicitly
    PICTURES_UNCLEAR = "pictures_unclear"  # some of them, and not which
    CHOOSES_USE = (
        "chooses_use"  # asked what a picture is for: one of the choices, and words for the video (`rest`)
    )
    DROPS_PICTURE = "drops_picture"  # a picture was sent by mistake; `rest` is what else is said
    ANIMATES_NAMED = "animates_named"  # who an earlier picture shows (`what`) is to move, and how (`rest`)
    RIGHT_ONE = "right_one"  # beside such words and a picture: that one is right, and an earlier one was not
    MISTAKEN = "mistaken"  # the head of such words: something was sent by mistake
    UNUSED = "unused"  # the same: it is not to be used
    TAKES_ANY = "takes_any"  # anybody of a kind (`what`) instead of who is known
    DROPS_REFERENCE = (
        "drops_reference"  # the same without its picture, called only one in `what`; perhaps `rest`
    )
    ASKS_USE = "asks_use"  # asks what can be done with a picture
    ONE_WITH = "one_with"  # the clip at hand with something else in it (`rest`), and all else as it is
    ONE_OF_IT = "one_of_it"  # one more that differs in a word or two (`rest`)
    FILMS_PEOPLE = "films_people"  # asks whether a model takes people
    MODEL_OF = "model_of"  # wants the model of an earlier clip
    SAME_PICTURE = "same_picture"  # the picture sent before once more, for `rest`
    SHOWS_INSTEAD = "shows_instead"  # something that happens (`rest`) instead of something else
    TELLS_ACTION = "tells_action"  # what somebody in a picture does, or is to do
    ANIMATES_THIS = "animates_this"  # a picture is to move, and nothing else
    ANIMATES_IT = "animates_it"  # the same, of "it"
    ASKS_FRAME = "asks_frame"  # asks which picture counts as the first, or as the start or the end
    ASKS_PICTURE = "asks_picture"  # asks which picture a clip was made from
    SHOWS = "shows"  # beside a picture: what it shows, in front of what is wished for (`rest`)
    WHOSE = "whose"  # beside pictures: whose they are (`what`), between the words that ask to use them
    ROLES_TOLD = (
        "roles_told"  # what each of two pictures is (`what`), and perhaps what is wanted of them (`rest`)
    )
    KIND_OF_VIDEO = "kind_of_video"  # only asks for a kind of video, `what`
    ORIGIN = "origin"  # beside pictures: who made them or when
    LOOKS_AS_SENT = "looks_as_sent"  # beside a picture: `what` is to look as it does there, as `new`
    LOOK_HERE = "look_here"  # beside a picture: its look (`what`) for what is asked for (`rest`)
    POINTS = "points"  # points at something
    NAMES = "names"  # who was just made or sent is called so
    RENAMES = "renames"  # wants somebody, `old`, known by another name, `new`
    FORGETS_NAME = "forgets_name"  # wants somebody, `name`, no longer known by name
    REMEMBERS = "remembers"  # wants it remembered, beside a name, `rest`
    NEWER_OF = "newer_of"  # beside a picture: it is another one of somebody known, `name`
    HERO_FIRST = "hero_first"  # a scene that begins with who its hero is, `rest`
    HERO = "hero"  # introduces somebody, `name`, by what that is, `what`, and tells no scene
    NAMED_AS = "named_as"  # tells who is known by `name`: `what`
    CALLED = "called"  # ends in whose somebody is, behind `before`
    OWN_NAMED = "own_named"  # shows somebody of one's own, called by `name` and described behind it
    NAMED_IN = "named_in"  # a description in which somebody, `what`, is called by a name
    INTRODUCES = "introduces"  # beside a picture: tells the name of who it shows, and asks for nothing
    NAMED_LAST = "named_last"  # a description with the name of who it is about behind it
    MEETS = "meets"  # a description that introduces somebody by name
    ONLY_SHOWS_OURS = "only_shows_ours"  # tells of a picture only what of ours it shows
    SHOWN_NAMED = "shown_named"  # somebody in a picture, named at once, in front of a scene
    LEADS_OVER = "leads_over"  # behind a description: what leads from one picture to another, `rest`
    JUST = "just"  # an idea behind "no reference", with a word in front that only sets it against that
    SHOWS_OURS = "shows_ours"  # whom a picture shows, in front of what is to be made of it
    PRESENTS = "presents"  # somebody by name, in front of a scene
    MADE_MOVES = "made_moves"  # a clip that was made is to move, not the picture behind it
    INSIDE = "inside"  # "it" is somebody whom the same message introduces
    SAME = "same"  # the same one as in an earlier clip, in another scene
    SAME_CHANGED = "same_changed"  # the same one, and a change, `rest`
    SAME_SCENE = "same_scene"  # the same one (`what`) in another clip, and what happens there (`rest`)
    SAME_FIRST = "same_first"  # begins with the words for the same one
    IN_VERSIONS = "in_versions"  # wants a clip of `what` in two versions, one `old` and one `new`
    DOUBLED = "doubled"  # a verb of one character, as it is said of something done a little
    ONLY_WHO = "only_who"  # of those whom a clip shows only `who` is wanted
    JOINS_TWO = "joins_two"  # stands between two who are shown
    GIVES_UP_NAMED = "gives_up_named"  # does not want the one that shows `name`
    DROPS_IT = "drops_it"  # gives up what waits, and nothing else
    MOVES_PICTURED = "moves_pictured"  # whoever is seen in a picture is to do something
    TOLD_TO_MAKE = "told_to_make"  # who wants us to hand in a video, in front of the request, `rest`
    OTHERS_CHANGED = "others_changed"  # a change, `new`, of the others of several clips, `count` of them; perhaps `same`: as well
    CALLS_CLIP = "calls_clip"  # calls a clip a video
    CALLS_SHOT = "calls_shot"  # a word for a shot
    TELLS_OWN_SHOTS = "tells_own_shots"  # a description in which several shots are told
    NAMED_AFTER = "named_after"  # behind a thing: a place called after it, which goes along with it
    VESSEL_OF = "vessel_of"  # behind a thing: something for it, which stays where another thing comes instead
    WITH_THING = "with_thing"  # the name of a clip that tells by a verb what is in it: `thing`
    OPENS_WITH_CLIP = "opens_with_clip"  # a clip's first picture is the first frame of the next one, `rest`
    GOES_ON_FROM_END = "goes_on_from_end"  # the same, its last one
    NEXT_SHOT = "next_shot"  # what happens next in the last clip, `rest`
    SAME_SERIES = "same_series"  # another clip of the same series, which shows `rest`
    CALLED_BACK = "called_back"  # wants somebody known, perhaps `name`, once more: doing `rest`
    OF_KIND = "of_kind"  # beside pictures: what they show, `thing`, perhaps, and the kind of film, `what`, that is wanted of it
    SHOWN_IN_FRONT = "shown_in_front"  # beside pictures: `what` they show, in front of a request, `rest`, that tells only how
    MADE_FOR = "made_for"  # a video of some kind, `rest`, is asked for a shop or a product, `what`
    SHOWN_THERE = "shown_there"  # beside pictures: `what` is seen there, and now in `rest`
    OTHER_THING = "other_thing"  # names a place or thing for a clip, and nothing that happens there
    SAME_STYLE = "same_style"  # another scene, `rest`, in the style of the clip at hand, named (`what`, `which`) or not
    TELLS_STYLE = "tells_style"  # a clause that only tells a style
    SAME_SETTINGS = "same_settings"  # another scene, `rest`, with the settings of the clip at hand
    INSISTS = "insists"  # stays with what was asked for in spite of a warning
    SAME_ONE = "same_one"  # who a clip shows (`what`) once more, with `rest` told otherwise
    ONE_MORE_OF = "one_more_of"  # one more of the clip that shows `what`
    WHOEVER = "whoever"  # whoever is in a clip, by a word that no description has
    AROUND = "around"  # the weather or the hour of a scene
    AGAIN_BUT = "again_but"  # somebody told with "the" (`what`) once more, with `rest` otherwise
    ONLY_HOW = "only_how"  # how good a video of pictures is to be, perhaps with `rest`
    MADE_OF = "made_of"  # beside pictures: asks to make `rest` of them
    SOMEBODY_SEES = "somebody_sees"  # who is going to watch it, in front of what is to be seen (`rest`)
    LIKE_IN = "like_in"  # with the look that an earlier clip has
    TOO_DEAR = "too_dear"  # while a series is offered: for less
    SHOT_CHANGED = "shot_changed"  # one shot of a series is to show something else
    SHOT_DOES = "shot_does"  # what `who`, or who is there, is to do in one shot: `does`
    SHOT_TOLD = "shot_told"  # what one shot shows, without a word for a change
    SHOTS_LOOK = "shots_look"  # in front of several shots: how all of them are to look, `told`
    SHAPED_SCENE = "shaped_scene"  # one of several listed clips, `rest`, with its shape in front (`before`)
    SHOT_VALUES = "shot_values"  # one of several on offer, named by its place or what it shows, and values for it, `new`
    SHOT_PRICED = "shot_priced"  # asks what one shot costs
    ALL_PRICED = "all_priced"  # asks what all shots would cost with a change, `told`
    ALL_CHANGED = "all_changed"  # all shots of a series that is offered
    SHOT_SENT = "shot_sent"  # one shot of a series that was made is to be sent once more
    SHOTS_COST = "shots_cost"  # asks what a series that was made cost
    SHOT_AGAIN = "shot_again"  # one shot of a series is spoken of
    SHOTS_KEPT = "shots_kept"  # of the shots that are offered only some are wanted
    LISTED_KEPT = "listed_kept"  # of the clips that are offered only one is wanted, which shows `what`
    ONE_CLIP = "one_clip"  # the whole of an offered series as one clip
    JUST_NO = "just_no"  # nothing but a no, which may also begin a correction
    SHOTS_REST = "shots_rest"  # wants the shots made that were left out: `which`, `count` of them, or all
    SHOTS_SWAPPED = "shots_swapped"  # two of the offered shots (`which`) are to change places
    SHOTS_ASKED = "shots_asked"  # asks which shots are offered, or how long they are
    SHOT_ADDED = "shot_added"  # one more shot that shows this (`new`), at the end or behind another (`nth`)
    SHOTS_ALL = "shots_all"  # where only some are offered: all of them after all
    REST_STAYS = "rest_stays"  # behind a change of one shot: all else stays as it is
    SHOTS_SIZED = (
        "shots_sized"  # so many shots (`count`), `more` or `less` of them, or so long ones (`length`)
    )
    SHOTS_TIMED = "shots_timed"  # shorter ones (`less`) or longer ones (`more`)
    SHOTS_LEFT = "shots_left"  # all but some
    STORY_LENGTH = "story_length"  # a story whose length stands inside its title
    ALL_DONE = "all_done"  # asked: are all shots done
    NO_SCENE = "no_scene"  # describes no scene, only asks to make it again
