#include "store/paths.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/leftover.h"
#include "base/memory.h"

const char *const lc_store_endings[] = {
    "", ".digest", ".key", ".identity", ".identity.key", NULL,
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
    struct stat about;
    *fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (*fd < 0 && (errno == ENOENT || errno == ENOTDIR))
        return LC_FAIL(err, LC_ABSENT, "%s: no such file", path);
    if (*fd < 0)
        return LC_FAIL(err, LC_IO, "%s: cannot open: %s", path, strerror(errno));
    int failed = fstat(*fd, &about);
    if (!failed && S_ISREG(about.st_mode)) {
        *size = (uint64_t)about.st_size;
        return LC_OK;
    }
    close(*fd);
    *fd = -1;
    if (failed)
        return LC_FAIL(err, LC_IO, "%s: cannot look at it: %s", path, strerror(errno));
    return LC_FAIL(err, LC_FORMAT, "%s is %s; name the store's file", path,
                   S_ISDIR(about.st_mode) ? "a folder" : "not a file");
}

int lc_read_at(int fd, const char *path, uint64_t at, size_t size, void *to,
               struct lc_error *err)
{
    for (char *out = to; size;) {
        ssize_t got = pread(fd, out, size > 1 << 30 ? 1 << 30 : size, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return LC_FAIL(err, LC_IO, "%s: cannot read: %s", path, strerror(errno));
        if (got == 0)
            return LC_FAIL(err, LC_DAMAGED, "%s ends too early", path);
        out += got;
        at += (uint64_t)got;
        size -= (size_t)got;
    }
    return LC_OK;
}

void lc_sweep(const char *path)
{
    for (const char *const *ending = lc_store_endings; *ending; ending++) {
        char *name = lc_beside(path, *ending);
        if (name)
            lc_leftover_remove(name);
        free(name);
    }
}
