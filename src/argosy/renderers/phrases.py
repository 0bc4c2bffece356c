"""Sentences with their figures put in, and the fixed words every format prints around a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

from argosy.kernel.text import Text
from argosy.renderers.errors import RenderError
from argosy.renderers.formatting import printed
from argosy.report.model import Report
from argosy.report.prose import Prose, Run
from argosy.report.value import Value

CLASS_WORDS = {
    "public": Text("公開", "Public"), "external": Text("對外", "External"), "internal": Text("內部", "Internal"),
    "confidential": Text("機密", "Confidential"),
}  # fmt: skip
STATE_WORDS = {
    "draft": Text("草稿", "Draft"), "in_check": Text("送審中", "In check"), "checked": Text("已覆核", "Checked"),
    "approved": Text("已核准", "Approved"), "issued": Text("已發行", "Issued"), "superseded": Text("已取代", "Superseded"),
    "withdrawn": Text("已撤回", "Withdrawn"),
}  # fmt: skip
METHOD_WORDS = {
    "click": Text("線上簽核", "signed online"), "drawn": Text("手寫簽名", "drawn"), "wet": Text("親簽", "wet ink"), "certificate": Text("憑證簽章", "certificate"),
}  # fmt: skip
CHECK_WORDS = {
    "done": ("✓", Text("完成", "done")), "open": ("□", Text("未完成", "open")), "waived": ("△", Text("豁免", "waived")), "n/a": ("－", Text("不適用", "n/a")),
}  # fmt: skip
SOURCE_WORDS = {
    "dataset": Text("資料集", "data set"), "rule": Text("規則", "rule"), "document": Text("文件", "document"), "interview": Text("訪談", "interview"),
    "record": Text("紀錄", "record"),
}  # fmt: skip
LEVEL_WORDS = {
    "low": ("L", Text("低", "low")), "medium": ("M", Text("中", "medium")), "high": ("H", Text("高", "high")), "extreme": ("E", Text("極高", "extreme")),
}  # fmt: skip
WORDS = {
    "no": Text("文件編號", "No."), "rev": Text("版次", "Rev."), "date": Text("日期", "Date"), "as_of": Text("資料截止日", "Data as of"), "class": Text("保密等級", "Class"), "state": Text("狀態", "State"),
    "replaces": Text("取代", "Replaces"), "draft": Text("草案", "Draft"), "basis": Text("依據", "Basis"), "page": Text("頁", "Page"),
    "table": Text("表", "Table"), "figure": Text("圖", "Figure"), "total": Text("合計", "Total"), "interval": Text("區間", "Interval"),
    "demo": Text("示範資料 DEMO", "DEMO DATA"), "findings": Text("查核未通過：排除後方可發行", "Checks failed: resolve before issue"),
    "warnings": Text("查核警示", "Check warnings"), "block": Text("阻擋發行", "blocks issue"), "warn": Text("警示", "warning"),
    "waived": Text("豁免理由", "waived because"), "tax_id": Text("統一編號", "Tax ID"), "article": Text("第 {no} 條", "Article {no}"),
    "prevails_zh": Text("中文（準據文本）", "Chinese (prevails)"), "reference_zh": Text("中文（參考）", "Chinese (for reference)"),
    "prevails_en": Text("英文（準據文本）", "English (prevails)"), "reference_en": Text("英文（參考）", "English (for reference)"),
    "company_seal": Text("公司大章", "Company seal"), "signatory_seal": Text("負責人小章", "Signatory seal"), "signatory": Text("簽署人", "Signatory"),
    "position": Text("職稱", "Title"), "initials": Text("當事人簡簽", "Initials"), "unsigned": Text("簽章　　　　　日期", "Signature        Date"),
    "more_rows": Text("其餘 {n} 列見試算表檔案", "{n} more rows are in the workbook"), "rights": Text("權利", "Rights"), "deviation": Text("與範本不同", "differs from the template"),
    "guidance": Text("撰寫提示（發行時不列印）", "Guidance (not printed when issued)"), "stale": Text("引用之數字已變動，須重新確認", "A figure used here has changed: read again"),
    "owner": Text("負責", "Owner"), "same_check": Text("同類查核結果另有 {n} 項，完整清單見試算表檔案", "{n} more of the same check; the workbook lists them all"),
    "unwritten": Text("尚未撰寫", "Not yet written"), "legend_fixed": Text("空心為控制前，實心為控制後", "Hollow before controls, solid after"),
    "empty": Text("本節無資料", "Nothing to show"), "data_table": Text("數值見 {table}", "Figures in {table}"), "retrieved": Text("取得", "retrieved"),
}  # fmt: skip


TAIPEI = timezone(timedelta(hours=8), "UTC+8")


def local_time(at: datetime) -> datetime:
    """A moment in the legal time of Taiwan, in which documents are dated; a time without a zone is left alone."""
    return at.astimezone(TAIPEI) if at.tzinfo else at


def dated(report: Report) -> str:
    """The day of the document: when this revision was made, in Taiwan. The day its data stands is ``as_of``."""
    return local_time(report.built_at).date().isoformat()


def revision_beside(report: Report) -> str:
    """The revision to print beside the number in heads and feet: nothing when the number already ends with it."""
    revision = f"R{report.revision}"
    return "" if report.doc_no.endswith(f"-{revision}") else revision


def labelled(word: Text, text: str, lang: str) -> str:
    """A word, a colon of its language, and what it labels."""
    return f"{word.en}: {text}" if lang == "en" else f"{word.zh}：{text}"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence as it prints; ``figure`` is the id of the value it shows."""

    text: str
    strong: bool = False
    figure: str = ""


def index_values(report: Report) -> dict[str, Value]:
    """Every value of the report by id. A name in ``report.names`` stands for the value it names."""
    values = {value.id: value for value in report.values()}
    return values | {name: values[target] for name, target in report.names.items() if target in values}


def pieces(prose: Prose | None, lang: str, values: Mapping[str, Value]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """A sentence in its main language and, in ``both``, in English too (empty when there is none or it is the same)."""
    if prose is None:
        return (), ()
    if lang != "both":
        return _pieces(prose.runs("en" if lang == "en" else "zh-Hant"), lang, values), ()
    first = _pieces(prose.runs("zh-Hant"), "zh-Hant", values)
    second = _pieces(prose.runs("en"), "en", values)
    return first, () if first == second else second


def _pieces(runs: tuple[Run, ...], lang: str, values: Mapping[str, Value]) -> tuple[Piece, ...]:
    return tuple(_piece(run, lang, values) for run in runs)


def _piece(run: Run, lang: str, values: Mapping[str, Value]) -> Piece:
    if run.ref is None:
        return Piece(run.text, run.strong)
    if run.ref not in values:
        raise RenderError(Text("文句引用不存在的數值：{ref}", "A sentence uses a figure that does not exist: {ref}").format(ref=run.ref))
    return Piece(printed(values[run.ref], lang).plain, run.strong, values[run.ref].id)
