from __future__ import annotations

from random import Random

import pytest

from argosy.kernel.errors import BadInput, NotFound
from argosy.standards.published import PublishedStandard, PublishedTask, to_json
from argosy.standards.reader import read, read_file
from tests.standards.printer import invent
from tests.standards.samples import ATTITUDES, HEAD, HEADER, NOTES, PLAIN, standard


def task(found: PublishedStandard, code: str) -> PublishedTask:
    return next(t for t in found.tasks if t.code == code)


def texts(found: PublishedStandard) -> dict[str, str]:
    return {i.code: i.name for i in found.indicators}


def names(found: PublishedStandard, code: str) -> list[tuple[str, str]]:
    return [(o.code, o.name) for o in task(found, code).outputs]


def test_head_history_attitudes_and_notes() -> None:
    found = read(standard(*PLAIN))
    assert (found.code, found.name, found.level, found.description) == ("TEA1234-009v2", "茶品採購人員", 4, "選茶與買茶。")
    assert [(e.version, e.status, e.date) for e in found.history] == [("V2", "最新版本", "2024-03-05"), ("V1", "歷史版本", "2019-12-31")]
    assert found.history[0].note == "新增工作任務 T2.1，主要職責與行為指標整併。"
    assert [(a.code, a.name, a.text) for a in found.attitudes] == [
        ("A01", "細心", "看清每一片葉子。"),
        ("A02", "守信", "說到做到，準時付款。"),
    ]
    assert found.notes == ("建議條件：懂茶。", "【註1】產地：山名與海拔。")


def test_plain_and_paragraph_cells() -> None:
    found = read(standard(*PLAIN))
    assert [(d.code, d.name, len(d.tasks)) for d in found.duties] == [("T1", "選購茶葉", 2), ("T2", "入庫", 1)]
    assert texts(found)["P1.1.2"] == "寫下香氣。"
    assert texts(found)["P2.1.2"] == "抽驗。"
    assert names(found, "T2.1") == [("O2.1.1", "驗收單"), ("O2.1.2", "退貨單")]
    assert task(found, "T1.2").outputs == ()
    assert [t.level for t in found.tasks] == [3, 4, 4]
    assert task(found, "T1.2").knowledge == ("K02", "K03")
    assert found.unplaced == ()


def test_cells_broken_over_pages() -> None:
    found = read(
        standard(
            "T1 選購茶\tT1.1 看\tO1.1.1 看樣\tP1.1.1 比較三種\t3\tK01 茶樹\tS01 嗅",
            HEADER,
            "葉與茶具\t樣品與說明\t紀錄 O1.1.2 照片\t茶樣與 green\t\t品種 K02 水質\t覺",
            HEADER,
            "\t\t\ttea 的差別。 P1.1.2 寫下。\t\t\t",
            "\tT1.2 議價\t\tP1.2.1 談定。\t4\tK02 水質\tS02 談判",
        )
    )
    assert found.duties[0].name == "選購茶葉與茶具"
    assert task(found, "T1.1").name == "看樣品與說明"
    assert names(found, "T1.1") == [("O1.1.1", "看樣紀錄"), ("O1.1.2", "照片")]
    assert texts(found)["P1.1.1"] == "比較三種茶樣與 green tea 的差別。"
    assert [(k.code, k.name) for k in found.knowledge] == [("K01", "茶樹品種"), ("K02", "水質")]
    assert found.skills[0].name == "嗅覺"
    assert (task(found, "T1.1").level, task(found, "T1.1").knowledge) == (3, ("K01", "K02"))
    assert found.unplaced == ()


def test_a_row_shifted_one_column_left() -> None:
    found = read(
        standard(
            PLAIN[0],
            "T1.2 議價\tO1.2.1 議價紀錄\t\tP1.2.1 談定價格。\t4\tK02 水質\tS02 談判",
            "T1.3 付款\t\tP1.3.1 準時匯\t5\tK03 行\tS03 記\t",
            HEADER,
            "\t\t款給茶農。\t\t情\t帳\t",
        )
    )
    assert names(found, "T1.2") == [("O1.2.1", "議價紀錄")]
    assert task(found, "T1.3").level == 5
    assert texts(found)["P1.3.1"] == "準時匯款給茶農。"
    assert [k.name for k in found.knowledge] == ["茶樹品種", "水質", "行情"]
    assert found.skills[-1].name == "記帳"


