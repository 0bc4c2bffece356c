"""The ladder of evidence as a table: what each rung needs, and the strongest words a report may use on it. Nothing may say more than its rung."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from argosy.kernel.text import Text


@dataclass(frozen=True, slots=True)
class Rung:
    """A rung: its ``name``, what it ``needs``, and the ``word`` that may be said when all checks of the method hold."""

    id: str
    name: Text
    needs: Text
    word: Text


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Limits of the checks, which a firm may set otherwise; ``since`` is the day these were chosen. A share is of the estimate's absolute value.

    ``placebo_p``: Abadie, Diamond and Hainmueller (2010) read ranks of placebos as p; 0.10 since few controls are usual.
    ``fit_index``: RMSPE before over the root mean square of the outcome before (Adhikari and Alm 2016: 0.10 is a poor fit).
    ``misfit_share``: RMSPE before; ``early_share``: a placebo date's estimate. ``p``: of an estimate by t; ``leads_p``: of leads being all nought.
    ``fewest_clusters``: treated units, and controls, from which clustered errors are trusted; with fewer they are far too small (MacKinnon and Webb 2017).
    """

    placebo_p: float = 0.10
    fit_index: float = 0.10
    misfit_share: float = 0.50
    early_share: float = 0.50
    p: float = 0.05
    leads_p: float = 0.05
    fewest_clusters: float = 6
    since: date = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Check:
    """One test of a design: ``value`` against ``limit``; ``passed`` is None where it could not be run."""

    id: str
    label: Text
    value: float | None
    limit: float | None
    passed: bool | None
    essential: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """The ``word`` that may be said, the ``rung`` it stands on and the ``reasons``: checks that failed or could not be run."""

    id: str
    word: Text
    rung: Rung
    reasons: tuple[Text, ...]


RUNGS = (
    Rung(
        "association",
        Text("相關", "Association"),
        Text("兩序列同期資料", "Two series over the same periods"),
        Text("僅為同時發生", "association only"),
    ),
    Rung(
        "precedence",
        Text("Granger 領先", "Granger precedence"),
        Text("落後項檢定，序列定態", "A test of lags on stationary series"),
        Text("時間上領先，非因果", "precedes in time; not a cause"),
    ),
    Rung(
        "its",
        Text("中斷時間序列", "Interrupted time series"),
        Text("前後各至少四期；安慰劑日期", "Four periods on either side; placebo dates"),
        Text("開始後偏離原有趨勢（無對照）", "departs from its earlier trend (no control)"),
    ),
    Rung(
        "controlled_its",
        Text("有對照之中斷時間序列", "Controlled interrupted time series"),
        Text("同期未受影響之對照序列", "A control series over the same periods that was not touched"),
        Text("開始後相對對照序列出現變化", "changed relative to the control series after the start"),
    ),
    Rung(
        "did",
        Text("差異中之差異", "Difference-in-differences"),
        Text("處理前走勢平行；安慰劑", "Parallel paths before; placebos"),
        Text("相對對照組有差異，與有影響相符", "differs from its controls, consistent with an effect"),
    ),
    Rung(
        "sc",
        Text("合成控制", "Synthetic control"),
        Text("處理前配適良好；安慰劑檢定", "Good fit before; placebo tests"),
        Text("相對合成對照有差異，與有影響相符", "differs from its synthetic control, consistent with an effect"),
    ),
    Rung(
        "sdid",
        Text("合成差異中之差異", "Synthetic difference-in-differences"),
        Text("處理前走勢平行於合成對照；安慰劑檢定", "Path before parallel to the synthetic control; placebo tests"),
        Text("相對合成對照之變化有差異，與有影響相符", "changed differently from its synthetic control, consistent with an effect"),
    ),
)
CANNOT_TELL = Text("無法判定", "cannot tell")
WIDE = Text("{w}；信賴區間含零", "{w}; its interval includes nought")
NOT_ESTABLISHED = Text("未能確立因果", "cause not established")


def rung(name: str) -> Rung:
    """The rung by its id; ``KeyError`` for one that is not in the table."""
    return {one.id: one for one in RUNGS}[name]


def verdict(name: str, checks: Sequence[Check], wide: bool = False) -> Verdict:
    """The word for a method whose checks came out so. A failed check gives "cause not established", an essential one that could not be run "cannot tell".
    ``wide``: the interval includes nought, which is then said with the word.
    """
    on = rung(name)
    failed = [check for check in checks if check.passed is False]
    unknown = [check for check in checks if check.passed is None and check.essential]
    reasons = tuple(_reason(check) for check in (*failed, *unknown))
    if failed:
        return Verdict("not_established", NOT_ESTABLISHED, on, reasons)
    if unknown:
        return Verdict("cannot_tell", CANNOT_TELL, on, reasons)
    return Verdict(on.id, WIDE.format(w=on.word) if wide else on.word, on, ())


def _reason(check: Check) -> Text:
    if check.passed is None:
        return Text("{l}：資料不足，未能檢查", "{l}: too little data to check").format(l=check.label)
    return Text("{l}：{v}，門檻 {m}", "{l}: {v}, limit {m}").format(l=check.label, v=f"{check.value:.3g}", m=f"{check.limit:.3g}")
