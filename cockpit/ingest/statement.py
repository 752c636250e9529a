"""The SELECT of a source: checked before it is run, run as it is written, and cut down to what is new where every
dialect lets that be done."""

from __future__ import annotations

import re

WRITES = re.compile(
    r"(?i)\b(insert|update|delete|merge|drop|alter|create|truncate|grant|revoke|into|exec|execute|call|attach|copy)\b"
)
_SAID = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\[[^\]]*\]|--[^\n]*|/\*.*?\*/", re.DOTALL)


def skeleton(statement: str) -> str:
    """The statement without what stands in quotation marks and comments, so that a word in a text is no word of it."""
    return _SAID.sub(lambda one: " " if one[0].startswith(("--", "/*")) else "''", statement)


def checked(statement: str) -> str:
    """One SELECT, without a semicolon at its end; ValueError where it is anything else."""
    bare = statement.strip()
    while bare.endswith(";"):
        bare = bare[:-1].rstrip()
    said = skeleton(bare).strip()
    if not re.match(r"(?i)(select|with)\b", said) or ";" in said:
        raise ValueError("it must be one SELECT")
    if match := WRITES.search(said):
        raise ValueError(f"it must only read; {match[0]} does not")
    return bare


def can_be_wrapped(statement: str) -> bool:
    """Whether every dialect takes it as a part of another one: some refuse WITH, some ORDER BY there."""
    return not re.search(r"(?i)^\s*with\b|\border\s+by\b", skeleton(statement))


def since(statement: str, *, day: str, mark: str) -> str:
    """The rows of the days that something at or after `:mark` touches, and those without a mark, whole."""
    literal = statement.replace(":", r"\:")  # a colon of theirs is a colon
    touched = f"SELECT {day} FROM ({literal}) marked WHERE {mark} >= :mark OR {mark} IS NULL"
    return f"SELECT * FROM ({literal}) picked WHERE {day} IN ({touched})"
