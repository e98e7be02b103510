#include "support/harm.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/memory.h"
#include "support/stores.h"

char *harm_path(const char *name)
{
    char *folder = test_folder(), *path = lc_alloc(strlen(folder) + 64, 1);
    sprintf(path, "%s/%s", folder, name);
    free(folder);
    return path;
}

void harm_write(const char *path, const char *data, size_t size)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    cr_assert(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    close(fd);
}

int harm_load(const char *path, struct lc_store *store, char *text)
{
    struct lc_error err = { 0 };
    int code = lc_store_load(store, path, &err);
    if (text)
        strcpy(text, err.text);
    return code;
}

struct harm harm_new(const char *name)
{
    struct harm s = { .store = store_random(11, 30, 2, 200) };
    char file[64];
    s.path = harm_path(name);
    snprintf(file, sizeof file, "%s.digest", name);
    s.digest_path = harm_path(file);
    cr_assert(eq(int, lc_store_save(&s.store, s.path, NULL), LC_OK));
    cr_assert(eq(int, lc_file_read(s.path, 1 << 24, &s.data, &s.size, NULL), LC_OK));
    cr_assert(eq(int,
                 lc_file_read(s.digest_path, 4096, &s.digest, &s.digest_size, NULL),
                 LC_OK));
    return s;
}

void harm_free(struct harm *s)
{
    lc_store_free(&s->store);
    free(s->path);
    free(s->digest_path);
    free(s->data);
    free(s->digest);
}
