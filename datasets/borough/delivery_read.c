#include "datasets/borough/delivery_read_inside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/near.h"
#include "base/text.h"
#include "datasets/borough/desk_inside.h"

/* A row of feeds on its way in. */
struct feeding {
    const struct reading *in;
    size_t row;
    enum lc_sheet sheet;
};

static int refuse(const struct feeding *f, const char *key, const char *why,
                  struct lc_error *err)
{
    return lc_reading_refuse(f->in, "feeds", f->row, key, why, err);
}

/* A day, where one is said. */
static int set_day(const struct feeding *f, const char *key, const char *said,
                   int32_t *day, struct lc_error *err)
{
    if (!said || !lc_day_parse(lc_slice_of(said), LC_DAY_ISO, day))
        return LC_OK;
    return refuse(f, key, "not a day such as 2024-03-31", err);
}

/* --- "OLD NEW, OLD NEW" ------------------------------------------------------------- */

/* The next pair of *at, each ended in place; false at the end or where it is none,
 * which *at then points to. */
static bool take_words(char **at, char **old, char **new)
{
    char *begin = *at + strspn(*at, " \n");
    size_t size = strcspn(begin, ",");
    bool more = begin[size] == ',';
    *at = begin;
    if (!size)
        return false;
    size_t first = strcspn(begin, " \n,");
    char *second = begin + first + strspn(begin + first, " \n");
    size_t length = strcspn(second, " \n,");
    size_t rest = strspn(second + length, " \n");
    if (second >= begin + size || second + length + rest != begin + size)
        return false;
    begin[first] = second[length] = 0;
    *old = begin;
    *new = second;
    *at = begin + size + more;
    return true;
}

static const char words_wanted[] = "not OLD NEW, OLD NEW and so on";

static int refuse_word(const struct feeding *f, const char *key, const char *word,
                       const char *wanted, const char *near, struct lc_error *err)
{
    char why[200];
    snprintf(why, sizeof why, "'%.60s' is no %s of %s%s%.60s", word, wanted,
             lc_sheets[f->sheet].name, near ? "; is it " : "", near ? near : "");
    return refuse(f, key, why, err);
}

/* --- headings ----------------------------------------------------------------------- */
enum { HEADINGS_MOST = 40 };

static int rename_one(const struct feeding *f, const char **heading, size_t count,
                      const char *old, const char *new, struct lc_error *err)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(heading[i], old) == 0)
            return heading[i] = new, LC_OK;
    size_t near = lc_word_nearest(old, count, heading, 6);
    return refuse_word(f, "headings", old, "heading",
                       near < count ? heading[near] : NULL, err);
}

static int set_headings(const struct feeding *f, char *said, struct lc_error *err)
{
    const char *heading[HEADINGS_MOST];
    struct lc_text header = { 0 };
    size_t count = 0;
    char *own = lc_strdup(lc_sheets[f->sheet].header), *old, *new;
    int code = own ? LC_OK : LC_FAIL_NOMEM(err);
    for (char *at = own; at && count < HEADINGS_MOST; count++) {
        heading[count] = at;
        if ((at = strchr(at, ',')))
            *at++ = 0;
    }
    while (!code && take_words(&said, &old, &new))
        code = rename_one(f, heading, count, old, new, err);
    if (!code && *said)
        code = refuse(f, "headings", words_wanted, err);
    for (size_t i = 0; i < count; i++)
        lc_text_addf(&header, "%s%s", i ? "," : "", heading[i]);
    free(own);
    f->in->to->kept->header[f->in->which][f->sheet] = header.data;
    f->in->to->feed[f->sheet].header = header.data;
    return code ? code : lc_text_check(&header, err);
}

/* --- codes ---------------------------------------------------------------------------- */

/* What is written and stands in no choice and no list of factors. */
static const char *const fixed[] = { "CSE", "CCE", "TRAF", "SUSP", "PERM", "M",
                                     "A",   "E",   "C2",   "J1",   "V3",   "V4" };
enum { FIXED = sizeof fixed / sizeof *fixed };

/* Is it a code that anything is written with? *near is the nearest that is, or NULL. */
static bool is_code(const struct lc_coefficients *truth, const char *word,
                    const char **near)
{
    size_t best = 4;
    *near = NULL;
    for (size_t c = 0; c < LC_CHOICES + 1 + FIXED; c++) {
        const struct lc_choice one[] = {
            { c > LC_CHOICES ? fixed[c - LC_CHOICES - 1] : "", 0 }, { NULL, 0 }
        };
        const struct lc_choice *of = c < LC_CHOICES ? truth->choice[c] : one;
        for (; of->text; of++) {
            size_t far = lc_word_distance(word, of->text);
            if (far < best)
                best = far, *near = of->text;
        }
    }
    for (size_t i = 0; i < truth->factors; i++)
        if (strcmp(truth->factor[i].code, word) == 0)
            return true;
    return best == 0;
}

