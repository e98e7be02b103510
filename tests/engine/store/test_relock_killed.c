/* A change of what opens a store's keys that is killed before any of its steps on the
 * disk, or one of whose steps fails, leaves keys that one answer opens, and is done by
 * making it again. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/answering.h"
#include "support/relocking.h"
#include "support/rotating.h"

/* --- steps on the disk: the process ends before the one whose turn it is ---------- */

enum { KILLED = 9, WHOLE, DONE, FAILED };
static long steps_left = -1; /* -1: nobody counts */
static bool fails;           /* it fails, instead */

static bool step(void)
{
    if (steps_left < 0 || steps_left-- > 0)
        return false;
    if (!fails)
        _exit(KILLED);
    errno = EIO;
    return true;
}

int rename(const char *from, const char *to)
{
    return step() ? -1 : (int)syscall(SYS_renameat2, -100, from, -100, to, 0);
}

int unlink(const char *path)
{
    return step() ? -1 : (int)syscall(SYS_unlinkat, -100, path, 0);
}

int fsync(int fd)
{
    return step() ? -1 : (int)syscall(SYS_fsync, fd);
}

ssize_t write(int fd, const void *data, size_t size)
{
    return step() ? -1 : syscall(SYS_write, fd, data, size);
}

TestSuite(relock_killed, .init = relocking_begin, .fini = relocking_end);

static void copy(const char *from, const char *to)
{
    char command[1000];
    snprintf(command, sizeof command, "rm -rf %s && cp -a %s %s", to, from, to);
    cr_assert(zero(int, system(command)));
}

static bool is_one_of(const char *answer, const char *const *of)
{
    return (of[0] && !strcmp(answer, of[0])) || (of[1] && !strcmp(answer, of[1]));
}

/* The change is made in a child that ends before its n-th step, or whose n-th step
 * fails: WHOLE, if there was none; DONE, if it was made all the same. */
static int stopped_at(struct relocking change, long n)
{
    int status;
    pid_t child = fork();
    if (!child) {
        steps_left = n;
        int code = relocking_try(change, NULL);
        _exit(steps_left >= 0 ? code ? FAILED : WHOLE : code ? KILLED : DONE);
    }
    cr_assert(eq(int, waitpid(child, &status, 0), child));
    bool ended = WIFEXITED(status);
    cr_assert(ended);
    cr_assert(ne(int, WEXITSTATUS(status), FAILED));
    return WEXITSTATUS(status);
}

/* From `before`, which `old` opens, to what each of new[2] opens (NULL: the first,
 * anything does; the second, there is none). */
static void stops(struct relocking before, const char *old, struct relocking change,
                  const char *const *new)
{
    char base[270], when[40];
    int seen_old = 0, seen_new = 0;
    snprintf(base, sizeof base, "%s.base", rotating_folder);
    if (before.phrase)
        relocking_done(before);
    copy(rotating_folder, base);
    for (long n = 0;; n++) {
        snprintf(when, sizeof when, "before step %ld", n);
        copy(base, rotating_folder);
        answering(old);
        int how = stopped_at(change, n);
        bool by_old = relocking_opens(old), by_new = relocking_opens(new[0]);
        cr_assert(by_old || by_new, "%s: neither opens both", when);
        seen_old += by_old;
        seen_new += by_new;
        relocking_holds(by_old ? old : new[0], when);
        cr_assert(by_new || how == KILLED, "%s", when);
        if (how == WHOLE)
            break;
        if (change.plain && by_new) /* there is none to be taken away again */
            continue;
        relocking_done(change); /* again, by the same answer, and it is done */
        relocking_holds(new[0], when);
        if (new[1])
            relocking_holds(new[1], when);
        if (old && new[0] && !is_one_of(old, new))
            cr_expect(not(relocking_opens(old)), "%s: the old one opens still", when);
    }
    cr_expect(lt(int, 3, seen_old), "%d", seen_old);
    cr_expect(lt(int, 0, seen_new), "%d", seen_new);
}

/* Killed; and, begun again, failing. */
static void each(struct relocking before, const char *old, struct relocking change,
                 const char *const *new)
{
    stops(before, old, change, new);
    char command[300];
    snprintf(command, sizeof command, "rm -rf %s", rotating_folder);
    cr_assert(zero(int, system(command)));
    relocking_end();
    relocking_begin();
    fails = true;
    stops(before, old, change, new);
}

static const struct relocking none = { 0 }, by_one = { .phrase = relocking_one },
                              by_both = { relocking_one, relocking_paper[0], false };

Test(relock_killed, killed_as_it_is_set, .timeout = 1800)
{
    each(none, NULL, by_both, (const char *[]){ relocking_one, relocking_typed[0] });
}

Test(relock_killed, killed_as_it_is_changed, .timeout = 1800)
{
    each(by_one, relocking_one, (struct relocking){ .phrase = relocking_two },
         (const char *[]){ relocking_two, NULL });
}

Test(relock_killed, killed_as_it_is_taken_away, .timeout = 1800)
{
    each(by_both, relocking_one, (struct relocking){ .plain = true },
         (const char *[]){ NULL, NULL });
}

Test(relock_killed, killed_as_another_recovery_key_is_drawn, .timeout = 1800)
{
    each(by_both, relocking_one, (struct relocking){ .recovery = relocking_paper[1] },
         (const char *[]){ relocking_one, relocking_typed[1] });
    cr_expect(not(relocking_opens(relocking_typed[0])));
}

Test(relock_killed, killed_as_the_lost_one_is_changed, .timeout = 1800)
{
    each(by_both, relocking_typed[0], (struct relocking){ .phrase = relocking_two },
         (const char *[]){ relocking_two, relocking_typed[0] });
    cr_expect(not(relocking_opens(relocking_one)));
}
