/* What is written where a name, a number, a birth date or a postcode is not known. A
 * further one is a row. */
#include <string.h>

#include "base/day.h"
#include "base/text.h"
#include "match/normal.h"

/* clang-format off */

/* Names, normalised (normal.h). A name whose every word stands here, or is a
 * figure or a single letter, names nobody: "Unknown Male 2", "Baby Girl A". */
static const char *const names[] = {
    /* not known */
    "unknown", "unk", "ukn", "unkown", "unknow", "uknown", "unknwn", "notknown", "nk", "notstated", "notgiven", "notprovided",
    "notrecorded", "notavailable", "notapplicable", "notsupplied", "notdisclosed", "notobtained", "notyetknown",
    "notyetnamed", "dontknow", "nameunknown", "unknownname", "noname", "nonamegiven", "nosurname", "noforename", "nofirstname",
    "nolastname", "nonegiven", "na", "none", "nil", "null", "nan", "blank", "empty", "missing", "undefined", "undisclosed",
    "unidentified", "unnamed", "unspecified", "unobtainable", "fnu", "lnu", "fnunk", "lnunk", "anon", "anonymous", "nameless",
    /* to come */
    "tbc", "tba", "tbd", "tobeconfirmed", "tobeadvised", "tobedetermined", "tobenamed", "tobeadded", "pending", "awaited",
    "awaiting", "awaitingname",
    /* kept back */
    "withheld", "namewithheld", "refused", "declined", "redacted", "removed", "deleted", "erased", "confidential", "restricted",
    "protected", "sensitive", "anonymised", "pseudonymised", "hidden",
    /* who it is instead of a name */
    "baby", "babyboy", "babygirl", "bb", "newborn", "neonate", "unborn", "unbornbaby", "unbornchild", "foetus", "fetus", "infant",
    "child", "children", "kid", "boy", "girl", "male", "female", "son", "daughter", "brother", "sister", "sibling", "twin", "twins",
    "triplet", "teen", "teenager", "youth", "minor", "juvenile", "youngperson", "person", "pupil", "student", "patient",
    "client", "subject", "suspect", "victim", "witness", "offender", "someone", "somebody", "nobody", "uasc", "asylumseeker",
    "unaccompanied", "unaccompaniedminor", "unaccompaniedchild", "refugee", "migrant", "one", "two", "three",
    /* tries */
    "test", "tests", "tester", "testing", "testy", "testchild", "testcase", "testperson", "testpatient", "testpupil",
    "testrecord", "testa", "testb", "zztest", "xxtest", "zzztest", "dummy", "dummyrecord", "example", "sample", "training", "trial",
    "fake", "duplicate", "duplicaterecord", "dupe", "error", "enteredinerror", "createdinerror", "inerror", "donotuse", "notused",
    "forename", "firstname", "givenname", "surname", "lastname", "familyname", "name", "fullname", "asdf", "asdfg", "qwerty", "qwertyuiop",
    "abc", "abcd", "xyz", "anyone", "other",
};

/* Words that only join others: "name not known", "baby of", "first name unknown". */
static const char *const joints[] = { "not", "no", "is", "yet", "to", "be", "of", "or", "the", "and", "known", "given",
    "stated", "named", "recorded", "confirmed", "first", "last", "full", "do", "use", "mr", "mrs", "miss", "ms" };
/* clang-format on */

/* Days that stand for no day: the first ones of spreadsheets and systems. */
static const struct {
    int year, month, day;
} days[] = { { 1899, 12, 30 }, { 1899, 12, 31 }, { 1900, 1, 1 },
             { 1901, 1, 1 },   { 1970, 1, 1 },   { 9999, 12, 31 } };

static bool in_list(const char *word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (*word == *list[i] && strcmp(word, list[i]) == 0)
            return true;
    return false;
}

#define IN(word, list) in_list(word, list, sizeof(list) / sizeof *(list))

/* "x", "xx", "zzz": one letter, or one again and again. A letter beyond ASCII may be a
 * whole name. */
static bool is_one_letter(const char *word)
{
    return !word[1] || !word[strspn(word, (char[]){ word[0], 0 })];
}