def test_a_shifted_row_goes_on_in_its_proper_columns() -> None:
    rows = (
        PLAIN[0],
        "T1.2 協調進\tO1.2.1 進貨\t\tP1.2.1 看時間。\t4\tK02 水質\tS02 談判",
        HEADER,
        "\t貨的流程\t計畫書\tP1.2.2 排卡車。\t\t\t",
    )
    found = read(standard(*rows))
    assert task(found, "T1.2").name == "協調進貨的流程"
    assert names(found, "T1.2") == [("O1.2.1", "進貨計畫書")]
    assert task(found, "T1.2").indicators == ("P1.2.1", "P1.2.2")


def test_several_tasks_outputs_and_indicators_in_one_row() -> None:
    row = (
        "T1 研究\t<p>T1.1 問</p> <p>T1.2 想</p> <p>T1.3 寫</p>\t<p>O1.1.1 問卷</p> <p>O1.3.1 報告</p>\t"
        "<p>P1.1.1 甲</p> <p>P1.3.1 丁</p> <p>P1.2.1 乙</p> <p>P1.2.2 丙</p>\t4\tK01 統計\tS01 寫作"
    )
    found = read(standard(row))
    assert [names(found, t) for t in ("T1.1", "T1.2", "T1.3")] == [[("O1.1.1", "問卷")], [], [("O1.3.1", "報告")]]
    assert task(found, "T1.2").indicators == ("P1.2.1", "P1.2.2")
    assert [(t.level, t.knowledge, t.skills) for t in found.tasks] == [(4, ("K01",), ("S01",))] * 3


def test_outputs_numbered_off_their_tasks_keep_the_printed_pairing() -> None:
    one_each = ("T1 研究\tT1.1 問\t\tP1.1.1 甲\t4\tK01 統計\tS01 寫作", "\tT1.2 想\tO1.1.1 草稿\tP1.2.1 乙\t4\tK01 統計\tS01 寫作")
    together = ("T1 研究\tT1.2 問 T1.3 想\tO1.1.1 甲單 O1.2.1 乙單\tP1.2.1 甲 P1.3.1 乙\t3 5\tK01 統計\tS01 寫作",)
    assert names(read(standard(*one_each)), "T1.2") == [("O1.1.1", "草稿")]
    found = read(standard(*together))
    assert (names(found, "T1.2"), names(found, "T1.3")) == ([("O1.1.1", "甲單")], [("O1.2.1", "乙單")])
    assert [t.level for t in found.tasks] == [3, 5]


def test_cells_printed_once_per_duty_belong_to_every_task() -> None:
    found = read(
        standard(
            "T1 看\tT1.1 一\t\tP1.1.1 甲\t3\tK01 茶 K02 水\tS01 眼",
            "\tT1.2 二\t\tP1.2.1 乙\t\t\t",
            HEADER,
            "\t之二\t\tP1.2.2 丙\t\tK03 火\t",
            "\tT1.3 三\t\tP1.3.1 丁\t\t\t",
            "T2 做\tT2.1 一\t\tP2.1.1 甲\t\t\t",
            "\tT2.2 二\t\tP2.2.1 乙\t5\tK04 土\tS02 手",
        )
    )
    assert [t.level for t in found.tasks] == [3, 3, 3, 5, 5]
    assert [t.knowledge for t in found.tasks] == [("K01", "K02", "K03")] * 3 + [("K04",)] * 2
    assert [t.skills for t in found.tasks] == [("S01",)] * 3 + [("S02",)] * 2
    assert task(found, "T1.2").name == "二之二"


def test_a_page_that_ends_one_task_and_begins_the_next_in_one_row() -> None:
    found = read(
        standard(
            "T1 算\tT1.1 查\t\tP1.1.1 查表\t3\tK01 法規\tS01 算術",
            "\tT1.2 計算一\tO1.2.1 試算\tP1.2.1 了解構成要素",
            HEADER,
            "\t<p>年稅</p> <p>T1.3 說明</p>\t<p>表</p>\t<p>· 一併考量</p> <p>P1.3.1 依格式· 說明</p>\t\tK02 罰則\t",
        )
    )
    assert (task(found, "T1.2").name, names(found, "T1.2")) == ("計算一年稅", [("O1.2.1", "試算表")])
    assert texts(found)["P1.2.1"] == "了解構成要素，一併考量"
    assert texts(found)["P1.3.1"] == "依格式，說明"
    assert task(found, "T1.3").outputs == ()
    assert {t.knowledge for t in found.tasks} == {("K01", "K02")}


