"""What is said of the Word file and of the template that it is made on."""

from __future__ import annotations

WORD: dict[str, tuple[str, str]] = {
    "problem.unfit-template": ("Word 模板不能用", "the Word template cannot be used"),
    "hint.unfit-template": (
        "请用 Word 或 WPS 改好后另存为 .docx；或移走它，改用自带模板；kpitrack template --briefing 另写一份",
        "mend it in Word or WPS and save it as .docx, or move it away to use ours; kpitrack template --briefing writes a fresh one",
    ),
    "problem.unfit-template/kind": (
        "这不是 Word 文档（.docx）",
        "this is no Word document (.docx)",
    ),
    "hint.unfit-template/kind": (
        "请用 Word 或 WPS 打开原文件，另存为 .docx；只改扩展名不行",
        "open the file it comes from in Word or WPS and save it as .docx; another name is not enough",
    ),
    "problem.unfit-template/broken": (
        "Word 模板已损坏或不完整，打不开",
        "the Word template is damaged or incomplete",
    ),
    "problem.unfit-template/encrypted": (
        "Word 模板有密码，打不开",
        "the Word template is protected by a password",
    ),
    "hint.unfit-template/encrypted": (
        "请去掉密码（文件—信息—保护文档）后再保存",
        "take the password off (File, Info, Protect Document) and save it again",
    ),
    "problem.unfit-template/macros": (
        "Word 模板含有宏，不用",
        "the Word template holds macros and is not used",
    ),
    "hint.unfit-template/macros": (
        "请另存为不含宏的 Word 文档（.docx）",
        "save it as a Word document without macros (.docx)",
    ),
    "problem.unfit-template/revisions": (
        "Word 模板里留有修订，不用：删去的字和修订人会随通报发出去",
        "the Word template has tracked changes and is not used: deleted words and names would go out with the briefing",
    ),
    "hint.unfit-template/revisions": (
        "请接受修订、删除批注后再用（审阅—接受—接受所有修订）",
        "accept the changes and delete the comments first (Review, Accept All Changes)",
    ),
    "problem.unfit-template/objects": (
        "Word 模板里有嵌入的对象，或者连着别的文件，不用",
        "the Word template holds an embedded object or is linked to another file, and is not used",
    ),
    "hint.unfit-template/objects": (
        "请删去对象和链接的图片；要留的，复制后选择性粘贴为图片",
        "take objects and linked pictures out, or paste them as pictures",
    ),
    "problem.unfit-template/strict": (
        "Word 模板是 Strict Open XML 格式，读不了",
        "the Word template is a Strict Open XML document, which is not read",
    ),
    "hint.unfit-template/strict": (
        "请另存为“Word 文档（*.docx）”，不要选 Strict",
        "save it as «Word Document (*.docx)», not as Strict",
    ),
    "problem.unfit-template/bomb": (
        "Word 模板解压后超过 50 MiB，未打开",
        "unpacked the Word template is larger than 50 MiB and was not opened",
    ),
    "problem.unfit-template/members": (
        "Word 模板里的部件过多或重名，未打开",
        "the Word template has too many parts, or two of one name, and was not opened",
    ),
    "problem.unfit-template/entities": (
        "Word 模板里定义了 XML 实体，正常的文档没有",
        "the Word template defines XML entities, which no honest document does",
    ),
    "problem.unfit-template/marks": (
        "Word 模板里有几处「【正文】」，不知道正文放在哪里",
        "the Word template says 【正文】 in several places: where does the text go?",
    ),
    "hint.unfit-template/marks": (
        "请只留一处；表格、文本框、页眉页脚里的也算",
        "leave one of them; those in tables, text boxes, headers and footers count too",
    ),
    "problem.template-text-dropped": (
        "Word 模板中的文字没有采用",
        "the text of the Word template is not used",
    ),
    "problem.template-text-dropped/beside": (
        "Word 模板中的「【正文】」不是单独一段，模板中的文字没有采用",
        "【正文】 is no paragraph of its own in the Word template, so the template's text is not used",
    ),
    "hint.template-text-dropped/beside": (
        "请让「【正文】」独占一段：同段不写别的字，不放在表格、文本框、内容控件、页眉页脚里，不带分节符",
        "give 【正文】 a paragraph of its own: no other words in it, no section break, not in a table, text box, content control, header or footer",
    ),
    "problem.template-text-dropped/missing": (
        "Word 模板中有别的标记，但没有「【正文】」，模板中的文字没有采用",
        "the Word template has other marks but no 【正文】, so its text is not used",
    ),
    "hint.template-text-dropped/missing": (
        "请在放正文的地方单独加一段「【正文】」",
        "add a paragraph that says 【正文】 where the text is to go",
    ),
    "say.no-word": ("没有写出 Word 文件", "the Word file was not written"),
    "say.template-there": (
        "{path} 已有模板，不会覆盖",
        "{path} is there already; it is not overwritten",
    ),
    "hint.template-there": (
        "请先移走它，或用 -o 另存",
        "move it away first, or write another with -o",
    ),
    "say.template-alone": (
        "--briefing 写的是通报的 Word 模板，不能与 {option} 同用",
        "--briefing writes the briefing's Word template; {option} does not go with it",
    ),
}
