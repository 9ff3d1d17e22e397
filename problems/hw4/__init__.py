"""Set 4: deep learning principles, depth and width on MNIST, convolutional networks."""

from grader.authoring import Assignment

_FLAT_DIGITS = {
    "1.a": "1.A.i",
    "1.b": "1.A.ii",
    "1.c": "1.B",
    "1.d": "1.C.i",
    "1.e": "1.C.ii 1.C.iii",
    "2.a": "2.A",
    "2.b": "2.B.i",
    "2.c": "2.B.ii",
    "2.d": "2.C",
    "2.e": "2.D",
    "2.f": "2.E",
    "3.a": "3.A",
    "3.b": "3.B.i",
    "3.c": "3.B.ii",
    "3.d": "3.C.i",
    "3.e": "3.C.ii",
    "3.f": "3.C.iii",
    "3.g": "3.D.i 3.D.ii 3.D.iii 3.D.iv",
}
_FLAT_LETTERS = {
    "1.A": "1.A.i",
    "1.B": "1.A.ii",
    "1.C": "1.B",
    "1.D": "1.C.i",
    "1.E": "1.C.ii 1.C.iii",
    "2.A": "2.A",
    "2.B": "2.B.i 2.B.ii",
    "2.C": "2.C",
    "2.D": "2.D",
    "2.E": "2.E",
    "3.A": "3.A",
    "3.B": "3.B.i",
    "3.C": "3.B.ii",
    "3.D": "3.C.i",
    "3.E": "3.C.ii",
    "3.F": "3.C.iii",
    "3.G": "3.D.i 3.D.ii 3.D.iii 3.D.iv",
}
_WITHOUT_VERSIONS = {label: ours for label, ours in _FLAT_LETTERS.items() if not label.startswith("2.")} | {
    "2.A": "2.B.i 2.B.ii",
    "2.B": "2.C",
    "2.C": "2.D",
    "2.D": "2.E",
}
_CNN_IS_FOURTH = {label: ours for label, ours in _FLAT_LETTERS.items() if label.startswith("1.")} | {
    "3.A": "2.B.i 2.B.ii",
    "3.B": "2.C",
    "3.C": "2.D",
    "3.D": "2.E",
    "4.A": "3.A",
    "4.B": "3.B.i 3.B.ii",
    "4.C": "3.C.i 3.C.ii",
    "4.D": "3.C.iii",
    "4.E": "3.D.i 3.D.ii 3.D.iii 3.D.iv",
}
_LIKE_HOMEWORK_2 = {
    "1.i": "1.A.i",
    "1.B": "1.B",
    "1.ii": "1.A.ii",
    "2.i": "3.B.i",
    "2.ii": "3.B.ii",
    "3.i": "3.C.i",
    "3.ii": "3.C.ii",
    "3.C.i": "3.D.i",
    "3.C.ii": "3.D.ii",
    "3.C.iii": "3.D.iv",
}

hw4 = Assignment(
    "hw4",
    "Set 4: deep learning principles",
    __name__,
    schemes={
        "flat, digits and letters": _FLAT_DIGITS,
        "flat, capital letters": _FLAT_LETTERS,
        "flat, without the versions question": _WITHOUT_VERSIONS,
        "the CNN is problem 4": _CNN_IS_FOURTH,
        "as in homework 2": _LIKE_HOMEWORK_2,
    },
)
