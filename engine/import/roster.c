#include "import/roster_inside.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/memory.h"

/* The pseudonym is keyed, so its bytes are hash enough. */
static size_t home(const struct lc_roster *r, const unsigned char *pseudonym)
{
    uint64_t word;
    memcpy(&word, pseudonym, sizeof word);
    return (size_t)word & (r->slots - 1);
}

void lc_roster_call_in(const struct lc_roster *roster, const unsigned char *pseudonym)
{
    __builtin_prefetch(roster->slot + home(roster, pseudonym));
}

static void place(struct lc_roster *r, uint32_t record)
{
    size_t at = home(r, r->store->record[record].pseudonym);
    while (r->slot[at])
        at = (at + 1) & (r->slots - 1);
    r->slot[at] = record + 1;
}

static int resize(struct lc_roster *r, struct lc_error *err)
{
    size_t slots = 1024;
    while (slots < 4 * (r->store->records + 1))
        slots *= 2;
    uint32_t *slot = lc_alloc(slots, sizeof *slot);
    if (!slot)
        return LC_FAIL_NOMEM(err);
    free(r->slot);
    r->slot = slot;
    r->slots = slots;
    for (size_t i = 0; i < r->store->records; i++)
        place(r, (uint32_t)i);
    return LC_OK;
}

int lc_roster_init(struct lc_roster *roster, struct lc_store *store,
                   const struct lc_eras *eras, struct lc_error *err)
{
    *roster = (struct lc_roster){ .store = store, .eras = eras };
    randombytes_buf(roster->key, sizeof roster->key);
    return resize(roster, err);
}

void lc_roster_free(struct lc_roster *roster)
{
    free(roster->slot);
    free(roster->met);
    *roster = (struct lc_roster){ 0 };
}

static int add(struct lc_roster *r, uint16_t system, const unsigned char *pseudonym,
               uint32_t *record, struct lc_error *err)
{
    struct lc_store *store = r->store;
    if (store->records >= UINT32_MAX - 1)
        return LC_FAIL(err, LC_RANGE, "more records than a store can hold");
    int code = LC_GROW(store->record, store->record_room, store->records + 1, err);
    if (code)
        return code;
    *record = (uint32_t)store->records++;
    store->record[*record] = (struct lc_record){ .system = system, .child = *record };
    memcpy(store->record[*record].pseudonym, pseudonym, LC_PSEUDONYM);
    store->linked = false;
    if (2 * store->records > r->slots)
        return resize(r, err);
    place(r, *record);
    return LC_OK;
}

bool lc_roster_holds(struct lc_slice system, struct lc_slice number)
{
    return system.size <= LC_ROSTER_BYTES
           && number.size <= LC_ROSTER_BYTES - system.size;
}

/* How a number that the roster holds is digested. */
struct text {
    size_t size;
    char bytes[LC_ROSTER_BYTES + 1];
};

static void put_text(struct text *text, struct lc_slice system, struct lc_slice number)
{
    memcpy(text->bytes, system.data, system.size);
    text->bytes[system.size] = 0;
    memcpy(text->bytes + system.size + 1, number.data, number.size);
    text->size = system.size + 1 + number.size;
}

static uint32_t find(const struct lc_roster *roster, const unsigned char *digest)
{
    for (size_t at = home(roster, digest); roster->slot[at];
         at = (at + 1) & (roster->slots - 1)) {
        uint32_t record = roster->slot[at] - 1;
        if (memcmp(roster->store->record[record].pseudonym, digest, LC_PSEUDONYM) == 0)
            return record;
    }
    return LC_NO_RECORD;
}

uint32_t lc_roster_find(const struct lc_roster *roster, struct lc_slice system,
                        struct lc_slice number)
{
    unsigned char digest[LC_DIGEST];
    struct text text;
    if (!lc_roster_holds(system, number))
        return LC_NO_RECORD;
    put_text(&text, system, number);
    lc_eras_pseudonym(roster->eras, text.bytes, text.size, digest);
    return find(roster, digest);
}

/* --- numbers met before ----------------------------------------------------------- */

static struct lc_roster_met hash(const struct lc_roster *r, const struct text *text)
{
    struct lc_roster_met met = { 0 };
    unsigned char out[crypto_shorthash_siphashx24_BYTES];
    crypto_shorthash_siphashx24(out, (const unsigned char *)text->bytes, text->size,
                                r->key);
    memcpy(&met.hash, out, sizeof met.hash);
    memcpy(&met.more, out + sizeof met.hash, sizeof met.more);
    return met;
}

/* Where it is, or is to be, and *record as it was then. It is loaded once: a slot that
 * is found empty may be another number's by the time that it is looked at again. What
 * else there is of a slot was there before its record. */
