/* The one writer's lock (system/lock.h). */
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/leftover.h"
#include "base/memory.h"
#include "store/keys.h"
#include "store/log.h"
#include "store/manifest_inside.h"
#include "store/paths.h"
#include "store/present_inside.h"
#include "system/file.h"
#include "system/lock.h"
#include "system/process.h"

struct lc_store_lock {
    int fd;
};

static int fail_lock(int fd, const char *path, int number, struct lc_error *err)
{
    char text[32] = "";
    size_t got;
    if (lc_sys_cause(number) != LC_SYS_HELD)
        return LC_FAIL(err, LC_IO, "%s: cannot lock it: %s", path, strerror(number));
    lc_sys_file_read_at(fd, 0, sizeof text - 1, text, &got);
    long pid = strtol(text, NULL, 10);
    if (pid > 0)
        return LC_FAIL(err, LC_IO,
                       "%s is in use by process %ld; try again when it is done", path,
                       pid);
    return LC_FAIL(err, LC_IO, "%s is in use; try again later", path);
}

static int sign(int fd, const char *path, struct lc_error *err)
{
    char text[32];
    int size = snprintf(text, sizeof text, "%ld\n", lc_sys_process_number());
    int number = lc_sys_file_cut(fd, 0);
    if (!number)
        number = lc_sys_file_write(fd, text, (size_t)size);
    return number ? LC_FAIL(err, LC_IO, "%s: cannot write its lock: %s", path,
                            strerror(number))
                  : LC_OK;
}

static int take(const char *path, int *fd, struct lc_error *err)
{
    char *name = lc_beside(path, ".lock");
    if (!name)
        return LC_FAIL_NOMEM(err);
    int number = lc_sys_file_own(name, false, fd);
    free(name);
    if (lc_sys_cause(number) == LC_SYS_ABSENT)
        return LC_FAIL(err, LC_ABSENT, "%s: its folder is not there", path);
    if (number)
        return LC_FAIL(err, LC_IO,
                       "%s: cannot make its lock: %s; what changes a store has to be "
                       "able to write in its folder",
                       path, strerror(number));
    number = lc_sys_lock_take(*fd, false);
    int code = number ? fail_lock(*fd, path, number, err) : sign(*fd, path, err);
    if (code)
        lc_sys_file_close(*fd);
    return code;
}

static void sweep(const char *path, const char *const *ending,
                  char *(*place)(const char *path, const char *ending))
{
    for (; *ending; ending++) {
        char *name = place(path, *ending);
        if (name)
            lc_leftover_remove(name);
        free(name);
    }
}

/* Takes away what a killed writer left. Not finding any, or not being able to, is not a
 * failure. */
static void sweep_all(const char *path)
{
    sweep(path, lc_store_endings, lc_beside);
    sweep(path, lc_key_endings, lc_key_path);
    sweep(path, lc_key_waiting, lc_key_path);
}

int lc_store_lock_take(lc_store_lock **lock, const char *path, struct lc_error *err)
{
    lc_store_lock *made = lc_alloc(1, sizeof *made);
    *lock = NULL;
    if (!made)
        return LC_FAIL_NOMEM(err);
    int code = take(path, &made->fd, err);
    if (code) {
        free(made);
        return code;
    }
    if ((code = lc_manifest_check_format(path, err))
        || (code = lc_log_check(NULL, NULL, path, err))
        || (code = lc_store_settle_key(path, err))) {
        lc_store_lock_release(made);
        return code;
    }
    sweep_all(path);
    *lock = made;
    return LC_OK;
}

void lc_store_lock_release(lc_store_lock *lock)
{
    if (!lock)
        return;
    lc_sys_file_close(lock->fd);
    free(lock);
}
