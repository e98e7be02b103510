#include "store/paths_inside.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "system/file.h"

const char *const lc_store_endings[] = {
    "", ".digest", ".key", ".identity", ".identity.key", ".identity.next", NULL,
};

char *lc_beside(const char *path, const char *ending)
{
    size_t size = strlen(path), more = strlen(ending) + 1;
    char *result = lc_alloc(size + more, 1);
    if (!result)
        return NULL;
    memcpy(result, path, size);
    memcpy(result + size, ending, more);
    return result;
}

int lc_open_regular(const char *path, int *fd, uint64_t *size, struct lc_error *err)
{
    struct lc_sys_about about;
    int number = lc_sys_file_open(path, false, fd);
    enum lc_sys_cause cause = lc_sys_cause(number);
    if (cause == LC_SYS_ABSENT || cause == LC_SYS_NO_FOLDER)
        return LC_FAIL(err, LC_ABSENT, "%s: no such file", path);
    if (number)
        return LC_FAIL(err, LC_IO, "%s: cannot open: %s", path, strerror(number));
    number = lc_sys_open_about(*fd, &about);
    if (!number && about.kind == LC_SYS_REGULAR) {
        *size = about.size;
        return LC_OK;
    }
    lc_sys_file_close(*fd);
    *fd = -1;
    if (number)
        return LC_FAIL(err, LC_IO, "%s: cannot look at it: %s", path, strerror(number));
    return LC_FAIL(err, LC_FORMAT, "%s is %s; name the store's file", path,
                   about.kind == LC_SYS_FOLDER ? "a folder" : "not a file");
}

int lc_read_at(int fd, const char *path, uint64_t at, size_t size, void *to,
               struct lc_error *err)
{
    size_t got;
    int number = lc_sys_file_read_at(fd, at, size, to, &got);
    if (number)
        return LC_FAIL(err, LC_IO, "%s: cannot read: %s", path, strerror(number));
    if (got < size)
        return LC_FAIL(err, LC_DAMAGED, "%s ends too early", path);
    return LC_OK;
}