/* A word of a name, normalised: *joint, it says nothing by itself either way. */
static bool is_nobody(const char *word, bool *joint)
{
    *joint = IN(word, joints);
    return *joint || is_one_letter(word) || !word[strspn(word, "0123456789")]
           || IN(word, names);
}

/* "twin1", "child2": the figure belongs to the word before it. */
static void without_figures(char *word)
{
    size_t size = strlen(word), kept = size;
    while (kept && word[kept - 1] >= '0' && word[kept - 1] <= '9')
        kept--;
    if (kept)
        word[kept] = 0;
}

/* The next word of a name, normalised, in text; false at the end. Words are parted by
 * anything in ASCII that is neither letter nor figure. */
static bool next_word(struct lc_slice *rest, struct lc_text *text)
{
    static const char parts[] = " \t.,;:/\\()[]{}<>-_*?!+&#\"|";
    while (rest->size && rest->data[0] && strchr(parts, rest->data[0]))
        rest->data++, rest->size--;
    size_t size = 0;
    while (size < rest->size && !(rest->data[size] && strchr(parts, rest->data[size])))
        size++;
    if (!size)
        return false;
    lc_text_clear(text);
    lc_normal_name(text, (struct lc_slice){ rest->data, size });
    *rest = (struct lc_slice){ rest->data + size, rest->size - size };
    if (text->data)
        without_figures(text->data);
    return true;
}

static bool whole_is_nobody(struct lc_text *text, struct lc_slice name)
{
    lc_text_clear(text);
    return !lc_normal_name(text, name) || !text->data || is_one_letter(text->data)
           || IN(text->data, names);
}

/* "baby of ...", "unborn baby ...": what follows is another's name. */
static bool is_of_another(const char *word)
{
    return strcmp(word, "baby") == 0 || strcmp(word, "unborn") == 0
           || strcmp(word, "bornto") == 0;
}

bool lc_name_is_nobody_with(struct lc_text *work, struct lc_slice name)
{
    bool nobody = whole_is_nobody(work, name), failed = work->failed, joint, all = true,
         any = false;
    for (struct lc_slice rest = name; !nobody && next_word(&rest, work);) {
        const char *word = work->data;
        failed |= work->failed;
        if (!word || !*word)
            continue;
        nobody = !any && is_of_another(word);
        all &= is_nobody(word, &joint);
        any |= !joint;
    }
    failed |= work->failed;
    lc_text_clear(work);
    work->failed = failed;
    return nobody || (all && any);
}

bool lc_name_is_nobody(struct lc_slice name)
{
    struct lc_text work = { 0 };
    bool nobody = lc_name_is_nobody_with(&work, name);
    lc_text_free(&work);
    return nobody;
}

bool lc_born_is_nobodys(int32_t born)
{
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (born == lc_day_of(days[i].year, days[i].month, days[i].day))
            return true;
    return false;
}

/* ZZ99 is the national code's for no fixed abode and the like. */
bool lc_postcode_is_nobodys(const char *normal)
{
    return strlen(normal) < 5 || strncmp(normal, "ZZ99", 4) == 0;
}

/* 1, 2, 3 ... or 9, 8, 7 ..., with 0 after 9. */
static bool counts(const char *text, size_t size)
{
    size_t up = 0, down = 0;
    for (size_t i = 1; i < size; i++) {
        up += text[i] == (text[i - 1] == '9' ? '0' : text[i - 1] + 1);
        down += text[i] == (text[i - 1] == '0' ? '9' : text[i - 1] - 1);
    }
    return size >= 6 && strspn(text, "0123456789") >= size
           && (up == size - 1 || down == size - 1);
}

static size_t characters(const char *text, size_t size)
{
    size_t different = 0;
    for (size_t i = 0; i < size; i++)
        different += !memchr(text, text[i], i);
    return different;
}

bool lc_number_is_nobodys(const char *normal, size_t size, bool national)
{
    size_t different = characters(normal, size);
    if (size < 4 || different < 2 || normal[strcspn(normal, "0123456789")] == 0)
        return true;
    return counts(normal, size) || (national && size >= 8 && different < 3);
}
