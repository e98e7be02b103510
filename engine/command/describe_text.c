/* See describe_inside.h: in words. */
#include <stdlib.h>
#include <string.h>

#include "base/listing.h"
#include "base/memory.h"
#include "command/breaks_inside.h"
#include "command/command.h"
#include "command/describe_inside.h"
#include "command/silences_inside.h"
#include "disclosure/small.h"
#include "store/rhythm.h"

static void add_systems(struct lc_text *out, const struct lc_described *d)
{
    const struct lc_store *store = d->store;
    char a[32], b[32];
    lc_text_addf(out, "%s records, ", lc_print_told(d->records, a));
    if (d->linked)
        lc_text_addf(out, "%s children\n", lc_print_told(d->children, b));
    else
        lc_text_add(out, "not linked since some were added, so children are not "
                         "counted; run latecare link\n");
    if (d->linked && d->kin.families)
        lc_text_addf(out, "%s of them are of %s families of two and more\n",
                     lc_print_told(d->kin.children, a),
                     lc_print_told(d->kin.families, b));
    for (size_t i = 1; i <= store->systems.count; i++)
        lc_text_addf(out, "  %-16s %12s\n", lc_codes_name(&store->systems, (uint16_t)i),
                     lc_print_told(d->system[i], a));
    if (d->system[0])
        lc_text_addf(out, "  %-16s %12s\n", "erased", lc_print_told(d->system[0], a));
}

static void add_told(struct lc_listing *to, size_t told)
{
    char room[LC_TOLD_ROOM];
    lc_listing_cell(to, "%s", lc_told_text(told, room));
}

static void add_day(struct lc_listing *to, int32_t day)
{
    char text[LC_DAY_ROOM];
    lc_listing_cell(to, "%s", day == LC_NO_DAY ? "-" : lc_day_print(day, text));
}

static void add_history(struct lc_listing *to, const struct lc_described *d,
                        const struct lc_summary *s)
{
    lc_listing_cell(to, "%s", s->name);
    add_told(to, s->current);
    add_told(to, s->superseded);
    if (d->linked)
        add_told(to, s->children);
    else
        lc_listing_cell(to, "-");
    if (s->spells)
        add_told(to, s->open);
    else
        lc_listing_cell(to, "-");
    add_day(to, s->first);
    add_day(to, s->last);
    add_day(to, s->known_last);
}

static void add_histories(struct lc_text *out, const struct lc_described *d)
{
    static const struct lc_listed columns[] = {
        { "history", LC_LISTED_LEFT },     { "events", LC_LISTED_RIGHT },
        { "superseded", LC_LISTED_RIGHT }, { "children", LC_LISTED_RIGHT },
        { "open", LC_LISTED_RIGHT },       { "first", LC_LISTED_LEFT },
        { "last", LC_LISTED_LEFT },        { "last known", LC_LISTED_LEFT },
    };
    struct lc_listing to;
    lc_listing_begin(&to, 8, columns);
    lc_text_add(out, "\n");
    for (size_t i = 0; i < d->store->histories; i++)
        add_history(&to, d, d->history + i);
    lc_listing_end(&to, 0, out);
}

/* A history's spans as text, new; NULL: out of memory. */
static char *spans_text(const struct lc_store *store, const char *name)
{
    size_t count;
    int32_t(*span)[2];
    char from[LC_DAY_ROOM], to[LC_DAY_ROOM];
    struct lc_text out = { 0 };
    if (lc_covered(store, name, LC_OPEN, &count, &span, NULL))
        return NULL;
    for (size_t i = 0; i < count; i++)
        lc_text_addf(&out, "%s%s to %s", i ? ", gap, " : "",
                     lc_day_print(span[i][0], from), lc_day_print(span[i][1], to));
    if (!count)
        lc_text_add(&out, "no source says");
    free(span);
    return out.data;
}

/* One line for all histories that have this history's spans and come with it first. */
static void add_span_line(struct lc_text *out, const struct lc_store *store,
                          char *const *spans, size_t first)
{
    for (size_t i = 0; i < first; i++)
        if (strcmp(spans[i], spans[first]) == 0)
            return;
    lc_text_addf(out, "  %s:", spans[first]);
    for (size_t i = first; i < store->histories; i++)
        if (strcmp(spans[i], spans[first]) == 0)
            lc_text_addf(out, " %s", store->history[i].name);
    lc_text_add(out, "\n");
}

static int add_coverage(struct lc_text *out, const struct lc_store *store,
                        struct lc_error *err)
{
    char **spans = lc_alloc(store->histories, sizeof *spans);
    int code = spans ? LC_OK : LC_FAIL_NOMEM(err);
    for (size_t i = 0; i < store->histories && !code; i++) {
        spans[i] = spans_text(store, store->history[i].name);
        code = spans[i] ? LC_OK : LC_FAIL_NOMEM(err);
    }
    lc_text_add(out, "\ncovered by its sources (outside is not seen, not none)\n");
    for (size_t i = 0; i < store->histories && !code; i++)
        add_span_line(out, store, spans, i);
    for (size_t i = 0; spans && i < store->histories; i++)
        free(spans[i]);
    free(spans);
    return code;
}

/* All files of one schema. Do their rows add up? */
static bool add_source(struct lc_listing *to, const struct lc_described *d,
                       size_t first)
{
    const struct lc_source *source = d->store->source;
    struct lc_figures all = { .adds_up = true };
    int32_t received = LC_NO_DAY;
    size_t files = 0;
    for (size_t i = first; i < d->store->sources; i++) {
        if (strcmp(source[i].schema, source[first].schema))
            continue;
        files++;
        lc_figures_add(&all, source + i);
        received = source[i].imported > received ? source[i].imported : received;
    }
    lc_figures_tell(&all, d->suppress);
    lc_listing_cell(to, "%s", source[first].schema);
    lc_listing_cell(to, "%zu", files);
    add_day(to, received);
    add_told(to, all.rows);
    for (size_t k = 0; k < LC_FIGURES; k++)
        add_told(to, all.told[k]);
    add_told(to, all.withdrawn);
    return all.adds_up;
}

