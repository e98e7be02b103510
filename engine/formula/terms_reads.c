/* See terms_reads.h. */
#include "formula/terms_reads.h"

#include <string.h>

void lc_terms_reads(const lc_terms *terms, const char *name, bool *reads, bool *flags)
{
    *reads = *flags = false;
    for (size_t j = 0; j < lc_terms_count(terms); j++) {
        const struct lc_term *term = lc_terms_at(terms, j);
        for (size_t b = 0; b < term->bases; b++) {
            bool same = strcmp(term->base[b], name) == 0;
            *reads |= same && !term->indicator && term->sd > 0;
            *flags |= same && term->indicator;
        }
    }
}
