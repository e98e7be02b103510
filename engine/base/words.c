#include "base/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { LONGEST = 64 }; /* what is longer is told apart by its digest */

/* The text in capitals, or "~" and the digest of one that no code is as long as. */
static size_t fold(struct lc_slice text, char *out)
{
    if (text.size > LONGEST) {
        unsigned char digest[LC_DIGEST];
        char hex[LC_DIGEST_TEXT];
        lc_digest(text.data, text.size, NULL, digest);
        out[0] = '~';
        memcpy(out + 1, lc_digest_text(digest, hex), LONGEST - 1);
        return LONGEST;
    }
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        out[i] = c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c ? c : ' ';
    }
    return text.size;
}

static size_t home(const struct lc_words *w, const char *text, size_t size)
{
    return (size_t)lc_hash_short(text, size) & (w->slots - 1);
}

static void place(struct lc_words *w, uint32_t number)
{
    size_t at = home(w, w->text[number], strlen(w->text[number]));
    while (w->slot[at])
        at = (at + 1) & (w->slots - 1);
    w->slot[at] = number;
}

static int resize(struct lc_words *w, struct lc_error *err)
{
    size_t slots = w->slots ? 2 * w->slots : 4096;
    uint32_t *slot = lc_alloc(slots, sizeof *slot);
    if (!slot)
        return LC_FAIL_NOMEM(err);
    free(w->slot);
    w->slot = slot;
    w->slots = slots;
    for (uint32_t i = 1; i < w->count; i++)
        place(w, i);
    return LC_OK;
}

int lc_words_init(struct lc_words *words, struct lc_error *err)
{
    *words = (struct lc_words){ .arena = lc_arena_new() };
    if (!words->arena)
        return LC_FAIL_NOMEM(err);
    int code = LC_GROW(words->text, words->room, 1, err);
    if (!code) {
        words->text[words->count++] = "";
        code = resize(words, err);
    }
    return code;
}

void lc_words_free(struct lc_words *words)
{
    free(words->text);
    free(words->slot);
    lc_arena_free(words->arena);
    *words = (struct lc_words){ 0 };
}

static int add(struct lc_words *w, const char *text, size_t size, size_t at,
               struct lc_error *err)
{
    int code = LC_GROW(w->text, w->room, w->count + 1, err);
    if (code)
        return code;
    w->text[w->count] = lc_arena_text(w->arena, text, size);
    if (!w->text[w->count])
        return LC_FAIL_NOMEM(err);
    w->slot[at] = (uint32_t)w->count++;
    return 2 * w->count > w->slots ? resize(w, err) : LC_OK;
}

/* Its slot, or the free one where it would be. */
static size_t find(const struct lc_words *w, const char *text, size_t size)
{
    size_t at = home(w, text, size);
    for (; w->slot[at]; at = (at + 1) & (w->slots - 1)) {
        const char *one = w->text[w->slot[at]];
        if (strlen(one) == size && memcmp(one, text, size) == 0)
            break;
    }
    return at;
}

uint32_t lc_words_find(const struct lc_words *words, struct lc_slice text)
{
    char folded[LONGEST + 1];
    size_t size = fold(text, folded);
    return text.size ? words->slot[find(words, folded, size)] : 0;
}

int lc_words_add(struct lc_words *words, struct lc_slice text, uint32_t *number,
                 struct lc_error *err)
{
    char folded[LONGEST + 1];
    *number = 0;
    if (!text.size)
        return LC_OK;
    if (words->count >= UINT32_MAX - 1)
        return LC_FAIL(err, LC_RANGE, "more different words than can be told apart");
    size_t size = fold(text, folded), at = find(words, folded, size);
    *number = words->slot[at] ? words->slot[at] : (uint32_t)words->count;
    return words->slot[at] ? LC_OK : add(words, folded, size, at, err);
}
