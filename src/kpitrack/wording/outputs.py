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
    "say.output-is-input": (
        "{path} 就是要读的文件，不会覆盖",
        "{path} is the very file that is read; it is not overwritten",
    ),
    "hint.output-is-input": ("请用 -o 换一个文件名", "name another file with -o"),
    "say.output-is-kept": (
        "{path} 是工作文件夹里的方案、模板或进度数据，不会覆盖",
        "{path} is where the workspace keeps its plan, template or records; -o writes nothing there",
    ),
    "hint.output-is-kept": (
        "请用 -o 写到别处，例如 reports/",
        "name another place with -o, such as reports/",
    ),
}
