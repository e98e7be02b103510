/* What each row of an extract says of what happened, cell by cell: the order is that of
 * the file's header (sheet.c). */
#include "datasets/borough/desk_inside.h"

#include <stdio.h>
#include <string.h>

#include "datasets/borough/told_inside.h"

/* What a cell holds of a happening. Above the low byte is a letter or a count. */
enum cell {
    NOTHING, /* so many empty cells; 0 of them: the row ends */
    /* row numbers with a letter: its own, that on which it hangs, and on which that */
    OWN,
    OF,
    OF_OF,
    OF_OF_OF,
    PERIOD, /* the row with which its period of care began */
    /* days */
    START,
    STARTED, /* as social care has it: it may be too early at first */
    STOP,
    REVIEW, /* half a year on, if there is an end beyond */
    ENTERED,
    PERIOD_START,
    /* numbers */
    LEVEL,
    SERIOUSNESS,
    /* texts; CODED, CONCERN and NEEDED may be miscoded, ENDED is "" until the end */
    SAY, /* one letter */
    PERSON,
    CODE,
    CODED,
    CONCERN,
    NEEDED,
    DETAIL,
    NOTE,
    NOTE_ENDED,
    BEGAN,
    PROVIDER,
    MOVED_ENDED,
    YES_NO,
    FACTORS
};

#define WITH(cell, more) ((cell) | (more) << 8)
#define ID(letter)       WITH(OWN, letter)
#define EMPTY(count)     WITH(NOTHING, count)

/* Which rows are there of a happening of the kind. */
enum when { ALWAYS, ONCE_ENDED, IN_CARE };

/* clang-format off */
static const struct layout {
    int kind, agency, sheet;
    enum when when;
    bool twice; /* may the row be there twice? */
    short cells[14];
} layouts[] = {
    { LC_KIND_CONTACT, LC_SOCIAL_CARE, LC_S_CONTACTS, ALWAYS, true,
      { ID('K'), PERSON, STARTED, CODE, EMPTY(1), DETAIL } },
    { LC_KIND_EARLY_HELP, LC_SOCIAL_CARE, LC_S_EARLY_HELP, ALWAYS, false,
      { ID('E'), PERSON, STARTED, STOP, EMPTY(4) } },
    { LC_KIND_CIN, LC_SOCIAL_CARE, LC_S_CIN, ALWAYS, true,
      { ID('R'), PERSON, STARTED, CODED, DETAIL, EMPTY(2), YES_NO, NOTE_ENDED, STOP, EMPTY(2) } },
    { LC_KIND_ASSESSMENT, LC_SOCIAL_CARE, LC_S_ASSESSMENTS, ALWAYS, true,
      { ID('A'), PERSON, WITH(OF, 'R'), STARTED, WITH(SAY, 'Y'), STOP, EMPTY(4) } },
    { LC_KIND_ASSESSMENT, LC_SOCIAL_CARE, LC_S_FACTORS, ONCE_ENDED, false,
      { ID('F'), ID('A'), FACTORS } },
    { LC_KIND_CIN_PLAN, LC_SOCIAL_CARE, LC_S_CIN_PLANS, ALWAYS, false,
      { ID('L'), WITH(OF, 'R'), PERSON, STARTED, STOP, EMPTY(2) } },
    { LC_KIND_S47, LC_SOCIAL_CARE, LC_S_S47, ALWAYS, false,
      { ID('Q'), WITH(OF, 'R'), PERSON, STARTED, STOP, EMPTY(4) } },
    { LC_KIND_ICPC, LC_SOCIAL_CARE, LC_S_ICPC, ALWAYS, false,
      { ID('I'), EMPTY(1), WITH(OF, 'Q'), PERSON, EMPTY(1), WITH(OF_OF, 'R'), WITH(SAY, 'N'),
        EMPTY(1), STARTED, YES_NO, EMPTY(3) } },
    { LC_KIND_CPP, LC_SOCIAL_CARE, LC_S_CPP, ALWAYS, true,
      { ID('G'), WITH(OF_OF_OF, 'R'), WITH(OF, 'I'), PERSON, STARTED, STOP, CODED, WITH(SAY, 'N'),
        DETAIL } },
    { LC_KIND_EPISODE, LC_SOCIAL_CARE, LC_S_CLA, ALWAYS, true,
      { ID('B'), PERSON, START, BEGAN, NEEDED, STOP, NOTE_ENDED, WITH(PERIOD, 'W'), EMPTY(1),
        ID('H'), PERIOD_START, EMPTY(1) } },
    { LC_KIND_EPISODE, LC_SOCIAL_CARE, LC_S_PLACEMENT, ALWAYS, false,
      { ID('H'), START, DETAIL, EMPTY(2), WITH(PERIOD, 'W'), PROVIDER, EMPTY(1), STOP,
        MOVED_ENDED, PERSON } },
    { LC_KIND_EPISODE, LC_SOCIAL_CARE, LC_S_LEGAL, ALWAYS, false,
      { ID('J'), PERSON, CODE, START, STOP } },
    { LC_KIND_PERMANENCE, LC_SOCIAL_CARE, LC_S_PERMANENCE, ALWAYS, false,
      { ID('T'), PERSON, EMPTY(15), START, CODE, EMPTY(4) } },
    { LC_KIND_UASC, LC_SOCIAL_CARE, LC_S_IMMIGRATION, ALWAYS, false,
      { PERSON, ID('U'), CODE, START, STOP } },
    /* social care records the missing episodes of the children it looks after */
    { LC_KIND_MISSING, LC_SOCIAL_CARE, LC_S_MISSING, IN_CARE, false,
      { ID('M'), PERSON, START, CODE, STOP, NOTE, YES_NO } },
    { LC_KIND_MISSING, LC_POLICE, LC_S_POLICE_MISSING, ALWAYS, true,
      { PERSON, START, STOP, CODED, DETAIL, NOTE, YES_NO, ENTERED } },
    { LC_KIND_CSE, LC_POLICE, LC_S_POLICE_EXPLOIT, ALWAYS, true,
      { PERSON, START, CONCERN, LEVEL, CODE, STOP, ENTERED } },
    { LC_KIND_CCE, LC_POLICE, LC_S_POLICE_EXPLOIT, ALWAYS, true,
      { PERSON, START, CONCERN, LEVEL, CODE, STOP, ENTERED } },
    { LC_KIND_TRAFFICKING, LC_POLICE, LC_S_POLICE_EXPLOIT, ALWAYS, true,
      { PERSON, START, CONCERN, LEVEL, CODE, STOP, ENTERED } },
    { LC_KIND_GANG, LC_POLICE, LC_S_POLICE_GANG, ALWAYS, true,
      { PERSON, START, CODED, DETAIL, REVIEW, STOP, ENTERED } },
    { LC_KIND_OFFENCE, LC_YOUTH_JUSTICE, LC_S_YOUTH_OFFENCE, ALWAYS, true,
      { PERSON, START, STOP, CODE, SERIOUSNESS, DETAIL, ENTERED } },
    { LC_KIND_EXCLUSION, LC_EDUCATION, LC_S_SCHOOL_EXCLUDE, ALWAYS, true,
      { PERSON, START, CODED, LEVEL, DETAIL, ENTERED } },
};
/* clang-format on */
enum { LAYOUTS = sizeof layouts / sizeof *layouts };

