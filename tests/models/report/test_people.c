/* Numbers as people say them. Each expected text is what the header's rule gives by
 * hand; the awkward ones have their working beside them. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>

#include "models/report/people_inside.h"

struct said {
    double value;
    const char *words;
};

static void says(void (*print)(struct lc_text *, double), const struct said *said,
                 size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct lc_text out = { 0 };
        print(&out, said[i].value);
        cr_expect(eq(str, out.data, (char *)said[i].words), "for %g", said[i].value);
        lc_text_free(&out);
    }
}

#define SAYS(print, ...)                                                               \
    says((print), (const struct said[]){ __VA_ARGS__ },                                \
         sizeof((const struct said[]){ __VA_ARGS__ }) / sizeof(struct said))

#define DASH  "\xe2\x80\x93"
#define MINUS "\xe2\x88\x92"

Test(people, counts)
{
    SAYS(lc_people_count, { 0, "0" }, { 0.03, "0" }, { 5, "5" }, { 5.26, "5.3" },
         { 999, "999" }, { 1000, "1,000" }, { 1234567, "1,234,567" }, { 123.4, "123" },
         { -4, MINUS "4" }, { 99.94, "99.9" }, { NAN, DASH });
}

/* About: whole numbers from two upwards, where a tenth of a child says too much. */
Test(people, about)
{
    SAYS(lc_people_about, { 5.4, "5" }, { 5.6, "6" }, { 2, "2" }, { 1.94, "1.9" },
         { 0.3, "0.3" }, { 0, "0" });
}

/* Two significant figures below 10%, none of the decimals above; rounding may carry
 * over: 0.0996% is 0.10% and not 0.100%, 9.96% is 10% and not 10.0%. */
Test(people, percents)
{
    SAYS(lc_people_percent, { 0, "0%" }, { 1, "100%" }, { 0.1234, "12%" },
         { 0.0123, "1.2%" }, { 0.00123, "0.12%" }, { 0.000996, "0.10%" },
         { 0.0996, "10%" }, { 0.000004, "0.000%" }, { NAN, DASH }, { 1e-300, "0.000%" },
         { 1e-320, "0.000%" }, { -0.02, MINUS "2.0%" });
}

/* 1 / 0.11 = 9.09; 1 / 0.00833 = 120.05, at two figures 120; 1 / 0.045 = 22.2, at two
 * figures 22; from 0.275 (which rounds to 3 tenths) in tenths. */
Test(people, odds)
{
    SAYS(lc_people_odds, { 0.11, "1 in 9" }, { 0.00833, "1 in 120" },
         { 0.045, "1 in 22" }, { 0.05, "1 in 20" }, { 0.274, "1 in 4" },
         { 0.275, "3 in 10" }, { 0.5, "5 in 10" }, { 0.94, "9 in 10" },
         { 0.96, "more than 19 in 20" }, { 0.0001234, "1 in 8,100" },
         { 0, "almost none" }, { NAN, DASH });
}

Test(people, one_enters_and_several_enter)
{
    cr_expect(eq(str, (char *)lc_people_enter(0.11), "enters"));
    cr_expect(eq(str, (char *)lc_people_enter(0.274), "enters"));
    cr_expect(eq(str, (char *)lc_people_enter(0.275), "enter"));
    cr_expect(eq(str, (char *)lc_people_enter(0.96), "enter"));
    cr_expect(eq(str, (char *)lc_people_enter(0), "enter"));
}

Test(people, of_ten)
{
    SAYS(lc_people_of_ten, { 0.38, "4 of every 10" }, { 0.08, "1 of every 10" },
         { 0.94, "9 of every 10" }, { 0.97, "nearly all" }, { 0.04, "1 of every 25" },
         { NAN, DASH });
}

Test(people, figures)
{
    SAYS(lc_people_figures, { 0.4321, "0.43" }, { 1.2, "1.20" }, { 35.24, "35.2" },
         { 51, "51" }, { 1240.4, "1,240" }, { 0.0123, "0.012" }, { 0.00791, "0.0079" },
         { 0, "0" }, { -0.04, MINUS "0.040" }, { INFINITY, "very large" },
         { 5e-324, "0.000000" }, { NAN, DASH });
}

Test(people, days)
{
    struct lc_text out = { 0 };
    lc_people_day(&out, "2024-03-31");
    lc_text_add(&out, " ");
    lc_people_day(&out, "<soon>");
    cr_assert(eq(str, out.data, "31 March 2024 &lt;soon&gt;"));
    lc_text_free(&out);
}

Test(people, intervals)
{
    struct lc_text out = { 0 };
    lc_people_interval(&out, 0.184, 0.31, lc_people_percent);
    cr_assert(eq(str, out.data, "18% to 31%"));
    lc_text_free(&out);
}
