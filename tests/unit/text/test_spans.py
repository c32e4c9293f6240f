"""Which places belong to a claim's stretches, and at what cost."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.text.spans import Place, Span, inside


def places(*spans: tuple[int, int]) -> list[Place]:
    return [Place(start, end, "", "somewhere") for start, end in spans]


def test_a_place_belongs_to_a_claim_when_one_stretch_holds_all_of_it() -> None:
    known = places((0, 4), (10, 14), (20, 24), (30, 34))
    assert inside(known, [Span(8, 22), Span(30, 34)]) == places((10, 14), (30, 34))
    assert inside(known, []) == inside([], [Span(0, 9)]) == []


def test_a_claim_s_places_are_found_without_looking_at_all_of_a_long_text_s() -> None:
    class Counted(list[Place]):
        looks = 0

        def __getitem__(self, at: object) -> Place:  # type: ignore[override]
            self.looks += 1
            return list.__getitem__(self, at)  # type: ignore[call-overload, no-any-return]

        def __iter__(self) -> Iterator[Place]:
            raise AssertionError("every place was looked at")

    known = Counted(places(*((at, at + 3) for at in range(0, 100_000, 10))))
    assert inside(known, [Span(50_000, 50_015)]) == places((50_000, 50_003), (50_010, 50_013))
    assert known.looks < 40
