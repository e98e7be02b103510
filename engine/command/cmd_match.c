/* latecare match A.csv [B.csv] */
#include <stdlib.h>

#include "base/file.h"
#include "base/memory.h"
#include "command/command.h"
#include "command/match_inside.h"

static int write_parameters(const char *path, bool force, json_t *document,
                            struct lc_error *err)
{
    struct lc_text text = { 0 };
    int code = lc_add_json(&text, document, err);
    if (!code)
        code = lc_file_write_text(path, force, &text, err);
    lc_text_free(&text);
    return code;
}

static int write_files(const struct lc_match_options *set,
                       const struct lc_match_files *files,
                       const struct lc_match_found *found, json_t *document,
                       struct lc_error *err)
{
    int code = LC_OK;
    bool force = set->common.force;
    if (set->pairs)
        code = lc_match_write_pairs(files, found, set->pairs, force, err);
    if (!code && set->clusters)
        code = lc_match_write_clusters(files, found, set->clusters, force, err);
    if (!code && set->parameters)
        code = write_parameters(set->parameters, force, document, err);
    return code;
}

static int tell(const struct lc_match_options *set, const struct lc_match_files *files,
                const struct lc_match_found *found,
                const struct lc_match_judged *judged, struct lc_error *err)
{
    struct lc_text out = { 0 };
    json_t *document = lc_match_json(files, found, judged);
    int code = document ? LC_OK : LC_FAIL_NOMEM(err);
    if (!code)
        code = write_files(set, files, found, document, err);
    if (!code && set->common.json)
        return lc_print_json(document, err);
    json_decref(document);
    if (code)
        return code;
    lc_match_say_found(files, found, judged, &out);
    return lc_print_text(&out, err);
}

static int say_plan(const struct lc_match_options *set,
                    const struct lc_match_files *files,
                    const struct lc_match_found *found, struct lc_error *err)
{
    struct lc_text out = { 0 };
    if (set->common.json)
        return LC_OK;
    lc_match_say_roles(files, &out);
    lc_match_say_rules(found, &out);
    return lc_print_text(&out, err);
}

/* Rows that could not be read are findings. */
static int say_troubled(const struct lc_match_files *files, struct lc_error *err)
{
    struct lc_text lines = { 0 };
    char room[32];
    for (size_t i = 0; i < files->count; i++) {
        uint64_t bad = files->rows[i].troubled;
        if (bad)
            lc_text_addf(&lines,
                         "latecare match: %s: %s row%s not read: other fields than the "
                         "header has, or a stray quote\n",
                         files->path[i], lc_print_count(bad, room),
                         bad == 1 ? " was" : "s were");
    }
    if (!lines.size)
        return LC_OK;
    int code = lc_say(&lines, err);
    return code ? code : LC_FINDINGS;
}

static int run(const struct lc_match_options *set, struct lc_match_files *files,
               lc_match *match, lc_team *team, struct lc_error *err)
{
    struct lc_match_found found;
    struct lc_match_judged judged = { 0 };
    struct lc_match_settings how = { .pairs = set->most, .threshold = set->threshold };
    bool ids = set->pairs || set->clusters;
    int code = lc_match_files_read(files, match, ids, team, err);
    if (!code && files->from[files->count] < 2)
        code = LC_FAIL(err, LC_ABSENT, "%s: there are no two rows to compare",
                       files->path[0]);
    if (!code)
        code = lc_match_plan(match, &how, team, &found, err);
    if (!code)
        code = say_plan(set, files, &found, err);
    if (!code)
        code = lc_match_run(match, &how, team, &found, err);
    if (!code && files->truth >= 0)
        code = lc_match_judge(files, &found, &judged, err);
    if (!code)
        code = tell(set, files, &found, files->truth >= 0 ? &judged : NULL, err);
    return code ? code : say_troubled(files, err);
}

