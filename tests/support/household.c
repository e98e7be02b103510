#include "support/household.h"

#include <criterion/criterion.h>

#include "base/begin.h"

struct lc_coefficients *truth;
struct lc_world world;
struct lc_home home;

static struct lc_ethnicity people = { .code = "XXXX", .share = 1 };

void household_begin(void)
{
    struct lc_error err = { 0 };
    lc_begin();
    cr_assert(lc_coefficients_read(&truth, NULL, &err) == LC_OK, "%s", err.text);
    lc_world_init(&world, truth, 5, 20000, 6, 1);
    home.world = &world;
}

void household_end(void)
{
    lc_coefficients_free(truth);
    truth = NULL;
}

void move_in(size_t n, const char *origin)
{
    lc_household_draw(&world, n, &home.family);
    people.origin = origin;
    if (origin)
        home.family.people = &people;
    for (int k = 0; k < home.family.members; k++)
        lc_life_begin(&home, k);
}
