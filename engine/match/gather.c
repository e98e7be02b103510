/* Rows in, and what they say in normal form, by number. */
#include <stdlib.h>
#include <string.h>

#include "match/match_inside.h"
#include "match/normal.h"

static void find_fields(struct lc_match *match)
{
    size_t names = SIZE_MAX;
    match->forename = match->surname = match->born = -1;
    for (size_t f = 0; f < match->fields; f++) {
        enum lc_match_kind kind = match->field[f].role->kind;
        bool name = kind == LC_MATCH_FORENAME || kind == LC_MATCH_SURNAME;
        if (kind == LC_MATCH_FORENAME)
            match->forename = (int)f;
        if (kind == LC_MATCH_SURNAME)
            match->surname = (int)f;
        if (kind == LC_MATCH_BORN)
            match->born = (int)f;
        if (name && names == SIZE_MAX)
            names = match->pools;
        match->pool_of[f] = name && names < match->pools ? names : match->pools++;
    }
}

int lc_match_new(lc_match **out, size_t fields, const struct lc_match_field *field,
                 size_t sources, const bool *apart, struct lc_error *err)
{
    struct lc_match *match = *out = lc_alloc(1, sizeof *match);
    int code = match ? LC_OK : LC_FAIL_NOMEM(err);
    if (code)
        return code;
    match->fields = fields;
    match->sources = sources;
    memcpy(match->field, field, fields * sizeof *field);
    find_fields(match);
    for (size_t p = 0; p < match->pools && !code; p++)
        code = lc_spellings_init(&match->pool[p].texts, err);
    for (size_t s = 0; s < sources && !code; s++) {
        match->source[s].apart = apart[s];
        for (size_t f = 0; f < fields && !code; f++)
            code = lc_spellings_init(&match->source[s].raw[f], err);
    }
    if (code) {
        lc_match_free(match);
        *out = NULL;
    }
    return code;
}

static void free_source(struct lc_match_source *source)
{
    for (size_t f = 0; f < LC_MATCH_FIELDS; f++) {
        lc_spellings_free(&source->raw[f]);
        free(source->count[f]);
    }
    free(source->cell);
    free(source->first);
}

void lc_match_free(lc_match *match)
{
    if (!match)
        return;
    for (size_t s = 0; s < match->sources; s++)
        free_source(match->source + s);
    for (size_t p = 0; p < match->pools; p++) {
        lc_spellings_free(&match->pool[p].texts);
        free(match->pool[p].value);
        free(match->pool[p].breaks);
    }
    lc_match_rules_free(match);
    lc_match_pairs_free(match);
    free(match->value);
    free(match->first);
    free(match->of);
    free(match->tally);
    free(match->estimates);
    free(match->pair);
    free(match->cluster);
    free(match->wrong);
    free(match->told);
    free(match->mean);
    free(match);
}

int lc_match_add(lc_match *match, size_t source, const struct lc_slice *cell, bool more,
                 struct lc_error *err)
{
    struct lc_match_source *s = match->source + source;
    size_t n = match->fields, at = (size_t)s->rows * n;
    uint32_t hash[LC_MATCH_FIELDS];
    int code = LC_GROW_BARE(s->cell, s->room, at + n, err);
    if (!code && !(more && s->rows)) {
        code = LC_GROW_BARE(s->first, s->rooms, (size_t)s->records + 1, err);
        if (!code)
            s->first[s->records++] = s->rows;
    }
    for (size_t f = 0; f < n; f++)
        hash[f] = lc_spellings_hash(&s->raw[f], cell[f]);
    for (size_t f = 0; f < n && !code; f++) {
        s->cell[at + f] = 0;
        if (cell[f].size)
            code =
                lc_spellings_add(&s->raw[f], cell[f], hash[f], s->cell + at + f, err);
    }
    s->rows += !code;
    return code;
}

/* --- normal values ---------------------------------------------------------------- */

