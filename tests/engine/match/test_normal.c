#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include <string.h>

#include "base/begin.h"
#include "match/normal.h"

TestSuite(normal, .init = lc_begin);

static void name_is(const char *from, const char *to)
{
    struct lc_text text = { 0 };
    lc_normal_name(&text, lc_slice_of(from));
    cr_assert(eq(str, text.data ? text.data : "", (char *)to));
    lc_text_free(&text);
}

Test(normal, names_lose_case_marks_and_punctuation)
{
    name_is("Anne-Marie O'Brien", "annemarieobrien");
    name_is("ANNE MARIE O\xe2\x80\x99"
            "BRIEN",
            "annemarieobrien");    /* U+2019 */
    name_is("Zo\xc3\xab", "zoe");  /* composed */
    name_is("Zoe\xcc\x88", "zoe"); /* U+0308 behind its letter */
    name_is("\xc5\x81ukasz \xc5\xbb\xc3\xb3\xc5\x82"
            "ty",
            "lukaszzolty"); /* U+0141, U+017B, U+00F3, U+0142 */
    name_is("Strau\xc3\x9f", "strauss");
    name_is("\xc8\x98tefan Ionu\xc8\x9b", "stefanionut"); /* U+0218, U+021B */
    name_is("L\xc7\x9a", "lu");                           /* U+01DA */
    name_is("\xc3\x86thelr\xc3\xad"
            "c",
            "aethelric");
    name_is("Nguy\xe1\xbb\x85n", "nguyen");             /* U+1EC5 */
    name_is("\xc5\x9e\xc4\xb1mar\xc4\xb1k", "simarik"); /* U+015E, dotless i */
    name_is("  Smith,  3rd. ", "smith3rd");
    name_is("", "");
    name_is("-", "");
}

/* Letters beyond Latin are kept as they are; bytes that are no UTF-8 are left out. */
Test(normal, other_letters_and_bad_bytes)
{
    name_is("\xd0\x98\xd0\xb2", "\xd0\x98\xd0\xb2");
    name_is("Jo\xff"
            "e",
            "joe");
    name_is("Jo\xc3", "jo"); /* cut in the middle of a letter */
    name_is("Jo\xc0\xaf"
            "e",
            "joe"); /* overlong */
    name_is("\xe2\x80\x8e"
            "Ali",
            "ali"); /* U+200E, a mark of direction */
}

/* Each of the 192 letters of U+00C0 .. U+017F gives one or two plain letters, but for
 * the signs of multiplication and division. */
Test(normal, every_latin_letter_has_a_base)
{
    for (unsigned c = 0xc0; c <= 0x17f; c++) {
        char in[3] = { (char)(0xc0 | c >> 6), (char)(0x80 | (c & 0x3f)), 0 };
        struct lc_text text = { 0 };
        size_t kept = lc_normal_name(&text, lc_slice_of(in));
        bool sign = c == 0xd7 || c == 0xf7;
        cr_assert(eq(sz, kept, sign ? 0 : 1), "U+%04X", c);
        cr_assert(eq(sz,
                     strspn(text.data ? text.data : "", "abcdefghijklmnopqrstuvwxyz"),
                     text.size));
        lc_text_free(&text);
    }
}

/* Spot checks of the table against the Unicode names of the letters. */
Test(normal, latin_letters_of_known_names)
{
    name_is("\xc3\x87", "c");  /* U+00C7 C with cedilla */
    name_is("\xc3\x9e", "th"); /* U+00DE thorn */
    name_is("\xc3\xbf", "y");  /* U+00FF y with diaeresis */
    name_is("\xc4\x80", "a");  /* U+0100 A with macron */
    name_is("\xc4\x8f", "d");  /* U+010F d with caron */
    name_is("\xc4\xa7", "h");  /* U+0127 h with stroke */
    name_is("\xc4\xb3", "ij"); /* U+0133 */
    name_is("\xc4\xb8", "k");  /* U+0138 kra */
    name_is("\xc5\x8b", "n");  /* U+014B eng */
    name_is("\xc5\x93", "oe"); /* U+0153 */
    name_is("\xc5\xa9", "u");  /* U+0169 u with tilde */
    name_is("\xc5\xb5", "w");  /* U+0175 w with circumflex */
    name_is("\xc5\xb8", "y");  /* U+0178 Y with diaeresis */
    name_is("\xc5\xbe", "z");  /* U+017E z with caron */
    name_is("\xc5\xbf", "s");  /* U+017F long s */
}

Test(normal, numbers_keep_letters_and_digits)
{
    struct lc_text text = { 0 };
    cr_assert(eq(sz, lc_normal_number(&text, lc_slice_of("943 476-5919")), 10));
    cr_assert(eq(sz, lc_normal_number(&text, lc_slice_of(" e8 1ea ")), 5));
    cr_assert(eq(str, text.data, "9434765919E81EA"));
    lc_text_free(&text);
}

/* --- words ------------------------------------------------------------------------ */

static void words_are(const char *name, const char *normal, uint64_t breaks)
{
    struct lc_text work = { 0 };
    cr_expect(eq(u64, lc_name_breaks(&work, lc_slice_of(name)), breaks), "%s", name);
    cr_expect(eq(str, (char *)lc_text_held(&work), (char *)normal));
    lc_text_free(&work);
}

#define AT(place) (UINT64_C(1) << (place))

/* Bit i: from byte i of the normal form on another word. A part without a letter is no
 * word; a capital behind a small letter begins one; of more than 64 bytes the rest is
 * one word. */
Test(normal, where_words_begin)
{
    words_are("Ho Yu", "hoyu", AT(2));
    words_are(" Anne-Marie  O'Brien ", "annemarieobrien", AT(4) | AT(9));
    words_are("NoorUmaima", "noorumaima", AT(4));
    words_are("NOOR/UMAIMA", "noorumaima", AT(4));
    words_are("Zo\xc3\xab Ann", "zoeann", AT(3)); /* by bytes of the normal form */
    words_are("Ann - ' Bea", "annbea", AT(3));
    words_are("Ann", "ann", 0);
    words_are("- Ann", "ann", 0);
    words_are("", "", 0);
    words_are("abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabc d e",
              "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcde",
              AT(63));
}
