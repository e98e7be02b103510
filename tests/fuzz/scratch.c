#include "fuzz/scratch.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[64];
static pid_t maker; /* a fork of it, of which afl++ makes many, leaves the folder */

static char *inside(const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (!path)
        abort();
    snprintf(path, size, "%s/%s", folder, name);
    return path;
}

static void clear(void)
{
    if (getpid() != maker)
        return;
    DIR *dir = opendir(folder);
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char *path = inside(entry->d_name);
        (void)unlink(path);
        free(path);
    }
    if (dir)
        closedir(dir);
    (void)rmdir(folder);
}

char *scratch_path(const char *name)
{
    if (!*folder) {
        const char *in = getenv("FUZZ_FOLDER"); /* that somebody else removes */
        if (!in)
            in = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
        snprintf(folder, sizeof folder, "%s/fuzz.XXXXXX", in);
        if (!mkdtemp(folder) || atexit(clear))
            abort();
        maker = getpid();
    }
    return inside(name);
}

void scratch_put(const char *path, const void *data, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || (size && write(fd, data, size) != (ssize_t)size) || close(fd))
        abort();
}

int scratch_cut(const unsigned char **data, size_t *size, int stop,
                const unsigned char **piece, size_t *piece_size)
{
    if (!*size)
        return 0;
    const unsigned char *end = memchr(*data, stop, *size);
    *piece = *data;
    *piece_size = end ? (size_t)(end - *data) : *size;
    size_t step = *piece_size + (end != NULL);
    *data += step;
    *size -= step;
    return 1;
}
