"""The changes that can be made to a Python file."""

from __future__ import annotations

import ast
import copy
from itertools import accumulate

from bench.mutants.mutant import Mutant, numbered

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
}
LOGGERS = {"logger", "structlogger", "logging", "warnings"}
NOTHING = "pass"
SYMMETRIC = {"max", "min"}


def mutants_of(file: str, source: bytes) -> list[Mutant]:
    """Return all changes that can be made to a file, in the order of their places."""
    finder = _Finder(file, source)
    finder.visit(ast.parse(source))
    return numbered(finder.found)


class _Finder(ast.NodeVisitor):
    def __init__(self, file: str, source: bytes) -> None:
        self.found: list[Mutant] = []
        self._file = file
        self._source = source
        self._starts = [0, *accumulate(len(line) for line in source.splitlines(keepends=True))]
        self._names: list[str] = []
        self._in_function = False

    # Places in which nothing is changed: types, what only Python's import reads, texts, logs.

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Leave it: Python 3.10 gives the parts of such a text wrong places."""

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        if isinstance(node.test, ast.Compare) and ast.unparse(node.test.left) == "__name__":
            return
        if not node.orelse:
            self._change(node.test, "guard", "False")
        self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> None:
        call = node.value.value if isinstance(node.value, ast.Await) else node.value
        if isinstance(call, ast.Call):
            if _root(call.func) in LOGGERS:
                return
            self._change(node, "removed call", NOTHING)
        self.generic_visit(node)

    # Names of functions and classes.

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._function(node)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        outer, self._in_function = self._in_function, True
        self._names.append(node.name)
        for default in [*node.args.defaults, *node.args.kw_defaults]:
            if default:
                self.visit(default)
        for statement in node.body:
            self.visit(statement)
        self._names.pop()
        self._in_function = outer

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._names.append(node.name)
        for statement in node.body:
            self.visit(statement)
        self._names.pop()

    # Operators.

    def visit_Compare(self, node: ast.Compare) -> None:
        for place, operator in enumerate(node.ops):
            changed = copy.deepcopy(node)
            changed.ops[place] = COMPARISONS[type(operator)]()
            self._change(node, "comparison", ast.unparse(changed))
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        changed = copy.deepcopy(node)
        changed.op = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        self._change(node, "boolean", f"({ast.unparse(changed)})")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._change(node, "boolean", f"({ast.unparse(node.operand)})")
        self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> None:
        self._change(node.test, "boolean", f"(not ({ast.unparse(node.test)}))")
        self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        if not isinstance(node.test, ast.Constant):
            self._change(node.test, "guard", "False")
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for condition in node.ifs:
            self._change(condition, "guard", "True")
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        if type(node.op) in ARITHMETIC and not (_is_text(node.left) or _is_text(node.right)):
            changed = copy.deepcopy(node)
            changed.op = ARITHMETIC[type(node.op)]()
            self._change(node, "arithmetic", f"({ast.unparse(changed)})")
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._change(node, "constant", str(not node.value))
        elif isinstance(node.value, (int, float)):
            self._change(node, "constant", repr(node.value + 1))

    def visit_Return(self, node: ast.Return) -> None:
        empty = isinstance(node.value, ast.Constant) and node.value.value is None
        if node.value and not empty:
            self._change(node.value, "return", "None")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        first, second = (*node.args, None, None)[:2]
        plain = not any(isinstance(one, ast.Starred) for one in node.args)
        symmetric = isinstance(node.func, ast.Name) and node.func.id in SYMMETRIC
        if first and second and plain and not symmetric and ast.unparse(first) != ast.unparse(second):
            changed = copy.deepcopy(node)
            changed.args[0], changed.args[1] = changed.args[1], changed.args[0]
            self._change(node, "swapped argument", ast.unparse(changed))
        self.generic_visit(node)

    def _change(self, node: ast.expr | ast.stmt, operator: str, after: str) -> None:
        if not self._in_function and operator not in {"constant", "comparison", "boolean", "arithmetic"}:
            return
        start = self._starts[node.lineno - 1] + node.col_offset
        end = self._starts[(node.end_lineno or node.lineno) - 1] + (node.end_col_offset or 0)
        before = self._source[start:end].decode()
        if before != after:
            function = ".".join(self._names)
            self.found.append(Mutant(self._file, function, operator, before, after, node.lineno, start, end))


def _root(function: ast.expr) -> str:
    while isinstance(function, ast.Attribute):
        function = function.value
    return function.id if isinstance(function, ast.Name) else ""


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
