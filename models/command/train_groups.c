/* The groups of the test in the training's summary (train_text_inside.h). */
#include <string.h>

#include "base/listing.h"
#include "models/command/train_text_inside.h"

/* "1.23 (0.90 to 1.60)", or "-" where it is not told. */
static void add_measure(struct lc_listing *to, const json_t *group, const char *name)
{
    const json_t *list = json_object_get(group, "measures"), *is = NULL;
    for (size_t k = 0; (is = json_array_get(list, k)); k++)
        if (strcmp(json_string_value(json_object_get(is, "name")), name) == 0)
            break;
    const json_t *value = json_object_get(is, "estimate"),
                 *low = json_object_get(is, "low");
    if (!json_is_number(value))
        lc_listing_cell(to, "-");
    else if (!json_is_number(low))
        lc_listing_cell(to, "%.2f", json_number_value(value));
    else
        lc_listing_cell(to, "%.2f (%.2f to %.2f)", json_number_value(value),
                        json_number_value(low),
                        json_number_value(json_object_get(is, "high")));
}

static void add_count(struct lc_listing *to, const json_t *count)
{
    if (json_is_integer(count))
        lc_listing_cell(to, "%" JSON_INTEGER_FORMAT, json_integer_value(count));
    else
        lc_listing_cell(to, "1 to 5");
}

void lc_train_groups(const struct lc_training *training, struct lc_text *text)
{
    static const struct lc_listed columns[] = {
        { "children", LC_LISTED_FLOWS }, { "tested", LC_LISTED_RIGHT },
        { "entered", LC_LISTED_RIGHT },  { "observed over expected", LC_LISTED_LEFT },
        { "AUC", LC_LISTED_LEFT },       { "on the list", LC_LISTED_RIGHT }
    };
    const json_t *groups = json_object_get(training->results, "groups"), *group;
    struct lc_listing to;
    if (!json_array_size(groups))
        return;
    lc_text_add(text, "\nThe same test, of some children apart\n");
    lc_listing_begin(&to, sizeof columns / sizeof *columns, columns);
    for (size_t k = 0; (group = json_array_get(groups, k)); k++) {
        const json_t *listed = json_object_get(group, "share_on_list");
        lc_listing_cell(&to, "%s", json_string_value(json_object_get(group, "label")));
        add_count(&to, json_object_get(group, "children"));
        add_count(&to, json_object_get(group, "entries"));
        add_measure(&to, group, "observed_over_expected");
        add_measure(&to, group, "auc");
        if (json_is_number(listed))
            lc_listing_cell(&to, "%.2f%%", 100 * json_number_value(listed));
        else
            lc_listing_cell(&to, "-");
    }
    lc_listing_end(&to, 2, text);
}
