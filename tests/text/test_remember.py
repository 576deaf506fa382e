from recallwatch.text.remember import remembered


def test_the_same_object_is_worked_out_once_and_an_equal_one_anew() -> None:
    seen: list[list[int]] = []

    @remembered(4)
    def total(numbers: list[int]) -> int:
        seen.append(numbers)
        return sum(numbers)

    one, other = [1, 2], [1, 2]
    assert [total(one), total(one), total(other), total(numbers=other)] == [3, 3, 3, 3]
    assert [numbers is one for numbers in seen] == [True, False, False]


def test_what_was_asked_long_ago_is_forgotten() -> None:
    seen: list[str] = []

    @remembered(2)
    def note(text: str) -> None:
        seen.append(text)

    for text in ("a", "b", "c", "b", "a"):
        note(text)
    assert seen == ["a", "b", "c", "a"]


def test_several_values_are_told_apart_together() -> None:
    @remembered(8)
    def pair(one: object, other: object) -> tuple[object, object]:
        return one, other

    a, b = object(), object()
    assert (pair(a, b), pair(b, a), pair(a, a)) == ((a, b), (b, a), (a, a))
