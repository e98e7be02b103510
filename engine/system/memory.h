/* Memory by pages. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Pages of their own (zeroed), which go back at once when they are freed; NULL when out
 * of memory. size above 0, the same for both. */
void *lc_sys_pages_new(size_t size);
void lc_sys_pages_free(void *pages, size_t size);

/* Pages of 2 MiB for it, where there are any to have. Advice: free to be ignored. */
void lc_sys_memory_large(void *memory, size_t size);

/* Keeps the pages that the stack of the caller's thread will use next, 64 KiB of them,
 * out of swap until the process ends: keys lie there. false: the system refuses (ulimit
 * -l). */
bool lc_sys_memory_lock_stack(void);

/* A child of the process finds the pages of it empty, or not there at all. false: the
 * system cannot. */
bool lc_sys_memory_own(void *memory, size_t size);

/* Could so many bytes more be kept out of swap? */
bool lc_sys_memory_can_lock(size_t size);

/* The swap that the machine has: each one's name, and is it sure that what is written
 * there cannot be read (encrypted by dm-crypt, or in memory)? The number of an error
 * where that cannot be told. */
int lc_sys_swap_each(void (*see)(void *context, const char *name, bool safe),
                     void *context);

/* malloc() takes what is of so many bytes or more straight from the system, and keeps
 * twice as much that is free before it gives any back: else what is made and freed in
 * every step comes back as new pages each time. Advice. */
void lc_sys_memory_direct(int bytes);
