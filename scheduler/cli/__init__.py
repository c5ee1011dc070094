"""The command `scheduler`: each file of this folder that defines `command` is one of its commands.

What commands share:

    options          options such as --seed, the opening of a workspace, how notes and results are printed
    opened           a roster opened for judging, with the inputs that it was made with
    rejected         a roster that the check refused, written beside the report
    rescued          a roster that was found, kept where its report cannot be made or written
    signals          Ctrl-C and TERM during a solve: stop searching, keep the best
    played           the simulations that end a solve; none of them costs a roster
    validate_tables  the tables that `validate` prints
    holders          the lines that `cover --at` prints

What `solve` alone needs:

    start            a roster in hand for `--start`
    kept             shifts that it went on from, and keeps
    ticker           progress on stderr
    judged           rounds of `--judge`
    asked            what it is asked beside the workspace, as `verify` asks again
    bill             what a planner reads at the end

The commands, as a week goes:

    init             a small working workspace to start from
    validate         what was understood of a workspace, and the arithmetic before a solve
    staff            what every queue requires
    erlang           one interval by Erlang A or C
    rules            every limit there is, its law, and where it is switched on
    solve            from a workspace to a roster and its report
    verify           the solve behind a report, repeated
    check            does a roster keep every limit, and how far is it from each goal
    explain          why nobody could, for each shortage and each open escalation hour
    report           the page and the tables of a roster, again
    simulate         a finished roster against simulated contacts
    cover            who holds each duty
    export           a workbook, calendars, a lead's sheet
    compare          what-ifs side by side, each with its bound
"""

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
