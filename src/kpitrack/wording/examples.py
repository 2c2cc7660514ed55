"""The examples that `--help`, the man pages and the reference show: each runs on the shipped plan."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A command line and what it is for."""

    line: str
    zh: str
    en: str

    def caption(self, language: str) -> str:
        """What the line is for, in a language."""
        return self.zh if language == "zh" else self.en


EXAMPLES: dict[str, tuple[Example, ...]] = {
    "kpitrack": (
        Example("kpitrack status", "方案进展到哪", "where the plan stands"),
        Example("kpitrack report --month 6", "六月的通报", "the briefing of June"),
    ),
    "init": (
        Example("kpitrack init 2025年方案", "建在新文件夹里", "in a new folder"),
        Example("kpitrack init .", "就建在当前文件夹", "in the current folder"),
        Example("kpitrack --lang en init my-plan", "英文的方案", "a plan in English"),
    ),
    "check": (
        Example("kpitrack check", "方案和记录有没有问题", "whether plan and records are sound"),
        Example("kpitrack check --strict", "有警告也算不通过", "warnings count too"),
        Example("kpitrack check --format json -o problems.json", "交给别的程序", "for another program"),
        Example(
            "kpitrack check --format github",
            "在 GitHub 上检查合并请求，问题标在改动的行旁边",
            "in a workflow of GitHub: problems beside the lines of a change",
        ),
    ),
    "ingest": (
        Example(
            "kpitrack ingest july.csv --reported-by jingkai --dry-run",
            "先看看会入什么",
            "look first at what would be stored",
        ),
        Example("kpitrack ingest july.csv --reported-by jingkai", "入库", "store it"),
        Example(
            "kpitrack ingest july.csv --reported-by jingkai --partial",
            "好的行先入，其余退回",
            "store the good rows, send the others back",
        ),
        Example(
            "kpitrack ingest 县经开区.csv 县科工局.csv --month 6",
            "几份一起入，表里没写月份的算六月",
            "several files; rows without a month are of June",
        ),
    ),
    "status": (
        Example("kpitrack status --month 6 --by lead-unit", "六月，按牵头单位", "June, by lead unit"),
        Example(
            "kpitrack status --month 6 --by lead-unit --rank",
            "再排出名次",
            "the same, ranked",
        ),
        Example(
            "kpitrack status --status 滞后 --status 严重滞后",
            "只看滞后的",
            "only what lags",
        ),
        Example("kpitrack status --month 6 -o status.csv", "存成表格", "as a spreadsheet"),
        Example(
            "kpitrack status --month last --fail-on lagging -q",
            "定时任务用：有滞后才出声",
            "for cron: says something only where something lags",
        ),
    ),
    "report": (
        Example("kpitrack report --month 6", "写入 reports/2024-06.md", "to reports/2024-06.md"),
        Example("kpitrack report --month 6 -o 通报.docx", "Word 文件", "a Word file"),
        Example("kpitrack report --month 6 -o 台账.xlsx", "Excel 台账", "a workbook"),
        Example("kpitrack report --month 6 -o index.html", "给领导看的网页", "a page for a browser"),
        Example(
            "kpitrack report --month 6 --as-published -o june.md",
            "封账之后，照发出的原样再印一份",
            "once the month is closed: the briefing as it was published",
        ),
        Example(
            "kpitrack report --month last --number 第6期 --to 各成员单位 --from 专班办公室",
            "带期号、主送和落款",
            "with number, addressee and signature",
        ),
    ),
    "close": (
        Example("kpitrack close --month 6", "六月封账", "seal June"),
        Example(
            "kpitrack close --month last --number 第6期 --to 各成员单位 --from 专班办公室",
            "通报带期号、主送和落款的，照写一遍",
            "with the heading that the briefing had",
        ),
    ),
    "explain": (
        Example("kpitrack explain tech_contract_value --month 6", "按编号", "by id"),
        Example("kpitrack explain 企业上云", "按名称中的一段", "by part of a name"),
        Example(
            "kpitrack explain firms_on_cloud --as-of 2024-07-05",
            "七月五日那天所知",
            "what was known on 5 July",
        ),
    ),
    "missing": (
        Example("kpitrack missing --month 6", "六月谁还没报", "who has not reported for June"),
        Example("kpitrack missing --month 6 --text -o notices.txt", "催报通知", "notices ready to send"),
        Example(
            "kpitrack missing --month last --fail-on missing -q",
            "定时任务用：有缺报才出声",
            "for cron: says something only where something is missing",
        ),
    ),
    "template": (
        Example("kpitrack template --month 7", "七月的表，每个单位一份", "forms for July, one per unit"),
        Example(
            "kpitrack template --month 7 --lead-unit 县经开区 -o 经开区7月.xlsx",
            "只要一个单位的",
            "of one unit only",
        ),
        Example("kpitrack template --briefing", "通报的 Word 模板", "the Word template of the briefing"),
    ),
    "schema": (
        Example("kpitrack schema -o plan/targets.schema.json", "放在方案旁边", "beside the plan"),
        Example(
            "kpitrack schema --lang en -o targets.en.json",
            "说明文字用英文",
            "described in English",
        ),
    ),
    "diff": (
        Example("kpitrack diff 5 6", "六月与五月比", "June against May"),
        Example(
            "kpitrack diff 6 --from-as-of 2024-07-10",
            "六月的数，七月十日通报之后变了什么",
            "what has changed of June since the briefing of 10 July",
        ),
        Example("kpitrack diff 6 --lead-unit 县委组织部 -o 变动.md", "只看一个单位", "of one unit"),
        Example(
            "kpitrack diff 6 --fail-on worse -q",
            "定时任务用：有变差的才出声",
            "for cron: says something only where something got worse",
        ),
    ),
    "run": (
        Example("kpitrack run", "上月的全部材料", "all papers of last month"),
        Example(
            "kpitrack run --fail-on lagging --fail-on missing -q",
            "定时任务用：有滞后、有缺报才出声",
            "for cron: says something only where something lags or is missing",
        ),
        Example(
            "kpitrack run --month 6 --number 第6期 --to 各成员单位 -o 材料",
            "六月的，通报带期号和主送，放到别的文件夹",
            "of June, the briefing with number and addressee, in another folder",
        ),
    ),
    "verify": (
        Example("kpitrack verify 通报.csv", "完成率算得对不对", "whether the percentages are right"),
        Example(
            "kpitrack verify 通报.csv -v -o 核对.csv",
            "逐个结果存成表格",
            "every result as a spreadsheet",
        ),
        Example(
            "kpitrack verify other.csv --target 应办 --actual 办结 --rate 比例 --strict",
            "列名认不出来的，写明；有推算不出的以 4 结束",
            "columns that are not recognised, by name; 4 if a rate does not follow",
        ),
    ),
    "export": (
        Example("kpitrack export -o figures.csv", "各月的数，一张表", "the figures of all months, one table"),
        Example(
            "kpitrack export --month 6 -o 数据/",
            "每张表一个 CSV，到六月为止",
            "every table as CSV, up to June",
        ),
        Example("kpitrack export -o 数据.sqlite", "全部放进一个数据库", "everything in a database"),
        Example(
            "kpitrack export --table records --table duties -o 填报.xlsx",
            "只要填报记录和报送情况",
            "records and duties only",
        ),
    ),
    "draft": (
        Example("kpitrack draft 工作方案.txt", "先看看读出什么", "look first at what is read"),
        Example(
            "kpitrack draft 工作方案.txt -o 初稿.yaml",
            "存成文件，再逐条核对",
            "to a file, to be gone through",
        ),
    ),
}
