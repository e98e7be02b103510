/* latecare timeline STORE CHILD */
#include <stdlib.h>
#include <string.h>

#include "base/listing.h"
#include "base/memory.h"
#include "command/command.h"
#include "store/store.h"

struct timeline_settings {
    struct lc_common common;
    const char *asof;
};

/* clang-format off */
static const struct lc_knob knobs[] = {
    LC_JSON,
    LC_KNOB(struct timeline_settings, asof, LC_WORD, 0, 0, 0, "only what was known before this day, as a prediction on it would see it"),
};
/* clang-format on */

static const struct lc_knobs verb_knobs = LC_KNOBS(struct timeline_settings, knobs);

/* One row of one history, and until when it was said as far as the reader may know. */
struct moment {
    const struct lc_history *h;
    size_t row;
    int32_t known_to;
};

static int compare(const void *a, const void *b)
{
    const struct moment *x = a, *y = b;
    int32_t days[2][2] = { { x->h->start[x->row], y->h->start[y->row] },
                           { x->h->known_from[x->row], y->h->known_from[y->row] } };
    for (int i = 0; i < 2; i++)
        if (days[i][0] != days[i][1])
            return days[i][0] < days[i][1] ? -1 : 1;
    int names = strcmp(x->h->name, y->h->name);
    return names ? names : x->row < y->row ? -1 : x->row > y->row;
}

/* The as-of rule of the design (base/day.h): known before the day, and not taken back
 * before it. */
static bool visible(const struct moment *m, int32_t asof)
{
    return asof == LC_NO_DAY
           || (m->h->known_from[m->row] < asof && asof <= m->h->known_to[m->row]);
}

static size_t collect(const struct lc_store *store, uint32_t child, int32_t asof,
                      struct moment *moment)
{
    size_t n = 0;
    for (size_t k = 0; k < store->histories; k++) {
        const struct lc_history *h = store->history + k;
        for (uint64_t i = h->offset[child]; i < h->offset[child + 1]; i++) {
            struct moment m = { h, i, h->known_to[i] };
            if (!visible(&m, asof))
                continue;
            if (asof != LC_NO_DAY)
                m.known_to = LC_OPEN; /* nobody knew on the day how long */
            if (moment)
                moment[n] = m;
            n++;
        }
    }
    if (moment && n)
        qsort(moment, n, sizeof *moment, compare);
    return n;
}

/* --- text ------------------------------------------------------------------------- */
static void add_day(struct lc_listing *to, int32_t day)
{
    char text[LC_DAY_ROOM];
    lc_listing_cell(to, "%s", day == LC_OPEN ? "open" : lc_day_print(day, text));
}

static void add_meaning(struct lc_listing *to, const struct moment *m)
{
    const struct lc_history *h = m->h;
    struct lc_text what = { 0 };
    lc_text_addf(&what, "%s %s", h->name, lc_codes_name(&h->codes, h->code[m->row]));
    if (h->level[m->row] != LC_NO_LEVEL)
        lc_text_addf(&what, " level %d", h->level[m->row]);
    for (size_t k = 0; k < h->attributes; k++) {
        uint16_t value = h->attribute[k].value[m->row];
        if (value)
            lc_text_addf(&what, " %s=%s", h->attribute[k].name,
                         lc_codes_name(&h->attribute[k].codes, value));
    }
    lc_text_addf(&what, " (file %u line %u)", (unsigned)h->file[m->row],
                 (unsigned)h->line[m->row]);
    lc_listing_cell(to, "%s", what.data ? what.data : "");
    to->text.failed |= what.failed;
    lc_text_free(&what);
}

static void add_moment(struct lc_listing *to, const struct moment *m)
{
    add_day(to, m->h->start[m->row]);
    add_day(to, m->h->end[m->row]);
    add_day(to, m->h->known_from[m->row]);
    add_day(to, m->known_to);
    add_meaning(to, m);
}

static void add_records(struct lc_text *out, const struct lc_store *store,
                        uint32_t child)
{
    lc_text_addf(out, "child %u: records", (unsigned)child);
    for (size_t r = 0; r < store->records; r++)
        if (store->record[r].child == child)
            lc_text_addf(out, " %zu (%s)", r,
                         store->record[r].system
                             ? lc_codes_name(&store->systems, store->record[r].system)
                             : "erased");
    lc_text_add(out, "\n");
}

static int print_text(const struct lc_store *store, uint32_t child, size_t n,
                      const struct moment *moment, struct lc_error *err)
{
    static const struct lc_listed columns[] = {
        { "start", LC_LISTED_LEFT },      { "end", LC_LISTED_LEFT },
        { "known from", LC_LISTED_LEFT }, { "known to", LC_LISTED_LEFT },
        { "event", LC_LISTED_FLOWS },
    };
    struct lc_text out = { 0 };
    struct lc_listing to;
    if (!store->linked)
        lc_text_add(&out, "Not linked since records were added: the child may stand "
                          "elsewhere too; run latecare link\n");
    add_records(&out, store, child);
    lc_text_add(&out, "\n");
    lc_listing_begin(&to, 5, columns);
    for (size_t i = 0; i < n; i++)
        add_moment(&to, moment + i);
    lc_listing_end(&to, 0, &out);
    return lc_print_text(&out, err);
}

