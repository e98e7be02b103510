/* latecare describe STORE */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/listing.h"
#include "base/memory.h"
#include "command/command.h"
#include "command/silences_inside.h"
#include "store/rhythm.h"
#include "store/summary.h"

/* Before linkage a record is a child of its own: to count those would mislead. */
static bool knows_children(const struct lc_store *store)
{
    return !lc_store_is_unlinked(store);
}

/* --- text ------------------------------------------------------------------------- */
static void add_systems(struct lc_text *out, const struct lc_store *store,
                        const size_t *count)
{
    char a[32], b[32];
    lc_text_addf(out, "%s records, ", lc_print_count(store->records, a));
    if (knows_children(store))
        lc_text_addf(out, "%s children\n", lc_print_count(lc_store_children(store), b));
    else
        lc_text_add(out, "not linked since some were added, so children are not "
                         "counted; run latecare link\n");
    for (size_t i = 1; i <= store->systems.count; i++)
        lc_text_addf(out, "  %-16s %12s\n", lc_codes_name(&store->systems, (uint16_t)i),
                     lc_print_count(count[i], a));
    if (count[0])
        lc_text_addf(out, "  %-16s %12s\n", "erased", lc_print_count(count[0], a));
}

static void add_day(struct lc_listing *to, int32_t day)
{
    char text[LC_DAY_ROOM];
    lc_listing_cell(to, "%s", day == LC_NO_DAY ? "-" : lc_day_print(day, text));
}

static void add_history(struct lc_listing *to, const struct lc_store *store,
                        const struct lc_summary *s)
{
    lc_listing_cell(to, "%s", s->name);
    lc_listing_cell(to, "%zu", s->current);
    lc_listing_cell(to, "%zu", s->rows - s->current);
    lc_listing_cell(to, knows_children(store) ? "%zu" : "-", s->children);
    lc_listing_cell(to, s->spells ? "%zu" : "-", s->open);
    add_day(to, s->first);
    add_day(to, s->last);
    add_day(to, s->known_last);
}

static void add_histories(struct lc_text *out, const struct lc_store *store)
{
    static const struct lc_listed columns[] = {
        { "history", LC_LISTED_LEFT },     { "events", LC_LISTED_RIGHT },
        { "superseded", LC_LISTED_RIGHT }, { "children", LC_LISTED_RIGHT },
        { "open", LC_LISTED_RIGHT },       { "first", LC_LISTED_LEFT },
        { "last", LC_LISTED_LEFT },        { "last known", LC_LISTED_LEFT },
    };
    struct lc_listing to;
    lc_listing_begin(&to, 8, columns);
    lc_text_add(out, "\n");
    for (size_t i = 0; i < store->histories; i++) {
        struct lc_summary s = lc_history_summary(store->history + i);
        add_history(&to, store, &s);
    }
    lc_listing_end(&to, 0, out);
}

/* A history's spans as text, new; NULL: out of memory. */
static char *spans_text(const struct lc_store *store, const char *name)
{
    size_t count;
    int32_t(*span)[2];
    char from[LC_DAY_ROOM], to[LC_DAY_ROOM];
    struct lc_text out = { 0 };
    if (lc_covered(store, name, LC_OPEN, &count, &span, NULL))
        return NULL;
    for (size_t i = 0; i < count; i++)
        lc_text_addf(&out, "%s%s to %s", i ? ", gap, " : "",
                     lc_day_print(span[i][0], from), lc_day_print(span[i][1], to));
    if (!count)
        lc_text_add(&out, "no source says");
    free(span);
    return out.data;
}

/* One line for all histories that have this history's spans and come with it first. */
static void add_span_line(struct lc_text *out, const struct lc_store *store,
                          char *const *spans, size_t first)
{
    for (size_t i = 0; i < first; i++)
        if (strcmp(spans[i], spans[first]) == 0)
            return;
    lc_text_addf(out, "  %s:", spans[first]);
    for (size_t i = first; i < store->histories; i++)
        if (strcmp(spans[i], spans[first]) == 0)
            lc_text_addf(out, " %s", store->history[i].name);
    lc_text_add(out, "\n");
}

static int add_coverage(struct lc_text *out, const struct lc_store *store,
                        struct lc_error *err)
{
    char **spans = lc_alloc(store->histories, sizeof *spans);
    int code = spans ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < store->histories && !code; i++) {
        spans[i] = spans_text(store, store->history[i].name);
        code = spans[i] ? LC_OK : LC_FAIL_NOMEM(err);
    }
    lc_text_add(out, "\ncovered by its sources (outside is not seen, not none)\n");
    for (size_t i = 0; i < store->histories && !code; i++)
        add_span_line(out, store, spans, i);
    for (size_t i = 0; spans && i < store->histories; i++)
        free(spans[i]);
    free(spans);
    return code;
}

static bool reconciles(const struct lc_source *s)
{
    return s->rows == s->taken + s->unchanged + s->corrected + s->rejected;
}

