/* A year of the DfE's daily payloads of social care, in a world of chance: children
 * come, things happen to them, are corrected, end, move from one episode to another,
 * and are purged at every level: a thing, an episode, all of a child's health, its
 * details alone, the child; with all that they said, or by their number alone. Each
 * day's payload has the children of whom something changed, with their details or
 * without. On any day the store is what one load of everything would be, and later what
 * it was then. */
#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

#include "base/day.h"
#include "base/random.h"
#include "base/text.h"
#include "support/imports.h"
#include "support/stores.h"

enum { DAYS = 365, KIDS = 60, THINGS = 900, REPLAYS = 20 };

static struct imports im, whole;

static void begin(void)
{
    imports_begin(&im);
    imports_begin(&whole);
}

static void end(void)
{
    imports_end(&im);
    imports_end(&whole);
}

TestSuite(payloads, .init = begin, .fini = end, .timeout = 1800);

/* --- the world -------------------------------------------------------------------- */

enum kind { EPISODE, SDQ, ASSESSMENT, PLAN, PROTECTION, ENQUIRY, CARE, KINDS };

static const char *const listed[KINDS] = {
    [EPISODE] = "social_care_episodes",
    [SDQ] = "sdq_assessments",
    [ASSESSMENT] = "child_and_family_assessments",
    [PLAN] = "child_in_need_plans",
    [PROTECTION] = "child_protection_plans",
    [ENQUIRY] = "section_47_assessments",
    [CARE] = "child_looked_after_placements",
};

struct thing {
    enum kind kind;
    unsigned kid;
    size_t of; /* the episode that it lies in */
    int32_t start, end;
    unsigned code;
    bool gone, purged; /* purged: on this day */
    bool alone;        /* by its number alone, or with what it lies in so */
    bool moved;        /* on this day, which nobody has said yet */
};

static struct world {
    struct lc_random r;
    size_t things;
    struct thing thing[THINGS];
    bool here[KIDS], changed[KIDS], purged[KIDS], gone[KIDS];
    /* of who a child is: it is said to be so; it is none any more; it goes today */
    bool told[KIDS], nameless[KIDS], unnamed[KIDS];
    bool unwell[KIDS]; /* all of its health goes today */
    bool plain[KIDS];  /* something but a purge happened today */
    unsigned sex[KIDS];
} w;

static unsigned below(unsigned n)
{
    return (unsigned)lc_random_below(&w.r, n);
}

static int32_t first_day(void)
{
    return day_of("2023-01-01");
}

/* A further thing of a child, or a child. */
static void add(int32_t today)
{
    struct thing *t = &w.thing[w.things];
    unsigned kid = below(KIDS);
    size_t of = 0;
    if (w.gone[kid] || w.things == THINGS)
        return;
    *t = (struct thing){ .kid = kid, .code = below(2), .end = LC_OPEN };
    for (size_t i = 0; i < w.things; i++)
        if (w.thing[i].kid == kid && w.thing[i].kind == EPISODE && !w.thing[i].gone)
            of = i + 1;
    t->kind = of ? (enum kind)below(KINDS) : EPISODE;
    t->of = of ? of - 1 : 0;
    t->start = today - (int32_t)below(below(3) ? 20 : 900) - 1;
    for (size_t i = 0; i < w.things; i++) /* a child and day have one questionnaire */
        if (t->kind == SDQ && w.thing[i].kid == kid && w.thing[i].kind == SDQ
            && w.thing[i].start == t->start)
            return;
    if (t->kind == ASSESSMENT)
        t->end = t->start + (int32_t)below((unsigned)(today - t->start));
    w.things++;
    w.here[kid] = w.changed[kid] = w.plain[kid] = true;
}

static bool lies_in(size_t i, size_t which)
{
    const struct thing *t = &w.thing[which];
    return t->kind == EPISODE && w.thing[i].of == which && w.thing[i].kind > SDQ
           && w.thing[i].kid == t->kid && !w.thing[i].gone;
}

static void purge(size_t which)
{
    struct thing *t = &w.thing[which];
    t->purged = true;
    t->alone |= below(2);
    for (size_t i = 0; i < w.things; i++)
        t->alone &= !(lies_in(i, which) && w.thing[i].moved);
    for (size_t i = 0; i < w.things; i++)
        if (lies_in(i, which)) {
            w.thing[i].purged = true;
            w.thing[i].alone |= t->alone;
        }
}

/* All questionnaires of the child, by their group. */
static void unwell(unsigned kid)
{
    w.unwell[kid] = true;
    for (size_t i = 0; i < w.things; i++)
        if (w.thing[i].kid == kid && w.thing[i].kind == SDQ && !w.thing[i].gone)
            w.thing[i].purged = w.thing[i].alone = true;
}

/* Into the child's first episode that stands. */
static void move(struct thing *t)
{
    for (size_t i = 0; i < w.things && t->kind > SDQ; i++)
        if (w.thing[i].kid == t->kid && w.thing[i].kind == EPISODE && !w.thing[i].gone
            && !w.thing[i].purged) {
            t->of = i;
            t->moved = true;
            return;
        }
}

