"""Misconceptions about hidden Markov models, decoding, n-grams and subwords."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from fractions import Fraction

from solutions import decoding, sequences, text_scores, tokenisation
from solutions._numbers import Exact, Real
from solutions.sequences import HMM, Rows


def best_state_at_each_time(model: HMM, observed: Sequence[int]) -> tuple[tuple[int, ...], Fraction]:
    """Each state is the best one for its time. Can the model go from each to the next?"""
    path = tuple(max(range(len(row)), key=lambda i: row[i]) for row in sequences.state_posteriors(model, observed))
    return path, _joint(model, path, observed)


def best_state_step_by_step(model: HMM, observed: Sequence[int]) -> tuple[tuple[int, ...], Fraction]:
    """Once a state is chosen, can later observations still change it? Keep the best way into every state."""
    states = range(len(model.start))
    path = [max(states, key=lambda i: model.start[i] * model.emissions[i][observed[0]])]
    for symbol in observed[1:]:
        path.append(max(states, key=lambda j: model.transitions[path[-1]][j] * model.emissions[j][symbol]))
    return tuple(path), _joint(model, tuple(path), observed)


def path_by_emissions_alone(model: HMM, observed: Sequence[int]) -> tuple[tuple[int, ...], Fraction]:
    """Which state emits each symbol best is only half of it. What do the transitions say?"""
    states = range(len(model.start))
    path = tuple(max(states, key=lambda i: model.emissions[i][symbol]) for symbol in observed)
    return path, _joint(model, path, observed)


def probability_of_the_best_path(model: HMM, observed: Sequence[int]) -> Fraction:
    """Is there only one way in which the model can emit these symbols?"""
    return sequences.viterbi(model, observed)[1]


def forward_without_the_first_symbol(model: HMM, observed: Sequence[int]) -> Rows:
    """The first time step has a symbol, too. What is its probability in each state?"""
    rows, states = [tuple(map(Fraction, model.start))], range(len(model.start))
    for symbol in observed[1:]:
        rows.append(
            tuple(
                sum((rows[-1][i] * model.transitions[i][j] for i in states), Fraction(0)) * model.emissions[j][symbol]
                for j in states
            )
        )
    return tuple(rows)


def forward_with_the_maximum(model: HMM, observed: Sequence[int]) -> Rows:
    """Does only the best way into a state count, or do the probabilities of all ways add up?"""
    states = range(len(model.start))
    rows = [tuple(Fraction(model.start[i]) * model.emissions[i][observed[0]] for i in states)]
    for symbol in observed[1:]:
        rows.append(
            tuple(
                max(rows[-1][i] * model.transitions[i][j] for i in states) * model.emissions[j][symbol] for j in states
            )
        )
    return tuple(rows)


def posteriors_of_the_past(model: HMM, observed: Sequence[int]) -> Rows:
    """Do later symbols say something about the state at this time?"""
    return tuple(tuple(share / sum(row) for share in row) for row in sequences.forward_probabilities(model, observed))


def nucleus_that_stops_below(probabilities: Sequence[Real], p: Real) -> tuple[Real, ...]:
    """How much probability do the tokens that you keep have together? Compare it with p."""
    kept: set[int] = set()
    total: Real = 0
    for place in sorted(range(len(probabilities)), key=lambda one: probabilities[one], reverse=True):
        if kept and total + probabilities[place] > p:
            break
        kept.add(place)
        total += probabilities[place]
    return tuple(share / total if place in kept else 0 for place, share in enumerate(probabilities))


def nucleus_without_renormalising(probabilities: Sequence[Real], p: Real) -> tuple[Real, ...]:
    """What do the probabilities that you sample from sum to?"""
    kept = decoding.nucleus_filtered(probabilities, p)
    return tuple(share if left else 0 for share, left in zip(probabilities, kept, strict=True))


def penalty_by_the_length_itself(log_probability: float, length: int, alpha: float = 0.6) -> float:
    """What does the penalty of this formula give for a sequence of one token? It is not the length alone."""
    return float(log_probability / length**alpha)


def penalty_that_multiplies(log_probability: float, length: int, alpha: float = 0.6) -> float:
    """Log-probabilities are negative. Does your factor favour long or short hypotheses?"""
    return float(log_probability * ((5 + length) / 6) ** alpha)


def frequency_of_the_whole_ngram(
    corpus: Sequence[Sequence[Hashable]], word: Hashable, history: Sequence[Hashable] = ()
) -> Fraction:
    """How often does the n-gram occur, among all n-grams: is that what follows, given the history?"""
    counts = [text_scores.ngram_counts(sentence, len(history) + 1) for sentence in corpus]
    return Fraction(sum(each[(*history, word)] for each in counts), sum(each.total() for each in counts))


def probability_of_the_history_given_the_word(
    corpus: Sequence[Sequence[Hashable]], word: Hashable, history: Sequence[Hashable] = ()
) -> Fraction:
    """Which count do you divide by: that of the word, or that of what comes before it?"""
    found = sum(text_scores.ngram_counts(sentence, len(history) + 1)[(*history, word)] for sentence in corpus)
    return Fraction(found, sum(list(sentence).count(word) for sentence in corpus))


def smoothing_above_the_line_only(
    corpus: Sequence[Sequence[Hashable]], word: Hashable, history: Sequence[Hashable], vocabulary: int, k: Exact = 1
) -> Fraction:
    """Do your probabilities still sum to one over all words?"""
    found, total = _counts(corpus, word, history)
    return Fraction(found + k) / total


def smoothing_that_adds_one_below(
    corpus: Sequence[Sequence[Hashable]], word: Hashable, history: Sequence[Hashable], vocabulary: int, k: Exact = 1
) -> Fraction:
    """How many words were given something? The denominator has to make up for all of them."""
    found, total = _counts(corpus, word, history)
    return Fraction(found + k) / (total + k)


def merges_that_count_each_word_once(
    words: Mapping[str, int], merges: int, end: str = "</w>"
) -> tuple[tuple[str, str], ...]:
    """How often does a pair occur in a word that occurs a hundred times?"""
    return tokenisation.bpe_merges(dict.fromkeys(words, 1), merges, end)


def merges_of_the_first_counts(words: Mapping[str, int], merges: int, end: str = "</w>") -> tuple[tuple[str, str], ...]:
    """After a merge there are new symbols. Were the pairs counted again?"""
    counts = tokenisation.bpe_pair_counts(
        {(*word, end) if end else tuple(word): count for word, count in words.items()}
    )
    return tuple(pair for pair, _ in counts.most_common(merges))


def merges_from_the_last(word: str, merges: Sequence[tuple[str, str]], end: str = "</w>") -> tuple[str, ...]:
    """In which order were the merges learnt? They are applied in the same one."""
    return tokenisation.bpe_encoded(word, [*reversed(merges)], end)


def pieces_without_continuation_marks(word: str, vocabulary: Sequence[str], unknown: str = "[UNK]") -> tuple[str, ...]:
    """How can one tell whether a piece begins a word or continues it?"""
    return tuple(piece.removeprefix("##") for piece in tokenisation.wordpiece_encoded(word, vocabulary, unknown))


def _joint(model: HMM, path: Sequence[int], observed: Sequence[int]) -> Fraction:
    probability = Fraction(model.start[path[0]]) * model.emissions[path[0]][observed[0]]
    for time in range(1, len(path)):
        probability *= model.transitions[path[time - 1]][path[time]] * model.emissions[path[time]][observed[time]]
    return probability


def _counts(corpus: Sequence[Sequence[Hashable]], word: Hashable, history: Sequence[Hashable]) -> tuple[int, int]:
    """How often the word follows the history, and how often any word does."""
    counts = [text_scores.ngram_counts(sentence, len(history) + 1) for sentence in corpus]
    followed = sum(count for each in counts for ngram, count in each.items() if ngram[:-1] == tuple(history))
    return sum(each[(*history, word)] for each in counts), followed


MISTAKES: dict[str, tuple[Callable[..., object], ...]] = {
    "viterbi": (best_state_at_each_time, best_state_step_by_step, path_by_emissions_alone),
    "sequence_probability": (probability_of_the_best_path,),
    "forward_probabilities": (forward_without_the_first_symbol, forward_with_the_maximum),
    "state_posteriors": (posteriors_of_the_past,),
    "nucleus_filtered": (nucleus_that_stops_below, nucleus_without_renormalising),
    "length_normalised": (penalty_by_the_length_itself, penalty_that_multiplies),
    "ngram_probability": (frequency_of_the_whole_ngram, probability_of_the_history_given_the_word),
    "add_k_probability": (smoothing_above_the_line_only, smoothing_that_adds_one_below),
    "bpe_merges": (merges_that_count_each_word_once, merges_of_the_first_counts),
    "bpe_encoded": (merges_from_the_last,),
    "wordpiece_encoded": (pieces_without_continuation_marks,),
}
