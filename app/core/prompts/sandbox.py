"""Jinja for templates that strangers wrote: no way out, and no way to run on and on.

Jinja's own sandbox keeps a template away from Python's insides. What it lacks
are bounds: a loop in a loop, or a text doubled forty times, would stop the
program. Here every step, and every text or list that a template makes, is
paid for from one allowance, within a time limit.
"""

import datetime
import functools
import json
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NoReturn

from jinja2 import TemplateError, TemplateRuntimeError, nodes, pass_context
from jinja2.ext import Extension, loopcontrols
from jinja2.parser import Parser
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from jinja2.visitor import NodeTransformer

MAX_SOURCE = 48 * 1024
"""Characters of a template; the longest seen in weights, with tools, has about 20,000."""

MAX_RANGE = 10_000
_ALLOWANCE = 2_000_000
_TIME_LIMIT = 2.0
_MAX_BITS = 64

FAULTS = (
    TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    MemoryError,
    RecursionError,
    SyntaxError,
    TypeError,
    ValueError,
)
"""What a bad template may raise while it is compiled or rendered."""

_FILTERS = """
abs capitalize count d default dictsort e escape first float indent int items join last length
list lower map max min reject rejectattr replace reverse round safe select selectattr sort string
sum title trim unique upper
""".split()  # noqa: SIM905 - a list of words reads best as words
_TEXT_METHODS = """
capitalize count endswith find index isalnum isalpha isdigit isspace join lower lstrip partition
removeprefix removesuffix replace rfind rpartition rsplit rstrip split splitlines startswith strip
title upper
""".split()  # noqa: SIM905 - a list of words reads best as words


class Exhausted(TemplateRuntimeError):
    """The template wanted more than any honest one needs."""


