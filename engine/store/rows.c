/* Identities in memory, and as bytes: see identity.h. */
#include "store/identity_inside.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/day.h"
#include "base/hash.h"

enum { NOT_SAID = 65535, HEAD = 16, HEAD_1 = 12 };

enum { TEXTS = 9, TEXTS_1 = 8 }; /* _1: of format 1 */

/* The i-th text of a row, in the order of the file. */
static const char **text_at(struct lc_identity *row, int i)
{
    const char **all[TEXTS] = {
        &row->local,      &row->forename,    &row->surname, &row->postcode, &row->sex,
        &row->other_type, &row->other_value, &row->family,  &row->home,
    };
    return all[i];
}

static uint32_t get32(const unsigned char *in)
{
    return in[0] | (uint32_t)in[1] << 8 | (uint32_t)in[2] << 16 | (uint32_t)in[3] << 24;
}

size_t lc_identity_size(const struct lc_identity *row)
{
    struct lc_identity copy = *row;
    size_t size = HEAD;
    for (int i = 0; i < TEXTS; i++)
        size += 2 + (*text_at(&copy, i) ? strlen(*text_at(&copy, i)) : 0);
    return size;
}

int lc_identity_encode(struct lc_text *out, const struct lc_identity *row,
                       struct lc_error *err)
{
    struct lc_identity copy = *row;
    unsigned char head[HEAD], length[2];
    lc_put32(head, row->record);
    lc_put32(head + 4, (uint32_t)row->known_from);
    lc_put32(head + 8, (uint32_t)row->born);
    lc_put32(head + 12, (uint32_t)row->since);
    lc_text_add_bytes(out, (char *)head, HEAD);
    for (int i = 0; i < TEXTS; i++) {
        const char *text = *text_at(&copy, i);
        size_t size = text ? strlen(text) : NOT_SAID;
        if (text && size >= NOT_SAID)
            return LC_FAIL(err, LC_RANGE,
                           "a text that identifies record %u has %zu bytes, more than "
                           "any name has",
                           (unsigned)row->record, size);
        length[0] = (unsigned char)(size & 0xff);
        length[1] = (unsigned char)(size >> 8);
        lc_text_add_bytes(out, (char *)length, 2);
        lc_text_add_bytes(out, text ? text : "", text ? size : 0);
    }
    return LC_OK;
}

/* --- in memory -------------------------------------------------------------------- */
int lc_identities_init(struct lc_identities *ids, struct lc_error *err)
{
    *ids = (struct lc_identities){ .arena = lc_arena_new_secret() };
    return ids->arena ? LC_OK : LC_FAIL_NOMEM(err);
}

