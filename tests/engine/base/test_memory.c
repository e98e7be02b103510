/* Memory for secrets: it holds what is put there like any other, and is kept out of
 * swap where the system lets it. */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "base/memory.h"
#include "system/memory.h"

/* kB that the system itself says are locked. */
static long locked(void)
{
    char line[200];
    long kilobytes = 0;
    FILE *status = fopen("/proc/self/status", "r");
    cr_assert(status != NULL);
    while (fgets(line, sizeof line, status))
        if (sscanf(line, "VmLck: %ld kB", &kilobytes) == 1)
            break;
    fclose(status);
    return kilobytes;
}

Test(secret, holds_many_texts_in_blocks_that_double)
{
    enum { COUNT = 20000, ROOM = 24 };
    static char *text[COUNT];
    char wanted[ROOM];
    lc_begin();
    lc_arena *arena = lc_arena_new_secret();
    cr_assert(arena != NULL);
    for (int i = 0; i < COUNT; i++) {
        int size = snprintf(wanted, sizeof wanted, "name %d", i);
        text[i] = lc_arena_text(arena, wanted, (size_t)size);
        cr_assert(text[i] != NULL);
        cr_assert_eq((size_t)text[i] % 16, 0);
    }
    char *large = lc_arena_alloc(arena, 1 << 20);
    cr_assert(large != NULL);
    for (int i = 0; i < 1 << 20; i++)
        cr_assert_eq(large[i], 0);
    for (int i = 0; i < COUNT; i++) {
        snprintf(wanted, sizeof wanted, "name %d", i);
        cr_assert_str_eq(text[i], wanted);
    }
    lc_arena_reset(arena);
    cr_assert_eq(lc_arena_text(arena, "again", 5), text[0]);
    lc_arena_free(arena);
}

Test(secret, is_locked_until_it_goes)
{
    lc_begin();
#ifdef __SANITIZE_ADDRESS__
    cr_skip("mlock does nothing under the address sanitizer");
#endif
    if (!lc_sys_memory_can_lock(1 << 20))
        cr_skip("the system lets nothing be locked");
    long before = locked();
    cr_expect(ge(long, before, 64)); /* the stack's */
    lc_arena *arena = lc_arena_new_secret();
    cr_assert(lc_arena_alloc(arena, 1 << 19) != NULL);
    cr_expect(ge(long, locked(), before + 512));
    lc_arena_free(arena);
    cr_expect(eq(long, locked(), before));
}
