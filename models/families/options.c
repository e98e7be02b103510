/* Which family reads which option, and the one place that refuses the others. */
#include "models/families/families.h"

#include <stdio.h>
#include <string.h>

bool lc_family_reads(const struct lc_family *family, const char *option, char *with)
{
    size_t size = strlen(option);
    for (const char *at = family->reads; *at; at += strspn(at, " ")) {
        const char *word = at;
        at += strcspn(at, ": ");
        bool same = (size_t)(at - word) == size && strncmp(word, option, size) == 0;
        const char *other = *at == ':' ? ++at : at;
        at += strcspn(at, " ");
        if (same && with)
            snprintf(with, LC_READS_WITH, "%.*s", (int)(at - other), other);
        if (same)
            return true;
    }
    return false;
}

/* "cox, logistic": who reads it; returns how many. */
static int add_readers(const char *option, struct lc_text *names)
{
    int count = 0;
    for (size_t i = 0; lc_families[i]; i++)
        if (lc_family_reads(lc_families[i], option, NULL))
            lc_text_addf(names, "%s%s", count++ ? ", " : "", lc_families[i]->name);
    return count;
}

void lc_families_add_readers(const struct lc_knob *row, struct lc_text *out)
{
    enum { FEW = 4 };
    struct lc_text names = { 0 };
    int count = add_readers(row->name, &names);
    if (count && count <= FEW)
        lc_text_addf(out, "; of %s", names.data ? names.data : "");
    out->failed |= names.failed;
    lc_text_free(&names);
}

static int refuse(const struct lc_family *family, const struct lc_knobs *knobs,
                  const char *option, struct lc_error *err)
{
    struct lc_text names = { 0 };
    char spelt[LC_OPTION];
    add_readers(option, &names);
    int code =
        names.size
            ? LC_FAIL(err, LC_USAGE, "family %s does not read %s; those that do: %s",
                      family->name, lc_knobs_spell(knobs, option, spelt), names.data)
            : LC_OK;
    lc_text_free(&names);
    return code;
}

int lc_family_check_options(const struct lc_family *family,
                            const struct lc_knobs *knobs, const void *settings,
                            uint64_t given, struct lc_error *err)
{
    int code = LC_OK;
    for (size_t i = 0; i < knobs->count && !code; i++)
        if ((given >> i & 1) && !lc_family_reads(family, knobs->rows[i].name, NULL))
            code = refuse(family, knobs, knobs->rows[i].name, err);
    if (!code)
        code = lc_knobs_agree(knobs, settings, given, err);
    for (size_t i = 0; i < knobs->count && !code; i++) {
        char with[LC_READS_WITH];
        if ((given >> i & 1) && lc_family_reads(family, knobs->rows[i].name, with))
            code = lc_knobs_need(knobs, settings, given, knobs->rows + i, with, err);
    }
    return code;
}
