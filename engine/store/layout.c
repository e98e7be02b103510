#include "store/layout_inside.h"

const char lc_store_meaning[] =
    "A Latecare store: histories of children from an authority's agencies, without "
    "names. Days count from 1970-01-01; an interval [start, end) does not include its "
    "end. An event happened in [start, end) and was known in [known_from, known_to). "
    "2147483647 is an open end. Change nothing here: the file has a keyed digest "
    "beside it.";

/* clang-format off */
#define CELL_FOR(writers, since, before, row, name, cell, unit, meaning) \
    { #name, offsetof(struct row, name), sizeof ((struct row *)0)->name, cell, unit, meaning, \
      writers, since, before }
#define CELL(...) CELL_FOR(false, LC_STORE_OLDEST, 0, __VA_ARGS__)
#define WRITERS(...) CELL_FOR(true, LC_STORE_OLDEST, 0, __VA_ARGS__)
#define SINCE(format, before, ...) CELL_FOR(false, format, before, __VA_ARGS__)

static const char days[] = "days since 1970-01-01";

static const struct lc_cells records[] = {
    CELL(lc_record, system,    LC_AS_CODE,   "", "whose numbers the record has"),
    CELL(lc_record, child,     LC_AS_NUMBER, "", "the child it belongs to: the number of its first record"),
    WRITERS(lc_record, pseudonym, LC_AS_BYTES,  "", "keyed digest of the system's own number"),
};

static const struct lc_cells sources[] = {
    CELL(lc_source, schema,      LC_AS_TEXT,  "",      "what kind of extract it is"),
    CELL(lc_source, digest,      LC_AS_BYTES, "",      "BLAKE2b of the file's bytes"),
    CELL(lc_source, size,        LC_AS_COUNT, "bytes", "of the file"),
    CELL(lc_source, rows,        LC_AS_COUNT, "rows",  "read: taken + unchanged + corrected + rejected + pending"),
    CELL(lc_source, taken,       LC_AS_COUNT, "rows",  "taken as new"),
    CELL(lc_source, unchanged,   LC_AS_COUNT, "rows",  "that said what was known"),
    CELL(lc_source, corrected,   LC_AS_COUNT, "rows",  "that gave an event a new version"),
    CELL(lc_source, rejected,    LC_AS_COUNT, "rows",  "not taken"),
    CELL(lc_source, imported,    LC_AS_DAY,   days,    "when the extract was received"),
    CELL(lc_source, history,     LC_AS_TEXT,  "",      "the main history it feeds"),
    CELL(lc_source, covers_from, LC_AS_DAY,   days,    "first day of which it can speak"),
    CELL(lc_source, covers_to,   LC_AS_DAY,   days,    "first day of which it no longer can"),
    CELL(lc_source, rhythm,      LC_AS_DAY,   "days",  "without a row that are silence, as its schema says; 0: by its own pace"),
    SINCE(4, 0,         lc_source, pending,   LC_AS_COUNT,  "rows", "that wait for what they belong to"),
    SINCE(4, 0,         lc_source, withdrawn, LC_AS_COUNT,  "rows", "of earlier days that it took back, none of its own"),
    SINCE(4, 0,         lc_source, full,      LC_AS_NUMBER, "",     "1: what it covers and does not say is taken back"),
    SINCE(4, LC_NO_DAY, lc_source, said_from, LC_AS_DAY,    days,   "first start of what its rows say"),
    SINCE(4, LC_OPEN,   lc_source, said_to,   LC_AS_DAY,    days,   "last start of what its rows say"),
};

static const struct lc_cells links[] = {
    WRITERS(lc_record_link, record, LC_AS_NUMBER, "",   "the first of two records of one child"),
    WRITERS(lc_record_link, other,  LC_AS_NUMBER, "",   "the second"),
    WRITERS(lc_record_link, pass,   LC_AS_CODE,   "",   "what says so; 'kept apart': that they are not"),
    WRITERS(lc_record_link, day,    LC_AS_DAY,    days, "when"),
};

static const struct lc_cells linkages[] = {
    CELL(lc_linkage, number,     LC_AS_NUMBER, "", "of the linkage; several rows are pieces of one text"),
    CELL(lc_linkage, day,        LC_AS_DAY,  days, "when records were joined"),
    WRITERS(lc_linkage, parameters, LC_AS_TEXT, "", "by what: levels, m, u and priors of each two systems, rules, as JSON"),
};

static const struct lc_cells partings[] = {
    WRITERS(lc_parting, record, LC_AS_NUMBER, "",   "the first of two records of a link that holds no more"),
    WRITERS(lc_parting, other,  LC_AS_NUMBER, "",   "the second"),
    WRITERS(lc_parting, pass,   LC_AS_CODE,   "",   "what had said so; 'kept apart': that they are not one child"),
    WRITERS(lc_parting, day,    LC_AS_DAY,    days, "since when"),
    WRITERS(lc_parting, until,  LC_AS_DAY,    days, "the first day on which it held no more"),
};

static const struct lc_cells candidates[] = {
    WRITERS(lc_candidate, record, LC_AS_NUMBER, "",             "the first of two records that are, or may be, one child's"),
    WRITERS(lc_candidate, other,  LC_AS_NUMBER, "",             "the second"),
    WRITERS(lc_candidate, chance, LC_AS_NUMBER, "in a million", "that they are, as the last linkage saw it"),
    WRITERS(lc_candidate, listed, LC_AS_NUMBER, "",             "1: of the review list; 0: not"),
};

