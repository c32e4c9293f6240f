"""The keys of the desk: the one table. The scripts, the `?` overlay, the account page and docs/workbench.md read it.

A command has one key, given as the character that it types: "j", "U" (with Shift), "?". Each person may give it another
(accounts/preferences.py). Not in the table, and always the same: digits, Enter, Escape, Tab, arrows (FIXED).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final, NamedTuple

from ..errors import Invalid

BENCH: Final = frozenset({"bench"})  # the workbench
BOARD: Final = frozenset({"board"})  # the pages on garbles
QUEUE: Final = frozenset({"queue"})
LISTS: Final = BOARD | QUEUE
EVERYWHERE: Final = frozenset({"bench", "board", "queue"})


class Command(NamedTuple):
    """What a key can do. `where`: the pages on which it may; two commands of one page never share a key."""

    name: str  # what scripts and the attribute `data-command` call it
    key: str
    words: str
    group: str
    where: frozenset[str] = BENCH


COMMANDS: Final = (
    Command("next-sentence", "j", "Next sentence; in a list the next row", "Move", EVERYWHERE),
    Command("previous-sentence", "k", "Sentence or row before", "Move", EVERYWHERE),
    Command("next-item", "n", "Next claim, garble or whatever is listed", "Move", EVERYWHERE),
    Command("previous-item", "p", "Claim, garble or whatever is listed before", "Move", EVERYWHERE),
    Command("into", "l", "Claims of the sentence at the cursor, one after another", "Move"),
    Command("here", ".", "List all that stands at the cursor", "Move"),
    Command("next-unjudged", "N", "Next claim that nobody has judged", "Move"),
    Command("next-tab", "]", "List to the right: claims, garbles, corrections …", "Move"),
    Command("previous-tab", "[", "List to the left", "Move"),
    Command("beside", "b", "Source language beside the text, or not", "Move"),
    Command("view-original", "O", "The text as it came", "Move"),
    Command("view-marked", "X", "The text with its corrections marked", "Move"),
    Command("view-corrected", "V", "The corrected copy", "Move"),
    Command("view-both", "D", "Original and corrected copy side by side", "Move"),
    Command("search", "/", "Search the desk", "Move", EVERYWHERE),
    Command("help", "?", "Show the keys", "Move", EVERYWHERE),
    Command("accept", "a", "Accept", "Decide", EVERYWHERE),
    Command("reject", "r", "Put aside: no claim, no garble, no correction", "Decide", EVERYWHERE),
    Command("save", "s", "Save, next claim", "Decide"),
    Command("stay", "S", "Save and stay", "Decide"),
    Command("settle", "t", "Settle as second reader", "Decide"),
    Command("recheck", "R", "Send back to be checked again", "Decide"),
    Command("take", "m", "Take it as mine", "Decide", EVERYWHERE),
    Command("undo", "u", "Undo (also Ctrl+Z)", "Decide", EVERYWHERE),
    Command("redo", "U", "Redo (also Ctrl+Y)", "Decide", EVERYWHERE),
    Command("next-obstacle", "i", "What stands in the way of publication first", "Move"),
    Command("ready", "P", "Ready for publication", "Decide"),
    Command("take-back", "B", "Take all of a decision on several garbles back", "Decide", BENCH | BOARD),
    Command("elsewhere", "o", "Other places of a garble", "Decide"),
    Command("sightings", "W", "The same claim in other articles", "Decide"),
    Command("take-over", "Y", "Take the offered verdict over", "Decide"),
    Command("wording", "w", "Edit the wording", "Work on a claim"),
    Command("add-source", "e", "Add a source", "Work on a claim"),
    Command("read-address", "F", "Read title and publisher from the source's address", "Work on a claim"),
    Command("change-evidence", "E", "Change or check what a source says", "Work on a claim"),
    Command("check-passage", "C", "Check whether the source still has the passage", "Work on a claim"),
    Command("comment", "q", "Comment", "Work on a claim"),
    Command("split", "d", "Divide: in its field, Enter divides at the cursor", "Work on a claim"),
    Command("mark", "f", "Mark for merging, or not", "Work on a claim"),
    Command("merge", "M", "Merge the marked claims with this one", "Work on a claim"),
    Command("sensitive", "H", "Sensitive: stays on the desk, or not", "Work on a claim"),
    Command("stretch", "h", "Let the claim stand on the selected words", "Work on a claim"),
    Command("select", "v", "Select words: begin at the cursor", "Work on words"),
    Command("make-claim", "c", "Make a claim of them", "Work on words"),
    Command("make-garble", "g", "Mark them as a garble", "Work on words"),
    Command("correct", "x", "Correct the selected words, the claim's words or the garble", "Work on words"),
    Command("make-zone", "z", "Say that they are not copy", "Work on words"),
    Command("copy", "y", "The chosen zone is copy", "Work on words"),
    Command("tick", "v", "Tick the row", "Rows of the queue and of garbles", LISTS),
    Command("give-back", "b", "Give the ticked claims back", "Rows of the queue and of garbles", QUEUE),
    Command("confirm-ticked", "c", "Confirm the ticked garbles", "Rows of the queue and of garbles", BOARD),
    Command("accept-all", "A", "Accept all places of the article", "Rows of the queue and of garbles", BOARD | BENCH),
)  # fmt: skip
BY_NAME: Final = {command.name: command for command in COMMANDS}

# Keys that stay, in words, by the group they are shown in.
FIXED: Final = (
    ("1 … 7", "The verdict; of a garble, the suggested reading", "Decide"),
    ("0 … 9", "In the confidence: one digit means tens (9 is 90, 0 is 100), two mean themselves", "Decide"),
    ("Ctrl+Enter", "Save the form that one types in", "Decide"),
    ("Esc", "Leave a field, a form, a selection", "Move"),
    ("← →", "Selecting: the word before, after; with Shift more or fewer words", "Work on words"),
    ("↑ ↓", "Selecting: the sentence before, after; Home and End its ends", "Work on words"),
    ("Enter", "Selecting: go to what can be made of the words", "Work on words"),
)


class Keys(NamedTuple):
    """A person's keys. `single`: single characters are keys; else they are pressed together with Alt."""

    single: bool
    by_command: Mapping[str, str]

    @property
    def changed(self) -> dict[str, str]:
        """The commands that have another key than at first."""
        return {name: key for name, key in self.by_command.items() if key != BY_NAME[name].key}

    @property
    def table(self) -> dict[str, object]:
        """What the scripts are given."""
        commands = [[each.name, self.by_command[each.name], each.words, each.group] for each in COMMANDS]
        return {"single": self.single, "commands": commands, "fixed": FIXED}


