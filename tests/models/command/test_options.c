/* Every option of fit with every family: read, and then there are rows on which it
 * changes the answer; or refused, exit 2. What a family declares (its `reads`) is held
 * against what it does. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "command/verb.h"
#include "models/families/families.h"
#include "support/sheet.h"
#include "support/verbs.h"

extern const struct lc_verb lc_verb_fit;

TestSuite(options, .init = lc_begin, .timeout = 0);

#define BIRTH "tests/golden/logit_birthwt/data.csv"
#define PBC   "tests/golden/cox_pbc/data.csv"

enum { ROOM = 1 << 20 };

/* A knob, how it is given, what it is given beside, and what else is then looked at:
 * F is a folder of the test's own, D the data, L the program. Where the answer stays
 * the same, `instead` is given instead. */
static const struct trial {
    const char *knob, *given, *beside, *then, *instead;
} trials[] = {
    { "ties", "--ties breslow", "", "", NULL },
    { "variance", "--variance hc0", "", "", NULL },
    { "robust", "--robust", "", "", NULL },
    { "dist", "--dist lognormal", "", "", NULL },
    { "scale", "--scale 1", "", "", NULL },
    { "tolerance", "--tolerance 0.01", "", "", "--tolerance 1e-20" },
    { "max_steps", "--max-steps 1", "", "", NULL },
    { "ridge", "--ridge 2", "", "", NULL },
    { "penalty_factors", "--penalty-factors $P", "--ridge 2", "", NULL },
    { "firth", "--firth", "", "", NULL },
    { "alpha", "--alpha 0.5", "--path 5", "", NULL },
    { "lambda", "--lambda 0.01", "", "", NULL },
    { "lambdas", "--lambdas 0.01,0.001", "", "", NULL },
    { "path", "--path 5", "", "", NULL },
    { "folds", "--folds 3", "--path 5", "", NULL },
    { "fold", "--fold $C", "--path 5", "", NULL },
    { "unscaled", "--unscaled", "--path 5", "", NULL },
    { "seed", "--seed 5", "--path 5 --folds 3", "", NULL },
    { "cause", "--cause 2", "", "", NULL },
    { "product_limit", "--product-limit", "--output $F/m.json",
      "$L predict $F/m.json $D --horizon 1826", NULL },
    { "grid", "--grid 30", "", "", NULL },
    { "baseline", "--baseline polynomial", "", "", NULL },
    { "degree", "--degree 2", "--baseline polynomial", "", NULL },
    { "concordance", "--concordance 0", "", "", NULL },
    { "times", "--times 900", "", "", NULL },
    { "residuals", "--residuals deviance",
      "--residuals martingale --output-residuals $F/r.csv", "cat $F/r.csv", NULL },
    { "output_residuals", "--output-residuals $F/r.csv", "--residuals martingale",
      "cat $F/r.csv", NULL },
    { "zph", "--zph km", "", "", NULL },
};
enum { TRIALS = sizeof trials / sizeof *trials };

static const struct trial *trial_of(const char *knob)
{
    for (size_t t = 0; t < TRIALS; t++)
        if (strcmp(trials[t].knob, knob) == 0)
            return trials + t;
    return NULL;
}

/* What fit, and what is looked at after it, print and end with; into out[ROOM].
 * Returns fit's exit status. */
static int answer(const char *folder, const struct lc_family *family,
                  const char *beside, const char *given, const char *then, char *out)
{
    static const char *const formula[] = {
        [LC_BINARY] = "low ~ age + lwt",
        [LC_TIME_TO_EVENT] = "Surv(time, death) ~ age + edema + log(bili) + albumin",
        [LC_TIME_TO_CAUSE] = "Surv(time, status) ~ age + edema",
    };
    bool yes_or_no = family->response == LC_BINARY;
    char command[2000];
    snprintf(
        command, sizeof command,
        "L=%s F=%s D=%s C=%s P=%s; rm -f $F/*; $L fit $D --family %s --formula '%s' %s "
        "%s %s --json 2>&1; echo \"=$?\"; { %s; } 2>&1",
        program(), folder, yes_or_no ? BIRTH : PBC, yes_or_no ? "ftv" : "edema",
        family->response == LC_TIME_TO_EVENT ? "0,1,1,1" : "0,1", family->name,
        formula[family->response],
        strncmp(family->name, "discrete", 8) == 0 ? "--grid 90" : "", beside, given,
        *then ? then : "true");
    FILE *pipe = popen(command, "r");
    cr_assert(pipe != NULL);
    size_t size = fread(out, 1, ROOM - 1, pipe);
    out[size] = '\0';
    cr_assert(!feof(pipe) || size < ROOM - 1, "%s", command);
    pclose(pipe);
    const char *brace = strstr(out, "\n}\n"), *status = brace ? brace + 2 : out;
    status = strstr(status, "\n="); /* a message may go on in lines set in */
    return status ? atoi(status + 2) : -1;
}

