"""The word beside each choice of an option, by which it may be named as well. Statuses have theirs in `terms`."""

from __future__ import annotations

CHOICES: dict[str, tuple[str, str]] = {
    # --by
    "choice.indicator": ("指标", "indicator"),
    "choice.lead-unit": ("牵头单位", "lead unit"),
    "choice.programme": ("工程", "programme"),
    # --fail-on
    "choice.late": ("迟报", "late"),
    "choice.missing": ("缺报", "missing"),
    "choice.worse": ("变差", "worse"),
    "choice.changed": ("有变动", "changed"),
    # --format
    "choice.table": ("表格", "table"),
    "choice.plain": ("纯文本", "plain"),
    "choice.md": ("Markdown", "Markdown"),
    "choice.docx": ("Word", "Word"),
    "choice.xlsx": ("Excel", "Excel"),
    "choice.html": ("网页", "page"),
    "choice.sqlite": ("数据库", "SQLite"),
    "choice.github": ("合并请求标注", "annotations"),
    # --color, --lang
    "choice.auto": ("自动", "auto"),
    "choice.always": ("总用", "always"),
    "choice.never": ("不用", "never"),
    "choice.zh": ("中文", "Chinese"),
    "choice.en": ("英文", "English"),
    "choice.one": ("{choice}（{word}）", "{choice} ({word})"),
    "page.help.choices": ("可选：{choices}。", "One of: {choices}."),
}
