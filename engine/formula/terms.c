/* What others may read of frozen terms. */

#include <stdlib.h>

#include "formula/terms_inside.h"

void lc_terms_free(lc_terms *terms)
{
    if (terms)
        lc_arena_free(terms->arena);
    free(terms);
}

const char *lc_terms_formula(const lc_terms *terms)
{
    return terms->formula;
}

bool lc_terms_intercept(const lc_terms *terms)
{
    return terms->intercept;
}

int lc_terms_outcome(const lc_terms *terms)
{
    return terms->outcome;
}

size_t lc_terms_count(const lc_terms *terms)
{
    return terms->columns;
}

const struct lc_term *lc_terms_at(const lc_terms *terms, size_t column)
{
    return terms->term + column;
}

bool lc_terms_same_product(const lc_terms *terms, size_t a, size_t b)
{
    size_t one = terms->origin[a].product;
    return a == b || (one != SIZE_MAX && one == terms->origin[b].product);
}

void lc_terms_product_name(const lc_terms *terms, size_t column, struct lc_text *out)
{
    if (terms->origin[column].product == SIZE_MAX) {
        lc_text_add(out, terms->term[column].name);
        return;
    }
    const struct lc_product *p = terms->product + terms->origin[column].product;
    for (size_t i = 0; i < p->count; i++)
        lc_text_addf(out, "%s%s", i ? ":" : "", terms->variable[p->variable[i]].text);
}

size_t lc_terms_strata(const lc_terms *terms)
{
    return terms->stratum ? terms->stratum->levels : 1;
}

const char *lc_terms_stratum(const lc_terms *terms, size_t stratum)
{
    return terms->stratum ? terms->stratum->level[stratum] : "";
}
