"""From a document to its report: every response judged by reference, conventions and mistakes."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, NamedTuple

from grader.alignment import Alignment, align
from grader.authoring import Assignment, Question
from grader.authoring.dealing import Key
from grader.model.answers import Answer, AnswerType, Match, executed
from grader.model.documents import Document, Segment
from grader.model.executions import Execution
from grader.model.verdicts import Outcome, Report, Verdict
from grader.readings import readings as found
from grader.responses import Response, Status, respond, short

OTHER_DRAWS = 500
"""So many draws of a problem are looked through for one that a wrong answer would suit."""

STRAY_BLOCKS = 4
"""Text under no label of more paragraphs than this is more than a title and a name."""

SERIOUS = 0.6
"""A reading of text under no label that is surer than this may be an answer whose label was not found."""

MOSTLY = Fraction(1, 2)
"""An answer of which at least this share equals the key was not misread, though no mistake explains it."""

LANDLOCK_ONLY = "The code was shut in by Landlock and seccomp alone, for this machine allows no namespaces."

ESSAY_WORDS = 12
"""A shorter text under the question before has no room for an essay whose label was not found."""


def grade(assignment: Assignment, document: Document, execution: Execution | None = None) -> Report:
    """The report on one document. Never raises for what a student wrote: a fault of ours waits for a person.

    execution : what came of running its code, where the assignment asks for code; without it a person decides there.
    """
    alignment = align(document, assignment.outline)
    segments: dict[str, list[Segment]] = {}
    for segment in alignment.segments:
        segments.setdefault(segment.label, []).append(segment)
    named = any(block.label for block in document.blocks)
    responses: dict[str, Response] = {}
    verdicts: list[Verdict] = []
    previous: Sequence[Segment] = ()
    faulty = False
    for question, slot in zip(assignment.questions, assignment.outline.slots, strict=True):
        mine = segments.get(question.label, [])
        try:
            if executed(slot.answer):
                from grader.execution import respond as run

                response = run(slot, document, assignment.outline, execution)
            else:
                response = respond(slot, mine)
                if response.status is Status.ABSENT and not named:
                    response = _perhaps_hidden(question, response, previous, alignment)
            responses[question.label] = response
            verdict = judge(assignment, question, response, responses)
        except Exception:  # noqa: BLE001 - a fault of ours is never "incorrect"; the person who decides is shown it
            faulty = True
            verdict = _fault(question, mine, traceback.format_exc())
        verdicts.append(verdict)
        previous = mine or previous
    verdicts = _related(assignment, verdicts, responses)
    remarks, staff = ((), ()) if execution is None else _said_of(execution)
    remarks = (*document.remarks, *alignment.remarks, *remarks)
    return Report(assignment.name, document.path, tuple(verdicts), remarks, faulty, staff)


def _said_of(execution: Execution) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The remarks on a run, for the person who handed it in and for staff."""
    weaker = (LANDLOCK_ONLY,) if execution.isolation == "landlock" else ()  # of a plain process its remarks tell
    return (*weaker, *execution.remarks), tuple(
        f"{each.kind.replace('_', ' ')}: {each.message}" for each in execution.incidents
    )


def _related(assignment: Assignment, verdicts: Sequence[Verdict], responses: Mapping[str, Response]) -> list[Verdict]:
    """The verdicts, open where an answer disagrees with another that the author related it to."""
    labels = {id(question.part): question.label for question in assignment.questions}
    kept = []
    for question, verdict in zip(assignment.questions, verdicts, strict=True):
        for relation in question.part.relations:
            label = labels.get(id(relation.other))
            mine, theirs = responses.get(question.label), responses.get(label or "")
            if mine is None or theirs is None or mine.answer is None or theirs.answer is None:
                continue
            said = relation.differ(mine.answer.value, theirs.answer.value)
            if said:
                told = _sentences("" if verdict.outcome is Outcome.CORRECT else verdict.feedback, said)
                verdict = replace(
                    verdict, outcome=Outcome.NEEDS_PERSON, points=Fraction(0), feedback=told, mistake=None
                )
        kept.append(verdict)
    return kept


