/* The machine's room: what it promises beyond what the system itself does. */
#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "system/file.h"
#include "system/load.h"
#include "system/lock.h"
#include "system/memory.h"
#include "system/process.h"
#include "system/signal.h"
#include "system/thread.h"

static char folder[] = "/tmp/latecare-test-XXXXXX";
static char path[64], other[64];

static void begin(void)
{
    cr_assert(mkdtemp(folder) != NULL);
    snprintf(path, sizeof path, "%s/one", folder);
    snprintf(other, sizeof other, "%s/two", folder);
}

static void finish(void)
{
    unlink(path);
    unlink(other);
    cr_assert(zero(int, rmdir(folder)));
}

TestSuite(system_file, .init = begin, .fini = finish);

/* Numbers are told apart by what hangs on them; whatever else there may be is other. */
Test(system_file, causes)
{
    int fd;
    cr_assert(eq(int, lc_sys_cause(lc_sys_file_open(path, true, &fd)), LC_SYS_ABSENT));
    cr_assert(lt(int, fd, 0));
    cr_assert(zero(int, lc_sys_file_create(path, &fd)));
    lc_sys_file_close(fd);
    cr_assert(eq(int, lc_sys_cause(lc_sys_file_create(path, &fd)), LC_SYS_THERE));
    cr_assert(eq(int, lc_sys_cause(lc_sys_folder_make(path)), LC_SYS_THERE));
    char below[80];
    snprintf(below, sizeof below, "%s/below", path);
    cr_assert(
        eq(int, lc_sys_cause(lc_sys_file_open(below, true, &fd)), LC_SYS_NO_FOLDER));
    cr_assert(eq(int, lc_sys_cause(ENOSPC), LC_SYS_FULL));
    cr_assert(eq(int, lc_sys_cause(EINTR), LC_SYS_OTHER), "none of ours has come");
    cr_assert(eq(int, lc_sys_cause(0), LC_SYS_OTHER));
}

/* 0600 whatever the umask leaves, and never by way of a link. */
Test(system_file, ours_alone)
{
    struct stat about;
    int fd;
    umask(0);
    cr_assert(zero(int, lc_sys_file_own(path, false, &fd)));
    lc_sys_file_close(fd);
    cr_assert(zero(int, stat(path, &about)));
    cr_assert(eq(uint, about.st_mode & 0777, 0600));
    cr_assert(zero(int, symlink(path, other)));
    cr_assert(ne(int, lc_sys_file_own(other, false, &fd), 0));
    cr_assert(ne(int, lc_sys_file_create(other, &fd), 0));
}

Test(system_file, what_it_is)
{
    struct lc_sys_about about, same;
    int fd;
    cr_assert(zero(int, lc_sys_file_create(path, &fd)));
    cr_assert(zero(int, lc_sys_file_write(fd, "12345", 5)));
    cr_assert(zero(int, lc_sys_open_about(fd, &about)));
    cr_assert(eq(int, about.kind, LC_SYS_REGULAR));
    cr_assert(eq(u64, about.size, 5));
    cr_assert(eq(uint, about.mode, 0600));
    cr_assert(zero(int, chmod(path, 0751)));
    cr_assert(zero(int, lc_sys_open_about(fd, &about)));
    cr_assert(eq(uint, about.mode, 0751));
    lc_sys_file_close(fd);
    cr_assert(zero(int, symlink(path, other)));
    cr_assert(zero(int, lc_sys_link_about(other, &same)));
    cr_assert(eq(int, same.kind, LC_SYS_LINK));
    cr_assert(zero(int, lc_sys_file_about(other, &same)));
    cr_assert(eq(u64, same.number, about.number));
    char *resolved = lc_sys_path_resolve(other);
    cr_assert(eq(str, resolved, path));
    free(resolved);
    unlink(other);
    cr_assert(zero(int, mkfifo(other, 0600)));
    cr_assert(zero(int, lc_sys_file_about(other, &same)));
    cr_assert(eq(int, same.kind, LC_SYS_PIPE));
    cr_assert(zero(int, lc_sys_file_about(folder, &same)));
    cr_assert(eq(int, same.kind, LC_SYS_FOLDER));
}

/* A read past the end is no error: it says how much there was. */
Test(system_file, bytes_from_a_place)
{
    char text[8] = "";
    size_t got;
    int fd;
    cr_assert(zero(int, lc_sys_file_create(path, &fd)));
    cr_assert(zero(int, lc_sys_file_write(fd, "0123456789", 10)));
    cr_assert(zero(int, lc_sys_file_read_at(fd, 3, 4, text, &got)));
    cr_assert(eq(sz, got, 4));
    cr_assert(eq(str, text, (char *)"3456"));
    cr_assert(zero(int, lc_sys_file_read_at(fd, 8, 4, text, &got)));
    cr_assert(eq(sz, got, 2));
    cr_assert(zero(int, lc_sys_file_cut(fd, 2)));
    cr_assert(zero(int, lc_sys_file_read_at(fd, 2, 4, text, &got)));
    cr_assert(zero(sz, got));
    lc_sys_file_close(fd);
}

