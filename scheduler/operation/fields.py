"""The kinds of cell and key that configuration files share: times of day, zones, spans of hours, shares."""

from __future__ import annotations

import re
from typing import Annotated

import numpy as np
import numpy.typing as npt
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
)

from scheduler.clock import zone

Instants = npt.NDArray[np.datetime64]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

LIVE_CHANNELS = ("phone", "sms")


class Config(BaseModel):
    """A frozen table of a configuration file; keys it does not know are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False)


def parse_time_of_day(value: object) -> object:
    """`"06:30"` -> 390 minutes; `"24:00"` -> 1440."""
    if isinstance(value, str):
        found = re.fullmatch(r"(\d{1,2}):([0-5]\d)", value.strip())
        if not found or int(found[1]) * 60 + int(found[2]) > 1440:
            raise ValueError(f"{value!r} is not a time of day such as 06:30")
        return int(found[1]) * 60 + int(found[2])
    return value


def parse_zone(value: object) -> object:
    """A zone name that the time-zone database knows."""
    try:
        zone(str(value))
    except KeyError:
        raise ValueError(f"{value!r} is not a time zone such as Europe/Madrid") from None
    return value


def parse_hours_span(value: object) -> object:
    """`"22:00-06:00"` -> (1320, 1800): an end at or before the start belongs to the next day."""
    if not isinstance(value, str):
        return value
    start_text, dash, end_text = value.partition("-")
    if not dash:
        raise ValueError(f"{value!r} is not a span of hours such as 06:00-22:00")
    start, end = parse_time_of_day(start_text), parse_time_of_day(end_text)
    assert isinstance(start, int)
    assert isinstance(end, int)
    return (start, end if end > start else end + 1440)


TimeOfDay = Annotated[int, BeforeValidator(parse_time_of_day), Field(ge=0, le=1440)]
ZoneName = Annotated[str, BeforeValidator(parse_zone)]
HoursSpan = Annotated[tuple[int, int], BeforeValidator(parse_hours_span)]
Share = Annotated[float, Field(ge=0, le=1)]