def _perhaps_hidden(
    question: Question, response: Response, previous: Sequence[Segment], alignment: Alignment
) -> Response:
    """An answer whose label was not found may stand before it or without a label; then nobody may call it missing."""
    if question.label in alignment.blank:
        return response._replace(reason=f"Nothing was written under {question.label}.")
    if alignment.foreign:
        reason = f"Nothing labelled {question.label} was found: this file is numbered otherwise."
        return response._replace(status=Status.DOUBTFUL, reason=reason)
    for segment in (*previous, *alignment.left_over):
        if question.answer.kind == "essay" and len(segment.text.split()) < ESSAY_WORDS:
            continue
        least = 0.0 if segment.confidence else SERIOUS
        read = segment.text.strip() and any(each.confidence > least for each in found(question.answer, segment))
        if read or len(segment.blocks) > (1 if segment.label else STRAY_BLOCKS):
            where = f"under {segment.label}" if segment.label else f"in {segment.source(0, len(segment.text))}"
            return response._replace(
                status=Status.DOUBTFUL,
                reason=f"Nothing labelled {question.label} was found; it may stand {where}. "
                f"Put “{question.label}” on a line of its own above the answer.",
            )
    if not alignment.orderly or question.label in alignment.unclaimed:
        return response._replace(status=Status.DOUBTFUL, reason=_out_of_order(question))
    return response


def _out_of_order(question: Question) -> str:
    return (
        f"Nothing labelled {question.label} was found. It may be there all the same: the labels in this file are not "
        f"in the order of the assignment, stand twice, or could not all be read. Put “{question.label}” on a line of "
        "its own above the answer."
    )


def judge(assignment: Assignment, question: Question, response: Response, earlier: Mapping[str, Response]) -> Verdict:
    """The verdict on one response; `earlier` are the responses so far, for answers that build on them."""
    if response.status is not Status.READ or response.answer is None:
        return _unread(question, response)
    verdict, recognised = _judged(assignment, question, response, response.answer, earlier)
    if not response.certain:
        full = verdict.outcome is Outcome.CORRECT and all(
            _judged(assignment, question, response, rival, earlier).verdict.outcome is Outcome.CORRECT
            for rival in response.rivals
        )
        return verdict if full else _left_open(verdict, response.reason)
    if response.free and not recognised:
        return _left_open(verdict, f"We read “{short(response.text or '')}”; your TA grades this.")
    return verdict


class Judgement(NamedTuple):
    """A verdict, and whether the mathematics bears witness to the reading: it is right, or wrong in a known way."""

    verdict: Verdict
    recognised: bool


def _left_open(verdict: Verdict, reason: str) -> Verdict:
    """The verdict, left to a person; what the machine thought of it is for staff."""
    thought = f"Read as {verdict.outcome.replace('_', ' ')}: {verdict.feedback}" if verdict.feedback else ""
    return replace(
        verdict,
        outcome=Outcome.NEEDS_PERSON,
        points=Fraction(0),
        mistake=None,
        convention=None,
        feedback=reason,
        staff=_sentences(verdict.staff, thought),
    )


def _judged(
    assignment: Assignment,
    question: Question,
    response: Response,
    answer: Answer[Any],
    earlier: Mapping[str, Response],
) -> Judgement:
    """The verdict on one reading of a response."""
    key = assignment.key(question)
    match = question.answer.match(answer, key.reference)
    verdict = _verdict(question, response, Outcome.INCORRECT, Fraction(0), staff=_shown(question, key.reference))
    parts = list(_parts(question, key))
    composed = bool(parts) and len(answer.parts) == len(parts)
    if match.equal is None and not composed:
        told = _sentences(match.reason, *answer.notes)
        return Judgement(replace(verdict, outcome=Outcome.NEEDS_PERSON, feedback=told, staff=match.staff), True)
    if match:
        return Judgement(_right(verdict, question, match.reason, *answer.notes), True)
    for convention, value in key.conventions:
        match_there = question.answer.match(answer, value)
        if match_there:
            told = question.filled(convention.note)
            return Judgement(replace(_right(verdict, question, told, *answer.notes), convention=convention.key), True)
        if match_there.manner:
            match = match_there
            break
    if composed and not any(question.answer.match(answer, value) for _, value in key.mistakes):
        return _judged_by_parts(question, response, answer, parts)
    return _diagnosed(verdict, assignment, question, answer, match, earlier)


