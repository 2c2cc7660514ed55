"""What is said of -o where it leads to no good place."""

from __future__ import annotations

OUTPUTS: dict[str, tuple[str, str]] = {
    "say.output-empty": ("-o 后面没有写名称", "nothing is named behind -o"),
    "hint.output-empty": (
        "写上文件名或文件夹名；脚本里用变量的，看变量是否为空",
        "name a file or folder; in a script, see whether the variable is empty",
    ),
    "say.output-no-folder": (
        "结果是一个文件夹，不能写到标准输出（-）",
        "the result is a folder, which does not go to standard output (-)",
    ),
    "hint.output-no-folder": ("用 -o 写明文件夹", "name a folder with -o"),
    "say.output-no-file": (
        "{path} 是文件夹的写法，这里要的是文件名",
        "{path} is the name of a folder; a file is wanted",
    ),
    "hint.output-no-file": (
        "去掉末尾的斜杠或点，或写上文件名",
        "take away the slash or dots at its end, or name a file",
    ),
    "say.output-is-filed": (
        "{path} 在 run 存档的每月材料里，-o 不会写到那里",
        "{path} is among the papers that run has filed; -o writes nothing there",
    ),
    "hint.output-is-filed": (
        "请用 -o 写到别处，例如 reports/",
        "name another place with -o, such as reports/",
    ),
    "say.leads-to-kept": (
        "{path} 经链接指向 {target}，那里是要读的或要留存的文件，没有写",
        "{path} leads by a link to {target}, which is read or kept; nothing is written there",
    ),
    "hint.leads-to-kept": ("请删去这个链接再做一次", "remove the link and try again"),
    "say.output-is-input": (
        "{path} 就是要读的文件，不会覆盖",
        "{path} is the very file that is read; it is not overwritten",
    ),
    "hint.output-is-input": ("请用 -o 换一个文件名", "name another file with -o"),
    "say.output-is-kept": (
        "{path} 是工作文件夹里的方案、模板或进度数据，-o 不会写到那里",
        "{path} is where the workspace keeps its plan, template or records; -o writes nothing there",
    ),
    "hint.output-is-kept": (
        "请用 -o 写到别处，例如 reports/",
        "name another place with -o, such as reports/",
    ),
}
