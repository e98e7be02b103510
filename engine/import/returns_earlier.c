/* What the store says of earlier returns. */
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/memory.h"
#include "import/returns_rows_inside.h"
#include "import/run_inside.h"
#include "import/schema_inside.h"

/* --- spells ----------------------------------------------------------------------- */

/* Where a schema of returns keeps its spells in the store. */
struct kept {
    const struct lc_schema *schema;
    const struct lc_history *history;
    size_t rne, place, rec; /* attributes, or SIZE_MAX */
};

static const struct lc_schema *schema_of(const lc_schemas *schemas, const char *rules)
{
    for (size_t i = 0; i < lc_schemas_count(schemas); i++) {
        const struct lc_schema *one = lc_schemas_at(schemas, i);
        if (one->rules && strcmp(one->rules, rules) == 0)
            return one;
    }
    return NULL;
}

static size_t attribute_of(const struct kept *k, const char *column)
{
    const struct lc_feed *feed = &k->schema->feeds[0];
    for (unsigned i = 0; i < feed->attributes_count; i++)
        for (size_t a = 0; a < k->history->attributes; a++)
            if (strcmp(feed->attributes[i].column, column) == 0
                && strcmp(feed->attributes[i].name, k->history->attribute[a].name) == 0)
                return a;
    return SIZE_MAX;
}

/* False: the store has no such history. */
static bool find_kept(const struct lc_import_run *run, const char *rules,
                      struct kept *k)
{
    k->schema = schema_of(run->ask->schemas, rules);
    uint32_t which = k->schema && k->schema->feeds_count
                         ? lc_ledger_history(&run->ledger, k->schema->feeds[0].history)
                         : LC_NOWHERE;
    if (which == LC_NOWHERE)
        return false;
    k->history = &run->ledger.store->history[which];
    k->rne = attribute_of(k, "RNE");
    k->place = attribute_of(k, "PLACE");
    k->rec = attribute_of(k, "REC");
    return true;
}

static void copy_code(char *to, const struct kept *k, size_t attribute, size_t event)
{
    if (attribute == SIZE_MAX)
        return;
    const struct lc_attribute *a = &k->history->attribute[attribute];
    const char *name = lc_codes_name(&a->codes, a->value[event]);
    size_t size = strlen(name);
    memcpy(to, name, size < 7 ? size : 7);
}

static int year_of(const struct lc_source *s)
{
    return s->covers_to == LC_NO_DAY ? 0 : lc_day_collection_year(s->covers_to - 1);
}

static struct lc_return_version version_of(const struct kept *k, size_t i,
                                           const struct lc_source *source)
{
    const struct lc_history *h = k->history;
    struct lc_return_version v = {
        .spell = { .record = h->record[i],
                   .file = LC_NOWHERE,
                   .year = year_of(source),
                   .began = h->start[i],
                   .ceased = h->end[i] == LC_OPEN ? LC_NO_DAY : h->end[i] },
        .received = source->imported,
        .known_from = h->known_from[i]
    };
    copy_code(v.spell.rne, k, k->rne, i);
    copy_code(v.spell.place, k, k->place, i);
    copy_code(v.spell.rec, k, k->rec, i);
    v.spell.dated = v.spell.ceased != LC_NO_DAY;
    v.spell.reasoned = v.spell.rec[0] != 0;
    return v;
}

static int by_spell(const void *a, const void *b)
{
    const struct lc_return_version *x = a, *y = b;
    LC_RETURNS_ORDER(x->spell.record, y->spell.record)
    LC_RETURNS_ORDER(x->spell.began, y->spell.began)
    LC_RETURNS_ORDER(x->spell.year, y->spell.year)
    LC_RETURNS_ORDER(x->received, y->received)
    LC_RETURNS_ORDER(x->known_from, y->known_from)
    return 0;
}

static int take_versions(struct lc_return_versions *versions,
                         const struct lc_import_run *run, const char *rules,
                         struct lc_error *err)
{
    const struct lc_store *store = run->ledger.store;
    struct kept k;
    if (!find_kept(run, rules, &k))
        return LC_OK;
    versions->row = lc_alloc(k.history->n, sizeof *versions->row);
    if (!versions->row)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < k.history->n; i++) {
        const struct lc_source *source = &store->source[k.history->file[i]];
        if (strcmp(source->schema, k.schema->name) == 0 && year_of(source))
            versions->row[versions->count++] = version_of(&k, i, source);
    }
    if (versions->count)
        qsort(versions->row, versions->count, sizeof *versions->row, by_spell);
    return LC_OK;
}

/* --- people ----------------------------------------------------------------------- */

static bool has_header(const struct lc_import_run *run)
{
    const struct lc_schema *schema = schema_of(run->ask->schemas, "header");
    for (size_t i = 0; schema && i < run->ledger.sources_before; i++)
        if (strcmp(run->ledger.store->source[i].schema, schema->name) == 0)
            return true;
    return false;
}

