/* See people_inside.h. */
#include "models/report/people_inside.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/slice.h"

static const char dash[] = "\xe2\x80\x93"; /* U+2013 */

/* A whole number with its thousands apart. */
static void add_whole(struct lc_text *out, double value)
{
    char digits[32];
    int n = snprintf(digits, sizeof digits, "%.0f", fabs(value));
    if (value <= -0.5)
        lc_text_add(out, "\xe2\x88\x92"); /* U+2212, minus */
    for (int i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            lc_text_add(out, ",");
        lc_text_add_bytes(out, digits + i, 1);
    }
}

/* False, and a dash or a sign of infinity added, when there is nothing to print. */
static bool is_printable(struct lc_text *out, double value)
{
    if (isfinite(value) && fabs(value) < 1e15)
        return true;
    if (isnan(value))
        lc_text_add(out, dash);
    else
        lc_text_add(out, value > 0 ? "very large" : "\xe2\x88\x92very large");
    return false;
}

static void add_decimals(struct lc_text *out, double value, int decimals)
{
    if (decimals <= 0)
        add_whole(out, value);
    else
        lc_text_addf(out, "%s%.*f", value < 0 ? "\xe2\x88\x92" : "", decimals,
                     fabs(value));
}

/* Decimals that show `figures` significant figures of a value. */
static int decimals_for(double value, int figures)
{
    if (value == 0)
        return 0;
    /* less than any figure that is shown; of the least numbers the scale overflows */
    double size = fmax(fabs(value), 1e-12);
    /* rounding may carry: 0.0996 at two figures is 0.10, not 0.100 */
    double scale = pow(10, figures - 1 - floor(log10(size)));
    double rounded = round(size * scale) / scale;
    return figures - 1 - (int)floor(log10(rounded) + 1e-9);
}

void lc_people_count(struct lc_text *out, double count)
{
    if (!is_printable(out, count))
        return;
    bool whole = fabs(count - round(count)) < 1e-9;
    bool none = fabs(count) < 0.05; /* "0", not "0.0" */
    add_decimals(out, count, whole || none || fabs(count) >= 99.95 ? 0 : 1);
}

void lc_people_about(struct lc_text *out, double count)
{
    lc_people_count(out, count >= 1.95 ? round(count) : count);
}

void lc_people_percent(struct lc_text *out, double share)
{
    if (!is_printable(out, share))
        return;
    double percent = share * 100;
    int decimals = fabs(percent) >= 9.95 ? 0 : decimals_for(percent, 2);
    add_decimals(out, percent, decimals > 3 ? 3 : decimals);
    lc_text_add(out, "%");
}

/* Two significant figures: 117 is 120. */
static double round_two(double value)
{
    double scale = pow(10, floor(log10(value)) - 1);
    return round(value / scale) * scale;
}

void lc_people_odds(struct lc_text *out, double risk)
{
    if (!is_printable(out, risk))
        return;
    if (risk >= 0.95) {
        lc_text_add(out, "more than 19 in 20");
    } else if (risk >= 0.275) {
        double tenths = round(risk * 10);
        lc_text_addf(out, "%.0f in 10", tenths < 9 ? tenths : 9);
    } else if (risk > 1e-7) {
        double of = 1 / risk;
        lc_text_add(out, "1 in ");
        add_whole(out, of > 20.5 ? round_two(of) : of);
    } else {
        lc_text_add(out, "almost none");
    }
}

const char *lc_people_enter(double risk)
{
    return risk > 1e-7 && risk < 0.275 ? "enters" : "enter"; /* as odds has "1 in" */
}

void lc_people_of_ten(struct lc_text *out, double share)
{
    if (!is_printable(out, share))
        return;
    if (share >= 0.95)
        lc_text_add(out, "nearly all");
    else if (share >= 0.075)
        lc_text_addf(out, "%.0f of every 10", fmax(1, round(share * 10)));
    else if (share > 1e-7) {
        lc_text_add(out, "1 of every ");
        add_whole(out, 1 / share > 20.5 ? round_two(1 / share) : 1 / share);
    } else {
        lc_text_add(out, "none of the");
    }
}

void lc_people_figures(struct lc_text *out, double value)
{
    if (!is_printable(out, value))
        return;
    double size = fabs(value);
    int decimals = size >= 99.95 || size == 0 ? 0 : size >= 9.995 ? 1 : 2;
    if (size >= 9.995 && size == floor(size))
        decimals = 0; /* a count */
    if (size > 0 && size < 0.095)
        decimals = decimals_for(value, 2);
    add_decimals(out, value, decimals > 6 ? 6 : decimals);
}

void lc_people_signed(struct lc_text *out, double value)
{
    lc_text_addf(out, "%+.2f", value);
}

void lc_people_day(struct lc_text *out, const char *iso)
{
    int32_t day;
    char words[32];
    struct lc_slice text = lc_slice_of(iso);
    if (lc_day_parse(text, LC_DAY_ISO, &day))
        lc_text_add_html(out, text);
    else
        lc_text_add(out, lc_day_print_long(day, words));
}

void lc_people_interval(struct lc_text *out, double low, double high,
                        void (*print)(struct lc_text *out, double value))
{
    print(out, low);
    lc_text_add(out, " to ");
    print(out, high);
}
