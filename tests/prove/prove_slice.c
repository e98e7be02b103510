/* base/slice.h: no call reads beside its slice, trim leaves out the spaces at the ends
 * and nothing else. */
#include "any.h"

static void judge(struct lc_slice a, struct lc_slice b)
{
    lc_slice_trim(a);
    lc_slice_alike(a, b);
    int width = lc_slice_width(a);
    //@ check 0 <= width <= 60;
}

static void judge_with_text(struct lc_slice a, const char *text)
{
    lc_slice_is(a, text);
    lc_slice_is_nocase(a, text);
    judge(a, lc_slice_of(text));
    judge(lc_slice_of(text), a);
}

static void judge_trim(void)
{
    int before = Frama_C_interval(0, 2), size = Frama_C_interval(0, 3);
    int after = Frama_C_interval(0, 2);
    int head = Frama_C_interval(0, RANGES - 1), tail = Frama_C_interval(0, RANGES - 1);
    //@ split before;
    //@ split size;
    //@ split after;
    //@ split head;
    //@ split tail;
    struct lc_slice all = any_padded(before, size, after, head, tail);
    struct lc_slice inner = lc_slice_trim(all);
    int width = lc_slice_width(all);
    //@ check width == before + size + after;
    //@ check inner.size == size;
    //@ check size == 0 || inner.data == all.data + before;
}

int main(void)
{
    int m = Frama_C_interval(0, SHORT), n = Frama_C_interval(0, SHORT);
    //@ split m;
    //@ split n;
    struct lc_slice none = lc_slice_of(NULL);
    struct lc_slice some = lc_slice_of(any_text(n));
    //@ check none.size == 0 && some.size <= n;
    judge_with_text(none, any_text(n));
    judge_with_text(any_slice(m), any_text(n));
    judge(any_long(LONG, 0, 255), any_long(LONG, 0, 255));
    judge_trim();
    return 0;
}