class _Allowance:
    """What one rendering may still use."""

    def __init__(self, characters: int) -> None:
        self._left = _ALLOWANCE + 20 * characters
        self._deadline = time.monotonic() + _TIME_LIMIT

    def pay(self, amount: int) -> None:
        self._left -= 1 + amount
        if self._left < 0 or time.monotonic() > self._deadline:
            raise Exhausted

    def pay_for(self, value: Any) -> None:
        """Pay for a value with everything inside it, each time it is met."""
        self.pay(len(value) if isinstance(value, str) else 0)
        if isinstance(value, dict):
            for item in value.items():
                self.pay_for(item)
        elif isinstance(value, list | tuple):
            for item in value:
                self.pay_for(item)


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one template, with what transformers offers to chat templates."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self) -> None:
        super().__init__(
            trim_blocks=True, lstrip_blocks=True, extensions=[loopcontrols, _Generation]
        )
        self.allowance = _Allowance(0)
        self.filters = {name: self._paid(self.filters[name]) for name in _FILTERS}
        self.filters |= {
            "join": self._join,
            "replace": self._replace,
            "tojson": self._tojson,
            "paid_steps": self._steps,
            "paid_text": self._text,
        }
        self.globals = {
            "dict": dict,
            "namespace": Namespace,
            "raise_exception": _raise_exception,
            "range": _range,
            "strftime_now": lambda form: datetime.datetime.now().astimezone().strftime(form),
        }

    def build(self, source: str) -> Callable[..., str]:
        """A function that renders ``source``.

        Raises:
            any of FAULTS: it can't be compiled.
        """
        if len(source) > MAX_SOURCE:
            raise Exhausted
        self.allowance = _Allowance(0)
        tree = self.parse(source)
        for loop in list(tree.find_all(nodes.For)):
            loop.iter = _filtered(loop.iter, "paid_steps")
        _Paying().visit(tree)
        for output in list(tree.find_all(nodes.Output)):
            output.nodes = [_filtered(_expression(node), "paid_text") for node in output.nodes]
        for join in list(tree.find_all(nodes.Concat)):
            join.nodes = [_filtered(node, "paid_text") for node in join.nodes]
        template = self.from_string(tree)

        def render(**values: Any) -> str:
            self.allowance = _Allowance(len(str(values)))
            return template.render(**values)

        return render

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Jinja's hook: refuse what would be huge before it is made."""
        lengths = [len(side) for side in (left, right) if isinstance(side, str | list | tuple)]
        numbers = [abs(side) for side in (left, right) if isinstance(side, int)]
        bits = sum(number.bit_length() for number in numbers)
        too_far = operator == "**" and max([0, *numbers]) > _MAX_BITS
        padded = operator == "%" and isinstance(left, str)
        if too_far or padded or (operator in ("*", "**") and bits > _MAX_BITS):
            raise Exhausted
        times = max([1, *numbers]) if operator == "*" else 1
        self.allowance.pay(sum(lengths) * times)
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, called: Any, /, *args: Any, **kwargs: Any) -> Any:
        """Jinja's hook: every call costs, by what it returns."""
        self.allowance.pay(0)
        text = getattr(called, "__self__", None)
        if isinstance(text, str) and called.__name__ == "replace":
            return self._replace(text, *args)
        if isinstance(text, str) and called.__name__ == "join":
            return self._join(args[0], text)
        return self._pay_size(super().call(context, called, *args, **kwargs))

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's hook: of texts, only methods whose result is no longer than the text."""
        if isinstance(obj, str) and attr not in _TEXT_METHODS:
            return False
        return super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:
        """Jinja's hook: ``format`` can pad to any width, so it is no exception here."""

    def _paid(self, function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def paid(*args: Any, **kwargs: Any) -> Any:
            if any(isinstance(arg, int) and abs(arg) > MAX_RANGE for arg in (*args, *kwargs)):
                raise Exhausted
            return self._pay_size(function(*args, **kwargs))

        return paid

    def _pay_size(self, value: Any) -> Any:
        self.allowance.pay_for(value)
        return value

    @pass_context  # also keeps Jinja from calling it while it compiles
    def _steps(self, _context: Context, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.allowance.pay(0)
            yield item

    @pass_context
    def _text(self, _context: Context, value: Any) -> Any:
        self.allowance.pay_for(value)
        return value

    def _join(self, items: Iterable[Any], between: str = "") -> str:
        parts = list(items)
        self.allowance.pay_for(parts)
        self.allowance.pay(len(parts) * len(between))
        return between.join(map(str, parts))

    def _replace(self, text: str, old: str, new: str, count: int = -1) -> str:
        self.allowance.pay(len(text) + (text.count(old) + 1) * len(new))
        return text.replace(old, new, count)

    def _tojson(self, value: Any, indent: int | None = None, **_options: Any) -> str:
        self.allowance.pay_for(value)
        return json.dumps(value, ensure_ascii=False, indent=min(indent or 0, 8) or None)


class _Generation(Extension):
    """``{% generation %}`` marks a reply for training; here it is only its body."""

    tags = {"generation"}  # noqa: RUF012 - Jinja's own way

    def parse(self, parser: Parser) -> list[nodes.Node]:
        """The body alone."""
        next(parser.stream)
        return parser.parse_statements(("name:endgeneration",), drop_needle=True)


class _Paying(NodeTransformer):
    """Makes a template pay for what it builds, with everything inside it.

    So nothing can grow past the allowance by doubling, and whatever is then
    compared or written out is small enough to take a moment.
    """

    def visit_List(self, node: nodes.List) -> nodes.Node:  # noqa: N802 - Jinja's names
        return _filtered(self.generic_visit(node), "paid_text")

    def visit_Dict(self, node: nodes.Dict) -> nodes.Node:  # noqa: N802
        return _filtered(self.generic_visit(node), "paid_text")

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802
        return _filtered(self.generic_visit(node), "paid_text")

    def visit_Tuple(self, node: nodes.Tuple) -> nodes.Node:  # noqa: N802
        inside = self.generic_visit(node)
        return _filtered(inside, "paid_text") if node.ctx == "load" else inside


def _filtered(node: nodes.Node, name: str) -> nodes.Filter:
    return nodes.Filter(
        node, name, [], [], None, None, lineno=node.lineno, environment=node.environment
    )


def _expression(node: nodes.Expr) -> nodes.Expr:
    if isinstance(node, nodes.TemplateData):
        return nodes.Const(node.data, lineno=node.lineno, environment=node.environment)
    return node


def _range(*bounds: int) -> range:
    numbers = range(*bounds)
    if len(numbers) > MAX_RANGE:
        raise Exhausted
    return numbers


def _raise_exception(message: str) -> NoReturn:
    raise TemplateError(message)