static void hold(const char *folder, const struct lc_family *family,
                 const struct trial *trial, char *without, char *with)
{
    char other[LC_READS_WITH] = "";
    const char *beside = trial->beside, *then = trial->then;
    if (!lc_family_reads(family, trial->knob, other)) {
        int status = answer(folder, family, "", trial->given, "", with);
        cr_expect(status == 2 && strstr(with, "does not read --"),
                  "%s is not said to read %s: exit %d, not 2 for that: %.300s",
                  family->name, trial->given, status, with);
        return;
    }
    if (strcmp(other, "output") == 0) {
        beside = "--output $F/m.json";
        then = "$L predict $F/m.json $D";
    }
    if (*beside) {
        int status = answer(folder, family, "", trial->given, "", with);
        cr_expect(status == 2, "%s: %s by itself: exit %d, not 2", family->name,
                  trial->given, status);
    }
    int status = answer(folder, family, beside, trial->given, then, with);
    cr_expect(status != 2, "%s is said to read %s: %.300s", family->name, trial->given,
              with);
    answer(folder, family, beside, "", then, without);
    if (trial->instead && strcmp(without, with) == 0)
        answer(folder, family, beside, trial->instead, then, with);
    cr_expect(strcmp(without, with) != 0, "%s is said to read %s: the same answer",
              family->name, trial->given);
}

/* Boosted trees need a library that may not be there. */
static bool can_fit(const char *folder, const struct lc_family *family, char *out)
{
    return answer(folder, family, "", "", "", out) == 0;
}

Test(options, are_read_or_refused)
{
    char *folder = folder_new();
    char *without = malloc(ROOM), *with = malloc(ROOM);
    cr_assert(without && with);
    for (size_t f = 0; lc_families[f]; f++) {
        const struct lc_family *family = lc_families[f];
        bool fits = can_fit(folder, family, with);
        cr_expect(fits || strncmp(family->name, "boosted", 7) == 0, "%s: %.300s",
                  family->name, with);
        for (size_t t = 0; t < TRIALS; t++)
            if (fits || !lc_family_reads(family, trials[t].knob, NULL))
                hold(folder, family, trials + t, without, with);
    }
    free(without);
    free(with);
    folder_remove(folder);
}

/* Which family reads an option is what the table says, in no option's own words. */
Test(options, name_no_family_by_hand)
{
    for (size_t i = 0; i < lc_verb_fit.knobs->count; i++)
        for (size_t f = 0; lc_families[f]; f++) {
            const char *name = lc_families[f]->name,
                       *help = lc_verb_fit.knobs->rows[i].help;
            size_t size = strlen(name);
            cr_expect(strncmp(help, name, size) != 0 || help[size] != ':', "--%s: %s",
                      lc_verb_fit.knobs->rows[i].name, help);
        }
    struct lc_text said = { 0 };
    lc_families_add_readers(lc_knobs_find(&lc_fit_knobs, "scale"), &said);
    cr_expect_str_eq(said.data, "; of aft");
    lc_text_free(&said);
}

/* A knob that no family reads, or that no trial above gives, is a hole; so is a word of
 * a family that is no option. */
Test(options, are_all_tried)
{
    for (size_t i = 0; i < lc_fit_knobs.count; i++)
        cr_expect(trial_of(lc_fit_knobs.rows[i].name) != NULL, "%s has no trial",
                  lc_fit_knobs.rows[i].name);
    for (size_t t = 0; t < TRIALS; t++) {
        size_t readers = 0;
        for (size_t f = 0; lc_families[f]; f++)
            readers += lc_family_reads(lc_families[f], trials[t].knob, NULL);
        cr_expect(readers > 0, "nobody reads %s", trials[t].knob);
    }
    for (size_t f = 0; lc_families[f]; f++) {
        char words[400];
        cr_assert(lc_families[f]->reads != NULL, "%s: reads", lc_families[f]->name);
        snprintf(words, sizeof words, "%s", lc_families[f]->reads);
        for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
            word[strcspn(word, ":")] = '\0';
            cr_expect(lc_knobs_find(lc_verb_fit.knobs, word) && trial_of(word),
                      "%s reads %s, which is no option, or has no trial",
                      lc_families[f]->name, word);
        }
    }
}
