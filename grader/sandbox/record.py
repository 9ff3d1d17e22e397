"""What a submission's process said, read without trust: by type, by size, by order."""

from __future__ import annotations

import signal
from collections.abc import Sequence
from typing import Any, get_args

from grader.model.executions import Call, Cell, Execution, Failure, FailureKind, Incident, Ran, Returned
from grader.sandbox.inner.values import Malformed, decode, load
from grader.sandbox.limits import Limits
from grader.sandbox.zygote import Attempt, Denied

_MESSAGE, _WORD, _WORDS = 300, 200, 50
_INCIDENTS = 40
_FORGED = Incident("forged_result", "a result was sent that is not one of ours; it does not count")


class Record:
    """Collects what became of the cells and calls, its items: the cells first, in order, then the calls."""

    def __init__(self, cells: Sequence[Cell], calls: Sequence[Call], limits: Limits) -> None:
        self._cells, self._calls, self._limits = tuple(cells), tuple(calls), limits
        self._items: dict[int, Ran | Returned | Failure] = {}
        self._incidents: dict[Incident, None] = {}
        self._remarks: dict[str, None] = {}
        self.skip: list[int] = []

    def take(self, attempt: Attempt) -> bool:
        """Note what an attempt at the items that are not to be skipped brought; whether one is left to be tried."""
        waiting = [index for index in range(len(self._cells) + len(self._calls)) if index not in self.skip]
        done = 0
        for event in attempt.events:
            item = waiting[done] if done < len(waiting) else None
            if isinstance(event, Denied):
                self._note(event.kind, f"{self._called(item)} tried {event.name}, which was refused")
            else:
                done += self._hear(event, item, waiting[:done])
        if done < len(waiting):
            failure, incident = self._ending(attempt, waiting[done])
            self._note(*incident)
            for item in self._alike(waiting[done]):
                self._put(item, failure)
                self.skip.append(item)
        return any(item not in self.skip for item in waiting[done:])

    def _alike(self, item: int) -> list[int]:
        """An item that ended the process, and the later calls of its function, which would do the same."""
        first = item - len(self._cells)
        if first < 0:
            return [item]
        name = self._calls[first].name
        calls = enumerate(self._calls[first:], item)
        return [index for index, call in calls if call.name == name and index not in self.skip]

    def execution(self, isolation: str) -> Execution:
        """All of it; what was never reached is lost."""
        unreached = Failure("lost", "the submission's time was used up, or its process ended, before this was reached")
        ran, results = [], {}
        for index, cell in enumerate(self._cells):
            found = self._items.get(index, unreached)
            ran.append(found if isinstance(found, Ran) else Ran(cell, found if isinstance(found, Failure) else None))
        for index, call in enumerate(self._calls, len(self._cells)):
            given = self._items.get(index, unreached)
            results[call.key] = unreached if isinstance(given, Ran) else given
        return Execution(results, tuple(ran), tuple(self._incidents), isolation, tuple(self._remarks))

    def _put(self, item: int, what: Ran | Returned | Failure) -> None:
        if item < len(self._cells) and isinstance(what, Failure):
            what = Ran(self._cells[item], what)
        self._items.setdefault(item, what)

    def _note(self, kind: str, message: str) -> None:
        if len(self._incidents) < _INCIDENTS:
            self._incidents.setdefault(Incident(kind, message))

    def _called(self, item: int | None) -> str:
        if item is None:
            return "the submission"
        if item >= len(self._cells):
            return f"the call of {self._calls[item - len(self._cells)].name}"
        number = self._cells[item].number
        return f"cell {number}" if number else "the script"

    def _hear(self, message: bytes, item: int | None, earlier: Sequence[int]) -> bool:
        """Take a message; whether it was the awaited item's."""
        try:
            said = load(message)
            if type(said) is not dict:
                raise Malformed("no object")
            if said.get("note") == "filesystem":
                self._note("filesystem", f"{self._called(item)} asked for {_line(said.get('message'))}")
                return False
        except Malformed:
            self._note(*_FORGED)
            return False
        if item is None or said.get("item") != item or type(said["item"]) is not int:
            self._note(*_FORGED)
            if earlier and said.get("item") == earlier[-1]:  # two results for one: whichever is true, neither counts
                self._items.pop(earlier[-1], None)
                self._put(earlier[-1], Failure("lost", "more than one result was sent for it"))
            return False
        try:
            self._put(item, self._ran(item, said) if item < len(self._cells) else self._result(item, said))
        except Malformed as trouble:
            self._note("forged_result", f"{self._called(item)}: what came back is no value ({_line(str(trouble))})")
            self._put(item, Failure("lost", "what came back could not be read"))
        return True

    def _ran(self, item: int, said: dict[str, Any]) -> Ran:
        cell = self._cells[item]
        skipped = tuple(map(_line, _words(said.get("magics"))))
        where = f"cell {cell.number}" if cell.number else "the script"
        for magic in skipped:
            self._remark(f"{magic} in {where} was skipped.")
        for module in _words(said.get("missing")):
            self._remark(f"{_line(module)} is not installed here; what needs it was skipped.")
        failure = self._failure(item, said) if "failure" in said else None
        return Ran(cell, failure, _text(said.get("printed"), self._limits.printed + 1), skipped)

    def _remark(self, sentence: str) -> None:
        if len(self._remarks) < _WORDS:
            self._remarks.setdefault(sentence)

    def _result(self, item: int, said: dict[str, Any]) -> Returned | Failure:
        if "failure" in said:
            return self._failure(item, said)
        if "value" not in said:
            raise Malformed("it has no value")
        value = decode(said["value"])
        arguments = decode(said["arguments"]) if "arguments" in said else None
        steps = said.get("steps", 0)
        if not (arguments is None or type(arguments) is tuple) or type(steps) is not int:
            raise Malformed("the arguments are no tuple or the steps no number")
        return Returned(value, arguments, min(max(steps, 0), self._limits.steps))

    def _failure(self, item: int, said: dict[str, Any]) -> Failure:
        kind = said["failure"]
        if type(kind) is not str or kind not in get_args(FailureKind):
            raise Malformed("no kind of failure")
        message = _line(said.get("message"))
        if kind in ("time", "memory", "output"):
            self._note(kind, f"{self._called(item)}: {message}")
        return Failure(kind, message, _count(said.get("number")), _count(said.get("line")))  # type: ignore[arg-type]

    def _ending(self, attempt: Attempt, item: int) -> tuple[Failure, tuple[str, str]]:
        """Why the item has no result, for the student and for staff."""
        who, how = self._called(item), attempt.ended
        if how == "time":
            return Failure("time", "it had to be stopped: it took too long"), ("time", f"{who} had to be killed")
        if how == "reply":
            return Failure("output", "what came back is too large"), ("output", f"{who} sent more than is taken")
        if how == "forged":
            return Failure("lost", "what came back could not be read"), _FORGED
        if how == "died":
            return Failure("lost", "the sandbox ended with it"), ("crash", f"{who}: the whole sandbox ended")
        if attempt.status == -9:  # which Windows has no name for
            what = "its process was killed, or closed its channel"
            return Failure("lost", what), ("exit", f"{who}: {what}")
        if attempt.status < 0:
            name = _signal(-attempt.status)
            return Failure("lost", f"its process crashed ({name})"), ("crash", f"{who} crashed with {name}")
        return (
            Failure("lost", "its process ended before it answered"),
            ("exit", f"{who} ended its process with status {attempt.status}"),
        )


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _text(said: Any, most: int) -> str:
    """The text without what could steer a terminal, cut."""
    if type(said) is not str:
        return ""
    return "".join(letter for letter in said[:most] if letter.isprintable() or letter in "\n\t")


def _line(said: Any) -> str:
    return " ".join(_text(said, _MESSAGE).split())


def _words(said: Any) -> list[str]:
    return [word[:_WORD] for word in said[:_WORDS] if type(word) is str] if type(said) is list else []


def _count(said: Any) -> int | None:
    return said if type(said) is int and 0 < said < 10**7 else None
