/* What a cage lets out: nothing. Each attempt is made in a cage of its own, by the
 * system call itself, and what became of it is told by how the child ended. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/error.h"
#include "system/cage.h"
#include "system/cage_inside.h"

TestSuite(cage, .init = lc_begin);

enum { MEMORY = 8 << 20 };

/* --- attempts --------------------------------------------------------------------- */

static void make_socket(void)
{
    syscall(SYS_socket, AF_INET, SOCK_STREAM, 0);
}

static void make_local_socket(void)
{
    syscall(SYS_socket, AF_UNIX, SOCK_DGRAM, 0);
}

static void call_out(void)
{
    syscall(SYS_connect, 0, "", 0);
}

static void open_file(void)
{
    syscall(SYS_openat, AT_FDCWD, "/etc/passwd", O_RDONLY);
}

static void look_at_file(void)
{
    syscall(SYS_newfstatat, AT_FDCWD, "/etc/passwd", NULL, 0);
}

static void make_file(void)
{
    syscall(SYS_openat, AT_FDCWD, "/tmp/latecare-caged", O_WRONLY | O_CREAT, 0600);
}

static void run_program(void)
{
    char *const none[] = { NULL };
    syscall(SYS_execve, "/bin/true", none, none);
}

static void make_process(void)
{
    syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

static void trace_another(void)
{
    syscall(SYS_ptrace, PTRACE_ATTACH, getppid(), 0, 0);
}

static void kill_another(void)
{
    syscall(SYS_kill, 1, 0);
}

static void signal_another(void)
{
    syscall(SYS_tgkill, 1, 1, 0);
}

static void make_code(void)
{
    syscall(SYS_mmap, NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS,
            -1, 0);
}

static void make_memory_run(void)
{
    syscall(SYS_mprotect, (uintptr_t)&make_code & ~(uintptr_t)4095, 4096,
            PROT_READ | PROT_WRITE | PROT_EXEC);
}

static void write_elsewhere(void)
{
    syscall(SYS_write, STDERR_FILENO, "", 0);
}

static void rename_file(void)
{
    syscall(SYS_renameat2, AT_FDCWD, "/tmp/latecare-caged", AT_FDCWD, "/tmp/other", 0);
}

static void lift_limits(void)
{
    syscall(SYS_prlimit64, 0, 0, NULL, NULL);
}

static void (*const attempts[])(void) = {
    make_socket,     make_local_socket, call_out,       open_file,
    look_at_file,    make_file,         run_program,    make_process,
    trace_another,   kill_another,      signal_another, make_code,
    make_memory_run, write_elsewhere,   rename_file,    lift_limits,
};

/* Says a byte if the attempt came back at all. */
static void attempt(void *context, int from LC_UNUSED, int to)
{
    (*(void (*const *)(void))context)();
    (void)!write(to, "!", 1);
}

static lc_sys_cage *start(void (*work)(void *, int, int), void *context, size_t count,
                          const int *keep)
{
    const struct lc_sys_caged what = { work, context, count, keep, MEMORY };
    lc_sys_cage *cage;
    cr_assert(zero(int, lc_sys_cage_start(&cage, &what)));
    return cage;
}

Test(cage, nothing_gets_out)
{
    if (!lc_sys_cage_is_built() || !(lc_sys_cage_try() & LC_SYS_CAGE_CALLS))
        cr_skip_test("no seccomp here");
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
        char said;
        int by;
        lc_sys_cage *cage = start(attempt, (void *)(uintptr_t)&attempts[i], 0, NULL);
        cr_expect(zero(long, (long)read(lc_sys_cage_from(cage), &said, 1)),
                  "attempt %zu came back", i);
        cr_expect(eq(int, (int)lc_sys_cage_end(cage, false, &by), LC_SYS_FORBIDDEN));
        cr_expect(eq(int, by, SIGSYS), "attempt %zu", i);
        lc_sys_cage_free(cage);
    }
    cr_assert(lt(int, access("/tmp/latecare-caged", F_OK), 0));
}

