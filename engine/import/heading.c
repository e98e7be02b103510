#include "import/heading_inside.h"

#include <ctype.h>
#include <string.h>

/* Signs of more bytes than one that stand between words. */
static const char *const signs[] = {
    "\xc2\xa0",     "\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x93",
    "\xe2\x80\x94", "\xe2\x80\x91", "\xef\xbb\xbf", "\xe2\x80\xaf",
};

/* How many bytes at the front are no letter and no figure. */
static size_t between(struct lc_slice t)
{
    if (!t.size || (unsigned char)t.data[0] < 0x80)
        return t.size && !isalnum((unsigned char)t.data[0]);
    for (size_t s = 0; s < sizeof signs / sizeof *signs; s++) {
        size_t size = strlen(signs[s]);
        if (t.size >= size && memcmp(t.data, signs[s], size) == 0)
            return size;
    }
    return 0;
}

static int next(struct lc_slice *t)
{
    for (size_t n; (n = between(*t)) > 0; t->size -= n)
        t->data += n;
    if (!t->size)
        return -1;
    t->size--;
    return tolower((unsigned char)*t->data++);
}

bool lc_heading_alike(struct lc_slice a, struct lc_slice b)
{
    bool any = false;
    for (;;) {
        int x = next(&a), y = next(&b);
        if (x != y || x < 0)
            return x == y && any;
        any = true;
    }
}

bool lc_heading_is(struct lc_slice name, const char *to)
{
    return lc_heading_alike(name, lc_slice_of(to));
}

/* Is it a form of days, or that something is to be said? */
static bool is_asked(struct lc_slice t)
{
    static const char *const words[] = { "date", "required", "mandatory", "optional" };
    bool form = t.size > 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (lc_heading_is(t, words[i]))
            return true;
    for (size_t i = 0; i < t.size && form; i++)
        form = strchr("dDmMyYhHsS/-.: ", t.data[i]) && t.data[i];
    return form;
}

bool lc_heading_is_asked(struct lc_slice name, const char *to)
{
    struct lc_slice t = lc_slice_trim(name), in;
    if (t.size < 3 || !strchr(")]", t.data[t.size - 1]))
        return false;
    size_t at = t.size - 1;
    while (at && !strchr("([", t.data[at - 1]))
        at--;
    in = (struct lc_slice){ t.data + at, t.size - 1 - at };
    return at && is_asked(in) && lc_heading_is((struct lc_slice){ t.data, at - 1 }, to);
}

bool lc_heading_of(struct lc_slice name, const struct lc_schema_column *column,
                   lc_heading_same *same)
{
    if (column->heading)
        return same(name, column->heading);
    bool is = same(name, column->name);
    for (unsigned i = 0; i < column->also_count && !is; i++)
        is = same(name, column->also[i]);
    return is;
}

bool lc_heading_names(struct lc_slice name, const struct lc_schema_column *column)
{
    return lc_heading_of(name, column, lc_heading_is);
}

bool lc_heading_asks(struct lc_slice name, const struct lc_schema_column *column)
{
    return lc_heading_of(name, column, lc_heading_is_asked);
}

/* --- names by how they begin ------------------------------------------------------ */

enum { MARKS = 64 * LC_HEADING_WORDS };

static unsigned mark(int first, int second)
{
    return ((unsigned)(first + 1) * 37 + (unsigned)(second + 1)) % MARKS;
}

void lc_heading_begins(struct lc_heading_begins *begins, size_t count,
                       const struct lc_slice *name)
{
    *begins = (struct lc_heading_begins){ { 0 } };
    for (size_t i = 0; i < count; i++) {
        struct lc_slice t = name[i];
        int first = next(&t), second = first < 0 ? -1 : next(&t);
        unsigned both = mark(first, second), alone = mark(first, -1);
        begins->word[both / 64] |= (uint64_t)1 << both % 64;
        begins->word[alone / 64] |= (uint64_t)1 << alone % 64;
    }
}

bool lc_heading_may_be(const struct lc_heading_begins *begins, const char *to)
{
    struct lc_slice t = lc_slice_of(to);
    int first = next(&t);
    unsigned of = mark(first, first < 0 ? -1 : next(&t));
    return begins->word[of / 64] >> of % 64 & 1;
}

/* --- a header --------------------------------------------------------------------- */

struct lc_headed lc_headed_of(const struct lc_csv_row *header)
{
    struct lc_headed h = { .row = header };
    lc_heading_begins(&h.begins, header->count, header->field);
    return h;
}

static int field_named(const struct lc_headed *h, const char *name,
                       lc_heading_same *same)
{
    if (!lc_heading_may_be(&h->begins, name))
        return LC_NO_COLUMN;
    for (size_t i = 0; i < h->row->count; i++)
        if (same(h->row->field[i], name))
            return (int)i;
    return LC_NO_COLUMN;
}

int lc_headed_field(const struct lc_headed *h, const struct lc_schema_column *column)
{
    static lc_heading_same *const ways[] = { lc_slice_is_nocase, lc_heading_is,
                                             lc_heading_is_asked };
    int at = LC_NO_COLUMN;
    if (column->constant)
        return at;
    for (size_t w = 0; w < 3 && at == LC_NO_COLUMN; w++) {
        at = field_named(h, column->heading ? column->heading : column->name, ways[w]);
        for (unsigned i = 0;
             i < column->also_count && !column->heading && at == LC_NO_COLUMN; i++)
            at = field_named(h, column->also[i], ways[w]);
    }
    return at;
}
