"""The latency histogram: fixed bounds, so that counts can be added over days, units and engines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Bucket:
    """Counts exchanges with `above` < duration ≤ `upto`, in milliseconds; the last one is open."""

    above: int
    upto: int | None

    @property
    def column(self) -> str:
        return f"ms_upto_{self.upto}" if self.upto is not None else f"ms_above_{self.above}"

    @property
    def words(self) -> str:
        if self.upto is None:
            return f"more than {self.above} ms"
        return f"more than {self.above} and at most {self.upto} ms" if self.above else f"at most {self.upto} ms"


_BOUNDS = (10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000)

BUCKETS = (
    *(Bucket(above, upto) for above, upto in zip((0, *_BOUNDS), _BOUNDS, strict=False)),
    Bucket(_BOUNDS[-1], None),
)


def percentile(counts: list[int], quantile: float) -> float | None:
    """Milliseconds below which `quantile` of the exchanges lie, by straight line inside a bucket.

    In the open bucket only its lower bound is known; that is what is given. None where nothing was counted.
    """
    total = sum(counts)
    if not total:
        return None
    rank = quantile * total
    below = 0
    for bucket, counted in zip(BUCKETS, counts, strict=True):
        if counted and below + counted >= rank:
            if bucket.upto is None:
                return float(bucket.above)
            return round(bucket.above + (bucket.upto - bucket.above) * (rank - below) / counted, 1)
        below += counted
    return float(_BOUNDS[-1])


def beyond(counts: list[int], quantile: float) -> bool:
    """Whether it lies in the open bucket, so that it is only known to be longer than every bound."""
    total = sum(counts)
    return bool(total) and sum(counts[:-1]) < quantile * total
