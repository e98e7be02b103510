/* Any bytes as a verb and its words, a word a line: refused with a text, or settings
 * each of which is in its range, which said again are the same. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/begin.h"
#include "base/memory.h"
#include "command/verb.h"
#include "fuzz/scratch.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { WORDS = 32 };

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    lc_begin();
    return 0;
}

static const struct lc_verb *verb_of(unsigned number)
{
    const struct lc_verb *const *const tables[] = { engine_verbs, borough_verbs,
                                                    model_verbs };
    unsigned count = 0;
    for (int turn = 0;; turn = 1, number %= count)
        for (size_t t = 0, k = 0; t < 3; t++)
            for (const struct lc_verb *const *v = tables[t]; *v; v++)
                if (!turn)
                    count++;
                else if (k++ == number)
                    return *v;
}

static double number_of(const struct lc_knob *row, const void *settings)
{
    const char *field = (const char *)settings + row->offset;
    double real;
    int whole;
    memcpy(&real, field, row->kind == LC_REAL ? sizeof real : 0);
    memcpy(&whole, field, row->kind == LC_REAL ? 0 : sizeof whole);
    return row->kind == LC_REAL ? real : whole;
}

static bool is_text(const struct lc_knob *row)
{
    return row->kind == LC_WORD || row->kind == LC_SOURCE || row->kind == LC_TARGET
           || row->kind == LC_OPENED;
}

/* "--name=value" of a row that was given. */
static char *say(const struct lc_knob *row, const void *settings)
{
    struct lc_text text = { 0 };
    char name[LC_OPTION];
    lc_text_addf(&text, "--%s", lc_option_name(row->name, name));
    if (is_text(row))
        lc_text_addf(&text, "=%s", lc_knob_text(row, settings));
    else if (row->kind == LC_CHOICE)
        lc_text_addf(&text, "=%s", row->choices[(int)number_of(row, settings)]);
    else if (row->kind != LC_FLAG)
        lc_text_addf(&text, "=%.17g", number_of(row, settings));
    return text.data;
}

static void check(const struct lc_verb *verb, int kept, char **argv,
                  const void *settings)
{
    const struct lc_knobs *knobs = verb->knobs;
    const struct lc_common *common = settings;
    char *word[WORDS + LC_KNOBS_ROWS + 1], *made[LC_KNOBS_ROWS];
    int count = 0, options = 0, again;
    void *back = lc_alloc(1, knobs->size);
    for (size_t i = 0; i < knobs->count; i++) {
        const struct lc_knob *row = knobs->rows + i;
        double value = is_text(row) ? row->low : number_of(row, settings);
        if ((row->kind == LC_REAL || row->kind == LC_COUNT)
            && lc_knobs_given(knobs, common->given, row->name)
            && !(value >= row->low && value <= row->high))
            abort();
        if (lc_knobs_given(knobs, common->given, row->name))
            word[count++] = made[options++] = say(row, settings);
    }
    word[count++] = (char[]){ "--" };
    for (int i = 0; i < kept; i++)
        word[count++] = argv[i];
    if (lc_verb_parse(verb, count, word, back, &again, NULL) || again != kept)
        abort();
    for (size_t i = 0; i < knobs->count; i++)
        if (is_text(knobs->rows + i)) {
            const char *a = lc_knob_text(knobs->rows + i, settings);
            const char *b = lc_knob_text(knobs->rows + i, back);
            if (!a != !b || (a && strcmp(a, b)))
                abort();
        } else if (number_of(knobs->rows + i, settings)
                   != number_of(knobs->rows + i, back)) {
            abort();
        }
    while (options)
        free(made[--options]);
    free(back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *argv[WORDS + 1];
    const uint8_t *piece;
    size_t piece_size;
    struct lc_error err = { 0 };
    int argc = 0, kept;
    if (!size)
        return 0;
    const struct lc_verb *verb = verb_of(*data++);
    for (size--;
         argc < WORDS && scratch_cut(&data, &size, '\n', &piece, &piece_size);) {
        argv[argc] = lc_alloc(piece_size + 1, 1);
        memcpy(argv[argc++], piece, piece_size);
    }
    argv[argc] = NULL;
    char *mine[WORDS + 1];
    memcpy(mine, argv, sizeof mine);
    void *settings = lc_alloc(1, verb->knobs->size);
    int code = lc_verb_parse(verb, argc, argv, settings, &kept, &err);
    if (code ? !err.text[0]
             : kept < verb->min_args || (verb->max_args >= 0 && kept > verb->max_args))
        abort();
    if (!code)
        check(verb, kept, argv, settings);
    free(settings);
    while (argc)
        free(mine[--argc]);
    return 0;
}
