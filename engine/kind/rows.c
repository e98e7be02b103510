/* See rows.h. */
#include "kind/rows.h"

#include <stdlib.h>

#include "base/memory.h"

int lc_scratch_reserve(struct lc_scratch *s, size_t m, struct lc_error *err)
{
    s->out = lc_alloc(m, sizeof *s->out);
    s->slope = lc_alloc(3 * (m + 1), sizeof *s->slope);
    s->balance = lc_alloc(m + 1, sizeof *s->balance);
    s->low = lc_alloc(m, sizeof *s->low);
    s->day = lc_alloc(m, sizeof *s->day);
    s->next = lc_alloc(m + 1, sizeof *s->next);
    return s->out && s->slope && s->balance && s->low && s->day && s->next
               ? LC_OK
               : LC_FAIL_NOMEM(err);
}

void lc_scratch_free(struct lc_scratch *s)
{
    free(s->run);
    free(s->span);
    free(s->version);
    free(s->out);
    free(s->slope);
    free(s->balance);
    free(s->low);
    free(s->day);
    free(s->next);
    *s = (struct lc_scratch){ 0 };
}