/* All files of one schema. Do their rows add up? */
static bool add_source(struct lc_listing *to, const struct lc_store *store,
                       size_t first)
{
    const char *schema = store->source[first].schema;
    struct lc_source all = { .imported = LC_NO_DAY };
    size_t files = 0;
    bool good = true;
    for (size_t i = first; i < store->sources; i++) {
        const struct lc_source *s = store->source + i;
        if (strcmp(s->schema, schema))
            continue;
        files++;
        good &= reconciles(s);
        all.rows += s->rows;
        all.taken += s->taken;
        all.unchanged += s->unchanged;
        all.corrected += s->corrected;
        all.rejected += s->rejected;
        all.imported = s->imported > all.imported ? s->imported : all.imported;
    }
    lc_listing_cell(to, "%s", schema);
    lc_listing_cell(to, "%zu", files);
    add_day(to, all.imported);
    const uint64_t figure[] = { all.rows, all.taken, all.unchanged, all.corrected,
                                all.rejected };
    for (size_t k = 0; k < sizeof figure / sizeof *figure; k++)
        lc_listing_cell(to, "%" PRIu64, figure[k]);
    return good;
}

static void add_sources(struct lc_text *out, const struct lc_store *store)
{
    static const struct lc_listed columns[] = {
        { "source", LC_LISTED_FLOWS },    { "files", LC_LISTED_RIGHT },
        { "received", LC_LISTED_LEFT },   { "rows", LC_LISTED_RIGHT },
        { "taken", LC_LISTED_RIGHT },     { "unchanged", LC_LISTED_RIGHT },
        { "corrected", LC_LISTED_RIGHT }, { "rejected", LC_LISTED_RIGHT },
    };
    struct lc_text wrong = { 0 };
    struct lc_listing to;
    lc_listing_begin(&to, 8, columns);
    lc_text_add(out, "\n");
    for (size_t i = 0; i < store->sources; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = strcmp(store->source[k].schema, store->source[i].schema) == 0;
        if (!seen && !add_source(&to, store, i))
            lc_text_addf(&wrong, "  %s DOES NOT ADD UP\n", store->source[i].schema);
    }
    lc_listing_end(&to, 0, out);
    lc_text_add_bytes(out, wrong.data, wrong.size);
    out->failed |= wrong.failed;
    lc_text_free(&wrong);
}

static void add_levels(struct lc_text *out, const struct lc_summary *s)
{
    lc_text_addf(out, "  %-18s levels", s->name);
    for (size_t k = 0; k < LC_LEVELS; k++)
        if (s->level[k])
            lc_text_addf(out, " %zu: %zu", k, s->level[k]);
    lc_text_addf(out, "; none: %zu\n", s->current - s->levelled);
}

static void add_quality(struct lc_text *out, const struct lc_store *store)
{
    lc_text_add(out, "\nquality\n");
    for (size_t i = 0; i < store->histories; i++) {
        struct lc_summary s = lc_history_summary(store->history + i);
        if (s.levelled)
            add_levels(out, &s);
        if (s.foreseen)
            lc_text_addf(out, "  %-18s %zu events are known before they start\n",
                         s.name, s.foreseen);
        if (s.uncoded && store->history[i].codes.count)
            lc_text_addf(out, "  %-18s %zu events have no code\n", s.name, s.uncoded);
    }
}

static int print_text(const struct lc_store *store, const size_t *systems,
                      struct lc_error *err)
{
    struct lc_text out = { 0 };
    add_systems(&out, store, systems);
    add_histories(&out, store);
    int code = add_coverage(&out, store, err);
    if (!code)
        code = lc_silences_add(&out, store, "  silent: ", err);
    if (code) {
        lc_text_free(&out);
        return code;
    }
    add_sources(&out, store);
    add_quality(&out, store);
    return lc_print_text(&out, err);
}

/* --- JSON ------------------------------------------------------------------------- */
static json_t *coverage_json(const struct lc_store *store, const char *name)
{
    size_t count;
    int32_t(*span)[2];
    json_t *spans = json_array();
    if (!spans || lc_covered(store, name, LC_OPEN, &count, &span, NULL)) {
        json_decref(spans);
        return NULL;
    }
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good &=
            lc_json_push(spans, json_pack("{s:o, s:o}", "from", lc_json_day(span[i][0]),
                                          "to", lc_json_day(span[i][1])));
    free(span);
    return lc_json_whole(spans, good);
}

static json_t *levels_json(const struct lc_summary *s)
{
    json_t *levels = json_object();
    bool good = levels;
    for (size_t k = 0; k < LC_LEVELS && good; k++) {
        char name[] = { (char)('0' + k / 10), (char)('0' + k % 10), 0 };
        if (s->level[k])
            good = lc_json_put(levels, k < 10 ? name + 1 : name,
                               lc_json_count(s->level[k]));
    }
    return lc_json_whole(levels, good);
}

static json_t *children_json(const struct lc_store *store, size_t children)
{
    return knows_children(store) ? lc_json_count(children) : json_null();
}