static struct lc_roster_met *met_at(const struct lc_roster *r,
                                    const struct lc_roster_met *one, uint32_t *record)
{
    size_t at = (size_t)one->hash & (r->met_slots - 1);
    while ((*record = atomic_load_explicit(&r->met[at].record, memory_order_acquire))
           && (r->met[at].hash != one->hash || r->met[at].more != one->more))
        at = (at + 1) & (r->met_slots - 1);
    return r->met + at;
}

static void put_met(struct lc_roster_met *met, const struct lc_roster_met *one,
                    uint32_t record)
{
    met->hash = one->hash;
    met->more = one->more;
    atomic_store_explicit(&met->record, record, memory_order_release);
}

int lc_roster_expect(struct lc_roster *roster, size_t more, struct lc_error *err)
{
    struct lc_roster *r = roster, bigger = *r;
    uint32_t none;
    if (r->met && 3 * (r->mets + more) < 2 * r->met_slots)
        return LC_OK;
    bigger.met_slots = r->met ? r->met_slots : 256;
    while (3 * (r->mets + more) >= 2 * bigger.met_slots)
        bigger.met_slots *= 2;
    bigger.met = lc_alloc(bigger.met_slots, sizeof *bigger.met);
    if (!bigger.met)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < r->met_slots; i++)
        if (r->met[i].record)
            put_met(met_at(&bigger, r->met + i, &none), r->met + i, r->met[i].record);
    free(r->met);
    *r = bigger;
    return LC_OK;
}

static int find_or_add(struct lc_roster *r, struct lc_slice system,
                       const struct text *text, const unsigned char *pseudonym,
                       uint32_t *record, struct lc_error *err)
{
    unsigned char digest[LC_DIGEST];
    uint16_t system_code;
    int code = lc_codes_add(&r->store->systems, system, &system_code, err);
    if (code)
        return code;
    if (pseudonym)
        memcpy(digest, pseudonym, sizeof digest);
    else
        lc_eras_pseudonym(r->eras, text->bytes, text->size, digest);
    *record = find(r, digest);
    return *record == LC_NO_RECORD ? add(r, system_code, digest, record, err) : LC_OK;
}

static bool may_be_met(const struct lc_roster *r, const struct lc_roster_number *number)
{
    return r->met && number->local.size
           && lc_roster_holds(number->system, number->local);
}

/* The table is large and met at random: all places are called in before any is looked
 * at. */
void lc_roster_known(const struct lc_roster *roster, size_t n,
                     const struct lc_roster_number *number, uint32_t *record)
{
    struct lc_roster_met one[LC_ROSTER_RUN];
    for (size_t first = 0; first < n; first += LC_ROSTER_RUN) {
        size_t run = n - first < LC_ROSTER_RUN ? n - first : LC_ROSTER_RUN;
        for (size_t i = 0; i < run; i++) {
            struct text text;
            if (!may_be_met(roster, number + first + i))
                continue;
            put_text(&text, number[first + i].system, number[first + i].local);
            one[i] = hash(roster, &text);
            __builtin_prefetch(roster->met + (one[i].hash & (roster->met_slots - 1)));
        }
        for (size_t i = 0; i < run; i++) {
            uint32_t met = 0;
            if (may_be_met(roster, number + first + i))
                met_at(roster, one + i, &met);
            record[first + i] = met ? met - 1 : LC_NO_RECORD;
        }
    }
}

void lc_roster_pseudonyms(const struct lc_roster *roster, size_t n,
                          const struct lc_roster_number *number,
                          unsigned char (*digest)[LC_DIGEST])
{
    struct text text[LC_ROSTER_RUN];
    struct lc_slice words[LC_ROSTER_RUN];
    for (size_t first = 0; first < n; first += LC_ROSTER_RUN) {
        size_t run = n - first < LC_ROSTER_RUN ? n - first : LC_ROSTER_RUN;
        for (size_t i = 0; i < run; i++) {
            put_text(text + i, number[first + i].system, number[first + i].local);
            words[i] = (struct lc_slice){ text[i].bytes, text[i].size };
        }
        lc_eras_pseudonyms(roster->eras, run, words, digest + first);
    }
}

int lc_roster_record(struct lc_roster *roster, struct lc_slice system,
                     struct lc_slice number, const unsigned char *pseudonym,
                     uint32_t *record, struct lc_error *err)
{
    struct text text;
    if (!lc_roster_holds(system, number))
        return LC_FAIL(err, LC_RANGE, "an agency's number is too long");
    int code = lc_roster_expect(roster, 1, err);
    if (code)
        return code;
    put_text(&text, system, number);
    uint32_t before;
    struct lc_roster_met one = hash(roster, &text),
                         *met = met_at(roster, &one, &before);
    if (before) {
        *record = before - 1;
        return LC_OK;
    }
    code = find_or_add(roster, system, &text, pseudonym, record, err);
    if (!code) {
        put_met(met, &one, *record + 1);
        roster->mets++;
    }
    return code;
}
