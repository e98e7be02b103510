/* base/text.h: what is added fits and is terminated, however much room there was, and
 * when memory runs out. Cells and HTML of up to two bytes; each byte is looked at by
 * itself. */
#include <limits.h>
#include <math.h>
#include <stdlib.h>

#include "any.h"
#include "base/letter.h"
#include "base/number.h"
#include "base/text.h"
#include "model.h"

enum { ROOM = 6 };

static void judge(struct lc_text *text)
{
    //@ check text->size < text->room || text->data == \null;
    if (text->data) {
        char end = text->data[text->size];
        //@ check text->failed || end == 0;
    }
    int code = lc_text_check(text, NULL);
    //@ check (code == 0) == !text->failed;
    const char *held = lc_text_held(text);
    char first = held[0];
    //@ check text->data != \null || first == 0;
}

/* A text that holds anything and has room for the rest of ROOM, or is empty and has
 * none. */
static struct lc_text any_begun(int size)
{
    if (size == ROOM)
        return (struct lc_text){ 0 };
    struct lc_text text = { .data = malloc(ROOM), .size = (size_t)size, .room = ROOM };
    Frama_C_make_unknown(text.data, ROOM);
    text.data[size] = 0;
    return text;
}

static int model_code; /* of lc_number_parse */

/* base/number.h, as prove_number.c has it. */
int lc_number_parse(struct lc_slice text, double *value)
{
    if (model_code == LC_OK)
        *value = any_double();
    return model_code;
}

size_t lc_number_print(double value, char *out)
{
    Frama_C_make_unknown(out, (size_t)model_length);
    out[model_length] = 0;
    return (size_t)model_length;
}

static enum { ALL, BYTE, LINE, NO_LETTER, PIECES } model_piece; /* of lc_letters_take */

/* base/letter.h, as prove_letter.c has it: at least a byte, and something for it. */
struct lc_slice lc_letters_take(struct lc_slice *rest)
{
    //@ check rest->size > 0;
    size_t taken = model_piece == ALL ? rest->size : 1;
    struct lc_slice stands = { rest->data, taken };
    if (model_piece == LINE)
        stands = lc_slice_of("\n");
    if (model_piece == NO_LETTER)
        stands = lc_slice_of(LC_NO_LETTER);
    *rest = (struct lc_slice){ rest->data + taken, rest->size - taken };
    return stands;
}

/* Of those that look at each byte, Frama-C would add up what differs by the bytes: so
 * each byte that means something, and one that does not, is a case. */
enum how { HTML, CELL, INLINE };

/* It alone asks whether a text is a number. */
static void judge_cell(struct lc_text *text, struct lc_slice slice)
{
    model_code = Frama_C_interval(LC_OK, LC_FINDINGS);
    //@ split model_code;
    lc_text_add_cell(text, slice);
}

static void judge_one_of_each(enum how how, int size)
{
    static const char each[] = "x\" =<\n";
    static char bytes[3]; /* terminated */
    int first = Frama_C_interval(0, sizeof each - 1);
    int second = Frama_C_interval(0, sizeof each - 1);
    //@ split first;
    //@ split second;
    bytes[0] = each[first];
    bytes[1] = each[second];
    struct lc_slice slice = { bytes, 2 };
    struct lc_text text;
    text = any_begun(size);
    if (how == HTML)
        lc_text_add_html(&text, slice);
    else if (how == CELL)
        judge_cell(&text, slice);
    else
        lc_text_add_inline(&text, bytes);
    judge(&text);
    lc_text_free(&text);
}

static void judge_call(struct lc_text *text, int what, int n)
{
    switch (what) {
    case 0:
        lc_text_add(text, any_ascii(n));
        break;
    case 1:
        lc_text_add_bytes(text, any_slice(n).data, (size_t)n);
        break;
    case 2:
        model_length = n < 3 ? 2 * n - 1 : INT_MAX;
        lc_text_addf(text, "%s", any_ascii(n));
        break;
    case 3:
        model_length = 1 + n;
        lc_text_add_number(text, n < 2 ? any_finite() : NAN, any_ascii(n));
        break;
    case 4:
        lc_text_add_cell(text, any_slice(n % 3));
        break;
    case 5:
        lc_text_add_html(text, any_slice(n % 3));
        break;
    case 6:
        lc_text_add_shown(text, any_slice(n % 3));
        break;
    case 7:
        if (text->size < 3)
            lc_text_show(text);
        break;
    case 8:
        lc_text_add_words(text, any_ascii(n));
        break;
    case 9:
        lc_text_add_inline(text, any_ascii(n % 3));
        break;
    default:
        lc_text_clear(text);
    }
}

int main(void)
{
    int what = Frama_C_interval(0, 13), n = Frama_C_interval(0, 3);
    int size = Frama_C_interval(0, ROOM), growths = Frama_C_interval(0, 3);
    //@ split what;
    //@ split n;
    //@ split size;
    //@ split growths;
    model_growths = growths;
    if (what >= 4 && what <= 7) /* those that ask for pieces */
        model_piece = Frama_C_interval(ALL, PIECES - 1);
    //@ split model_piece;
    if (what > 10) {
        if (n == 2 && size > 3)
            judge_one_of_each((enum how)(what - 11), size);
        return 0;
    }
    struct lc_text text;
    text = any_begun(size);
    judge_call(&text, what, n);
    if (what != 4 && what != 5 && what != 9) /* those: judge_one_of_each */
        judge(&text);
    lc_text_free(&text);
    return 0;
}
