"""A table of limits or goals: as written in a file and, once it is loaded, as parsed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from copy import deepcopy
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from pydantic import BaseModel


class Parsed(Protocol):
    """A limit or a goal with its settings, found sound."""

    name: ClassVar[str]

    @property
    def key(self) -> Hashable:
        """Its name and settings; equal keys are equal settings."""
        ...


P = TypeVar("P", bound=Parsed, covariant=True)


class Settings(Mapping[str, Any], Generic[P]):
    """A table as written, name -> settings, with what it was parsed as: neither can change without the other.

    A changed table is another mapping, `{**table, "rest_hours": 12}`; it has nothing parsed and is read anew.
    """

    def __init__(self, written: Mapping[str, Any], parse: Callable[[Mapping[str, Any]], Mapping[str, P]]) -> None:
        self._written = deepcopy(dict(written))
        self._parsed = dict(parse(self._written))
        self.key = frozenset((place, name, one.key) for place, (name, one) in enumerate(self._parsed.items()))
        """A key of all names and settings in their order; a set, since Python keeps the hash of one."""

    def __getitem__(self, name: str) -> Any:
        """The settings as written; a copy, so that nobody changes what was parsed."""
        return deepcopy(self._written[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._written)

    def __len__(self) -> int:
        return len(self._written)

    def __eq__(self, other: object) -> bool:
        """Tables are equal if they say the same; two parsed tables must also have the same order."""
        return self.key == other.key if isinstance(other, Settings) else super().__eq__(other)

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Settings({self._written})"

    @property
    def parsed(self) -> tuple[P, ...]:
        """All parsed limits or goals, in the order in which they were read."""
        return tuple(self._parsed.values())

    def find(self, name: str) -> P | None:
        """The limit or goal of that name."""
        return self._parsed.get(name)


def key_of(parsed: BaseModel, name: str, *apart: str) -> Hashable:
    """A name and all fields of a model but those named last, tables in their order, as something to look up by."""
    return (name, *((field, _fixed(value)) for field, value in parsed if field not in apart))


def _fixed(value: Any) -> Hashable:
    if isinstance(value, BaseModel):
        return key_of(value, type(value).__name__)
    if isinstance(value, Mapping):
        return tuple((key, _fixed(inner)) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return tuple(_fixed(inner) for inner in value)
    return frozenset(value) if isinstance(value, set) else value
