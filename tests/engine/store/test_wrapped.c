/* A key file under a passphrase: its bytes, each of them counted on; what opens it and
 * what does not; and what it may ask for. That they are as wrapped_inside.h says is
 * held by command/test_passphrase.sh, which opens one with libsodium alone. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <stdio.h>
#include <string.h>

#include "base/begin.h"
#include "store/wrapped_inside.h"

TestSuite(wrapped, .init = lc_begin);

enum { HEAD = 36, PHRASE = 96, RECOVERY = 112 };

static const unsigned char key[LC_KEY] = "thirty-two bytes of a key, plain";
static unsigned char secret[LC_WAYS][LC_KEY]; /* recovery keys */

static struct lc_ways ways_of(unsigned phrases, unsigned recoveries)
{
    struct lc_ways ways = { .phrases = phrases, .recoveries = recoveries };
    for (unsigned i = 0; i < LC_WAYS; i++) {
        memset(ways.phrase[i].key, (int)('a' + i), LC_KEY);
        ways.phrase[i].kdf =
            (struct lc_kdf){ 1 + i, 8 + i, { 1, 2, (unsigned char)i } };
        memset(secret[i], (int)('r' + i), LC_KEY);
        lc_recovery_public(ways.recovery[i], secret[i]);
    }
    return ways;
}

static size_t make(unsigned char *data, unsigned phrases, unsigned recoveries)
{
    struct lc_wrapped wrapped;
    struct lc_ways ways = ways_of(phrases, recoveries);
    lc_wrapped_make(&wrapped, key, &ways);
    return lc_wrapped_print(data, &wrapped);
}

static int parse(struct lc_wrapped *wrapped, const unsigned char *data, size_t size)
{
    return lc_wrapped_parse(wrapped, data, size, "it", NULL);
}

/* By the ways' own keys: how many open it to what it is of. -1: it has no form. */
static int opens(const unsigned char *data, size_t size)
{
    struct lc_wrapped wrapped;
    struct lc_ways ways = ways_of(LC_WAYS, LC_WAYS);
    unsigned char file_key[LC_KEY], bytes[LC_KEY];
    int opened = 0;
    if (parse(&wrapped, data, size))
        return -1;
    for (unsigned i = 0; i < wrapped.phrases; i++)
        opened += lc_wrapped_by_phrase(file_key, &wrapped, i, ways.phrase[i].key)
                  && lc_wrapped_open(bytes, &wrapped, file_key)
                  && !memcmp(bytes, key, LC_KEY);
    for (unsigned i = 0; i < wrapped.recoveries; i++)
        opened += lc_wrapped_by_recovery(file_key, &wrapped, i, secret[i])
                  && lc_wrapped_open(bytes, &wrapped, file_key)
                  && !memcmp(bytes, key, LC_KEY);
    return opened;
}

static void seal_again(unsigned char *data, size_t size)
{
    lc_digest(data, size - LC_DIGEST, NULL, data + size - LC_DIGEST);
}

Test(wrapped, opens_by_each_of_its_ways)
{
    unsigned char data[LC_WRAPPED_MOST];
    for (unsigned p = 1; p <= LC_WAYS; p++)
        for (unsigned r = 0; r <= LC_WAYS; r++) {
            size_t size = make(data, p, r);
            cr_expect(eq(sz, size, HEAD + p * PHRASE + r * RECOVERY + 72 + 32));
            cr_expect(eq(int, opens(data, size), (int)(p + r)));
        }
    cr_expect(eq(sz, make(data, LC_WAYS, LC_WAYS), LC_WRAPPED_MOST));
    cr_expect(eq(sz, make(data, 1, 0), LC_WRAPPED_LEAST));
}

Test(wrapped, opens_by_no_other)
{
    unsigned char data[LC_WRAPPED_MOST], file_key[LC_KEY], wrong[LC_KEY];
    struct lc_wrapped wrapped;
    struct lc_ways ways = ways_of(1, 1);
    cr_assert(eq(int, parse(&wrapped, data, make(data, 1, 1)), LC_OK));
    for (int bit = 0; bit < 8 * LC_KEY; bit++) {
        memcpy(wrong, ways.phrase[0].key, LC_KEY);
        wrong[bit / 8] ^= (unsigned char)(1 << bit % 8);
        cr_expect(not(lc_wrapped_by_phrase(file_key, &wrapped, 0, wrong)));
        memcpy(wrong, secret[0], LC_KEY);
        wrong[bit / 8] ^= (unsigned char)(1 << bit % 8);
        cr_expect(not(lc_wrapped_by_recovery(file_key, &wrapped, 0, wrong)));
    }
}

