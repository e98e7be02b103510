/* The census of children in need: each referral that was open in the year, and in it
 * what followed from it. What came after the year is not yet in it. */
#include <string.h>

#include "datasets/borough/form_inside.h"
#include "datasets/borough/told_inside.h"
#include "datasets/borough/world_inside.h"

struct census {
    struct lc_text *out;
    const struct lc_life *life;
    int ending;
    int32_t from, to; /* to: the day after it */
};

static void add(const struct census *c, const char *element, const char *text)
{
    if (*text)
        lc_text_addf(c->out, "<%s>%s</%s>", element, text, element);
}

static void add_day(const struct census *c, const char *element, int32_t day)
{
    char text[LC_DAY_ROOM];
    if (day != LC_OPEN && day < c->to)
        add(c, element, lc_day_print(day, text));
}

static bool within(const struct census *c, const struct lc_happening *h)
{
    return h->start < c->to && h->end >= c->from;
}

/* The life's row as the records have it, if they have it as one of its kind. */
static bool find_told(const struct census *c, uint32_t at, struct lc_happening *found)
{
    struct lc_happening told[LC_TOLD_MOST];
    size_t count = lc_told(c->life, at, told);
    for (size_t k = 0; k < count; k++)
        if (told[k].kind == c->life->rows[at].kind) {
            *found = told[k];
            return true;
        }
    return false;
}

/* --- what followed from a referral ------------------------------------------------ */

static void add_assessment(const struct census *c, const struct lc_happening *h)
{
    const struct lc_coefficients *truth = c->life->world->truth;
    lc_text_add(c->out, "<Assessments>");
    add_day(c, "AssessmentActualStartDate", h->start);
    add_day(c, "AssessmentAuthorisationDate", h->end);
    lc_text_add(c->out, "<FactorsIdentifiedAtAssessment>");
    for (size_t i = 0; i < truth->factors && h->end < c->to; i++)
        if (h->factors >> i & 1)
            add(c, "AssessmentFactors", truth->factor[i].code);
    lc_text_add(c->out, "</FactorsIdentifiedAtAssessment></Assessments>\n");
}

static void add_plan(const struct census *c, const struct lc_happening *h)
{
    lc_text_add(c->out, "<CINPlanDates>");
    add_day(c, "CINPlanStartDate", h->start);
    add_day(c, "CINPlanEndDate", h->end);
    lc_text_add(c->out, "</CINPlanDates>\n");
}

static void add_protection(const struct census *c, const struct lc_happening *h)
{
    lc_text_add(c->out, "<ChildProtectionPlans>");
    add_day(c, "CPPstartDate", h->start);
    add_day(c, "CPPendDate", h->end);
    add(c, "InitialCategoryOfAbuse", h->code);
    add(c, "LatestCategoryOfAbuse", h->detail);
    lc_text_add(c->out, "</ChildProtectionPlans>\n");
}

/* An enquiry has the conference that it led to, whichever was in the year. */
static void add_enquiry(const struct census *c, uint32_t at)
{
    const struct lc_happening *rows = c->life->rows, *met = NULL;
    for (size_t i = 0; i < c->life->count; i++)
        if (rows[i].kind == LC_KIND_ICPC && rows[i].of == at && rows[i].start < c->to)
            met = rows + i;
    if (rows[at].start >= c->to || (met ? met->start : rows[at].start) < c->from)
        return;
    lc_text_add(c->out, "<Section47>");
    add_day(c, "S47ActualStartDate", rows[at].start);
    add_day(c, "DateOfInitialCPC", met ? met->start : LC_OPEN);
    lc_text_add(c->out, "</Section47>\n");
}

/* The referral that the life's row hangs on, by whatever lies between. */
static uint32_t referral_of(const struct lc_life *life, uint32_t at)
{
    while (life->rows[at].kind != LC_KIND_CIN && life->rows[at].of != at)
        at = life->rows[at].of;
    return at;
}

