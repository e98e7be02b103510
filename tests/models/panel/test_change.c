/* What changed on a list, held to stores that really were otherwise: an event is added
 * to a small town, and each part of the change is the difference of two scorings of
 * towns in which it was, was not, or was known at once. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/json.h"
#include "models/panel/change.h"
#include "store/alter.h"
#include "support/scored.h"
#include "support/stores.h"
#include "support/town.h"

TestSuite(change, .init = lc_begin);

static struct scored_town town;
static struct lc_error err;
enum { CAPACITY = 10, BEYOND = 1000 };

/* `count` events of a child, a day apart, in a copy of the town. */
struct added {
    const char *history, *code, *start, *known;
    uint32_t child;
    int count;
};

static struct lc_store town_with(const struct added *a)
{
    struct lc_store store = town_store(8, 1500, 1.5);
    struct lc_history *h = lc_store_history(&store, a->history);
    struct lc_event event = { .child = a->child,
                              .record = a->child,
                              .end = LC_OPEN,
                              .known_to = LC_OPEN,
                              .known_from = day_of(a->known),
                              .level = LC_NO_LEVEL,
                              .file = h->file[0] };
    event.code = lc_codes_find(&h->codes, lc_slice_of(a->code));
    for (int i = 0; i < a->count; i++) {
        event.start = day_of(a->start) + i;
        event.key = event.content = 1000000 + (uint64_t)i;
        cr_assert(zero(int, lc_history_append(h, &event, &err)));
    }
    cr_assert(zero(int, lc_history_sort(h, store.records, &err)));
    return store;
}

static double lp_of(struct lc_store *store, const char *day, uint32_t child)
{
    struct lc_scoring s;
    const struct lc_score_ask ask = { .day = day_of(day), .capacity = BEYOND };
    double lp = NAN;
    cr_assert(zero(int, lc_score_run(&s, town.training.model, store, &ask, NULL, &err)),
              "%s", err.text);
    for (size_t i = 0; i < s.listed; i++)
        if (s.scored[i].child == child)
            lp = s.scored[i].lp;
    lc_scoring_free(&s);
    return lp;
}

/* The child that stands at a place of the list of a day. */
static uint32_t child_at(const char *day, size_t place)
{
    struct lc_scoring s;
    const struct lc_score_ask ask = { .day = day_of(day), .capacity = BEYOND };
    cr_assert(zero(
        int, lc_score_run(&s, town.training.model, &town.store, &ask, NULL, &err)));
    uint32_t child = s.scored[place].child;
    lc_scoring_free(&s);
    return child;
}

static struct lc_scoring list_of(const struct lc_store *store, const char *day)
{
    struct lc_scoring list;
    const struct lc_score_ask ask = { .day = day_of(day), .capacity = CAPACITY };
    int code = lc_score_run(&list, town.training.model, store, &ask, NULL, &err);
    cr_assert(zero(int, code), "%s", err.text);
    return list;
}

static json_t *changes(struct lc_store *store)
{
    struct lc_scoring now = list_of(store, "2021-12-01");
    json_t *document;
    int code = lc_change_document(
        &document, town.training.model, store, &now,
        &(struct lc_change_ask){ .since = day_of("2021-11-01") }, NULL, &err);
    cr_assert(zero(int, code), "%s", err.text);
    lc_scoring_free(&now);
    return document;
}

static const json_t *row_of(const json_t *document, uint32_t child)
{
    const json_t *list = json_object_get(document, "changes");
    for (size_t i = 0; i < json_array_size(list); i++)
        if (json_integer_value(json_object_get(json_array_get(list, i), "child"))
            == child)
            return json_array_get(list, i);
    return NULL;
}

static double part(const json_t *row, const char *name)
{
    return json_number_value(json_object_get(json_object_get(row, "split"), name));
}

static void is_change(const json_t *row, const char *what)
{
    cr_assert_not_null(row);
    cr_expect_str_eq(json_string_value(json_object_get(row, "change")), what);
}

