/* See moments_inside.h. */
#include "command/moments_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/listing.h"
#include "base/memory.h"

static int compare(const void *a, const void *b)
{
    const struct lc_moment *x = a, *y = b;
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
static bool visible(const struct lc_moment *m, int32_t asof)
{
    return asof == LC_NO_DAY
           || (m->h->known_from[m->row] < asof && asof <= m->h->known_to[m->row]);
}

static size_t collect(const struct lc_store *store, uint32_t child, int32_t asof,
                      struct lc_moment *moment)
{
    size_t n = 0;
    for (size_t k = 0; k < store->histories; k++) {
        const struct lc_history *h = store->history + k;
        for (uint64_t i = h->offset[child]; i < h->offset[child + 1]; i++) {
            struct lc_moment m = { h, i, h->known_to[i] };
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

int lc_moments_of(struct lc_moments *moments, const struct lc_store *store,
                  uint32_t child, int32_t asof, struct lc_error *err)
{
    moments->n = collect(store, child, asof, NULL);
    moments->moment = lc_alloc(moments->n, sizeof *moments->moment);
    if (!moments->moment)
        return LC_FAIL_NOMEM(err);
    collect(store, child, asof, moments->moment);
    return LC_OK;
}

/* --- text ------------------------------------------------------------------------- */
static void add_day(struct lc_listing *to, int32_t day)
{
    char text[LC_DAY_ROOM];
    lc_listing_cell(to, "%s", day == LC_OPEN ? "open" : lc_day_print(day, text));
}

static void add_meaning(struct lc_listing *to, const struct lc_moment *m)
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
    lc_text_addf(&what, " (file %u line %u%s)", (unsigned)h->file[m->row],
                 (unsigned)h->line[m->row], h->assumed[m->row] ? ", assumed" : "");
    lc_listing_cell(to, "%s", what.data ? what.data : "");
    to->text.failed |= what.failed;
    lc_text_free(&what);
}

static void add_moment(struct lc_listing *to, const struct lc_moment *m)
{
    add_day(to, m->h->start[m->row]);
    add_day(to, m->h->end[m->row]);
    add_day(to, m->h->known_from[m->row]);
    add_day(to, m->known_to);
    add_meaning(to, m);
}

void lc_moments_text(const struct lc_moments *moments, struct lc_text *out)
{
    static const struct lc_listed columns[] = {
        { "start", LC_LISTED_LEFT },      { "end", LC_LISTED_LEFT },
        { "known from", LC_LISTED_LEFT }, { "known to", LC_LISTED_LEFT },
        { "event", LC_LISTED_FLOWS },
    };
    struct lc_listing to;
    lc_listing_begin(&to, 5, columns);
    for (size_t i = 0; i < moments->n; i++)
        add_moment(&to, moments->moment + i);
    lc_listing_end(&to, 0, out);
}

/* --- JSON ------------------------------------------------------------------------- */
static json_t *code_json(const struct lc_codes *codes, uint16_t code)
{
    return lc_json_text(code ? lc_codes_name(codes, code) : NULL);
}

static json_t *attributes_json(const struct lc_moment *m)
{
    json_t *o = json_object();
    bool good = o;
    for (size_t k = 0; k < m->h->attributes && good; k++) {
        const struct lc_attribute *a = m->h->attribute + k;
        good = lc_json_put(o, a->name, code_json(&a->codes, a->value[m->row]));
    }
    return lc_json_whole(o, good);
}

static json_t *moment_json(const struct lc_moment *m)
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
    good &= lc_json_put(o, "assumed", json_boolean(h->assumed[i]));
    good &= lc_json_put(o, "code", code_json(&h->codes, h->code[i]));
    good &= lc_json_put(o, "level", level);
    good &= lc_json_put(o, "attributes", attributes_json(m));
    good &= lc_json_put(o, "record", json_integer(h->record[i]));
    good &= lc_json_put(o, "file", json_integer(h->file[i]));
    good &= lc_json_put(o, "line", json_integer(h->line[i]));
    return lc_json_whole(o, good);
}

json_t *lc_moments_json(const struct lc_moments *moments)
{
    json_t *events = json_array();
    bool good = events;
    for (size_t i = 0; i < moments->n && good; i++)
        good = lc_json_push(events, moment_json(moments->moment + i));
    return lc_json_whole(events, good);
}

json_t *lc_record_json(const struct lc_store *store, size_t record)
{
    return json_pack("{s:I, s:o}", "record", (json_int_t)record, "system",
                     code_json(&store->systems, store->record[record].system));
}

json_t *lc_records_json(const struct lc_store *store, uint32_t child)
{
    json_t *records = json_array();
    bool good = records;
    for (size_t r = 0; r < store->records && good; r++)
        if (store->record[r].child == child)
            good = lc_json_push(records, lc_record_json(store, r));
    return lc_json_whole(records, good);
}
