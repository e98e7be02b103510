/* See memory.h. Linux and the GNU C library. */
#include "system/memory.h"

#include <malloc.h>
#include <stdint.h>
#include <sys/mman.h>

enum { PAGE = 2 << 20 };

void *lc_sys_pages_new(size_t size)
{
    void *pages =
        mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return pages == MAP_FAILED ? NULL : pages;
}

void lc_sys_pages_free(void *pages, size_t size)
{
    munmap(pages, size);
}

void lc_sys_memory_large(void *memory, size_t size)
{
#ifdef MADV_HUGEPAGE
    uintptr_t first = ((uintptr_t)memory + PAGE - 1) & ~(uintptr_t)(PAGE - 1);
    uintptr_t end = ((uintptr_t)memory + size) & ~(uintptr_t)(PAGE - 1);
    if (first < end)
        (void)madvise((void *)first, end - first, MADV_HUGEPAGE);
#else
    (void)memory;
    (void)size;
#endif
}

void lc_sys_memory_direct(int bytes)
{
#ifdef M_MMAP_THRESHOLD
    mallopt(M_MMAP_THRESHOLD, bytes);
    mallopt(M_TRIM_THRESHOLD, 2 * bytes); /* as the library would choose it */
#else
    (void)bytes;
#endif
}