/* The row in the making. */
struct making {
    const struct lc_desk *desk;
    const struct lc_happening *h; /* as it is told, of the life's row `at` */
    uint32_t at;
    struct lc_slip slip;
    const struct lc_delivery *feed; /* that it comes by */
    int32_t asof;                   /* from when it knows nothing */
    char number[LC_NUMBER_TEXT];
};

static const char *number_of(const struct lc_desk *d, size_t at, char *out)
{
    return lc_self_number(lc_selves_of_row(d->life, d->selves, d->self, at), d->agency,
                          out);
}

static uint32_t row_of(const struct making *m, int what)
{
    const struct lc_happening *rows = m->desk->life->rows;
    uint32_t at = m->at;
    if (what == PERIOD)
        while (at > 0 && rows[at].began[0] != 'S')
            at--;
    else
        for (; what > OWN; what--)
            at = rows[at].of;
    return at;
}

static int32_t day_of(const struct making *m, int what)
{
    const struct lc_happening *h = m->h;
    switch (what) {
    case STARTED:
        return m->desk->extract == LC_EARLIER ? h->start - m->slip.early : h->start;
    case STOP:
        return h->end;
    case REVIEW:
        return h->start + 182 < h->end ? h->start + 182 : LC_OPEN;
    case ENTERED:
        return h->recorded + m->slip.late;
    case PERIOD_START:
        return m->desk->life->rows[row_of(m, PERIOD)].start;
    default:
        return h->start;
    }
}

static const char *coded(const struct making *m, const char *code)
{
    bool wrong =
        m->slip.miscoded && (m->desk->extract == LC_EARLIER || !m->slip.mended);
    return wrong ? "??" : code;
}