def _diagnosed(
    verdict: Verdict,
    assignment: Assignment,
    question: Question,
    answer: Answer[Any],
    match: Match,
    earlier: Mapping[str, Response],
) -> Judgement:
    """A wrong answer with the misconceptions that fit it; the least credit counts."""
    if match.manner:
        return Judgement(_worth(verdict, question, match.credit, match.manner, match.reason, *answer.notes), True)
    key = assignment.key(question)
    fits = [
        (mistake.credit, mistake.key, question.filled(mistake.feedback))
        for mistake, value in key.mistakes
        if (fit := question.answer.match(answer, value)) or fit.manner
    ]
    own = _own_earlier(assignment, question, earlier)
    if own is not None:
        before, value, right = own
        arguments = (value, *question.given)
        if right and question.answer.match(answer, question.part.solve(*arguments)):
            told = f"This follows from your own rounded answer to {before.label}."
            return Judgement(_right(verdict, question, told, *answer.notes), True)
    if own is not None and not right:
        kept = f"This follows from your own answer to {before.label}, which is not right."
        if question.answer.match(answer, question.part.solve(*arguments)):
            told = f"{kept} The step itself is."
            return Judgement(_worth(verdict, question, question.part.carried, None, told, *answer.notes), True)
        fits += [
            (mistake.credit * question.part.carried, mistake.key, f"{kept} {question.filled(mistake.feedback)}")
            for mistake in question.part.mistakes
            if question.answer.match(answer, mistake.solve(*arguments))
        ]
    if not fits:
        if assignment.student is not None and match.credit == 0:
            verdict = replace(verdict, staff=_sentences(verdict.staff, _of_another(question, answer)))
        proved = getattr(question.answer, "proved", not hasattr(question.answer, "made")) or match.credit >= MOSTLY
        return Judgement(_worth(verdict, question, match.credit, None, match.reason, *answer.notes), proved)
    credit, name, _ = min(fits, key=lambda fit: fit[0])
    texts = dict.fromkeys(text for _, _, text in fits)
    told = " Or: ".join(texts)
    return Judgement(_worth(verdict, question, credit, name, told, *answer.notes), True)


def _right(verdict: Verdict, question: Question, *told: str) -> Verdict:
    return replace(verdict, outcome=Outcome.CORRECT, points=question.points, feedback=_sentences(*told))


def _parts(question: Question, key: Key) -> Iterator[tuple[str, AnswerType[Any, Any], Key]]:
    """The parts of an answer type that is made of others, each with its own key."""
    kinds: Mapping[str, AnswerType[Any, Any]] = getattr(question.answer, "parts", {})
    for place, (name, kind) in enumerate(kinds.items()):
        yield (
            name,
            kind,
            Key(
                key.reference[place],
                tuple((each, value[place]) for each, value in key.conventions if value[place] is not None),
                tuple((each, value[place]) for each, value in key.mistakes if value[place] is not None),
            ),
        )


def _judged_by_parts(
    question: Question, response: Response, answer: Answer[Any], parts: Sequence[tuple[str, AnswerType[Any, Any], Key]]
) -> Judgement:
    """An answer of several parts, each judged on its own, by its own conventions and misconceptions."""
    verdict = _verdict(question, response, Outcome.INCORRECT, Fraction(0))
    credit = Fraction(0)
    told: list[str] = []
    names: list[str] = []
    conventions: list[str] = []
    recognised = True
    for (name, kind, key), mine in zip(parts, answer.parts, strict=True):
        if mine.value is None:
            dispensable = name in getattr(question.answer, "optional", ())
            credit += Fraction(dispensable, len(parts))
            if not dispensable:
                recognised = False
                told.append(f"The {name.replace('_', ' ')} is missing.")
            continue
        match = kind.match(mine, key.reference)
        if match.equal is None:
            return Judgement(
                replace(verdict, outcome=Outcome.NEEDS_PERSON, feedback=match.reason, staff=match.staff), True
            )
        convention = None if match else next((c for c, value in key.conventions if kind.match(mine, value)), None)
        if match or convention is not None:
            credit += Fraction(1, len(parts))
            if convention is not None and convention.key not in conventions:
                conventions.append(convention.key)
                told.append(question.filled(convention.note))
            continue
        shown = f"The {name.replace('_', ' ')} is not right."
        mistake = next((m for m, value in key.mistakes if kind.match(mine, value)), None)
        if mistake is not None:
            names.append(mistake.key)
            shown = f"{shown} {question.filled(mistake.feedback)}"
        elif not match.credit:
            recognised = False
            shown = _sentences(shown, match.reason)
        credit += match.credit / len(parts)
        told.append(shown)
    if credit == 1:
        right = _right(verdict, question, *told, *answer.notes)
        return Judgement(replace(right, convention=conventions[0] if conventions else None), True)
    mistaken = names[0] if names else None
    return Judgement(_worth(verdict, question, credit, mistaken, *dict.fromkeys(told), *answer.notes), recognised)


