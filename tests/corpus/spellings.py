"""One figure, month or day per file, in every spelling, good and bad."""

from __future__ import annotations

# File → item and the figure it reports for June.
FIGURES = {
    # no numbers
    "num-nan": ("firms", "NaN"),
    "num-infinity": ("firms", "-Infinity"),
    "num-exponent": ("firms", "1e3"),
    "num-exponent-huge": ("firms", "1e1000000"),
    "num-hex": ("firms", "0x1F"),
    "num-underscore": ("firms", "1_000"),
    "num-letter-o": ("firms", "1O0"),
    "num-two-points": ("firms", "1.2.3"),
    "num-about": ("firms", "约85"),
    "num-or-more": ("firms", "85以上"),
    "num-range": ("firms", "80-90"),
    "num-slash-inside": ("firms", "3/4"),
    "num-european": ("firms", "1.234,5"),
    "num-bad-groups": ("firms", "1,23"),
    "num-arabic-digits": ("firms", "٣"),
    "num-em-dash": ("firms", "—"),
    "num-hyphen": ("firms", "-"),
    "num-slash": ("firms", "/"),
    "num-none-word": ("firms", "无"),
    "num-not-available": ("firms", "N/A"),
    "num-true": ("firms", "TRUE"),
    "num-formula": ("firms", "=80+5"),
    "num-state-word": ("firms", "已完成"),
    "num-chinese": ("firms", "十二"),
    "num-chinese-mixed": ("firms", "3百"),
    "num-wan-and-more": ("income", "3万5"),
    "num-space-inside": ("firms", "1 250"),
    "num-circled": ("firms", "①2"),
    "num-19-digits": ("firms", "1234567890123456789"),
    "num-no-whole": ("income", ".5"),
    "num-no-fraction": ("income", "5."),
    "num-two-numbers": ("firms", "12、13"),
    "num-apostrophe": ("firms", "'85"),
    "num-below-zero": ("firms", "-4"),
    "num-project-for-firm": ("firms", "12项"),
    "num-household-for-firm": ("firms", "12户"),
    "num-visits-for-people": ("talents", "12人次"),
    "num-ambiguous-share": ("share", "0.146"),
    "num-ambiguous-negative": ("growth", "-0.5"),
    # numbers
    "num-zero": ("firms", "0"),
    "num-minus-zero": ("firms", "-0"),
    "num-plus": ("firms", "+4"),
    "num-leading-zeros": ("firms", "007"),
    "num-thousands": ("firms", "1,250"),
    "num-full-width": ("share", "８５．５％"),
    "num-full-width-groups": ("firms", "１，２５０"),
    "num-minus-sign": ("growth", "\u22123.2%"),
    "num-full-width-minus": ("growth", "－3.2%"),
    "num-zero-width": ("firms", "1\u200b2"),
    "num-byte-order-mark": ("firms", "\ufeff12"),
    "num-no-break-space": ("income", "\u00a012\u00a0亿元"),
    "num-unit": ("income", "12亿元"),
    "num-unit-after-blank": ("income", "12 亿元"),
    "num-yi-alone": ("income", "12亿"),
    "num-wan-alone": ("talents", "12万"),
    "num-wan-yuan": ("income", "6800万元"),
    "num-permille": ("share", "25‰"),
    "num-points": ("growth", "2.5个百分点"),
    "num-persons": ("talents", "65人"),
    "num-estimate": ("firms", "12（预计数）"),
    "num-18-digits": ("firms", "123456789012345678"),
    "num-many-decimals": ("income", "0.1000000000000001"),
    "num-pending-unit": ("fund", "6800万元"),
    "num-pending-no-unit": ("fund", "6800"),
    "num-one-percent-bare": ("share", "1"),
}

# File → the month of a report of 4 firms.
MONTHS = {
    "per-month-13": "2024-13",
    "per-month-00": "2024-00",
    "per-february-30": "2024-02-30",
    "per-quarter": "Q2",
    "per-second-quarter": "二季度",
    "per-second-half": "下半年",
    "per-day-month-year": "03/04/2024",
    "per-english": "Feb-24",
    "per-serial": "45444",
    "per-bare-number": "6",
    "per-list": "5、6月",
    "per-next-month": "2024-08",
    "per-before-plan": "2023-12",
    "per-after-plan": "2025-01",
    "per-this-month": "2024-07",
    "per-chinese": "2024年6月",
    "per-slash": "2024/6",
    "per-dot": "2024.6",
    "per-compact": "202406",
    "per-bare-month": "6月",
    "per-month-part": "6月份",
    "per-up-to-day": "截至6月30日",
    "per-running": "1-6月",
    "per-running-dash": "1—6月",
    "per-running-full-width": "１－６月",
    "per-half": "上半年",
    "per-day": "2024-06-30",
    "per-midnight": "2024-06-01 00:00:00",
}

# File → the day of a report of 4 firms for June.
DAYS = {
    "day-dash": "2024-07-03",
    "day-slash": "2024/7/3",
    "day-dot": "2024.7.3",
    "day-compact": "20240703",
    "day-chinese": "2024年7月3日",
    "day-before-month-end": "2024-06-20",
    "day-february-30": "2024-02-30",
    "day-without-year": "7月3日",
    "day-ahead": "2024-08-01",
    "day-word": "昨天",
}


def files() -> dict[str, bytes]:
    """Every file by its name."""
    made = {
        **{
            name: f"item,period,value\n{item},2024-06,{_field(text)}\n"
            for name, (item, text) in FIGURES.items()
        },
        **{name: f"item,period,value\nfirms,{text},4\n" for name, text in MONTHS.items()},
        **{name: f"item,period,value,reported_on\nfirms,2024-06,4,{text}\n" for name, text in DAYS.items()},
    }
    return {f"{name}.csv": text.encode() for name, text in made.items()}


def _field(text: str) -> str:
    return f'"{text}"' if "," in text else text
