/* A store's file as it was opened, its seal checked: its bytes as HDF5 wrote them,
 * encrypted on the disk or not. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "store/cipher_inside.h"
#include "store/generation.h"

struct lc_store_file {
    int fd;
    uint64_t size;
    struct lc_cipher cipher;
    struct lc_generation generation; /* what the seal says of it */
};

/* `size` bytes from `at`, plain; *got is less only where the file ends before. Returns
 * the number of a system's error (system/file.h), 0 for none. Any thread. */
int lc_store_file_read(const struct lc_store_file *opened, uint64_t at, size_t size,
                       void *to, size_t *got);
/* Closes it and wipes its key. */
void lc_store_file_close(struct lc_store_file *opened);
