/* Of which return a file is that does not say so. */
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

/* The year of the file with which this one has most children in common; of those the
 * smallest, of those the latest. Which files are asked: those of episodes, else any. */
static int year_of(const struct lc_filing *f, const struct members *m, size_t file,
                   bool episodes)
{
    size_t most = 0, smallest = 0;
    int year = 0;
    for (size_t i = 0; i < f->book.files; i++) {
        const struct lc_filed_file *one = &f->book.file[i];
        if (one->year <= 0 || one->table >= LC_RETURN_TABLES
            || (episodes && one->table != LC_RETURN_EPISODES))
            continue;
        size_t both = shared(m, file, i), size = m->first[i + 1] - m->first[i];
        bool better =
            !year || both > most
            || (both == most
                && (size < smallest || (size == smallest && one->year > year)));
        if (better)
            most = both, smallest = size, year = one->year;
    }
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
        year[i] = asks ? year_of(f, &m, i, true) : f->book.file[i].year;
        if (asks && !year[i])
            year[i] = year_of(f, &m, i, false);
    }
    for (size_t i = 0; i < f->book.files && !code; i++)
        f->book.file[i].year = year[i];
    free(m.member);
    free(m.first);
    free(year);
    return code;
}
