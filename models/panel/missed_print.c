/* Who was missed, told: as JSON and for a terminal (missed.h). */
#include <string.h>

#include "base/day.h"
#include "base/json.h"
#include "base/listing.h"
#include "models/panel/missed.h"

static const struct {
    const char *name, *text;
} classes[LC_MISSED_COUNT] = {
#define X(constant, name, text) { name, text },
    LC_MISSED_CLASSES(X)
#undef X
};

/* --- JSON ------------------------------------------------------------------------- */

static json_t *classes_json(const struct lc_missed *v)
{
    json_t *list = json_array();
    bool good = list;
    for (int k = 0; k < LC_MISSED_COUNT && good; k++)
        good = lc_json_push(list, LC_OBJECT({ "name", lc_json_text(classes[k].name) },
                                            { "text", lc_json_text(classes[k].text) },
                                            { "entries", lc_json_count(v->count[k]) }));
    return lc_json_whole(list, good);
}

static json_int_t more_of(const struct lc_missed *v, const struct lc_missed_gain *g)
{
    return (json_int_t)g->listed - (json_int_t)v->listed;
}

static json_t *sooner_json(const struct lc_missed *v)
{
    json_t *list = json_array();
    bool good = list;
    for (size_t k = 0; k < v->gains && good; k++)
        good = lc_json_push(
            list, LC_OBJECT({ "system", lc_json_text(v->gain[k].system) },
                            { "within_days",
                              json_integer(v->gain[k].system ? v->within : 0) },
                            { "listed", lc_json_count(v->gain[k].listed) },
                            { "more", json_integer(more_of(v, v->gain + k)) }));
    return lc_json_whole(list, good);
}

static const char *why_of(const struct lc_missed_entry *e)
{
    return e->why < LC_RULE_COUNT ? lc_rules[e->why].name : NULL;
}

static json_t *children_json(const struct lc_missed *v)
{
    json_t *list = json_array();
    bool good = list;
    for (size_t i = 0; i < v->entries && good; i++) {
        const struct lc_missed_entry *e = v->entry + i;
        good = lc_json_push(
            list,
            LC_OBJECT({ "child", json_integer(e->child) },
                      { "entered", lc_json_day(e->day) },
                      { "class", lc_json_text(classes[e->is].name) },
                      { "lists", lc_json_count(e->lists) },
                      { "listed", lc_json_count(e->listed) },
                      { "first_listed", lc_json_day(e->first_listed) },
                      { "best_place", e->best ? lc_json_count(e->best) : json_null() },
                      { "left_out_by", lc_json_text(why_of(e)) }));
    }
    return lc_json_whole(list, good);
}

json_t *lc_missed_document(const struct lc_missed *v)
{
    json_t *lists = LC_OBJECT({ "first", lc_json_day(v->first_list) },
                              { "last", lc_json_day(v->last_list) },
                              { "count", lc_json_count(v->lists) },
                              { "capacity", lc_json_count(v->capacity) });
    return LC_OBJECT({ "from", lc_json_day(v->from) }, { "to", lc_json_day(v->to) },
                     { "lists", lists }, { "entries", lc_json_count(v->entries) },
                     { "listed", lc_json_count(v->listed) },
                     { "classes", classes_json(v) }, { "sooner", sooner_json(v) },
                     { "children", children_json(v) });
}

/* --- text ------------------------------------------------------------------------- */

static void add_classes(struct lc_text *out, const struct lc_missed *v)
{
    static const struct lc_listed columns[] = { { "", LC_LISTED_RIGHT },
                                                { "", LC_LISTED_FLOWS } };
    struct lc_listing rows;
    lc_listing_begin(&rows, 2, columns);
    for (int k = 0; k < LC_MISSED_COUNT; k++) {
        lc_listing_cell(&rows, "%zu", v->count[k]);
        lc_listing_cell(&rows, "%s", classes[k].text);
    }
    lc_listing_end(&rows, 2, out);
}