@pytest.mark.parametrize(
    "mark",
    [
        "【註1】",
        "[註1]",
        "<sup>[註1]</sup>",
        "^{【註1】}",
        "^{ 【註 1】 }",
        " ^{【註1】} ",
        "【註 1】",
        "<sup>註1</sup>",
        "（註１）",
        r"\[註1\]",
    ],
)
def test_every_spelling_of_a_note_mark(mark: str) -> None:
    row = f"T1 看{mark}茶\tT1.1 一{mark}\tO1.1.1 表{mark}單\tP1.1.1 記下產地{mark}，再寫。\t3\tK01 山名{mark}\tS01 眼"
    found = read(standard(row))
    assert texts(found)["P1.1.1"] == "記下產地【註1】，再寫。"
    assert (found.duties[0].name, task(found, "T1.1").name, names(found, "T1.1")) == ("看茶", "一", [("O1.1.1", "表單")])
    assert (found.knowledge[0].name, found.knowledge[0].text) == ("山名", "山名【註1】")


def test_spaces_commas_and_middle_dots() -> None:
    row = "T1 看茶\tT1.1 與 PM 談\t\tP1.1.1 以 green tea 為準，並要 求( 清香 )· 再試；瑪麗·安也試。 P1.1.2 見P1.1.1 的作法。\t3\tK01 茶\tS01 眼"
    found = read(standard(row))
    assert texts(found)["P1.1.1"] == "以 green tea 為準，並要求(清香)，再試；瑪麗·安也試。"
    assert texts(found)["P1.1.2"] == "見P1.1.1 的作法。"
    assert task(found, "T1.1").name == "與 PM 談"


def test_cells_that_hold_line_ends() -> None:
    found = read(standard("T1 看茶\tT1.1 比較\tO1.1.1 表\tP1.1.1 看葉\nP1.1.2 看\n湯色\t3\tK01 茶\nK02 水\tS01 眼\nS02 鼻", PLAIN[2]))
    assert texts(found)["P1.1.2"] == "看湯色"
    assert (task(found, "T1.1").knowledge, task(found, "T1.1").skills) == (("K01", "K02"), ("S01", "S02"))
    assert len(found.tasks) == 2


def test_a_dash_is_no_output_and_a_code_inside_a_word_is_no_code() -> None:
    found = read(standard("T1 看茶\tT1.1 比較E1/T1線路\t-\tP1.1.1 依KPS1420與（K01）處理。\t3\tK01 茶\tS01 眼"))
    assert task(found, "T1.1").outputs == ()
    assert task(found, "T1.1").name == "比較E1/T1線路"
    assert texts(found)["P1.1.1"] == "依KPS1420與（K01）處理。"
    assert [s.code for s in found.skills] == ["S01"]


def test_a_standard_for_a_class_of_jobs_without_level_and_attitudes() -> None:
    head = HEAD.replace("\t\t職類\n\t\t職業\t茶品採購人員", "\t職類\t茶品採購\n\t職業\t").replace("基準級別\t\t4", "基準級別\t\t")
    header = HEADER.replace("\t職能級別", "").replace("工作產出", "工作 產出")
    rows = ("T1看\tT1.1一\t\tP1.1.1甲\tK01茶\tS01眼",)
    found = read(f"{head}\n{header}\n" + "\n".join(rows) + NOTES)
    assert (found.name, found.level, found.attitudes) == ("茶品採購", None, ())
    assert (task(found, "T1.1").level, task(found, "T1.1").knowledge, task(found, "T1.1").skills) == (None, ("K01",), ("S01",))


def test_a_row_of_several_tasks_broken_where_a_task_begins() -> None:
    found = read(
        standard(
            "T1 算\tT1.1 查\tO1.1.1 表 O1.2.1 單\tP1.1.1 查表 P1.2.1 開\t3\tK01 法規\tS01 算術",
            HEADER,
            "\tT1.2 開單\tO1.2.2 據\tP1.2.2 核對\t\tK02 罰則\t",
        )
    )
    assert [o.code for o in task(found, "T1.2").outputs] == ["O1.2.1", "O1.2.2"]
    assert task(found, "T1.2").indicators == ("P1.2.1", "P1.2.2")
    assert [t.knowledge for t in found.tasks] == [("K01", "K02")] * 2


def test_a_cell_printed_once_goes_on_beside_the_next_task() -> None:
    found = read(
        standard(
            "T1 算\tT1.1 查\t\tP1.1.1 查表\t3\tK01 法規與函\tS01 算術",
            HEADER,
            "\tT1.2 開單\t\tP1.2.1 核對\t\t釋 K02 罰則\tS02 記帳",
        )
    )
    assert [k.name for k in found.knowledge] == ["法規與函釋", "罰則"]
    assert {(t.level, t.knowledge, t.skills) for t in found.tasks} == {(3, ("K01", "K02"), ("S01", "S02"))}


