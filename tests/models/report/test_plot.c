/* Charts: where things stand, worked out by hand. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <string.h>

#include "base/begin.h"
#include "models/report/people_inside.h"
#include "models/report/plot_inside.h"

TestSuite(plot, .init = lc_begin);

static int has(const struct lc_text *out, const char *words)
{
    return out->data && strstr(out->data, words) != NULL;
}

/* 150 in at most 6 steps: 1, 2 and 5 times ten give 15, 8 and 3. 0.41 in at most 5: a
 * tenth gives 4. Of nothing there is no tick. */
Test(plot, ticks_are_round)
{
    static const struct {
        double high;
        size_t most, ticks;
        double second;
    } cases[] = {
        { 150, 6, 4, 50 }, { 0.41, 5, 5, 0.1 }, { 7, 6, 4, 2 }, { 0, 5, 0, 0 }
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct lc_axis axis =
            lc_axis_even("", 0, cases[i].high, cases[i].most, lc_people_count);
        cr_expect(eq(sz, axis.ticks, cases[i].ticks));
        cr_expect(eq(dbl, axis.tick[1], cases[i].second));
    }
}

/* Shares: those of the page, none below a hundredth of the top but 0. */
Test(plot, ticks_of_shares)
{
    struct lc_axis axis = lc_axis_shares("", 0.4);
    const double wanted[] = { 0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4 };
    cr_assert(eq(sz, axis.ticks, sizeof wanted / sizeof *wanted));
    for (size_t i = 0; i < axis.ticks; i++)
        cr_expect(eq(dbl, axis.tick[i], wanted[i]));
    cr_expect(eq(dbl, lc_axis_top(0.31), 0.4));
    cr_expect(eq(dbl, lc_axis_top(7), 1));
}

/* An axis of x from 0 to 150 and of y from 0 to 1 that is 200 pixels tall, between two
 * edges of 10: (75, 0.5) is the middle, 110 pixels down; (150, 1) the upper right. A
 * step keeps 0.5 up to x = 150. The band goes there along its lows and back along its
 * highs. On a root scale a quarter is half way. */
Test(plot, places)
{
    struct lc_text out = { 0 };
    struct lc_page page = { .out = &out };
    struct lc_plot plot = { &page, lc_axis_even("", 0, 150, 6, lc_people_count),
                            lc_axis_even("", 0, 1, 5, lc_people_count), 200 };
    const struct lc_mark marks[] = { { 75, 0.5, 0.25, 0.75 }, { 150, 1, 0.5, 1 } };
    lc_plot_line(&plot, 2, marks, 0, false);
    lc_plot_line(&plot, 2, marks, 1, true);
    lc_plot_band(&plot, 2, marks, 0, false);
    lc_plot_band(&plot, 2, marks, 0, true);
    lc_plot_point(&plot, marks);
    cr_expect(eq(int, has(&out, "\"M500.0 500.0L1000.0 0.0\""), 1), "%s", out.data);
    cr_expect(eq(int, has(&out, "\"M500.0 500.0L1000.0 500.0L1000.0 0.0\""), 1));
    cr_expect(
        eq(int, has(&out, "\"M500.0 750.0L1000.0 500.0L1000.0 0.0L500.0 250.0Z\""), 1));
    cr_expect(eq(int,
                 has(&out, "\"M500.0 750.0L1000.0 750.0L1000.0 500.0L1000.0 0.0"
                           "L1000.0 250.0L500.0 250.0Z\""),
                 1));
    cr_expect(eq(int, has(&out, "cx=\"50.00%\" cy=\"110.0\""), 1));
    cr_expect(eq(int, has(&out, "y1=\"160.0\" y2=\"60.0\""), 1));
    plot.x = lc_axis_shares("", 1);
    const struct lc_mark quarter = { 0.25, 0, NAN, NAN };
    lc_text_clear(&out);
    lc_plot_point(&plot, &quarter);
    cr_expect(eq(int, has(&out, "cx=\"50.00%\" cy=\"210.0\""), 1));
    cr_expect(eq(int, has(&out, "<line"), 0), "limits that are not there");
    lc_text_free(&out);
}

/* Where limits are not told a band has a gap; beyond the axes no point is drawn. */
Test(plot, leaves_out)
{
    struct lc_text out = { 0 };
    struct lc_page page = { .out = &out };
    const struct lc_plot plot = { &page, lc_axis_even("", 0, 10, 5, lc_people_count),
                                  lc_axis_even("", 0, 1, 5, lc_people_count), 100 };
    const struct lc_mark marks[] = {
        { 0, 0, 0, 1 }, { 1, 0, 0, 1 }, { 2, 0, NAN, NAN }, { 3, 0, 0, 1 }
    };
    size_t bands = 0;
    lc_plot_band(&plot, 4, marks, 0, false);
    for (const char *at = out.data; (at = strstr(at, "<path")); at++)
        bands++;
    cr_expect(eq(sz, bands, 2));
    lc_text_clear(&out);
    const struct lc_mark beyond = { 11, 0.5, 0.4, 0.6 };
    lc_plot_point(&plot, &beyond);
    cr_expect(eq(sz, out.size, 0));
    lc_text_free(&out);
}
