/* base/calendar.h: the first index whose day is at least d, or above d. */
#include "any.h"
#include "base/calendar.h"
#include "model.h"

enum { DAYS = 3, GAP = 2 };

/* Of up to DAYS days, each up to GAP after the one before it, the first and the last of
 * the days that there are among them: what is said of each day. */
static void judge(const int32_t *day, size_t count)
{
    struct lc_calendar c;
    int code = lc_calendar_init(&c, count, day, NULL);
    //@ check (code == 0) == (!count || model_growths);
    int32_t d = Frama_C_interval(INT32_MIN, INT32_MAX);
    if (!code) {
        uint32_t at = lc_calendar_at(&c, d), after = lc_calendar_after(&c, d);
        //@ check at <= count && after <= count;
    }
    for (size_t i = 0; !code && i < count; i++) {
        uint32_t at = lc_calendar_at(&c, day[i]), after = lc_calendar_after(&c, day[i]);
        //@ check at <= i < after;
        //@ check day[at] == day[i];
        //@ check after == count || day[after] > day[i];
    }
    lc_calendar_free(&c);
    //@ check c.at == \null && c.count == 0;
}

static void judge_near(void)
{
    int32_t day[DAYS];
    int count = Frama_C_interval(0, DAYS), where = Frama_C_interval(0, 2);
    int first = Frama_C_interval(0, GAP), second = Frama_C_interval(0, GAP);
    //@ split count;
    //@ split where;
    //@ split first;
    //@ split second;
    day[0] = where == 0 ? INT32_MIN : where == 1 ? -1 : INT32_MAX - first - second;
    day[1] = day[0] + first;
    day[2] = day[1] + second;
    judge(day, (size_t)count);
}

/* Every day that there is, looked up between any two. */
static void judge_far(void)
{
    static uint32_t at[(size_t)1 << 32];
    int32_t d = Frama_C_interval(INT32_MIN, INT32_MAX);
    struct lc_calendar c = { INT32_MIN, INT32_MAX, UINT32_MAX, at };
    lc_calendar_at(&c, d);
    lc_calendar_after(&c, d);
    c = (struct lc_calendar){ -3, 3, 2, at + (((size_t)1 << 32) - 7) };
    lc_calendar_at(&c, d);
    lc_calendar_after(&c, d);
    static const int32_t all[] = { INT32_MIN, INT32_MAX };
    int code = model_growths ? LC_NOMEM : lc_calendar_init(&c, 2, all, NULL);
    //@ check code == LC_NOMEM;
}

int main(void)
{
    model_growths = Frama_C_interval(0, 1);
    //@ split model_growths;
    judge_near();
    judge_far();
    return 0;
}
