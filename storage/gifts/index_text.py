"""Which names a person means, from whole words, beginnings, slips and other scripts.

A word takes what fits it best and nothing worse: names with that word, else with what it may
stand for, else with words that begin so, else with words a slip or two away, else alike by ear.
"""

from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from domain.gifts.search import Trait
from storage.gifts.index_spelling import (
    distance,
    fold,
    is_cyrillic,
    one_slip,
    readings,
    slips_allowed,
    sound,
    tokens,
    transliterations,
)

TRAIT_NUMBERS: Final = {trait: number for number, trait in enumerate(Trait)}
_KEPT_MOST: Final = 4096
_TYPED_MOST: Final = 200
_WORDS_MOST: Final = 10
_DIGITS_MOST: Final = 9
_READ_LEAST: Final = 2
_SLIPPED_MOST: Final = 3
"""So many spellings of a word are looked for with slips: what was typed comes first."""
_BEGUN_LETTERS_LEAST: Final = 4
_LETTER_BITS: Final = 64
_LAST: Final = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Word:
    """What a lot must have: one of these values, or this number."""

    codes: dict[Trait, list[int]] = field(default_factory=dict)
    number: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The same in values: one of these by trait, or this number."""

    values: dict[Trait, frozenset[str]]
    number: int | None


@dataclass(frozen=True, slots=True)
class Name:
    trait: Trait
    code: int
    text: str


class Texts:
    """The names by their words. A name may be added at any time. `codes` and `traits` (by their
    numbers) are what each name stands for.
    """

    def __init__(self) -> None:
        self.names: list[Name] = []
        self.codes = array("H")
        self.traits = array("B")
        self._numbers: dict[tuple[Trait, int], int] = {}
        self._of_token: dict[str, dict[int, None]] = {}
        self._sorted: list[str] = []
        self._met: list[str] = []
        self._letters = array("Q")
        self._heads = array("Q")
        self._of_sound: dict[str, list[str]] = defaultdict(list)
        self._kept: dict[str, frozenset[int]] = {}

    def add(self, trait: Trait, code: int, text: str) -> None:
        """A second name of the same thing is shown from now on, and both are found."""
        number = self._numbers.setdefault((trait, code), len(self.names))
        if number == len(self.names):
            self.codes.append(code)
            self.traits.append(TRAIT_NUMBERS[trait])
        self.names[number : number + 1] = [Name(trait, code, text)]
        for token in _tokens_of_name(text):
            if token not in self._of_token:
                self._of_token[token] = {}
                insort(self._sorted, token)
                self._met.append(token)
                self._letters.append(_letters(token))
                self._heads.append(_letters(token[:2]))
                self._of_sound[sound(token)].append(token)
            self._of_token[token][number] = None
        self._kept.clear()

    def words(self, typed: str) -> list[Word]:
        """One for each word typed; lots must have them all."""
        return [self._word(part) for chunk in _chunks(typed) for part in self._parts(chunk)]

    def suggest(self, typed: str) -> tuple[set[int], frozenset[int]]:
        """The names that fit what was typed so far, and those of them that have the last word as
        it stands. When no name has all words, the first words are left out until one has.
        """
        chunks = _chunks(typed)
        for start in range(len(chunks)):
            whole, last = chunks[start:-1], chunks[-1]
            fits = set(self._beginning(last))
            for chunk in whole:
                fits &= self._names_of(chunk)
            if fits:
                return fits, self._exactly([fold(last)])
        return set(), frozenset()

    def _word(self, token: str) -> Word:
        codes: dict[Trait, list[int]] = defaultdict(list)
        for number in self._names_of(token):
            name = self.names[number]
            codes[name.trait].append(name.code)
        is_number = token.isdecimal() and len(token) <= _DIGITS_MOST
        return Word(dict(codes), int(token) if is_number else None)

    def _parts(self, chunk: str) -> list[str]:
        """A chunk may be several words ("steel,frog"), or one with signs in it ("b-day", or a
        word of the other layout: "gk.i").
        """
        found = tokens(chunk)
        joined = "".join(found)
        if joined and self._exactly([joined]):
            return [joined]
        if all(part.isdecimal() or self._exactly([part]) or self._begun([part]) for part in found):
            return found
        return [chunk] if self._exactly(readings(chunk)) else found

    def _names_of(self, token: str) -> frozenset[int]:
        """The names that fit a whole word best."""
        found = self._kept.get(token)
        if found is None:
            if len(self._kept) >= _KEPT_MOST:
                self._kept.clear()
            found = self._kept[token] = self._first(self._ways(token))
        return found

    def _ways(self, token: str) -> Iterator[Callable[[], frozenset[int]]]:
        read = readings(token)
        spelt = [fold(token), *read]
        yield lambda: self._exactly(spelt[:1])
        if token.isdecimal():
            return
        yield lambda: self._exactly(read)
        yield lambda: self._begun(spelt[:1])
        yield lambda: self._begun([word for word in read if len(word) >= _READ_LEAST])
        yield lambda: self._slipped(spelt[:_SLIPPED_MOST])
        if is_cyrillic(token):
            yield lambda: self._heard(transliterations(token)[0])
        yield lambda: self._slipped(spelt[:2], prefix=True)

    def _beginning(self, chunk: str) -> frozenset[int]:
        """The names that fit the beginning of a word best, those with the whole word too."""
        key = f"{chunk}\0"
        found = self._kept.get(key)
        if found is None:
            parts = tokens(chunk)
            typed = "".join(parts)
            found = self._begun([typed]) if typed else frozenset()
            if not found:
                found = self._begun([word for word in readings(chunk) if len(word) >= _READ_LEAST])
            if not found and typed:
                found = self._names_of(chunk)
            self._kept[key] = found
        return found

    def _first(self, ways: Iterable[Callable[[], frozenset[int]]]) -> frozenset[int]:
        return next((found for way in ways if (found := way())), frozenset())

    def _exactly(self, words: Iterable[str]) -> frozenset[int]:
        return frozenset().union(*(self._of_token.get(word, ()) for word in words))

    def _begun(self, words: Iterable[str]) -> frozenset[int]:
        found: set[int] = set()
        for word in words:
            begin = bisect_left(self._sorted, word)
            end = bisect_left(self._sorted, word + _LAST, begin)
            found.update(*(self._of_token[token] for token in self._sorted[begin:end]))
        return frozenset(found)

    def _slipped(self, words: Iterable[str], *, prefix: bool = False) -> frozenset[int]:
        """Names with words the fewest slips away, over all readings."""
        nearest: dict[int, list[str]] = defaultdict(list)
        for word in words:
            most = slips_allowed(word) if not prefix or len(word) >= _BEGUN_LETTERS_LEAST else 0
            most = min(nearest) if nearest and min(nearest) < most else most
            for token in self._alike(word, most, prefix=prefix):
                if most == 1:
                    slips = 1 if one_slip(word, token, prefix=prefix) else 2
                else:
                    facing = token[: len(word) + most] if prefix else token
                    slips = distance(word, facing, most, prefix=prefix)
                if slips <= most:
                    nearest[slips].append(token)
        return self._exactly(nearest[min(nearest)]) if nearest else frozenset()

    def _alike(self, word: str, most: int, *, prefix: bool) -> list[str]:
        """Words whose letters differ little enough for a look at their order. The first letter
        is seldom wrong: it must be one of the first two.
        """
        if not most or not self._met:
            return []
        letters = np.uint64(_letters(word))
        known = np.frombuffer(self._letters, dtype=np.uint64)
        heads = np.frombuffer(self._heads, dtype=np.uint64)
        fits = (heads & np.uint64(_letters(word[:1])) != 0) & (
            np.bitwise_count(letters & ~known) <= most
        )
        if not prefix:
            fits &= np.bitwise_count(known & ~letters) <= most
        return [self._met[number] for number in np.flatnonzero(fits).tolist()]

    def _heard(self, word: str) -> frozenset[int]:
        """Names with words of the same consonants, those written most alike."""
        heard = self._of_sound.get(sound(word), ()) if sound(word) else ()
        slips = {token: distance(word, token, len(word)) for token in heard}
        most = min([*slips.values(), len(word) - 1]) + 1
        return self._exactly(token for token, apart in slips.items() if apart <= most)


def _chunks(typed: str) -> list[str]:
    """What stands between blanks. A number behind a name is a word of its own."""
    parts: list[str] = []
    for chunk in typed[:_TYPED_MOST].replace("#", " ").lower().split():
        name, dash, number = chunk.rpartition("-")
        parts += [name, number] if dash and name and number.isdecimal() else [chunk]
    return parts[:_WORDS_MOST]


def _tokens_of_name(text: str) -> set[str]:
    """Its words, those joined by a hyphen as one too, and all of them as one."""
    found = tokens(text)
    hyphened = ("".join(tokens(part)) for part in text.split() if "-" in part)
    return {*found, *hyphened, "".join(found)} - {""}


def _letters(word: str) -> int:
    """The set of its letters."""
    bits = 0
    for letter in word:
        bits |= 1 << ord(letter) % _LETTER_BITS
    return bits
