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
    if (s->of != LC_OF_RESULTS && s->of != LC_OF_LIST)
        return "of";
    if (s->needs && !*s->needs)
        return "needs";
    return s->write ? NULL : "write";
}

Test(sections, no_row_has_a_hole)
{
    for (size_t i = 0; lc_sections[i]; i++) {
        const char *lacks = hole(lc_sections[i], i);
        cr_expect(!lacks, "section %zu (%s): its %s is missing or wrong", i,
                  lc_sections[i]->id ? lc_sections[i]->id : "no id", lacks);
    }
}

Test(sections, no_two_have_one_id)
{
    for (size_t i = 0; lc_sections[i]; i++)
        for (size_t k = 0; k < i; k++)
            cr_expect(strcmp(lc_sections[i]->id, lc_sections[k]->id),
                      "sections %zu and %zu are both '%s'", k, i, lc_sections[i]->id);
}
