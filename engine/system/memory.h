/* Memory by pages. */
#pragma once

#include <stddef.h>

/* Pages of their own (zeroed), which go back at once when they are freed; NULL when out
 * of memory. size above 0, the same for both. */
void *lc_sys_pages_new(size_t size);
void lc_sys_pages_free(void *pages, size_t size);

/* Pages of 2 MiB for it, where there are any to have. Advice: free to be ignored. */
void lc_sys_memory_large(void *memory, size_t size);

/* malloc() takes what is of so many bytes or more straight from the system, and keeps
 * twice as much that is free before it gives any back: else what is made and freed in
 * every step comes back as new pages each time. Advice. */
void lc_sys_memory_direct(int bytes);