/* With `end` each writer's bytes go behind the other's. */
Test(system_file, written_at_the_end)
{
    int a, b;
    char text[8] = "";
    size_t got;
    cr_assert(zero(int, lc_sys_file_own(path, true, &a)));
    cr_assert(zero(int, lc_sys_file_own(path, true, &b)));
    cr_assert(zero(int, lc_sys_file_write(a, "a", 1)));
    cr_assert(zero(int, lc_sys_file_write(b, "b", 1)));
    cr_assert(zero(int, lc_sys_file_write(a, "c", 1)));
    cr_assert(zero(int, lc_sys_file_read_at(a, 0, 7, text, &got)));
    cr_assert(eq(str, text, (char *)"abc"));
    lc_sys_file_close(a);
    lc_sys_file_close(b);
}

static int count_ours(void *context, const char *name)
{
    *(int *)context += strcmp(name, "one") == 0 || strcmp(name, "two") == 0;
    return strcmp(name, "two") == 0 ? 7 : 0;
}

Test(system_file, names_in_a_folder)
{
    int fd, seen = 0;
    cr_assert(zero(int, lc_sys_file_create(path, &fd)));
    lc_sys_file_close(fd);
    cr_assert(zero(int, lc_sys_folder_each(folder, count_ours, &seen)));
    cr_assert(eq(int, seen, 1));
    cr_assert(zero(int, lc_sys_file_rename(path, other)));
    cr_assert(eq(int, lc_sys_folder_each(folder, count_ours, &seen), 7));
    cr_assert(eq(int, lc_sys_folder_each(path, count_ours, &seen), ENOENT));
}

/* Another open file of the same path is another holder, in this process too. */
Test(system_file, locks)
{
    int a, b;
    cr_assert(zero(int, lc_sys_file_own(path, false, &a)));
    cr_assert(zero(int, lc_sys_file_own(path, false, &b)));
    cr_assert(zero(int, lc_sys_lock_take(a, false)));
    cr_assert(eq(int, lc_sys_cause(lc_sys_lock_take(b, false)), LC_SYS_HELD));
    lc_sys_file_close(a);
    cr_assert(zero(int, lc_sys_lock_take(b, false)));
    lc_sys_file_close(b);
}

/* What is held stays; what is not goes. */
Test(system_file, leftovers)
{
    int fd;
    cr_assert(zero(int, lc_sys_file_create(path, &fd)));
    cr_assert(zero(int, lc_sys_lock_hold(fd)));
    lc_sys_lock_remove_unheld(path);
    cr_assert(zero(int, access(path, F_OK)));
    lc_sys_file_close(fd);
    lc_sys_lock_remove_unheld(path);
    cr_assert(ne(int, access(path, F_OK), 0));
    lc_sys_lock_remove_unheld(path); /* nor is it an error that it is gone */
}

struct shared {
    lc_sys_monitor *monitor;
    int turn, rounds;
};

/* Two threads in turn: each waits until the other has handed over. */
static void answer(void *context)
{
    struct shared *s = context;
    lc_sys_monitor_enter(s->monitor);
    for (int i = 0; i < 1000; i++) {
        while (s->turn != 1)
            lc_sys_monitor_wait(s->monitor, 1);
        s->turn = 0;
        s->rounds++;
        lc_sys_monitor_wake(s->monitor, 0);
    }
    lc_sys_monitor_leave(s->monitor);
}

Test(system_thread, monitor)
{
    struct shared s = { lc_sys_monitor_new(), 0, 0 };
    lc_sys_thread *thread = lc_sys_thread_start(answer, &s);
    cr_assert(thread != NULL);
    lc_sys_monitor_enter(s.monitor);
    for (int i = 0; i < 1000; i++) {
        s.turn = 1;
        lc_sys_monitor_wake(s.monitor, 1);
        while (s.turn)
            lc_sys_monitor_wait(s.monitor, 0);
    }
    lc_sys_monitor_leave(s.monitor);
    lc_sys_thread_join(thread);
    cr_assert(eq(int, s.rounds, 1000));
    lc_sys_monitor_free(s.monitor);
    lc_sys_monitor_free(NULL);
    cr_assert(ge(int, lc_sys_thread_cores(), 1));
}

static int times;

static void work(void)
{
    times++;
}

static void work_once(void *done)
{
    lc_sys_once(done, work);
}

