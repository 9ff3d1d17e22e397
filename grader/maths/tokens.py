"""Text → tokens, for LaTeX and for plain, Python, NumPy and Unicode notation alike.

One regular expression reads all of them; positions are those of the original text. Time is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

from grader.model.answers import Unreadable

MAX_DIGITS = 400
"""A number of more digits is refused: no answer of a course has them."""

MAX_EXPONENT = 2_000
"""The largest power of ten in scientific notation."""


@dataclass(slots=True)
class Token:
    """kind: "num", "name", "word", "op", "rel", "open", "close", "sep", "row", "env", "sup", "post", "cmd", "newline".

    text : canonical. value, unit : of a number. space : white space stands before it. exact : of a number, whether it
    was written as a whole number without separators.
    """

    kind: str
    text: str
    start: int
    end: int
    space: bool = False
    value: int | Fraction = 0
    unit: Fraction | None = None
    plain: bool = False
    face: str = ""


FUNCTIONS = {
    "exp": "exp", "log": "log", "ln": "ln", "lg": "log10", "log2": "log2", "log10": "log10", "sqrt": "sqrt",
    "sin": "sin", "cos": "cos", "tan": "tan", "sinh": "sinh", "cosh": "cosh", "tanh": "tanh", "arctan": "arctan",
    "atan": "arctan", "sigmoid": "sigma", "logistic": "sigma", "expit": "sigma", "relu": "relu", "softplus": "softplus",
    "max": "max", "min": "min", "abs": "abs", "floor": "floor", "ceil": "ceil", "transpose": "transpose",
}  # fmt: skip
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
    "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "pi": "π", "Pi": "Π",
}  # fmt: skip
_LETTER = {sign: name for name, sign in GREEK.items()} | {"ϵ": "epsilon", "ϕ": "phi", "ϑ": "theta", "ς": "sigma"}
_VARIANT = {"varepsilon": "epsilon", "varphi": "phi", "vartheta": "theta", "varsigma": "sigma", "varrho": "rho"}
_COMMAND_OP = {
    "times": ("op", "×"), "cdot": ("op", "·"), "ast": ("op", "*"), "div": ("op", "/"), "pm": ("op", "±"), "mp": ("op", "±"),
    "bullet": ("op", "·"), "approx": ("rel", "≈"), "simeq": ("rel", "≈"), "cong": ("rel", "≈"), "sim": ("rel", "≈"),
    "to": ("rel", "→"), "rightarrow": ("rel", "→"), "Rightarrow": ("rel", "→"), "longrightarrow": ("rel", "→"),
    "implies": ("rel", "→"), "mapsto": ("rel", "→"), "equiv": ("rel", "="), "lbrace": ("open", "{"), "rbrace": ("close", "}"),
    "lbrack": ("open", "["), "rbrack": ("close", "]"), "lvert": ("bar", "|"), "rvert": ("bar", "|"), "mid": ("bar", "|"),
    "vert": ("bar", "|"), "prime": ("post", "'"), "top": ("word", "T"), "infty": ("name", "infty"),
    "left": ("skip", ""), "right": ("skip", ""), "big": ("skip", ""), "Big": ("skip", ""), "bigl": ("skip", ""),
    "bigr": ("skip", ""), "Bigl": ("skip", ""), "Bigr": ("skip", ""), "quad": ("skip", ""), "qquad": ("skip", ""),
    "displaystyle": ("skip", ""), "textstyle": ("skip", ""), "limits": ("skip", ""), "hspace": ("skip", ""),
    "therefore": ("word", "therefore"), "newline": ("newline", ""), "hline": ("skip", ""), "middle": ("skip", ""),
}  # fmt: skip
_STRUCTURE = {"frac", "dfrac", "tfrac", "cfrac", "sqrt", "boxed", "underbrace", "overbrace", "sum"}
_STYLE = {"mathbf", "mathrm", "mathit", "boldsymbol", "bm", "mathsf", "operatorname", "mathcal", "mathbb", "vec", "hat", "bar", "underline", "uline"}  # fmt: skip
_TEXT = {"text", "textrm", "textbf", "textit", "mbox", "textsf", "texttt", "label", "tag", "mathrm"}
MATRIX_ENVIRONMENTS = {"matrix", "pmatrix", "bmatrix", "vmatrix", "Bmatrix", "Vmatrix", "smallmatrix", "array"}
_VULGAR = {chr(code): Fraction(str(unicodedata.numeric(chr(code)))).limit_denominator(10) for code in (*range(0x2150, 0x215F), 0xBC, 0xBD, 0xBE)}  # fmt: skip
_SUPERS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "0123456789+-n", strict=True))
_SUBS = dict(zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₙ", "0123456789ijn", strict=True))
_SCALE = {"k": 3, "K": 3, "M": 6, "G": 9, "thousand": 3, "million": 6, "mio": 6, "billion": 9, "trillion": 12}

_ALIKE = str.maketrans(
    {"−": "-", "‐": "-", "‑": "-", "⁄": "/", "∕": "/", "∗": "*", "⋅": "·", "∙": "·", "•": "·", "⨯": "×", "✕": "×", "✖": "×",
     "х": "x", "Х": "X", "а": "a", "е": "e", "о": "o", "р": "p", "с": "c", "О": "O", "З": "3", "∶": ":", "ˆ": "^",
     "′": "'", "’": "'", "″": '"', "ı": "i", "≃": "≈", "≅": "≈", "∼": "~", "⟶": "→", "➔": "→", "➜": "→", "⟹": "⇒",
     "\u2061": " ", "\u2062": " ", "\u2009": " ", "\u202f": " ", "\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u3000": " "}
)  # fmt: skip

_MASTER = re.compile(
    r"""
    (?P<space>[ \t]+|\\[ ,;:!>]|~(?=\w)(?<=\w~))
  | (?P<newline>\r?\n|\r|\\\\(?:\[\d*\.?\d*\w*\])?)
  | (?P<skip>\${1,2}|\\[()\[\]]|\{,\}(?!\d))
  | (?P<version>\d+(?:\.\d+){2,}(?![\d])|\d+\.(?:[A-Za-z]|[ivx]{1,4})\b(?:\.\w{1,4})*)
  | (?P<num>(?:\d{1,3}(?:(?:\\,|\{,\})\d{3})+(?!\d)|\d+(?:_\d{3})+|\d{1,3}(?:'\d{3})+|\d+)?(?:\.\d+)(?:[eE][+-]?\d+)?
        |(?:\d{1,3}(?:(?:\\,|\{,\})\d{3})+(?!\d)|\d+(?:_\d{3})+|\d{1,3}(?:'\d{3})+|\d+)(?:[eE][+-]?\d+(?![\w.]))?)
  | (?P<vulgar>[¼½¾⅐-⅞])
  | (?P<env>\\(?:begin|end)\s*\{[a-zA-Z]+\*?\}(?:\s*\{[lcr|\s@!]*\})?)
  | (?P<cmd>\\[A-Za-z]+)
  | (?P<escaped>\\[%&\#_{}$|'`^"~=.*-])
  | (?P<arrow>->|=>|→|⇒|↦|⟼|∴)
  | (?P<rel>==?|≈|≡|~|:=)
  | (?P<pow>\*\*|\^)
  | (?P<op>[+*/·×÷±]|-)
  | (?P<sup>[⁰¹²³⁴-⁹⁺⁻ⁿ]+)
  | (?P<open>[(\[{])
  | (?P<close>[)\]}])
  | (?P<bar>\|)
  | (?P<sep>,)
  | (?P<row>;)
  | (?P<post>!(?!=)|%|')
  | (?P<timesx>(?:(?<=\d)|(?<=\d[ ]))[xX](?=[ ]?\d))
  | (?P<root>√)
  | (?P<infinity>∞)
  | (?P<under>_(?=\s*\{))
  | (?P<mixed>¤{2,}\d+¤\w*)
  | (?P<name>(?:(?:np|numpy|torch|tf|math|jnp|sympy|nn|F|K)\.)?¤+(?:(?<=¤)\d+(?![\w.]*¤))?(?:_(?:[^\W_]+|\{[^{}\n]{1,20}\}))*[₀-₉ᵢⱼₙ]*)
  | (?P<amp>&)
  | (?P<other>.)
    """.replace("¤", r"[^\W\d_⁰¹²³⁴-⁹ⁿ¼-¾⅐-⅞₀-₉ᵢⱼₙ]"),
    re.X | re.S,
)


@cache
def _refused() -> re.Pattern[str]:
    """Control characters and those that turn the direction of text."""
    return re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


_SIGNS_OF_THEIR_OWN = str.maketrans({"ᵀ": "⊤", "𝟙": "∎", "𝟏": "∎"})
"""Letters and digits that mean more than the plain ones they would be folded into."""


def tidy(text: str, *, prose: bool = True) -> str:
    """The text with look-alikes made plain, character for character, so that positions stay."""
    text = text.translate(_ALIKE) if prose else text.translate(_SIGNS_OF_THEIR_OWN).translate(_ALIKE)
    if text.isascii():
        return text
    return "".join(_plain(letter) for letter in text)


@cache
def _plain(letter: str) -> str:
    if letter in _VULGAR or letter in _SUPERS or letter in _SUBS or letter in _LETTER:
        return letter
    folded = unicodedata.normalize("NFKC", letter)
    return folded if len(folded) == 1 else letter


def tokenize(text: str, *, prose: bool = False) -> list[Token]:
    """The tokens of a text; in prose, what is not mathematics becomes a "word". Raises Unreadable outside prose."""
    refused = None if prose else _refused().search(text)
    if refused:
        raise Unreadable("an invisible control character stands here; type the answer anew", refused.span(), text)
    plain = tidy(text, prose=prose)
    tokens: list[Token] = []
    space = False
    position = 0
    if not prose:
        from grader.maths.names import name_at
    while position < len(plain):
        if not prose and (plain[position] == "\\" or plain[position].isalpha()):
            crossed = plain[position] in "xX" and _between_digits(plain, position)
            named = None if crossed else name_at(plain, position)
            if plain[position] == "T" and plain[position - 1 : position] == "^" and named is not None:  # w^Tx
                named = named._replace(text="T", end=position + 1)
            if named is not None:
                tokens.append(Token("name", named.text, position, named.end, space, plain=named.whole, face=named.face))
                space, position = False, named.end
                continue
        found = _MASTER.match(plain, position)
        if found is None:  # pragma: no cover - the last alternative takes any character
            break
        kind = found.lastgroup or "other"
        start, end = found.span()
        if kind in ("space", "skip"):
            space, position = True, end
            continue
        position = end
        token = _token(kind, found[0], start, end, plain) if prose else _strict(kind, found[0], start, end, plain)
        if token.kind == "skip":
            space = True
            continue
        if token.kind == "text":
            position, words = _braced(plain, end)
            token = Token("word" if prose else "text", words, start, position)
        token.space = space
        space = False
        tokens.append(token)
    return tokens


def _between_digits(text: str, position: int) -> bool:
    """Whether an x stands for × here: 8x5, 8 x 5."""
    return bool(re.search(r"\d ?$", text[max(position - 2, 0) : position])) and bool(
        re.match(r" ?\d", text[position + 1 : position + 3])
    )


def _token(kind: str, text: str, start: int, end: int, whole: str) -> Token:
    if kind == "num":
        return _number(text, start, end, whole)
    if kind == "name":
        return _name(text, start, end)
    if kind == "cmd":
        return _command(text[1:], start, end)
    if kind == "timesx":
        return Token("op", "x", start, end)
    if kind == "root":
        return Token("cmd", "sqrt", start, end)
    if kind == "infinity":
        return Token("name", "infty", start, end)
    if kind == "under":
        return Token("under", text, start, end)
    if kind == "mixed":
        return Token("word", text, start, end)
    if kind == "vulgar":
        return Token("num", text, start, end, value=_VULGAR[text])
    if kind == "version":
        return Token("word", text, start, end)
    if kind == "env":
        return Token("env", re.sub(r"\s", "", text), start, end)
    if kind == "arrow":
        return Token("rel", "→", start, end)
    if kind == "rel":
        return Token("rel", "≈" if text in "≈~" else "=", start, end)
    if kind == "pow":
        return Token("op", "^", start, end)
    if kind == "op":
        return Token("op", "/" if text == "÷" else text, start, end)
    if kind == "sup":
        return Token("sup", "".join(_SUPERS[sign] for sign in text), start, end)
    if kind == "escaped":
        sign = text[1]
        if sign == "%":
            return Token("post", "%", start, end)
        if sign in "{}":
            return Token("open" if sign == "{" else "close", sign, start, end)
        if sign == "|":
            return Token("bar", "|", start, end)
        if sign == "*":
            return Token("op", "*", start, end)
        return Token("skip", "", start, end)
    if kind == "other":
        return Token("word", text, start, end)
    return Token(kind, text, start, end)


def _strict(kind: str, text: str, start: int, end: int, whole: str) -> Token:
    """A token of a whole answer, in which more signs and commands are known than in prose."""
    from grader.maths.vocabulary import COMMANDS, SIGNS

    listed = COMMANDS.get(text[1:]) if kind == "cmd" else SIGNS.get(text) if kind in ("other", "under") else None
    if text == ":=":  # θ := θ − ηg is an update and no equation
        listed = ("rel", "→")
    if kind == "escaped" and text[1] in "|_^":
        listed = ("norm", "‖") if text[1] == "|" else SIGNS.get(text[1], ("op", "^"))
    return Token(*listed, start, end) if listed else _token(kind, text, start, end, whole)


def _number(text: str, start: int, end: int, whole: str) -> Token:
    digits = re.sub(r"\\,|\{,\}|[_']", "", text)
    if len(digits) > MAX_DIGITS:
        raise Unreadable(f"a number of more than {MAX_DIGITS} digits is no answer", (start, end), whole)
    mantissa, _, exponent = digits.replace("E", "e").partition("e")
    if exponent and abs(int(exponent)) > MAX_EXPONENT:
        raise Unreadable("this power of ten is out of all bounds", (start, end), whole)
    scale = Fraction(10) ** int(exponent) if exponent else Fraction(1)
    if "." in mantissa:
        unit = scale / 10 ** len(mantissa.partition(".")[2])
        return Token("num", digits, start, end, value=Fraction(mantissa) * scale, unit=unit)
    if exponent:
        value = int(mantissa) * scale
        shown = int(value) if value.denominator == 1 else value
        return Token("num", digits, start, end, value=shown, unit=scale)
    return Token("num", digits, start, end, value=int(mantissa), plain=digits == text)


def _name(text: str, start: int, end: int) -> Token:
    text = text.rpartition(".")[2]
    text = "".join(f"_{_SUBS[sign]}" if sign in _SUBS else sign for sign in text)
    head, _, tail = text.partition("_")
    tail = re.sub(r"[{}\s_]", "", tail)
    numbered = re.fullmatch(r"([^\W\d_])(\d+)", head)
    if numbered and not tail:
        head, tail = numbered[1], numbered[2]
    head = _LETTER.get(head, head)
    return Token("name", f"{head}_{tail}" if tail else head, start, end)


def _command(name: str, start: int, end: int) -> Token:
    if name in _COMMAND_OP:
        kind, text = _COMMAND_OP[name]
        return Token(kind, text, start, end)
    if name in GREEK or name in _VARIANT:
        return Token("name", _VARIANT.get(name, name), start, end)
    if name.lower() in FUNCTIONS and name not in _STRUCTURE:
        return Token("name", name, start, end)
    if name in _STRUCTURE:
        return Token("cmd", name.replace("dfrac", "frac").replace("tfrac", "frac").replace("cfrac", "frac"), start, end)
    if name in _TEXT:
        return Token("text", "", start, end)
    if name in _STYLE:
        return Token("skip", "", start, end)
    if name in ("ldots", "dots", "cdots"):
        return Token("word", "…", start, end)
    return Token("word", "\\" + name, start, end)


def _braced(text: str, position: int) -> tuple[int, str]:
    """The end and the content of the {…} that follows, one level deep."""
    found = re.compile(r"\s*\{([^{}]*)\}").match(text, position)
    return (found.end(), found[1].strip()) if found else (position, "")


def scale_of(word: str) -> int | None:
    """The power of ten that a suffix or word stands for ("M", "million")."""
    return _SCALE.get(word) or _SCALE.get(word.lower().rstrip("s") if len(word) > 3 else word)
