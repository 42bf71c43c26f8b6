"""
Writes the manual page and the shell completions, which follow from the parsers.

``python docs/manual.py`` puts them beside itself, from where they go into the wheel;
``tests/tools/test_manual.py`` fails where that was forgotten. It needs what the tox environment
``tools`` has.
"""

import argparse
import os
import pathlib
import re
import sys
import tempfile

# Texts are wrapped for a terminal of this width, wherever this runs.
os.environ["COLUMNS"] = "80"

HOME = pathlib.Path(__file__).parent
SHELLS = {
    "bash": "completions/sessioncompat.bash",
    "zsh": "completions/_sessioncompat",
    "fish": "completions/sessioncompat.fish",
}


def whole_parser():
    """The command with the arguments of all its subcommands, which main() loads one at a time."""
    from sessioncompat import __main__, doctor
    from sessioncompat.cookies import command
    from sessioncompat.lint import arguments, server

    parser, commands = __main__.make_parser()
    texts = dict(__main__._COMMANDS)
    parsers = {name: make() for name, make in arguments.PARSERS.items()}
    parsers.update(doctor=doctor._parser(), server=server.make_parser())
    for name, text in __main__._COMMANDS:
        if name == "cookie":
            command.add_parser(commands)
        elif name in parsers:
            own = parsers[name]
            commands.add_parser(
                name, help=text, parents=[own], conflict_handler="resolve",
                description=own.description or text, epilog=own.epilog,
            )
        else:
            commands.add_parser(name, help=texts[name], description=texts[name])
    return parser


def complete_paths(parser):
    """Say which arguments are files, which completion cannot know."""
    import shtab

    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                complete_paths(one)
        elif action.metavar in ("PATH", "FILE") or action.dest in ("paths", "file", "key_file"):
            action.complete = shtab.FILE


def manual_page():
    from argparse_manpage.manpage import Manpage
    from argparse_manpage.tooling import write_to_filename

    from sessioncompat import __version__

    parser = whole_parser()
    parser._manpage = [
        {
            "heading": "EXIT STATUS",
            "content": "0 if there is nothing to say, 1 if there is, and 2 if it could not do what"
            " was asked.",
        }
    ]
    data = {
        "project_name": "sessioncompat", "prog": "sessioncompat", "version": __version__,
        "manual_title": "sessioncompat manual", "format": "pretty", "date": "",
    }  # fmt: skip
    page = Manpage(parser, data)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "page")
        write_to_filename(str(page), path)
        text = pathlib.Path(path).read_text(encoding="utf-8")
    # The day on which it was written says nothing, and would make it out of date tomorrow.
    return re.sub(r'^(\.TH \S+ "1") "[^"]*"', r'\1 ""', text, flags=re.M)


def files():
    """What there is to write, by name."""
    import shtab

    found = {"sessioncompat.1": manual_page()}
    for shell, name in SHELLS.items():
        parser = whole_parser()
        complete_paths(parser)
        found[name] = shtab.complete(parser, shell)
    return {name: text.rstrip() + "\n" for name, text in found.items()}


def main():
    for name, text in files().items():
        path = HOME / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(path.name)


if __name__ == "__main__":
    sys.exit(main())
