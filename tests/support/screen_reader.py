"""What a screen reader finds and hears; run by Debian's own python3, which has pyatspi.

/usr/bin/python3 screen_reader.py PID           everything that is visible, one object a line
/usr/bin/python3 screen_reader.py PID listen    what is announced from now on, one a line
"""

import contextlib
import json
import sys

import pyatspi
from gi.repository import GLib

ASSERTIVE = 2
"""Of AtspiLive, which pyatspi 2.46 has no name for."""


def of_process(pid):
    for program in pyatspi.Registry.getDesktop(0):
        with contextlib.suppress(GLib.GError):  # one that just ended
            if program and program.get_process_id() == pid:
                return program
    return None


def visible(control):
    """Depth first; what is scrolled out of sight counts as well."""
    with contextlib.suppress(GLib.GError):  # gone since it was found
        states = control.getState()
        if states.contains(pyatspi.STATE_VISIBLE):
            yield control, states
            for child in control:
                if child:
                    yield from visible(child)


def described(control, states):
    return {
        "role": control.getRoleName(),
        "name": control.name,
        "text": text_of(control),
        "actions": actions_of(control),
        "states": [pyatspi.stateToString(state) for state in states.getStates()],
    }


def text_of(control):
    try:
        words = control.queryText()
    except NotImplementedError:
        return None
    return words.getText(0, words.characterCount)


def actions_of(control):
    try:
        action = control.queryAction()
    except NotImplementedError:
        return []
    return [action.getName(number) for number in range(action.nActions)]


def read(pid):
    for window in of_process(pid) or ():
        for control, states in visible(window):
            with contextlib.suppress(GLib.GError):  # gone since it was found
                print(json.dumps(described(control, states)))


def listen(pid):
    program = of_process(pid)

    def heard(event):
        if event.host_application == program:
            urgent = event.detail1 == ASSERTIVE
            print(json.dumps({"words": event.any_data, "urgent": urgent}), flush=True)

    pyatspi.Registry.registerEventListener(heard, "object:announcement")
    print(json.dumps(program is not None), flush=True)
    pyatspi.Registry.start()


if __name__ == "__main__":
    (listen if sys.argv[2:] else read)(int(sys.argv[1]))
