/* How many times may be asked for, and how many columns a table of a curve may have:
 * all are there on both sides of every bound, or the refusal says so. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/begin.h"
#include "models/answer/curve_make.h"
#include "models/answer/times.h"

TestSuite(bounds, .init = lc_begin);

/* "n,n-1,..,1" */
static char *countdown(size_t n)
{
    struct lc_text t = { 0 };
    for (size_t i = n; i > 0; i--)
        lc_text_addf(&t, "%zu%s", i, i > 1 ? "," : "");
    return t.data;
}

Test(bounds, times)
{
    for (size_t n = LC_TIMES - 1; n <= LC_TIMES + 1; n++) {
        double times[LC_TIMES];
        size_t count;
        struct lc_error err = { 0 };
        char *text = countdown(n);
        int code = lc_times_parse("times", text, times, &count, &err);
        cr_expect(eq(int, code, n > LC_TIMES ? LC_USAGE : LC_OK));
        for (size_t i = 0; i < n && !code; i++)
            cr_expect(eq(dbl, times[i], (double)i + 1));
        if (code)
            cr_expect(eq(str, err.text, "--times: more than 1000 numbers"));
        else
            cr_expect(eq(sz, count, n));
        free(text);
    }
}

/* One point, of columns c1 to cn; c3 is 3. */
Test(bounds, columns_of_a_curve)
{
    for (int n = 62; n <= 130; n += n == 66 ? 64 : 1) {
        json_t *point = json_object();
        struct lc_text out = { 0 };
        size_t at = 0;
        for (int i = 1; i <= n; i++) {
            char name[16];
            snprintf(name, sizeof name, "c%d", i);
            json_object_set_new(point, name, json_integer(1000 + i));
        }
        json_t *d = json_pack("{s:[{s:[o]}]}", "groups", "points", point);
        lc_curve_table(d, &out);
        for (int i = 1; i <= n; i++) { /* headings and values, each in order */
            char value[16];
            snprintf(value, sizeof value, "%d", 1000 + i);
            const char *found = strstr(out.data + at, value);
            cr_assert_not_null(found, "c%d of %d", i, n);
            at = (size_t)(found - out.data);
        }
        lc_text_free(&out);
        json_decref(d);
    }
}
