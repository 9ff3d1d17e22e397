"""Auto-graded homework for deep-learning courses: `check("hw4", "hw4.md")` reads, judges and explains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import os

    from grader.authoring import Assignment
    from grader.execution import Runner
    from grader.model.documents import Document
    from grader.model.executions import Execution
    from grader.model.verdicts import Report, Verdict

__version__ = "0.1.0"
__all__ = ["Report", "Verdict", "__version__", "check", "load"]


def load(name: str) -> Assignment:
    """The installed assignment of that name ("hw4").

    Raises grader.authoring.UnknownAssignment, whose message suggests the nearest name.
    """
    from grader.authoring import load

    return load(name)


def check(
    assignment: str | Assignment,
    path: str | os.PathLike[str],
    *,
    data: bytes | None = None,
    run: Runner | None = None,
    own: bool = False,
) -> Report:
    """The verdicts on what was handed in: a sheet, a write-up, a notebook, or an archive with several of them.

    A sheet that was written for one student is judged with that student's numbers, unless `assignment` is an
    Assignment whose numbers are dealt already.

    data : the file's bytes where they are at hand; `path` then only names it. run : what runs the code of a submission
    where an assignment asks for code, `grader.sandbox.run` where it is left out. own : the code is that of the person
    whose machine this is, so that it may run with less around it where there is no sandbox.

    Raises grader.model.documents.BadFile where the file can't be read and grader.authoring.UnknownAssignment where
    there is no such assignment; both messages are fit for the student.
    """
    from dataclasses import replace

    from grader.merging import merged
    from grader.reading import contents, documents
    from grader.scoring import grade
    from grader.sheets import student_of

    chosen = load(assignment) if isinstance(assignment, str) else assignment
    data = contents(path) if data is None else data
    found = documents(path, data)
    remarks = tuple(f"{file} was not read: {why}." for file, why in found.unread)
    student = student_of(data, chosen.name) if chosen.student is None else None
    if student is not None:
        import os

        chosen = chosen.dealt(student, os.environ.get("GRADER_SECRET"))
        remarks += (f"Judged with the numbers of student {student}, for whom this sheet was written.",)
    report = merged(
        [grade(chosen, document, _executed(chosen, document, run, own=own)) for document in found.documents]
    )
    return replace(report, remarks=(*report.remarks, *remarks))


def _executed(assignment: Assignment, document: Document, run: Runner | None, *, own: bool) -> Execution | None:
    """What came of running the submission's code; None where the assignment asks for none."""
    if not assignment.outline.executed:
        return None
    import functools

    from grader import execution, sandbox

    return execution.executed_by(run or functools.partial(sandbox.run, own=own), document, assignment.outline)


def __getattr__(name: str) -> Any:
    if name in ("Report", "Verdict"):
        from grader.model import verdicts

        return getattr(verdicts, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
