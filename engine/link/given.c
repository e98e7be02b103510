/* See given_inside.h. */
#include "link/given_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/near.h"
#include "match/normal.h"

/* The words in normal form, each with its end; how many have letters. */
static size_t add_words(struct lc_text *out, const char *name)
{
    struct lc_slice rest = lc_slice_of(name), word;
    size_t words = 0;
    while (lc_name_next_word(&rest, &word))
        if (lc_normal_name(out, word)) {
            lc_text_add_bytes(out, "", 1);
            words++;
        }
    lc_text_add_bytes(out, "", 1);
    return words;
}

static int add_name(struct lc_given *g, const char *name, struct lc_text *work,
                    struct lc_error *err)
{
    const char *copy = NULL;
    lc_text_clear(work);
    size_t words = add_words(work, name);
    int code = lc_text_check(work, err);
    if (!code && words > 1 && !(copy = lc_arena_text(g->arena, work->data, work->size)))
        code = LC_FAIL_NOMEM(err);
    if (!code)
        code = LC_GROW(g->text, g->room, g->names + 1, err);
    if (!code)
        g->text[g->names++] = copy;
    return code;
}

int lc_given_add(struct lc_given *g, size_t count, const char *const *forename,
                 struct lc_error *err)
{
    struct lc_text work = { 0 };
    int code = LC_OK;
    if (!g->arena && !(g->arena = lc_arena_new_secret()))
        code = LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < count && !code; i++)
        code = add_name(g, forename[i], &work, err);
    if (!code)
        code = LC_GROW(g->first, g->rooms, g->records + 2, err);
    if (!code) {
        g->first[++g->records] = (uint32_t)g->names;
        g->first[0] = 0;
    }
    lc_text_free(&work);
    return code;
}

void lc_given_free(struct lc_given *g)
{
    free(g->first);
    free(g->text);
    lc_arena_free(g->arena);
    *g = (struct lc_given){ 0 };
}

/* --- two names -------------------------------------------------------------------- */

static bool is_end(const char *s, size_t n, const char *l, size_t m)
{
    return n <= m && (memcmp(s, l, n) == 0 || memcmp(s, l + m - n, n) == 0);
}

static bool are_near(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b), most = n > m ? n : m;
    return is_end(a, n, b, m) || is_end(b, m, a, n)
           || lc_name_sound(a, n) == lc_name_sound(b, m)
           || lc_word_distance(a, b) <= (most + 1) / 3;
}

/* Has the one a word that none of the other's is near? */
static bool says_more(const char *a, const char *b)
{
    for (const char *x = a; *x; x += strlen(x) + 1) {
        const char *y = b;
        while (*y && !are_near(x, y))
            y += strlen(y) + 1;
        if (!*y)
            return true;
    }
    return false;
}

bool lc_given_are_two(const struct lc_given *g, uint32_t a, uint32_t b)
{
    bool some = false;
    for (uint32_t i = g->first[a]; i < g->first[a + 1]; i++)
        for (uint32_t k = g->first[b]; k < g->first[b + 1]; k++) {
            const char *x = g->text[i], *y = g->text[k];
            if (!x || !y || !says_more(x, y) || !says_more(y, x))
                return false;
            some = true;
        }
    return some;
}
