/* Memory that runs out on purpose. The Makefile links every program of this folder with
 * malloc, calloc, realloc and free wrapped; one file of the program includes this.
 *
 * Either the allocation numbered fault_at fails alone, or it and all after it do.
 * Blocks held are counted, so that a leak on the way out is seen in every mode. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

static long fault_at = -1; /* none */
static bool fault_stays;
static long fault_count, fault_held;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void __wrap_free(void *block);
void *__real_sodium_malloc(size_t size);
void __real_sodium_free(void *block);
void *__wrap_sodium_malloc(size_t size);
void __wrap_sodium_free(void *block);

static bool fault_now(void)
{
    long number = fault_count++;
    return fault_at >= 0 && (fault_stays ? number >= fault_at : number == fault_at);
}

static void *fault_hold(void *block)
{
    fault_held += block != NULL;
    return block;
}

void *__wrap_malloc(size_t size)
{
    return fault_now() ? NULL : fault_hold(__real_malloc(size));
}

/* Locked memory is another allocator's. */
void *__wrap_sodium_malloc(size_t size)
{
    return fault_now() ? NULL : fault_hold(__real_sodium_malloc(size));
}

void *__wrap_calloc(size_t count, size_t size)
{
    return fault_now() ? NULL : fault_hold(__real_calloc(count, size));
}

void *__wrap_realloc(void *old, size_t size)
{
    if (fault_now())
        return NULL;
    void *block = __real_realloc(old, size);
    fault_held += block && !old;
    return block;
}

void __wrap_free(void *block)
{
    fault_held -= block != NULL;
    __real_free(block);
}

void __wrap_sodium_free(void *block)
{
    fault_held -= block != NULL;
    __real_sodium_free(block);
}

/* From here on the at-th allocation (from 0) fails, and all after it if stays. */
static void fault_begin(long at, bool stays)
{
    fault_at = at;
    fault_stays = stays;
    fault_count = fault_held = 0;
}

/* No more faults; was the fault reached? */
static bool fault_end(void)
{
    bool reached = fault_at >= 0 && fault_count > fault_at;
    fault_at = -1;
    return reached;
}