/* Each writing is under a key of its own, and none shows what it is of. */
Test(wrapped, no_two_are_the_same)
{
    unsigned char one[LC_WRAPPED_MOST], two[LC_WRAPPED_MOST];
    size_t size = make(one, 1, 1);
    cr_assert(eq(sz, make(two, 1, 1), size));
    int same = 0;
    for (size_t i = HEAD + 24; i < size; i++)
        same += one[i] == two[i];
    cr_expect(lt(int, same, 60)); /* the public half, and by chance */
    for (size_t i = 0; i + LC_KEY <= size; i++)
        cr_expect(ne(int, memcmp(one + i, key, LC_KEY), 0));
}

Test(wrapped, every_bit_is_seen)
{
    unsigned char data[LC_WRAPPED_MOST];
    struct lc_wrapped wrapped;
    size_t size = make(data, LC_WAYS, LC_WAYS);
    for (size_t bit = 0; bit < size * 8; bit++) {
        data[bit / 8] ^= (unsigned char)(1 << bit % 8);
        int code = parse(&wrapped, data, size);
        cr_expect(code == LC_DAMAGED || code == LC_REFUSED, "bit %zu: %d", bit, code);
        data[bit / 8] ^= (unsigned char)(1 << bit % 8);
    }
    for (size_t less = 0; less < size; less++)
        cr_expect(eq(int, parse(&wrapped, data, less), LC_DAMAGED), "%zu", less);
}

/* By who can make the digest good: no way opens it, though another's was altered. */
Test(wrapped, every_byte_is_vouched_for)
{
    unsigned char data[LC_WRAPPED_MOST];
    size_t size = make(data, LC_WAYS, LC_WAYS);
    for (size_t i = 0; i < size - LC_DIGEST; i++) {
        unsigned char before = data[i];
        for (int bit = 0; bit < 8; bit++) {
            data[i] = before ^ (unsigned char)(1 << bit);
            seal_again(data, size);
            cr_expect(le(int, opens(data, size), 0), "byte %zu", i);
        }
        data[i] = before;
    }
    seal_again(data, size);
    cr_expect(eq(int, opens(data, size), 2 * LC_WAYS));
}

/* Of two files of one key a way of the one is not a way of the other. */
Test(wrapped, no_way_is_put_into_another_file)
{
    unsigned char one[LC_WRAPPED_MOST], two[LC_WRAPPED_MOST];
    size_t size = make(one, 1, 1);
    make(two, 1, 1);
    memcpy(one + HEAD, two + HEAD, PHRASE);
    seal_again(one, size);
    cr_expect(zero(int, opens(one, size)));
    make(one, 1, 1);
    memcpy(one + HEAD + PHRASE, two + HEAD + PHRASE, RECOVERY);
    seal_again(one, size);
    cr_expect(zero(int, opens(one, size)));
}

static void put32(unsigned char *to, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        to[i] = (unsigned char)(value >> 8 * i);
}

Test(wrapped, asks_for_no_more_than_it_may)
{
    static const struct {
        uint32_t passes, kib;
        int code;
    } trials[] = {
        { 1, 8, LC_OK },
        { 4, 1 << 20, LC_OK },
        { 0, 8, LC_RANGE },
        { 5, 8, LC_RANGE },
        { UINT32_MAX, 8, LC_RANGE },
        { 1, 7, LC_RANGE },
        { 1, 0, LC_RANGE },
        { 1, (1 << 20) + 1, LC_RANGE },
        { 1, 64 << 20, LC_RANGE },
        { 1, UINT32_MAX, LC_RANGE },
    };
    unsigned char data[LC_WRAPPED_MOST];
    struct lc_wrapped wrapped;
    for (unsigned way = 0; way < LC_WAYS; way++)
        for (size_t k = 0; k < sizeof trials / sizeof *trials; k++) {
            size_t size = make(data, LC_WAYS, 0);
            put32(data + HEAD + way * PHRASE, trials[k].passes);
            put32(data + HEAD + way * PHRASE + 4, trials[k].kib);
            seal_again(data, size);
            cr_expect(eq(int, parse(&wrapped, data, size), trials[k].code), "%zu", k);
        }
}

Test(wrapped, a_newer_one_is_called_so)
{
    unsigned char data[LC_WRAPPED_MOST];
    struct lc_wrapped wrapped;
    size_t size = make(data, 1, 0);
    data[13] = '2';
    cr_expect(eq(int, parse(&wrapped, data, size), LC_REFUSED));
    cr_expect(eq(int, parse(&wrapped, data, 40), LC_REFUSED));
    data[13] = '0';
    cr_expect(eq(int, parse(&wrapped, data, size), LC_DAMAGED));
}
