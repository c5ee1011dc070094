"""Finds the line of each table and key of a TOML text (`tomllib` does not say)."""

from __future__ import annotations

from typing import Any

Keys = tuple[str | int, ...]


def lines_of(text: str) -> dict[Keys, int]:
    """Path of keys and list positions -> line, counted from 1; the text must be valid TOML."""
    return Scanner(text).scan()


class Scanner:
    """Walks a valid TOML text once; it looks at nothing but structure: keys, quotes, brackets and comments."""

    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.line = 1
        self.found: dict[Keys, int] = {}
        self.counts: dict[Keys, int] = {}
        """How many tables each array of tables has so far."""

    def scan(self) -> dict[Keys, int]:
        header: Keys = ()
        self.skip()
        while self.at < len(self.text):
            if self.peek() == "[":
                header = self.header()
            else:
                self.pair(header)
            self.skip()
        return self.found

    def peek(self, length: int = 1) -> str:
        return self.text[self.at : self.at + length]

    def take(self, length: int = 1) -> str:
        taken = self.peek(length)
        self.line += taken.count("\n")
        self.at += length
        return taken

    def skip(self, blanks: str = " \t\n") -> None:
        """Past blanks and comments."""
        while self.at < len(self.text):
            if self.peek() == "#":
                while self.at < len(self.text) and self.peek() != "\n":
                    self.take()
            elif self.peek() in blanks:
                self.take()
            else:
                return

    def header(self) -> Keys:
        """`[table]` or `[[array]]`; returns the path that the keys below it belong to."""
        line, many = self.line, self.peek(2) == "[["
        self.take(2 if many else 1)
        path = self.resolved(self.key())
        self.take(2 if many else 1)
        if many:
            place = self.counts.get(path, 0)
            self.counts[path] = place + 1
            self.found.setdefault(path, line)
            path = (*path, place)
        self.found[path] = line
        return path

    def resolved(self, keys: Keys) -> Keys:
        """The path with the last position of each array of tables that it passes through."""
        path: Keys = ()
        for key in keys[:-1]:
            path = (*path, key)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
            self.found.setdefault(path, self.line)
        return (*path, keys[-1])

    def key(self) -> Keys:
        """A dotted key."""
        parts: list[str] = []
        while True:
            self.skip(" \t")
            parts.append(self.string() if self.peek() in "\"'" else self.bare())
            self.skip(" \t")
            if self.peek() != ".":
                return tuple(parts)
            self.take()

    def bare(self) -> str:
        start = self.at
        while self.peek().isalnum() or self.peek() in ("_", "-"):
            self.take()
        if self.at == start:
            raise ValueError(f"line {self.line}: the text is not valid TOML")
        return self.text[start : self.at]

    def string(self) -> str:
        """A quoted string of any of the four kinds; what it holds, without its escapes undone."""
        quote = self.peek(3) if self.peek(3) in ('"""', "'''") else self.peek()
        self.take(len(quote))
        start = self.at
        while self.peek(len(quote)) != quote:
            self.take(2 if self.peek() == "\\" and quote[0] == '"' else 1)
        held = self.text[start : self.at]
        self.take(len(quote))
        while len(quote) == 3 and self.peek() == quote[0]:  # a text may end in quotes of its own: """so "called""""
            held += self.take()
        return held

    def pair(self, header: Keys) -> None:
        line = self.line
        path: Keys = header
        for key in self.key():
            path = (*path, key)
            self.found.setdefault(path, line)
        self.take()  # =
        self.skip(" \t")
        self.value(path)

    def value(self, path: Keys) -> None:
        opening = self.peek()
        if opening == "[":
            self.several("]", lambda place: self.item((*path, place)))
        elif opening == "{":
            self.several("}", lambda place: self.pair(path))
        elif opening in "\"'":
            self.string()
        else:
            while self.at < len(self.text) and self.peek() not in ",]}\n#":
                self.take()

    def item(self, path: Keys) -> None:
        self.found[path] = self.line
        self.value(path)

    def several(self, closing: str, one: Any) -> None:
        """The members of a list or an inline table."""
        self.take()
        self.skip()
        place = 0
        while self.peek() != closing:
            one(place)
            place += 1
            self.skip()
            if self.peek() == ",":
                self.take()
                self.skip()
        self.take()