static const char *word_of(const struct making *m, int what)
{
    const struct lc_happening *h = m->h;
    bool ended = h->end < m->asof;
    switch (what) {
    case PERSON:
        return m->number;
    case CODED:
        return coded(m, h->code);
    case CONCERN:
        return coded(m, h->kind == LC_KIND_CSE   ? "CSE"
                        : h->kind == LC_KIND_CCE ? "CCE"
                                                 : "TRAF");
    case NEEDED:
        return coded(m, h->need);
    case DETAIL:
        return h->detail;
    case NOTE:
        return h->note;
    case NOTE_ENDED:
        return ended ? h->note : "";
    case BEGAN:
        return h->began;
    case PROVIDER:
        return h->provider;
    case MOVED_ENDED:
        return ended ? h->moved : "";
    case YES_NO:
        return h->level ? "Y" : "N";
    default:
        return h->code;
    }
}

static const char *text_of(const struct making *m, int what)
{
    const char *word = word_of(m, what);
    return what == PERSON ? word : lc_delivery_code(m->feed, m->h->start, word);
}

static void put_factors(struct lc_pen *pen, const struct making *m)
{
    const struct lc_coefficients *truth = m->desk->life->world->truth;
    char json[400];
    size_t used = 0;
    for (size_t i = 0; i < truth->factors; i++)
        if (m->h->factors >> i & 1)
            used += (size_t)snprintf(
                json + used, sizeof json - used, "%s\"%s\"", used ? ", " : "[",
                lc_delivery_code(m->feed, m->h->start, truth->factor[i].code));
    snprintf(json + used, sizeof json - used, "]");
    lc_pen_text(pen, json);
}

static void put(struct lc_pen *pen, const struct making *m, int cell)
{
    int what = cell & 255, more = cell >> 8;
    if (what == NOTHING)
        lc_pen_skip(pen, more);
    else if (what <= PERIOD)
        lc_pen_id(pen, (char)more, lc_desk_row(m->desk, row_of(m, what)));
    else if (what <= PERIOD_START)
        lc_pen_day(pen, day_of(m, what));
    else if (what == LEVEL)
        lc_pen_number(pen, m->h->level);
    else if (what == SERIOUSNESS)
        lc_pen_number(pen, m->slip.miscoded && !m->slip.mended ? 99 : m->h->level);
    else if (what == SAY)
        lc_pen_text(pen, (char[]){ (char)more, 0 });
    else if (what == FACTORS)
        put_factors(pen, m);
    else
        lc_pen_text(pen, text_of(m, what));
}

static bool is_of(const struct layout *l, const struct making *m)
{
    return l->kind == m->h->kind && l->agency == m->desk->agency;
}

/* Sets what the feed does to the row; is there one? */
static bool is_there(const struct layout *l, struct making *m)
{
    const struct lc_desk *d = m->desk;
    int32_t entered = m->h->recorded + m->slip.late;
    m->feed = d->life->world->truth->feed + l->sheet;
    m->asof = lc_delivery_sees(m->feed, d->asof);
    int32_t comes = lc_delivery_comes(m->feed, entered);
    if (comes == LC_OPEN)
        return false;
    m->slip.late += comes - entered;
    return lc_row_shown(d->life, m->h, &m->slip, d->extract)
           && (l->when != ONCE_ENDED || m->h->end < m->asof)
           && (l->when != IN_CARE || strcmp(m->h->detail, "care") == 0);
}

static void write_row(struct lc_desk *d, const struct layout *l, const struct making *m)
{
    struct lc_pen pen = lc_pen_begin(d->sheets + l->sheet, m->asof);
    for (const short *cell = l->cells; *cell; cell++)
        put(&pen, m, *cell);
    lc_pen_end(&pen);
    if (l->twice && m->slip.twice)
        lc_pen_again(&pen);
}

void lc_desk_write_rows(struct lc_desk *d)
{
    struct making all = { .desk = d };
    struct lc_happening told[LC_TOLD_MOST];
    for (; all.at < d->life->count; all.at++) {
        all.slip = lc_slip_of(d->life, d->life->rows + all.at);
        number_of(d, all.at, all.number);
        size_t count = lc_told(d->life, all.at, told);
        for (size_t k = 0; k < count; k++)
            for (size_t l = 0; l < LAYOUTS; l++) {
                struct making m = all;
                m.h = told + k;
                if (is_of(layouts + l, &m) && is_there(layouts + l, &m))
                    write_row(d, layouts + l, &m);
            }
    }
}

bool lc_desk_writes(int sheet)
{
    for (size_t l = 0; l < LAYOUTS; l++)
        if (layouts[l].sheet == sheet)
            return true;
    return false;
}
