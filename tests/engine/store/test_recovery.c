/* A recovery key as it is printed and typed. The expected letters are Python's:
 *
 *     b = k + hashlib.blake2b(k, digest_size=32).digest()[:3]
 *     n = int.from_bytes(b, "big")
 *     "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[n >> 5 * (55 - i) & 31]
 *             for i in range(56)) */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/begin.h"
#include "store/recovery.h"

TestSuite(recovery, .init = lc_begin);

static const char counted[] =
    "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFW-PBTH";

static const struct {
    int first, step;
    const char *text;
} known[] = {
    { 0, 0, "0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0000-0008-KTRD" },
    { 0, 1, counted },
    { 255, 0, "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZY-40GH" },
};

static enum lc_recovery_form form_of(const char *text)
{
    unsigned char secret[LC_KEY];
    memset(secret, 'x', sizeof secret);
    enum lc_recovery_form form = lc_recovery_read(secret, text, strlen(text));
    for (int i = 0; i < LC_KEY && form != LC_RECOVERY_KEY; i++)
        cr_expect(zero(int, secret[i]), "%s", text);
    return form;
}

Test(recovery, is_printed_and_read)
{
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        unsigned char secret[LC_KEY], back[LC_KEY];
        char text[LC_RECOVERY_TEXT];
        for (int i = 0; i < LC_KEY; i++)
            secret[i] = (unsigned char)(known[k].first + i * known[k].step);
        lc_recovery_print(text, secret);
        cr_expect_str_eq(text, known[k].text);
        cr_expect(eq(int, lc_recovery_read(back, text, strlen(text)), LC_RECOVERY_KEY));
        cr_expect(zero(int, memcmp(back, secret, LC_KEY)));
    }
}

Test(recovery, as_it_may_be_typed)
{
    static const char *const same[] = {
        "000g40r40m30e209185gr38e1w8124gk2gahc5rr34d1p70x3rfwpbth",
        "OOOG 4OR4 oM3o E2O9 I85G R38E lW8L 24GK 2GAH C5RR 34DI P7OX 3RFW PBTH",
        "  000G-40R4-0M30-E209-185G-R38E-1W81--24GK-2GAH-C5RR-34D1-P70X-3RFW-PBTH ",
    };
    for (size_t k = 0; k < sizeof same / sizeof *same; k++)
        cr_expect(eq(int, form_of(same[k]), LC_RECOVERY_KEY), "%s", same[k]);
}

/* Any letter for any other, two beside one another in each other's places. */
Test(recovery, a_mistyped_letter_is_seen)
{
    static const char letters[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    char text[sizeof counted];
    for (size_t i = 0; i < sizeof counted - 1; i++) {
        memcpy(text, counted, sizeof text);
        for (size_t k = 0; k < 32 && counted[i] != '-'; k++) {
            text[i] = letters[k];
            cr_expect(
                eq(int, form_of(text),
                   letters[k] == counted[i] ? LC_RECOVERY_KEY : LC_RECOVERY_MISTYPED),
                "%s", text);
        }
        memcpy(text, counted, sizeof text);
        if (!i || text[i] == text[i - 1] || text[i] == '-' || text[i - 1] == '-')
            continue;
        text[i] = counted[i - 1];
        text[i - 1] = counted[i];
        cr_expect(eq(int, form_of(text), LC_RECOVERY_MISTYPED), "%s", text);
    }
}

Test(recovery, what_has_another_form)
{
    static const char *const other[] = {
        "",
        "-",
        "correct horse battery staple",
        "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFW-PBT",
        "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFW-PBTH0",
        "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFW-PBTU",
        "000G-40R4-0M30-E209-185G-R38E-1W81-24GK-2GAH-C5RR-34D1-P70X-3RFW-PBT\xc3",
    };
    for (size_t k = 0; k < sizeof other / sizeof *other; k++)
        cr_expect(eq(int, form_of(other[k]), LC_RECOVERY_NONE), "%s", other[k]);
}