void lc_identities_free(struct lc_identities *ids)
{
    lc_arena_free(ids->arena);
    free(ids->row);
    free(ids->slot);
    *ids = (struct lc_identities){ 0 };
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same(const struct lc_identity *a, const struct lc_identity *b)
{
    if (a->record != b->record || a->born != b->born || a->since != b->since)
        return false;
    struct lc_identity x = *a, y = *b;
    for (int i = 0; i < TEXTS; i++)
        if (!same_text(*text_at(&x, i), *text_at(&y, i)))
            return false;
    return true;
}

/* SipHash: the texts come from outside, and nobody outside may choose collisions. */
static uint64_t hash(const struct lc_identity *row)
{
    static const unsigned char key[crypto_shorthash_KEYBYTES] = "identity";
    struct lc_identity copy = *row;
    uint64_t h = lc_mix64((uint64_t)row->record << 32 | (uint32_t)row->born), one;
    h = lc_mix64(h ^ (uint32_t)row->since);
    for (int i = 0; i < TEXTS; i++) {
        const char *text = *text_at(&copy, i);
        unsigned char out[crypto_shorthash_BYTES];
        if (!text)
            continue;
        crypto_shorthash(out, (const unsigned char *)text, strlen(text), key);
        memcpy(&one, out, sizeof one);
        h = lc_mix64(h ^ one ^ (unsigned)i);
    }
    return h;
}

/* Where the row is in the table, or the free slot where it would be. */
static size_t find(const struct lc_identities *ids, const struct lc_identity *row,
                   uint32_t word)
{
    size_t at = word & (ids->slots - 1);
    while (
        ids->slot[at].row
        && (ids->slot[at].word != word || !same(ids->row + ids->slot[at].row - 1, row)))
        at = (at + 1) & (ids->slots - 1);
    return at;
}

/* Rows that are told apart have no two alike, so that none need be looked at. */
static void fill_table(struct lc_identities *ids, const struct lc_identity_slot *old,
                       size_t slots)
{
    for (size_t i = 0; i < (old ? slots : ids->count); i++) {
        struct lc_identity_slot is = { 0 };
        if (old)
            is = old[i];
        else
            is = (struct lc_identity_slot){ (uint32_t)i + 1,
                                            (uint32_t)hash(ids->row + i) };
        size_t at = is.word & (ids->slots - 1);
        while (is.row && ids->slot[at].row)
            at = (at + 1) & (ids->slots - 1);
        if (is.row)
            ids->slot[at] = is;
    }
}

/* A table at most half full; of the old one's rows, or of all. */
static int grow_table(struct lc_identities *ids, struct lc_error *err)
{
    struct lc_identity_slot *old = ids->slot;
    size_t slots = ids->slots, wanted = slots ? slots * 2 : 64;
    if (slots > 2 * ids->count)
        return LC_OK;
    if (ids->count >= UINT32_MAX - 1)
        return LC_FAIL(err, LC_RANGE, "more than %u identities", UINT32_MAX - 1);
    while (wanted <= 2 * ids->count)
        wanted *= 2;
    struct lc_identity_slot *slot = lc_alloc(wanted, sizeof *slot);
    if (!slot)
        return LC_FAIL_NOMEM(err);
    ids->slot = slot;
    ids->slots = wanted;
    fill_table(ids, old, slots);
    free(old);
    return LC_OK;
}

/* Rows have moved: the next that is added makes the table anew. */
static void forget_table(struct lc_identities *ids)
{
    free(ids->slot);
    ids->slot = NULL;
    ids->slots = 0;
}

static int copy_row(struct lc_identities *ids, const struct lc_identity *row,
                    struct lc_identity *copy, struct lc_error *err)
{
    *copy = *row;
    for (int i = 0; i < TEXTS; i++) {
        const char **text = text_at(copy, i);
        if (!*text)
            continue;
        *text = lc_arena_text(ids->arena, *text, strlen(*text));
        if (!*text)
            return LC_FAIL_NOMEM(err);
    }
    return LC_OK;
}

int lc_identities_add(struct lc_identities *ids, const struct lc_identity *row,
                      struct lc_error *err)
{
    struct lc_identity copy;
    int code = grow_table(ids, err);
    if (code)
        return code;
    uint32_t word = (uint32_t)hash(row);
    size_t at = find(ids, row, word);
    if (ids->slot[at].row) {
        struct lc_identity *there = ids->row + ids->slot[at].row - 1;
        if (row->known_from < there->known_from)
            there->known_from = row->known_from;
        return LC_OK;
    }
    code = LC_GROW_BARE(ids->row, ids->room, ids->count + 1, err);
    if (!code)
        code = copy_row(ids, row, &copy, err);
    if (code)
        return code;
    ids->row[ids->count++] = copy;
    ids->slot[at] = (struct lc_identity_slot){ (uint32_t)ids->count, word };
    return LC_OK;
}

void lc_identities_drop(struct lc_identities *ids,
                        bool (*gone)(void *context, uint32_t record), void *context)
{
    size_t kept = 0;
    for (size_t i = 0; i < ids->count; i++)
        if (!gone(context, ids->row[i].record))
            ids->row[kept++] = ids->row[i];
    ids->count = kept;
    forget_table(ids);
}

bool lc_identity_is_bare(const struct lc_identity *row)
{
    struct lc_identity copy = *row;
    bool more = row->born != LC_NO_DAY || row->since != LC_NO_DAY;
    for (int i = 1; i < TEXTS; i++)
        more |= *text_at(&copy, i) != NULL;
    return !more;
}

bool lc_identities_bare(struct lc_identities *ids,
                        bool (*gone)(void *context, const struct lc_identity *row),
                        void *context)
{
    size_t kept = 0;
    bool any = false;
    for (size_t i = 0; i < ids->count; i++) {
        struct lc_identity one = ids->row[i];
        bool there = false;
        if (gone(context, ids->row + i)) {
            any |= !lc_identity_is_bare(&one);
            one = (struct lc_identity){ .record = one.record,
                                        .known_from = one.known_from,
                                        .born = LC_NO_DAY,
                                        .since = LC_NO_DAY,
                                        .local = one.local };
            for (size_t k = 0; k < kept && !there; k++)
                there = same(ids->row + k, &one);
        }
        if (!there)
            ids->row[kept++] = one;
    }
    ids->count = kept;
    forget_table(ids);
    return any;
}

static int compare_texts(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) : (a != NULL) - (b != NULL);
}

