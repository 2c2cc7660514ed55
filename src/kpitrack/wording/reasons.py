"""Why the machine refused a file, in Chinese, by what it says itself in English (`OSError.strerror`)."""

from __future__ import annotations

REASONS: dict[str, str] = {
    "No such file or directory": "没有这个文件或文件夹",
    "Permission denied": "没有权限",
    "Operation not permitted": "没有权限",
    "Is a directory": "这是文件夹，不是文件",
    "Not a directory": "路径中有一段不是文件夹",
    "File exists": "已有同名的文件",
    "File name too long": "文件名太长",
    "No space left on device": "磁盘已满",
    "File too large": "文件太大，超过了允许的大小",
    "Disk quota exceeded": "磁盘配额已用完",
    "Read-only file system": "磁盘是只读的",
    "Input/output error": "磁盘读写出错",
    "Device or resource busy": "正被别的程序占用",
    "Too many levels of symbolic links": "链接绕成了圈",
}
