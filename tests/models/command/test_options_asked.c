/* Every option of evaluate and compare with every kind of question that they are asked:
 * read, and then the answer changes; or refused, exit 2. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

#include "base/begin.h"
#include "base/random.h"
#include "command/verb.h"
#include "support/sheet.h"
#include "support/verbs.h"

extern const struct lc_verb lc_verb_evaluate, lc_verb_compare;

TestSuite(asked, .init = lc_begin, .timeout = 0);

enum { ROOM = 1 << 20, ROWS = 80 };

/* D is the table, L and T models of it. */
static const struct question {
    const struct lc_verb *verb;
    const char *asked;
} questions[] = {
    { &lc_verb_evaluate, "$D --risk p --outcome y" },
    { &lc_verb_evaluate, "$D --marker m --outcome y" },
    { &lc_verb_evaluate, "$D --risk p --outcome 'Surv(time, event)'" },
    { &lc_verb_evaluate, "$D --marker m --outcome 'Surv(time, cause)'" },
    { &lc_verb_evaluate, "$F/yes.json $D" },
    { &lc_verb_evaluate, "$F/times.json $D" },
    { &lc_verb_compare, "$D 'logistic: y ~ p' 'logistic: y ~ m'" },
    { &lc_verb_compare, "$D --horizon 4 'fine-gray: Surv(time, cause) ~ p' 'fine-gray: "
                        "Surv(time, cause) ~ "
                        "m'" },
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

/* An option with a value that is not its default; where the answer stays the same,
 * `beside` both. */
static const struct trial {
    const char *knob, *given, *beside;
} trials[] = {
    { "risk", "--risk q", NULL },
    { "marker", "--marker q", NULL },
    { "against", "--against q", NULL },
    { "outcome", "--outcome z", NULL },
    { "child", "--child pair", NULL },
    { "where", "--where 'm > 0'", NULL },
    { "weights", "--weights w", NULL },
    { "strata", "--strata g", NULL },
    { "horizon", "--horizon 3", NULL },
    { "until", "--until 2", NULL },
    { "time_weight", "--time-weight I", NULL },
    { "integrate", "--integrate 3", NULL },
    { "groups", "--groups 4", NULL },
    { "cause", "--cause 2", NULL },
    { "capacity", "--capacity 9", NULL },
    { "list", "--list g", "--capacity 9" },
    { "linkage", "--linkage 2024-03-31", NULL },
    { "replicates", "--replicates 7", NULL },
    { "seed", "--seed 5", NULL },
    { "seed", "--seed 5", "--replicates 0" },
    { "folds", "--folds 3", NULL },
};
enum { TRIALS = sizeof trials / sizeof *trials };

static void write_table(const char *folder)
{
    char path[200];
    struct lc_random r;
    lc_random_init(&r, 3, 0);
    snprintf(path, sizeof path, "%s/d.csv", folder);
    FILE *file = fopen(path, "w");
    cr_assert(file != NULL);
    fputs("y,z,p,q,m,time,event,cause,g,w,pair\n", file);
    for (int i = 0; i < ROWS; i++) {
        double p = lc_random_unit(&r), q = lc_random_unit(&r);
        double m = lc_random_normal(&r) + 2 * p, time = lc_random_exponential(&r) * 6;
        int y = lc_random_unit(&r) < 0.2 + 0.6 * p, event = lc_random_unit(&r) < 0.7;
        fprintf(file, "%d,%d,%.4f,%.4f,%.4f,%.3f,%d,%d,%d,%d,%d\n", y,
                lc_random_unit(&r) < q, p, q, m, 0.1 + time, event,
                event ? 1 + (q > 0.6) : 0, i % 2, 1 + i % 3, i / 2);
    }
    cr_assert_eq(fclose(file), 0);
}

/* What `command` prints and ends with, into out[ROOM]; returns its exit status. */
static int answer(const char *folder, const char *verb, const char *asked,
                  const char *given, char *out)
{
    char command[1000];
    snprintf(command, sizeof command,
             "L=%s F=%s; D=$F/d.csv; $L %s %s %s --json 2>&1; echo \" $?\"", program(),
             folder, verb, asked, given);
    FILE *pipe = popen(command, "r");
    cr_assert(pipe != NULL);
    size_t size = fread(out, 1, ROOM - 1, pipe);
    out[size] = '\0';
    pclose(pipe);
    const char *status = strrchr(out, ' ');
    return status ? atoi(status + 1) : -1;
}

static void hold(const char *folder, const struct question *q, const struct trial *t,
                 char *without, char *with)
{
    char given[200];
    const char *beside = t->beside ? t->beside : "";
    snprintf(given, sizeof given, "%s %s", beside, t->given);
    int status = answer(folder, q->verb->name, q->asked, given, with);
    if (status == 2)
        return;
    cr_expect(status == 0, "%s %s %s: exit %d: %.300s", q->verb->name, q->asked, given,
              status, with);
    answer(folder, q->verb->name, q->asked, beside, without);
    cr_expect(strcmp(without, with) != 0, "%s %s: %s is not read", q->verb->name,
              q->asked, given);
}

Test(asked, options_are_read_or_refused)
{
    char *folder = folder_new();
    char *without = malloc(ROOM), *with = malloc(ROOM);
    cr_assert(without && with);
    write_table(folder);
    cr_assert_eq(answer(folder, "fit",
                        "$D --family logistic --formula 'y ~ p + m' --output "
                        "$F/yes.json",
                        "", with),
                 0, "%s", with);
    cr_assert_eq(answer(folder, "fit",
                        "$D --family cox --formula 'Surv(time, event) ~ p + m' "
                        "--output $F/times.json",
                        "", with),
                 0, "%s", with);
    for (size_t q = 0; q < QUESTIONS; q++) {
        int status =
            answer(folder, questions[q].verb->name, questions[q].asked, "", with);
        cr_expect(status == 0, "%s: %s", questions[q].asked, with);
        for (size_t t = 0; t < TRIALS; t++)
            if (lc_knobs_find(questions[q].verb->knobs, trials[t].knob))
                hold(folder, questions + q, trials + t, without, with);
    }
    free(without);
    free(with);
    folder_remove(folder);
}

/* An option without a trial is a hole, but for those that say how it is printed, how
 * fast, and over what. */
Test(asked, options_are_all_tried)
{
    static const char *const others[] = { "json", "threads", "force" };
    for (size_t q = 0; q < QUESTIONS; q++)
        for (size_t i = 0; i < questions[q].verb->knobs->count; i++) {
            const char *name = questions[q].verb->knobs->rows[i].name;
            bool found = false;
            for (size_t t = 0; t < TRIALS; t++)
                found = found || strcmp(trials[t].knob, name) == 0;
            for (size_t k = 0; k < sizeof others / sizeof *others; k++)
                found = found || strcmp(others[k], name) == 0;
            cr_expect(found, "%s --%s has no trial", questions[q].verb->name, name);
        }
}
