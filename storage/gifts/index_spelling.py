"""How people write names: other scripts, the other keyboard layout, by ear, with slips. Pure."""

import re
import unicodedata
from itertools import product
from typing import Final

_LATIN_KEYS: Final = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN_KEYS: Final = "йцукенгшщзхъфывапролджэячсмитьбюё"
_TO_RUSSIAN_KEYS: Final = str.maketrans(_LATIN_KEYS, _RUSSIAN_KEYS)
_TO_LATIN_KEYS: Final = str.maketrans(_RUSSIAN_KEYS, _LATIN_KEYS)

_ALPHABET: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
_LATIN: Final = (
    "a b v,w g d e e,yo zh,j z i y,i k,c l m n o p r s,c t u,oo f,ph h,kh ts,c ch sh shch - y - "
    "e,a yu,u ya,a"
)
_LETTERS: Final = {
    letter: tuple(latin.replace("-", "").split(","))
    for letter, latin in zip(_ALPHABET, _LATIN.split(), strict=True)
}
"""The first is what is written most; the others come up in names of English words."""
_READINGS_MOST: Final = 16

_APOSTROPHES: Final = re.compile("['`\u2018\u2019\u00b4\u02bc]")
_YO_AND_YE: Final = ("\u0451", "\u0435")
_BREAKS: Final = re.compile(r"[\W_]+")
_CYRILLIC: Final = re.compile(f"[{_ALPHABET}]")
_LETTERS_OF_A_SLIP: Final = (3, 8)
_SOUNDS: Final = (
    *(("tch", "C"), ("sch", "S"), ("shch", "S"), ("sh", "S"), ("ch", "C"), ("zh", "J")),
    *(("dj", "J"), ("dzh", "J"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("qu", "kv")),
    *(("x", "ks"), ("j", "J"), ("c", "k"), ("q", "k"), ("w", "v")),
)
_VOWELS: Final = re.compile("[aeiouy]")
_TWICE: Final = re.compile(r"(.)\1+")


def fold(text: str) -> str:
    """Lower case, without apostrophes and accents on Latin letters."""
    text = _APOSTROPHES.sub("", text.lower().replace(*_YO_AND_YE))
    if text.isascii() or _CYRILLIC.search(text):
        return text
    spread = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


def tokens(text: str) -> list[str]:
    """The words of a text, folded."""
    return [part for part in _BREAKS.split(fold(text)) if part]


def readings(typed: str) -> list[str]:
    """What else a word as it was typed may stand for, folded, likely ones first: letters of the
    other layout, and Latin for Cyrillic.
    """
    typed = typed.lower()
    if _CYRILLIC.search(typed):
        found = [*transliterations(typed), *tokens(typed.translate(_TO_LATIN_KEYS))]
    else:
        russian = typed.translate(_TO_RUSSIAN_KEYS)
        found = transliterations(russian) if _all_cyrillic(russian) else []
    return [word for word in dict.fromkeys(found) if word and word != fold(typed)]


def transliterations(word: str) -> list[str]:
    """A Cyrillic word in Latin letters, in the ways in which names are met."""
    letters = [letter for letter in dict.fromkeys(word) if len(_LETTERS.get(letter, ())) > 1]
    found: list[str] = []
    for choice in product(*(_LETTERS[letter] for letter in letters)):
        chosen = dict(zip(letters, choice, strict=True))
        text = "".join(chosen.get(one, _LETTERS.get(one, (one,))[0]) for one in word)
        found.append("".join(tokens(text)))
        if len(found) == _READINGS_MOST:
            break
    return found


def sound(word: str) -> str:
    """What is left of a Latin word for the ear: its consonants."""
    for letters, heard in _SOUNDS:
        word = word.replace(letters, heard)
    return _TWICE.sub(r"\1", _VOWELS.sub("", word))


def is_cyrillic(word: str) -> bool:
    return _CYRILLIC.search(word) is not None


def slips_allowed(word: str) -> int:
    """How many slips a word of this length may have: short ones would mean anything."""
    return sum(len(word) >= letters for letters in _LETTERS_OF_A_SLIP)


def distance(one: str, other: str, most: int, *, prefix: bool = False) -> int:
    """Insertions, deletions, replacements and swaps of neighbours between two words (optimal
    string alignment); `most` + 1 stands for anything above. With `prefix`, to the nearest
    beginning of the other.
    """
    if not prefix and abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, facing in enumerate(other, 1):
            cost = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != facing))
            swapped = (
                row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == facing
            )
            line.append(min(cost, before[column - 2] + 1) if swapped else cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(most + 1, min(last) if prefix else last[-1])


def one_slip(one: str, other: str, *, prefix: bool = False) -> bool:
    """Whether they are at most one slip apart, or one and a beginning of the other: the same as
    `distance`, much faster. The slip is where they part.
    """
    same = 0
    for letter, facing in zip(one, other, strict=False):
        if letter != facing:
            break
        same += 1
    left, right = one[same + 1 :], other[same:]
    if same == len(one):
        return prefix or len(right) <= 1
    swapped = one[same : same + 2][::-1] + one[same + 2 :]
    if prefix:
        # More, other, fewer letters than meant, or two the wrong way round.
        beyond = other[same + 1 :]
        return right.startswith((left, swapped)) or beyond.startswith((left, one[same:]))
    return right in (left, swapped) or other[same + 1 :] in (left, one[same:])


def _all_cyrillic(word: str) -> bool:
    return bool(word) and all(letter in _LETTERS for letter in word)
