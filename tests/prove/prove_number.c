/* base/number.h: no call reads beside its text or overflows, an integer is within its
 * bounds, and a number that is printed fits. */
#include "any.h"
#include "base/number.h"

static void judge(struct lc_slice text)
{
    double real = 0;
    int64_t whole = 0;
    int code = lc_number_parse(text, &real);
    bool told = code == LC_OK || code == LC_FORMAT || code == LC_RANGE;
    //@ check told || code == LC_NOMEM;
    code = lc_integer_parse(text, 0, 100, &whole);
    //@ check 0 <= whole <= 100;
}

static void judge_any_bounds(struct lc_slice text)
{
    int64_t whole = 0;
    int64_t low = Frama_C_long_long_interval(INT64_MIN, INT64_MAX);
    int64_t high = Frama_C_long_long_interval(INT64_MIN, INT64_MAX);
    int code = lc_integer_parse(text, low, high, &whole);
    //@ check code != LC_OK || -9007199254740992 <= whole <= 9007199254740992;
}

static void judge_padded(void)
{
    int before = Frama_C_interval(0, 1), size = Frama_C_interval(0, SHORT - 2);
    int after = Frama_C_interval(0, 1);
    int head = Frama_C_interval(0, RANGES - 1), tail = Frama_C_interval(0, RANGES - 1);
    //@ split before;
    //@ split size;
    //@ split after;
    //@ split head;
    //@ split tail;
    struct lc_slice text = any_padded(before, size, after, head, tail);
    judge(text);
}

static void judge_print(void)
{
    char out[LC_NUMBER_ROOM];
    size_t size = lc_number_print(any_double(), out);
    //@ check size < LC_NUMBER_ROOM;
    char end = out[size];
}

int main(void)
{
    struct lc_slice none = lc_slice_of(NULL);
    judge(none);
    judge_padded();
    int size = Frama_C_interval(62, 67);
    //@ split size;
    judge(any_long((size_t)size, '!', '~'));
    judge(any_long(LONG, '!', '~'));
    judge_any_bounds(any_long(LONG, '!', '~'));
    judge_print();
    return 0;
}
