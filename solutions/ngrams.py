"""N-gram language models: maximum likelihood and smoothing, exact."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from fractions import Fraction

from solutions._numbers import Exact, check_distribution, check_share
from solutions.text_scores import ngram_counts

__all__ = [
    "add_k_probability",
    "good_turing_count",
    "interpolated_probability",
    "kneser_ney_probability",
    "ngram_probability",
    "sentence_probability",
    "stupid_backoff",
]

Token = Hashable
START, END = "<s>", "</s>"


def ngram_probability(corpus: Sequence[Sequence[Token]], word: Token, history: Sequence[Token] = ()) -> Fraction:
    """The maximum-likelihood probability C(history, word)/C(history, any word) of a word after these.

    corpus : sentences of tokens; n-grams do not cross their borders, and boundary tokens count if they are in it.
    Raises ValueError where the history is never followed by a word, so that the quotient is 0/0.

    Source: Jurafsky and Martin, Speech and language processing (3rd edition), chapter 3.

    >>> corpus = ["<s> I am Sam </s>".split(), "<s> Sam I am </s>".split(), "<s> I do not like eggs </s>".split()]
    >>> ngram_probability(corpus, "I", ["<s>"]), ngram_probability(corpus, "am", ["I"])
    (Fraction(2, 3), Fraction(2, 3))
    """
    return add_k_probability(corpus, word, history, vocabulary=0, k=0)


def add_k_probability(
    corpus: Sequence[Sequence[Token]],
    word: Token,
    history: Sequence[Token],
    vocabulary: int,
    k: Exact = 1,
) -> Fraction:
    """Additive smoothing (C(history, word) + k)/(C(history, any word) + k·V); k = 1 is Laplace's.

    corpus, history : as for ngram_probability. vocabulary V : the number of words that may follow, not fewer than do.
    k : at least 0. Raises ValueError otherwise, or where both numbers below are 0.

    Source: Jurafsky and Martin, Speech and language processing (3rd edition), chapter 3.

    >>> corpus = ["<s> I am Sam </s>".split(), "<s> Sam I am </s>".split(), "<s> I do not like eggs </s>".split()]
    >>> add_k_probability(corpus, "am", ["I"], vocabulary=8), add_k_probability(corpus, "eggs", ["I"], vocabulary=8)
    (Fraction(3, 11), Fraction(1, 11))
    """
    counts = _followers(corpus, history)
    if k < 0 or (k and vocabulary < len(counts)):
        raise ValueError(f"k is at least 0, and the vocabulary has the {len(counts)} words that follow")
    below = sum(counts.values()) + k * vocabulary
    if not below:
        raise ValueError("the history is never followed by a word")
    return Fraction(counts.get(word, 0) + k) / below


def interpolated_probability(
    corpus: Sequence[Sequence[Token]], word: Token, history: Sequence[Token], weights: Sequence[Exact]
) -> Fraction:
    """Σ λ_i·P_i of the maximum-likelihood probabilities after the last 0, 1, …, all words of the history.

    weights : λ₀ for the unigram first, one more than the history has words; they sum to 1. Raises ValueError otherwise,
    and as ngram_probability.

    Source: Jelinek and Mercer (1980); Jurafsky and Martin, Speech and language processing (3rd edition), chapter 3.

    >>> interpolated_probability(["a b a c".split()], "b", ["a"], [Fraction(1, 2), Fraction(1, 2)])
    Fraction(3, 8)
    """
    check_distribution(weights, "the weights")
    if len(weights) != len(history) + 1:
        raise ValueError(f"a history of {len(history)} words needs {len(history) + 1} weights, not {len(weights)}")
    return sum(
        (
            weight * ngram_probability(corpus, word, history[len(history) - length :])
            for length, weight in enumerate(weights)
        ),
        Fraction(0),
    )


def stupid_backoff(
    corpus: Sequence[Sequence[Token]], word: Token, history: Sequence[Token], factor: Exact = Fraction(2, 5)
) -> Fraction:
    """The relative frequency after the longest history that has it, times a factor for each word of history dropped.

    A score, not a probability: scores do not sum to 1. 0 for a word that never occurs. factor : in [0, 1], ValueError
    otherwise.

    Source: Brants, Popat, Xu, Och, Dean, Large language models in machine translation (2007), equation 5.

    >>> stupid_backoff(["a b a c".split()], "b", ["a"]), stupid_backoff(["a b a c".split()], "a", ["c"])
    (Fraction(1, 2), Fraction(1, 5))
    """
    check_share(factor, "the factor")
    counts = _followers(corpus, history)
    if word in counts:
        return Fraction(counts[word], sum(counts.values()))
    return factor * stupid_backoff(corpus, word, history[1:], factor) if history else Fraction(0)


def kneser_ney_probability(
    corpus: Sequence[Sequence[Token]], word: Token, before: Token, discount: Exact = Fraction(3, 4)
) -> Fraction:
    """Interpolated Kneser–Ney for bigrams: max(C(v, w) − d, 0)/C(v) + d·N(v ·)/C(v)·N(· w)/N(· ·).

    N counts different bigrams: that start with v, that end with w, in all. A word counts by how many words it follows,
    not by how often it occurs. discount d : in [0, 1]. Raises ValueError otherwise, or where v is never followed by a
    word.

    Source: Kneser and Ney (1995); Chen and Goodman, An empirical study of smoothing techniques (1999), section 2.7.

    >>> kneser_ney_probability(["a b a c".split()], "b", "a", Fraction(1, 2))
    Fraction(5, 12)
    """
    check_share(discount, "the discount")
    followers = _followers(corpus, [before])
    total = sum(followers.values())
    if not total:
        raise ValueError("the word before is never followed by a word")
    bigrams = {pair for sentence in corpus for pair in ngram_counts(sentence, 2)}
    continuation = Fraction(sum(pair[1] == word for pair in bigrams), len(bigrams))
    seen = max(Fraction(followers.get(word, 0)) - discount, Fraction(0))
    return (seen + discount * len(followers) * continuation) / total


def good_turing_count(counts: Sequence[int], count: int) -> Fraction:
    """The adjusted count c* = (c + 1)·N_{c+1}/N_c; for c = 0 the total that all unseen together are given, N₁.

    counts : how often each kind that was seen occurs, at least 1 each. count c : at least 0. Raises ValueError
    otherwise, or where no kind occurs c times.

    Source: Good, The population frequencies of species (1953); Chen and Goodman (1999), section 2.2.

    >>> good_turing_count([10, 3, 2, 1, 1, 1], 1), good_turing_count([10, 3, 2, 1, 1, 1], 0)
    (Fraction(2, 3), Fraction(3, 1))
    """
    if count < 0 or any(each < 1 for each in counts):
        raise ValueError("kinds that were seen occur at least once, and c is at least 0")
    if not count:
        return Fraction(sum(each == 1 for each in counts))
    of_this = sum(each == count for each in counts)
    if not of_this:
        raise ValueError(f"nothing occurs {count} times")
    return Fraction((count + 1) * sum(each == count + 1 for each in counts), of_this)


def sentence_probability(corpus: Sequence[Sequence[Token]], sentence: Sequence[Token], n: int = 2) -> Fraction:
    """The maximum-likelihood probability of a sentence by n-grams, with <s> before it and </s> behind it.

    corpus : sentences without boundary tokens; n − 1 times <s> and one </s> are added to each. n : at least 1.
    0 where an n-gram was never seen. Raises ValueError for another n or without sentences.

    Source: Jurafsky and Martin, Speech and language processing (3rd edition), chapter 3.

    >>> sentence_probability(["I am Sam".split(), "Sam I am".split()], "I am".split())
    Fraction(1, 4)
    """
    if n < 1 or not corpus:
        raise ValueError("n is at least 1, and there is a sentence")

    def bounded(tokens: Sequence[Token]) -> list[Token]:
        return [START] * (n - 1) + [*tokens, END]

    known, tokens = [bounded(one) for one in corpus], bounded(sentence)
    probability = Fraction(1)
    for place in range(n - 1, len(tokens)):
        history = tokens[place - n + 1 : place]
        if not _followers(known, history):
            return Fraction(0)
        probability *= ngram_probability(known, tokens[place], history)
    return probability


def _followers(corpus: Sequence[Sequence[Token]], history: Sequence[Token]) -> dict[Token, int]:
    """How often each word follows this history."""
    counts: dict[Token, int] = {}
    for sentence in corpus:
        for ngram, count in ngram_counts(sentence, len(history) + 1).items():
            if ngram[:-1] == tuple(history):
                counts[ngram[-1]] = counts.get(ngram[-1], 0) + count
    return counts