/* Sums are what the header says, to the last bit; and the two risks' own difference. */
static void adds_up(const json_t *row)
{
    static const char *const names[] = { "known_late", "time", "new_events" };
    const json_t *by = json_object_get(row, "by_history");
    for (int k = 0; k < 3; k++) {
        double sum = 0;
        for (size_t g = 0; g < json_array_size(by); g++)
            sum += json_number_value(json_object_get(json_array_get(by, g), names[k]));
        cr_expect(eq(dbl, sum, part(row, names[k])), "%s", names[k]);
    }
    cr_expect(
        eq(dbl, part(row, "difference"),
           (part(row, "known_late") + part(row, "time")) + part(row, "new_events")));
    double moved = json_number_value(json_object_get(row, "linear_predictor"))
                   - json_number_value(json_object_get(row, "linear_predictor_before"));
    cr_expect(epsilon_eq(dbl, part(row, "difference"), moved, 1e-9));
}

static void open_town(void)
{
    scored_town_open(&town, "logistic");
}

Test(change, what_happened_since_is_new_and_the_rest_is_time)
{
    open_town();
    struct added added = {
        "missing", "M", "2021-11-10", "2021-11-12", child_at("2021-11-01", 20), 12
    };
    struct lc_store with = town_with(&added);
    json_t *document = changes(&with);
    const json_t *row = row_of(document, added.child);
    is_change(row, "new");
    adds_up(row);
    cr_expect(eq(int, json_typeof(json_object_get(row, "rank_before")), JSON_NULL));
    double before = lp_of(&with, "2021-11-01", added.child),
           without = lp_of(&town.store, "2021-12-01", added.child),
           now = lp_of(&with, "2021-12-01", added.child);
    cr_expect(eq(dbl, part(row, "known_late"), 0));
    cr_expect(epsilon_eq(dbl, part(row, "new_events"), now - without, 1e-12));
    cr_expect(epsilon_eq(dbl, part(row, "time"), without - before, 1e-12));
    cr_expect(lt(dbl, 0.5, part(row, "new_events")));
    cr_expect(eq(sz, json_array_size(json_object_get(row, "events")), 12));
    json_decref(document);
    lc_store_free(&with);
    scored_town_close(&town);
}

Test(change, what_had_happened_and_was_not_known_is_late)
{
    open_town();
    struct added added = {
        "missing", "M", "2021-10-05", "2021-11-20", child_at("2021-11-01", 20), 12
    };
    struct lc_store with = town_with(&added);
    added.known = "2021-10-20";
    struct lc_store at_once = town_with(&added);
    json_t *document = changes(&with);
    const json_t *row = row_of(document, added.child);
    is_change(row, "new");
    adds_up(row);
    double then = lp_of(&at_once, "2021-11-01", added.child),
           before = lp_of(&town.store, "2021-11-01", added.child),
           now = lp_of(&with, "2021-12-01", added.child);
    cr_expect(eq(dbl, part(row, "new_events"), 0));
    cr_expect(epsilon_eq(dbl, part(row, "known_late"), then - before, 1e-12));
    cr_expect(epsilon_eq(dbl, part(row, "time"), now - then, 1e-12));
    cr_expect(lt(dbl, 0.5, part(row, "known_late")));
    const json_t *event = json_array_get(json_object_get(row, "events"), 0);
    cr_expect(eq(int, json_typeof(json_object_get(event, "late")), JSON_TRUE));
    json_decref(document);
    lc_store_free(&with);
    lc_store_free(&at_once);
    scored_town_close(&town);
}

