/* Social care's extracts: the standard safeguarding dataset, a table a file. */
#include <stdio.h>
#include <string.h>

#include "datasets/borough/desk_inside.h"
#include "datasets/borough/factor_inside.h"
#include "datasets/borough/world_inside.h"

static const char *coded(const struct lc_desk *d, const struct lc_slip *slip,
                         const char *code)
{
    bool wrong = slip->miscoded && (d->extract == LC_EARLIER || !slip->mended);
    return wrong ? "??" : code;
}

static int32_t started(const struct lc_desk *d, const struct lc_happening *h,
                       const struct lc_slip *slip)
{
    return d->extract == LC_EARLIER ? h->start - slip->early : h->start;
}

static const char *yes(bool is)
{
    return is ? "Y" : "N";
}

static void write_contact(struct lc_desk *d, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    struct lc_pen pen = lc_desk_pen(d, LC_S_CONTACTS);
    lc_pen_id(&pen, 'K', lc_desk_row(d, at));
    lc_pen_text(&pen, d->number);
    lc_pen_day(&pen, started(d, h, slip));
    lc_pen_text(&pen, h->code);
    lc_pen_text(&pen, "");
    lc_pen_text(&pen, h->detail);
    lc_pen_end(&pen);
    if (slip->twice)
        lc_pen_again(&pen);
}

static void write_early_help(struct lc_desk *d, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    struct lc_pen pen = lc_desk_pen(d, LC_S_EARLY_HELP);
    lc_pen_id(&pen, 'E', lc_desk_row(d, at));
    lc_pen_text(&pen, d->number);
    lc_pen_day(&pen, started(d, h, slip));
    lc_pen_day(&pen, h->end);
    lc_pen_skip(&pen, 4);
    lc_pen_end(&pen);
}

static void write_cin(struct lc_desk *d, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    bool ended = h->end < d->asof;
    struct lc_pen pen = lc_desk_pen(d, LC_S_CIN);
    lc_pen_id(&pen, 'R', lc_desk_row(d, at));
    lc_pen_text(&pen, d->number);
    lc_pen_day(&pen, started(d, h, slip));
    lc_pen_text(&pen, coded(d, slip, h->code));
    lc_pen_text(&pen, h->detail);
    lc_pen_skip(&pen, 2);
    lc_pen_text(&pen, yes(h->level));
    lc_pen_text(&pen, ended ? h->note : "");
    lc_pen_day(&pen, h->end);
    lc_pen_skip(&pen, 2);
    lc_pen_end(&pen);
    if (slip->twice)
        lc_pen_again(&pen);
}

static void write_factors(struct lc_desk *d, uint32_t at)
{
    const struct lc_happening *h = d->life->rows + at;
    char json[400];
    size_t used = 0;
    for (size_t i = 0; i < lc_factors_count(); i++)
        if (h->factors >> i & 1)
            used += (size_t)snprintf(json + used, sizeof json - used, "%s\"%s\"",
                                     used ? ", " : "[", lc_factors[i]);
    snprintf(json + used, sizeof json - used, "]");
    struct lc_pen pen = lc_desk_pen(d, LC_S_FACTORS);
    lc_pen_id(&pen, 'F', lc_desk_row(d, at));
    lc_pen_id(&pen, 'A', lc_desk_row(d, at));
    lc_pen_text(&pen, json);
    lc_pen_end(&pen);
}

static void write_assessment(struct lc_desk *d, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    bool done = h->end < d->asof;
    struct lc_pen pen = lc_desk_pen(d, LC_S_ASSESSMENTS);
    lc_pen_id(&pen, 'A', lc_desk_row(d, at));
    lc_pen_text(&pen, d->number);
    lc_pen_id(&pen, 'R', lc_desk_row(d, h->of));
    lc_pen_day(&pen, started(d, h, slip));
    lc_pen_text(&pen, "Y");
    lc_pen_day(&pen, h->end);
    lc_pen_skip(&pen, 4);
    lc_pen_end(&pen);
    if (slip->twice)
        lc_pen_again(&pen);
    if (done)
        write_factors(d, at);
}

