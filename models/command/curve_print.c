/* Text and CSV from the document of `curve`: see curve_make.h. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/listing.h"
#include "base/memory.h"
#include "models/answer/curve_make.h"

static double value_of(const json_t *v)
{
    return json_is_number(v) ? json_number_value(v) : NAN;
}

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text ? text : "";
}

void lc_curve_csv(const json_t *document, struct lc_text *out)
{
    json_t *groups = json_object_get(document, "groups"), *group, *point, *v;
    const char *name;
    size_t g, i;
    bool first = true;
    json_array_foreach(groups, g, group)
    {
        json_array_foreach(json_object_get(group, "points"), i, point)
        {
            if (first) {
                lc_text_add(out, "group");
                json_object_foreach(point, name, v) lc_text_addf(out, ",%s", name);
                lc_text_add(out, "\n");
                first = false;
            }
            lc_text_add_cell(out, lc_slice_of(text_of(group, "group")));
            json_object_foreach(point, name, v)
            {
                lc_text_add(out, ",");
                lc_text_add_number(out, value_of(v), "");
            }
            lc_text_add(out, "\n");
        }
    }
}

void lc_pseudo_csv(const json_t *document, struct lc_text *out)
{
    json_t *rows = json_object_get(json_object_get(document, "pseudo"), "rows"), *row;
    json_t *v, *one;
    const char *name;
    size_t i, k;
    json_object_foreach(json_array_get(rows, 0), name, v)
    {
        const char *comma = strcmp(name, "row") ? "," : "";
        if (!json_is_array(v))
            lc_text_addf(out, "%s%s", comma, name);
        json_array_foreach(v, k, one) lc_text_addf(out, ",%s_%zu", name, k + 1);
    }
    lc_text_add(out, "\n");
    json_array_foreach(rows, i, row)
    {
        json_object_foreach(row, name, v)
        {
            if (strcmp(name, "row"))
                lc_text_add(out, ",");
            if (!json_is_array(v))
                lc_text_add_number(out, value_of(v), "");
            json_array_foreach(v, k, one)
            {
                lc_text_add(out, k ? "," : "");
                lc_text_add_number(out, value_of(one), "");
            }
        }
        lc_text_add(out, "\n");
    }
}

/* --- to read ---------------------------------------------------------------------- */

static void add_cell(struct lc_listing *to, double value)
{
    if (isnan(value))
        lc_listing_cell(to, "-");
    else
        lc_listing_cell(to, "%.6g", value);
}

static void add_objects(const json_t *list, struct lc_text *out)
{
    json_t *one = json_array_get(list, 0), *v;
    struct lc_listed *columns = lc_alloc(json_object_size(one), sizeof *columns);
    struct lc_listing to;
    const char *name;
    size_t i, count = 0;
    out->failed |= !columns;
    json_object_foreach(columns ? one : NULL, name, v)
    {
        columns[count++] = (struct lc_listed){ name, LC_LISTED_RIGHT };
    }
    if (!count) {
        free(columns);
        return;
    }
    lc_listing_begin(&to, count, columns);
    json_array_foreach(list, i, one)
    {
        for (size_t k = 0; k < count; k++)
            add_cell(&to, value_of(json_object_get(one, columns[k].heading)));
    }
    lc_listing_end(&to, 0, out);
    free(columns);
}

static void add_chisq(const char *kind, const json_t *test, struct lc_text *out)
{
    lc_text_addf(out, "\n%s test: chi-squared %.4f on %d df, p %.4g\n", kind,
                 value_of(json_object_get(test, "chisq")),
                 (int)json_integer_value(json_object_get(test, "df")),
                 value_of(json_object_get(test, "p")));
}

static void add_test(const json_t *test, struct lc_text *out)
{
    static const struct lc_listed columns[] = { { "group", LC_LISTED_FLOWS },
                                                { "observed", LC_LISTED_RIGHT },
                                                { "expected", LC_LISTED_RIGHT } };
    struct lc_listing to;
    json_t *one, *causes = json_object_get(test, "causes");
    size_t i;
    json_array_foreach(causes, i, one)
    {
        char kind[40];
        snprintf(kind, sizeof kind, "Gray's, of cause %zu,", i + 1);
        add_chisq(kind, one, out);
    }
    if (!test || causes)
        return;
    add_chisq(text_of(test, "kind"), test, out);
    lc_listing_begin(&to, 3, columns);
    json_array_foreach(json_object_get(test, "groups"), i, one)
    {
        lc_listing_cell(&to, "%s", text_of(one, "group"));
        lc_listing_cell(&to, "%.4f", value_of(json_object_get(one, "observed")));
        lc_listing_cell(&to, "%.4f", value_of(json_object_get(one, "expected")));
    }
    lc_listing_end(&to, 0, out);
}

void lc_curve_table(const json_t *document, struct lc_text *out)
{
    json_t *group, *mean;
    size_t g;
    lc_text_addf(out, "%lld rows",
                 (long long)json_integer_value(json_object_get(document, "n")));
    long long missing = json_integer_value(json_object_get(document, "rows_missing"));
    if (missing)
        lc_text_addf(out, "; %lld rows left out for a missing value", missing);
    missing = json_integer_value(json_object_get(document, "rows_weightless"));
    if (missing)
        lc_text_addf(out, "; %lld rows left out for a weight of 0", missing);
    lc_text_addf(out, "; 95%% limits on the %s scale\n", text_of(document, "limits"));
    json_array_foreach(json_object_get(document, "groups"), g, group)
    {
        lc_text_addf(out, "\n%s%s%lld rows, %g events\n", text_of(group, "group"),
                     *text_of(group, "group") ? ": " : "",
                     (long long)json_integer_value(json_object_get(group, "n")),
                     value_of(json_object_get(group, "events")));
        add_objects(json_object_get(group, "points"), out);
        add_objects(json_object_get(group, "quantiles"), out);
        add_objects(json_object_get(group, "restricted_means"), out);
        mean = json_object_get(group, "restricted_mean");
        if (mean)
            lc_text_addf(out, "mean time up to %g: %.6g (se %.6g)\n",
                         value_of(json_object_get(mean, "until")),
                         value_of(json_object_get(mean, "mean")),
                         value_of(json_object_get(mean, "se")));
    }
    add_test(json_object_get(document, "test"), out);
}