static int set_codes(const struct feeding *f, char *said, struct lc_error *err)
{
    size_t count = 1;
    char *old, *new;
    const char *near;
    for (const char *c = said; *c; c++)
        count += *c == ',';
    struct lc_recode *list = lc_alloc(count + 1, sizeof *list), *to = list;
    if (!list)
        return LC_FAIL_NOMEM(err);
    f->in->to->kept->codes[f->in->which][f->sheet] = list;
    for (; take_words(&said, &old, &new); to++) {
        *to = (struct lc_recode){ old, new };
        if (!is_code(f->in->to, old, &near))
            return refuse_word(f, "codes", old, "code", near, err);
    }
    f->in->to->feed[f->sheet].codes = list;
    return *said || to == list ? refuse(f, "codes", words_wanted, err) : LC_OK;
}

/* --- a feed --------------------------------------------------------------------------- */

/* Keys that mean nothing by themselves, or nothing of such a file. */
static int check(const struct feeding *f, const struct said_feed *said,
                 struct lc_error *err)
{
    const struct lc_delivery *feed = f->in->to->feed + f->sheet;
    bool events = lc_desk_writes((int)f->sheet);
    if (!said->late_from != !said->late_until)
        return refuse(f, said->late_from ? "late_from" : "late_until",
                      "late_from and late_until go together", err);
    if (said->late_from && feed->late_from >= feed->late_until)
        return refuse(f, "late_until", "not after late_from", err);
    if (!said->codes != !said->codes_from)
        return refuse(f, said->codes ? "codes" : "codes_from",
                      "codes and codes_from go together", err);
    if (!events && (said->stops || said->late_from || said->codes))
        return refuse(
            f, "name",
            "a file of persons: stops, late_from and codes are of files of what "
            "happened",
            err);
    if (said->merged_from && f->sheet != LC_S_PERSON && f->sheet != LC_S_POLICE_PEOPLE
        && f->sheet != LC_S_YOUTH_PEOPLE)
        return refuse(
            f, "merged_from",
            "stands with the file of the system's persons, and pupils' numbers are "
            "nobody's own",
            err);
    return LC_OK;
}

static int set_delivery(const struct reading *in, size_t row,
                        const struct said_feed *said, struct lc_error *err)
{
    const char *names[LC_SHEETS];
    size_t which;
    for (size_t s = 0; s < LC_SHEETS; s++)
        names[s] = lc_sheets[s].name;
    int code = lc_reading_find(in, "feeds", row, "name", said->name, LC_SHEETS, names,
                               &which, err);
    if (code)
        return code;
    struct feeding f = { in, row, (enum lc_sheet)which };
    struct lc_delivery *feed = in->to->feed + which;
    if (in->to->kept->feed[in->which][which])
        return refuse(&f, "name", "there twice", err);
    in->to->kept->feed[in->which][which] = true;
    *feed = lc_delivery_sound;
    feed->twice = said->twice;
    code = set_day(&f, "stops", said->stops, &feed->stops, err);
    if (!code)
        code = set_day(&f, "late_from", said->late_from, &feed->late_from, err);
    if (!code)
        code = set_day(&f, "late_until", said->late_until, &feed->late_until, err);
    if (!code)
        code = set_day(&f, "codes_from", said->codes_from, &feed->codes_from, err);
    if (!code)
        code = set_day(&f, "merged_from", said->merged_from, &feed->merged_from, err);
    if (!code && said->headings)
        code = set_headings(&f, said->headings, err);
    if (!code && said->codes)
        code = set_codes(&f, said->codes, err);
    return code ? code : check(&f, said, err);
}

int lc_deliveries_set(const struct reading *in, const struct said *said,
                      struct lc_error *err)
{
    int code = LC_OK;
    for (unsigned i = 0; !code && i < said->feeds_count; i++)
        code = set_delivery(in, i, said->feeds + i, err);
    const char *day = said->reform ? said->reform->family_help_from : NULL;
    if (!code && day
        && lc_day_parse(lc_slice_of(day), LC_DAY_ISO, &in->to->family_help_from)) {
        int line, column;
        lc_yaml_locate(in->data, in->size, "reform.family_help_from", &line, &column);
        code = LC_FAIL(err, LC_FORMAT, "%s:%d:%d: not a day such as 2024-03-31",
                       in->name, line, column);
    }
    return code;
}
