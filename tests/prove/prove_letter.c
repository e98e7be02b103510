/* base/letter.h: no call reads beside its text; what is taken is at least a byte and no
 * more than there is, and what stands for it is the same bytes, a newline, or
 * LC_NO_LETTER. */
#include "any.h"
#include "base/letter.h"

/* Any text whose first byte is of one kind, so that its length is known. */
static struct lc_slice any_letter(int size, int kind)
{
    static const unsigned char from[] = { 0,   13,  14,  128, 194, 224, 225,
                                          237, 238, 240, 241, 244, 245 },
                               to[] = { 12,  13,  127, 193, 223, 224, 236,
                                        237, 239, 240, 243, 244, 255 };
    struct lc_slice text = any_slice(size);
    ((unsigned char *)text.data)[0] =
        (unsigned char)Frama_C_interval(from[kind], to[kind]);
    return text;
}

static void judge_letter(struct lc_slice text)
{
    size_t size = lc_letter_size(text.data, text.size);
    //@ check size <= 4 && size <= text.size;
    if (size) {
        uint32_t point = lc_letter_point(text.data, size);
        //@ check point <= 0x1fffff;
    }
}

static void judge_taken(struct lc_slice text)
{
    struct lc_slice rest = text;
    struct lc_slice stands = lc_letters_take(&rest);
    //@ check rest.size < text.size;
    //@ check 1 <= stands.size <= SHORT;
}

int main(void)
{
    int size = Frama_C_interval(1, 5), kind = Frama_C_interval(0, 12);
    //@ split size;
    //@ split kind;
    struct lc_slice text;
    text = any_letter(size, kind);
    judge_letter(text);
    judge_taken(text);
    return 0;
}
