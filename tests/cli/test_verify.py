"""`kpitrack verify` as it is run: formats, streams, exit codes, languages."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kpitrack.verify.values import Why
from kpitrack.wording import CATALOGUE

GOOD = "指标,目标,完成,完成率\n甲,40家,31家,77.5%\n"
BAD = f"{GOOD}乙,37家,27家,72.9%\n丙,0家,2家,100%\n"


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    monkeypatch.chdir(tmp_path)  # no workspace here or above
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    def write(text: str) -> str:
        Path("t.csv").write_text(text, encoding="utf-8")
        return "t.csv"

    return write


def test_a_table_that_follows(kpitrack: Callable[..., Any], table: Callable[[str], str]) -> None:
    ran = kpitrack("verify", table(GOOD), "--strict")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "核对 t.csv\n\n共 1 处：相符 1，推算不出 0，无法核对 0\n"
    assert kpitrack("verify", table(GOOD), "-q").out == ""


def test_with_two_columns_of_rates_each_is_named(
    kpitrack: Callable[..., Any], table: Callable[[str], str]
) -> None:
    header = "指标,目标,完成,完成率,投资目标,投资完成,投资完成率"
    ran = kpitrack("verify", table(f"{header}\n乙,37,27,72.9%,10,5,50%\n丙,10,5,50%,10,5,51%\n"))
    assert [word for word in ran.out.split() if word.startswith("第")] == ["第2行“完成率”", "第3行“投资完成"]


def test_a_row_that_does_not(kpitrack: Callable[..., Any], table: Callable[[str], str]) -> None:
    ran = kpitrack("verify", table(BAD), "-q")
    assert (ran.code, ran.err) == (0, "")
    assert "应四舍五入为 73.0%，直接舍去了尾数" in ran.out
    assert "第3行  乙" in ran.out
    assert "目标为 0，不能相除" in ran.out
    strict = kpitrack("verify", table(BAD), "--strict", "--lang", "en")
    assert (strict.code, strict.err) == (4, "do not follow: 1 (--strict)\n")
    assert "rates: 3; follow 1, do not 1, cannot be judged 1" in strict.out


def test_strict_is_not_met_where_nothing_could_be_judged(
    kpitrack: Callable[..., Any], table: Callable[[str], str]
) -> None:
    none = "指标,目标,完成,完成率\n甲,0家,2家,100%\n乙,5家,2家,-\n"
    assert kpitrack("verify", table(none)).code == 0
    ran = kpitrack("verify", table(none), "--strict", "-q")
    assert (ran.code, ran.err) == (4, "没有一处完成率能够核对（--strict）\n")
    assert "目标为 0，不能相除" in ran.out
    assert kpitrack("verify", table(f"{none}丙,4家,2家,50%\n"), "--strict").code == 0


def test_in_a_narrow_terminal_blocks_are_headed_by_the_names_of_rows(
    kpitrack: Callable[..., Any], table: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    lines = kpitrack("verify", table(BAD), "-v").out.splitlines()
    assert lines[2:8] == [
        "推算不出的（1 处）",
        "乙",
        "  表中所印 72.9%",
        "  按表中数字重算 73.0%",
        "  位置 第3行",
        "  最可能的原因 应四舍五入为 73.0%，直接舍去了尾数",
    ]
    assert {"甲", "丙"} <= set(lines)


def test_figures_that_were_rounded_may_give_a_right_rate(
    kpitrack: Callable[..., Any], table: Callable[[str], str]
) -> None:
    text = "指标,目标,完成,完成率\n甲,达到1件以上,0.9件/万人,86.7%\n乙,37家,27家,72.9%\n"
    ran = kpitrack("verify", table(text))
    assert "原数可得85.0%至95.0%" in "".join(ran.out.split())
    assert "推算不出的里有 1 处可能没有算错" in ran.out


def test_the_other_reasons_with_v(kpitrack: Callable[..., Any], table: Callable[[str], str]) -> None:
    text = "指标,目标,完成,完成率\n乙,17家,1家,5%\n"
    assert "也可能" not in kpitrack("verify", table(text)).out
    assert "也可能：笔误" in kpitrack("verify", table(text), "-v").out.replace("\n", "").replace(" ", "")


def test_json(kpitrack: Callable[..., Any], table: Callable[[str], str]) -> None:
    data = json.loads(kpitrack("verify", table(BAD), "--format", "json").out)
    assert {key: data[key] for key in ("rows", "follows", "wrong", "undecided")} == {
        "rows": 3,
        "follows": 1,
        "wrong": 1,
        "undecided": 1,
    }
    second = data["findings"][1]
    assert (second["path"], second["line"], second["column"], second["cell"]) == ("t.csv", 3, 11, None)
    assert (second["printed"], second["recomputed"]) == ("72.9%", 72.972973)
    assert second["reasons"][0]["reason"] == "truncated"
    assert data["findings"][2]["note"] == "zero_target"


def test_csv_and_markdown(kpitrack: Callable[..., Any], table: Callable[[str], str]) -> None:
    rows = list(csv.DictReader(io.StringIO(kpitrack("verify", table(BAD), "--format", "csv").out)))
    assert [row["outcome"] for row in rows] == ["follows", "wrong", "undecided"]
    assert rows[1]["reason"] == "truncated"
    assert "| 72.9% |" in kpitrack("verify", table(BAD), "--format", "md").out
    assert "\t72.9" not in kpitrack("verify", table(BAD), "--format", "plain").out


def test_to_a_file(kpitrack: Callable[..., Any], table: Callable[[str], str], tmp_path: Path) -> None:
    ran = kpitrack("verify", table(BAD), "-o", "found.csv")
    assert (ran.code, ran.out) == (0, "")
    assert (tmp_path / "found.csv").read_bytes().startswith(b"\xef\xbb\xbfpath,")


def test_no_such_file_and_no_such_table(kpitrack: Callable[..., Any], table: Callable[[str], str]) -> None:
    assert kpitrack("verify", "none.csv").code == 5
    ran = kpitrack("verify", table("甲,乙\n1,2\n"))
    assert ran.code == 3
    assert "[no-table]" in ran.err
    assert len(ran.err.splitlines()) == 2
    assert "读到的列：甲、乙。" in ran.err
    assert "--target" in ran.err
    named = kpitrack(
        "verify", table("甲,乙,丙\n40,31,77.5\n"), "--target", "甲", "--actual", "乙", "--rate", "丙"
    )
    assert named.code == 0


def test_a_column_that_is_not_there(kpitrack: Callable[..., Any], table: Callable[[str], str]) -> None:
    for option in ("--target", "--actual", "--rate", "--name"):
        ran = kpitrack("verify", table(GOOD), option, "没有")
        assert (ran.code, ran.out) == (3, "")
        assert ran.err.startswith("t.csv: error: 没有找到可核对的表")


def test_hostile_names_are_made_harmless(kpitrack: Callable[..., Any], table: Callable[[str], str]) -> None:
    text = "指标,目标,完成,完成率\n\x1b[31m=1+1\u202e,37家,27家,72.9%\n"
    for form in ("table", "plain", "md", "csv", "json"):
        out = kpitrack("verify", table(text), "--format", form).out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_rows_without_a_rate_are_counted_apart(
    kpitrack: Callable[..., Any], table: Callable[[str], str]
) -> None:
    text = f"{GOOD}乙,5项,,无\n丙,5项,4项,—\n丁,5项,—,—\n戊,,,\n,,,\n注：快报数,,,\n"
    ran = kpitrack("verify", table(text))
    assert ran.out.endswith(
        "共 1 处：相符 1，推算不出 0，无法核对 0\n另有 4 行没有印完成率，不作核对：乙、丙、丁、戊\n"
    )
    assert "第4行" in kpitrack("verify", table(text), "-v").out
    data = json.loads(kpitrack("verify", table(text), "--format", "json").out)
    assert (data["rows"], data["undecided"], data["unrated"]) == (1, 0, 4)
    assert [each["line"] for each in data["findings"]] == [2, 3, 4, 5, 6]
    assert len(data["findings"]) == 5


def test_the_last_month_stands_for_the_actual_figures(
    kpitrack: Callable[..., Any], table: Callable[[str], str]
) -> None:
    header = "序号,责任单位,指标名称,单位,年度目标,7月,8月,9月,10月,完成率"
    rows = (
        "1,甲局,投资,万元,16000,9000,11000,1.2亿,,75%\n2,乙局,游客,万人次,320,205.5,243,265（预计）,,82.9%\n"
    )
    ran = kpitrack("verify", table(f"台账,,,,,,,,,\n{header}\n{rows}填表人：张三,,,审核人：李四,,,,,,\n"))
    assert "按最后一个有数的月份“9月”核对" in ran.out
    assert "共 2 处：相符 1，推算不出 1，无法核对 0" in ran.out
    assert "第4行  游客" in ran.out


def test_every_reason_has_its_sentence() -> None:
    stems = {
        key.removeprefix("verify.why.").partition("/")[0]
        for key in CATALOGUE
        if key.startswith("verify.why.")
    }
    assert stems == {why.value for why in Why}


def test_strict_is_not_met_by_formulas_without_results(
    kpitrack: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    book = openpyxl.Workbook()
    sheet = book.create_sheet("9月", 0)
    for row in (["指标", "目标", "完成", "完成率"], ["甲", 40, 31, "=C2/B2"], ["乙", 40, 30, "=C3/B3"]):
        sheet.append(row)
    book.save("t.xlsx")
    assert kpitrack("verify", "t.xlsx").code == 0
    ran = kpitrack("verify", "t.xlsx", "--strict", "--lang", "en")
    assert (ran.code, ran.err.splitlines()[-1]) == (4, "no rate could be judged (--strict)")
    assert "a formula without its result" in " ".join(ran.out.split())
