/* Everything that the tables say of themselves: help, manual pages, completion. */
#pragma once

#include <stddef.h>

#include <jansson.h>

#include "base/error.h"
#include "command/topic.h"
#include "command/verb.h"

/* A titled run of verbs, and the topics that belong to them (or NULL). */
struct lc_verb_group {
    const char *title;
    const struct lc_verb *const *verbs;
    const struct lc_topic *const *topics;
};

/* All that the program has: ends with a NULL title. */
extern const struct lc_verb_group lc_verb_groups[]; /* main.c */

const struct lc_verb *lc_verb_find(const struct lc_verb_group *groups,
                                   const char *name);
/* LC_USAGE, with the nearest verb or topic. */
int lc_verb_fail_unknown(const struct lc_verb_group *groups, const char *name,
                         struct lc_error *err);

/* help; help VERB; help TOPIC; help --man [VERB]; help --completion SHELL; help --json.
 * Prints. */
int lc_help(const struct lc_verb_group *groups, int argc, char **argv,
            struct lc_error *err) LC_MUST_CHECK;

/* latecare-VERB(1), or latecare(1) for a NULL verb, as roff. (manual.c) */
void lc_manual_add(const struct lc_verb_group *groups, const struct lc_verb *verb,
                   struct lc_text *out);

/* What completes verbs, options and files: "bash", "zsh" or "fish"; LC_USAGE for any
 * other. (completion.c) */
int lc_completion_add(const struct lc_verb_group *groups, const char *shell,
                      struct lc_text *out, struct lc_error *err) LC_MUST_CHECK;

/* { "verbs": [{ "name", "args", "help", "options": [{ "name" (as --name has it),
 * "kind", "help", "choices"? }] }] } in the order of the overview, or NULL.
 * (help_json.c) */
json_t *lc_help_document(const struct lc_verb_group *groups);
