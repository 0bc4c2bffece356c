"""What is wrong with a field of a request, in both languages."""

from __future__ import annotations

from typing import Any

from argosy.kernel.text import Text

# Kinds of fault the validator names, in words. ``{…}`` is filled from what the validator says of the limit.
_FAULTS = {
    "missing": Text("未填", "is missing"),
    "extra_forbidden": Text("不認得這個欄位", "is not a known field"),
    "string_type": Text("應為文字", "must be text"),
    "string_too_short": Text("至少 {min_length} 個字", "needs {min_length} characters or more"),
    "string_too_long": Text("至多 {max_length} 個字", "may have {max_length} characters"),
    "string_pattern_mismatch": Text("格式不符 {pattern}", "does not match {pattern}"),
    "int_type": Text("應為整數", "must be a whole number"),
    "int_parsing": Text("應為整數", "must be a whole number"),
    "bool_parsing": Text("應為 true 或 false", "must be true or false"),
    "bool_type": Text("應為 true 或 false", "must be true or false"),
    "date_type": Text("應為日期，如 2026-06-30", "must be a date such as 2026-06-30"),
    "date_parsing": Text("應為日期，如 2026-06-30", "must be a date such as 2026-06-30"),
    "date_from_datetime_parsing": Text("應為日期，如 2026-06-30", "must be a date such as 2026-06-30"),
    "date_from_datetime_inexact": Text("應為日期，如 2026-06-30", "must be a date such as 2026-06-30"),
    "decimal_parsing": Text('應為數字文字，如 "12.50"', 'must be a number as text, such as "12.50"'),
    "decimal_type": Text('應為數字文字，如 "12.50"', 'must be a number as text, such as "12.50"'),
    "literal_error": Text("應為 {expected} 之一", "must be one of {expected}"),
    "enum": Text("應為 {expected} 之一", "must be one of {expected}"),
    "greater_than_equal": Text("不得小於 {ge}", "must be at least {ge}"),
    "less_than_equal": Text("不得大於 {le}", "must be at most {le}"),
    "list_type": Text("應為清單", "must be a list"),
    "dict_type": Text("應為物件", "must be an object"),
    "model_attributes_type": Text("應為物件", "must be an object"),
    "too_short": Text("至少 {min_length} 項", "needs {min_length} items or more"),
    "too_long": Text("至多 {max_length} 項", "may have {max_length} items"),
}


def fault(error: dict[str, Any]) -> Text:
    """One validator error in words; a kind not listed here is said as the validator says it."""
    known = _FAULTS.get(str(error["type"]))
    return known.format(**error.get("ctx", {})) if known else Text("值不正確（{why}）", "is not valid ({why})").format(why=error["msg"])
