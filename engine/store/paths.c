#include "store/paths.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* ".0123abcd.tmp", as lc_draft_open() names them. */
static bool is_temporary(const char *tail)
{
    return tail[0] == '.' && strspn(tail + 1, "0123456789abcdef") == 8
           && strcmp(tail + 9, ".tmp") == 0;
}

static bool is_ours(const char *name, const char *base)
{
    size_t size = strlen(base);
    if (strncmp(name, base, size))
        return false;
    for (const char *const *ending = lc_store_endings; *ending; ending++)
        if (strncmp(name + size, *ending, strlen(*ending)) == 0
            && is_temporary(name + size + strlen(*ending)))
            return true;
    return false;
}

void lc_sweep(const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    char *folder = lc_strdup(path);
    DIR *entries = NULL;
    if (folder && slash)
        folder[slash == path ? 1 : slash - path] = 0;
    if (folder)
        entries = opendir(slash ? folder : ".");
    for (struct dirent *entry; entries && (entry = readdir(entries));)
        if (is_ours(entry->d_name, base))
            unlinkat(dirfd(entries), entry->d_name, 0);
    if (entries)
        closedir(entries);
    free(folder);
}
