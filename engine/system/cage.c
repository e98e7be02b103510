/* See cage.h. */
#include "system/cage.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "system/cage_inside.h"
#include "system/process.h"

struct lc_sys_cage {
    pid_t child; /* 0: it was waited for */
    int to, from;
    unsigned parts;
    enum lc_sys_ending ending;
    int signal;
};

#ifdef LC_DEBUGGABLE
enum { BUILT = 0 };
#else
enum { BUILT = 1 };
#endif

bool lc_sys_cage_is_built(void)
{
    return BUILT;
}

/* --- in the child ----------------------------------------------------------------- */

static void leave_signals(void)
{
    static const int asking[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        signal(asking[i], SIG_IGN);
}

static void close_from_to(int first, int last)
{
    if (first > last || close_range((unsigned)first, (unsigned)last, 0) == 0)
        return;
    long most = sysconf(_SC_OPEN_MAX);
    for (int fd = first; fd <= last && fd < most; fd++)
        close(fd);
}

/* The two ends, which lie where they will, are among those that stay. */
static void close_others(const struct lc_sys_caged *what, int from, int to)
{
    size_t i = 0;
    int low = from < to ? from : to, high = from < to ? to : from;
    int next = BUILT ? 0 : STDERR_FILENO + 1; /* a sanitizer's words */
    while (i < what->count || low >= 0) {
        bool own = i == what->count || (low >= 0 && low < what->keep[i]);
        int stays = own ? low : what->keep[i++];
        if (own) {
            low = high;
            high = -1;
        }
        close_from_to(next, stays - 1);
        next = stays + 1;
    }
    close_from_to(next, INT_MAX);
}

/* Bytes that count against RLIMIT_DATA already; 1 GiB where that cannot be told. */
static rlim_t data_now(void)
{
    unsigned long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");
    int got = file ? fscanf(file, "%*s %*s %*s %*s %*s %lu", &pages) : 0;
    if (file)
        fclose(file);
    return got == 1 ? (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) : (rlim_t)1 << 30;
}

static void bound(__rlimit_resource_t what, rlim_t most)
{
    struct rlimit limit = { most, most }, now;
    if (getrlimit(what, &now) == 0 && now.rlim_max < most)
        return; /* the user's own is closer */
    (void)setrlimit(what, &limit);
}

/* The limits hold too where the kernel has neither of the locks: no descriptor more, so
 * no file and no socket. */
static unsigned enter(const struct lc_sys_caged *what, int to)
{
    unsigned parts = 0;
    if (!BUILT)
        return 0;
    mallopt(M_ARENA_MAX, 1); /* where memory ends it would look for another */
    bound(RLIMIT_DATA, data_now() + what->memory);
    bound(RLIMIT_FSIZE, 0);
    bound(RLIMIT_NPROC, 0);
    if (lc_sys_cage_bar_files())
        parts |= LC_SYS_CAGE_FILES;
    bound(RLIMIT_NOFILE, 0);
    if (lc_sys_cage_bar_calls(to))
        parts |= LC_SYS_CAGE_CALLS;
    return parts;
}

static _Noreturn void live(const struct lc_sys_caged *what, pid_t parent, int from,
                           int to)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent)
        _exit(0);
    leave_signals();
    close_others(what, from, to);
    unsigned char parts = (unsigned char)enter(what, to);
    if (write(to, &parts, 1) == 1)
        what->work(what->context, from, to);
    lc_sys_process_end(0);
}

/* --- in the parent ---------------------------------------------------------------- */

/* The child says what holds it; nothing, if it did not come so far. */
static int hear(lc_sys_cage *cage)
{
    unsigned char parts;
    ssize_t got;
    do
        got = read(cage->from, &parts, 1);
    while (got < 0 && errno == EINTR);
    cage->parts = got == 1 ? parts : 0;
    return got == 1 ? 0 : got ? errno : ECHILD;
}

static void close_pair(const int *pair)
{
    close(pair[0]);
    close(pair[1]);
}

static int split(lc_sys_cage *cage, const struct lc_sys_caged *what, const int *down,
                 const int *up)
{
    pid_t parent = getpid();
    cage->child = fork();
    if (cage->child == 0)
        live(what, parent, down[0], up[1]);
    close(down[0]);
    close(up[1]);
    cage->to = down[1];
    cage->from = up[0];
    return cage->child < 0 ? errno : hear(cage);
}

int lc_sys_cage_start(lc_sys_cage **cage, const struct lc_sys_caged *what)
{
    int down[2], up[2], number;
    lc_sys_cage *made = calloc(1, sizeof *made);
    *cage = NULL;
    if (!made)
        return ENOMEM;
    if (pipe2(down, O_CLOEXEC)) {
        number = errno;
        free(made);
        return number;
    }
    if (pipe2(up, O_CLOEXEC)) {
        number = errno;
        close_pair(down);
        free(made);
        return number;
    }
    number = split(made, what, down, up);
    if (number)
        lc_sys_cage_free(made);
    else
        *cage = made;
    return number;
}

unsigned lc_sys_cage_parts(const lc_sys_cage *cage)
{
    return cage->parts;
}

int lc_sys_cage_to(const lc_sys_cage *cage)
{
    return cage->to;
}

int lc_sys_cage_from(const lc_sys_cage *cage)
{
    return cage->from;
}

/* Did it end by itself within a second? */
static bool waits(pid_t child, int *status)
{
    enum { TRIES = 1000 };
    const struct timespec pause = { .tv_nsec = 1000000 };
    pid_t got = 0;
    for (int i = 0; i < TRIES && got == 0; i++) {
        got = waitpid(child, status, WNOHANG);
        if (got == 0)
            nanosleep(&pause, NULL);
    }
    return got == child;
}

static void kill_and_wait(pid_t child, int *status)
{
    kill(child, SIGKILL);
    while (waitpid(child, status, 0) < 0 && errno == EINTR)
        ;
}

enum lc_sys_ending lc_sys_cage_end(lc_sys_cage *cage, bool now, int *signal)
{
    int status = 0;
    if (cage->child > 0 && (now || !waits(cage->child, &status))) {
        kill_and_wait(cage->child, &status);
        status = now ? status : 0; /* by us: it did not crash */
    }
    if (cage->child > 0 && WIFSIGNALED(status)) {
        cage->signal = WTERMSIG(status);
        cage->ending = cage->signal == SIGSYS    ? LC_SYS_FORBIDDEN
                       : cage->signal == SIGKILL ? LC_SYS_KILLED
                                                 : LC_SYS_CRASHED;
    }
    cage->child = 0;
    *signal = cage->signal;
    return cage->ending;
}

void lc_sys_cage_free(lc_sys_cage *cage)
{
    int signal;
    if (!cage)
        return;
    close(cage->to);
    close(cage->from);
    (void)lc_sys_cage_end(cage, BUILT, &signal); /* else it may count its lines */
    free(cage);
}

/* --- what there is ---------------------------------------------------------------- */

static void do_nothing(void *context, int from, int to)
{
    (void)context;
    (void)from;
    (void)to;
}

unsigned lc_sys_cage_try(void)
{
    enum { ENOUGH = 1 << 20 };
    const struct lc_sys_caged nothing = { .work = do_nothing, .memory = ENOUGH };
    lc_sys_cage *cage;
    if (lc_sys_cage_start(&cage, &nothing))
        return 0;
    unsigned parts = lc_sys_cage_parts(cage);
    lc_sys_cage_free(cage);
    return parts;
}
