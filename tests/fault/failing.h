/* Memory that runs out on purpose. Included once by each program here, which is linked
 * with --wrap: so our own allocations fail, and those of libraries do not. */
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

static struct {
    atomic_long left;    /* allocations that still succeed; negative: all do */
    bool once;           /* fail one only, then succeed again */
    atomic_long refused; /* allocations refused since fail_after() */
    atomic_long held;    /* blocks allocated and not yet freed, by whatever thread */
} failing = { .left = -1 };

static void fail_after(long successes, bool once)
{
    failing.left = successes;
    failing.once = once;
    failing.refused = 0;
}

static void fail_never(void)
{
    failing.left = -1;
}

static bool refuse(void)
{
    if (failing.left < 0)
        return false;
    if (failing.left > 0) {
        failing.left--;
        return false;
    }
    failing.refused++;
    if (failing.once)
        failing.left = -1;
    return true;
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void __wrap_free(void *block);
void *__real_sodium_malloc(size_t size);
void __real_sodium_free(void *block);
void *__wrap_sodium_malloc(size_t size);
void __wrap_sodium_free(void *block);

void *__wrap_malloc(size_t size)
{
    void *block = refuse() ? NULL : __real_malloc(size);
    failing.held += block != NULL;
    return block;
}

void *__wrap_calloc(size_t count, size_t size)
{
    void *block = refuse() ? NULL : __real_calloc(count, size);
    failing.held += block != NULL;
    return block;
}

void *__wrap_realloc(void *block, size_t size)
{
    void *grown = refuse() ? NULL : __real_realloc(block, size);
    failing.held += grown && !block;
    return grown;
}

void __wrap_free(void *block)
{
    failing.held -= block != NULL;
    __real_free(block);
}

/* Locked memory is another allocator's. */
void *__wrap_sodium_malloc(size_t size)
{
    void *block = refuse() ? NULL : __real_sodium_malloc(size);
    failing.held += block != NULL;
    return block;
}

void __wrap_sodium_free(void *block)
{
    failing.held -= block != NULL;
    __real_sodium_free(block);
}
