#include "import/purge_take_inside.h"

#include <stdlib.h>
#include <string.h>

#include "import/nest_inside.h"
#include "import/schema_inside.h"
#include "store/identity.h"

bool lc_purge_is_whole(const struct lc_schema *schema)
{
    for (unsigned k = 0; k < schema->key_count; k++)
        if (schema->key_at[k] != schema->person_at
            && schema->key_at[k] != schema->system_at)
            return false;
    return schema->person_at != LC_NO_COLUMN;
}

bool lc_purge_takes_all(const struct lc_schema *schema, const struct lc_schema *other)
{
    if (!other || !lc_purge_is_whole(schema))
        return false;
    for (unsigned i = 0; i < schema->takes_count; i++)
        if (strcmp(schema->takes[i], other->name) == 0)
            return true;
    return other == schema
           || (other->dataset && schema->dataset && lc_schema_says_birth(schema)
               && strcmp(other->dataset, schema->dataset) == 0);
}

static int32_t today(const struct lc_purging *p)
{
    return p->run->ask->options->received;
}

/* Whose file an event came in; NULL: the event is gone. */
static const struct lc_schema *schema_of(const struct lc_purging *p,
                                         const struct lc_history *h, uint32_t i)
{
    return h->file[i] == LC_NOWHERE ? NULL : p->of[h->file[i]];
}

/* --- taking back ------------------------------------------------------------------ */

int lc_purge_take_back(struct lc_purging *p, struct lc_history *h, uint32_t i)
{
    int32_t to = h->known_from[i] > today(p) ? h->known_from[i] : today(p);
    bool stands = h->known_to[i] == LC_OPEN;
    if (h->file[i] == LC_NOWHERE || h->known_to[i] <= to)
        return LC_OK;
    h->known_to[i] = to;
    p->run->result->changed = true;
    if (!stands)
        return LC_OK;
    int code = LC_GROW(p->line, p->line_room, p->lines + 1, p->err);
    if (!code)
        p->line[p->lines++] = (struct lc_gone_line){ h->file[i], h->line[i] };
    return code;
}

/* Rows of other extracts that hang on an event of this schema: they are of its record
 * and start with its end. Of two such events of one end nobody can tell; then they
 * stay. */
static int take_hanging(struct lc_purging *p, const struct lc_history *parent,
                        uint32_t event, const char *history)
{
    struct lc_store *store = p->run->ledger.store;
    int code = LC_OK;
    for (uint32_t i = 0; i < parent->n; i++)
        if (i != event && parent->known_to[i] == LC_OPEN
            && parent->record[i] == parent->record[event]
            && parent->end[i] == parent->end[event]
            && parent->key[i] != parent->key[event])
            return LC_OK;
    for (size_t k = 0; k < store->histories && !code; k++) {
        struct lc_history *h = &store->history[k];
        for (uint32_t i = 0; i < h->n && !code; i++) {
            const struct lc_schema *s = schema_of(p, h, i);
            if (s && s->join && s->join->history
                && h->record[i] == parent->record[event]
                && h->start[i] == parent->end[event]
                && strcmp(s->join->schema, p->schema->name) == 0
                && strcmp(s->join->history, history) == 0)
                code = lc_purge_take_back(p, h, i);
        }
    }
    return code;
}

static void drop_waiting(struct lc_purging *p, uint64_t key)
{
    struct lc_store *store = p->run->ledger.store;
    for (size_t i = 0; i < store->pending; i++)
        if (store->waiting[i].parent == key && store->waiting[i].until == LC_OPEN) {
            store->waiting[i].until = today(p);
            p->run->result->changed = true;
        }
}

/* A row's events in one history, and what hangs on them. */
static int take_key(struct lc_purging *p, uint32_t which, uint64_t row_key)
{
    struct lc_history *h = &p->run->ledger.store->history[which];
    uint64_t key = lc_ledger_key(&p->run->ledger, row_key, which);
    const struct lc_index_slot *slot;
    int code = LC_OK;
    for (size_t at = 0;
         (slot = lc_ledger_next(&p->run->ledger, key, which, &at)) && !code;) {
        uint32_t i = slot->event;
        if (h->known_to[i] == LC_OPEN && h->end[i] != LC_OPEN)
            code = take_hanging(p, h, i, h->name);
        if (!code)
            code = lc_purge_take_back(p, h, i);
    }
    drop_waiting(p, key);
    return code;
}

