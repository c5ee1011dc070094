"""Everything that is wrong with the files, gathered so that a planner hears it all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher, get_close_matches
from typing import NamedTuple

from scheduler.errors import InputError

MOST_OF_A_KIND = 20


class Place(NamedTuple):
    """A line of a file; the path is the one inside the workspace, line 0 is the file as a whole."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass
class Complaints:
    """What is wrong (`add`) and what is only odd (`warn`), each at its place."""

    wrong: list[tuple[Place, str]] = field(default_factory=list)
    odd: list[tuple[Place, str]] = field(default_factory=list)

    unread: set[str] = field(default_factory=set)
    """Files of which nothing is known, so that names that should stand in them are not judged."""

    def add(self, place: Place, text: str) -> None:
        """What is wrong there, and what would be right."""
        self.wrong.append((place, text))

    def give_up(self, place: Place, text: str) -> None:
        """What keeps the whole file from being read."""
        self.add(place, text)
        self.unread.add(place.file)

    def warn(self, place: Place, text: str) -> None:
        """What is odd there, but can be worked with."""
        self.odd.append((place, text))

    def add_many(self, rows: Iterable[tuple[Place, str]]) -> None:
        """Complaints of one kind about one file: the first twenty, and how many more."""
        found = list(rows)
        self.wrong.extend(found[:MOST_OF_A_KIND])
        if len(found) > MOST_OF_A_KIND:
            place = found[MOST_OF_A_KIND][0]
            self.add(place, f"and {len(found) - MOST_OF_A_KIND} more lines like the {MOST_OF_A_KIND} above")

    def refuse(self) -> None:
        """Raise `InputError` with every complaint, by file and line, if there is any."""
        if self.wrong:
            raise InputError(lines(self.wrong))

    def warnings(self) -> tuple[str, ...]:
        """The oddities, by file and line."""
        return lines(self.odd)


def lines(found: list[tuple[Place, str]]) -> tuple[str, ...]:
    """`path:line: text`, in the order of files and lines, without repeats."""
    return tuple(dict.fromkeys(f"{place}: {text}" for place, text in sorted(found, key=lambda row: row[0])))


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The known word that was probably meant; None where none is near."""
    choices = sorted(set(known))
    folded = {choice.casefold(): choice for choice in choices}
    found = get_close_matches(word.casefold(), list(folded), n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def meant(word: str, known: Iterable[str]) -> str:
    """`did you mean 'X'?`, or the words there are."""
    choices = sorted(set(known))
    near = nearest(word, choices)
    if near is not None:
        return f"did you mean {near!r}?"
    if not choices:
        return "there is none"
    shown = ", ".join(choices[:12]) + (", ..." if len(choices) > 12 else "")
    return f"known: {shown}"


def misspelt(word: str, wanted: Iterable[str]) -> str | None:
    """The wanted word that this one is surely a slip of; words that differ in digits alone are different words."""
    near = nearest(word, wanted, cutoff=0.85)
    if near is None or near == word or len(word) < 4:
        return None
    letters = ["".join(sign for sign in text if not sign.isdigit()) for text in (word, near)]
    same = letters[0].casefold() == letters[1].casefold() and any(sign.isdigit() for sign in word + near)
    return None if same or SequenceMatcher(None, letters[0], letters[1]).ratio() < 0.85 else near