DEFAULTS: Final = Keys(True, {command.name: command.key for command in COMMANDS})


def with_changes(single: bool, changed: Mapping[str, str]) -> Keys:
    """The table with some keys changed. Raises Invalid naming the command whose key cannot be, or is another's."""
    unknown = [name for name in changed if name not in BY_NAME]
    if unknown:
        raise Invalid(f"There is no command called “{unknown[0]}”.")
    keys = Keys(single, {**DEFAULTS.by_command, **changed})
    for name, key in changed.items():
        check_key(name, key)
    for name, words in conflicts(keys.by_command):
        raise Invalid(words, name)
    return keys


def check_key(name: str, key: str) -> None:
    """Raise Invalid for what is no key: anything but one visible character that is no digit."""
    if len(key) != 1 or not key.isprintable() or key.isspace():
        raise Invalid("One character: a letter (a capital is pressed with Shift) or a mark.", name)
    if key.isdigit():
        raise Invalid("Digits give verdicts and confidence. Choose a letter or a mark.", name)


def conflicts(by_command: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each command whose key another of its pages has, with that in words. Of two, the one whose key was changed."""
    for one, other in combinations(COMMANDS, 2):
        if by_command[one.name] != by_command[other.name] or not one.where & other.where:
            continue
        kept, moved = (one, other) if by_command[other.name] != other.key else (other, one)
        key = by_command[one.name]
        yield moved.name, f"“{key}” is the key of “{kept.words}” already. Choose another, or change that one first."
