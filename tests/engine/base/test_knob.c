#include <criterion/criterion.h>

#include "base/knob.h"

struct settings {
    double tolerance;
    int steps, loud, ties;
    const char *output;
};

static const char *const ties[] = { "efron", "breslow", NULL };
static const struct lc_knob rows[] = {
    LC_KNOB(struct settings, tolerance, LC_REAL, 1e-9, 1e-15, 1e-2, "when to stop"),
    LC_KNOB(struct settings, steps, LC_COUNT, 30, 1, 1000, "how many"),
    LC_KNOB(struct settings, loud, LC_FLAG, 0, 0, 1, "say more"),
    LC_KNOB_CHOICE(struct settings, ties, 0, ties, "how ties are treated"),
    LC_KNOB(struct settings, output, LC_WORD, 0, 0, 0, "where to"),
};
static const struct lc_knobs knobs = LC_KNOBS(struct settings, rows);

static int set(struct settings *s, const char *name, const char *value)
{
    return lc_knobs_set(&knobs, s, name, value, NULL, NULL);
}

Test(knob, defaults_and_values)
{
    struct settings s;
    lc_knobs_default(&knobs, &s);
    cr_assert(s.tolerance == 1e-9 && s.steps == 30 && !s.loud && !s.ties && !s.output);
    cr_assert_eq(set(&s, "tolerance", "1e-6"), LC_OK);
    cr_assert_eq(set(&s, "steps", "7"), LC_OK);
    cr_assert_eq(set(&s, "loud", NULL), LC_OK);
    cr_assert_eq(set(&s, "ties", "breslow"), LC_OK);
    cr_assert_eq(set(&s, "output", "x.csv"), LC_OK);
    cr_assert(s.tolerance == 1e-6 && s.steps == 7 && s.loud == 1 && s.ties == 1);
    cr_assert_str_eq(s.output, "x.csv");
}

Test(knob, refuses_what_does_not_fit)
{
    struct settings s;
    lc_knobs_default(&knobs, &s);
    cr_assert_eq(set(&s, "steps", "1e300"), LC_USAGE);
    cr_assert_eq(set(&s, "steps", "7.5"), LC_USAGE);
    cr_assert_eq(set(&s, "steps", "0"), LC_USAGE);
    cr_assert_eq(set(&s, "steps", "nan"), LC_USAGE);
    cr_assert_eq(set(&s, "steps", NULL), LC_USAGE);
    cr_assert_eq(set(&s, "loud", "1"), LC_USAGE);
    cr_assert_eq(set(&s, "ties", "exact"), LC_USAGE);
    cr_assert_eq(set(&s, "absent", "1"), LC_ABSENT);
    cr_assert_eq(s.steps, 30);
}
