/* Counts of who was missed, as they may be told: whoever works the sheet out by every
 * way that it could have come about knows no class to the child. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include <jansson.h>

#include "base/begin.h"
#include "base/error.h"
#include "models/panel/missed.h"

TestSuite(missed_sheet, .init = lc_begin);

enum { PARTS = 3, MOST = 27, TOLD = 8, WAYS = TOLD * TOLD * TOLD * 24 };

/* "c" is 1, n others n + 2: unlike for what is told otherwise. */
static size_t code_of(const json_t *told)
{
    return json_is_string(told) ? 1 : json_integer_value(told) / 6 + 2;
}

static const json_t *cell(const json_t *sheet, size_t section, size_t row,
                          const char *key)
{
    const json_t *rows = json_object_get(
        json_array_get(json_object_get(sheet, "sections"), section), "rows");
    return json_object_get(json_array_get(rows, row), key);
}

/* What is told of three classes and their sum, which no system would have raised. */
static size_t told_of(const size_t part[PARTS])
{
    struct lc_missed_gain none = { .listed = part[0] + part[1] + part[2] };
    struct lc_missed v = { .gains = 1, .gain = &none, .listed = none.listed };
    json_t *sheet = NULL;
    size_t way = 0;
    for (size_t k = 0; k < PARTS; k++)
        v.count[k] = part[k];
    v.entries = v.listed;
    cr_assert(zero(int, lc_missed_sheet(&sheet, &v, true, NULL)));
    const json_t *was = cell(sheet, 1, 0, "listed");
    cr_assert(json_equal(was, cell(sheet, 1, 1, "listed")));
    for (size_t k = 0; k < PARTS; k++)
        way = way * TOLD + code_of(cell(sheet, 0, k, "entries"));
    way = way * 24 + code_of(was);
    json_decref(sheet);
    return way;
}

static void each(void (*see)(const size_t part[PARTS], size_t way))
{
    size_t p[PARTS];
    for (p[0] = 0; p[0] < MOST; p[0]++)
        for (p[1] = 0; p[1] < MOST; p[1]++)
            for (p[2] = 0; p[2] < MOST; p[2]++)
                see(p, told_of(p));
}

static size_t least[WAYS][PARTS], most[WAYS][PARTS];
static bool seen[WAYS];

static void note(const size_t part[PARTS], size_t way)
{
    cr_assert(lt(sz, way, WAYS));
    for (size_t k = 0; k < PARTS; k++) {
        least[way][k] = seen[way] && least[way][k] < part[k] ? least[way][k] : part[k];
        most[way][k] = seen[way] && most[way][k] > part[k] ? most[way][k] : part[k];
    }
    seen[way] = true;
}

static void judge(const size_t part[PARTS], size_t way)
{
    for (size_t k = 0; k < PARTS; k++)
        cr_expect(part[k] == 0 || least[way][k] < most[way][k],
                  "%zu, %zu and %zu: one of them is known", part[0], part[1], part[2]);
}

Test(missed_sheet, no_class_is_known_by_the_sum_of_those_listed)
{
    each(note);
    each(judge);
}

Test(missed_sheet, true_counts_are_true)
{
    struct lc_missed_gain some = { .listed = 9 };
    struct lc_missed v = { .gains = 1, .gain = &some, .listed = 8, .entries = 8 };
    json_t *sheet = NULL;
    v.count[LC_MISSED_ACTED] = 6;
    v.count[LC_MISSED_DECLINED] = v.count[LC_MISSED_OPEN] = 1;
    cr_assert(zero(int, lc_missed_sheet(&sheet, &v, false, NULL)));
    cr_expect(eq(int, (int)json_integer_value(cell(sheet, 0, 0, "entries")), 6));
    cr_expect(eq(int, (int)json_integer_value(cell(sheet, 0, 1, "entries")), 1));
    cr_expect(eq(int, (int)json_integer_value(cell(sheet, 1, 0, "listed")), 8));
    cr_expect(eq(int, (int)json_integer_value(cell(sheet, 1, 1, "listed")), 9));
    json_decref(sheet);
}
