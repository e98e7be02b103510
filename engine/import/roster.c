#include "import/roster_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* The pseudonym is keyed, so its bytes are hash enough. */
static size_t home(const struct lc_roster *r, const unsigned char *pseudonym)
{
    uint64_t word;
    memcpy(&word, pseudonym, sizeof word);
    return (size_t)word & (r->slots - 1);
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
    return resize(roster, err);
}

void lc_roster_free(struct lc_roster *roster)
{
    free(roster->slot);
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

/* The pseudonym of a number that the roster holds. */
static void find_pseudonym(const struct lc_roster *roster, struct lc_slice system,
                           struct lc_slice number, unsigned char *digest)
{
    char text[LC_ROSTER_BYTES + 1];
    memcpy(text, system.data, system.size);
    text[system.size] = 0;
    memcpy(text + system.size + 1, number.data, number.size);
    lc_eras_pseudonym(roster->eras, text, system.size + 1 + number.size, digest);
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
    if (!lc_roster_holds(system, number))
        return LC_NO_RECORD;
    find_pseudonym(roster, system, number, digest);
    return find(roster, digest);
}

int lc_roster_record(struct lc_roster *roster, struct lc_slice system,
                     struct lc_slice number, uint32_t *record, struct lc_error *err)
{
    unsigned char digest[LC_DIGEST];
    uint16_t system_code;
    int code = lc_codes_add(&roster->store->systems, system, &system_code, err);
    if (code)
        return code;
    if (!lc_roster_holds(system, number))
        return LC_FAIL(err, LC_RANGE, "an agency's number is too long");
    find_pseudonym(roster, system, number, digest);
    *record = find(roster, digest);
    return *record == LC_NO_RECORD ? add(roster, system_code, digest, record, err)
                                   : LC_OK;
}
