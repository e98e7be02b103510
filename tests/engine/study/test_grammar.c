/* Every key of a study has its words, and its examples together are a study. */
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "command/topic.h"
#include "study/grammar.h"
#include "study/study.h"

extern const struct lc_topic lc_topic_study;

TestSuite(grammar, .init = lc_begin);

static const cyaml_schema_field_t *section_of(const cyaml_schema_value_t *value)
{
    if (value->type == CYAML_SEQUENCE)
        value = value->sequence.entry;
    return value->type == CYAML_MAPPING ? value->mapping.fields : NULL;
}

/* The member of a key's words that is missing, or NULL. */
static const char *hole(const cyaml_schema_field_t *f, const struct lc_key_words *w)
{
    bool optional = f->value.flags & CYAML_FLAG_OPTIONAL;
    if (!w->meaning || !*w->meaning)
        return "meaning";
    if (!w->absent || optional != (*w->absent != 0))
        return "absent (for an optional key, and no other)";
    if (!w->range || !w->example)
        return "range or example";
    return section_of(&f->value) || (*w->range && *w->example) ? NULL
                                                               : "range or example";
}

static size_t walk(const cyaml_schema_field_t *fields)
{
    size_t keys = 0;
    const struct lc_key_words *words = lc_study_words(fields);
    cr_assert(words, "a section of the grammar is not among its parts");
    for (; fields->key; fields++, words++, keys++) {
        const char *lacks = hole(fields, words);
        cr_expect(!lacks, "%s: its %s is missing", fields->key, lacks);
        if (section_of(&fields->value))
            keys += walk(section_of(&fields->value));
    }
    return keys;
}

Test(grammar, every_key_has_its_words)
{
    cr_expect(walk(lc_study_grammar.mapping.fields) > 50);
}

Test(grammar, the_examples_are_a_study)
{
    struct lc_text page = { 0 };
    struct lc_error err = { 0 };
    struct lc_study *study = NULL;
    lc_topic_study.add(&page);
    char *from = strstr(page.data, "```yaml\n"), *to = NULL;
    cr_assert(from && (to = strstr(from += 8, "```\n")));
    int code = lc_study_parse(&study, "example", from, (size_t)(to - from), &err);
    cr_assert(!code, "%s", err.text);
    cr_expect(study->outcome.age_floor == 13 && study->predictors_count == 1);
    cr_expect(strcmp(study->predictors[0].where[0].values[1], "school") == 0);
    lc_study_free(study);
    lc_text_free(&page);
}
