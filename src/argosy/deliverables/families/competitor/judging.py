"""Training, quotations won and lost, SWOT, and how to promote the product."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from argosy.deliverables.families.competitor.compared import ANSWERS, QUOTES, TRAINING, WATCH, RivalFacts
from argosy.deliverables.families.competitor.matrix import name_of
from argosy.deliverables.families.intelligence.cells import Cell, code, count, day, gap, row, words
from argosy.deliverables.families.market.facts import country
from argosy.deliverables.families.market.figures import figure, rate
from argosy.deliverables.families.market.figures import words as value_of
from argosy.deliverables.families.sheets import col, guess, money, own_words, part, said, sheet
from argosy.engines.selling.rivals import AHEAD, BEHIND, UNKNOWN, Attribute, judged
from argosy.kernel.text import Text
from argosy.report.model import Section
from argosy.report.table import Row, Table
from argosy.report.visual import Axis, Matrix, MatrixCell

ADVICE, LEAST, WEIGHTY = "advice", 20, 4
WILSON = Text("Wilson 區間", "Wilson interval")
REASONS = {
    "price": Text("價格", "price"), "lead_time": Text("交期", "lead time"), "quality": Text("品質或規格", "quality"), "terms": Text("付款條件", "terms"),
    "incumbent": Text("原供應商", "incumbent"), "no_project": Text("案子取消", "project dropped"),
}  # fmt: skip


def training(facts: RivalFacts) -> Section:
    """產品訓練紀錄 日期｜課程｜主辦｜時數｜測驗, and who still lacks which course."""
    title = Text("產品訓練紀錄", "Product training")
    columns = (
        col("on", "日期", "Date", "d", 11), col("course", "課程", "Course", width=30), col("host", "主辦", "By", width=9), col("hours", "時數", "Hours", "q", 7),
        col("person", "受訓人", "Person", width=12), col("before", "前測", "Before", "s", 8), col("after", "後測", "After", "s", 8), col("passed", "結果", "Result", width=9),
    )  # fmt: skip
    rows = []
    for at, one in enumerate(facts.training, 1):
        told = Text("及格", "passed") if one.passed else Text("未測驗", "no test") if one.after is None else Text("未及格", "not passed")
        cells: dict[str, Cell] = {
            "on": day(one.on), "course": words(one.course), "host": words(one.host), "hours": lambda i, h=one.hours: figure(i, h, "quantity", unit="HUR", dp=1, cites=(TRAINING,)),
            "person": words(one.person), "before": lambda i, v=one.before: figure(i, v, "score", dp=0, cites=(TRAINING,), missing="not_recorded"),
            "after": lambda i, v=one.after: figure(i, v, "score", dp=0, cites=(TRAINING,), missing="not_recorded"), "passed": words(told),
        }  # fmt: skip
        rows.append(row("training", f"t{at}", cells))
    lacking = "；".join(f"{who.zh}：{course.zh}" for who, course in facts.missing) or "無"
    lacking_en = "; ".join(f"{who.en}: {course.en}" for who, course in facts.missing) or "none"
    table = sheet("training", title, columns, rows, (TRAINING,), Text("沒有此產品線之訓練紀錄", "No training on this line"))
    return part(
        "training_section", title, table, said("lacking", Text(f"尚未及格之課程：{lacking}。", f"Courses not passed yet: {lacking_en}."))
    )


def won_lost(facts: RivalFacts) -> Section:
    """Against each rival maker, all goods; then the quotations with this product that were lost."""
    title = Text("競爭勝敗", "Won and lost")
    columns = (
        col("rival", "競爭者", "Rival", width=24), col("won", "得標", "Won", "n", 8), col("lost", "失單", "Lost", "n", 8), col("decided", "已決", "Decided", "n", 8),
        col("rate", "得標率", "Win rate", "r", 18), col("price", "因價格失單", "Lost on price", "n", 11), col("value", "失單金額", "Value lost", "m", 14),
    )  # fmt: skip
    rows = []
    for at, one in enumerate(facts.against, 1):
        told = one.rate
        cells: dict[str, Cell] = {
            "rival": words(one.rival), "won": count(one.won, (QUOTES,)), "lost": count(one.lost, (QUOTES,)), "decided": count(one.won + one.lost, (QUOTES,)),
            "rate": guess(rate, told.value, (told.low, told.high), n=one.won + one.lost, method=WILSON, trace="wilson", cites=(QUOTES,)),
            "price": count(one.on_price, (QUOTES,)), "value": money(Fraction(one.value_lost), facts.firm.base_currency, "quoted", (QUOTES,)),
        }  # fmt: skip
        rows.append(row("against", f"r{at}", cells))
    note = Text(
        "報價單上載明該競爭者者，全部商品；得標率附 95% Wilson 區間。",
        "Quotations naming the rival, all goods; win rates with 95% Wilson intervals.",
    )
    table = sheet(
        "against", title, columns, rows, (QUOTES,), Text("沒有已決之報價載明這些競爭者", "No decided quotation names these rivals"), note
    )
    return part("won_lost", title, table, lost(facts))


def lost(facts: RivalFacts) -> Table:
    """報價｜日期｜客戶｜市場｜競爭者｜原因｜價差｜金額, this product among the goods."""
    columns = (
        col("number", "報價", "Quotation", "c", 11), col("on", "日期", "Date", "d", 11), col("customer", "客戶", "Customer", "c", 10), col("market", "市場", "Market", width=10),
        col("rival", "競爭者", "Rival", width=20), col("reason", "原因", "Reason", width=13), col("gap", "本公司價差", "Our gap", "r", 10), col("value", "金額", "Value", "m", 13, total="sum"),
    )  # fmt: skip
    cut = {move.maker: move.on for move in facts.moves if move.step is not None and move.step < 0}
    rows = []
    for one in facts.lost:
        after = one.rival in cut and one.on >= cut[one.rival] and one.reason == "price"
        cells: dict[str, Cell] = {
            "number": code(one.number), "on": day(one.on), "customer": code(one.customer), "market": words(country(one.market)), "rival": words(one.rival),
            "reason": words(REASONS.get(one.reason, Text("未填", "not stated"))),
            "gap": gap("rate", "not_recorded") if one.gap is None else (lambda i, g=one.gap: rate(i, g / 100, trace="price_gap", cites=(QUOTES,))),
            "value": money(one.value, facts.firm.base_currency, "quoted", (QUOTES,)),
        }  # fmt: skip
        rows.append(row("lost", one.number, cells, "mark" if after else "normal"))
    note = Text("標示者為該競爭者調降價格之後、因價格失去之報價。", "Marked: lost on price after that rival had cut its price.")
    return sheet(
        "lost",
        Text(f"含 {facts.sku} 而失去之報價", f"Lost quotations with {facts.sku}"),
        columns,
        rows,
        (QUOTES,),
        Text("沒有失單", "None was lost"),
        note,
    )


def after_cut(facts: RivalFacts) -> dict[str, int]:
    """Quotations with this product lost on price to each rival after it cut a price."""
    cut = {move.maker: move.on for move in facts.moves if move.step is not None and move.step < 0}
    found: dict[str, int] = {}
    for one in facts.lost:
        if one.rival in cut and one.on >= cut[one.rival] and one.reason == "price":
            found[one.rival] = found.get(one.rival, 0) + 1
    return found


def swot(facts: RivalFacts) -> Section:
    """Four quarters, each item with what it rests on."""
    title = Text("SWOT", "SWOT")
    quarters = {"S": ("inside", "good"), "W": ("inside", "bad"), "O": ("outside", "good"), "T": ("outside", "bad")}
    items = _items(facts)
    cells = []
    for letter, (r, c) in quarters.items():
        told = items[letter] or [Text("依現有紀錄無可列", "nothing on record")]
        cells.append(
            MatrixCell(row=r, col=c, values=tuple(value_of(f"swot.{letter}.{at}", text, cites=(WATCH,)) for at, text in enumerate(told, 1)))
        )
    matrix = Matrix(
        id="swot", type="swot", title=title, cells=tuple(cells), cites=(WATCH, QUOTES),
        rows=(Axis(id="inside", label=Text("內部", "Inside")), Axis(id="outside", label=Text("外部", "Outside"))),
        cols=(Axis(id="good", label=Text("有利", "Helpful")), Axis(id="bad", label=Text("不利", "Harmful"))),
    )  # fmt: skip
    return part("swot_section", title, matrix)


def _items(facts: RivalFacts) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {"S": [], "W": [], "O": [], "T": []}
    for one in facts.attributes:
        for letter, text in _quality(facts, one):
            found[letter].append(text)
    for move in facts.moves:
        if move.step is not None and move.step < 0:
            change = f"{move.step * 100:.0f}%".replace("-", "−")
            found["T"].append(
                Text(f"{move.maker} {move.on} 降價（實測 {change}）", f"{move.maker} cut its price on {move.on} ({change} measured)")
            )
    for rival, many in after_cut(facts).items():
        found["T"].append(
            Text(
                f"其後因價格失去 {many} 筆含本商品之報價（{rival}）", f"{many} quotations with this product lost on price to {rival} since"
            )
        )
    strong = [one for one in facts.against if one.rate.low is not None and one.rate.low > 0.5]
    found["O"] += [
        Text(f"對 {one.rival} 得標率下界高於五成", f"Wins against {one.rival} more often than not (lower bound above half)")
        for one in strong
    ]
    return found


def _quality(facts: RivalFacts, one: Attribute) -> Iterator[tuple[str, Text]]:
    """What an attribute is: a strength or weakness against most rivals, or worth finding out."""
    n, verdicts = len(facts.rivals), [judged(one, rival.code) for rival in facts.rivals]
    name = name_of(facts, one.name)
    for letter, verdict, zh, en in (("S", AHEAD, "優於", "ahead of"), ("W", BEHIND, "落後", "behind")):
        many = verdicts.count(verdict)
        if many * 2 > n:
            weight = one.importance
            yield (
                letter,
                Text(f"{name.zh}{zh} {many}／{n} 項競品（重要度 {weight}）", f"{name.en}: {en} {many} of {n} rivals (weight {weight})"),
            )
    if one.importance >= WEIGHTY and verdicts.count(UNKNOWN) * 2 > n:
        yield "O", Text(f"{name.zh}多數競品資料不明，查明後可作訴求", f"{name.en}: mostly unknown of rivals; worth finding out")


def promotion(facts: RivalFacts) -> Section:
    """業務推廣建議 客群｜訴求｜話術｜佐證｜異議處理, then the author's own advice."""
    title = Text("業務推廣建議", "How to promote it")
    columns = (
        col("segment", "客群", "Buyers", width=13), col("appeal", "訴求", "Appeal", width=12), col("objection", "異議", "Objection", width=24), col("answer", "話術", "What to say", width=42),
        col("evidence", "佐證", "Evidence", width=26), col("owner", "負責", "Owner", width=10), col("code", "編號", "No.", "c", 9),
    )  # fmt: skip
    rows: list[Row] = [
        row("promotion", one.code, {
            "segment": words(one.segment), "appeal": words(one.theme), "objection": words(one.objection), "answer": words(one.answer), "evidence": words(one.evidence),
            "owner": words(one.owner), "code": code(one.code),
        })
        for one in facts.answers
    ]  # fmt: skip
    table = sheet(
        "promotion",
        Text("異議與話術", "Objections and answers"),
        columns,
        rows,
        (ANSWERS,),
        Text("此商品沒有已核准之異議答覆", "No approved answer about this product"),
    )
    prompt = Text("對哪些客群、以什麼訴求推廣？價格與條件建議為何？", "To whom, with which appeal? What of price and terms?")
    return part("promotion_section", title, table, own_words(ADVICE, Text("推廣建議", "Advice"), prompt, LEAST), orientation="landscape")
