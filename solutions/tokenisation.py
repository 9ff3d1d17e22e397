"""Subword tokenisation: byte-pair encoding and WordPiece."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

__all__ = [
    "bpe_encoded",
    "bpe_merges",
    "bpe_pair_counts",
    "bpe_vocabulary_size",
    "wordpiece_encoded",
]

Symbols = tuple[str, ...]
Pair = tuple[str, str]


def bpe_pair_counts(words: Mapping[Symbols, int]) -> Counter[Pair]:
    """How often each pair of adjacent symbols occurs, in the order in which the words show them.

    words : the symbols of each word, with how often it occurs. Pairs do not cross words.

    Source: Sennrich, Haddow, Birch, Neural machine translation of rare words with subword units (2016), algorithm 1.

    >>> bpe_pair_counts({("l", "o", "w"): 5, ("l", "o", "t"): 2})
    Counter({('l', 'o'): 7, ('o', 'w'): 5, ('o', 't'): 2})
    """
    counts: Counter[Pair] = Counter()
    for symbols, count in words.items():
        for pair in itertools.pairwise(symbols):
            counts[pair] += count
    return counts


def bpe_merges(words: Mapping[str, int], merges: int, end: str = "</w>") -> tuple[Pair, ...]:
    """The first merges that byte-pair encoding learns: each time the most frequent pair of adjacent symbols.

    Of equally frequent pairs, the one seen first in the words as they are given. It stops early where no pair is left.

    words : with how often each occurs. merges : at least 0, ValueError below. end : a symbol added to every word; ""
    adds none.

    Source: Sennrich, Haddow, Birch, Neural machine translation of rare words with subword units (2016), algorithm 1.

    >>> bpe_merges({"low": 5, "lower": 2, "newest": 6, "widest": 3}, 4)
    (('e', 's'), ('es', 't'), ('est', '</w>'), ('l', 'o'))
    """
    if merges < 0:
        raise ValueError(f"there are at least 0 merges, not {merges}")
    split = {_symbols(word, end): count for word, count in words.items()}
    learnt: list[Pair] = []
    while len(learnt) < merges and (counts := bpe_pair_counts(split)):
        pair = max(counts, key=lambda each: counts[each])
        learnt.append(pair)
        split = {_merged(symbols, pair): count for symbols, count in split.items()}
    return tuple(learnt)


def bpe_encoded(word: str, merges: Sequence[Pair], end: str = "</w>") -> Symbols:
    """The tokens of a word: its characters, with all learnt merges applied in the order in which they were learnt.

    end : as for bpe_merges.

    Source: Sennrich, Haddow, Birch, Neural machine translation of rare words with subword units (2016), section 3.2.

    >>> bpe_encoded("lowest", [("e", "s"), ("es", "t"), ("est", "</w>"), ("l", "o")])
    ('lo', 'w', 'est</w>')
    """
    symbols = _symbols(word, end)
    for pair in merges:
        symbols = _merged(symbols, pair)
    return symbols


def bpe_vocabulary_size(words: Collection[str], merges: Sequence[Pair], end: str = "</w>") -> int:
    """How many tokens there are: the characters of the words, the end, and one for each merge.

    words : those that the merges were learnt from. end : as for bpe_merges. Different merges may make the same token.

    Source: Sennrich, Haddow, Birch, Neural machine translation of rare words with subword units (2016), section 3.2.

    >>> bpe_vocabulary_size({"low": 5, "lot": 2}, [("l", "o")])
    6
    """
    single = {symbol for word in words for symbol in _symbols(word, end)}
    return len(single | {first + second for first, second in merges})


def wordpiece_encoded(word: str, vocabulary: Collection[str], unknown: str = "[UNK]") -> Symbols:
    """The tokens of a word by WordPiece: from the left, each time the longest in the vocabulary; "##" continues a word.

    A word that cannot be covered so becomes the one token `unknown`. Raises ValueError for an empty word.

    Source: Devlin, Chang, Lee, Toutanova, BERT (2019), section 3, and its code, tokenization.py.

    >>> wordpiece_encoded("unaffable", {"un", "##aff", "##able", "##a"}), wordpiece_encoded("run", {"un"})
    (('un', '##aff', '##able'), ('[UNK]',))
    """
    if not word:
        raise ValueError("the word is empty")
    tokens: list[str] = []
    start = 0
    while start < len(word):
        prefix = "##" if start else ""
        end = next((end for end in range(len(word), start, -1) if prefix + word[start:end] in vocabulary), None)
        if end is None:
            return (unknown,)
        tokens.append(prefix + word[start:end])
        start = end
    return tuple(tokens)


def _symbols(word: str, end: str) -> Symbols:
    return (*word, end) if end else tuple(word)


def _merged(symbols: Symbols, pair: Pair) -> Symbols:
    merged: list[str] = []
    place = 0
    while place < len(symbols):
        if symbols[place : place + 2] == pair:
            merged.append(pair[0] + pair[1])
            place += 2
        else:
            merged.append(symbols[place])
            place += 1
    return tuple(merged)
