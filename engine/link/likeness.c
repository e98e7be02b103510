/* The third pass: records that are nearly the same (Fellegi and Sunter, 1969, JASA
 * 64:1183-1210, between their two limits), for a person to look at. It joins nothing.
 *
 *     names alike, birth date nearly    the day and month exchanged, a digit off
 *     birth date alike, names nearly    a letter off, first name and surname turned
 *     both alike, and no more           neither sex nor postcode to go by
 *     a placeholder for a name          the birth date, and the sex or the postcode
 *
 * The keys are birth dates with a digit left out or their digits in order, beside
 * the names; or the birth date beside a name or a postcode. */
#include <stdlib.h>
#include <string.h>

#include "link/alike_inside.h"
#include "link/key_inside.h"
#include "link/pass_inside.h"
#include "link/spelling_inside.h"

enum { YEAR = 4 };

static int by_byte(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

/* "N|name|name|" and what may be left of a date that is nearly this one: its day of the
 * year; its year with one of the other digits left out; its digits in order. */
static int add_dates(struct lc_keys *keys, struct lc_text *text, int32_t born,
                     uint32_t record, struct lc_error *err)
{
    char digits[LC_ALIKE_ROOM], date[LC_ALIKE_ROOM];
    size_t stem = text->size;
    lc_alike_digits(born, digits);
    lc_text_add(text, digits + YEAR);
    int code = lc_spelling_key(keys, text, stem, record, err);
    for (int i = YEAR; i < LC_ALIKE_DIGITS && !code; i++) {
        memcpy(date, digits, sizeof date);
        date[i] = '*';
        lc_text_add(text, date);
        code = lc_spelling_key(keys, text, stem, record, err);
    }
    qsort(digits, LC_ALIKE_DIGITS, 1, by_byte);
    lc_text_addf(text, "o%s", digits);
    return code ? code : lc_spelling_key(keys, text, stem, record, err);
}

/* The names in the order of the alphabet, so that turned ones are the same. */
static int add_names(struct lc_keys *keys, struct lc_text *text,
                     const struct lc_spelling *said, int32_t born, uint32_t record,
                     struct lc_error *err)
{
    bool turn = strcmp(said->forename, said->surname) > 0;
    lc_text_clear(text);
    lc_text_addf(text, "N|%s|%s|", turn ? said->surname : said->forename,
                 turn ? said->forename : said->surname);
    return add_dates(keys, text, born, record, err);
}

/* "letter|date|word". */
static int add_word(struct lc_keys *keys, struct lc_text *text, char letter,
                    int32_t born, const char *word, uint32_t record,
                    struct lc_error *err)
{
    lc_text_clear(text);
    lc_text_addf(text, "%c|%d|%s", letter, (int)born, word);
    return lc_spelling_key(keys, text, 0, record, err);
}

/* "U|date|name|name|sex" and with the postcode, of names that are placeholders. */
static int add_nobody(struct lc_keys *keys, struct lc_text *text,
                      const struct lc_spelling *said, uint32_t record,
                      struct lc_error *err)
{
    lc_text_clear(text);
    lc_text_addf(text, "U|%d|%s|%s|", (int)said->born, said->forename, said->surname);
    size_t stem = text->size;
    int code = LC_OK;
    if (said->sex) {
        lc_text_addf(text, "%c", said->sex);
        code = lc_spelling_key(keys, text, stem, record, err);
    }
    if (code || !said->postcode)
        return code;
    lc_text_add(text, said->postcode);
    return lc_spelling_key(keys, text, stem, record, err);
}

static int add_row(struct lc_keys *keys, struct lc_text *text,
                   const struct lc_spelling *said, uint32_t record,
                   struct lc_error *err)
{
    int code = LC_OK;
    if (said->born == LC_NO_DAY)
        return LC_OK;
    if (said->postcode)
        code = add_word(keys, text, 'P', said->born, said->postcode, record, err);
    if (!code && said->named)
        code = add_word(keys, text, 'F', said->born, said->forename, record, err);
    if (!code && said->surnamed)
        code = add_word(keys, text, 'S', said->born, said->surname, record, err);
    if (!code && said->named && said->surnamed)
        code = add_names(keys, text, said, said->born, record, err);
    else if (!code && said->forename && said->surname)
        code = add_nobody(keys, text, said, record, err);
    return code;
}

static int add_rows(struct lc_keys *keys, struct lc_text *text,
                    const struct lc_spelling_rows *rows, struct lc_error *err)
{
    int code = LC_OK;
    for (uint32_t i = 0; i < rows->count && !code; i++)
        code = add_row(keys, text, lc_spelling_row(rows, i), rows->record, err);
    return code;
}

int lc_link_by_likeness(struct lc_keys *keys, const struct lc_link_evidence *evidence,
                        struct lc_error *err)
{
    return lc_spelling_each(keys, evidence, add_rows, err);
}

/* --- which of them are shown ------------------------------------------------------ */

static const char *unnamed(const struct lc_alike *a)
{
    bool forename = a->forename == LC_LIKE_UNSAID,
         surname = a->surname == LC_LIKE_UNSAID;
    bool rest = a->postcode == LC_LIKE_SAME || a->sex == LC_LIKE_SAME;
    if (a->born != LC_LIKE_SAME || !rest || a->sex == LC_LIKE_NOT)
        return NULL;
    bool likely = a->nobody || (forename && a->surname >= LC_LIKE_NEAR)
                  || (surname && a->forename >= LC_LIKE_NEAR)
                  || a->postcode == LC_LIKE_SAME;
    return likely && a->forename != LC_LIKE_NOT && a->surname != LC_LIKE_NOT
               ? "the same birth date, and a placeholder for a name"
               : NULL;
}

static const char *named(const struct lc_alike *a)
{
    bool same =
        a->turned || (a->forename == LC_LIKE_SAME && a->surname == LC_LIKE_SAME);
    if (a->born == LC_LIKE_NEAR && same)
        return "the same name, and nearly the same birth date";
    if (a->born != LC_LIKE_SAME || a->forename < LC_LIKE_NEAR)
        return NULL;
    if (a->turned)
        return "the same birth date; first name and surname exchanged";
    if (same)
        return "the same name and birth date, and no more";
    if (a->surname >= LC_LIKE_NEAR)
        return "the same birth date, and nearly the same name";
    return a->postcode == LC_LIKE_SAME
               ? "the same birth date, first name and postcode; another surname"
               : NULL;
}

enum lc_ruling lc_link_rule_likeness(const struct lc_alike *alike, const char **why)
{
    if (alike->numbers
        || (alike->sex == LC_LIKE_NOT && alike->postcode != LC_LIKE_SAME))
        return LC_RULED_NOTHING;
    *why = alike->forename == LC_LIKE_UNSAID || alike->surname == LC_LIKE_UNSAID
               ? unnamed(alike)
               : named(alike);
    return *why ? LC_RULED_DOUBTFUL : LC_RULED_NOTHING;
}
