/* Every family's row is whole: each member of struct lc_family is filled in, or says
 * why it is not. The rows below are the struct's members in order and cover it to the
 * last byte, so a member added without one fails too. */
#include <criterion/criterion.h>
#include <stddef.h>
#include <string.h>

#include "models/families/families.h"

enum what { WORDS, FUNCTION, PART, YES_NO, RESPONSE, INTERCEPT, SIGN };

struct member {
    const char *name;
    size_t offset, size;
    enum what what;
};

#define MEMBER(field, what)                                                            \
    {                                                                                  \
#field, offsetof(struct lc_family, field),                                     \
            sizeof(((struct lc_family *)NULL)->field), what                            \
    }

/* clang-format off */
static const struct member members[] = {
    MEMBER(name, WORDS),
    MEMBER(title, WORDS),
    MEMBER(example, WORDS),
    MEMBER(fit, FUNCTION),
    MEMBER(risk, FUNCTION),
    MEMBER(text, FUNCTION),
    MEMBER(document, WORDS),
    MEMBER(reads, WORDS),
    MEMBER(sense, SIGN),
    MEMBER(response, RESPONSE),
    MEMBER(intercept, INTERCEPT),
    MEMBER(strata, YES_NO),
    MEMBER(intervals, YES_NO),
    MEMBER(grid, YES_NO),
    MEMBER(ranks, YES_NO),
    MEMBER(shares, YES_NO),
    MEMBER(likeliest, YES_NO),
    MEMBER(ratio, PART),
    MEMBER(net, PART),
    MEMBER(quantile, PART),
    MEMBER(hazard, PART),
    MEMBER(endless, PART),
    MEMBER(checks, PART),
    MEMBER(recalibration, PART),
    MEMBER(export, PART),
};
/* clang-format on */

enum { MEMBERS = sizeof members / sizeof *members };

static int whole_number(const struct lc_family *family, const struct member *m)
{
    int value;
    memcpy(&value, (const char *)family + m->offset, sizeof value);
    return value;
}

/* How many of a member's pointers, `first` and on, are set. */
static size_t pointers_set(const struct lc_family *family, const struct member *m,
                           size_t first)
{
    size_t set = 0;
    for (size_t k = first; k < m->size / sizeof(void *); k++) {
        void *pointer;
        memcpy(&pointer, (const char *)family + m->offset + k * sizeof pointer,
               sizeof pointer);
        set += pointer != NULL;
    }
    return set;
}

static bool is_whole(const struct lc_family *family, const struct member *m)
{
    int number = m->size >= sizeof(int) ? whole_number(family, m) : 0;
    switch (m->what) {
    case WORDS:
    case FUNCTION:
        return pointers_set(family, m, 0) == 1;
    case PART: { /* a reason first, or everything after it */
        size_t rest = m->size / sizeof(void *) - 1, set = pointers_set(family, m, 1);
        bool why = pointers_set(family, m, 0) > set;
        return why ? set == 0 : set == rest && pointers_set(family, m, 0) == rest;
    }
    case YES_NO:
        return number == LC_NO || number == LC_YES;
    case RESPONSE:
        return number >= LC_BINARY && number <= LC_TIME_TO_CAUSE;
    case INTERCEPT:
        return number >= LC_INTERCEPT_ALWAYS && number <= LC_INTERCEPT_IN_BASELINE;
    case SIGN:
        return family->sense == 1 || family->sense == -1;
    }
    return false;
}

Test(families, every_row_is_whole)
{
    for (size_t f = 0; lc_families[f]; f++) {
        const char *name = lc_families[f]->name;
        for (size_t k = 0; k < MEMBERS; k++)
            cr_expect(is_whole(lc_families[f], members + k),
                      "family %s (row %zu of models/families/table.c): .%s is a hole",
                      name ? name : "without a name", f + 1, members[k].name);
    }
}

Test(families, the_rows_above_cover_the_struct)
{
    size_t at = 0;
    for (size_t k = 0; k < MEMBERS; k++) {
        cr_assert_eq(members[k].offset, at, "something stands before .%s",
                     members[k].name);
        at += members[k].size;
    }
    cr_assert_eq(at, sizeof(struct lc_family), "something stands at the end");
}

Test(families, names_differ_and_are_found)
{
    for (size_t f = 0; lc_families[f]; f++)
        cr_expect_eq(lc_family_find(lc_families[f]->name), lc_families[f], "%s",
                     lc_families[f]->name);
    cr_expect_null(lc_family_find("no such family"));
}

/* Each reason ends "family F has no ...: " and is followed by a full stop. */
Test(families, reasons_are_told_with_those_that_have)
{
    const struct lc_family *cloglog = lc_family_find("cloglog");
    struct lc_error err = { 0 };
    cr_assert_eq(lc_family_refuse(cloglog, "elastic net", cloglog->net.without,
                                  lc_family_has_net, &err),
                 LC_USAGE);
    cr_expect(strstr(err.text, "family cloglog has no elastic net: "));
    cr_expect(strstr(err.text, ". Those that have: logistic, cox"), "%s", err.text);
}
