/* See kin_inside.h. An address is compared by its postcode and by the words of its
 * house that have a digit: "Flat 2", "14 Oak Road" and "FLAT 2, 14, Oak Rd." are one.
 * Where no word has one, the house has a name, and all words count. It stays where the
 * identity file is: what leaves this file is a digest that is forgotten with the run.
 */
#include <ctype.h>
#include <string.h>

#include <sodium.h>

#include "base/hash.h"
#include "base/slice.h"
#include "store/kin_inside.h"

enum { MOST = 256 }; /* bytes that are compared */

struct place {
    size_t size;
    char text[MOST];
};

static bool is_of_word(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 128;
}

static void put(struct place *p, struct lc_slice word)
{
    for (size_t i = 0; i < word.size && p->size < MOST; i++)
        p->text[p->size++] = (char)toupper((unsigned char)word.data[i]);
}

static struct lc_slice next_word(const char **at, const char *end)
{
    while (*at < end && !is_of_word(**at))
        ++*at;
    struct lc_slice word = { *at, 0 };
    while (*at < end && is_of_word(**at))
        ++*at;
    word.size = (size_t)(*at - word.data);
    return word;
}

static bool has_digit(struct lc_slice word)
{
    for (size_t i = 0; i < word.size; i++)
        if (isdigit((unsigned char)word.data[i]))
            return true;
    return false;
}

/* The words of a text, each after a blank; all: also those without a digit. */
static void put_words(struct place *p, struct lc_slice text, bool all)
{
    const char *at = text.data, *end = text.data + text.size;
    for (;;) {
        struct lc_slice word = next_word(&at, end);
        if (!word.size)
            return;
        if (!all && !has_digit(word))
            continue;
        put(p, (struct lc_slice){ " ", 1 });
        put(p, word);
    }
}

/* --- the agency's JSON ------------------------------------------------------------- */

/* The members of a flat object, whatever else it is: a text between quotes, or what
 * stands up to the next comma. */
static struct lc_slice take_value(const char **at)
{
    while (**at == ' ' || **at == ':')
        ++*at;
    bool quoted = **at == '"';
    *at += quoted;
    struct lc_slice value = { *at, 0 };
    while (**at && (quoted ? **at != '"' : **at != ',' && **at != '}'))
        *at += **at == '\\' && (*at)[1] ? 2 : 1;
    value.size = (size_t)(*at - value.data);
    *at += **at == '"';
    return value;
}

static bool next_member(const char **at, struct lc_slice *key, struct lc_slice *value)
{
    *at = strchr(*at, '"');
    if (!*at)
        return false;
    *key = take_value(at);
    *value = take_value(at);
    return true;
}

/* The members that say which house it is, in the order of the standard. */
static const char *const members[] = { "room", "flat", "apartment", "house", "street" };

static bool is_said(struct lc_slice value)
{
    return value.size && !lc_slice_is_nocase(value, "null");
}

static void put_house(struct place *p, const char *home, bool all)
{
    for (size_t m = 0; m < sizeof members / sizeof *members; m++) {
        struct lc_slice key, value;
        for (const char *at = home; next_member(&at, &key, &value);)
            if (lc_slice_is_nocase(key, members[m]) && is_said(value))
                put_words(p, value, all);
    }
}

bool lc_kin_address(const struct lc_identity *row, uint64_t *place)
{
    struct place p = { .size = 0 };
    if (!row->postcode || !row->home)
        return false;
    const char *at = row->postcode, *end = at + strlen(at);
    for (struct lc_slice word; (word = next_word(&at, end)).size;)
        put(&p, word);
    size_t head = p.size;
    put_house(&p, row->home, false);
    if (p.size == head)
        put_house(&p, row->home, true);
    bool whole = head && p.size > head;
    *place = lc_digest64(p.text, p.size, NULL) | LC_PLACE_ADDRESS;
    sodium_memzero(&p, sizeof p);
    return whole;
}