/* --- JSON ------------------------------------------------------------------------- */
static json_t *code_json(const struct lc_codes *codes, uint16_t code)
{
    return lc_json_text(code ? lc_codes_name(codes, code) : NULL);
}

static json_t *attributes_json(const struct moment *m)
{
    json_t *o = json_object();
    bool good = o;
    for (size_t k = 0; k < m->h->attributes && good; k++) {
        const struct lc_attribute *a = m->h->attribute + k;
        good = lc_json_put(o, a->name, code_json(&a->codes, a->value[m->row]));
    }
    return lc_json_whole(o, good);
}

static json_t *moment_json(const struct moment *m)
{
    const struct lc_history *h = m->h;
    size_t i = m->row;
    json_t *o = json_object(), *level = json_null();
    if (h->level[i] != LC_NO_LEVEL)
        level = json_integer(h->level[i]);
    bool good = lc_json_put(o, "history", lc_json_text(h->name));
    good &= lc_json_put(o, "start", lc_json_day(h->start[i]));
    good &= lc_json_put(o, "end", lc_json_day(h->end[i]));
    good &= lc_json_put(o, "known_from", lc_json_day(h->known_from[i]));
    good &= lc_json_put(o, "known_to", lc_json_day(m->known_to));
    good &= lc_json_put(o, "code", code_json(&h->codes, h->code[i]));
    good &= lc_json_put(o, "level", level);
    good &= lc_json_put(o, "attributes", attributes_json(m));
    good &= lc_json_put(o, "record", json_integer(h->record[i]));
    good &= lc_json_put(o, "file", json_integer(h->file[i]));
    good &= lc_json_put(o, "line", json_integer(h->line[i]));
    return lc_json_whole(o, good);
}

static json_t *records_json(const struct lc_store *store, uint32_t child)
{
    json_t *records = json_array();
    bool good = records;
    for (size_t r = 0; r < store->records && good; r++)
        if (store->record[r].child == child)
            good = lc_json_push(
                records,
                json_pack("{s:I, s:o}", "record", (json_int_t)r, "system",
                          code_json(&store->systems, store->record[r].system)));
    return lc_json_whole(records, good);
}

static json_t *document(const struct lc_store *store, uint32_t child, int32_t asof,
                        size_t n, const struct moment *moment)
{
    json_t *o = json_object(), *events = json_array();
    bool good = o && events;
    for (size_t i = 0; i < n && good; i++)
        good = lc_json_push(events, moment_json(moment + i));
    good = good && lc_json_put(o, "child", json_integer(child))
           && lc_json_put(o, "asof", lc_json_day(asof))
           && lc_json_put(o, "linked", json_boolean(store->linked))
           && lc_json_put(o, "records", records_json(store, child))
           && lc_json_put(o, "events", json_incref(events));
    json_decref(events);
    return lc_json_whole(o, good);
}

static int show(const struct lc_store *store, uint32_t child, int32_t asof, bool json,
                struct lc_error *err)
{
    size_t n = collect(store, child, asof, NULL);
    struct moment *moment = lc_alloc(n, sizeof *moment);
    if (!moment)
        return LC_FAIL_NOMEM(err);
    collect(store, child, asof, moment);
    int code = json ? lc_print_json(document(store, child, asof, n, moment), err)
                    : print_text(store, child, n, moment, err);
    free(moment);
    return code;
}

static int run_timeline(int argc LC_UNUSED, char **argv, void *settings,
                        struct lc_error *err)
{
    const struct timeline_settings *set = settings;
    struct lc_store store;
    int32_t asof = LC_NO_DAY;
    uint32_t record;
    if (set->asof && lc_day_parse(lc_slice_of(set->asof), LC_DAY_ISO, &asof))
        return LC_FAIL(err, LC_USAGE, "--asof takes a day such as 2024-03-31");
    int code = lc_store_load(&store, argv[0], err);
    if (code)
        return code;
    code = asof == LC_NO_DAY ? LC_OK : lc_store_check_clocks(&store, err);
    if (!code)
        code = lc_parse_child(argv[1], store.records, &record, err);
    if (!code)
        code = show(&store, store.record[record].child, asof, set->common.json, err);
    lc_store_free(&store);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_timeline = {
    .name = "timeline",
    .args = "STORE CHILD",
    .help = "one child's events on both clocks",
    .detail = "CHILD is a child's number, or that of one of its records. An event is shown with the days on\n"
              "which it happened and on which it was known; a corrected row is shown in each of its versions.",
    .min_args = 2,
    .max_args = 2,
    .knobs = &verb_knobs,
    .run = run_timeline,
};
/* clang-format on */
