"""Review questions 3: initialisation, activations, normalisation, dropout, momentum, convolutions."""

from grader.authoring import Assignment

_ONE_NUMBER_EACH = {
    "1": "1.a 1.b 1.c 1.d",
    "2.a": "2.a",
    "2.b": "2.b",
    "2.c": "2.c",
    "2.d": "2.d",
    "2.e": "2.e",
    "2.f": "2.f",
    "3": "3.a 3.b",
    "4": "4.a 4.b 4.c",
    "5": "5",
    "6": "6.a 6.b",
    "7": "7",
}

rq3 = Assignment(
    "rq3", "Review questions 3: training deep networks", __name__, schemes={"one number each": _ONE_NUMBER_EACH}
)
