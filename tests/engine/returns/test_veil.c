/* What tells a number apart and says no more: the same for the same, of the form that
 * rules ask for, and back from 64 bits. */
#include <string.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/day.h"
#include "returns/veil.h"

static const struct lc_key key = { { 1, 2, 3 } };

static bool comes_back(struct lc_slice text)
{
    char out[LC_VEIL];
    int32_t day;
    struct lc_slice back = lc_veil_unpack(lc_veil_pack(text, LC_NO_DAY), out, &day);
    return day == LC_NO_DAY && lc_slice_alike(back, text);
}

Test(veil, a_pupil_number_has_a_form)
{
    static const struct {
        const char *number;
        char mark;
    } cases[] = {
        { "A123456789012", '+' }, { "a123456789012", '+' }, { "Z12345678901B", '+' },
        { "I123456789012", '-' }, { "A12345678901", '-' },  { "A1234567890123", '-' },
        { "1123456789012", '-' }, { "A1234567890B2", '-' }, { "UN6", '-' },
        { "UN1", 'U' },           { "un5", 'U' },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[LC_VEIL];
        struct lc_slice veil = lc_veil_pupil(lc_slice_of(cases[i].number), &key, out);
        cr_expect(eq(chr, veil.data[0], cases[i].mark), "%s", cases[i].number);
        cr_expect(comes_back(veil), "%s", cases[i].number);
    }
}

Test(veil, the_same_is_the_same_and_another_another)
{
    char a[LC_VEIL], b[LC_VEIL], c[LC_VEIL], d[LC_VEIL];
    static const struct lc_key other = { { 4 } };
    struct lc_slice one = lc_veil(lc_slice_of("AB1 2CD"), &key, a);
    struct lc_slice same = lc_veil(lc_slice_of("ab1 2cd"), &key, b);
    struct lc_slice near = lc_veil(lc_slice_of("AB1 2CE"), &key, c);
    struct lc_slice elsewhere = lc_veil(lc_slice_of("AB1 2CD"), &other, d);
    cr_expect(eq(int, lc_slice_alike(one, same), true));
    cr_expect(eq(int, lc_slice_alike(one, near), false));
    cr_expect(eq(int, lc_slice_alike(one, elsewhere), false));
    cr_expect(eq(sz, lc_veil((struct lc_slice){ "", 0 }, &key, a).size, 0));
}

Test(veil, a_worker_is_marked_by_how_the_number_begins)
{
    static const struct {
        const char *number;
        char mark;
    } cases[] = { { "SW123", 'S' }, { "sw12", 'S' }, { "SW1", '1' },  { "XX99", 'X' },
                  { "XX", '2' },    { "S123", '-' }, { "12SW", '-' }, { "S", '-' } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char out[LC_VEIL];
        struct lc_slice veil = lc_veil_worker(lc_slice_of(cases[i].number), &key, out);
        cr_expect(eq(chr, veil.data[0], cases[i].mark), "%s", cases[i].number);
        cr_expect(comes_back(veil), "%s", cases[i].number);
    }
}

Test(veil, codes_and_days_come_back)
{
    static const char *const kept[] = {
        "", "X1", "E99Z", "PR1", "38.0", "ZZ/03/2015", "ZZ/ZZ/ZZZZ", "31/02/2010"
    };
    char out[LC_VEIL];
    int32_t day;
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        struct lc_slice code = lc_veil_code(lc_slice_of(kept[i]), &key, out);
        cr_expect(lc_slice_is(code, kept[i]), "%s", kept[i]);
        cr_expect(comes_back(code), "%s", kept[i]);
    }
    cr_expect(comes_back(lc_slice_of("CUSTOD"))); /* a code of a rule */
    static const char *const veiled[] = { "Smith", "LEE", "12345", "1234567",
                                          "Somebody's name" };
    for (size_t i = 0; i < sizeof veiled / sizeof *veiled; i++) {
        struct lc_slice name = lc_veil_code(lc_slice_of(veiled[i]), &key, out);
        cr_expect(eq(chr, name.data[0], '~'), "%s", veiled[i]);
        cr_expect(comes_back(name), "%s", veiled[i]);
    }
    struct lc_slice name = lc_slice_of("X1");
    for (int32_t d = -30000; d < 80000; d += 4999) {
        lc_veil_unpack(lc_veil_pack(name, d), out, &day);
        cr_expect(eq(int, day, d));
    }
}