/* Landlock by itself: the call comes back, and says no. */
Test(cage, files_are_barred)
{
    if (!(lc_sys_cage_try() & LC_SYS_CAGE_FILES))
        cr_skip_test("no Landlock here");
    pid_t child = fork();
    if (child == 0) {
        bool barred = lc_sys_cage_bar_files() && open("/etc/passwd", O_RDONLY) < 0
                      && errno == EACCES
                      && open("/tmp/latecare-caged", O_WRONLY | O_CREAT, 0600) < 0
                      && errno == EACCES && execl("/bin/true", "true", NULL) < 0
                      && errno == EACCES;
        _exit(barred ? 7 : 8);
    }
    int status;
    cr_assert(eq(int, waitpid(child, &status, 0), child));
    cr_assert(eq(int, status, 7 << 8));
}

/* --- what it can do --------------------------------------------------------------- */

/* Reads what it was given, answers what it is asked; descriptors that it was not given
 * are not there. */
static void serve(void *context, int from, int to)
{
    char text[8] = "", asked;
    int lent = *(int *)context;
    while (read(from, &asked, 1) == 1) {
        ssize_t got =
            asked == 'k' ? pread(lent, text, 4, 1) : pread(lent + 1, text, 4, 1);
        if (got < 0)
            memcpy(text, "none", 4);
        (void)!write(to, text, 4);
    }
}

Test(cage, has_what_it_was_given)
{
    char path[] = "/tmp/latecare-cage-XXXXXX", said[5] = "";
    int by, lent = mkstemp(path), other = dup(lent);
    cr_assert(eq(long, (long)write(lent, "abcdef", 6), 6L));
    cr_assert(eq(int, other, lent + 1));
    lc_sys_cage *cage = start(serve, &lent, 1, &lent);
    cr_assert(eq(long, (long)write(lc_sys_cage_to(cage), "k", 1), 1L));
    cr_assert(eq(long, (long)read(lc_sys_cage_from(cage), said, 4), 4L));
    cr_expect(eq(str, said, "bcde"));
    cr_assert(eq(long, (long)write(lc_sys_cage_to(cage), "o", 1), 1L));
    cr_assert(eq(long, (long)read(lc_sys_cage_from(cage), said, 4), 4L));
    cr_expect(eq(str, said, "none"));
    cr_expect(eq(int, (int)lc_sys_cage_end(cage, true, &by), LC_SYS_KILLED));
    lc_sys_cage_free(cage);
    close(other);
    close(lent);
    unlink(path);
}

static void eat(void *context LC_UNUSED, int from LC_UNUSED, int to)
{
    enum { PIECE = 1 << 20 };
    unsigned char pieces = 0;
    for (void *p; pieces < 250 && (p = malloc(PIECE)); pieces++)
        memset(p, 1, PIECE);
    (void)!write(to, &pieces, 1);
}

/* Memory ends where it should, with NULL and not with a signal. */
Test(cage, memory_is_bounded)
{
    unsigned char pieces = 0;
    int by;
    if (!lc_sys_cage_is_built())
        cr_skip_test("no cage in this build");
    lc_sys_cage *cage = start(eat, NULL, 0, NULL);
    cr_assert(eq(long, (long)read(lc_sys_cage_from(cage), &pieces, 1), 1L));
    cr_expect(le(int, pieces, MEMORY >> 20));
    cr_expect(le(int, MEMORY >> 21, pieces));
    cr_expect(eq(int, (int)lc_sys_cage_end(cage, false, &by), LC_SYS_DONE));
    cr_expect(zero(int, by));
    lc_sys_cage_free(cage);
}

static void crash(void *context, int from LC_UNUSED, int to LC_UNUSED)
{
    if (*(int *)context == SIGABRT)
        abort();
    raise(*(int *)context);
}

Test(cage, endings)
{
    int by, crashes[] = { SIGABRT, SIGTRAP }; /* sanitizers take others */
    for (size_t i = 0; i < 2; i++) {
        lc_sys_cage *cage = start(crash, &crashes[i], 0, NULL);
        cr_expect(eq(int, (int)lc_sys_cage_end(cage, false, &by), LC_SYS_CRASHED));
        cr_expect(eq(int, by, crashes[i]));
        cr_expect(eq(int, (int)lc_sys_cage_end(cage, true, &by), LC_SYS_CRASHED),
                  "asked again it says the same");
        lc_sys_cage_free(cage);
    }
    lc_sys_cage_free(NULL);
}
