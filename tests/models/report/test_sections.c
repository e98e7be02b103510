/* Every row of the page's sections is whole. */
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

#include "models/report/section_inside.h"

/* What the row lacks, or NULL. Only the first, the head of the page, has no title. */
static const char *hole(const struct lc_section *s, size_t row)
{
    if (!s->id || !*s->id
        || strspn(s->id, "abcdefghijklmnopqrstuvwxyz-") != strlen(s->id))
        return "id";
    if (row && (!s->title || !*s->title))
        return "title";
    if (s->of < LC_OF_RESULTS || s->of > LC_OF_CHILD)
        return "of";
    if (s->needs && !*s->needs)
        return "needs";
    return s->write ? NULL : "write";
}

static const struct lc_section *const *const tables[] = { lc_sections, lc_list_sections,
                                                          lc_summary_sections,
                                                          lc_child_sections };

enum { TABLES = sizeof tables / sizeof *tables };

Test(sections, no_row_has_a_hole)
{
    for (size_t t = 0; t < TABLES; t++)
        for (size_t i = 0; tables[t][i]; i++) {
            const char *lacks = hole(tables[t][i], i);
            cr_expect(!lacks, "section %zu (%s): its %s is missing or wrong", i,
                      tables[t][i]->id ? tables[t][i]->id : "no id", lacks);
        }
}

Test(sections, no_two_have_one_id)
{
    for (size_t t = 0; t < TABLES; t++)
        for (size_t i = 0; tables[t][i]; i++)
            for (size_t k = 0; k < i; k++)
                cr_expect(strcmp(tables[t][i]->id, tables[t][k]->id),
                          "sections %zu and %zu are both '%s'", k, i, tables[t][i]->id);
}
