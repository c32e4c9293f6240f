"""Whether two numbers can be one: rounding, "about", "more than", "dozens", ranges."""

from __future__ import annotations

from typing import Final

from ..text.spans import Quantity

_ABOUT: Final = 0.07  # of the value: "about 2,500" and "about 3,000" are two numbers
_ROUND: Final = 0.05


def reach(quantity: Quantity, factor: float = 1.0) -> tuple[float, float]:
    """The values that a number's words leave room for, as news means them: "more than 2,400" is not 9,000."""
    low, high = quantity.value * factor, (quantity.high if quantity.high is not None else quantity.value) * factor
    match quantity.qualifier:
        case "about":
            return low * (1 - _ABOUT), high * (1 + _ABOUT)
        case "at least":
            return low, max(high * 1.25, high + 2 if low < 20 else high)
        case "at most":
            return low * 0.75, high
        case "dozens":
            return low * 0.75, high * 4.5
        case _:
            return low, high


def agree(one: Quantity, other: Quantity, factor: float = 1.0, other_factor: float = 1.0) -> bool:
    """Whether both can be the same number."""
    low, high = reach(one, factor)
    low_other, high_other = reach(other, other_factor)
    if low <= high_other and low_other <= high:
        return True
    # Only plain numbers are rounded further: "about" has its room already.
    if one.qualifier != "exact" or other.qualifier != "exact":
        return False
    gap = low - high_other if low > high_other else low_other - high
    nearer = high_other if low > high_other else high
    if factor != other_factor:
        return nearer > 0 and gap / nearer <= _ROUND
    return nearer > 0 and gap <= max(_room(one.value), _room(other.value)) * factor


def leaves_room(one: Quantity, other: Quantity, factor: float = 1.0, other_factor: float = 1.0) -> bool:
    """Whether "at least" or "at most" of one strictly allows the other, however far off it is."""
    for quantity, scale, against, against_scale in (
        (one, factor, other, other_factor),
        (other, other_factor, one, factor),
    ):
        low, high = against.value * against_scale, (against.high or against.value) * against_scale
        if quantity.qualifier in {"at least", "dozens"} and high >= quantity.value * scale:
            return True
        if quantity.qualifier == "at most" and low <= (quantity.high or quantity.value) * scale:
            return True
    return False


def _room(value: float) -> float:
    """How far off the exact number may be that a round one stands for: half of its last digit that is no zero, at most
    a twentieth. 2,500 may be 2,462; 17 is 17."""
    if value < 20 or value != int(value):
        return 0.0
    unit = 1
    while value % (unit * 10) == 0:
        unit *= 10
    return min(unit / 2, value * _ROUND) if unit > 1 else 0.0


def same_number(one: Quantity, other: Quantity, factor: float = 1.0, other_factor: float = 1.0) -> bool:
    """Whether the figures themselves are equal, so that there is nothing to decide."""
    return (
        abs(one.value * factor - other.value * other_factor) <= 1e-9 * max(1.0, abs(one.value * factor))
        and (one.high or one.value) * factor == (other.high or other.value) * other_factor
    )
