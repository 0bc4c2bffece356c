"""``argosy market``: data sets, indicators, complexity, gravity, effects, forecasts, ranking. Each command stands in a module of its own."""

from __future__ import annotations

from argosy.cli.language import say
from argosy.cli.market_complexity import complexity
from argosy.cli.market_effect import effect
from argosy.cli.market_forecast import forecast, trend
from argosy.cli.market_gravity import gravity
from argosy.cli.market_import import convert, datasets, import_
from argosy.cli.market_indicators import indicator, indicators
from argosy.cli.market_rank import rank
from argosy.cli.market_series import series
from argosy.cli.options import group

app = group("市場分析", "Markets: what the figures say and what they cannot")
COMMANDS = {
    "import": (
        import_,
        "匯入市場資料：BACI、Comtrade、海關統計、關稅、世界銀行、匯率、HS",
        "Import market data: BACI, Comtrade, customs, tariffs, World Bank, FX, HS",
    ),
    "datasets": (datasets, "已匯入之市場資料與其時效", "The market data imported, and how old each is"),
    "convert": (convert, "將貿易表轉為另一 HS 版本", "A table of trade in another HS edition"),
    "series": (series, "一個商品的貿易序列與預測", "A series of one product, with its forecast"),
    "complexity": (complexity, "出口地與產品之經濟複雜度", "Economic complexity of exporters and products"),
    "indicators": (indicators, "市場指標之定義", "The market indicators and how each is defined"),
    "indicator": (indicator, "計算一項市場指標", "One market indicator over a table of trade flows"),
    "gravity": (gravity, "估計引力模型", "Estimate a gravity equation"),
    "effect": (effect, "估計某事開始後的效果", "The effect of something that began"),
    "forecast": (forecast, "預測時間序列，附區間與單純法比較", "Forecast series, with intervals and beside the naive benchmark"),
    "trend": (trend, "時間序列之趨勢、結構變動與季節", "Trend, break and season of series"),
    "rank": (rank, "市場排序：分數、貢獻、名次區間、門檻", "Rank markets: contributions, rank intervals, gates"),
}
for name, (function, zh, en) in COMMANDS.items():
    app.command(name, help=say(zh, en))(function)