Test(change, who_entered_care_has_left_and_the_store_is_as_it_was)
{
    open_town();
    struct added added = {
        "care", "C2", "2021-11-15", "2021-11-16", child_at("2021-11-01", 2), 1
    };
    struct lc_store with = town_with(&added), again = town_with(&added);
    json_t *document = changes(&with);
    const json_t *row = row_of(document, added.child),
                 *list = json_object_get(document, "changes");
    is_change(row, "left");
    cr_expect_str_eq(json_string_value(json_object_get(row, "why")),
                     "looked after on the day");
    cr_expect(eq(int, (int)json_integer_value(json_object_get(row, "rank_before")), 3));
    cr_expect(eq(int, json_typeof(json_object_get(row, "rank")), JSON_NULL));
    cr_expect(eq(int, json_typeof(json_object_get(row, "split")), JSON_NULL));
    cr_expect(eq(int, store_same(&with, &again), true));
    /* the later list first, in its order; who is on the earlier alone behind it */
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *rank = json_object_get(json_array_get(list, i), "rank");
        cr_expect(eq(int, json_is_integer(rank), i < CAPACITY));
        if (i < CAPACITY)
            cr_expect(eq(llong, (long long)json_integer_value(rank), (long long)i + 1));
        if (json_is_object(json_object_get(json_array_get(list, i), "split")))
            adds_up(json_array_get(list, i));
    }
    json_decref(document);
    lc_store_free(&with);
    lc_store_free(&again);
    scored_town_close(&town);
}

Test(change, an_earlier_list_is_earlier)
{
    open_town();
    json_t *document;
    struct lc_scoring now = list_of(&town.store, "2021-12-01");
    int code = lc_change_document(
        &document, town.training.model, &town.store, &now,
        &(struct lc_change_ask){ .since = day_of("2021-12-01") }, NULL, &err);
    cr_expect(eq(int, code, LC_RANGE));
    cr_expect_null(document);
    code = lc_change_document(&document, town.training.model, &town.store, &now,
                              &(struct lc_change_ask){ .since = day_of("1999-01-01") },
                              NULL, &err);
    cr_expect(eq(int, code, LC_RANGE), "a day that no source covers");
    lc_scoring_free(&now);
    scored_town_close(&town);
}

/* --- the alteration by itself ----------------------------------------------------- */

static const char rows[] = "cin 0 2020-01-01 - known 2020-02-01 2020-06-01 code N1\n"
                           "cin 0 2020-01-01 2020-05-20 known 2020-06-01 - code N1\n"
                           "cin 0 2020-05-01 - known 2020-05-02 - code N2\n"
                           "cin 0 2020-07-01 - known 2020-07-01 - code N3\n"
                           "cin 1 2020-01-01 - known 2020-06-01 - code N1\n";

/* What the rows of child 0 say on a landmark: a letter a row, x not seen. */
static void sees(const struct lc_store *store, const char *t, const char *want)
{
    const struct lc_history *h = lc_store_history(store, "cin");
    for (uint64_t i = 0; i < h->offset[1]; i++) {
        bool seen = h->start[i] < day_of(t) && h->known_from[i] < day_of(t)
                    && day_of(t) <= h->known_to[i];
        cr_expect(eq(int, seen, want[i] != 'x'), "row %zu on %s", (size_t)i, t);
    }
}

Test(change, an_alteration_moves_what_is_known_and_is_taken_back)
{
    struct lc_store store = store_of(2, rows), same = store_of(2, rows);
    const uint32_t child = 0;
    struct lc_alteration a;
    sees(&store, "2020-04-01", "axxx");
    cr_assert(zero(int, lc_alter_begin(&a, &store, 1, &child, &err)));
    /* on 1 April as on 1 July: the closed version, and nothing that starts later */
    lc_alter_known(&a, day_of("2020-04-01"), day_of("2020-07-01"));
    sees(&store, "2020-04-01", "xaxx");
    cr_assert(zero(int, lc_history_index(lc_store_history(&store, "cin"), 2, &err)));
    lc_alter_restore(&a);
    cr_expect(eq(int, store_same(&store, &same), true));
    lc_alter_until(&a, day_of("2020-05-01"));
    sees(&store, "2020-08-01", "xaxx");
    lc_alter_end(&a);
    cr_expect(eq(int, store_same(&store, &same), true));
    lc_store_free(&store);
    lc_store_free(&same);
}
