"""`pooling` of operation.toml: on unless it is turned off; anything else is refused at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tiny_workspace import tiny_workspace

from scheduler.errors import InputError
from scheduler.load import load


@pytest.mark.parametrize(("line", "read"), [("", "on"), ('pooling = "on"\n', "on"), ('pooling = "off"\n', "off")])
def test_it_is_on_unless_turned_off(tmp_path: Path, line: str, read: str) -> None:
    root = tiny_workspace(tmp_path)
    settings = root / "config" / "operation.toml"
    settings.write_text(settings.read_text() + line)
    assert load(root).pooling == read


def test_anything_else_is_refused(tmp_path: Path) -> None:
    root = tiny_workspace(tmp_path)
    settings = root / "config" / "operation.toml"
    settings.write_text(settings.read_text() + "pooling = true\n")
    with pytest.raises(InputError, match=r"config/operation.toml:\d+: .*pooling is True, which is none of on or off"):
        load(root)
