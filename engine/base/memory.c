#include "base/memory.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "system/memory.h"

void *lc_alloc(size_t count, size_t size)
{
    if (count == 0)
        count = 1;
    if (size && count > PTRDIFF_MAX / size)
        return NULL;
    void *memory = calloc(count, size);
    if (memory && count * size >= LC_LARGE)
        lc_sys_memory_large(memory, count * size);
    return memory;
}

char *lc_strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = lc_alloc(size, 1);
    if (copy)
        memcpy(copy, text, size);
    return copy;
}

int lc_grow_bare(void **array, size_t *room, size_t need, size_t size,
                 struct lc_error *err)
{
    if (need <= *room)
        return LC_OK;
    size_t wanted = *room + *room / 2;
    if (wanted < need)
        wanted = need;
    if (wanted < 16)
        wanted = 16;
    if (wanted > PTRDIFF_MAX / size)
        return LC_FAIL_NOMEM(err);
    void *grown = realloc(*array, wanted * size);
    if (!grown)
        return LC_FAIL_NOMEM(err);
    *array = grown;
    *room = wanted;
    return LC_OK;
}

int lc_grow(void **array, size_t *room, size_t need, size_t size, struct lc_error *err)
{
    size_t before = *room;
    int code = lc_grow_bare(array, room, need, size, err);
    if (!code && *room > before)
        memset((char *)*array + before * size, 0, (*room - before) * size);
    return code;
}

enum { BLOCK = 64 * 1024, MOST_SECRET = 16 << 20 };

struct block {
    struct block *next;
    size_t size, used;
    _Alignas(16) char bytes[];
};

struct lc_arena {
    struct block *first, *last; /* last is the one being filled */
    bool secret;
};

lc_arena *lc_arena_new(void)
{
    return lc_alloc(1, sizeof(lc_arena));
}

lc_arena *lc_arena_new_secret(void)
{
    lc_arena *arena = lc_arena_new();
    if (arena)
        arena->secret = true;
    return arena;
}

static struct block *add_block(lc_arena *arena, size_t size)
{
    size_t least = BLOCK;
    if (arena->secret && arena->last)
        least = arena->last->size < MOST_SECRET ? 2 * arena->last->size : MOST_SECRET;
    if (size < least)
        size = least;
    struct block *block = arena->secret ? sodium_malloc(sizeof *block + size)
                                        : lc_alloc(sizeof *block + size, 1);
    if (!block)
        return NULL;
    *block = (struct block){ .size = size };
    if (arena->last) {
        block->next = arena->last->next;
        arena->last->next = block;
    } else {
        arena->first = block;
    }
    return arena->last = block;
}

void *lc_arena_alloc(lc_arena *arena, size_t size)
{
    if (size > PTRDIFF_MAX / 2)
        return NULL;
    size = (size + 15) & ~(size_t)15;
    struct block *block = arena->last;
    while (block && block->size - block->used < size && block->next)
        block = arena->last = block->next;
    if (!block || block->size - block->used < size)
        block = add_block(arena, size);
    if (!block)
        return NULL;
    void *memory = block->bytes + block->used;
    block->used += size;
    return memset(memory, 0, size);
}

char *lc_arena_text(lc_arena *arena, const char *data, size_t size)
{
    char *text = lc_arena_alloc(arena, size + 1);
    if (text && size)
        memcpy(text, data, size);
    return text;
}

void lc_arena_reset(lc_arena *arena)
{
    for (struct block *b = arena->first; b; b = b->next)
        b->used = 0;
    arena->last = arena->first;
}

void lc_arena_free(lc_arena *arena)
{
    if (!arena)
        return;
    for (struct block *b = arena->first, *next; b; b = next) {
        next = b->next;
        if (arena->secret)
            sodium_free(b);
        else
            free(b);
    }
    free(arena);
}
