/* See kind.h and table.h. */
#include "kind/table.h"

#include <string.h>

#include "base/text.h"

#define LC_KIND(name) &lc_kind_##name,
const struct lc_kind *const lc_kinds[] = { LC_KIND_TABLE(LC_KIND) NULL };
#undef LC_KIND

const struct lc_kind *lc_kind_find(const char *name)
{
    for (const struct lc_kind *const *kind = lc_kinds; *kind; kind++)
        if (strcmp((*kind)->name, name) == 0)
            return *kind;
    return NULL;
}

void lc_kind_names(struct lc_text *text)
{
    for (const struct lc_kind *const *kind = lc_kinds; *kind; kind++)
        lc_text_addf(text, "%s%s", kind == lc_kinds ? "" : ", ", (*kind)->name);
}

static bool has_levels(const struct lc_kind *k)
{
    size_t n = 0;
    while (k->levels && k->levels[n] && n <= LC_KIND_LEVELS)
        n++;
    return k->column == LC_COLUMN_LEVEL ? n > 0 && n <= LC_KIND_LEVELS : !k->levels;
}

const char *lc_kind_hole(const struct lc_kind *k)
{
    bool events = lc_kind_reads(k);
    bool whole = k->column == LC_COLUMN_WHOLE || k->column == LC_COLUMN_LONG
                 || k->column == LC_COLUMN_SIGNED;
    bool other = k->column == LC_COLUMN_REAL || k->column == LC_COLUMN_LEVEL;
    const struct {
        const char *field;
        bool filled;
    } fields[] = {
        { "name", k->name && *k->name },
        { "source", events || k->source == LC_OF_PERSON || k->source == LC_OF_DAY },
        { "window", events ? k->window >= LC_WINDOW_NEVER && k->window <= LC_WINDOW_MUST
                           : k->window == LC_WINDOW_NEVER },
        { "column", other || (events && whole) },
        { "unit", k->unit != NULL },
        { "meaning", k->meaning && *k->meaning },
        { "levels", has_levels(k) },
        { "value", events != (k->value != NULL) },
        { "always", events == (k->always != NULL) },
        { "others", k->source == LC_OF_HISTORY || !k->others },
        { "by_key", events || !k->by_key },
        { "before", events ? k->before >= 0 : !k->before },
        { "most", (events && whole) == (k->most != NULL) },
        { "real", (events && other) == (k->real != NULL) },
        { "none", events == (k->none != NULL) },
        { "rows", events == (k->rows != NULL) },
        { "day", events == (k->day != NULL) },
        { "counts", events == (k->counts != NULL) },
        { "choose", events == (k->choose != NULL) },
        { "say", events || !k->say },
        { "slow", k->slow != NULL },
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (!fields[i].filled)
            return fields[i].field;
    return NULL;
}