static bool is_name(const struct lc_match_role *role)
{
    return role->kind == LC_MATCH_FORENAME || role->kind == LC_MATCH_SURNAME;
}

static int note_words(struct lc_match_pool *pool, uint32_t number, struct lc_slice raw,
                      struct lc_text *text, struct lc_error *err)
{
    int code = LC_GROW(pool->breaks, pool->room, (size_t)number + 1, err);
    if (!code)
        pool->breaks[number] |= lc_name_breaks(text, raw);
    return code ? code : lc_text_check(text, err);
}

/* Numbers of source s's raw values of field f in its pool; 0 of what says nothing. */
static int number_raw(struct lc_match *match, size_t s, size_t f, uint32_t *number,
                      struct lc_text *text, struct lc_error *err)
{
    const struct lc_match_role *role = match->field[f].role;
    struct lc_spellings *raw = &match->source[s].raw[f];
    struct lc_match_pool *of = match->pool + match->pool_of[f];
    struct lc_spellings *pool = &of->texts;
    int form = role->form && raw->count ? role->form(raw->count, raw->text + 1) : 0;
    int code = LC_OK;
    number[0] = 0;
    for (uint32_t i = 1; i <= raw->count && !code; i++) {
        lc_text_clear(text);
        number[i] = 0;
        bool said = role->normal(text, raw->text[i], form) && text->size;
        code = lc_text_check(text, err);
        if (!said || code)
            continue;
        struct lc_slice normal = { text->data, text->size };
        code = lc_spellings_add(pool, normal, lc_spellings_hash(pool, normal),
                                number + i, err);
        if (!code && is_name(role))
            code = note_words(of, number[i], raw->text[i], text, err);
    }
    return code;
}

static int gather_field(struct lc_match *match, size_t s, size_t f,
                        struct lc_error *err)
{
    struct lc_match_source *source = match->source + s;
    size_t first = lc_row_of(match, match->from[s]);
    uint32_t *number = lc_alloc((size_t)source->raw[f].count + 1, sizeof *number);
    struct lc_text text = { 0 };
    int code = number ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = number_raw(match, s, f, number, &text, err);
    for (uint32_t i = 0; i < source->rows && !code; i++)
        match->value[(first + i) * match->fields + f] =
            number[source->cell[i * match->fields + f]];
    lc_text_free(&text);
    free(number);
    lc_spellings_free(&source->raw[f]);
    return code;
}

static int prepare_names(struct lc_match_pool *pool, uint32_t i,
                         const struct lc_nicknames *names)
{
    struct lc_match_value *value = pool->value + i;
    lc_nicknames_find(names, pool->texts.text[i], value->is.group);
    return lc_match_words_make(pool->texts.arena, pool->breaks[i], names, value);
}

static int prepare_pool(struct lc_match *match, size_t p, struct lc_error *err)
{
    struct lc_match_pool *pool = match->pool + p;
    const struct lc_match_role *role = match->field->role;
    for (size_t f = 0; f < match->fields; f++)
        if (match->pool_of[f] == p)
            role = match->field[f].role;
    bool named = is_name(role);
    struct lc_nicknames *names = named ? lc_nicknames_new() : NULL;
    if (named && !names)
        return LC_FAIL_NOMEM(err);
    pool->value = lc_alloc((size_t)pool->texts.count + 1, sizeof *pool->value);
    int code = pool->value ? LC_OK : LC_NOMEM;
    if (pool->value)
        pool->value[0].text = "";
    for (uint32_t i = 1; !code && i <= pool->texts.count; i++) {
        pool->value[i].text = pool->texts.text[i].data;
        pool->value[i].size = (uint32_t)pool->texts.text[i].size;
        role->prepare(pool->value + i);
        if (named)
            code = prepare_names(pool, i, names);
    }
    free(names);
    free(pool->breaks);
    pool->breaks = NULL;
    return code ? LC_FAIL_NOMEM(err) : LC_OK;
}