/* By record; bare rows last, so that another of the record stands before them. */
static int compare_rows(const void *a, const void *b)
{
    struct lc_identity x = *(const struct lc_identity *)a;
    struct lc_identity y = *(const struct lc_identity *)b;
    int order = (x.record > y.record) - (x.record < y.record);
    if (!order)
        order = lc_identity_is_bare(&x) - lc_identity_is_bare(&y);
    if (!order)
        order = (x.known_from > y.known_from) - (x.known_from < y.known_from);
    if (!order)
        order = (x.born > y.born) - (x.born < y.born);
    if (!order)
        order = (x.since > y.since) - (x.since < y.since);
    for (int i = 0; i < TEXTS && !order; i++)
        order = compare_texts(*text_at(&x, i), *text_at(&y, i));
    return order;
}

/* Most records have a row each, so that most rows can be put in their place at once. */
static bool put_in_place(struct lc_identities *ids)
{
    bool placed = true;
    for (size_t i = 0; i < ids->count && placed; i++) {
        placed = ids->row[i].record < ids->count;
        for (size_t at; placed && (at = ids->row[i].record) != i;) {
            struct lc_identity row = ids->row[i];
            placed = row.record < ids->count && ids->row[at].record != at;
            if (!placed)
                break;
            ids->row[i] = ids->row[at];
            ids->row[at] = row;
        }
    }
    return placed;
}

void lc_identities_settle(struct lc_identities *ids, const uint32_t *to)
{
    size_t kept = 0;
    for (size_t i = 0; i < ids->count; i++)
        ids->row[i].record = to[ids->row[i].record];
    if (ids->count && !put_in_place(ids))
        qsort(ids->row, ids->count, sizeof *ids->row, compare_rows);
    for (size_t i = 0; i < ids->count; i++)
        if (!kept || !lc_identity_is_bare(ids->row + i)
            || ids->row[i].record != ids->row[kept - 1].record)
            ids->row[kept++] = ids->row[i];
    ids->count = kept;
    forget_table(ids);
}

/* --- back from bytes -------------------------------------------------------------- */
struct at {
    const unsigned char *data;
    size_t size;
};

static bool take(struct at *at, size_t size, const unsigned char **piece)
{
    if (at->size < size)
        return false;
    *piece = at->data;
    at->data += size;
    at->size -= size;
    return true;
}

static int take_text(struct at *at, lc_arena *arena, const char **text)
{
    const unsigned char *piece;
    if (!take(at, 2, &piece))
        return LC_DAMAGED;
    size_t size = piece[0] | (size_t)piece[1] << 8;
    *text = NULL;
    if (size == NOT_SAID)
        return LC_OK;
    if (!take(at, size, &piece))
        return LC_DAMAGED;
    *text = lc_arena_text(arena, (const char *)piece, size);
    return *text ? LC_OK : LC_NOMEM;
}

static int take_row(struct at *at, long format, lc_arena *arena,
                    struct lc_identity *row)
{
    const unsigned char *head;
    if (!take(at, format == 1 ? HEAD_1 : HEAD, &head))
        return LC_DAMAGED;
    row->record = get32(head);
    row->known_from = (int32_t)get32(head + 4);
    row->born = (int32_t)get32(head + 8);
    row->since = format == 1 ? LC_NO_DAY : (int32_t)get32(head + 12);
    int code = LC_OK;
    for (int i = 0; !code && i < (format == 1 ? TEXTS_1 : TEXTS); i++)
        code = take_text(at, arena, text_at(row, i));
    return code;
}

/* What was written had no two rows alike, so none is looked for. */
int lc_identities_decode(struct lc_identities *ids, long format,
                         const unsigned char *data, size_t size, struct lc_error *err)
{
    struct at at = { data, size };
    int code = LC_OK;
    forget_table(ids);
    while (!code && at.size) {
        struct lc_identity row = { 0 };
        code = LC_GROW_BARE(ids->row, ids->room, ids->count + 1, err);
        if (code)
            return code;
        code = take_row(&at, format, ids->arena, &row);
        if (code == LC_NOMEM)
            LC_FAIL_NOMEM(err);
        else if (code)
            LC_FAIL(err, code, "the identities end in the middle of a row");
        else
            ids->row[ids->count++] = row;
    }
    return code;
}
