/* What is typed at a terminal and not seen: a terminal of the test's own, whose other
 * end the test holds. However the question ends, the terminal is as it was. */
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "system/file.h"
#include "system/signal.h"
#include "system/terminal.h"

enum { ROOM = 8, WOKEN = 40, OTHER = 41, NONE = 42 };

static int end, kept; /* the test's, and the child's, which stays open here too */
static pid_t child;

/* In the child: its exit status is what it took, or one of the above. */
static int ask(void)
{
    int fd, number;
    size_t got;
    char line[ROOM] = "";
    lc_sys_signal_begin();
    signal(SIGQUIT, SIG_DFL); /* which a shell may have its children ignore */
    if (lc_sys_terminal_open(&fd))
        return NONE;
    number = lc_sys_terminal_ask(fd, "what? ", ROOM, line, &got);
    if (number)
        return lc_sys_cause(number) == LC_SYS_WOKEN ? WOKEN : OTHER;
    return (int)got + (memcmp(line, "open", got < 4 ? got : 4) ? 20 : 0);
}

static bool shows(void)
{
    struct termios now;
    cr_assert(zero(int, tcgetattr(end, &now)));
    return now.c_lflag & ECHO;
}

/* What the terminal showed, until it says `wanted`. */
static void hear(char *out, size_t room, const char *wanted)
{
    size_t size = 0;
    struct pollfd one = { end, POLLIN, 0 };
    while (!strstr(out, wanted) && poll(&one, 1, 10000) == 1) {
        ssize_t got = read(end, out + size, room - 1 - size);
        if (got <= 0)
            break;
        size += (size_t)got;
        out[size] = 0;
    }
}

static void begin(void)
{
    char shown[100] = "";
    cr_assert(zero(int, openpty(&end, &kept, NULL, NULL, NULL)));
    child = fork();
    cr_assert(ne(int, child, -1));
    if (!child)
        _exit(login_tty(kept) ? OTHER : ask());
    hear(shown, sizeof shown, "what? ");
    cr_assert_str_eq(shown, "what? ");
    cr_assert(not(shows()));
}

static int ended(void)
{
    int status;
    cr_assert(eq(int, waitpid(child, &status, 0), child));
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void type(const char *text)
{
    cr_assert(eq(i64, write(end, text, strlen(text)), (ssize_t)strlen(text)));
}

TestSuite(terminal, .timeout = 60);

Test(terminal, takes_a_line_that_nobody_sees)
{
    char shown[100] = "";
    begin();
    type("open\n");
    hear(shown, sizeof shown, "\n");
    cr_expect_str_eq(shown, "\r\n");
    cr_expect(eq(int, ended(), 4));
}

Test(terminal, corrects_as_lines_are)
{
    begin();
    type("opex\177n\n");
    cr_expect(eq(int, ended(), 4));
}

Test(terminal, cuts_what_is_longer_and_says_so)
{
    begin();
    type("open and more\n");
    cr_expect(eq(int, ended(), ROOM));
}

Test(terminal, has_an_end)
{
    begin();
    type("\004");
    cr_expect(eq(int, ended(), 0));
}

static int after(void (*act)(void))
{
    begin();
    act();
    int status = ended();
    cr_expect(shows(), "what is typed is still hidden");
    return status;
}

static void break_it(void)
{
    type("op\003");
}

static void hang_up(void)
{
    kill(child, SIGHUP);
}

/* Both are there when it goes on: the second ends it within the first's handler. */
static void break_twice(void)
{
    int status;
    kill(child, SIGSTOP);
    cr_assert(eq(int, waitpid(child, &status, WUNTRACED), child));
    kill(child, SIGINT);
    kill(child, SIGTERM);
    kill(child, SIGCONT);
}

/* Kept back: it neither stops nor quits with the terminal as it is then. */
static void stop_and_answer(void)
{
    type("\034");
    kill(child, SIGQUIT);
    usleep(100000);
    type("open\n");
}

Test(terminal, is_as_it_was_however_it_ends)
{
    cr_expect(eq(int, after(break_it), WOKEN));
    cr_expect(eq(int, after(hang_up), WOKEN));
    cr_expect(eq(int, after(break_twice), 130));
    cr_expect(eq(int, after(stop_and_answer), -SIGQUIT));
}

Test(terminal, may_not_be_there)
{
    child = fork();
    if (!child) {
        setsid();
        _exit(ask());
    }
    cr_expect(eq(int, ended(), NONE));
}
