/* Of which return a file is that does not say so. */
#include <stdint.h>
#include <stdlib.h>

#include "base/memory.h"
#include "import/filing_rows_inside.h"

/* A child of a file. */
struct member {
    uint64_t child;
    uint32_t file;
};

static int by_member(const void *a, const void *b)
{
    const struct member *x = a, *y = b;
    if (x->file != y->file)
        return x->file < y->file ? -1 : 1;
    return (x->child > y->child) - (x->child < y->child);
}

/* The children of every file, each once; first[f] is where file f's begin. */
struct members {
    size_t count;
    struct member *member;
    size_t *first; /* [files + 1] */
};

static int find_members(struct members *m, const struct lc_book *book,
                        struct lc_error *err)
{
    *m = (struct members){ 0, lc_alloc(book->rows + 1, sizeof *m->member),
                           lc_alloc(book->files + 1, sizeof *m->first) };
    if (!m->member || !m->first)
        return LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < book->rows; i++)
        m->member[i] = (struct member){ book->row[i].child, book->row[i].file };
    if (book->rows)
        qsort(m->member, book->rows, sizeof *m->member, by_member);
    for (size_t i = 0; i < book->rows; i++)
        if (!i || by_member(&m->member[i - 1], &m->member[i]))
            m->member[m->count++] = m->member[i];
    for (size_t f = 0, i = 0; f <= book->files; f++) {
        while (i < m->count && m->member[i].file < f)
            i++;
        m->first[f] = i;
    }
    return LC_OK;
}

/* How many children the two files share. */
static size_t shared(const struct members *m, size_t a, size_t b)
{
    size_t i = m->first[a], k = m->first[b], count = 0;
    while (i < m->first[a + 1] && k < m->first[b + 1]) {
        uint64_t x = m->member[i].child, y = m->member[k].child;
        count += x == y;
        i += x <= y;
        k += y <= x;
    }
    return count;
}

/* Which files are asked for their year. */
struct asked {
    bool own;      /* those of the import, else those of the store */
    bool episodes; /* those of episodes, else all */
};

static bool is_asked(const struct lc_filing *f, size_t file, struct asked asked)
{
    const struct lc_filed_file *one = &f->book.file[file];
    return one->year > 0 && one->table < LC_RETURN_TABLES
           && (file < f->own) == asked.own
           && (!asked.episodes || one->table == LC_RETURN_EPISODES);
}

/* The one year of all that are asked, or 0: there is none, or several. */
static int only_year(const struct lc_filing *f, struct asked asked)
{
    int year = 0;
    for (size_t i = 0; i < f->book.files; i++) {
        if (!is_asked(f, i, asked))
            continue;
        if (year && year != f->book.file[i].year)
            return 0;
        year = f->book.file[i].year;
    }
    return year;
}

/* The year of the file with which this one has most children in common, which are half
 * of its own at least; of those the smallest, of those the latest. */
static int year_of(const struct lc_filing *f, const struct members *m, size_t file,
                   struct asked asked)
{
    size_t most = (m->first[file + 1] - m->first[file] + 1) / 2, smallest = SIZE_MAX;
    int year = 0;
    for (size_t i = 0; i < f->book.files; i++) {
        size_t both = is_asked(f, i, asked) ? shared(m, file, i) : 0;
        size_t size = m->first[i + 1] - m->first[i];
        bool better = both > most || (both == most && both && size < smallest)
                      || (both == most && both && size == smallest
                          && f->book.file[i].year > year);
        if (better)
            most = both, smallest = size, year = f->book.file[i].year;
    }
    return year;
}

/* The files that came with it know best, and of those the episodes; if they are all of
 * one year, so is it. */
static int find_year(const struct lc_filing *f, const struct members *m, size_t file)
{
    static const struct asked each[] = {
        { true, true }, { true, false }, { false, true }, { false, false }
    };
    int year = file < f->own ? only_year(f, each[1]) : 0;
    for (size_t i = 0; i < sizeof each / sizeof *each && !year; i++)
        year = year_of(f, m, file, each[i]);
    return year;
}

int lc_filing_settle(struct lc_filing *f, struct lc_error *err)
{
    struct members m;
    int code = find_members(&m, &f->book, err);
    int *year = lc_alloc(f->book.files + 1, sizeof *year);
    if (!code && !year)
        code = LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < f->book.files && !code; i++) {
        bool asks = !f->book.file[i].year && f->book.file[i].table < LC_RETURN_TABLES;
        year[i] = asks ? find_year(f, &m, i) : f->book.file[i].year;
    }
    for (size_t i = 0; i < f->book.files && !code; i++)
        f->book.file[i].year = year[i];
    free(m.member);
    free(m.first);
    free(year);
    return code;
}