static void add_followed(const struct census *c, uint32_t referral)
{
    struct lc_happening told;
    for (uint32_t i = 0; i < c->life->count; i++) {
        int kind = c->life->rows[i].kind;
        if (referral_of(c->life, i) != referral || !find_told(c, i, &told))
            continue;
        if (kind == LC_KIND_S47)
            add_enquiry(c, i);
        else if (kind == LC_KIND_ASSESSMENT && within(c, &told))
            add_assessment(c, &told);
        else if (kind == LC_KIND_CIN_PLAN && within(c, &told))
            add_plan(c, &told);
        else if (kind == LC_KIND_CPP && within(c, &told))
            add_protection(c, &told);
    }
}

/* --- referrals, and whose they are ------------------------------------------------ */

static void add_referral(const struct census *c, const struct lc_happening *h,
                         uint32_t at)
{
    lc_text_add(c->out, "<CINdetails>");
    add_day(c, "CINreferralDate", h->start);
    add(c, "ReferralSource", h->detail);
    add(c, "PrimaryNeedCode", h->code);
    add_day(c, "CINclosureDate", h->end);
    add(c, "ReasonForClosure", h->end < c->to ? h->note : "");
    add(c, "ReferralNFA", h->level ? "true" : "false");
    lc_text_add(c->out, "\n");
    add_followed(c, at);
    lc_text_add(c->out, "</CINdetails>\n");
}

static void open_child(const struct census *c, uint32_t at)
{
    const struct lc_life *life = c->life;
    struct lc_self selves[LC_SELVES];
    char number[LC_NUMBER_TEXT];
    size_t count = lc_selves(life, LC_SOCIAL_CARE, life->world->until, selves);
    const struct lc_self *self = lc_selves_of_row(life, count, selves, at);
    bool pupil = !life->uasc && lc_day_age(life->born, c->to) >= 5;
    lc_text_add(c->out, "<Child><ChildIdentifiers>");
    add(c, "LAchildID", lc_self_number(self, LC_SOCIAL_CARE, number));
    add(c, pupil ? "UPN" : "UPNunknown",
        pupil        ? self->upn
        : life->uasc ? "UN2"
                     : "UN1");
    add_day(c, "PersonBirthDate", self->born);
    if (c->ending >= 2025)
        add(c, "Sex", self->sex);
    else
        add(c, "GenderCurrent",
            self->sex[0] == 'M'   ? "1"
            : self->sex[0] == 'F' ? "2"
                                  : "0");
    add_day(c, "PersonDeathDate", life->died);
    lc_text_add(c->out, "</ChildIdentifiers>\n<ChildCharacteristics>");
    add(c, "Ethnicity", life->family->people->code);
    lc_text_add(c->out, "</ChildCharacteristics>\n");
}

/* A child adopted in the year is two: each with the referrals that were told of it. */
static void write_census(struct lc_text *out, const struct lc_life *life, int k)
{
    struct census c = { .out = out, .life = life };
    struct lc_happening told;
    bool adopted = false, open = false;
    c.ending = lc_world_year(life->world, k, &c.from, &c.to);
    for (uint32_t i = 0; i < life->count; i++) {
        if (life->rows[i].kind != LC_KIND_CIN || !find_told(&c, i, &told)
            || !within(&c, &told))
            continue;
        bool after = told.start >= life->adopted;
        if (open && after != adopted) {
            lc_text_add(out, "</Child>\n");
            open = false;
        }
        if (!open)
            open_child(&c, i);
        open = true;
        adopted = after;
        add_referral(&c, &told, i);
    }
    if (open)
        lc_text_add(out, "</Child>\n");
}

static void open_census(struct lc_text *out, int year)
{
    lc_text_addf(out,
                 "<Message><Header><CollectionDetails><Collection>CIN</"
                 "Collection><Year>%d</Year>"
                 "<ReferenceDate>%d-03-31</ReferenceDate></CollectionDetails></"
                 "Header><Children>",
                 year, year);
}

const struct lc_form lc_form_cin = {
    "cin-xml",   "cin_census", "census.xml", open_census, "</Children></Message>\n",
    write_census
};
