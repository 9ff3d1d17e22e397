"""Positions for attention: sinusoidal, rotary and ALiBi.

Positions count from 0.
"""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from solutions._checks import above, at_least

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    Array = NDArray[np.float64]

__all__ = [
    "alibi_bias",
    "alibi_slopes",
    "position_wavelength",
    "rotary_angles",
    "rotate_positions",
    "sinusoidal_positions",
]


def sinusoidal_positions(steps: int, width: int, *, base: float = 10_000.0) -> Array:
    """The fixed encodings of the first positions, (steps, width): sines in even columns, cosines in odd ones.

    The columns 2i and 2i + 1 are sin and cos of position / base^(2i/width). steps at least 1; width even, at least 2;
    base above 0; else ValueError.

    Source: Vaswani et al., Attention is all you need (2017), section 3.5.

    >>> sinusoidal_positions(2, 4).round(4).tolist()
    [[0.0, 1.0, 0.0, 1.0], [0.8415, 0.5403, 0.01, 1.0]]
    """
    import numpy as np

    angles = rotary_angles(steps, width, base=base)
    return np.stack([np.sin(angles), np.cos(angles)], axis=-1).reshape(steps, width)


def position_wavelength(pair: int, width: int, *, base: float = 10_000.0) -> float:
    """Number of positions after which the pair of columns 2i and 2i + 1 repeats: 2π · base^(2i/width).

    pair : i, from 0 to width/2 − 1, else ValueError. From 2π they grow to nearly 2π · base. The same holds for rotary
    positions.

    Source: Vaswani et al., Attention is all you need (2017), section 3.5.

    >>> round(position_wavelength(0, 512), 3), round(position_wavelength(255, 512))
    (6.283, 60611)
    """
    _even(width)
    if not 0 <= pair < width // 2:
        raise ValueError(f"a width of {width} has the pairs 0 to {width // 2 - 1}, not {pair}")
    return float(2 * math.pi * base ** (2 * pair / width))


def rotary_angles(steps: int, width: int, *, base: float = 10_000.0) -> Array:
    """Angles in radians, (steps, width / 2): position × base^(−2i/width) for the pair i.

    steps at least 1; width even, at least 2; base above 0; else ValueError.

    Source: Su et al., RoFormer (2021), equation 15.

    >>> rotary_angles(3, 4).round(2).tolist()
    [[0.0, 0.0], [1.0, 0.01], [2.0, 0.02]]
    """
    import numpy as np

    at_least(1, steps=steps)
    above(0, base=base)
    _even(width)
    rates = base ** (-np.arange(0, width, 2) / width)
    return np.asarray(np.arange(steps)[:, None] * rates)


def rotate_positions(x: ArrayLike, *, first: int = 0, base: float = 10_000.0, halves: bool = False) -> Array:
    """Queries or keys turned by the angles of their positions; scores then depend on differences of positions alone.

    x : (…, steps, width) of one head, its width even. first : position of the first step. halves : the pair i is the
    columns i and i + width/2 (LLaMA as in Hugging Face's transformers, GPT-NeoX), else 2i and 2i + 1 (the paper).
    Raises ValueError for an odd width or a negative position.

    Source: Su et al., RoFormer (2021), equations 14, 15 and 34.

    >>> rotate_positions([[1.0, 0.0], [1.0, 0.0]]).round(4).tolist()
    [[1.0, 0.0], [0.5403, 0.8415]]
    """
    import numpy as np

    values = np.asarray(x, dtype=float)
    steps, width = values.shape[-2:]
    at_least(0, first=first)
    angles = rotary_angles(first + steps, width, base=base)[first:]
    evens, odds = (slice(width // 2), slice(width // 2, None)) if halves else (slice(0, None, 2), slice(1, None, 2))
    turned, one, other = np.empty_like(values), values[..., evens], values[..., odds]
    turned[..., evens] = one * np.cos(angles) - other * np.sin(angles)
    turned[..., odds] = one * np.sin(angles) + other * np.cos(angles)
    return turned


def alibi_slopes(heads: int) -> tuple[float | Fraction, ...]:
    """ALiBi's slope of each head: 2^(−8/heads), its square, …; exact where 8/heads is whole.

    heads at least 1, else ValueError. For a number of heads that is no power of 2, the slopes of the next lower power
    are followed by every other slope of the next higher one, as in the paper's code.

    Source: Press, Smith, Lewis, Train short, test long (2022), section 3.

    >>> [str(slope) for slope in alibi_slopes(8)]
    ['1/2', '1/4', '1/8', '1/16', '1/32', '1/64', '1/128', '1/256']
    """
    at_least(1, heads=heads)
    power = 1 << (heads.bit_length() - 1)
    if power != heads:
        return (*alibi_slopes(power), *alibi_slopes(2 * power)[0::2][: heads - power])
    return tuple(_power_of_two(Fraction(-8 * place, heads)) for place in range(1, heads + 1))


def alibi_bias(heads: int, steps: int) -> Array:
    """ALiBi's bias of the scores, (heads, queries, keys): minus the slope times the distance of an earlier key.

    heads, steps : at least 1, else ValueError. Keys after the query have −∞, hence no further mask is needed.

    Source: Press, Smith, Lewis, Train short, test long (2022), section 3 and figure 3.

    >>> alibi_bias(8, 3)[0].tolist()
    [[0.0, -inf, -inf], [-0.5, 0.0, -inf], [-1.0, -0.5, 0.0]]
    """
    import numpy as np

    at_least(1, steps=steps)
    distance = np.arange(steps)[:, None] - np.arange(steps)
    slopes = np.array([float(slope) for slope in alibi_slopes(heads)])
    return np.where(distance < 0, -np.inf, slopes[:, None, None] * -distance)


def _power_of_two(exponent: Fraction) -> float | Fraction:
    return Fraction(2) ** int(exponent) if exponent.denominator == 1 else 2.0 ** float(exponent)


def _even(width: int) -> None:
    at_least(2, width=width)
    if width % 2:
        raise ValueError(f"the width is even, not {width}")