/* --- what lies in it -------------------------------------------------------------- */

/* Does the schema's row lie in rows of p's? only: of p's own rows, in what they lie in.
 */
static bool lies(const struct lc_purging *p, const struct lc_schema *s, bool only)
{
    return s
           && (only ? s == p->schema
                    : s->within && strcmp(s->within->schema, p->schema->name) == 0);
}

static int take_nested(struct lc_purging *p, uint64_t parent, bool only)
{
    struct lc_store *store = p->run->ledger.store;
    int code = LC_OK;
    for (size_t n = 0; n < store->nests && !code; n++) {
        if (store->nest[n].parent != parent)
            continue;
        for (uint32_t k = 0; k < store->histories && !code; k++) {
            struct lc_history *h = &store->history[k];
            const struct lc_index_slot *slot;
            for (size_t at = 0;
                 (slot = lc_ledger_next(&p->run->ledger, store->nest[n].key, k, &at))
                 && !code;)
                if (lies(p, schema_of(p, h, slot->event), only))
                    code = lc_purge_take_back(p, h, slot->event);
        }
    }
    return code;
}

/* What the record has of extracts that lie in such things, and of which the store does
 * not know in what: they came before it was kept, or under another number. */
static void count_unknown(struct lc_purging *p, uint32_t record, bool only)
{
    const struct lc_store *store = p->run->ledger.store;
    for (size_t k = 0; k < store->histories && record != LC_NO_RECORD; k++) {
        const struct lc_history *h = &store->history[k];
        for (uint32_t i = 0; i < h->n; i++) {
            if (h->record[i] != record || h->known_to[i] != LC_OPEN
                || !lies(p, schema_of(p, h, i), only))
                continue;
            const struct lc_nest *known = lc_nest_find(store, h->key[i]);
            p->unknown += !known || known->record != record;
        }
    }
}

bool lc_purge_is_said(const struct lc_purging *p, uint64_t row_key)
{
    const struct lc_ledger *ledger = &p->run->ledger;
    bool said = false;
    for (unsigned f = 0; f < p->schema->feeds_count && !said; f++) {
        uint32_t which = lc_ledger_history(ledger, p->schema->feeds[f].history);
        said = lc_ledger_next(ledger, lc_ledger_key(ledger, row_key, which), which,
                              &(size_t){ 0 });
    }
    return said;
}

/* Has the store anything of an extract that lies in such things? O(sources). */
static bool has_lying(const struct lc_purging *p)
{
    bool any = false;
    for (size_t s = 0; s < p->run->ledger.store->sources && !any; s++)
        any = lies(p, p->of[s], false);
    return any;
}

int lc_purge_take_row(struct lc_purging *p, const struct lc_batch_purge *one)
{
    const struct lc_ledger *ledger = &p->run->ledger;
    bool more = one->part || has_lying(p);
    int code = LC_OK;
    if (one->part)
        code = take_nested(p, one->within, true);
    for (unsigned f = 0; f < p->schema->feeds_count && !code && !one->part; f++)
        code = take_key(p, lc_ledger_history(ledger, p->schema->feeds[f].history),
                        one->said.key);
    if (!code && more && !one->part)
        code = take_nested(p, lc_eras_row(ledger->eras, one->said.key), false);
    if (!code && more)
        count_unknown(p, one->said.record, one->part);
    return code;
}

/* --- who it was ------------------------------------------------------------------- */

/* Whose identity goes, and what rows of it. */
struct forgetting {
    const struct lc_purging *p;
    uint32_t record;
};

/* Does the column say such a thing of a person? LC_WHO_NUMBER: a number of that type.
 */
static bool says(const struct lc_schema_column *c, int who, const char *type)
{
    if (who != LC_WHO_NUMBER)
        return c->who == who;
    return c->number ? type && strcmp(c->number, type) == 0 : c->who == LC_WHO_NUMBER;
}

