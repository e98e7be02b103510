/* See leftover.h. F_OFD_SETLK asks for _GNU_SOURCE. */
#define _GNU_SOURCE
#include "base/leftover.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"

static bool lock(int fd)
{
    struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    return fcntl(fd, F_OFD_SETLK, &whole) == 0;
}

void lc_leftover_hold(int fd)
{
    (void)lock(fd);
}

/* BASE.0123abcd.tmp, as lc_draft_open() names them. */
static bool is_temporary(const char *name, const char *base)
{
    size_t size = strlen(base);
    return strncmp(name, base, size) == 0 && name[size] == '.'
           && strspn(name + size + 1, "0123456789abcdef") == 8
           && strcmp(name + size + 9, ".tmp") == 0;
}

static void remove_unheld(int folder, const char *name)
{
    int fd = openat(folder, name, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (fd < 0)
        return;
    if (lock(fd))
        unlinkat(folder, name, 0);
    close(fd);
}

void lc_leftover_remove(const char *path)
{
    const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
    char *folder = lc_strdup(path);
    DIR *entries = NULL;
    if (folder && slash)
        folder[slash == path ? 1 : slash - path] = 0;
    if (folder)
        entries = opendir(slash ? folder : ".");
    for (struct dirent *entry; entries && (entry = readdir(entries));)
        if (is_temporary(entry->d_name, base))
            remove_unheld(dirfd(entries), entry->d_name);
    if (entries)
        closedir(entries);
    free(folder);
}