static json_t *history_json(const struct lc_store *store, const struct lc_history *h)
{
    struct lc_summary s = lc_history_summary(h);
    json_t *o = json_object();
    bool good =
        o && lc_json_put(o, "name", lc_json_text(s.name))
        && lc_json_put(o, "events", lc_json_count(s.current))
        && lc_json_put(o, "superseded", lc_json_count(s.rows - s.current))
        && lc_json_put(o, "children", children_json(store, s.children))
        && lc_json_put(o, "spells", json_boolean(s.spells))
        && lc_json_put(o, "open", s.spells ? lc_json_count(s.open) : json_null())
        && lc_json_put(o, "known_before_start", lc_json_count(s.foreseen))
        && lc_json_put(o, "without_code", lc_json_count(s.uncoded))
        && lc_json_put(o, "first_start", lc_json_day(s.first))
        && lc_json_put(o, "last_start", lc_json_day(s.last))
        && lc_json_put(o, "first_known", lc_json_day(s.known_first))
        && lc_json_put(o, "last_known", lc_json_day(s.known_last))
        && lc_json_put(o, "levels", levels_json(&s))
        && lc_json_put(o, "coverage", coverage_json(store, s.name))
        && lc_silences_put(o, store, s.name);
    return lc_json_whole(o, good);
}

static json_t *source_json(const struct lc_source *s)
{
    char digest[LC_DIGEST_TEXT];
    json_t *o = json_object();
    bool good =
        o && lc_json_put(o, "schema", lc_json_text(s->schema))
        && lc_json_put(o, "history", lc_json_text(s->history))
        && lc_json_put(o, "digest", lc_json_text(lc_digest_text(s->digest, digest)))
        && lc_json_put(o, "bytes", lc_json_count(s->size))
        && lc_json_put(o, "received", lc_json_day(s->imported))
        && lc_json_put(o, "rows", lc_json_count(s->rows))
        && lc_json_put(o, "taken", lc_json_count(s->taken))
        && lc_json_put(o, "unchanged", lc_json_count(s->unchanged))
        && lc_json_put(o, "corrected", lc_json_count(s->corrected))
        && lc_json_put(o, "rejected", lc_json_count(s->rejected))
        && lc_json_put(o, "adds_up", json_boolean(reconciles(s)))
        && lc_json_put(o, "covers_from", lc_json_day(s->covers_from))
        && lc_json_put(o, "covers_to", lc_json_day(s->covers_to));
    return lc_json_whole(o, good);
}

static json_t *systems_json(const struct lc_store *store, const size_t *count)
{
    json_t *o = json_object();
    bool good = o;
    for (size_t i = 1; i <= store->systems.count && good; i++)
        good = lc_json_put(o, lc_codes_name(&store->systems, (uint16_t)i),
                           lc_json_count(count[i]));
    if (good && count[0])
        good = lc_json_put(o, "erased", lc_json_count(count[0]));
    return lc_json_whole(o, good);
}

static json_t *document(const struct lc_store *store, const size_t *systems)
{
    json_t *o = json_object(), *histories = json_array(), *sources = json_array();
    bool good = o && histories && sources;
    for (size_t i = 0; i < store->histories && good; i++)
        good = lc_json_push(histories, history_json(store, store->history + i));
    for (size_t i = 0; i < store->sources && good; i++)
        good = lc_json_push(sources, source_json(store->source + i));
    good = good && lc_json_put(o, "format", lc_json_count(store->format))
           && lc_json_put(o, "linked", json_boolean(store->linked))
           && lc_json_put(o, "records", lc_json_count(store->records))
           && lc_json_put(o, "children", children_json(store, lc_store_children(store)))
           && lc_json_put(o, "systems", systems_json(store, systems))
           && lc_json_put(o, "histories", json_incref(histories))
           && lc_json_put(o, "sources", json_incref(sources));
    json_decref(histories);
    json_decref(sources);
    return lc_json_whole(o, good);
}

/* Records of each system; [0] those of none, which were erased. New; NULL: no memory.
 */
static size_t *count_systems(const struct lc_store *store)
{
    size_t *count = lc_alloc(store->systems.count + 1, sizeof *count);
    for (size_t r = 0; count && r < store->records; r++)
        if (store->record[r].system <= store->systems.count)
            count[store->record[r].system]++;
    return count;
}

static int run_describe(int argc LC_UNUSED, char **argv, void *settings,
                        struct lc_error *err)
{
    const struct lc_common *set = settings;
    struct lc_store store;
    int code = lc_store_load(&store, argv[0], err);
    if (code)
        return code;
    size_t *systems = count_systems(&store);
    if (!systems)
        code = LC_FAIL_NOMEM(err);
    else
        code = set->json ? lc_print_json(document(&store, systems), err)
                         : print_text(&store, systems, err);
    free(systems);
    lc_store_free(&store);
    return code;
}

/* clang-format off */
const struct lc_verb lc_verb_describe = {
    .name = "describe",
    .args = "STORE",
    .help = "what a store holds: counts, spans, gaps, sources, quality",
    .detail = "Records by agency, what each source covers, and each history with its events, children,\n"
              "versions, codes and gaps. Nothing of a single child.",
    .min_args = 1,
    .max_args = 1,
    .knobs = &lc_json_knobs,
    .run = run_describe,
};
/* clang-format on */