def _of_another(question: Question, answer: Answer[Any]) -> str:
    """For staff: whether the answer is right for other numbers than this student's."""
    from grader.authoring.dealing import count, draw, key, ranges

    for number in range(min(count(question.problem), OTHER_DRAWS) if ranges(question.problem) else 0):
        other = draw(question.problem, number)
        try:
            reference = key(question.part, (other,)).reference
        except ValueError:
            continue
        if question.part.answer_for(other).match(answer, reference):
            numbers = ", ".join(f"{name} = {getattr(other, name)}" for name in ranges(question.problem))
            return f"It is right for another student's numbers: {numbers}."
    return ""


def _own_earlier(
    assignment: Assignment, question: Question, earlier: Mapping[str, Response]
) -> tuple[Question, Any, bool] | None:
    """The earlier answer that this one builds on, where it is wrong or rounded; whether it is right."""
    if question.part.uses is None:
        return None
    before = assignment.earlier(question)
    response = earlier.get(before.label)
    if response is None or response.status is not Status.READ or response.answer is None:
        return None
    right = bool(before.answer.match(response.answer, assignment.key(before).reference))
    if right and response.answer.unit is None:
        return None
    return before, response.answer.value, right


def _worth(verdict: Verdict, question: Question, credit: Fraction, mistake: str | None, *feedback: str) -> Verdict:
    outcome = Outcome.CORRECT if credit == 1 else Outcome.PARTIAL if credit > 0 else Outcome.INCORRECT
    return replace(
        verdict,
        outcome=outcome,
        points=question.points * credit,
        mistake=mistake,
        feedback=_sentences(*feedback) or "This is not the answer.",
    )


def _unread(question: Question, response: Response) -> Verdict:
    outcome = {
        Status.ABSENT: Outcome.MISSING,
        Status.UNREADABLE: Outcome.UNREADABLE,
        Status.DOUBTFUL: Outcome.NEEDS_PERSON,
    }[response.status]
    return _verdict(question, response, outcome, Fraction(0), feedback=response.reason)


def _fault(question: Question, segments: Sequence[Segment], trace: str) -> Verdict:
    text = "\n".join(segment.text for segment in segments).strip()
    source = segments[0].source(0, len(segments[0].text)) if segments else None
    response = Response(Status.DOUBTFUL, text or None, source, None)
    feedback = "The grader itself failed on this answer; a person will look at it. It is not held against you."
    return _verdict(question, response, Outcome.NEEDS_PERSON, Fraction(0), feedback=feedback, staff=trace)


def _verdict(
    question: Question, response: Response, outcome: Outcome, points: Fraction, feedback: str = "", staff: str = ""
) -> Verdict:
    return Verdict(
        label=question.label,
        title=question.title,
        outcome=outcome,
        points=points,
        max_points=question.points,
        read=response.text,
        feedback=feedback,
        confidence=response.confidence,
        source=response.source,
        staff=staff,
    )


def _shown(question: Question, reference: Any) -> str:
    return "" if callable(reference) else f"The reference answer is {question.answer.show(reference)}."


def _sentences(*parts: str) -> str:
    return " ".join(filter(None, parts))