static int run_match(int argc, char **argv, void *settings, struct lc_error *err)
{
    const struct lc_match_options *set = settings;
    struct lc_match_files *files = lc_alloc(1, sizeof *files);
    lc_match *match = NULL;
    lc_team *team = NULL;
    bool apart[LC_MATCH_FILES];
    if (!files)
        return LC_FAIL_NOMEM(err);
    files->apart = argc > 1 && !set->duplicates;
    for (int i = 0; i < argc; i++)
        apart[i] = files->apart;
    int code = lc_team_new(&team, set->common.threads, err);
    if (!code)
        code = lc_match_files_open(files, set, (size_t)argc, argv, err);
    if (!code)
        code =
            lc_match_new(&match, files->fields, files->field, files->count, apart, err);
    if (!code)
        code = run(set, files, match, team, err);
    lc_match_free(match);
    lc_match_files_free(files);
    free(files);
    lc_team_free(team);
    return code;
}

static void list_roles(struct lc_text *out)
{
    lc_text_add(out, "Roles\n");
    for (size_t i = 0; lc_match_roles[i]; i++)
        lc_text_addf(out, "  %-10s %s\n", lc_match_roles[i]->name,
                     lc_match_roles[i]->help);
    lc_text_add(out, "  name       a forename and a surname: Ann Lee, or \"Lee, Ann\"\n"
                     "  id         the row's own name, by which it is told\n"
                     "  leave      not compared\n\n");
}

/* clang-format off */
static const struct lc_knob rows[] = {
    LC_JSON,
    LC_THREADS,
    LC_FORCE("pairs|clusters|parameters"),
    LC_KNOB(struct lc_match_options, roles, LC_WORD, 0, 0, 0, "what columns are, where the guess is wrong: COLUMN=ROLE,..."),
    LC_KNOB(struct lc_match_options, truth, LC_WORD, 0, 0, 0, "the column that says who is who, to judge the result by; it is not compared"),
    LC_KNOB(struct lc_match_options, duplicates, LC_FLAG, 0, 0, 1, "one file may have one person twice, though there are several files"),
    LC_KNOB(struct lc_match_options, threshold, LC_REAL, 0.5, 0.001, 0.999999, "the probability from which two rows are one person"),
    LC_KNOB(struct lc_match_options, most, LC_REAL, 0, 0, 1e12, "pairs that a rule may make, above which it is left out; 0: by rows, and what rules are needed"),
    LC_OUTPUT(struct lc_match_options, pairs, LC_ENDS(".csv"), "pairs, with weight, probability and the level of each column"),
    LC_OUTPUT(struct lc_match_options, clusters, LC_ENDS(".csv"), "rows with the number of their cluster"),
    LC_OUTPUT(struct lc_match_options, parameters, LC_ENDS(".json"), "what was estimated"),
};
static const struct lc_knobs verb_knobs = LC_KNOBS(struct lc_match_options, rows);

const struct lc_verb lc_verb_match = {
    .name = "match",
    .args = "A.csv [B.csv]...",
    .help = "which rows of tables are one person, by weight of evidence, without examples",
    .detail = "By Fellegi and Sunter's method: what both rows say in a column weighs for one person or against, by how\n"
              "often it is so of one person and how often of two. Both are estimated from the rows (EM), so no examples\n"
              "are asked for. With one file, which of its rows are one person; with several, which rows of different\n"
              "files: each is taken to have a person once (else --duplicates).\n\n"
              "What columns are is guessed from headings and contents, and said first. B has the headings of A. Then the\n"
              "rules by which pairs are found, and how many pairs each makes; then what was estimated: m, how often it is so\n"
              "of one person, u, of two, and the weight of it in bits. A pair's weight is the sum over its columns, where a\n"
              "rare value in common weighs more; its probability takes into account that of a file's rows one at most is\n"
              "the person. Precision and recall are first by the method's own account, then (--truth) in truth.\n\n"
              "What is written has the rows by file, number and name (a column like id), and of each column in words how\n"
              "alike they were; an empty cell is what one of the two does not say. It holds no value that was compared.",
    .min_args = 1,
    .max_args = LC_MATCH_FILES,
    .knobs = &verb_knobs,
    .run = run_match,
    .list = list_roles,
};
/* clang-format on */
