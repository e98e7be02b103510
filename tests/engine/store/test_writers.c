/* Writers that meet, are killed, or find the disk full: a whole generation stays. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/begin.h"
#include "base/file.h"
#include "base/random.h"
#include "support/harm.h"
#include "support/stores.h"

TestSuite(writers, .init = lc_begin);

Test(writers, two_writers_do_not_meet)
{
    char *path = harm_path("lock.h5"), expected[64];
    lc_store_lock *one = NULL, *two = NULL;
    struct lc_error err = { 0 };
    snprintf(expected, sizeof expected, "is in use by process %ld;", (long)getpid());
    cr_assert(eq(int, lc_store_lock_take(&one, path, NULL), LC_OK));
    cr_assert(eq(int, lc_store_lock_take(&two, path, &err), LC_IO));
    cr_assert_null(two);
    cr_assert_not_null(strstr(err.text, expected), "%s", err.text);
    lc_store_lock_release(one);
    cr_assert(eq(int, lc_store_lock_take(&two, path, NULL), LC_OK));
    lc_store_lock_release(two);
    lc_store_lock_release(NULL);
    free(path);
}

static void leave_file(const char *name)
{
    char *path = harm_path(name);
    harm_write(path, "x", 1);
    free(path);
}

static bool is_left(const char *name)
{
    char *path = harm_path(name);
    bool there = lc_file_exists(path);
    free(path);
    return there;
}

/* What a killed writer left goes; what looks alike and is somebody else's stays. */
Test(writers, the_next_writer_sweeps)
{
    static const char *const gone[] = { "w.h5.0123abcd.tmp", "w.h5.digest.ffffffff.tmp",
                                        "w.h5.identity.key.00000000.tmp" };
    static const char *const stays[] = { "w.h5.0123abc.tmp", "w.h5.0123abcd.tmp2",
                                         "v.h5.0123abcd.tmp", "w.h5.other.01234567.tmp",
                                         "w.h5.0123ABCD.tmp" };
    char *path = harm_path("w.h5");
    lc_store_lock *lock;
    for (int i = 0; i < 3; i++)
        leave_file(gone[i]);
    for (int i = 0; i < 5; i++)
        leave_file(stays[i]);
    cr_assert(eq(int, lc_store_lock_take(&lock, path, NULL), LC_OK));
    for (int i = 0; i < 3; i++)
        cr_assert(not(is_left(gone[i])), "%s", gone[i]);
    for (int i = 0; i < 5; i++)
        cr_assert(is_left(stays[i]), "%s", stays[i]);
    lc_store_lock_release(lock);
    free(path);
}

/* The generation's number is the rows of its one source; everything else follows. */
static struct lc_store generation(uint64_t number)
{
    struct lc_store store = store_random(number % 16, 20, 2, 300);
    store.source[0].rows = store.source[0].taken = number;
    return store;
}

static void save_for_ever(const char *path, uint64_t number)
{
    lc_store_lock *lock;
    if (lc_store_lock_take(&lock, path, NULL))
        _exit(1);
    for (;; number++) {
        struct lc_store store = generation(number);
        if (lc_store_save(&store, path, NULL))
            _exit(2);
        lc_store_free(&store);
    }
}

/* Whatever is on the disk, it is one whole generation, no older than the last seen. */
static uint64_t check_generation(const char *path, uint64_t last)
{
    struct lc_store found, expected;
    char text[500];
    cr_assert(eq(int, harm_load(path, &found, text), LC_OK), "%s", text);
    uint64_t number = found.source[0].rows;
    expected = generation(number);
    cr_assert(store_same(&found, &expected));
    cr_assert(ge(u64, number, last));
    lc_store_free(&found);
    lc_store_free(&expected);
    return number;
}

static void pause_for(long microseconds)
{
    struct timespec t = { 0, microseconds * 1000 };
    nanosleep(&t, NULL);
}

/* 100 writers killed at random moments, readers reading meanwhile. */
Test(writers, a_kill_at_any_moment_leaves_a_whole_generation)
{
    /* in memory where that is to be had: the faster the disk, the more often a kill
     * falls between two steps */
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 1);
    char *path = harm_path("kill.h5");
    struct lc_store first = generation(0);
    struct lc_random r;
    uint64_t last = 0;
    lc_random_init(&r, 77, 0);
    cr_assert(eq(int, lc_store_save(&first, path, NULL), LC_OK));
    lc_store_free(&first);
    for (int round = 0; round < 100; round++) {
        pid_t child = fork();
        if (child == 0)
            save_for_ever(path, last + 1);
        pause_for((long)lc_random_below(&r, 15000));
        last = check_generation(path, last);
        pause_for((long)lc_random_below(&r, 15000));
        cr_assert(zero(int, kill(child, SIGKILL)));
        int status;
        cr_assert(eq(int, waitpid(child, &status, 0), child));
        bool killed = WIFSIGNALED(status);
        cr_assert(killed, "the writer ended by itself: %d", status);
        last = check_generation(path, last);
    }
    cr_assert(lt(u64, 0, last));
    free(path);
}

/* A disk that is full after so many bytes: an error, and the old generation. */
Test(writers, a_full_disk_keeps_the_old_generation)
{
    struct harm s = harm_new("full.h5");
    struct lc_store again;
    int failed = 0;
    for (size_t room = 0; room < s.size + 4096; room += s.size / 23) {
        pid_t child = fork();
        if (child == 0) {
            struct rlimit limit = { room, room };
            struct lc_store next = generation(3);
            struct lc_error err = { 0 };
            setrlimit(RLIMIT_FSIZE, &limit);
            _exit(lc_store_save(&next, s.path, &err) == LC_OK ? 0 : err.code);
        }
        int status;
        cr_assert(eq(int, waitpid(child, &status, 0), child));
        bool ended = WIFEXITED(status);
        int code = WEXITSTATUS(status);
        cr_assert(ended, "it crashed at %zu bytes", room);
        cr_assert(code == LC_IO || code == LC_OK, "%d", code);
        cr_assert(eq(int, harm_load(s.path, &again, NULL), LC_OK));
        if (code == LC_IO) {
            cr_assert(store_same(&again, &s.store));
            failed++;
        }
        lc_store_free(&again);
        if (code == LC_OK)
            break;
    }
    cr_assert(lt(int, 5, failed));
    harm_free(&s);
}
