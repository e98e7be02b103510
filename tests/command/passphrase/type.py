"""type.py ANSWERS OUT ERR PROGRAM ARGS...: runs the program at a terminal of its own, its standard output and errors in
files, and types a line of ANSWERS at each question (which ends in ": "); "^C" is Ctrl-C. Prints what the terminal showed,
and ends as the program did. The terminal must show what is typed again when the program has ended."""
import fcntl
import os
import pty
import select
import sys
import termios

answers, out, err, *program = sys.argv[1:]
answers = open(answers).read().splitlines()
terminal, kept = pty.openpty()
pid = os.fork()
if not pid:
    os.setsid()
    fcntl.ioctl(kept, termios.TIOCSCTTY, 0)
    for fd, name in ((1, out), (2, err)):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), fd)
    os.execvp(program[0], program)
shown, status = b"", None
while status is None:
    if select.select([terminal], [], [], 0.05)[0]:
        shown += os.read(terminal, 4096)
        if shown.endswith(b": ") and answers:
            answer = answers.pop(0)
            os.write(terminal, b"\003" if answer == "^C" else answer.encode() + b"\n")
    else:
        ended, how = os.waitpid(pid, os.WNOHANG)
        status = os.waitstatus_to_exitcode(how) if ended else None
sys.stdout.write(shown.decode())
if not termios.tcgetattr(kept)[3] & termios.ECHO:
    sys.exit("the terminal no longer shows what is typed")
sys.exit(status)
