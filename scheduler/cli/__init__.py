"""The command `scheduler`: each file of this folder that defines `command` is one of its commands."""

from __future__ import annotations

import ast
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import rich_click as click
from rich_click import RichCommand, RichContext, RichGroup, RichHelpFormatter

from scheduler import __version__
from scheduler.cli.options import print_lines
from scheduler.errors import InputError, SchedulerError

FOLDER = Path(__file__).parent


class Commands(RichGroup):
    """Finds its commands in this folder, and imports only the one that runs: the solver takes a second to import."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        modules = sorted(module.name for module in iter_modules([str(FOLDER)]))
        return [name.replace("_", "-") for name in modules if summary(name)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = cmd_name.replace("-", "_")
        if not summary(module):
            return None
        command: click.Command = import_module(f"scheduler.cli.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """A slip of the hand is answered with the command that was meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            near = get_close_matches(args[0], self.list_commands(ctx), n=1)
            if not near:
                raise
            raise click.UsageError(f"No such command {args[0]!r}. Did you mean {near[0]!r}?", ctx) from error

    def format_help(self, ctx: RichContext, formatter: RichHelpFormatter) -> None:  # type: ignore[override]
        """The list of commands, read from their files without importing them."""
        shown = RichGroup(name=self.name, help=self.help, params=self.params, context_settings=self.context_settings)
        for name in self.list_commands(ctx):
            shown.add_command(RichCommand(name=name, help=summary(name.replace("-", "_"))))
        shown.format_help(ctx, formatter)

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; the user's faults become lines on stderr and an exit status, bugs keep their traceback."""
        try:
            return super().invoke(ctx)
        except InputError as error:
            print_lines((f"Error: {complaint}" for complaint in error.complaints), err=True)
            ctx.exit(error.exit_code)
        except SchedulerError as error:
            print_lines(f"Error: {error}".splitlines(), err=True)
            ctx.exit(error.exit_code)


def summary(module: str) -> str:
    """The first sentence of the help of that file's `command`; empty where the file defines none."""
    file = FOLDER / f"{module}.py"
    if not module.isidentifier() or not file.is_file():
        return ""
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name == "command":
            return " ".join((ast.get_docstring(node) or module).partition("\n\n")[0].split())
    return ""


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="scheduler")
def main() -> None:
    """Rosters for contact centres: from a forecast to who works when.

    Every command works on the current folder, a workspace with config/, forecasts/ and reports/.
    """
