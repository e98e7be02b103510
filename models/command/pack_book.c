/* See pack_book_inside.h. */
#include "models/command/pack_book_inside.h"

#include <math.h>
#include <string.h>

#include "base/day.h"
#include "models/panel/caution.h"
#include "models/panel/list.h"
#include "outward/workbook.h"

#define COUNT(heads) (sizeof(heads) / sizeof *(heads))

static const json_t *listed_of(const struct lc_pack *pack)
{
    return json_object_get(pack->list, "listed");
}

/* --- members as cells ------------------------------------------------------------- */

static double number_of(const json_t *row, const char *name)
{
    const json_t *value = json_object_get(row, name);
    return json_is_number(value) ? json_number_value(value) : NAN;
}

static void add_number(struct lc_workbook *book, const json_t *row, const char *name)
{
    lc_workbook_real(book, number_of(row, name));
}

static void add_share(struct lc_workbook *book, const json_t *row, const char *name)
{
    lc_workbook_share(book, number_of(row, name));
}

static void add_text(struct lc_workbook *book, const json_t *row, const char *name)
{
    lc_workbook_text(book, json_string_value(json_object_get(row, name)));
}

static void add_day(struct lc_workbook *book, const json_t *row, const char *name)
{
    const char *text = json_string_value(json_object_get(row, name));
    int32_t day = LC_NO_DAY;
    if (text && lc_day_parse(lc_slice_of(text), LC_DAY_ISO, &day))
        day = LC_NO_DAY;
    lc_workbook_day(book, day);
}

/* Texts of a list with "; " between them, in one cell. */
static void add_joined(struct lc_workbook *book, const json_t *list,
                       struct lc_text *all)
{
    lc_list_add_joined(all, list);
    lc_workbook_text(book, all->data);
    lc_text_clear(all);
}

/* --- the sheets ------------------------------------------------------------------- */

static void add_who(struct lc_workbook *book, const struct lc_pack *pack, size_t place)
{
    static const enum lc_person_fact facts[] = { LC_PERSON_NAME, LC_PERSON_BORN };
    for (size_t k = 0; k < COUNT(facts); k++) {
        const struct lc_person *person = pack->who->person + place;
        bool known = person->count[facts[k]];
        lc_workbook_text(book, known ? person->said[facts[k]]->text : NULL);
    }
}

static void add_decided(struct lc_workbook *book, const json_t *row)
{
    const json_t *list = json_object_get(row, "decisions");
    const json_t *last = json_array_get(list, json_array_size(list) - 1);
    add_day(book, last, "meeting");
    add_text(book, last, "action");
    add_day(book, last, "until");
}

static void add_list(struct lc_workbook *book, const struct lc_pack *pack,
                     struct lc_text *text)
{
    static const struct lc_workbook_head heads[] = {
        { "place", 7 },     { "child", 10 },     { "age", 6 },
        { "risk", 8 },      { "risk_low", 9 },   { "risk_high", 9 },
        { "worth", 8 },     { "grey_band", 10 }, { "change", 10 },
        { "in_hand", 24 },  { "not_known", 50 }, { "decided_on", 12 },
        { "decision", 18 }, { "until", 12 },     { "name", 24 },
        { "born", 12 }
    };
    json_t *row;
    lc_workbook_table(book, "List", pack->who ? COUNT(heads) : COUNT(heads) - 2, heads);
    for (size_t i = 0; (row = json_array_get(listed_of(pack), i)); i++) {
        lc_workbook_row(book);
        add_number(book, row, "rank");
        add_number(book, row, "child");
        add_number(book, row, "age");
        add_share(book, row, "risk");
        add_share(book, row, "low");
        add_share(book, row, "high");
        add_number(book, row, "worth");
        lc_workbook_text(book, json_object_get(row, "grey") ? "yes" : "no");
        add_text(book, row, "change");
        add_joined(book, json_object_get(row, "in_hand"), text);
        add_joined(book, json_object_get(row, "unknown"), text);
        add_decided(book, row);
        if (pack->who)
            add_who(book, pack, i);
    }
}

