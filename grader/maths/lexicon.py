"""Which names of an answer are symbols, functions or products of letters: decided for both texts of a comparison."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from grader.maths.tokens import GREEK, Token
from grader.maths.vocabulary import ACCENTS, KNOWN, NAMES, OPAQUE

LETTERS = 3
"""Names of up to so many small letters that are no symbol are read as products of letters."""

MOST_LETTERS = 5
"""The same, where every letter stands alone elsewhere."""


class Lexicon(NamedTuple):
    """What the names of an answer stand for.

    declared : symbols of the question. names : names of both texts that stand for something on their own. factors :
    letters that stand alone somewhere and are then no functions before a bracket. splits : whether "xy" may be x·y.
    others : letters of names that both texts have, None where there is one text only.
    shared : declared names, and those that both texts have.
    """

    declared: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    factors: frozenset[str] = frozenset()
    splits: bool = False
    others: frozenset[str] | None = None
    shared: frozenset[str] = frozenset()

    @classmethod
    def of(cls, declared: Iterable[str], *texts: list[Token], splits: bool = True) -> Lexicon:
        """The lexicon for the tokens of a comparison's texts."""
        listed = frozenset(declared)
        names: set[str] = set()
        products: set[str] = set()
        factors: set[str] = {name for name in listed if len(name) == 1 or name in OPAQUE}
        for tokens in texts:
            for place, token in enumerate(tokens):
                if token.kind != "name":
                    continue
                before = tokens[place - 1] if place else None
                names.add(token.text)
                if before is not None and before.kind == "num" and token.text in _SCALES:
                    continue
                following = tokens[place + 1] if place + 1 < len(tokens) else None
                if token.text in ("x", "X") and _crosses(before, token, following):
                    continue
                if token.text == "T" and _raised(tokens, place):
                    continue
                named = following is not None and following.kind == "rel" and (before is None or before.kind == "rel")
                if token.text in OPAQUE and (named or inverted(tokens, place + 1)):  # f = …, f^{-1}(x)
                    continue
                opens = following is not None and following.kind == "open" and following.text in "([{"
                if not opens and not (following is not None and following.kind == "under"):
                    factors.add(token.text)
                    products.add(token.text)
        factors |= _exchanged(texts)
        shared = {name for name in names if sum(_names_in(tokens, name) for tokens in texts) > 1}
        both = frozenset.intersection(*map(_letters_of, texts)) if len(texts) > 1 else None
        others = None if both is None else both | {letter for name in listed for letter in name.partition("_")[0]}
        lexicon = cls(listed, frozenset(names), frozenset(factors), splits, others, listed | shared)
        letters = {letter for name in products for letter in lexicon.letters(name)}
        return lexicon._replace(factors=frozenset(factors | letters))

    def letters(self, name: str, *, whole: bool = False, called: bool = False) -> tuple[str, ...]:
        """The letters that a name is a product of, the last with the name's index; () where it is one symbol.

        whole : it is set as one word. called : a bracket follows, so that it may be a function's name.

        >>> Lexicon(splits=True).letters("xy"), Lexicon(splits=True).letters("TP")
        (('x', 'y'), ())
        """
        head, mark, index = name.partition("_")
        if not self.splits or whole or name in self.declared or head in GREEK or head in KNOWN or not head.isascii():
            return ()
        if head in _COUNTS:
            return ()
        if not 2 <= len(head) <= MOST_LETTERS or not head.isalpha() or index.split("_")[0] in ACCENTS:
            return ()
        alone = all(letter in self.factors for letter in head[:-1]) and (
            head[-1] in self.factors or head[-1] + mark + index in self.names
        )
        differential = len(head) == 2 and head[0] == "d"
        small = len(head) <= LETTERS and head.islower() and head not in NAMES and not differential and not mark
        small = small and not called and (self.others is None or set(head) <= self.others)
        return (*head[:-1], head[-1] + mark + index) if alone or small else ()

    def opaque(self, name: str) -> bool:
        """Whether the name, before a bracket, is a function that nothing is known of."""
        head = name.partition("_")[0].partition("^")[0]
        return head in OPAQUE and name not in self.factors and name not in self.declared


_SCALES = frozenset("kKMG")
"""Letters that scale a number they follow at once: 60M."""


def inverted(tokens: list[Token], place: int) -> bool:
    """Whether ^{-1} and a bracket follow, as in f^{-1}(x)."""
    return "".join(token.text for token in tokens[place : place + 6]).startswith(("^{-1}(", "^-1("))


def _crosses(before: Token | None, token: Token, following: Token | None) -> bool:
    """Whether an x between blanks may stand for ×: 2 x (3 + 4)."""
    if before is None or following is None or not (token.space and following.space):
        return False
    return before.kind in ("num", "close") and following.kind in ("num", "open")


def _raised(tokens: list[Token], place: int) -> bool:
    """Whether a T stands alone in an exponent, as in X^T and C^{-T}."""
    while place > 0 and tokens[place - 1].text in ("{", "-"):
        place -= 1
    return place > 0 and tokens[place - 1].text == "^"


def _names_in(tokens: list[Token], name: str) -> bool:
    return any(token.kind == "name" and token.text == name for token in tokens)


def _letters_of(tokens: list[Token]) -> frozenset[str]:
    heads = (token.text.partition("_")[0] for token in tokens if token.kind == "name")
    return frozenset(letter for head in heads if len(head) <= MOST_LETTERS for letter in head)


_COUNTS = frozenset({"TP", "FP", "TN", "FN", "TPR", "FPR", "TNR", "FNR", "PPV", "NPV", "AP"})
"""Usual names of two or three capitals: no products."""


def _exchanged(texts: tuple[list[Token], ...]) -> set[str]:
    """Letters of a name such as AB that only one of two texts has, where the other has A and B: as BA, or apart."""
    if len(texts) != 2:
        return set()
    found: set[str] = set()
    for here, there in (texts, texts[::-1]):
        others = {token.text for token in there if token.kind == "name"}
        letters = {letter for name in others for letter in name.partition("_")[0]}
        for token in here:
            name = token.text
            capitals = token.kind == "name" and name.isalpha() and name.isupper() and 2 <= len(name) <= LETTERS
            if capitals and name not in others and name not in _COUNTS and set(name) <= letters:
                found |= set(name)
    return found
