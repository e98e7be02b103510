/* A saved store to do harm to, for tests of what comes of it. */
#pragma once

#include "store/store.h"

/* A file of the process's test folder; the caller's to free. */
char *harm_path(const char *name);
void harm_write(const char *path, const char *data, size_t size);
/* lc_store_load; text [240] or NULL becomes the error's. */
int harm_load(const char *path, struct lc_store *store, char *text);

/* A saved store, its bytes and those of its digest. */
struct harm {
    struct lc_store store;
    char *path, *digest_path, *data, *digest;
    size_t size, digest_size;
};

struct harm harm_new(const char *name);
void harm_free(struct harm *harm);
