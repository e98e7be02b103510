/* See declared.h. */
#include "store/declared.h"

#include <string.h>

#include "base/memory.h"

enum { NEAR = 92 }; /* days: three months */

int lc_declared_days(struct lc_declared *declared, const char **key)
{
    *key = "from";
    int code = lc_day_parse(lc_slice_of(declared->from), LC_DAY_ISO, &declared->first);
    if (code)
        return LC_FORMAT;
    declared->last = declared->first;
    *key = "to";
    if (declared->to
        && lc_day_parse(lc_slice_of(declared->to), LC_DAY_ISO, &declared->last))
        return LC_FORMAT;
    return declared->last < declared->first ? LC_RANGE : LC_OK;
}

static bool is_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

bool lc_declared_is(const struct lc_declared *declared, const struct lc_break *found)
{
    return strcmp(declared->history, found->history) == 0
           && (!declared->code
               || (is_text(declared->attribute, found->attribute)
                   && is_text(declared->code, found->code)))
           && declared->first < found->seen && declared->last > found->from - NEAR;
}

bool lc_declared_speaks_of(const struct lc_declared *one,
                           const struct lc_declared *other)
{
    return strcmp(one->history, other->history) == 0
           && (!one->code
               || (is_text(one->attribute, other->attribute)
                   && is_text(one->code, other->code)))
           && one->first < other->last + NEAR && one->last > other->first - NEAR;
}

void lc_declared_say_when(struct lc_text *text, const struct lc_declared *declared)
{
    char day[LC_DAY_ROOM];
    lc_text_addf(text, "%s %s", declared->first < declared->last ? "between" : "on",
                 lc_day_print(declared->first, day));
    if (declared->first < declared->last)
        lc_text_addf(text, " and %s, on a day of the borough's own",
                     lc_day_print(declared->last, day));
    if (declared->what)
        lc_text_addf(text, ", %s", declared->what);
    if (declared->source)
        lc_text_addf(text, " (%s)", declared->source);
}

void lc_declared_say(struct lc_text *text, const struct lc_declared *declared)
{
    lc_text_add(text, declared->history);
    if (declared->attribute)
        lc_text_addf(text, " %s=%s", declared->attribute, declared->code);
    else if (declared->code)
        lc_text_addf(text, " %s", declared->code);
    lc_text_add(text, ": ");
    lc_declared_say_when(text, declared);
}

void lc_declared_say_found(struct lc_text *text, const struct lc_break *found,
                           const struct lc_declarations *all, bool exact)
{
    const struct lc_declared *declared = lc_declarations_find(all, found);
    lc_break_say(text, found, exact);
    if (declared) {
        lc_text_add(text, "; declared: ");
        lc_declared_say_when(text, declared);
    }
}

int lc_declarations_add(struct lc_declarations *to, const struct lc_declared *one,
                        struct lc_error *err)
{
    int code = LC_GROW(to->row, to->room, to->count + 1, err);
    if (!code)
        to->row[to->count++] = one;
    return code;
}

const struct lc_declared *lc_declarations_find(const struct lc_declarations *all,
                                               const struct lc_break *found)
{
    for (size_t i = 0; i < all->count; i++)
        if (lc_declared_is(all->row[i], found))
            return all->row[i];
    return NULL;
}