static void add_reasons(struct lc_workbook *book, const struct lc_pack *pack)
{
    static const struct lc_workbook_head heads[] = { { "place", 7 },
                                                     { "child", 10 },
                                                     { "history", 22 },
                                                     { "adds", 12 },
                                                     { "why", 70 } };
    json_t *row, *part;
    lc_workbook_table(book, "Reasons", COUNT(heads), heads);
    for (size_t i = 0; (row = json_array_get(listed_of(pack), i)); i++) {
        const json_t *parts = json_object_get(row, "contributions");
        for (size_t k = 0; (part = json_array_get(parts, k)); k++) {
            lc_workbook_row(book);
            add_number(book, row, "rank");
            add_number(book, row, "child");
            add_text(book, part, "history");
            add_number(book, part, "contribution");
            add_text(book, part, "text");
        }
    }
}

static void add_changes(struct lc_workbook *book, const struct lc_pack *pack)
{
    static const struct lc_workbook_head heads[] = {
        { "child", 10 },      { "change", 10 },        { "place_before", 13 },
        { "place", 7 },       { "risk_before", 12 },   { "risk", 8 },
        { "new_events", 14 }, { "known_late", 14 },    { "time", 14 },
        { "difference", 14 }, { "why_not_scored", 40 }
    };
    static const char *const parts[] = { "new_events", "known_late", "time",
                                         "difference" };
    const json_t *rows = json_object_get(pack->changes, "changes");
    json_t *row;
    lc_workbook_table(book, "Changes", COUNT(heads), heads);
    for (size_t i = 0; (row = json_array_get(rows, i)); i++) {
        lc_workbook_row(book);
        add_number(book, row, "child");
        add_text(book, row, "change");
        add_number(book, row, "rank_before");
        add_number(book, row, "rank");
        add_share(book, row, "risk_before");
        add_share(book, row, "risk");
        for (size_t k = 0; k < COUNT(parts); k++)
            add_number(book, json_object_get(row, "split"), parts[k]);
        add_text(book, row, json_object_get(row, "why") ? "why" : "why_before");
    }
}

static void add_meaning(struct lc_workbook *book, const char *word, const char *meaning)
{
    lc_workbook_row(book);
    lc_workbook_text(book, word);
    lc_workbook_text(book, meaning);
}

static void add_dated(struct lc_workbook *book, const char *word, const json_t *row,
                      const char *name)
{
    lc_workbook_row(book);
    lc_workbook_text(book, word);
    add_day(book, row, name);
}

/* What is not to be read past first: how the model was judged, and the warnings. */
static void add_definitions(struct lc_workbook *book, const struct lc_pack *pack)
{
    static const struct lc_workbook_head heads[] = { { "word", 24 },
                                                     { "meaning", 100 } };
    const json_t *words = json_object_get(pack->results, "definitions"),
                 *warnings = json_object_get(pack->list, "warnings"), *one;
    lc_workbook_table(book, "Definitions", COUNT(heads), heads);
    add_meaning(book, "verdict on the model",
                lc_caution_word(json_object_get(pack->list, "verdict"), pack->list));
    for (size_t i = 0; (one = json_array_get(warnings, i)); i++)
        add_meaning(book, "warning", json_string_value(one));
    add_dated(book, "list as of", pack->list, "as_of");
    add_dated(book, "data through", pack->list, "data_through");
    add_dated(book, "changes since", pack->changes, "since");
    add_meaning(book, "place",
                json_string_value(json_object_get(pack->list, "tie_rule")));
    add_meaning(book, "worth",
                "how many young people like this one would have to be "
                "counted to know a share as well as the risk is known");
    add_meaning(book, "grey_band",
                "yes: where the list is cut this place cannot be told "
                "apart from the first below the list");
    add_meaning(book, "adds",
                "what a history adds to the sum of which the "
                "risk is made, beyond the mean of those the model learnt "
                "from; new_events, known_late and time are in the same unit "
                "and add up to the difference");
    for (size_t i = 0; (one = json_array_get(words, i)); i++)
        add_meaning(book, json_string_value(json_object_get(one, "word")),
                    json_string_value(json_object_get(one, "meaning")));
}

int lc_pack_book(const struct lc_pack *pack, struct lc_text *out, struct lc_error *err)
{
    struct lc_workbook book = { 0 };
    struct lc_text text = { 0 };
    add_list(&book, pack, &text);
    add_reasons(&book, pack);
    if (pack->changes)
        add_changes(&book, pack);
    add_definitions(&book, pack);
    out->failed |= text.failed;
    lc_text_free(&text);
    return lc_workbook_write(&book, out, err);
}
