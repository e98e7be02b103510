/* One child's life: what happened to it, in the order it was decided.
 *
 * A happening is decided on a day and may end later: a plan, a placement, a concern is
 * written with the end it will have, and what comes later (a death, a move, an entry)
 * may bring that end forward. Nothing on the past side of a day is ever changed.
 * A life is a batch object: lc_life_begin() reuses the memory of the life before. */
#pragma once

#include "base/day.h"
#include "base/error.h"
#include "datasets/borough/world_inside.h"

/* What can happen; each is a row somewhere in an agency's extract. */
enum lc_event_kind {
    LC_KIND_CONTACT,    /* code source, detail outcome                               */
    LC_KIND_EARLY_HELP, /* a spell                                                   */
    LC_KIND_CIN,        /* a spell; code need, detail source, note close, level NFA  */
    LC_KIND_ASSESSMENT, /* start to authorisation; of = its CIN; factors             */
    LC_KIND_CIN_PLAN,   /* a spell; of = its CIN                                     */
    LC_KIND_S47,        /* a spell; of = its CIN                                     */
    LC_KIND_ICPC,       /* a day; of = its S47; level 1 when a plan follows          */
    LC_KIND_CPP,        /* a spell; of = its ICPC; code first, detail latest category */
    LC_KIND_EPISODE,    /* of care: code legal status, detail placement, note REC    */
    LC_KIND_PERMANENCE, /* a day; code adoption and so on                            */
    LC_KIND_UASC,       /* a spell to the 18th birthday                              */
    LC_KIND_MISSING,    /* a spell; code type, detail context                        */
    LC_KIND_CSE,        /* a spell; level 1 to 3, code source                        */
    LC_KIND_CCE,        /* the same                                                  */
    LC_KIND_TRAFFICKING, /* the same                                                  */
    LC_KIND_GANG,        /* a spell; code role, detail source                         */
    LC_KIND_OFFENCE,     /* a day, end = outcome; code category, level seriousness    */
    LC_KIND_EXCLUSION,   /* a day; code SUSP or PERM, detail reason, level sessions   */
    LC_KIND_PANEL, /* a day on which a panel discusses the child; in truth/ only */
    LC_EVENT_KINDS /* also the kind of a plan that never came to be */
};

struct lc_happening {
    int kind;
    int32_t start;
    int32_t end;      /* LC_OPEN when it has none yet */
    int32_t recorded; /* the day the agency enters it when it makes no mistake */
    int level;
    uint32_t of;      /* index of the happening it hangs on; its own when on none */
    uint64_t factors; /* LC_KIND_ASSESSMENT: a bit a row of lc_factors */
    const char *code, *detail, *note;            /* constants, never NULL */
    const char *need, *provider, *began, *moved; /* LC_KIND_EPISODE; else "" */
};

struct lc_life {
    const struct lc_world *world;
    const struct lc_household *family;
    struct lc_home *home; /* the family's other lives; NULL in some tests */
    struct lc_random random;
    uint32_t child;
    int member;               /* of the family */
    int32_t born, month_born; /* the 15th of the birth month: what a store knows */
    int32_t begins, ends;     /* lives in the borough, under 18: [begins, ends) */
    int32_t adult, died;      /* 18th birthday; day of death or LC_OPEN */
    int32_t left;             /* day of moving away or of adoption, or LC_OPEN */
    const char *why;          /* the CIN close reason that goes with `left` */
    int32_t adopted;          /* this day, before or while living here, or LC_OPEN */
    int group;                /* its ethnic group's predictor, or 0 */
    bool male, uasc, disabled;
    double propensity; /* standard normal; half of it the family's strain */

    struct lc_happening *rows;
    size_t count, room;

    /* where things stand while the life is lived */
    int32_t cin_until, cpp_until, care_until, missing_until, early_help_until;
    int32_t offence_until, exclusion_until, gang_until; /* no two within a few days */
    int32_t crisis_until, helped_until;
    int32_t entered, first_entered; /* care, latest and first; short breaks are none */
    int route; /* of the first entry at 10 or over, a process, else 0 */
    int32_t concern_until[LC_EVENT_KINDS]; /* by kind: one at a time */
    uint32_t cin;                          /* the latest CIN row */
    int care_periods;
    bool lived;  /* here, for a day at least */
    bool failed; /* memory ran out; reported once, by lc_life_check() */
};

/* The lives of one family, lived together. */
struct lc_home {
    const struct lc_world *world;
    struct lc_household family;
    struct lc_life life[LC_FAMILY_MOST];
};

int lc_life_new(struct lc_life *life, struct lc_error *err) LC_MUST_CHECK;
/* Begins member k of the home's family: draws who the child is. */
void lc_life_begin(struct lc_home *home, int k);
void lc_life_free(struct lc_life *life);
int lc_life_check(const struct lc_life *life, struct lc_error *err) LC_MUST_CHECK;

/* Adds a happening with its kind, days, and code; returns its index. recorded = start;
 * the texts not given are "". When memory fails the life is marked and the index is 0.
 */
uint32_t lc_life_add(struct lc_life *life, int kind, int32_t start, int32_t end,
                     const char *code);

/* Ends all at `day` (18th birthday, move, death): plans from that day on are dropped,
 * open ends are brought forward. note: the CIN close reason; rec: the care one. */
void lc_life_close(struct lc_life *life, int32_t day, const char *note,
                   const char *rec);

/* Of an episode: is it a short break (V3, V4), of which less is said? */
static inline bool lc_is_brief(const struct lc_happening *episode)
{
    return episode->code[0] == 'V' && episode->code[1] != '2';
}

static inline bool lc_life_chance(struct lc_life *life, double p)
{
    return lc_random_unit(&life->random) < p;
}

/* A whole number of days: low to high, or exponential with a mean. */
int32_t lc_life_days(struct lc_life *life, int low, int high);
int32_t lc_life_wait(struct lc_life *life, double mean_days);

/* By the weights that truth.yaml states; a figure of it. */
const char *lc_life_choose(struct lc_life *life, int choice);

static inline double lc_life_figure(const struct lc_life *life, int figure)
{
    return life->world->truth->figure[figure];
}
static inline bool lc_life_chance_of(struct lc_life *life, int figure)
{
    return lc_life_chance(life, lc_life_figure(life, figure));
}
