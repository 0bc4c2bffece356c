"""Invented standards in the published text form, with wording of our own."""

from __future__ import annotations

HEADER = "主要職責\t工作任務\t工作產出\t行為指標\t職能級別\t職能內涵 (K=knowledge 知識)\t職能內涵 (S=skills 技能)"
HEAD = """


茶品採購人員職能基準

版本	職能基準代碼	職能基準名稱	狀態	更新說明	發展更新日期
V2	TEA1234-009v2	茶品採購人員	最新版本	新增工作任務 T2.1，主要職責與行為指標整併。	2024/3/5
V1	TEA1234-009v1	茶葉採購員	歷史版本	已被《TEA1234-009v2》取代	2019/12/31

職能基準代碼		TEA1234-009v2
職能基準名稱 (擇一填寫)		職類
		職業	茶品採購人員
所屬 類別	職類別	測試 / 測試	職類別代碼	TEA
	職業別	採購員	職業別代碼	1234
工作描述		選茶與買茶。
基準級別		4
"""
ATTITUDES = """
職能內涵 (A=attitude 態度)

A01細心：看清每一片葉子。

- A02 守信：說到做到，
準時付款。
"""
NOTES = """
說明與補充事項

- **建議條件：**懂茶。
 - 【註 1】產地：山名與海拔。
"""


def standard(*rows: str, head: str = HEAD, attitudes: str = ATTITUDES, notes: str = NOTES) -> str:
    """The text form with ``rows`` in its table. A row equal to ``HEADER`` starts a new page."""
    table = "\n".join(f"\n{row}" if row == HEADER else row for row in rows)
    return f"{head}\n{HEADER}\n{table}\n{attitudes}{notes}"


PLAIN = (
    "T1選購茶葉\tT1.1看樣\tO1.1.1看樣紀錄\tP1.1.1比較三種茶樣。 P1.1.2寫下香氣。\t3\tK01茶樹品種 K02水質\tS01嗅覺",
    "\tT1.2 議價\t\tP1.2.1談定價格。\t4\tK02 水質 K03 行情\tS02 談判",
    "T2 入庫\tT2.1 驗收\tO2.1.1 驗收單 O2.1.2 退貨單\t<p>P2.1.1 秤重。</p> <p>P2.1.2 抽驗。</p>\t4\t<p>K04 儲存</p>\t<p>S03 秤量</p>",
)
