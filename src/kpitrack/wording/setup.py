"""What `init` says of the folder it has made."""

from __future__ import annotations

SETUP: dict[str, tuple[str, str]] = {
    "say.initialised": ("已建立工作文件夹 {path}：", "made a workspace in {path}:"),
    "say.init-where": (
        "当前文件夹不是空的（如有 {found}），没有建立",
        "the current folder is not empty (it holds {found}); nothing was made",
    ),
    "hint.init-where": (
        "写出新文件夹的名称：kpitrack init 名称；就建在当前文件夹的，写 kpitrack init .",
        "name a new folder: kpitrack init NAME; to use this one all the same: kpitrack init .",
    ),
    "hint.not-empty": (
        "新建请换一个文件夹；只更新编辑器用的格式说明：kpitrack schema -o plan/targets.schema.json",
        "name another folder; to renew only the schema: kpitrack schema -o plan/targets.schema.json",
    ),
    "setup.plan": ("示例方案，改成自己的：目标、任务、单位", "an example plan, to be made yours: targets, actions, units"),
    "setup.readme": ("每月怎么做、哪些文件不能动、找谁问", "what to do every month, what never to touch, whom to ask"),
    "setup.form": ("按示例方案生成的填报表，打开看看", "a form as units get it, made from the example plan"),
    "setup.rest": ("另有编辑器和 git 用的文件：{names}", "for editors and git: {names}"),
    "setup.kept": ("原来就有、没有改动：{names}", "there before and left as they were: {names}"),
    "setup.left": (
        "没有建成，下列已写的没能删掉，请删除后再运行 kpitrack init：{names}",
        "not all could be made, and these could not be taken back; remove them and run kpitrack init again: {names}",
    ),
    "setup.called": (
        "说明里的 kpitrack，在这台电脑上写成：{called}",
        "what the README calls kpitrack is on this machine: {called}",
    ),
    "setup.called.other": ('python3 "run.py 的完整路径"', 'python3 "/whole/path/of/run.py"'),
    "setup.next": ("下一步：", "Next:"),
    "setup.step.edit/here": (
        "用文本编辑器打开 {plan}，照里面的注释改成自己的方案",
        "open {plan} in a text editor and make the plan yours; its comments say how",
    ),
    "setup.step.edit/there": (
        "cd {folder}，用文本编辑器打开 {plan}，照里面的注释改成自己的方案",
        "cd {folder}, open {plan} in a text editor and make the plan yours; its comments say how",
    ),
    "setup.step.check": ("kpitrack check：检查方案写得对不对", "kpitrack check: see whether the plan is sound"),
    "setup.step.template": (
        "kpitrack template：给每个单位生成填报表",
        "kpitrack template: make a form for each unit",
    ),
}  # fmt: skip