static const struct lc_cells retentions[] = {
    CELL(lc_retention, history, LC_AS_TEXT,   "",       "whose events are kept so long"),
    CELL(lc_retention, after,   LC_AS_NUMBER, "",       "after what: 1 the 18th birthday, 2 the last event"),
    CELL(lc_retention, months,  LC_AS_NUMBER, "months", "how long after it"),
};

static const struct lc_cells elders[] = {
    WRITERS(lc_elder, sealed, LC_AS_BYTES, "", "what is kept of a key before a rotation, encrypted"),
};

static const struct lc_cells families[] = {
    CELL(lc_kin, child,  LC_AS_NUMBER, "",   "a child"),
    CELL(lc_kin, family, LC_AS_NUMBER, "",   "its family on those days: the number of the family's first child"),
    CELL(lc_kin, from,   LC_AS_DAY,    days, "the day after it, it was known and so"),
    CELL(lc_kin, to,     LC_AS_DAY,    days, "the last such day; 2147483647 if it is so still"),
};

#define PACKED(n) \
    { "cell" #n, offsetof(struct lc_returned, cell) + n * sizeof(uint64_t), sizeof(uint64_t), LC_AS_COUNT, "", \
      "its column " #n ": a code or a day, packed", true, 0, 0 }

static const struct lc_cells returns[] = {
    WRITERS(lc_returned, record, LC_AS_NUMBER, "", "whose row it is"),
    WRITERS(lc_returned, file,   LC_AS_NUMBER, "", "the source it came in"),
    WRITERS(lc_returned, year,   LC_AS_NUMBER, "", "the collection year, in which the return ends; 0: not known"),
    WRITERS(lc_returned, part,   LC_AS_NUMBER, "", "the table of the return"),
    WRITERS(lc_returned, line,   LC_AS_COUNT,  "", "of the file"),
    PACKED(0), PACKED(1), PACKED(2), PACKED(3), PACKED(4), PACKED(5),
    PACKED(6), PACKED(7), PACKED(8), PACKED(9), PACKED(10), PACKED(11),
};

static const struct lc_cells merges[] = {
    CELL(lc_merged, record, LC_AS_NUMBER, "",   "the record whose number was merged into another"),
    CELL(lc_merged, into,   LC_AS_NUMBER, "",   "the record of that other number"),
    CELL(lc_merged, day,    LC_AS_DAY,    days, "when an extract first said so"),
    CELL(lc_merged, file,   LC_AS_NUMBER, "",   "that extract"),
    CELL(lc_merged, line,   LC_AS_NUMBER, "",   "its line; 1 is the header"),
};

static const struct lc_cells purges[] = {
    WRITERS(lc_purged, key, LC_AS_COUNT,  "",   "keyed digest of the row's identity in its extract; of a part, of what it lies in"),
    CELL(lc_purged, record, LC_AS_NUMBER, "",   "the record that it was of; 4294967295 if nothing was there"),
    CELL(lc_purged, day,    LC_AS_DAY,    days, "when it was taken back"),
    CELL(lc_purged, file,   LC_AS_NUMBER, "",   "the extract that took it back"),
    CELL(lc_purged, line,   LC_AS_NUMBER, "",   "its line; 1 is the header"),
};

static const struct lc_cells nests[] = {
    WRITERS(lc_nest, key,    LC_AS_COUNT,  "", "keyed digest of the row's identity in a history: its events' key"),
    WRITERS(lc_nest, parent, LC_AS_COUNT,  "", "keyed digest of the identity of what it lies in"),
    WRITERS(lc_nest, record, LC_AS_NUMBER, "", "the record that it was said of"),
};

static const struct lc_cells pending[] = {
    WRITERS(lc_waiting, key,    LC_AS_COUNT,  "",   "keyed digest of the row's identity in its extract"),
    WRITERS(lc_waiting, parent, LC_AS_COUNT,  "",   "keyed digest of what it belongs to"),
    CELL(lc_waiting, until,     LC_AS_DAY,    days, "since when it is said no more; 2147483647 if it is"),
    CELL(lc_waiting, file,      LC_AS_NUMBER, "",   "the extract that it came from"),
    CELL(lc_waiting, line,      LC_AS_NUMBER, "",   "its line; 1 is the header"),
    WRITERS(lc_waiting, said,   LC_AS_TEXT,   "",   "its cells: days, numbers and codes of lists"),
};

#define LAYOUT(rows, array, room, codes, optional) \
    { #rows, offsetof(struct lc_store, rows), offsetof(struct lc_store, array), \
      offsetof(struct lc_store, room), sizeof *((struct lc_store *)0)->array, \
      offsetof(struct lc_store, codes), sizeof rows / sizeof *rows, rows, optional }

const struct lc_layout lc_layouts[LC_LAYOUTS] = {
    LAYOUT(records, record, record_room, systems, false),
    LAYOUT(sources, source, source_room, systems, false), /* has no codes */
    LAYOUT(links,   link,   link_room,   passes,  false),
    LAYOUT(partings, parting, parting_room, passes, true),
    LAYOUT(candidates, candidate, candidate_room, systems, true), /* has none either */
    LAYOUT(retentions, retention, retention_room, systems, true), /* has none either */
    LAYOUT(elders,  elder,  elder_room,  systems, true), /* nor have they */
    LAYOUT(families, kin, kin_room, systems, true), /* nor have they */
    LAYOUT(returns, returned, returned_room, systems, true), /* nor have they */
    LAYOUT(merges,  merged,  merged_room,  systems, true), /* nor these three */
    LAYOUT(purges,  purged,  purged_room,  systems, true),
    LAYOUT(pending, waiting, waiting_room, systems, true),
    LAYOUT(linkages, linkage, linkage_room, systems, true), /* nor has it */
    LAYOUT(nests, nest, nest_room, systems, true), /* nor has this */
};
/* clang-format on */