static int take_people(struct lc_returns_earlier *e, const struct lc_import_run *run,
                       struct lc_error *err)
{
    size_t records = run->ledger.store->records;
    e->header = has_header(run);
    e->born = lc_alloc(records, sizeof *e->born);
    if (!e->born)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < records; i++)
        e->born[i] = lc_people_born(&run->people, (uint32_t)i);
    return LC_OK;
}

int lc_returns_know(struct lc_returns *r, struct lc_error *err)
{
    const struct lc_identities *ids = r->run->ask->identities;
    r->records = r->run->ledger.store->records;
    r->known = lc_alloc(r->records, sizeof *r->known);
    if (!r->known)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < ids->count; i++)
        if (ids->row[i].record < r->records && !lc_identity_is_bare(&ids->row[i]))
            r->known[ids->row[i].record] = true;
    return LC_OK;
}

int lc_returns_earlier(struct lc_returns *r, struct lc_error *err)
{
    int code = take_people(&r->earlier, r->run, err);
    if (!code)
        code = take_versions(&r->earlier.episode, r->run, "episodes", err);
    return code ? code : take_versions(&r->earlier.absence, r->run, "missing", err);
}

void lc_returns_earlier_free(struct lc_returns_earlier *e)
{
    free(e->episode.row);
    free(e->absence.row);
    free(e->born);
}

/* --- the returns that they make --------------------------------------------------- */

static bool has_return(const struct lc_return_versions *versions, int year)
{
    for (size_t i = 0; i < versions->count; i++)
        if (versions->row[i].spell.year == year)
            return true;
    return false;
}

/* A spell as that year's return told it: its last version by then; or, where only a
 * later one is kept, that one's, as it stood at the year's end. False: it was not in.
 */
static bool as_told(const struct lc_return_version *version, size_t count, int year,
                    struct lc_return_version *told)
{
    int32_t from = lc_day_of(year - 1, 4, 1), to = lc_day_of(year, 4, 1);
    size_t i = count;
    while (i > 0 && version[i - 1].spell.year > year)
        i--;
    if (!i)
        while (i + 1 < count && version[i + 1].spell.year == version[0].spell.year)
            i++;
    else
        i--;
    *told = version[i];
    struct lc_return_spell *s = &told->spell;
    if (s->year == year)
        return true;
    bool in = s->began < to && (s->ceased == LC_NO_DAY || s->ceased >= from);
    if (s->ceased != LC_NO_DAY && s->ceased >= to) {
        s->ceased = LC_NO_DAY;
        s->dated = s->reasoned = false;
        s->rec[0] = 0;
    }
    s->year = year;
    return in;
}

/* Does this import, whose spells are the first n, say otherwise, or the same, of it? */
static bool is_told_anew(const struct lc_returns *r,
                         const struct lc_return_spells *spells, size_t n,
                         const struct lc_return_version *told)
{
    size_t count;
    const struct lc_return_spells now = { .count = n, .row = spells->row };
    const struct lc_return_spell *s =
        lc_returns_spells_of(&now, told->spell.year, told->spell.record, &count);
    bool anew = count && told->received < r->run->ask->options->received;
    for (size_t i = 0; i < count && !anew; i++)
        anew = s[i].began == told->spell.began;
    return anew;
}

/* Appends to the import's own spells: n, in order. */
static int join_year(struct lc_returns *r, struct lc_return_spells *spells, size_t n,
                     const struct lc_return_versions *versions, int year,
                     struct lc_error *err)
{
    int code = LC_OK;
    if (!has_return(versions, year))
        return LC_OK;
    for (size_t i = 0, end; i < versions->count && !code; i = end) {
        const struct lc_return_version *v = versions->row + i;
        struct lc_return_version told;
        for (end = i + 1; end < versions->count
                          && versions->row[end].spell.record == v->spell.record
                          && versions->row[end].spell.began == v->spell.began;)
            end++;
        if (!as_told(v, end - i, year, &told) || is_told_anew(r, spells, n, &told))
            continue;
        code = LC_GROW(spells->row, spells->room, spells->count + 1, err);
        if (!code)
            spells->row[spells->count++] = told.spell;
    }
    return code;
}

int lc_returns_join(struct lc_returns *r, struct lc_return_spells *spells,
                    const struct lc_return_versions *versions, struct lc_error *err)
{
    enum { YEARS = 400 };
    bool asked[YEARS] = { false };
    size_t n = spells->count;
    for (size_t i = 0; i < r->year_room; i++)
        if (r->year[i] > 1901 && r->year[i] < 1900 + YEARS)
            asked[r->year[i] - 1900] = asked[r->year[i] - 1901] = true;
    lc_returns_sort_spells(spells);
    int code = LC_OK;
    for (int i = 0; i < YEARS && !code && versions->count; i++)
        if (asked[i])
            code = join_year(r, spells, n, versions, 1900 + i, err);
    lc_returns_sort_spells(spells);
    return code;
}