static void change(int32_t today)
{
    size_t which = below((unsigned)w.things);
    struct thing *t = &w.thing[which];
    if (t->gone || w.gone[t->kid] || t->purged || w.purged[t->kid])
        return;
    w.changed[t->kid] = true;
    unsigned what = below(18);
    w.plain[t->kid] |= what > 1 && what != 6 && what != 7;
    switch (what) {
    case 0:
        purge(which);
        break;
    case 1:
        if (below(8) == 0)
            w.purged[t->kid] = true;
        break;
    case 2:
        w.sex[t->kid] = 1 - w.sex[t->kid];
        w.told[t->kid] = false;
        break;
    case 3: /* a start that was wrong */
        t->start -= t->kind == SDQ ? 0 : 1;
        break;
    case 4:
        t->code = 1 - t->code;
        break;
    case 5:
        move(t);
        break;
    case 6:
        purge(t->kind > SDQ ? t->of : which);
        break;
    case 7:
        unwell(t->kid);
        break;
    case 8: /* it is said who the child is no more, or again */
        w.unnamed[t->kid] = !w.nameless[t->kid];
        w.nameless[t->kid] = !w.nameless[t->kid];
        break;
    default: /* it ends, or its end is corrected */
        t->end = t->start + (int32_t)below((unsigned)(today - t->start));
    }
}

/* --- its payloads ----------------------------------------------------------------- */

static void add_day(struct lc_text *out, const char *name, int32_t day)
{
    char room[LC_DAY_ROOM];
    if (day == LC_OPEN)
        lc_text_addf(out, ",\"%s\":null", name);
    else
        lc_text_addf(out, ",\"%s\":\"%s\"", name, lc_day_print(day, room));
}

static void add_said(struct lc_text *out, const struct thing *t)
{
    bool over = t->end != LC_OPEN;
    switch (t->kind) {
    case EPISODE:
        add_day(out, "referral_date", t->start);
        lc_text_addf(out, ",\"referral_source\":\"%s\"", t->code ? "6" : "1A");
        lc_text_add(out, ",\"referral_no_further_action_flag\":false");
        add_day(out, "closure_date", t->end);
        lc_text_addf(out, ",\"closure_reason\":%s", over ? "\"RC8\"" : "null");
        return;
    case SDQ:
        lc_text_addf(out, ",\"score\":%u", 10 + t->code);
        add_day(out, "date", t->start);
        return;
    case ASSESSMENT:
        add_day(out, "start_date", t->start);
        add_day(out, "authorisation_date", t->end);
        lc_text_addf(out, ",\"factors\":[\"%s\",\"4A\"]", t->code ? "1A" : "24A");
        return;
    case CARE:
        lc_text_addf(out, ",\"start_reason\":\"S\",\"placement_type\":\"%s\"",
                     t->code ? "U4" : "K2");
        lc_text_addf(out, ",\"end_reason\":%s", over ? "\"E4A\"" : "null");
        /* fall through */
    default:
        add_day(out, "start_date", t->start);
        add_day(out, "end_date", t->end);
    }
}

static void add_things(struct lc_text *out, unsigned kid, enum kind kind, size_t of);

static void add_thing(struct lc_text *out, size_t i)
{
    static const char *const name[KINDS] = {
        "social_care_episode_id",         "questionnaire",
        "child_and_family_assessment_id", "child_in_need_plan_id",
        "child_protection_plan_id",       "section_47_assessment_id",
        "child_looked_after_placement_id"
    };
    const struct thing *t = &w.thing[i];
    lc_text_addf(out, "{\"%s\":\"T%zu\",\"purge\":%s", name[t->kind], i,
                 t->purged ? "true" : "false");
    if (t->purged && t->alone && t->kind != SDQ) {
        lc_text_add(out, "}");
        return;
    }
    add_said(out, t);
    for (int k = ASSESSMENT; t->kind == EPISODE && k < KINDS; k++)
        add_things(out, t->kid, (enum kind)k, i);
    lc_text_add(out, "}");
}

/* The list of the child's things of a kind, those of an episode if they lie in one. */
static void add_things(struct lc_text *out, unsigned kid, enum kind kind, size_t of)
{
    const char *gap = "";
    lc_text_addf(out, ",\"%s\":[", listed[kind]);
    for (size_t i = 0; i < w.things; i++) {
        const struct thing *t = &w.thing[i];
        if (t->kid != kid || t->kind != kind || t->gone || (kind > SDQ && t->of != of)
            || (kind == SDQ && w.unwell[kid]))
            continue;
        lc_text_add(out, gap);
        add_thing(out, i);
        gap = ",";
    }
    lc_text_add(out, "]");
}

/* Its status begins with its first day in care, so that a payload that says something
 * of that says the status too; one that takes something back need not. */
