/* What every container reads by, and how much: see container.h. */
#include <sodium.h>

#include "base/file.h"
#include "base/interrupt.h"
#include "system/file.h"
#include "table/container.h"

int lc_container_read(const struct lc_container_file *file, uint64_t at, size_t size,
                      void *to, size_t *got, struct lc_error *err)
{
    uint64_t left = at < file->size ? file->size - at : 0;
    int code = lc_interrupt_check(err);
    *got = 0;
    size = left < size ? (size_t)left : size;
    if (code || !size)
        return code;
    if (file->read)
        return file->read(file->within, at, size, to, got, err);
    int number = lc_sys_file_read_at(file->fd, at, size, to, got);
    return number ? lc_file_fail(file->name, "read", number, err) : LC_OK;
}

unsigned long lc_container_salt(void)
{
    return (unsigned long)randombytes_random() | 1;
}

/* A sheet of a million rows with nothing but their form unfolds to 60 times its bytes;
 * deflate can make 1,032. */
uint64_t lc_container_most(uint64_t size)
{
    enum { TIMES = 200 };
    static const uint64_t least = 64 << 20, most = UINT64_C(16) << 30;
    uint64_t unfolded = size < most / TIMES ? TIMES * size : most;
    return unfolded < least ? least : unfolded;
}
