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

/* "0.713", or "-". */
static const char *shown(const json_t *object, const char *name, char *room)
{
    double value = figure_of(object, name);
    snprintf(room, LC_TOLD_ROOM, isfinite(value) ? "%.3f" : "-", value);
    return room;
}

static void add_held(const json_t *linkages, struct lc_text *text)
{
    const json_t *list = json_object_get(linkages, "held_out"), *one;
    char own[LC_TOLD_ROOM], mean[LC_TOLD_ROOM], least[LC_TOLD_ROOM], most[LC_TOLD_ROOM];
    for (size_t k = 0; (one = json_array_get(list, k)); k++) {
        lc_text_addf(text, "  held out: %s %s; of the drawn %s",
                     json_string_value(json_object_get(one, "name")),
                     shown(one, "estimate", own), shown(one, "mean", mean));
        if (json_is_number(json_object_get(one, "least")))
            lc_text_addf(text, " (%s to %s)", shown(one, "least", least),
                         shown(one, "most", most));
        lc_text_add(text, "\n");
    }
}

static void add_average(const json_t *linkages, struct lc_text *text)
{
    static const struct lc_listed columns[] = {
        { "term", LC_LISTED_FLOWS }, { "kept", LC_LISTED_RIGHT },
        { "SE", LC_LISTED_RIGHT },   { "average", LC_LISTED_RIGHT },
        { "SE", LC_LISTED_RIGHT },   { "of linkage", LC_LISTED_RIGHT },
        { "", LC_LISTED_LEFT },
    };
    const json_t *terms = json_object_get(linkages, "terms"), *term, *moves;
    struct lc_listing to;
    char room[LC_TOLD_ROOM];
    double share;
    if (!json_array_size(terms))
        return;
    lc_listing_begin(&to, 7, columns);
    for (size_t k = 0; (term = json_array_get(terms, k)); k++) {
        lc_listing_cell(&to, "%s", json_string_value(json_object_get(term, "label")));
        lc_listing_cell(&to, "%s", shown(term, "estimate", room));
        lc_listing_cell(&to, "%s", shown(term, "se", room));
        lc_listing_cell(&to, "%s", shown(term, "average", room));
        lc_listing_cell(&to, "%s", shown(term, "average_se", room));
        share = 100 * figure_of(term, "share_of_variance");
        lc_listing_cell(&to, isfinite(share) ? "%.1f%%" : "-", share);
        moves = json_object_get(term, "moves");
        lc_listing_cell(&to, "%s",
                        json_is_true(moves)    ? "moves"
                        : json_is_false(moves) ? ""
                                               : "not judged");
    }
    lc_listing_end(&to, 2, text);
}

void lc_train_linkages(const struct lc_training *t, struct lc_text *text)
{
    const json_t *linkages = json_object_get(t->results, "linkages");
    const char *day = json_string_value(json_object_get(t->results, "linkage"));
    char a[LC_TOLD_ROOM], b[LC_TOLD_ROOM], c[LC_TOLD_ROOM], d[LC_TOLD_ROOM],
        e[LC_TOLD_ROOM];
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
        "theirs; conclusions that move: %s\n",
        told_of(linkages, "draws", a), told_of(linkages, "fitted", b),
        told_of(linkages, "records_joined", c), told_of(linkages, "records_parted", d),
        json_is_integer(json_object_get(linkages, "moved"))
            ? told_of(linkages, "moved", e)
            : "not judged");
    add_held(linkages, text);
    add_average(linkages, text);
}
