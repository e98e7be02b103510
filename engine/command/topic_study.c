/* Every key of a study file, from the grammar that reads it. */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "command/topic.h"
#include "kind/kind.h"
#include "study/grammar.h"

typedef cyaml_schema_field_t field;

/* The section behind a key, or NULL where the key holds a value or a list of values. */
static const field *section_of(const field *f)
{
    const cyaml_schema_value_t *value = &f->value;
    if (value->type == CYAML_SEQUENCE)
        value = value->sequence.entry;
    return value->type == CYAML_MAPPING ? value->mapping.fields : NULL;
}

static const char *type_of(const field *f)
{
    if (section_of(f))
        return f->value.type == CYAML_SEQUENCE ? "list of sections" : "section";
    switch (f->value.type) {
    case CYAML_INT:
        return "whole number";
    case CYAML_FLOAT:
        return "number";
    case CYAML_BOOL:
        return "yes or no";
    case CYAML_STRING:
        return "text";
    case CYAML_SEQUENCE:
        return "list of texts";
    case CYAML_IGNORE: /* read by engine/study/models.c */
        return "list of sections";
    default:
        return "";
    }
}

/* --- the example ------------------------------------------------------------------ */

static void indent(struct lc_text *out, int depth)
{
    for (int i = 0; i < depth; i++)
        lc_text_add(out, "  ");
}

/* depth: of the section's keys. The first key of a list's item stands behind a dash. */
static void add_example(struct lc_text *out, const field *fields, int depth, bool item)
{
    const struct lc_key_words *words = lc_study_words(fields);
    for (; fields->key; fields++, words++) {
        const field *inner = section_of(fields);
        bool instead = strncmp(words->example, "# ", 2) == 0;
        if (fields->value.type == CYAML_MAPPING
            && (fields->value.flags & CYAML_FLAG_POINTER))
            continue; /* stands instead of what is shown */
        indent(out, item ? depth - 1 : depth);
        lc_text_addf(out, "%s%s%s:", item ? "- " : "", instead ? "# " : "",
                     fields->key);
        item = false;
        if (!inner) {
            lc_text_addf(out, " %s\n", words->example + (instead ? 2 : 0));
            continue;
        }
        bool list = fields->value.type == CYAML_SEQUENCE;
        lc_text_add(out, "\n");
        add_example(out, inner, depth + (list ? 2 : 1), list);
    }
}

/* --- the tables ------------------------------------------------------------------- */

static void add_section(struct lc_text *out, const char *path, const field *fields)
{
    const struct lc_key_words *words = lc_study_words(fields);
    lc_text_addf(out,
                 "\n## %s\n\n| key | type | if it is not said | range | example | what "
                 "it is |\n|---|---|---|---|---|---|\n",
                 *path ? path : "The file");
    for (size_t i = 0; fields[i].key; i++) {
        const char *example = words[i].example;
        lc_text_addf(out, "| `%s` | %s | ", fields[i].key, type_of(fields + i));
        lc_topic_cell(out, *words[i].absent ? words[i].absent : "must be said");
        lc_topic_cell(out, words[i].range);
        lc_topic_cell(out, example + (strncmp(example, "# ", 2) ? 0 : 2));
        lc_text_addf(out, "%s |\n", words[i].meaning);
    }
    for (size_t i = 0; fields[i].key; i++) {
        char inner[64];
        if (!section_of(fields + i))
            continue;
        snprintf(inner, sizeof inner, "%s%s%s", path, *path ? "." : "", fields[i].key);
        add_section(out, inner, section_of(fields + i));
    }
}

static void add_kinds(struct lc_text *out)
{
    lc_text_add(out, "\n## Kinds of predictor\n\n| kind | reads a history | window | "
                     "unit | value |\n|---|---|---|---|---|\n");
    static const char *const windows[] = { [LC_WINDOW_NEVER] = "none",
                                           [LC_WINDOW_MAY] = "may have one",
                                           [LC_WINDOW_MUST] = "must have one" };
    for (size_t k = 0; lc_kinds[k]; k++) {
        const struct lc_kind *kind = lc_kinds[k];
        lc_text_addf(out, "| `%s` | %s | %s | ", kind->name,
                     lc_kind_reads(kind) ? "yes" : "no", windows[kind->window]);
        lc_topic_cell(out, kind->unit);
        lc_text_addf(out, "%s |\n", kind->meaning);
    }
}

static void add_study(struct lc_text *out)
{
    lc_text_add(
        out,
        "# The study file\n\n"
        "A study is a YAML file that says who is looked at, when, what may happen to "
        "them, what is known beforehand,\nwhich models are tried, and how they are "
        "judged. A key that is not below is an error with its line. `latecare\nplan` "
        "prints what a study makes of a store before anything is trained.\n\n"
        "A length of time is a number and days, weeks, months or years (\"90 days\", "
        "\"12 months\"), at most 100 years;\nmonths are calendar months. A day is "
        "written 2024-03-31.\n\n```yaml\n");
    add_example(out, lc_study_grammar.mapping.fields, 0, false);
    lc_text_add(out, "```\n");
    add_section(out, "", lc_study_grammar.mapping.fields);
    add_kinds(out);
}

const struct lc_topic lc_topic_study = {
    .name = "study",
    .help = "every key of a study file: default, range, example",
    .add = add_study,
};
