#include "models/binary/scorecard_text_inside.h"

#include <math.h>

#include "base/listing.h"

static double number(const json_t *object, const char *name)
{
    return json_number_value(json_object_get(object, name));
}

static void add_columns(const json_t *card, struct lc_text *out)
{
    static const struct lc_listed columns[] = { { "column", LC_LISTED_FLOWS },
                                                { "points", LC_LISTED_RIGHT },
                                                { "", LC_LISTED_LEFT } };
    struct lc_listing to;
    lc_listing_begin(&to, 3, columns);
    for (size_t k = 0; k < json_array_size(card); k++) {
        const json_t *one = json_array_get(card, k);
        if (number(one, "points") == 0)
            continue;
        lc_listing_cell(&to, "%s", json_string_value(json_object_get(one, "name")));
        lc_listing_cell(&to, "%+.0f", number(one, "points"));
        if (json_is_true(json_object_get(one, "yes_no")))
            lc_listing_cell(&to, "if it is 1");
        else
            lc_listing_cell(&to, "for every %g", number(one, "step"));
    }
    lc_listing_end(&to, 0, out);
}

/* Four pairs a line, down the columns. */
static void add_totals(const json_t *table, struct lc_text *out)
{
    size_t n = json_array_size(table), lines = (n + 3) / 4;
    lc_text_add(out, "\n");
    for (size_t k = 0; k < 4 && k < n; k++)
        lc_text_addf(out, "%s%8s%8s", k ? "    " : "", "total", "risk");
    lc_text_add(out, "\n");
    for (size_t l = 0; l < lines; l++) {
        for (size_t k = l; k < n; k += lines) {
            const json_t *one = json_array_get(table, k);
            lc_text_addf(out, "%s%8g%7.1f%%", k == l ? "" : "    ",
                         number(one, "total"), 100 * number(one, "risk"));
        }
        lc_text_add(out, "\n");
    }
}

void lc_scorecard_text(const struct lc_fit *fit, struct lc_text *out)
{
    const json_t *cost = json_object_get(fit->extra, "cost");
    add_columns(json_object_get(fit->extra, "card"), out);
    add_totals(json_object_get(fit->extra, "table"), out);
    lc_text_addf(out, "\nbetween totals: log odds = %.6f %+.6f times the total\n",
                 fit->estimate[0], number(fit->extra, "scale"));
    lc_text_addf(out,
                 "what rounding costs, on these rows: log-likelihood %.4f instead of "
                 "%.4f",
                 number(cost, "loglik"), number(cost, "loglik_full"));
    if (json_is_number(json_object_get(cost, "auc")))
        lc_text_addf(out, ", AUC %.4f instead of %.4f", number(cost, "auc"),
                     number(cost, "auc_full"));
    lc_text_add(out, "\n");
}
