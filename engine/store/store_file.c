/* See store_file_inside.h. */
#include "store/store_file_inside.h"

#include <sodium.h>

#include "system/file.h"

int lc_store_file_read(const struct lc_store_file *opened, uint64_t at, size_t size,
                       void *to, size_t *got)
{
    int number = lc_sys_file_read_at(opened->fd, at, size, to, got);
    if (!number)
        lc_cipher_apply(&opened->cipher, at, to, *got);
    return number;
}

void lc_store_file_close(struct lc_store_file *opened)
{
    lc_sys_file_close(opened->fd);
    sodium_memzero(&opened->cipher, sizeof opened->cipher);
}
