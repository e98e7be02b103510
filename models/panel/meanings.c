/* See meanings.h. */
#include "models/panel/meanings.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/file.h"
#include "base/json.h"
#include "base/yaml.h"
#include "study/rule.h"

enum { LIMIT = 1 << 20, LONGEST = 200 }; /* bytes of the file; letters of a meaning */

struct coded {
    char *code, *means;
};

struct of_history {
    struct lc_spoken said;
    struct coded *codes;
    unsigned codes_count;
};

struct says {
    char *says[LC_SAYING_COUNT];
    char **months;
    unsigned months_count;
};

/* Why a child is not looked at, by the rule of the cohort that says so. */
struct left_out {
    char *rule, *says;
};

struct lc_meanings {
    struct says words;
    struct left_out *left_out;
    unsigned left_out_count;
    struct of_history *histories;
    unsigned histories_count;
};

/* clang-format off */
#define TEXT(key, type, field) CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER, struct type, field, 1, LONGEST)
#define MAY(key, type, field) CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct type, field, 1, LONGEST)

static const cyaml_schema_field_t code_fields[] = {
    TEXT("code", coded, code),
    TEXT("means", coded, means),
    CYAML_FIELD_END
};
static const cyaml_schema_value_t code_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct coded, code_fields)
};
static const cyaml_schema_field_t history_fields[] = {
    TEXT("history", of_history, said.history),
    MAY("one", of_history, said.one),
    MAY("many", of_history, said.many),
    MAY("none", of_history, said.none),
    MAY("level", of_history, said.level),
    CYAML_FIELD_BOOL("lasts", CYAML_FLAG_OPTIONAL, struct of_history, said.lasts),
    CYAML_FIELD_BOOL("told_by_code", CYAML_FLAG_OPTIONAL, struct of_history, said.told),
    CYAML_FIELD_SEQUENCE("codes", CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL, struct of_history, codes, &code_value, 0, 1000),
    CYAML_FIELD_END
};
static const cyaml_schema_value_t history_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct of_history, history_fields)
};
static const cyaml_schema_value_t month_value = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, LONGEST)
};
#define FIELD(key, holds) TEXT(#key, says, says[LC_SAY_##key]),
static const cyaml_schema_field_t says_fields[] = {
    CYAML_FIELD_SEQUENCE("months", CYAML_FLAG_POINTER, struct says, months, &month_value, 12, 12),
    LC_SAYINGS(FIELD)
    CYAML_FIELD_END
};
static const cyaml_schema_field_t left_out_fields[] = {
    TEXT("rule", left_out, rule),
    TEXT("says", left_out, says),
    CYAML_FIELD_END
};
static const cyaml_schema_value_t left_out_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct left_out, left_out_fields)
};
static const cyaml_schema_field_t file_fields[] = {
    CYAML_FIELD_MAPPING("says", CYAML_FLAG_DEFAULT, lc_meanings, words, says_fields),
    CYAML_FIELD_SEQUENCE("left_out", CYAML_FLAG_POINTER, lc_meanings, left_out, &left_out_value, LC_RULE_COUNT, LC_RULE_COUNT),
    CYAML_FIELD_SEQUENCE("histories", CYAML_FLAG_POINTER, lc_meanings, histories, &history_value, 0, 200),
    CYAML_FIELD_END
};
static const cyaml_schema_value_t file_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, lc_meanings, file_fields)
};

#define HOLDS(key, holds) { #key, holds },
static const struct {
    const char *key, *holds;
} sayings[] = { LC_SAYINGS(HOLDS) };
/* clang-format on */

/* NULL: none. Of two the first. */
static const struct coded *find(const lc_meanings *m, const char *history,
                                const char *code)
{
    for (unsigned h = 0; h < m->histories_count; h++)
        for (unsigned c = 0; c < m->histories[h].codes_count; c++)
            if (!strcmp(m->histories[h].said.history, history)
                && !strcmp(m->histories[h].codes[c].code, code))
                return m->histories[h].codes + c;
    return NULL;
}

