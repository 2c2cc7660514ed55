"""YAML as it should not be, and some as it should."""

from __future__ import annotations

ONE = "records:\n  - {item: firms, period: 2024-06, value: 4}\n"
LEVELS = 3000
DIGITS = 5000


def _value(text: str) -> str:
    return f"records:\n  - {{item: firms, period: 2024-06, value: {text}}}\n"


TEXTS: dict[str, str] = {
    "yaml-plain.yaml": ONE,
    "yaml-ending.yml": ONE,
    "yaml-defaults.yaml": (
        "reported_by: 县经济开发区\nreported_on: 2024-07-03\nperiod: 2024-06\n"
        "records:\n  - {item: envoys, value: 7}\n  - {item: firms, value: 4, evidence: 县科发12号}\n"
    ),
    "yaml-chinese-keys.yaml": "报告期: 6月\nrecords:\n  - {指标名称: 高企, 累计完成: 4家, 备注: 已授牌}\n",
    "yaml-json.yaml": '{"records": [{"item": "firms", "period": "2024-06", "value": "4"}]}\n',
    "yaml-named.csv": ONE,
    "yaml-said-to-be.txt": ONE,
    "yaml-gb18030.yaml": "报告期: 6月\nrecords:\n  - {指标名称: 高企, 累计完成: 4家}\n",
    "yaml-leading-zero.yaml": _value("010"),
    "yaml-quoted.yaml": _value('"4"'),
    "yaml-no-is-text.yaml": "records:\n  - {item: firms, period: 2024-06, value: 4, note: NO}\n",
    "yaml-null-value.yaml": "records:\n  - {item: firms, period: 2024-06, value: ~}\n"
    + ONE.split("\n")[1]
    + "\n",
    "yaml-hex.yaml": _value("0x1F"),
    "yaml-underscore.yaml": _value("1_000"),
    "yaml-boolean.yaml": _value("true"),
    "yaml-infinity.yaml": _value(".inf"),
    "yaml-sexagesimal.yaml": _value("1:30"),
    "yaml-huge-integer.yaml": _value("9" * DIGITS),
    "yaml-no-such-day.yaml": (
        "records:\n  - {item: firms, period: 2024-06, value: 4, reported_on: 2024-02-30}\n"
    ),
    "yaml-duplicate-key.yaml": "records:\n  - item: firms\n    period: 2024-06\n    value: 4\n    value: 5\n",
    "yaml-duplicate-default.yaml": "period: 2024-05\nperiod: 2024-06\n" + ONE,
    "yaml-same-column-twice.yaml": "records:\n  - {item: firms, period: 2024-06, value: 4, 累计完成: 5}\n",
    "yaml-unknown-key.yaml": "records:\n  - {item: firms, period: 2024-06, vaule: 4, note: 好}\n",
    "yaml-list-for-text.yaml": _value("[4, 5]"),
    "yaml-record-is-text.yaml": "records:\n  - firms 4\n",
    "yaml-no-records.yaml": "item: firms\nperiod: 2024-06\nvalue: 4\n",
    "yaml-records-empty.yaml": "records: []\n",
    "yaml-records-word.yaml": "records: firms\n",
    "yaml-root-list.yaml": "- {item: firms, period: 2024-06, value: 4}\n",
    "yaml-root-word.yaml": "暂无\n",
    "yaml-only-comments.yaml": "# 6月\n# 无\n",
    "yaml-nothing.yaml": "",
    "yaml-python-tag.yaml": "records: !!python/object/apply:os.system [id]\n",
    "yaml-own-tag.yaml": _value("!figure 4"),
    "yaml-alias.yaml": "records:\n  - &a {item: firms, period: 2024-06, value: 4}\n  - *a\n",
    "yaml-alias-bomb.yaml": "".join(
        ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"]
        + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 10)]
        + [ONE]
    ),
    "yaml-merge-key.yaml": (
        "records:\n  - &a {item: firms, period: 2024-06, value: 4}\n  - {<<: *a, period: 2024-05}\n"
    ),
    "yaml-holds-itself.yaml": "records: &a\n  - *a\n",
    "yaml-deep.yaml": "records: " + "[" * LEVELS + "]" * LEVELS + "\n",
    "yaml-21-levels.yaml": "records: " + "[" * 21 + "]" * 21 + "\n",
    "yaml-tab.yaml": "records:\n\t- {item: firms, period: 2024-06, value: 4}\n",
    "yaml-open-quote.yaml": 'records:\n  - {item: firms, period: 2024-06, value: 4, note: "好}\n',
    "yaml-control.yaml": "records:\n  - {item: firms, period: 2024-06, value: 4, note: a\x08b}\n",
    "yaml-two-documents.yaml": ONE + "---\n" + ONE,
    "yaml-complex-key.yaml": "records:\n  - {[a, b]: c, item: firms, period: 2024-06, value: 4}\n",
    "yaml-full-width-colon.yaml": "records:\n  - item： firms\n    period: 2024-06\n    value: 4\n",
    "yaml-merge-marks.yaml": (
        "records:\n<<<<<<< HEAD\n  - {item: firms, period: 2024-06, value: 4}\n=======\n>>>>>>> x\n"
    ),
    "yaml-unquoted-percent.yaml": "records:\n  - {item: firms, period: 2024-06, value: %4}\n",
    "yaml-nul-in-note.yaml": 'records:\n  - {item: firms, period: 2024-06, value: 4, note: "a\\0b"}\n',
    "yaml-lines-in-note.yaml": (
        "records:\n  - item: firms\n    period: 2024-06\n    value: 4\n    note: |\n      一\n      二\n"
    ),
    "yaml-conflict.yaml": (ONE + "  - {item: firms, period: 2024-06, value: 5}\n"),
}


def files() -> dict[str, bytes]:
    """Every file by its name."""
    made = {name: text.encode() for name, text in TEXTS.items()}
    made["yaml-gb18030.yaml"] = TEXTS["yaml-gb18030.yaml"].encode("gb18030")
    return made