static bool is_unaccompanied(unsigned kid)
{
    return kid % 3 == 0;
}

/* always: else they may be left out, where they were told before. */
static void add_details(struct lc_text *out, unsigned kid, bool always)
{
    always |= is_unaccompanied(kid) && w.plain[kid];
    if (w.unnamed[kid])
        lc_text_add(out, ",\"child_details\":{\"purge\":true}");
    if (w.nameless[kid] || (!always && w.told[kid] && below(2)))
        return;
    lc_text_addf(out,
                 ",\"child_details\":{\"first_name\":\"Ann\",\"surname\":\"Test%u\","
                 "\"date_of_birth\":\"2010-%02u-03\",\"sex\":\"%s\",\"ethnicity\":"
                 "\"WBRI\",\"uasc_flag\":%s,\"purge\":false}",
                 kid, 1 + kid % 12, w.sex[kid] ? "F" : "M",
                 is_unaccompanied(kid) ? "true" : "false");
}

static void add_kid(struct lc_text *out, unsigned kid, bool always)
{
    lc_text_addf(out, "%s{\"la_child_id\":\"C%u\",\"purge\":%s",
                 out->size > 1 ? ",\n" : "", kid, w.purged[kid] ? "true" : "false");
    add_details(out, kid, always);
    lc_text_addf(out, ",\"health_and_wellbeing\":{\"purge\":%s",
                 w.unwell[kid] ? "true" : "false");
    add_things(out, kid, SDQ, 0);
    lc_text_add(out, "}");
    add_things(out, kid, EPISODE, 0);
    lc_text_add(out, "}");
}

/* delta: of whom something changed; else everyone that there is. */
static char *payload(bool delta)
{
    struct lc_text out = { 0 };
    lc_text_add(&out, "[");
    for (unsigned kid = 0; kid < KIDS; kid++) {
        if (!w.here[kid] || w.gone[kid] || (delta && !w.changed[kid]))
            continue;
        if (w.purged[kid] && kid % 2)
            lc_text_addf(&out, "%s{\"la_child_id\":\"C%u\",\"purge\":true}",
                         out.size > 1 ? ",\n" : "", kid);
        else
            add_kid(&out, kid, !delta);
        w.told[kid] |= delta;
    }
    lc_text_add(&out, "]\n");
    return out.data;
}

/* What was purged was said to be so, and is never said again. */
static size_t forget(void)
{
    size_t purged = 0;
    for (size_t i = 0; i < w.things; i++) {
        purged += w.thing[i].purged;
        w.thing[i].gone |= w.thing[i].purged;
        w.thing[i].purged = w.thing[i].moved = false;
    }
    for (unsigned kid = 0; kid < KIDS; kid++) {
        purged += w.purged[kid];
        w.gone[kid] |= w.purged[kid];
        w.purged[kid] = w.changed[kid] = false;
        w.unnamed[kid] = w.unwell[kid] = w.plain[kid] = false;
        w.told[kid] &= !w.nameless[kid];
    }
    return purged;
}

static void take(struct imports *into, char *text, int32_t day)
{
    char room[LC_DAY_ROOM];
    into->options.covers_from = day_of("2010-01-01");
    into->options.covers_to = day;
    imports_add(into, "payload.json", text, 0);
    imports_take(into, lc_day_print(day, room));
    free(text);
}

/* --- the year --------------------------------------------------------------------- */

/* Days on which all is loaded at once, to see whether it is the same. */
static bool is_looked_at(const bool *look, int t)
{
    return look[t] || t == DAYS - 1;
}

Test(payloads, a_year_of_deltas_is_one_load)
{
    static char *then[DAYS];
    static bool look[DAYS];
    size_t purged = 0, deltas = 0;
    w = (struct world){ 0 };
    lc_random_init(&w.r, 365, 1);
    for (int k = 0; k < REPLAYS; k++)
        look[below(DAYS)] = true;
    for (int t = 0; t < DAYS; t++) {
        int32_t today = first_day() + t;
        for (int i = 0; i < (t ? 2 : 60); i++)
            add(today);
        for (int i = 0; i < 4 && t; i++)
            change(today);
        take(&im, payload(true), today);
        deltas++;
        purged += forget();
        if (!is_looked_at(look, t))
            continue;
        then[t] = imports_seen(&im, today + 1);
        char *got = imports_seen(&im, LC_OPEN);
        imports_anew(&whole);
        take(&whole, payload(false), today);
        char *want = imports_seen(&whole, LC_OPEN);
        cr_expect(eq(str, got, want), "day %d", t);
        free(got);
        free(want);
    }
    for (int t = 0; t < DAYS; t++) {
        if (!then[t])
            continue;
        char *got = imports_seen(&im, first_day() + t + 1);
        cr_expect_str_eq(got, then[t], "as of day %d", t);
        free(got);
        free(then[t]);
    }
    cr_expect(eq(sz, deltas, DAYS));
    cr_expect(purged > 50, "%zu were purged", purged);
}
