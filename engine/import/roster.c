#include "import/roster_inside.h"

#include <stdlib.h>
#include <string.h>

#include <sodium.h>

#include "base/memory.h"

/* --- tables ----------------------------------------------------------------------- */

/* The pseudonym is keyed, so its bytes are hash enough. */
static size_t home(const struct lc_roster *r, const unsigned char *pseudonym)
{
    uint64_t word;
    memcpy(&word, pseudonym, sizeof word);
    return (size_t)word & (r->slots_before - 1);
}

static int index_store(struct lc_roster *r, struct lc_error *err)
{
    const struct lc_store *store = r->store;
    r->slots_before = 16;
    while (r->slots_before < 2 * store->records)
        r->slots_before *= 2;
    r->before = lc_alloc(r->slots_before, sizeof *r->before);
    if (!r->before)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < store->records; i++) {
        size_t at = home(r, store->record[i].pseudonym);
        while (r->before[at])
            at = (at + 1) & (r->slots_before - 1);
        r->before[at] = (uint32_t)i + 1;
    }
    return LC_OK;
}

static void place(struct lc_roster_slot *slots, size_t count,
                  const struct lc_roster_slot *what)
{
    size_t at = (size_t)what->word & (count - 1);
    while (slots[at].record)
        at = (at + 1) & (count - 1);
    slots[at] = *what;
}

/* Room for one more; at most two thirds are full. */
static int make_room(struct lc_roster *r, struct lc_error *err)
{
    size_t slots = r->slots ? 2 * r->slots : 1024;
    if (3 * (r->met + 1) <= 2 * r->slots)
        return LC_OK;
    struct lc_roster_slot *slot = lc_alloc(slots, sizeof *slot);
    if (!slot)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < r->slots; i++)
        if (r->slot[i].record)
            place(slot, slots, r->slot + i);
    free(r->slot);
    r->slot = slot;
    r->slots = slots;
    return LC_OK;
}

int lc_roster_init(struct lc_roster *roster, struct lc_store *store,
                   const struct lc_eras *eras, struct lc_error *err)
{
    *roster = (struct lc_roster){ .store = store, .eras = eras };
    randombytes_buf(roster->key, sizeof roster->key);
    int code = index_store(roster, err);
    return code ? code : make_room(roster, err);
}

void lc_roster_free(struct lc_roster *roster)
{
    free(roster->before);
    free(roster->slot);
    *roster = (struct lc_roster){ 0 };
}

/* --- records ---------------------------------------------------------------------- */

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
    return LC_OK;
}

/* By its pseudonym, among what the store had. */
static bool find_before(const struct lc_roster *r, const unsigned char *digest,
                        uint32_t *record)
{
    for (size_t at = home(r, digest); r->before[at];
         at = (at + 1) & (r->slots_before - 1)) {
        *record = r->before[at] - 1;
        if (memcmp(r->store->record[*record].pseudonym, digest, LC_PSEUDONYM) == 0)
            return true;
    }
    return false;
}

/* A number that was not met yet: by its pseudonym, which the store has or not. */
static int meet(struct lc_roster *r, uint16_t system, struct lc_slice text,
                uint32_t *record, struct lc_error *err)
{
    unsigned char digest[LC_DIGEST];
    lc_eras_pseudonym(r->eras, text.data, text.size, digest);
    return find_before(r, digest, record) ? LC_OK : add(r, system, digest, record, err);
}

/* From now on the number is known by its hash. */
static int remember(struct lc_roster *r, struct lc_roster_slot what, uint32_t record,
                    struct lc_error *err)
{
    int code = make_room(r, err);
    if (code)
        return code;
    what.record = record + 1;
    place(r->slot, r->slots, &what);
    r->met++;
    return LC_OK;
}

bool lc_roster_holds(struct lc_slice system, struct lc_slice number)
{
    return system.size <= LC_ROSTER_BYTES
           && number.size <= LC_ROSTER_BYTES - system.size;
}

static struct lc_roster_slot hash(const struct lc_roster *r, struct lc_slice text)
{
    unsigned char bytes[crypto_shorthash_siphashx24_BYTES];
    struct lc_roster_slot slot = { 0 };
    crypto_shorthash_siphashx24(bytes, (const unsigned char *)text.data, text.size,
                                r->key);
    memcpy(&slot.word, bytes, sizeof slot.word);
    memcpy(&slot.more, bytes + sizeof slot.word, sizeof slot.more);
    return slot;
}

/* Among those that were met. */
static bool find_met(const struct lc_roster *r, const struct lc_roster_slot *is,
                     uint32_t *record)
{
    for (size_t at = (size_t)is->word & (r->slots - 1); r->slot[at].record;
         at = (at + 1) & (r->slots - 1))
        if (r->slot[at].word == is->word && r->slot[at].more == is->more) {
            *record = r->slot[at].record - 1;
            return true;
        }
    return false;
}

/* Into `room`, of LC_ROSTER_BYTES + 1. */
static struct lc_slice spell(char *room, struct lc_slice system, struct lc_slice number)
{
    memcpy(room, system.data, system.size);
    room[system.size] = 0;
    memcpy(room + system.size + 1, number.data, number.size);
    return (struct lc_slice){ room, system.size + 1 + number.size };
}

bool lc_roster_find(const struct lc_roster *roster, struct lc_slice system,
                    struct lc_slice number, uint32_t *record)
{
    char room[LC_ROSTER_BYTES + 1];
    unsigned char digest[LC_DIGEST];
    if (!lc_roster_holds(system, number))
        return false;
    struct lc_slice text = spell(room, system, number);
    struct lc_roster_slot is = hash(roster, text);
    if (find_met(roster, &is, record))
        return true;
    lc_eras_pseudonym(roster->eras, text.data, text.size, digest);
    return find_before(roster, digest, record);
}

int lc_roster_record(struct lc_roster *roster, struct lc_slice system,
                     struct lc_slice number, uint32_t *record, struct lc_error *err)
{
    char room[LC_ROSTER_BYTES + 1];
    uint16_t system_code;
    int code = lc_codes_add(&roster->store->systems, system, &system_code, err);
    if (code)
        return code;
    if (!lc_roster_holds(system, number))
        return LC_FAIL(err, LC_RANGE, "an agency's number is too long");
    struct lc_slice text = spell(room, system, number);
    struct lc_roster_slot is = hash(roster, text);
    if (find_met(roster, &is, record))
        return LC_OK;
    code = meet(roster, system_code, text, record, err);
    return code ? code : remember(roster, is, *record, err);
}
