/* See describe_inside.h: the document. */
#include <stdlib.h>

#include "command/breaks_inside.h"
#include "command/command.h"
#include "command/describe_inside.h"
#include "command/silences_inside.h"
#include "disclosure/small.h"
#include "store/rhythm.h"

static json_t *coverage_json(const struct lc_store *store, const char *name)
{
    size_t count;
    int32_t(*span)[2];
    json_t *spans = json_array();
    if (!spans || lc_covered(store, name, LC_OPEN, &count, &span, NULL)) {
        json_decref(spans);
        return NULL;
    }
    bool good = true;
    for (size_t i = 0; i < count; i++)
        good &=
            lc_json_push(spans, json_pack("{s:o, s:o}", "from", lc_json_day(span[i][0]),
                                          "to", lc_json_day(span[i][1])));
    free(span);
    return lc_json_whole(spans, good);
}

static json_t *levels_json(const struct lc_summary *s)
{
    json_t *levels = json_object();
    bool good = levels;
    for (size_t k = 0; k < LC_LEVELS && good; k++) {
        char name[] = { (char)('0' + k / 10), (char)('0' + k % 10), 0 };
        if (s->level[k])
            good = lc_json_put(levels, k < 10 ? name + 1 : name,
                               lc_told_json(s->level[k]));
    }
    return lc_json_whole(levels, good);
}

static json_t *children_json(const struct lc_described *d, size_t children)
{
    return d->linked ? lc_told_json(children) : json_null();
}

static json_t *history_json(const struct lc_described *d, const struct lc_summary *s)
{
    const struct lc_breaks_of breaks = { d->store, d->declared, !d->suppress };
    json_t *o = json_object();
    bool good =
        o && lc_json_put(o, "name", lc_json_text(s->name))
        && lc_json_put(o, "events", lc_told_json(s->current))
        && lc_json_put(o, "superseded", lc_told_json(s->superseded))
        && lc_json_put(o, "children", children_json(d, s->children))
        && lc_json_put(o, "spells", json_boolean(s->spells))
        && lc_json_put(o, "open", s->spells ? lc_told_json(s->open) : json_null())
        && lc_json_put(o, "known_before_start", lc_told_json(s->foreseen))
        && lc_json_put(o, "without_code", lc_told_json(s->uncoded))
        && lc_json_put(o, "first_start", lc_json_day(s->first))
        && lc_json_put(o, "last_start", lc_json_day(s->last))
        && lc_json_put(o, "first_known", lc_json_day(s->known_first))
        && lc_json_put(o, "last_known", lc_json_day(s->known_last))
        && lc_json_put(o, "levels", levels_json(s))
        && lc_json_put(o, "coverage", coverage_json(d->store, s->name))
        && lc_silences_put(o, d->store, s->name)
        && lc_json_put(o, "breaks", lc_breaks_json(&breaks, s->name));
    return lc_json_whole(o, good);
}

static json_t *source_json(const struct lc_described *d, const struct lc_source *s)
{
    static const char *const names[LC_FIGURES] = { "taken", "unchanged", "corrected",
                                                   "rejected", "pending" };
    char digest[LC_DIGEST_TEXT];
    struct lc_figures f = { .adds_up = true };
    lc_figures_add(&f, s);
    lc_figures_tell(&f, d->suppress);
    json_t *o = json_object();
    bool good =
        o && lc_json_put(o, "schema", lc_json_text(s->schema))
        && lc_json_put(o, "history", lc_json_text(s->history))
        && lc_json_put(o, "digest", lc_json_text(lc_digest_text(s->digest, digest)))
        && lc_json_put(o, "bytes", lc_json_count(s->size))
        && lc_json_put(o, "received", lc_json_day(s->imported))
        && lc_json_put(o, "rows", lc_told_json(f.rows));
    for (size_t k = 0; k < LC_FIGURES && good; k++)
        good = lc_json_put(o, names[k], lc_told_json(f.told[k]));
    good = good && lc_json_put(o, "withdrawn", lc_told_json(f.withdrawn))
           && lc_json_put(o, "full", json_boolean(s->full != 0))
           && lc_json_put(o, "adds_up", json_boolean(f.adds_up))
           && lc_json_put(o, "covers_from", lc_json_day(s->covers_from))
           && lc_json_put(o, "covers_to", lc_json_day(s->covers_to));
    return lc_json_whole(o, good);
}

static json_t *systems_json(const struct lc_described *d)
{
    json_t *o = json_object();
    bool good = o;
    for (size_t i = 1; i <= d->store->systems.count && good; i++)
        good = lc_json_put(o, lc_codes_name(&d->store->systems, (uint16_t)i),
                           lc_told_json(d->system[i]));
    if (good && d->system[0])
        good = lc_json_put(o, "erased", lc_told_json(d->system[0]));
    return lc_json_whole(o, good);
}

static json_t *singled_json(const struct lc_singled *s)
{
    return LC_OBJECT({ "on", lc_json_day(s->day) },
                     { "age_from", json_integer(LC_ADOLESCENT_FROM) },
                     { "age_to", json_integer(LC_ADOLESCENT_TO) },
                     { "adolescents", lc_told_json(s->children) },
                     { "singled_out", lc_told_json(s->alone) },
                     { "among_fewer_than_six", lc_told_json(s->few) },
                     { "among_more", lc_told_json(s->many) },
                     { "without_referral", lc_told_json(s->unknown) },
                     { "without_month_of_birth", lc_told_json(s->no_birth) });
}

json_t *lc_describe_json(const struct lc_described *d)
{
    const struct lc_store *store = d->store;
    json_t *histories = json_array(), *sources = json_array();
    bool good = histories && sources;
    for (size_t i = 0; i < store->histories && good; i++)
        good = lc_json_push(histories, history_json(d, d->history + i));
    for (size_t i = 0; i < store->sources && good; i++)
        good = lc_json_push(sources, source_json(d, store->source + i));
    return LC_OBJECT({ "format", lc_json_count(LC_STORE_FORMAT) },
                     { "linked", json_boolean(store->linked) },
                     { "suppressed", json_boolean(d->suppress) },
                     { "records", lc_told_json(d->records) },
                     { "children", children_json(d, d->children) },
                     { "families", children_json(d, d->kin.families) },
                     { "children_of_families", children_json(d, d->kin.children) },
                     { "systems", systems_json(d) },
                     { "histories", lc_json_whole(histories, good) },
                     { "sources", lc_json_whole(sources, good) },
                     { "waiting", lc_told_json(d->waiting) },
                     { "merged_numbers", lc_told_json(d->merged) },
                     { d->singled ? "risk_of_identification" : NULL,
                       d->singled ? singled_json(d->singled) : NULL });
}
