#include "import/zeros_inside.h"

#include <string.h>

#include <sodium.h>

#include "base/hash.h"

/* The digits behind the zeros in front; empty if it is not all digits. */
static struct lc_slice significant(struct lc_slice number)
{
    for (size_t i = 0; i < number.size; i++)
        if (number.data[i] < '0' || number.data[i] > '9')
            return (struct lc_slice){ number.data, 0 };
    while (number.size > 1 && number.data[0] == '0')
        number.data++, number.size--;
    return number;
}

/* Of the run alone, under a key that nobody knows: two numbers that agree are one. */
static uint64_t hash(const struct lc_zeros *z, const char *system,
                     struct lc_slice digits)
{
    uint64_t word[2] = { 0 };
    crypto_shorthash((unsigned char *)&word[0], (const unsigned char *)system,
                     strlen(system), z->key);
    crypto_shorthash((unsigned char *)&word[1], (const unsigned char *)digits.data,
                     digits.size, z->key);
    return lc_mix64(word[0] ^ lc_mix64(word[1]));
}

int lc_zeros_note(struct lc_zeros *z, uint32_t record, struct lc_slice number,
                  bool *alike, struct lc_error *err)
{
    struct lc_slice digits = significant(number);
    *alike = false;
    if (!digits.size)
        return LC_OK;
    const char *system =
        lc_codes_name(&z->store->systems, z->store->record[record].system);
    uint64_t key = hash(z, system, digits);
    const struct lc_index_slot *slot;
    for (size_t at = 0; (slot = lc_index_next(&z->records, key, 0, &at));) {
        if (slot->event == record)
            return LC_OK;
        *alike = true;
    }
    return lc_index_add(&z->records, key, 0, record, err);
}

int lc_zeros_begin(struct lc_zeros *z, const struct lc_store *store,
                   const struct lc_identities *ids, struct lc_error *err)
{
    bool alike;
    z->store = store;
    randombytes_buf(z->key, sizeof z->key);
    int code = lc_index_init(&z->records, store->records, err);
    for (size_t i = 0; i < ids->count && !code; i++)
        if (ids->row[i].local && ids->row[i].record < store->records)
            code = lc_zeros_note(z, ids->row[i].record, lc_slice_of(ids->row[i].local),
                                 &alike, err);
    return code;
}

void lc_zeros_end(struct lc_zeros *z)
{
    lc_index_free(&z->records);
}
