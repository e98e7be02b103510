/* What a study with `uncertain_links` is told (train_text_inside.h). */
#include "models/command/train_text_inside.h"

#include <math.h>
#include <stdio.h>

#include "base/listing.h"

static const char *told_of(const json_t *object, const char *name, char *room)
{
    const json_t *value = json_object_get(object, name);
    if (json_is_integer(value))
        snprintf(room, LC_TOLD_ROOM, "%" JSON_INTEGER_FORMAT,
                 json_integer_value(value));
    else
        snprintf(room, LC_TOLD_ROOM, "1 to 5");
    return room;
}

static double figure_of(const json_t *object, const char *name)
{
    const json_t *value = json_object_get(object, name);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static void add_held(const json_t *linkages, struct lc_text *text)
{
    const json_t *list = json_object_get(linkages, "held_out"), *one;
    for (size_t k = 0; (one = json_array_get(list, k)); k++)
        lc_text_addf(text, "  held out: %s %.3f; of the drawn %.3f (%.3f to %.3f)\n",
                     json_string_value(json_object_get(one, "name")),
                     figure_of(one, "estimate"), figure_of(one, "mean"),
                     figure_of(one, "least"), figure_of(one, "most"));
}

static void add_average(const json_t *linkages, struct lc_text *text)
{
    static const struct lc_listed columns[] = {
        { "term", LC_LISTED_FLOWS }, { "kept", LC_LISTED_RIGHT },
        { "SE", LC_LISTED_RIGHT },   { "average", LC_LISTED_RIGHT },
        { "SE", LC_LISTED_RIGHT },   { "of linkage", LC_LISTED_RIGHT },
        { "", LC_LISTED_LEFT },
    };
    const json_t *terms = json_object_get(linkages, "terms"), *term;
    struct lc_listing to;
    lc_listing_begin(&to, 7, columns);
    for (size_t k = 0; (term = json_array_get(terms, k)); k++) {
        lc_listing_cell(&to, "%s", json_string_value(json_object_get(term, "label")));
        lc_listing_cell(&to, "%.3f", figure_of(term, "estimate"));
        lc_listing_cell(&to, "%.3f", figure_of(term, "se"));
        lc_listing_cell(&to, "%.3f", figure_of(term, "average"));
        lc_listing_cell(&to, "%.3f", figure_of(term, "average_se"));
        lc_listing_cell(&to, "%.1f%%", 100 * figure_of(term, "share_of_variance"));
        lc_listing_cell(&to, "%s",
                        json_is_true(json_object_get(term, "moves")) ? "moves" : "");
    }
    lc_listing_end(&to, 2, text);
}

void lc_train_linkages(const struct lc_training *t, struct lc_text *text)
{
    const json_t *linkages = json_object_get(t->results, "linkages");
    const char *day = json_string_value(json_object_get(t->results, "linkage"));
    char a[LC_TOLD_ROOM], b[LC_TOLD_ROOM], c[LC_TOLD_ROOM], d[LC_TOLD_ROOM];
    if (day)
        lc_text_addf(text,
                     "\nChildren are those of the linkage of %s, which may not be the "
                     "store's own\n",
                     day);
    if (!linkages)
        return;
    if (!json_object_get(linkages, "terms")) {
        lc_text_addf(
            text,
            "\nLeft out for uncertain links: %s children of the cohort; of the "
            "store's, %s have a link of less than %.0f%%, and %s a pair in the "
            "review list\n",
            told_of(linkages, "removed", a), told_of(linkages, "doubted", b),
            100 * figure_of(linkages, "sure"), told_of(linkages, "near_misses", c));
        return;
    }
    lc_text_addf(
        text,
        "\nThe model kept, and the average over %s drawn linkages (%s fitted), "
        "in each of which\nabout %s records join another child and %s leave "
        "theirs; conclusions that move: %.0f\n",
        told_of(linkages, "draws", a), told_of(linkages, "fitted", b),
        told_of(linkages, "records_joined", c), told_of(linkages, "records_parted", d),
        figure_of(linkages, "moved"));
    add_held(linkages, text);
    add_average(linkages, text);
}
