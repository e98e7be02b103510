#include "models/binary/scorecard_text_inside.h"

#include <math.h>

#include "base/wrap.h"

static double number(const json_t *object, const char *name)
{
    return json_number_value(json_object_get(object, name));
}

static int letters(const char *text)
{
    return (int)lc_letters(lc_slice_of(text));
}

static void add_columns(const json_t *card, struct lc_text *out)
{
    int width = 12;
    for (size_t k = 0; k < json_array_size(card); k++) {
        int own = letters(
            json_string_value(json_object_get(json_array_get(card, k), "name")));
        width = own > width ? own : width;
    }
    lc_text_addf(out, "%-*s%8s\n", width, "column", "points");
    for (size_t k = 0; k < json_array_size(card); k++) {
        const json_t *one = json_array_get(card, k);
        const char *name = json_string_value(json_object_get(one, "name"));
        if (number(one, "points") == 0)
            continue;
        lc_text_addf(out, "%s%*s%+8.0f", name, width - letters(name), "",
                     number(one, "points"));
        if (json_is_true(json_object_get(one, "yes_no")))
            lc_text_add(out, "  if it is 1\n");
        else
            lc_text_addf(out, "  for every %g\n", number(one, "step"));
    }
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