/* Each value that the record says, once. */
static void count_record(const struct lc_match *match, uint32_t record, size_t f,
                         struct lc_match_source *source)
{
    uint32_t from = lc_row_of(match, record), end = lc_row_of(match, record + 1);
    bool any = false;
    for (uint32_t i = from; i < end; i++) {
        uint32_t value = match->value[(size_t)i * match->fields + f];
        bool had = !value;
        for (uint32_t k = from; k < i && !had; k++)
            had = match->value[(size_t)k * match->fields + f] == value;
        any |= value != 0;
        source->count[f][value] += !had;
        source->said[f] += !had;
    }
    source->sayers[f] += any;
}

static int count_field(struct lc_match *match, size_t s, size_t f, struct lc_error *err)
{
    struct lc_match_source *source = match->source + s;
    const struct lc_match_pool *pool = match->pool + match->pool_of[f];
    uint32_t *count = source->count[f] =
        lc_alloc((size_t)pool->texts.count + 1, sizeof *count);
    if (!count)
        return LC_FAIL_NOMEM(err);
    for (uint32_t r = match->from[s]; r < match->from[s + 1]; r++)
        count_record(match, r, f, source);
    return LC_OK;
}

/* --- all of it -------------------------------------------------------------------- */

static int place(struct lc_match *match, struct lc_error *err)
{
    bool several = false;
    for (size_t s = 0; s < match->sources; s++) {
        several |= match->source[s].records != match->source[s].rows;
        match->rows += match->source[s].rows;
        match->from[s + 1] = match->records += match->source[s].records;
    }
    match->value =
        lc_alloc((size_t)match->rows * match->fields + 1, sizeof *match->value);
    if (several) {
        match->first = lc_alloc((size_t)match->records + 1, sizeof *match->first);
        match->of = lc_alloc((size_t)match->rows + 1, sizeof *match->of);
    }
    if (!match->value || (several && (!match->first || !match->of)))
        return LC_FAIL_NOMEM(err);
    for (size_t s = 0, row = 0; several && s < match->sources; s++) {
        struct lc_match_source *source = match->source + s;
        for (uint32_t r = 0; r < source->records; r++)
            match->first[match->from[s] + r] = (uint32_t)row + source->first[r];
        row += source->rows;
        match->first[match->from[s + 1]] = (uint32_t)row;
    }
    for (uint32_t r = 0; several && r < match->records; r++)
        for (uint32_t i = match->first[r]; i < match->first[r + 1]; i++)
            match->of[i] = r;
    return LC_OK;
}

struct gathering {
    struct lc_match *match;
    int code[LC_MATCH_FIELDS];
};

/* A shard is a pool. */
static void gather_pool(void *context, size_t pool, size_t worker LC_UNUSED)
{
    struct gathering *g = context;
    struct lc_match *match = g->match;
    int code = LC_OK;
    for (size_t f = 0; f < match->fields; f++)
        for (size_t s = 0; s < match->sources && match->pool_of[f] == pool && !code;
             s++)
            code = gather_field(match, s, f, NULL);
    if (!code)
        code = prepare_pool(match, pool, NULL);
    for (size_t f = 0; f < match->fields; f++)
        for (size_t s = 0; s < match->sources && match->pool_of[f] == pool && !code;
             s++)
            code = count_field(match, s, f, NULL);
    g->code[pool] = code;
}

int lc_match_gather(struct lc_match *match, lc_team *team, struct lc_error *err)
{
    struct gathering g = { .match = match };
    int code = place(match, err);
    if (!code)
        lc_team_run(team, match->pools, gather_pool, &g);
    for (size_t p = 0; p < match->pools && !code; p++)
        code = g.code[p] ? LC_FAIL_NOMEM(err) : LC_OK;
    for (size_t s = 0; s < match->sources; s++) {
        free(match->source[s].cell);
        match->source[s].cell = NULL;
    }
    return code;
}
