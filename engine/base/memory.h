/* Memory: zeroed, overflow-checked, and accounted for by whoever asked.
 *
 * All of the house allocates here, so that the fault tests can make every
 * allocation fail in turn (malloc, calloc and realloc are wrapped at link time). */
#pragma once

#include <stddef.h>

#include "base/error.h"

/* An array of this many bytes or more comes straight from the system, untouched (see
 * lc_begin), and asks for pages of 2 MiB: at 4 KiB the faults of a million rows' arrays
 * cost more than the work on them (bench/README.md). */
enum { LC_LARGE = 4 << 20 };

/* Zeroed memory for count things of size bytes, or NULL (also when count * size
 * overflows). A count of 0 gives memory that may be freed. Free with free(). */
void *lc_alloc(size_t count, size_t size) __attribute__((malloc));

/* A copy of text, or NULL. */
char *lc_strdup(const char *text);

/* Make room in *array, of things of size bytes, for at least `need` of them. *room is
 * the present room and grows by half at a time. On failure both are as before. */
int lc_grow(void **array, size_t *room, size_t need, size_t size,
            struct lc_error *err) LC_MUST_CHECK;
/* The same, and what is new holds anything: for a large array whose things are written
 * before they are read, so that its room costs no memory until then. */
int lc_grow_bare(void **array, size_t *room, size_t need, size_t size,
                 struct lc_error *err) LC_MUST_CHECK;
/* The same for a pointer to things of its own type. */
#define LC_GROW(array, room, need, err)                                                \
    ((need) <= (room)                                                                  \
         ? LC_OK                                                                       \
         : lc_grow((void **)&(array), &(room), need, sizeof *(array), err))
#define LC_GROW_BARE(array, room, need, err)                                           \
    ((need) <= (room)                                                                  \
         ? LC_OK                                                                       \
         : lc_grow_bare((void **)&(array), &(room), need, sizeof *(array), err))

/* Memory that lives as long as the arena; reset keeps it for the next batch. */
typedef struct lc_arena lc_arena;

lc_arena *lc_arena_new(void); /* NULL when out of memory */
/* For secrets: memory that is guarded, kept out of core dumps and of swap (as far as
 * ulimit -l lets it) and wiped as it goes. Blocks double up to 16 MiB, as each is a
 * mapping or four, and of those there are 65,530. */
lc_arena *lc_arena_new_secret(void);
void *lc_arena_alloc(lc_arena *arena, size_t size); /* zeroed, aligned to 16; or NULL */
char *lc_arena_text(lc_arena *arena, const char *data, size_t size); /* terminated */
void lc_arena_reset(lc_arena *arena);
void lc_arena_free(lc_arena *arena); /* NULL is allowed */