def test_labels_with_mark_up_and_bullets() -> None:
    text = (
        standard(*PLAIN)
        .replace("職能級別", "職能<br>級別")
        .replace("職能基準代碼\t\t", "**職能基準代碼**\t\t")
        .replace("- **建議", "● 建議")
    )
    found = read(text.replace("\n", "\r\n"))
    assert (found.code, [t.level for t in found.tasks]) == ("TEA1234-009v2", [3, 4, 4])
    assert found.notes[0].startswith("建議條件")


def test_a_name_printed_in_two_wordings_is_reported() -> None:
    found = read(standard(PLAIN[0], PLAIN[1].replace("K02 水質", "K02 水質管理")))
    assert [k.name for k in found.knowledge if k.code == "K02"] == ["水質"]
    assert [(v.code, v.name) for v in found.variants] == [("K02", "水質管理")]


def test_text_no_item_claims_is_kept() -> None:
    found = read(standard(PLAIN[0], "\tT1.2 議價\t沒有代碼的表單\tP1.2.1 談定。\t4\tK02 水質\tS02 談判"))
    assert found.unplaced == ("沒有代碼的表單",)
    assert names(found, "T1.2") == []


def test_attitudes_repeated_over_pages_and_in_paragraph_cells() -> None:
    heading = "\n#### 職能內涵 ( A=attitude 態度 )\n\n"
    found = read(standard(*PLAIN, attitudes=f"{heading}<p>A01 細心：甲。</p><p>A02 守信：乙，如A01 之後。</p>{heading}A03耐心：丙。\n"))
    assert [(a.code, a.name) for a in found.attitudes] == [("A01", "細心"), ("A02", "守信"), ("A03", "耐心")]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", ["code", "name", "table"]),
        ("a shopping list: T1 tea, P1.1.1 milk", ["code", "name", "table"]),
        (standard(*PLAIN).replace("職能基準代碼\t\tTEA1234-009v2", ""), ["code"]),
        (standard(*PLAIN).replace("茶品採購人員\n所", "\n所"), ["name"]),
        (HEAD + NOTES, ["table"]),
        (standard(), ["duties", "tasks", "indicators"]),
        (standard("T1 看\tT1.1 一\t\t甲\t3\tK01 茶\tS01 眼"), ["indicators"]),
        (standard("T1 看\tT1.1 \t\tP1.1.1 甲\t3\tK01 茶\tS01 眼"), ["T1.1"]),
    ],
)
def test_other_text_is_refused_saying_what_is_missing(text: str, missing: list[str]) -> None:
    with pytest.raises(BadInput) as refusal:
        read(text, where="list.txt")
    assert [p.field for p in refusal.value.problems] == missing
    assert refusal.value.exit_code == 2
    assert "list.txt" in refusal.value.message.zh
    assert all(p.message.en in refusal.value.message.en for p in refusal.value.problems)


def test_random_layouts_read_back_whole() -> None:
    for seed in range(250):
        text, truth = invent(Random(seed).randrange)
        found = read(text)
        assert {d.code: d.name for d in found.duties} == truth.duties, seed
        assert {t.code: t.name for t in found.tasks} == truth.tasks, seed
        assert [(t.code, o.code, o.name) for t in found.tasks for o in t.outputs] == truth.outputs, seed
        assert texts(found) == truth.indicators, seed
        assert all(p.startswith(f"P{t.code[1:]}.") for t in found.tasks for p in t.indicators), seed
        assert {c.code: c.name for c in (*found.knowledge, *found.skills)} == truth.named, seed
        assert {t.code: (t.level, t.knowledge, t.skills) for t in found.tasks} == truth.spread, seed
        assert found.unplaced == (), seed


def test_files(tmp_path) -> None:
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(standard(*PLAIN), "utf-8-sig")
    bad.write_bytes("職能".encode("big5"))
    assert read_file(good).code == "TEA1234-009v2"
    with pytest.raises(BadInput, match="UTF-8"):
        read_file(bad)
    with pytest.raises(NotFound):
        read_file(tmp_path / "none.txt")


def test_json_shape() -> None:
    found = to_json(read(standard(*PLAIN, attitudes=ATTITUDES)))
    assert list(found)[:6] == ["code", "name_zh", "level", "description_zh", "version_history", "duties"]
    assert found["duties"][0]["tasks"][0] == {
        "code": "T1.1",
        "name_zh": "看樣",
        "level": 3,
        "outputs": [{"code": "O1.1.1", "name_zh": "看樣紀錄"}],
        "indicators": ["P1.1.1", "P1.1.2"],
        "K": ["K01", "K02"],
        "S": ["S01"],
    }
    assert found["indicator_texts"]["P1.1.1"] == "比較三種茶樣。"
    assert found["A"][0] == {"code": "A01", "name_zh": "細心", "text_zh": "看清每一片葉子。"}
    assert {"K", "S", "notes"} <= set(found)