static void add_sources(struct lc_text *out, const struct lc_described *d)
{
    const struct lc_store *store = d->store;
    static const struct lc_listed columns[] = {
        { "source", LC_LISTED_FLOWS },    { "files", LC_LISTED_RIGHT },
        { "received", LC_LISTED_LEFT },   { "rows", LC_LISTED_RIGHT },
        { "taken", LC_LISTED_RIGHT },     { "unchanged", LC_LISTED_RIGHT },
        { "corrected", LC_LISTED_RIGHT }, { "rejected", LC_LISTED_RIGHT },
        { "pending", LC_LISTED_RIGHT },   { "withdrawn", LC_LISTED_RIGHT },
    };
    struct lc_text wrong = { 0 };
    struct lc_listing to;
    lc_listing_begin(&to, 10, columns);
    lc_text_add(out, "\n");
    for (size_t i = 0; i < store->sources; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++)
            seen = strcmp(store->source[k].schema, store->source[i].schema) == 0;
        if (!seen && !add_source(&to, d, i))
            lc_text_addf(&wrong, "  %s DOES NOT ADD UP\n", store->source[i].schema);
    }
    lc_listing_end(&to, 0, out);
    lc_text_add_bytes(out, wrong.data, wrong.size);
    out->failed |= wrong.failed;
    lc_text_free(&wrong);
}

static void add_waiting(struct lc_text *out, const struct lc_described *d)
{
    char room[LC_TOLD_ROOM];
    if (d->waiting)
        lc_text_addf(out,
                     "\n%s rows wait (pending) for what they belong to: its extract "
                     "is not here, or it has not ended\n",
                     lc_told_text(d->waiting, room));
    if (d->merged)
        lc_text_addf(out, "\n%s numbers were merged into others\n",
                     lc_told_text(d->merged, room));
}

static void add_levels(struct lc_text *out, const struct lc_summary *s)
{
    char room[LC_TOLD_ROOM];
    lc_text_addf(out, "  %-18s levels", s->name);
    for (size_t k = 0; k < LC_LEVELS; k++)
        if (s->level[k])
            lc_text_addf(out, " %zu: %s", k, lc_told_text(s->level[k], room));
    lc_text_addf(out, "; none: %s\n", lc_told_text(s->unlevelled, room));
}

static void add_quality(struct lc_text *out, const struct lc_described *d)
{
    char room[LC_TOLD_ROOM];
    lc_text_add(out, "\nquality\n");
    for (size_t i = 0; i < d->store->histories; i++) {
        const struct lc_summary *s = d->history + i;
        if (s->levelled)
            add_levels(out, s);
        if (s->foreseen)
            lc_text_addf(out, "  %-18s %s events are known before they start\n",
                         s->name, lc_told_text(s->foreseen, room));
        if (s->uncoded && d->store->history[i].codes.count)
            lc_text_addf(out, "  %-18s %s events have no code\n", s->name,
                         lc_told_text(s->uncoded, room));
    }
}

static void add_singled(struct lc_text *out, const struct lc_singled *s)
{
    char day[LC_DAY_ROOM], a[32], b[32], c[32], e[32];
    struct lc_text said = { 0 };
    lc_text_addf(&said,
                 "Month of birth and day of first referral single out %s of %s "
                 "adolescents (aged %d to %d on %s): no other has the same two.",
                 lc_print_told(s->alone, a), lc_print_told(s->children, b),
                 LC_ADOLESCENT_FROM, LC_ADOLESCENT_TO, lc_day_print(s->day, day));
    lc_text_addf(&said,
                 " Another %s share them with fewer than five others, %s with more; %s "
                 "adolescents have no referral.",
                 lc_print_told(s->few, a), lc_print_told(s->many, b),
                 lc_print_told(s->unknown, c));
    if (s->no_birth)
        lc_text_addf(&said, " Of %s children no month of birth is known.",
                     lc_print_told(s->no_birth, e));
    lc_text_add(&said, " Whoever knows these two of a child finds the child in this "
                       "store, or in a design made of it, without any name: treat both "
                       "as data about named children.");
    lc_text_add(out, "\nrisk of identification\n");
    lc_text_addf(out, "  %s\n", said.data ? said.data : "");
    out->failed |= said.failed;
    lc_text_free(&said);
}

/* What the counts are, for whoever meets them elsewhere. */
static void add_rule(struct lc_text *out, const struct lc_described *d)
{
    lc_text_add(out, d->suppress
                         ? "\nc: 1 to 5, not shown; other counts are the nearest "
                           "multiple of six, days the first of their month\n"
                         : "\nTrue counts, 1 to 5 too: for this desk alone\n");
}

int lc_describe_text(const struct lc_described *d, struct lc_text *out,
                     struct lc_error *err)
{
    const struct lc_breaks_of breaks = { d->store, d->declared, !d->suppress };
    add_systems(out, d);
    add_histories(out, d);
    int code = add_coverage(out, d->store, err);
    if (!code)
        code = lc_silences_add(out, d->store, "  silent: ", err);
    if (!code)
        code = lc_breaks_add(out, &breaks, err);
    if (code)
        return code;
    add_sources(out, d);
    add_waiting(out, d);
    add_quality(out, d);
    if (d->singled)
        add_singled(out, d->singled);
    add_rule(out, d);
    return LC_OK;
}
