"""ACTIONS and MENUS: everything a person can do, in one table behind menus, keys, palette, help and tests.

The handler of an action is `on_<id>`: on the window where `context` is "window", else on the page of that name.
A page may offer `words() -> frozenset[str]`: which of the needs it knows about are met now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.core.records import SCALE

PAGES = ("collection", "mine", "review", "train", "evaluate", "export")

# What an action may need, and the sentence that says so while it is missing.
NEEDS: Mapping[str, str] = MappingProxyType(
    {
        "project": "open a project first",
        "idle": "wait for the running job, or cancel it",
        "job": "no job is running",
        "pair": "no pair is on the screen",
        "asked": "no pair of a batch is on the screen",
        "batch": "no batch is open",
        "unsealed": "open a batch that is not sealed first",
        "blinder": "the batch is sealed already, or done",
        "mode": "no sheet and no group is on the screen",
        "undo": "there is nothing to undo",
        "redo": "there is nothing to redo",
        "training": "no training is running",
        "waiting": "no training was put away",
        "embedding": "choose an embedding that does not mine next already",
        "worse": "choose an embedding that was found to be worse",
    }
)


@dataclass(frozen=True)
class ActionSpec:
    """One action: its text and help, the keys that trigger it, what it needs and who handles it.

    by_page: the page matches the keys itself (physical digit row, low confidence with Shift, held arrows); the
    menu and the key sheet only show them.
    """

    id: str
    text: str
    help: str
    keys: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    context: str = "window"
    checkable: bool = False
    by_page: bool = False


def _window(
    id: str, text: str, help: str, *keys: str, needs: tuple[str, ...] = (), checkable: bool = False
) -> ActionSpec:
    return ActionSpec(id, text, help, keys, needs, checkable=checkable)


def _job(id: str, text: str, help: str, context: str, *keys: str) -> ActionSpec:
    return ActionSpec(id, text, help, keys, ("project", "idle"), context)


def _review(id: str, text: str, help: str, *keys: str, needs: str = "pair", by_page: bool = False) -> ActionSpec:
    return ActionSpec(id, text, help, keys, ("project", needs), "review", by_page=by_page)


def _train(id: str, text: str, help: str, *keys: str, needs: tuple[str, ...]) -> ActionSpec:
    return ActionSpec(id, text, help, keys, ("project", *needs), "train")


GRADE_ACTIONS: Mapping[str, str] = MappingProxyType(
    {f"grade_{choice.code.lower().replace('-', '_')}": choice.code for choice in SCALE}
)  # action id -> code of the scale

ACTIONS: tuple[ActionSpec, ...] = (
    _window(
        "new_project",
        "&New project from a folder…",
        "Read a folder of pictures into a new project.",
        "Ctrl+N",
        needs=("idle",),
    ),
    _window("open_project", "&Open project…", "Open a project folder (NAME.nearpair).", "Ctrl+O", needs=("idle",)),
    _window("open_sample", "Open the &sample", "Try everything on a small bundled collection.", needs=("idle",)),
    _window("close_project", "&Close project", "Go back to the welcome page.", "Ctrl+W", needs=("project", "idle")),
    _window("quit", "&Quit", "Close the window; everything graded is already saved.", "Ctrl+Q"),
    _window("page_collection", "&Collection", "Folders, images and problems.", "Alt+1", needs=("project",)),
    _window("page_mine", "&Mine", "Find candidate pairs and make batches of them.", "Alt+2", needs=("project",)),
    _window("page_review", "&Review", "Grade pair after pair.", "Alt+3", needs=("project",)),
    _window("page_train", "&Train", "Learn a better embedding from the grades.", "Alt+4", needs=("project",)),
    _window("page_evaluate", "E&valuate", "Compare embeddings on frozen pairs.", "Alt+5", needs=("project",)),
    _window("page_export", "E&xport", "Write pairs and embeddings to files.", "Alt+6", needs=("project",)),
    _job("add_folder", "&Add folder…", "Read another folder into this collection.", "collection", "Ctrl+Shift+O"),
    _job("read_again", "&Read folders again", "Find new, changed and missing files.", "collection", "F5"),
    _job("try_again", "&Try problem files again", "Read once more what could not be read.", "collection"),
    ActionSpec(
        "show_problem",
        "Open the folder of a &problem",
        "See the chosen problem file in its folder.",
        (),
        ("project",),
        "collection",
    ),
    _job("import_labels", "Import &labels…", "Read graded pairs from a CSV or JSONL file.", "collection"),
    _job("import_groups", "Import known &groups…", "Read image,group rows from a CSV file.", "collection"),
    _job("import_embeddings", "Import &vectors…", "Read vectors of your own, made elsewhere, from an .npz file.",
         "collection"),
    _job("merge", "Mer&ge project…", "Take in another copy's images, batches and grades.", "collection"),
    _job("relink", "Re&link folder…", "Say where a folder is that was moved; grades stay.", "collection"),
    ActionSpec("search_images", "&Search images", "Find images by their name or folder.", ("Ctrl+Shift+F",),
               ("project",), "collection"),
    ActionSpec("nearest_images", "Nearest ima&ges", "See what is nearest to the chosen image.", ("Ctrl+Shift+N",),
               ("project",), "collection"),
    _job("find_image", "Find an &image…", "See which pictures of the collection a picture from elsewhere matches.",
         "collection", "Ctrl+F"),
    _job("mine", "&Mine candidates", "Propose pairs with the chosen miner.", "mine", "Ctrl+M"),
    _job("make_batch", "Make a &batch", "Draw the next pairs to grade.", "mine", "Ctrl+B"),
    _job("fetch_weights", "&Fetch weights", "Fetch what the chosen backbone lacks; nothing else goes online.", "mine"),
    _job("train", "&Train", "Learn a head from the grades of the training side.", "train", "Ctrl+T"),
    _job("warm", "War&m start", "Learn from altered copies of the pictures, without a grade; kept only if better.",
         "train"),
    _job("remine", "Mine &again", "Start the next round with the newest embedding.", "train", "Ctrl+Shift+M"),
    _train("pause_training", "&Pause the training", "Put it away; it goes on later from where it is.", "Ctrl+Shift+T",
           needs=("training",)),
    _train("resume_training", "&Go on with the training", "Take up the training that was put away.",
           needs=("idle", "waiting")),
    _train("promote", "Pr&omote", "Let the chosen embedding mine next, unless it is worse.",
           needs=("idle", "embedding")),
    _train("promote_anyway", "Promote any&way", "Let the chosen embedding mine next although it is worse.",
           needs=("idle", "worse")),
    _job("evaluate", "E&valuate", "Measure every embedding on the frozen pairs.", "evaluate", "Ctrl+Shift+E"),
    _job("report", "&Report of the evaluation…", "Measure, and write figures and tables to one HTML page.", "evaluate"),
    _job("apply", "A&pply a threshold…", "Write all matches of the collection and their groups to files.", "evaluate"),
    _job("leakage", "&Leakage between parts…", "How many images of one folder or side match another one.", "evaluate"),
    _job("fit_verifier", "&Fit the verifier", "Learn from the grades to judge pairs by more than distance.",
         "evaluate"),
    _job("export", "E&xport…", "Write a file in the chosen format.", "export", "Ctrl+E"),
    _window("cancel_job", "Cancel &job", "Stop the running job; what it finished is kept.", "Ctrl+.", needs=("job",)),
    *(
        _review(id, choice.text, choice.definition, choice.key, by_page=True)
        for id, choice in zip(GRADE_ACTIONS, SCALE, strict=True)
    ),
    _review("unsure", "&Unsure", "Leave this pair to a second person; it is never trained on.", "U"),
    _review("later", "&Later", "Put this pair behind the rest of the batch.", "S", needs="asked"),
    _review("bad_left", "Bad left image", "The left picture cannot be judged.", "[", needs="asked"),
    _review("bad_right", "Bad right image", "The right picture cannot be judged.", "]", needs="asked"),
    _review("undo", "Un&do", "Take back your last grade.", "Ctrl+Z", "Backspace", needs="undo"),
    _review("redo", "R&edo", "Bring back the grade just taken back.", "Ctrl+Y", "Ctrl+Shift+Z", needs="redo"),
    _review("previous", "&Previous pair", "Walk back through the batch.", "Shift+Left", needs="batch"),
    _review("next", "&Next pair", "Walk forward through the batch.", "Shift+Right", needs="batch"),
    _review("anchor_walk", "Anchor &walk", "One picture stays, its candidates follow; again: end it.", "W",
            needs="unsealed"),
    _review("sheet", "Sh&eet", "One picture, eleven candidates: mark the exceptions, Enter: NND for the rest.", "E",
            needs="unsealed"),
    _review("proof_sheet", "&Proof sheet", "Twenty pairs of one grade of yours, to find slips.", "P", needs="unsealed"),
    _review("group_view", "&Group view", "All pictures that belong with these: join, split, grade at once.", "G",
            needs="unsealed"),
    _review("practice", "Practi&se", "Grade pairs whose answers are known, and hear at once; nothing is stored.",
            "Ctrl+Shift+P", needs="project"),
    _review("examples", "E&xamples", "What each answer means, with pairs of the bundled sample; again: away.", "F2",
            needs="project"),
    _review("blinder", "Make the rest blinde&r", "Open batches become blind, blind ones sealed; there is no way back.",
            "H", needs="blinder"),
    _review("pause", "Pa&use", "Hide the pair and stop the clock; any key goes on.", "F6", "Pause", needs="project"),
    _review("side_column", "S&ide column", "Put away what stands beside the pictures, so that they grow; again: back.",
            "F9", needs="project"),
    _review("daily_goal", "Dail&y goal…", "How many pairs you want to answer a day; the counters show how far you are.",
            needs="project"),
    _review("accept", "&Accept", "Store what the sheet or the group shows.", "Return", needs="mode", by_page=True),
    _review("leave_mode", "&Back to the pairs", "From a sheet or a group back to pair after pair.", "Esc", needs="mode",
            by_page=True),
    _review("tags", "&Tags…", "Say what was done to the picture: crop, text, burst.", "T", needs="asked"),
    _review("note", "N&ote…", "Write a remark that stays with the grade.", "N", needs="asked"),
    _review("degree", "&Degree…", "How much the two are the same, from 0 to 1, where the project uses degrees.", "D",
            needs="asked"),
    _review("use_degrees", "Degrees on or o&ff", "Whether this project grades by degree as well.", needs="project"),
    _review("lists", "&Lists to look at again", "Contradictions, disagreements, guesses, unsure answers, hubs.",
            "Ctrl+L", needs="project"),
    _review("proposals", "&Proposals of rules", "What rules would grade, for approval at once.", "Ctrl+P",
            needs="project"),
    _review("candidates", "All &candidates", "Filter, sort and search every mined pair; make a batch of some.",
            "Ctrl+J", needs="project"),
    _review("history", "&History", "Everything you did, newest first; go back to any moment.", "Ctrl+H",
            needs="project"),
    _review("next_view", "Next &view", "Side by side, blink, swipe, overlay, difference, matches.", "V"),
    _review("previous_view", "Previous view", "The view modes in the other direction.", "Shift+V"),
    _review("view_side", "Si&de by side", "Each picture in its half of the canvas.", "Ctrl+1"),
    _review("view_blink", "View: blin&k", "One picture after the other in the same place.", "Ctrl+2"),
    _review("view_swipe", "S&wipe", "Left of a line the one picture, right of it the other.", "Ctrl+3"),
    _review("view_overlay", "&Overlay", "The right picture shines through the left.", "Ctrl+4"),
    _review("view_difference", "Diff&erence", "What changed, the right picture laid over the left.", "Ctrl+5"),
    _review("view_matches", "Mat&ches", "Lines between the parts that both pictures show.", "Ctrl+6"),
    _review(
        "blink",
        "&Blink",
        "The other picture in the same place; hold the key to see it only while held.",
        "Space",
        by_page=True,
    ),
    _review(
        "share_less",
        "&Less of the right picture",
        "Moves the swipe line, or the opacity of the overlay.",
        ",",
        by_page=True,
    ),
    _review(
        "share_more",
        "&More of the right picture",
        "Moves the swipe line, or the opacity of the overlay.",
        ".",
        by_page=True,
    ),
    _review("swap_sides", "S&wap sides", "Show the left picture on the right.", "X"),
    _review("rotate_right", "&Rotate right image", "Turn the right picture for viewing; the file stays.", "R"),
    _review("fit", "&Fit", "Show both pictures whole.", "F"),
    _review("zoom_100", "&Actual size", "One picture pixel for one screen pixel.", "Z"),
    _review("loupe", "Lou&pe", "The same place of both pictures at 1:1, 4 times, 12 times; again: away.", "L"),
    _review("zoom_in", "Zoom &in", "Closer, in both pictures.", "+", "="),
    _review("zoom_out", "Zoom &out", "Farther, in both pictures.", "-"),
    _review("pan_left", "Pan left", "Move both pictures.", "Left", by_page=True),
    _review("pan_right", "Pan right", "Move both pictures.", "Right", by_page=True),
    _review("pan_up", "Pan up", "Move both pictures.", "Up", by_page=True),
    _review("pan_down", "Pan down", "Move both pictures.", "Down", by_page=True),
    _window("theme_system", "Colours of the &system", "Light or dark as the system is.", checkable=True),
    _window("theme_light", "&Light", "Dark text on light ground.", checkable=True),
    _window("theme_dark", "&Dark", "Light text on dark ground.", checkable=True),
    _window("language_system", "Language of the s&ystem", "Korean where the system speaks it, else English.",
            checkable=True),
    _window("language_en", "&English", "Speak English, from the next start on.", checkable=True),
    _window("language_ko", "한국어 (&Korean)", "Speak Korean, from the next start on.", checkable=True),
    _window("full_screen", "&Full screen", "Use the whole screen, or go back.", "F11", checkable=True),
    _window("palette", "&Find an action…", "Type a few letters of anything you can do.", "Ctrl+K"),
    _window("shortcuts", "&Keys", "The sheet of all keys.", "F1"),
    _window("change_keys", "C&hange keys…", "Give an action another key; a clash is shown and refused."),
    _window("help_pages", "Help &pages", "What miners, query strategies and figures are, page by page.", "Shift+F1"),
    _window("annotator", "Your &name…", "The name that is written with every grade."),
    _window("about", "&About Nearpair", "Version and where things are kept."),
)  # fmt: skip

# None is a separator.
MENUS: tuple[tuple[str, tuple[str | None, ...]], ...] = (
    ("&Project", ("new_project", "open_project", "open_sample", None, "add_folder", "read_again", "relink",
                  "try_again", "show_problem", None,
                  "import_labels", "import_groups", "import_embeddings", "merge", "export", None, "search_images",
                  "nearest_images", "find_image", None, "close_project", "quit")),
    ("&Go", tuple(f"page_{page}" for page in PAGES)),
    ("&Work", ("mine", "make_batch", "fetch_weights", None, "train", "warm", "pause_training", "resume_training",
               "remine", "promote", "promote_anyway", None, "evaluate", "report", "apply", "leakage",
               "fit_verifier",
               None, "cancel_job")),
    ("&Review", (*GRADE_ACTIONS, None, "unsure", "later", "bad_left", "bad_right", None, "undo", "redo",
                 "previous", "next", None, "anchor_walk", "sheet", "proof_sheet", "group_view", "practice", "accept",
                 "leave_mode", None, "examples", "blinder",
                 None, "tags", "note", "degree", "use_degrees", None, "lists", "proposals", "candidates", "history",
                 None, "pause", "daily_goal")),
    ("&View", ("next_view", "previous_view", None, "view_side", "view_blink", "view_swipe", "view_overlay",
               "view_difference", "view_matches", None, "blink", "share_less", "share_more", None,
               "fit", "zoom_100", "loupe", "zoom_in", "zoom_out", "pan_left",
               "pan_right", "pan_up", "pan_down", None, "swap_sides", "rotate_right", "side_column", None,
               "theme_system", "theme_light", "theme_dark", None, "language_system", "language_en", "language_ko", None,
               "full_screen")),
    ("&Help", ("palette", "shortcuts", "change_keys", "help_pages", None, "annotator", "about")),
)  # fmt: skip


def spec(id: str) -> ActionSpec:
    """The action called `id`; KeyError when there is none."""
    return _BY_ID[id]


_BY_ID = {action.id: action for action in ACTIONS}
