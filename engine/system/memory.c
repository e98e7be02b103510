/* See memory.h. Linux and the GNU C library. */
#include "system/memory.h"

#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

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

/* Above the room lies what called us, up to main and the environment. */
__attribute__((noinline)) bool lc_sys_memory_lock_stack(void)
{
    enum { SIZE = 64 << 10, ABOVE = 1 << 10, STEP = 1 << 10 };
    volatile char room[SIZE];
    for (int i = 0; i < SIZE; i += STEP)
        room[i] = 0;
    return mlock((const void *)room, SIZE + ABOVE) == 0;
}

bool lc_sys_memory_own(void *memory, size_t size)
{
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE),
              first = (uintptr_t)memory & ~(page - 1);
    size_t all = (uintptr_t)memory + size - first;
#ifdef MADV_WIPEONFORK
    if (!madvise((void *)first, all, MADV_WIPEONFORK))
        return true;
#endif
    return !madvise((void *)first, all, MADV_DONTFORK);
}

bool lc_sys_memory_can_lock(size_t size)
{
    void *pages = lc_sys_pages_new(size);
    bool can = pages && mlock(pages, size) == 0;
    if (pages)
        lc_sys_pages_free(pages, size);
    return can;
}

/* A device-mapper's target says what it is in its identifier. */
static bool is_encrypted(const char *device)
{
    char path[80], words[8] = "";
    snprintf(path, sizeof path, "/sys/block/%.40s/dm/uuid", device);
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    bool crypt = fread(words, 1, 6, file) == 6 && strcmp(words, "CRYPT-") == 0;
    fclose(file);
    return crypt;
}

int lc_sys_swap_each(void (*see)(void *context, const char *name, bool safe),
                     void *context)
{
    char line[4096], name[4096];
    FILE *file = fopen("/proc/swaps", "r");
    if (!file)
        return errno;
    for (bool heading = true; fgets(line, sizeof line, file); heading = false) {
        if (heading || sscanf(line, "%4095s", name) != 1)
            continue;
        const char *slash = strrchr(name, '/'), *device = slash ? slash + 1 : name;
        see(context, name, strncmp(device, "zram", 4) == 0 || is_encrypted(device));
    }
    int number = ferror(file) ? EIO : 0;
    fclose(file);
    return number;
}