/* Do the rows that are taken? */
static bool may_say(const struct lc_purging *p, int who, const char *type)
{
    bool may = !p->schema->takes_count;
    for (unsigned i = 0; i < p->schema->takes_count && !may; i++) {
        const struct lc_schema *s =
            lc_schemas_named(p->run->ask->schemas, p->schema->takes[i]);
        for (unsigned c = 0; s && c < s->columns_count && !may; c++)
            may = says(s->columns + c, who, type);
    }
    return may;
}

/* What the rows that are taken cannot have said, another extract did: an address says a
 * postcode too. */
static bool goes(void *context, const struct lc_identity *id)
{
    const struct forgetting *f = context;
    const struct {
        bool said;
        int who;
    } item[] = {
        { id->forename, LC_WHO_FORENAME },
        { id->surname, LC_WHO_SURNAME },
        { id->postcode, LC_WHO_POSTCODE },
        { id->sex, LC_WHO_SEX },
        { id->born != LC_NO_DAY, LC_WHO_BORN },
        { id->family, LC_WHO_FAMILY },
        { id->home, LC_WHO_HOME },
        { id->since != LC_NO_DAY, LC_WHO_SINCE },
    };
    bool all = id->record == f->record;
    for (size_t i = 0; i < sizeof item / sizeof *item && all; i++)
        all = !item[i].said || may_say(f->p, item[i].who, NULL);
    return all && (!id->other_value || may_say(f->p, LC_WHO_NUMBER, id->other_type));
}

/* Does anything stand of the record by which it would be known? A part that is who it
 * is (`takes`) goes though other things stand; the whole, if none does. */
static bool stands(const struct lc_purging *p, const struct lc_history *h, uint32_t i,
                   uint32_t record)
{
    const struct lc_schema *s = schema_of(p, h, i);
    return s && h->record[i] == record && h->known_to[i] == LC_OPEN
           && (!p->schema->takes_count || lc_schema_says_birth(s));
}

static void forget(struct lc_purging *p, uint32_t record)
{
    const struct lc_store *store = p->run->ledger.store;
    for (size_t k = 0; k < store->histories; k++)
        for (uint32_t i = 0; i < store->history[k].n; i++)
            if (stands(p, &store->history[k], i, record))
                return;
    struct forgetting f = { p, record };
    p->run->result->changed |= lc_identities_bare(p->run->people.identities, goes, &f);
    lc_people_forget(&p->run->people, record);
}

/* Is who a person is among what the schema's rows take? */
static bool takes_who(const struct lc_purging *p)
{
    bool takes = !p->schema->takes_count;
    for (unsigned i = 0; i < p->schema->takes_count; i++) {
        const struct lc_schema *s =
            lc_schemas_named(p->run->ask->schemas, p->schema->takes[i]);
        takes |= s && lc_schema_says_birth(s);
    }
    return takes;
}

int lc_purge_take_record(struct lc_purging *p, uint32_t record)
{
    struct lc_store *store = p->run->ledger.store;
    int code = LC_OK;
    for (size_t k = 0; k < store->histories && !code; k++) {
        struct lc_history *h = &store->history[k];
        for (uint32_t i = 0; i < h->n && !code; i++)
            if (h->record[i] == record
                && lc_purge_takes_all(p->schema, schema_of(p, h, i)))
                code = lc_purge_take_back(p, h, i);
    }
    if (!code && takes_who(p)) /* who is not born yet has no event and a name */
        forget(p, record);
    return code;
}

/* --- rows ------------------------------------------------------------------------- */

static int by_line(const void *a, const void *b)
{
    const struct lc_gone_line *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

size_t lc_purge_count_rows(struct lc_purging *p)
{
    size_t rows = 0;
    if (p->lines)
        qsort(p->line, p->lines, sizeof *p->line, by_line);
    for (size_t i = 0; i < p->lines; i++)
        rows += !i || by_line(p->line + i, p->line + i - 1) != 0;
    return rows;
}
