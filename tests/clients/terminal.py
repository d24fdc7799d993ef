"""Runs a program in a pseudo-terminal as a person would use it: waits for what it shows, then types.

usage: terminal.py STEPS.json PROGRAM [ARGUMENT...]

STEPS.json is a list of {"expect": text, "seconds": limit}, {"type": text} and {"type": text, "until": text}, which types again every
few seconds until something is shown. "expect" and "until" look only at what was shown after the previous step. What the terminal showed goes to standard output, without colours and cursor movements. Exit status: 0 when
every step happened and the program then ended by itself with 0, else 1, with the step that did not happen on standard error.
"""

import json
import os
import pty
import re
import select
import signal
import sys
import time

ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


class Terminal:
    def __init__(self, command):
        self.shown = ""
        self.seen = 0
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvp(command[0], command)

    def read(self, seconds):
        """Takes what the program shows within a time; False when it has closed the terminal."""
        ready, _, _ = select.select([self.fd], [], [], seconds)
        if not ready:
            return True
        try:
            chunk = os.read(self.fd, 65536)
        except OSError:
            return False
        self.shown += ESCAPES.sub("", chunk.decode("utf-8", "replace"))
        return len(chunk) > 0

    def expect(self, text, seconds):
        limit = time.monotonic() + seconds
        while True:
            found = self.shown.find(text, self.seen)
            if found >= 0:
                self.seen = found + len(text)
                return True
            left = limit - time.monotonic()
            if left <= 0 or not self.read(min(left, 0.2)):
                return self.shown.find(text, self.seen) >= 0

    def type(self, text):
        os.write(self.fd, text.encode())
        # What is waited for next must not be found in the terminal's echo of what was typed.
        if text.endswith("\r"):
            self.expect(text.rstrip("\r").split("\r")[-1], 10)

    def answers(self, text, expected):
        self.type(text)
        return self.expect(expected, 3)

    def wait_for_end(self, seconds):
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid != 0:
                return os.waitstatus_to_exitcode(status)
            self.read(0.1)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return None


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        steps = json.load(file)
    terminal = Terminal(sys.argv[2:])
    failure = None
    for number, step in enumerate(steps, 1):
        if "until" in step:
            if not any(terminal.answers(step["type"], step["until"]) for _ in range(20)):
                failure = f"step {number}: {step['until']!r} was not shown after {step['type']!r}"
                break
        elif "type" in step:
            terminal.type(step["type"])
        elif not terminal.expect(step["expect"], step.get("seconds", 30)):
            failure = f"step {number}: {step['expect']!r} was not shown"
            break
    status = terminal.wait_for_end(0 if failure else 30)
    if failure is None and status is None:
        failure = "the program did not end after the last step"
    sys.stdout.write(terminal.shown)
    if failure is not None:
        print(failure, file=sys.stderr)
    return 0 if failure is None and status == 0 else 1


sys.exit(main())