static int check_codes(const lc_meanings *m, const struct of_history *of,
                       const char *name, struct lc_error *err)
{
    for (unsigned c = 0; c < of->codes_count; c++) {
        const struct coded *one = of->codes + c;
        if (find(m, of->said.history, one->code) != one)
            return LC_FAIL(err, LC_FORMAT,
                           "%s: %s has the code %s twice; leave one of them", name,
                           of->said.history, one->code);
    }
    return LC_OK;
}

static int check_history(const lc_meanings *m, const struct of_history *of,
                         const char *name, struct lc_error *err)
{
    const struct lc_spoken *said = &of->said;
    if (!said->one != !said->many)
        return LC_FAIL(err, LC_FORMAT, "%s: %s has %s without %s; say both", name,
                       said->history, said->one ? "one" : "many",
                       said->one ? "many" : "one");
    if (said->one && lc_spoken_of(m, said->history) != said)
        return LC_FAIL(err, LC_FORMAT, "%s: %s is there twice; leave one of them", name,
                       said->history);
    return check_codes(m, of, name, err);
}

/* The name in braces that begins at `at`; its size, or 0 without an end. */
static size_t braced(const char *at)
{
    const char *end = strchr(at, '}');
    return end ? (size_t)(end - at) - 1 : 0;
}

static bool holds(const char *names, const char *name, size_t size)
{
    for (const char *at = names; *at; at += strcspn(at, " "), at += *at == ' ')
        if (strcspn(at, " ") == size && !memcmp(at, name, size))
            return true;
    return false;
}

/* How often the name stands in braces. */
static size_t times(const char *text, const char *name, size_t size)
{
    size_t n = 0;
    for (const char *at = text; (at = strchr(at, '{')); at++)
        n += braced(at) == size && !memcmp(at + 1, name, size);
    return n;
}

/* All that the program says there, and nothing that it does not. */
static int check_saying(const char *text, const char *key, const char *names,
                        const char *name, struct lc_error *err)
{
    for (const char *at = text; (at = strchr(at, '{')); at++)
        if (!holds(names, at + 1, braced(at)))
            return LC_FAIL(err, LC_FORMAT,
                           "%s: says.%s takes %s in braces, and nothing else", name,
                           key, names);
    for (const char *at = names; *at; at += strcspn(at, " "), at += *at == ' ')
        if (times(text, at, strcspn(at, " ")) != 1)
            return LC_FAIL(err, LC_FORMAT, "%s: says.%s must have {%.*s} once", name,
                           key, (int)strcspn(at, " "), at);
    return LC_OK;
}

/* NULL: none. */
static const char *said_of(const lc_meanings *m, const char *rule)
{
    for (unsigned k = 0; k < m->left_out_count; k++)
        if (!strcmp(m->left_out[k].rule, rule))
            return m->left_out[k].says;
    return NULL;
}

/* There are as many as rules, so that each has its own. */
static int check_left_out(const lc_meanings *m, const char *name, struct lc_error *err)
{
    for (int k = 0; k < LC_RULE_COUNT; k++)
        if (!said_of(m, lc_rules[k].name))
            return LC_FAIL(err, LC_FORMAT, "%s: left_out does not say the rule %s",
                           name, lc_rules[k].name);
    return LC_OK;
}

static int check(const lc_meanings *m, const char *name, struct lc_error *err)
{
    int code = check_left_out(m, name, err);
    for (unsigned h = 0; h < m->histories_count && !code; h++)
        code = check_history(m, m->histories + h, name, err);
    for (int k = 0; k < LC_SAYING_COUNT && !code; k++)
        code =
            check_saying(m->words.says[k], sayings[k].key, sayings[k].holds, name, err);
    return code;
}

int lc_meanings_parse(lc_meanings **meanings, const char *name, const char *data,
                      size_t size, struct lc_error *err)
{
    void *value = NULL;
    *meanings = NULL;
    int code = lc_yaml_parse(name, data, size, &file_value, &value, err);
    if (!code)
        code = check(value, name, err);
    if (code)
        lc_meanings_free(value);
    else
        *meanings = value;
    return code;
}

int lc_meanings_load(lc_meanings **meanings, struct lc_error *err)
{
    char *path = NULL, *data = NULL;
    size_t size = 0;
    *meanings = NULL;
    int code = lc_share_path("words.yaml", &path, err);
    if (!code)
        code = lc_file_read(path, LIMIT, &data, &size, err);
    if (!code)
        code = lc_meanings_parse(meanings, path, data, size, err);
    free(data);
    free(path);
    return code;
}