static void write_cin_plan(struct lc_desk *d, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    struct lc_pen pen = lc_desk_pen(d, LC_S_CIN_PLANS);
    lc_pen_id(&pen, 'L', lc_desk_row(d, at));
    lc_pen_id(&pen, 'R', lc_desk_row(d, h->of));
    lc_pen_text(&pen, d->number);
    lc_pen_day(&pen, started(d, h, slip));
    lc_pen_day(&pen, h->end);
    lc_pen_skip(&pen, 2);
    lc_pen_end(&pen);
}

static void write_s47(struct lc_desk *d, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    struct lc_pen pen = lc_desk_pen(d, LC_S_S47);
    lc_pen_id(&pen, 'Q', lc_desk_row(d, at));
    lc_pen_id(&pen, 'R', lc_desk_row(d, h->of));
    lc_pen_text(&pen, d->number);
    lc_pen_day(&pen, started(d, h, slip));
    lc_pen_day(&pen, h->end);
    lc_pen_skip(&pen, 4);
    lc_pen_end(&pen);
}

static void write_icpc(struct lc_desk *d, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    struct lc_pen pen = lc_desk_pen(d, LC_S_ICPC);
    lc_pen_id(&pen, 'I', lc_desk_row(d, at));
    lc_pen_text(&pen, "");
    lc_pen_id(&pen, 'Q', lc_desk_row(d, h->of));
    lc_pen_text(&pen, d->number);
    lc_pen_text(&pen, "");
    lc_pen_id(&pen, 'R', lc_desk_row(d, d->life->rows[h->of].of));
    lc_pen_text(&pen, "N");
    lc_pen_text(&pen, "");
    lc_pen_day(&pen, started(d, h, slip));
    lc_pen_text(&pen, yes(h->level));
    lc_pen_skip(&pen, 3);
    lc_pen_end(&pen);
}

static void write_cpp(struct lc_desk *d, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    uint32_t enquiry = d->life->rows[h->of].of;
    struct lc_pen pen = lc_desk_pen(d, LC_S_CPP);
    lc_pen_id(&pen, 'G', lc_desk_row(d, at));
    lc_pen_id(&pen, 'R', lc_desk_row(d, d->life->rows[enquiry].of));
    lc_pen_id(&pen, 'I', lc_desk_row(d, h->of));
    lc_pen_text(&pen, d->number);
    lc_pen_day(&pen, started(d, h, slip));
    lc_pen_day(&pen, h->end);
    lc_pen_text(&pen, coded(d, slip, h->code));
    lc_pen_text(&pen, "N");
    lc_pen_text(&pen, h->detail);
    lc_pen_end(&pen);
    if (slip->twice)
        lc_pen_again(&pen);
}

/* The row with which this one's period of care began. */
static uint32_t period_start(const struct lc_life *life, uint32_t at)
{
    while (at > 0 && life->rows[at].began[0] != 'S')
        at--;
    return at;
}

static void write_episode_row(struct lc_desk *d, uint32_t at,
                              const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    uint32_t first = period_start(d->life, at);
    struct lc_pen pen = lc_desk_pen(d, LC_S_CLA);
    lc_pen_id(&pen, 'B', lc_desk_row(d, at));
    lc_pen_text(&pen, d->number);
    lc_pen_day(&pen, h->start);
    lc_pen_text(&pen, h->began);
    lc_pen_text(&pen, coded(d, slip, h->need));
    lc_pen_day(&pen, h->end);
    lc_pen_text(&pen, h->end < d->asof ? h->note : "");
    lc_pen_id(&pen, 'W', lc_desk_row(d, first));
    lc_pen_text(&pen, "");
    lc_pen_id(&pen, 'H', lc_desk_row(d, at));
    lc_pen_day(&pen, d->life->rows[first].start);
    lc_pen_text(&pen, "");
    lc_pen_end(&pen);
    if (slip->twice)
        lc_pen_again(&pen);
}

static void write_episode(struct lc_desk *d, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    write_episode_row(d, at, slip);
    struct lc_pen pen = lc_desk_pen(d, LC_S_PLACEMENT);
    lc_pen_id(&pen, 'H', lc_desk_row(d, at));
    lc_pen_day(&pen, h->start);
    lc_pen_text(&pen, h->detail);
    lc_pen_skip(&pen, 2);
    lc_pen_id(&pen, 'W', lc_desk_row(d, period_start(d->life, at)));
    lc_pen_text(&pen, h->provider);
    lc_pen_text(&pen, "");
    lc_pen_day(&pen, h->end);
    lc_pen_text(&pen, h->end < d->asof ? h->moved : "");
    lc_pen_text(&pen, d->number);
    lc_pen_end(&pen);
    pen = lc_desk_pen(d, LC_S_LEGAL);
    lc_pen_id(&pen, 'J', lc_desk_row(d, at));
    lc_pen_text(&pen, d->number);
    lc_pen_text(&pen, h->code);
    lc_pen_day(&pen, h->start);
    lc_pen_day(&pen, h->end);
    lc_pen_end(&pen);
}

