"""The files of a workspace as text: found, decoded and fingerprinted."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from scheduler.load.characters import composed
from scheduler.load.complaints import Complaints, Place, nearest

TABLES = ("operation", "sites", "queues", "shifts", "contracts", "cover", "meetings", "rules", "goals")
SHEETS = ("agents", "time_off", "availability", "wishes", "fixed", "history", "duty_history")
REQUIRED = {
    "config/operation.toml": "the operation's name, time_zone and interval_minutes",
    "config/sites.toml": "one table a site",
    "config/shifts.toml": "one table a shift",
    "config/contracts.toml": "one table a contract",
    "config/agents.csv": "one row an agent",
}


@dataclass
class Files:
    """Reads texts below a workspace's root, and remembers the sha256 of each."""

    root: Path
    complaints: Complaints
    inputs: dict[str, str] = field(default_factory=dict)

    def text(self, name: str, path: Path | None = None) -> str | None:
        """The text, composed, without byte order mark; None where there is no file, a complaint where it is needed."""
        file = path or self.root / name
        if not file.is_file():
            if name in REQUIRED:
                hint = "`scheduler init DIR` lays out a workspace"
                self.complaints.give_up(Place(name), f"no such file; it must hold {REQUIRED[name]} ({hint})")
            return None
        content = file.read_bytes()
        self.inputs[name] = sha256(content).hexdigest()
        return self._decoded(name, content)

    def _decoded(self, name: str, content: bytes) -> str | None:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            self.complaints.give_up(Place(name, 1), "the file is UTF-16; save it as UTF-8 (in Excel: CSV UTF-8)")
            return None
        try:
            return composed(content.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            byte = f"0x{content[error.start]:02x}"
            self.complaints.give_up(
                Place(name, line), f"byte {byte} is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8)"
            )
            return None

    def forecasts(self, named: tuple[str, ...]) -> list[tuple[str, Path]]:
        """Name inside the workspace and path of each forecast file: those named, else all under `forecasts/`."""
        if not named:
            folder = self.root / "forecasts"
            return [(f"forecasts/{path.name}", path) for path in sorted(folder.glob("*.csv")) if path.is_file()]
        found = {}
        for name in named:
            path = next((at / name for at in (self.root, Path()) if (at / name).is_file()), None)
            if path is None:
                self.complaints.add(Place(name), "no such forecast file; give a path inside the workspace")
            else:
                found[self._inside(path)] = path
        return sorted(found.items())

    def _inside(self, path: Path) -> str:
        absolute = path.resolve()
        if absolute.is_relative_to(self.root.resolve()):
            return absolute.relative_to(self.root.resolve()).as_posix()
        return path.as_posix()

    def strangers(self) -> None:
        """Files of `config/` and `forecasts/` that nothing reads: a slip of the pen is wrong, any other is odd."""
        known = {f"{name}.toml" for name in TABLES} | {f"{name}.csv" for name in SHEETS}
        for path in sorted((self.root / "config").glob("*")):
            if path.name in known or path.is_dir() or path.name.startswith((".", "~")):
                continue
            place, near = Place(f"config/{path.name}"), nearest(path.name, known, cutoff=0.75)
            if near is not None and not (path.parent / near).exists():
                self.complaints.add(place, f"unknown file; did you mean {near!r}?")
            else:
                self.complaints.warn(place, "unknown file, not read")
        for path in sorted((self.root / "forecasts").glob("*")):
            if path.suffix in (".xlsx", ".xls", ".ods", ".tsv", ".txt"):
                self.complaints.warn(Place(f"forecasts/{path.name}"), "not read; save it as CSV UTF-8")
