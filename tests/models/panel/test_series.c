/* What is said first of many lists: the worst of them, and every warning once. */
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "models/panel/series.h"

TestSuite(series, .init = lc_begin);

#define LIST(day, status, warnings, holds)                                             \
    "{'as_of':'" day "','verdict':{'status':'" status "'},'warnings':" warnings        \
    ",'verdict_holds':" holds "}"

enum { LISTS = 3 };

/* The lines, which the caller frees. */
static char *said(const char *const list[LISTS])
{
    struct lc_series_caution caution = { 0 };
    struct lc_text out = { 0 };
    for (int i = 0; i < LISTS; i++) {
        char quoted[400] = "";
        (void)strncpy(quoted, list[i], sizeof quoted - 1);
        for (char *at = quoted; (at = strchr(at, '\'')); at++)
            *at = '"';
        json_t *one = json_loads(quoted, 0, NULL);
        cr_assert(ne(ptr, one, NULL), "%s", quoted);
        cr_assert(eq(int, lc_series_caution_take(&caution, one, NULL), LC_OK));
        json_decref(one);
    }
    cr_assert(eq(int, lc_series_caution_add(&caution, &out, NULL), LC_OK));
    lc_series_caution_free(&caution);
    return out.data;
}

static void says(const char *const list[LISTS], const char *want)
{
    char *text = said(list);
    cr_expect(eq(str, text, (char *)(uintptr_t)want));
    lc_text_free(&(struct lc_text){ .data = text });
}

/* The last of them is within no model's time, and does not speak for the two before. */
Test(series, a_list_that_is_void_makes_the_first_line)
{
    const char *const list[LISTS] = {
        LIST("2025-01-01", "good enough", "['seen','drift']", "false"),
        LIST("2025-02-01", "good enough", "['seen','drift']", "false"),
        LIST("2025-03-01", "good enough", "['drift']", "true"),
    };
    says(list,
         "Do not choose children by this list: its model was judged good enough, but "
         "that does not hold here.\n"
         "Warning: of 2 of the 3 lists, first that of 2025-01-01: seen.\n"
         "Warning: drift.\n");
}

Test(series, the_worst_verdict_of_any_is_that_of_all)
{
    const char *const list[LISTS] = {
        LIST("2025-01-01", "good enough", "[]", "true"),
        LIST("2025-02-01", "not good enough", "['b']", "true"),
        LIST("2025-03-01", "good enough", "[]", "true"),
    };
    says(list,
         "Do not choose children by this list: its model was judged not good enough.\n"
         "Warning: of 1 of the 3 lists, first that of 2025-02-01: b.\n");
}

/* Good lists are good together; a warning on one is one to read first of all. */
Test(series, nothing_is_worse_than_it_is)
{
    const char *const good[LISTS] = {
        LIST("2025-01-01", "good enough", "[]", "true"),
        LIST("2025-02-01", "good enough", "[]", "true"),
        LIST("2025-03-01", "good enough", "[]", "true"),
    };
    const char *const noted[LISTS] = {
        good[0], good[1], LIST("2025-03-01", "good enough", "['w']", "true")
    };
    says(good, "The model of this list was judged good enough to use.\n");
    says(noted, "The model of this list was judged good enough to use; read first what "
                "is noted.\n"
                "Warning: of 1 of the 3 lists, first that of 2025-03-01: w.\n");
}