void lc_meanings_free(lc_meanings *meanings)
{
    lc_yaml_free(&file_value, meanings);
}

const char *lc_meaning_of(const lc_meanings *meanings, const char *history,
                          const char *code)
{
    const struct coded *one = find(meanings, history, code);
    return one ? one->means : NULL;
}

/* What the rule says that left a child out, in the words of the file. */
static bool put_why(const lc_meanings *m, json_t *object, const char *name)
{
    const char *why = json_string_value(json_object_get(object, name));
    for (int k = 0; k < LC_RULE_COUNT && why; k++)
        if (!strcmp(why, lc_rules[k].why))
            return lc_json_put(object, name,
                               lc_json_text(said_of(m, lc_rules[k].name)));
    return true;
}

static bool put(const lc_meanings *m, json_t *value)
{
    const char *history = json_string_value(json_object_get(value, "history")),
               *code = json_string_value(json_object_get(value, "code"));
    const char *means = history && code ? lc_meaning_of(m, history, code) : NULL;
    bool good = (!means || lc_json_put(value, "meaning", lc_json_text(means)))
                && put_why(m, value, "why") && put_why(m, value, "why_before");
    json_t *member;
    for (size_t i = 0; good && (member = json_array_get(value, i)); i++)
        good = put(m, member);
    for (void *at = json_object_iter(value); at && good;
         at = json_object_iter_next(value, at))
        good = put(m, json_object_iter_value(at));
    return good;
}

/* --- what reasons say ------------------------------------------------------------- */

const struct lc_spoken *lc_spoken_of(const lc_meanings *meanings, const char *history)
{
    for (unsigned h = 0; h < meanings->histories_count; h++) {
        const struct lc_spoken *said = &meanings->histories[h].said;
        if (said->one && !strcmp(said->history, history))
            return said;
    }
    return NULL;
}

void lc_spoken_add(struct lc_text *out, const lc_meanings *meanings,
                   enum lc_saying saying, const struct lc_filling *fillings,
                   size_t count)
{
    const char *at = meanings->words.says[saying];
    while (*at) {
        size_t plain = strcspn(at, "{"), size = 0;
        lc_text_add_bytes(out, at, plain);
        at += plain;
        if (!*at)
            break;
        size = braced(at);
        for (size_t k = 0; k < count; k++)
            if (strlen(fillings[k].name) == size
                && !memcmp(fillings[k].name, at + 1, size))
                lc_text_add(out, fillings[k].text);
        at += size + 2;
    }
}

static int year_of(int32_t day)
{
    int year, month, mday;
    lc_day_split(day, &year, &month, &mday);
    return year;
}

static bool is_near(int32_t day, int32_t from)
{
    return day > lc_day_add_months(from, -6) && day < lc_day_add_months(from, 6);
}

static void add_spoken_day(struct lc_text *out, const lc_meanings *meanings,
                           int32_t day, bool with_year)
{
    int y, m, d;
    char date[16], year[16];
    lc_day_split(day, &y, &m, &d);
    snprintf(date, sizeof date, "%d", d);
    snprintf(year, sizeof year, "%d", y);
    const char *month = meanings->words.months[m - 1];
    if (with_year)
        LC_SAY(out, meanings, day_year, { "d", date }, { "month", month },
               { "year", year });
    else
        LC_SAY(out, meanings, day, { "d", date }, { "month", month });
}

void lc_spoken_day(struct lc_text *out, const lc_meanings *meanings, int32_t day,
                   int32_t from)
{
    add_spoken_day(out, meanings, day, !is_near(day, from));
}

void lc_spoken_later(struct lc_text *out, const lc_meanings *meanings, int32_t day,
                     int32_t start, int32_t from)
{
    bool other = !is_near(start, from) && year_of(start) != year_of(day);
    add_spoken_day(out, meanings, day, other || !is_near(day, from));
}

int lc_meanings_put(const lc_meanings *meanings, json_t *document, struct lc_error *err)
{
    return put(meanings, document) ? LC_OK : LC_FAIL_NOMEM(err);
}