static void add_sooner(struct lc_text *out, const struct lc_missed *v)
{
    static const struct lc_listed columns[] = { { "", LC_LISTED_RIGHT },
                                                { "", LC_LISTED_RIGHT },
                                                { "", LC_LISTED_FLOWS } };
    struct lc_listing rows;
    lc_listing_begin(&rows, 3, columns);
    for (size_t k = 0; k < v->gains; k++) {
        const struct lc_missed_gain *g = v->gain + k;
        lc_listing_cell(&rows, "%zu", g->listed);
        lc_listing_cell(&rows, "%+" JSON_INTEGER_FORMAT, more_of(v, g));
        if (g->system) {
            struct lc_text system = { 0 };
            lc_text_add_words(&system, g->system);
            lc_listing_cell(&rows, "with %s known within %d day%s",
                            lc_text_held(&system), (int)v->within,
                            v->within == 1 ? "" : "s");
            out->failed |= system.failed;
            lc_text_free(&system);
        } else
            lc_listing_cell(&rows, "with everything known on the day");
    }
    lc_text_addf(out, "\nOn a list, had it been known sooner (%zu as it was)\n",
                 v->listed);
    lc_listing_end(&rows, 2, out);
}

static void add_class(struct lc_listing *rows, const struct lc_missed_entry *e,
                      struct lc_text *out)
{
    struct lc_text name = { 0 };
    lc_text_add_words(&name, classes[e->is].name);
    if (e->is == LC_MISSED_OUTSIDE && why_of(e))
        lc_listing_cell(rows, "%s: %s", lc_text_held(&name), lc_rules[e->why].why);
    else
        lc_listing_cell(rows, "%s", lc_text_held(&name));
    out->failed |= name.failed;
    lc_text_free(&name);
}

static void add_children(struct lc_text *out, const struct lc_missed *v)
{
    static const struct lc_listed columns[] = {
        { "entered", LC_LISTED_LEFT }, { "child", LC_LISTED_RIGHT },
        { "lists", LC_LISTED_RIGHT },  { "on", LC_LISTED_RIGHT },
        { "best", LC_LISTED_RIGHT },   { "what became of it", LC_LISTED_FLOWS }
    };
    struct lc_listing rows;
    char day[LC_DAY_ROOM];
    lc_listing_begin(&rows, 6, columns);
    for (size_t i = 0; i < v->entries; i++) {
        const struct lc_missed_entry *e = v->entry + i;
        lc_listing_cell(&rows, "%s", lc_day_print(e->day, day));
        lc_listing_cell(&rows, "%u", (unsigned)e->child);
        lc_listing_cell(&rows, "%zu", e->lists);
        lc_listing_cell(&rows, "%zu", e->listed);
        if (e->best)
            lc_listing_cell(&rows, "%zu", e->best);
        else
            lc_listing_cell(&rows, "-");
        add_class(&rows, e, out);
    }
    lc_text_add(out, "\nEach of them: the lists it could have been on, was on, and its "
                     "best place\n");
    lc_listing_end(&rows, 2, out);
}

void lc_missed_text(const struct lc_missed *v, struct lc_text *out)
{
    char from[LC_DAY_ROOM], to[LC_DAY_ROOM], first[LC_DAY_ROOM], last[LC_DAY_ROOM];
    lc_text_addf(out,
                 "Of %zu entries into care from %s to before %s, %zu had been on a "
                 "list of %zu (%zu lists, %s to %s)\n",
                 v->entries, lc_day_print(v->from, from), lc_day_print(v->to, to),
                 v->listed, v->capacity, v->lists, lc_day_print(v->first_list, first),
                 lc_day_print(v->last_list, last));
    if (v->count[LC_MISSED_NO_LIST])
        lc_text_addf(out,
                     "For %zu of them no list was made: they are neither missed nor "
                     "listed\n",
                     v->count[LC_MISSED_NO_LIST]);
    lc_text_add(out, "\n");
    if (!v->entries)
        return;
    add_classes(out, v);
    add_sooner(out, v);
    add_children(out, v);
}