static void write_uasc(struct lc_desk *d, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    struct lc_pen pen = lc_desk_pen(d, LC_S_IMMIGRATION);
    (void)slip;
    lc_pen_text(&pen, d->number);
    lc_pen_id(&pen, 'U', lc_desk_row(d, at));
    lc_pen_text(&pen, h->code);
    lc_pen_day(&pen, h->start);
    lc_pen_day(&pen, h->end);
    lc_pen_end(&pen);
}

/* Social care records the missing episodes of the children it looks after. */
static void write_missing(struct lc_desk *d, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    (void)slip;
    if (strcmp(h->detail, "care") != 0)
        return;
    struct lc_pen pen = lc_desk_pen(d, LC_S_MISSING);
    lc_pen_id(&pen, 'M', lc_desk_row(d, at));
    lc_pen_text(&pen, d->number);
    lc_pen_day(&pen, h->start);
    lc_pen_text(&pen, h->code);
    lc_pen_day(&pen, h->end);
    lc_pen_text(&pen, h->note);
    lc_pen_text(&pen, yes(h->level));
    lc_pen_end(&pen);
}

static void write_permanence(struct lc_desk *d, uint32_t at, const struct lc_slip *slip)
{
    const struct lc_happening *h = d->life->rows + at;
    struct lc_pen pen = lc_desk_pen(d, LC_S_PERMANENCE);
    (void)slip;
    lc_pen_id(&pen, 'T', lc_desk_row(d, at));
    lc_pen_text(&pen, d->number);
    lc_pen_skip(&pen, 15);
    lc_pen_day(&pen, h->start);
    lc_pen_text(&pen, h->code);
    lc_pen_skip(&pen, 4);
    lc_pen_end(&pen);
}

static void (*const writers[LC_EVENT_KINDS])(struct lc_desk *, uint32_t,
                                             const struct lc_slip *) = {
    [LC_KIND_CONTACT] = write_contact,   [LC_KIND_EARLY_HELP] = write_early_help,
    [LC_KIND_CIN] = write_cin,           [LC_KIND_ASSESSMENT] = write_assessment,
    [LC_KIND_CIN_PLAN] = write_cin_plan, [LC_KIND_S47] = write_s47,
    [LC_KIND_ICPC] = write_icpc,         [LC_KIND_CPP] = write_cpp,
    [LC_KIND_EPISODE] = write_episode,   [LC_KIND_PERMANENCE] = write_permanence,
    [LC_KIND_UASC] = write_uasc,         [LC_KIND_MISSING] = write_missing,
};

static void write_extract(struct lc_desk *d, int32_t since)
{
    struct lc_random r;
    lc_world_dirt_stream(d->life->world, LC_SOCIAL_CARE, d->life->child, &r);
    lc_self_true(d->life, LC_SOCIAL_CARE, &d->self);
    lc_self_blot(d->life->world, &r, &d->self);
    lc_self_number(&d->self, LC_SOCIAL_CARE, d->number);
    lc_desk_write_self(d, &r, since);
    for (uint32_t i = 0; i < d->life->count; i++) {
        const struct lc_happening *h = d->life->rows + i;
        struct lc_slip slip = lc_slip_of(d->life, h);
        if (h->kind < LC_EVENT_KINDS && writers[h->kind]
            && lc_row_shown(d->life, h, &slip, d->extract))
            writers[h->kind](d, i, &slip);
    }
}

void lc_write_social(struct lc_pages *pages, const struct lc_life *life)
{
    int32_t since = lc_known_from(life, LC_SOCIAL_CARE);
    for (int e = 0; e < LC_EXTRACTS; e++) {
        struct lc_desk d = { .sheets = pages->extract[e], .life = life, .extract = e };
        d.asof = lc_extract_day(life->world, e);
        if (d.asof != LC_NO_DAY && since < d.asof)
            write_extract(&d, since);
    }
}
