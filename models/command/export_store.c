/* A store in a form for others (export_store_inside.h). */
#include "models/command/export_store_inside.h"

#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/json.h"
#include "command/command.h"
#include "disclosure/small.h"

static int say(const struct lc_export_store *how, const struct lc_outward_tally *tally,
               struct lc_error *err)
{
    char told[3][32];
    struct lc_text line = { 0 };
    if (how->json)
        return lc_print_json(LC_OBJECT({ "file", lc_json_text(how->path) },
                                       { "form", lc_json_text(how->form->name) },
                                       { "asof", lc_json_day(how->asof) },
                                       { "children", lc_json_count(tally->children) },
                                       { "events", lc_json_count(tally->events) },
                                       { "bare", lc_json_count(tally->bare) },
                                       { "unplaced", lc_json_count(tally->unplaced) }),
                             err);
    lc_text_add_inline(&line, how->path);
    lc_text_addf(&line, ": %s children, %s events in the form %s\n",
                 lc_print_count(tally->children, told[0]),
                 lc_print_count(tally->events, told[1]), how->form->name);
    if (tally->bare)
        lc_text_addf(&line,
                     "%s stand under a referral or enquiry that the store does not "
                     "have: the form wants one, and it says no day of its own\n",
                     lc_print_count(tally->bare, told[2]));
    if (tally->unplaced)
        lc_text_addf(&line, "%s events have no place in the form, and are not in it\n",
                     lc_print_count(tally->unplaced, told[2]));
    return lc_print_text(&line, err);
}

/* The log's line bears the digest of what is then written. */
static int write_out(const struct lc_export_store *how, struct lc_text *out,
                     struct lc_error *err)
{
    unsigned char digest[LC_DIGEST];
    char text[LC_DIGEST_TEXT];
    lc_digest(out->data, out->size, NULL, digest);
    lc_digest_text(digest, text);
    int code = lc_reveal_list(&how->reveal, text, err);
    return code ? code
                : lc_file_write(how->path, how->force, out->data, out->size, err);
}

static int write_store(const struct lc_export_store *how, const struct lc_store *store,
                       struct lc_error *err)
{
    struct lc_identities ids = { 0 };
    struct lc_outward_tally tally = { 0 };
    struct lc_text out = { 0 };
    int code = lc_identities_load(&ids, store, how->reveal.store_path, err);
    const struct lc_outward from = { store, &ids, how->asof };
    if (!code)
        code = how->form->write(&out, &tally, &from, err);
    if (!code)
        code = write_out(how, &out, err);
    if (!code)
        code = say(how, &tally, err);
    lc_text_free(&out);
    lc_identities_free(&ids);
    return code || !(tally.bare + tally.unplaced) ? code : LC_FINDINGS;
}

int lc_export_store(const struct lc_export_store *how, struct lc_error *err)
{
    struct lc_store store = { 0 };
    int code = lc_reveal_reason(&how->reveal, err);
    if (!code && strcmp(how->path, "-") == 0)
        code = LC_FAIL(err, LC_USAGE,
                       "--to %s holds names: name a file, which is its owner's alone",
                       how->form->name);
    if (!code)
        code = lc_draft_try(how->path, how->force, err);
    if (!code)
        code = lc_store_load(&store, how->reveal.store_path, err);
    if (!code) /* else one child would be sent as two */
        code = lc_store_need_linked(&store, how->reveal.store_path, err);
    if (!code)
        code = write_store(how, &store, err);
    lc_store_free(&store);
    return code;
}
