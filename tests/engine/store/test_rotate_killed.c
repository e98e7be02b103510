/* A rotation that is killed before any of its steps on the disk leaves the old
 * generation or the new one, whole. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "support/rotating.h"
#include "support/stores.h"

/* --- steps on the disk: the process ends before the one whose turn it is ---------- */

enum { KILLED = 9 };
static long steps_left = -1; /* -1: nobody counts */

static void step(void)
{
    if (steps_left >= 0 && steps_left-- == 0)
        _exit(KILLED);
}

int rename(const char *from, const char *to)
{
    step();
    return (int)syscall(SYS_renameat2, -100, from, -100, to, 0);
}

int unlink(const char *path)
{
    step();
    return (int)syscall(SYS_unlinkat, -100, path, 0);
}

int fsync(int fd)
{
    step();
    return (int)syscall(SYS_fsync, fd);
}

ssize_t write(int fd, const void *data, size_t size)
{
    step();
    return syscall(SYS_write, fd, data, size);
}

TestSuite(rotate_killed, .init = rotating_begin);

static void kills(bool of_store, bool of_identity)
{
    struct lc_store before = rotating_first();
    char command[1000], base[270];
    snprintf(base, sizeof base, "%s.base", rotating_folder);
    uint64_t old = 1, seen_old = 0, seen_new = 0;
    rotating_look();
    snprintf(command, sizeof command, "cp -a %s %s", rotating_folder, base);
    cr_assert(zero(int, system(command)));
    for (long n = 0;; n++) {
        int status;
        char when[40];
        snprintf(command, sizeof command, "rm -rf %s && cp -a %s %s", rotating_folder,
                 base, rotating_folder);
        cr_assert(zero(int, system(command)));
        pid_t child = fork();
        if (!child) {
            steps_left = n;
            _exit(rotating_turn(of_store, of_identity, NULL));
        }
        cr_assert(eq(int, waitpid(child, &status, 0), child));
        bool ended = WIFEXITED(status);
        cr_assert(ended, "%ld", n);
        if (WEXITSTATUS(status) != KILLED) {
            cr_assert(zero(int, WEXITSTATUS(status)));
            break;
        }
        snprintf(when, sizeof when, "before step %ld", n);
        uint64_t number = rotating_holds(&before, when); /* readers, as it was left */
        cr_assert(number == old || number == old + 1, "%s", when);
        seen_old += number == old;
        seen_new += number != old;
        rotating_look();
        cr_assert(eq(u64, rotating_holds(&before, when), number));
        rotating_turned(of_store, of_identity); /* the next writer mends it */
        cr_assert(lt(u64, number, rotating_holds(&before, when)));
        cr_assert(not(rotating_is_there(".key.next")), "%s", when);
        cr_assert(not(rotating_is_there(".identity.key.next")), "%s", when);
        cr_assert(not(rotating_is_there(".identity.next")), "%s", when);
    }
    cr_assert(lt(u64, 5, seen_old), "the kills were before the moment");
    cr_assert(lt(u64, 1, seen_new), "and behind it");
    lc_store_free(&before);
}

Test(rotate_killed, before_any_step_both, .timeout = 1800)
{
    kills(true, true);
}

Test(rotate_killed, before_any_step_store, .timeout = 1800)
{
    kills(true, false);
}

Test(rotate_killed, before_any_step_identity, .timeout = 1800)
{
    kills(false, true);
}
