#include "import/versions_inside.h"

#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/digests.h"
#include "store/history.h"

/* The version in which the event itself is first known. */
static struct lc_version begin(const struct lc_learning *l)
{
    return (struct lc_version){ .known_from = l->from, .assumed = l->assumed };
}

/* The version in which what happened or was learnt on `day` is first known. */
static struct lc_version learn(const struct lc_learning *l, int32_t day, int delay)
{
    struct lc_version v = { .known_from = l->from, .assumed = true };
    if (day == LC_OPEN)
        v = (struct lc_version){ .known_from = l->received };
    else if (l->recorded != LC_NO_DAY)
        v.known_from = day + delay;
    else if (l->first)
        v.known_from = day + (delay ? delay : l->delay);
    return v.known_from > l->from ? v : begin(l);
}

bool lc_event_says(const struct lc_batch_event *e, unsigned item)
{
    return item == LC_ITEM_CODE    ? e->code != 0
           : item == LC_ITEM_LEVEL ? e->level != LC_NO_LEVEL
                                   : e->attribute[item - LC_ITEM_ATTRIBUTES] != 0;
}

/* What an event says without days of its own. */
struct said {
    int32_t start, end;
    uint16_t code, level, attribute[LC_MAX_FEED_ATTRIBUTES];
};

static struct said said_of(const struct lc_batch_event *e)
{
    struct said said = { e->start, e->end, e->code, (uint16_t)e->level, { 0 } };
    memcpy(said.attribute, e->attribute, sizeof said.attribute);
    return said;
}

/* Days on which items were learnt, if it says any. */
static bool find_days(const struct lc_batch_event *e, const struct lc_feed *feed,
                      int32_t *day)
{
    bool any = false;
    for (unsigned i = 0; i < LC_FEED_ITEMS; i++) {
        int at = feed->clock[i].at;
        bool own = at != LC_NO_COLUMN && at != feed->end_at && lc_event_says(e, i);
        day[i] = own ? e->learnt[i] : 0;
        any |= own;
    }
    return any;
}

/* Of so many events at once. */
enum { RUN = 32 };

static void digest_run(size_t n, struct lc_batch_event *const *event,
                       const struct lc_feed *feed, const struct lc_eras *eras)
{
    const struct lc_key *key = &eras->era[0].of[LC_FOR_ROWS];
    struct said said[RUN];
    int32_t day[RUN][LC_FEED_ITEMS];
    struct lc_slice text[RUN], days[RUN];
    uint64_t content[RUN], more[RUN];
    size_t with = 0, of[RUN];
    for (size_t i = 0; i < n; i++) {
        said[i] = said_of(event[i]);
        text[i] = (struct lc_slice){ (const char *)&said[i], sizeof said[i] };
        if (!find_days(event[i], feed + event[i]->feed, day[with]))
            continue;
        days[with] = (struct lc_slice){ (const char *)day[with], sizeof day[with] };
        of[with++] = i;
    }
    lc_digests64(n, text, key, content);
    lc_digests64(with, days, key, more);
    for (size_t i = 0; i < with; i++)
        content[of[i]] += more[i];
    for (size_t i = 0; i < n; i++)
        event[i]->content = lc_eras_row(eras, content[i]);
}

void lc_event_contents(size_t n, struct lc_batch_event *const *event,
                       const struct lc_feed *feed, const struct lc_eras *eras)
{
    for (size_t first = 0; first < n; first += RUN)
        digest_run(n - first < RUN ? n - first : RUN, event + first, feed, eras);
}

uint64_t lc_event_content_as(const struct lc_history *h, size_t i,
                             const struct lc_feed *feed, int32_t start, int32_t end,
                             const struct lc_eras *eras)
{
    struct lc_batch_event e = {
        .start = start, .end = end, .code = h->code[i], .level = h->level[i]
    };
    struct lc_batch_event *const one = &e;
    for (unsigned a = 0; a < feed->attributes_count; a++) {
        const struct lc_attribute *of = lc_history_find(h, feed->attributes[a].name);
        e.attribute[a] = of ? of->value[i] : 0;
    }
    lc_event_contents(1, &one, feed, eras);
    return e.content;
}

static int by_day(const void *a, const void *b)
{
    const struct lc_version *x = a, *y = b;
    return (x->known_from > y->known_from) - (x->known_from < y->known_from);
}

/* A version for each day on which something becomes known, once, in order. */
static size_t in_order(size_t n, struct lc_version *version)
{
    size_t kept = 0;
    if (n > 1)
        qsort(version, n, sizeof *version, by_day);
    for (size_t i = 0; i < n; i++)
        if (kept && version[i].known_from == version[kept - 1].known_from)
            version[kept - 1].assumed |= version[i].assumed;
        else
            version[kept++] = version[i];
    return kept;
}

/* The version in which the end is first known. */
static struct lc_version learn_end(const struct lc_batch_event *event,
                                   const struct lc_learning *l)
{
    const struct lc_since *told = &event->end_since;
    if (told->day == LC_NO_DAY)
        return learn(l, event->end, 0);
    if (told->day <= l->from)
        return begin(l);
    return (struct lc_version){ .known_from = told->day, .assumed = told->assumed };
}

/* The version in which an item that the event says is first known. */
static struct lc_version learn_item(const struct lc_batch_event *event, unsigned item,
                                    const struct lc_clock *clock,
                                    const struct lc_learning *l)
{
    return clock->at == LC_NO_COLUMN ? begin(l)
                                     : learn(l, event->learnt[item], clock->delay);
}

size_t lc_versions(struct lc_version *version, const struct lc_batch_event *event,
                   const struct lc_feed *feed, const struct lc_learning *learning)
{
    const struct lc_learning *l = learning;
    int32_t item_known[LC_FEED_ITEMS], end_known = l->from;
    unsigned items = LC_ITEM_ATTRIBUTES + feed->attributes_count;
    size_t n = 0;
    version[n++] = begin(l);
    if (event->end != LC_OPEN) {
        version[n] = learn_end(event, l);
        end_known = version[n++].known_from;
    }
    for (unsigned i = 0; i < items; i++) {
        item_known[i] = l->from;
        if (!lc_event_says(event, i))
            continue;
        version[n] = learn_item(event, i, &feed->clock[i], l);
        item_known[i] = version[n].known_from;
        n += item_known[i] > l->from;
    }
    n = in_order(n, version);
    for (size_t v = 0; v < n; v++) {
        version[v].end = end_known > version[v].known_from ? LC_OPEN : event->end;
        version[v].silent = 0;
        for (unsigned i = 0; i < items; i++)
            version[v].silent |= (item_known[i] > version[v].known_from) * (1u << i);
    }
    return n;
}