Test(system_thread, once)
{
    enum { THREADS = 8 };
    atomic_int done = 0;
    lc_sys_thread *thread[THREADS];
    for (int i = 0; i < THREADS; i++)
        thread[i] = lc_sys_thread_start(work_once, &done);
    for (int i = 0; i < THREADS; i++)
        lc_sys_thread_join(thread[i]);
    cr_assert(eq(int, times, 1));
}

static void mask_of(void *context)
{
    pthread_sigmask(SIG_SETMASK, NULL, context);
}

/* A thread takes none; the one that starts it takes what it took before. */
Test(system_thread, signals)
{
    sigset_t inside, here;
    lc_sys_thread_join(lc_sys_thread_start(mask_of, &inside));
    pthread_sigmask(SIG_SETMASK, NULL, &here);
    cr_assert(eq(int, sigismember(&inside, SIGTERM), 1));
    cr_assert(zero(int, sigismember(&here, SIGTERM)));
    lc_sys_signal_begin();
    cr_assert(zero(int, lc_sys_signal()));
    raise(SIGTERM);
    cr_assert(eq(int, lc_sys_signal(), SIGTERM));
    cr_assert(eq(int, lc_sys_cause(EINTR), LC_SYS_WOKEN));
}

Test(system_memory, pages)
{
    enum { SIZE = 5 << 20 };
    char *pages = lc_sys_pages_new(SIZE);
    cr_assert(pages != NULL);
    lc_sys_memory_large(pages, SIZE);
    lc_sys_memory_large(pages + 1, 1); /* no whole page in it */
    for (size_t i = 0; i < SIZE; i += 4096)
        cr_assert(zero(int, pages[i]));
    pages[SIZE - 1] = 1;
    lc_sys_pages_free(pages, SIZE);
}

Test(system_memory, locked)
{
    cr_expect(eq(int, lc_sys_memory_can_lock(SIZE_MAX / 2), false));
}

static void count_swap(void *context, const char *name, bool safe)
{
    (void)safe;
    cr_expect(eq(chr, *name, '/'));
    ++*(int *)context;
}

/* Every line of /proc/swaps but the first is one. */
Test(system_memory, swap)
{
    char line[4096];
    int lines = -1, seen = 0;
    FILE *file = fopen("/proc/swaps", "r");
    if (!file)
        cr_skip("no /proc/swaps");
    while (fgets(line, sizeof line, file))
        lines++;
    fclose(file);
    cr_assert(zero(int, lc_sys_swap_each(count_swap, &seen)));
    cr_assert(eq(int, seen, lines));
}

/* Pages of their own: what a child finds there is nothing. */
Test(system_memory, own)
{
    enum { SIZE = 100 };
    int status;
    char *memory = lc_sys_pages_new(SIZE);
    memset(memory, 'k', SIZE);
    cr_assert(lc_sys_memory_own(memory, SIZE));
    pid_t child = fork();
    if (!child) {
        signal(SIGSEGV, SIG_DFL); /* not there at all will do */
        _exit(memory[0] == 'k' || memory[SIZE - 1] == 'k');
    }
    cr_assert(eq(int, waitpid(child, &status, 0), child));
    bool gone = WIFSIGNALED(status) || WEXITSTATUS(status) == 0;
    cr_assert(gone);
    cr_assert(eq(chr, memory[SIZE - 1], 'k'));
    lc_sys_pages_free(memory, SIZE);
}

Test(system_process, leaves_no_core)
{
    lc_sys_process_begin();
    prctl(PR_SET_DUMPABLE, 1);
    cr_assert(eq(int, lc_sys_process_dumps(), true));
    prctl(PR_SET_DUMPABLE, 0);
    cr_assert(eq(int, lc_sys_process_dumps(), false));
}

Test(system_process, what_it_is_called)
{
    char out[4096], small[4];
    cr_assert(lc_sys_process_path(out, sizeof out));
    cr_assert(zero(int, access(out, X_OK)));
    cr_assert(lc_sys_process_path(small, sizeof small));
    cr_assert(eq(sz, strlen(small), 3)); /* cut, and ended */
    cr_assert(eq(long, lc_sys_process_number(), getpid()));
    setenv("LATECARE_TEST", "1", 1);
    lc_sys_process_forget("LATECARE_TEST");
    cr_assert(getenv("LATECARE_TEST") == NULL);
}

Test(system_load, none)
{
    double (*function)(double) = NULL;
    cr_assert(lc_sys_library("liblatecare-not-there.so") == NULL);
    void *library = lc_sys_library("libm.so.6");
    cr_assert(library != NULL);
    cr_assert(lc_sys_library_find(library, "sqrt", &function));
    cr_assert(eq(dbl, function(9), 3));
    cr_assert(not(lc_sys_library_find(library, "no_such_function", &function)));
    cr_assert(function == NULL);
}
