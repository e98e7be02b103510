/* See vouch.h. */
#include "models/fit/vouch.h"

#include <sodium.h>

#include "store/log.h"

static int fail_unsealed(const char *path, struct lc_error *err)
{
    return LC_FAIL(err, LC_DAMAGED,
                   "%s has no seal beside it (%s.seal), so it may have been changed: "
                   "copy both, or train it again",
                   path, path);
}

int lc_model_need_seal(const struct lc_model *model, const char *path,
                       struct lc_error *err)
{
    return model->signer.there || !lc_model_has_store(model) ? LC_OK
                                                             : fail_unsealed(path, err);
}

/* The first digits tell two stores apart. */
static void say_whose(struct lc_text *caution, const struct lc_model *model, bool own)
{
    char hex[2 * LC_SIGNER + 1];
    if (own)
        lc_text_add(caution, "the model bears this store's seal, and the store's log "
                             "does not tell of its making");
    else
        lc_text_addf(caution,
                     "the model is not of this store: it bears the seal %.12s of "
                     "another, and nobody here can say what it learnt from",
                     sodium_bin2hex(hex, sizeof hex, model->signer.name, LC_SIGNER));
}

int lc_model_vouch(struct lc_text *caution, const struct lc_model *model,
                   const char *path, const char *store_path, struct lc_error *err)
{
    static const char *const makers[] = { "train", "recalibrate", NULL };
    struct lc_text what = { 0 };
    bool logged = false, own = false;
    lc_text_addf(&what, "model %s", model->digest);
    int code = lc_text_check(&what, err);
    if (!code)
        code = lc_log_tells(&logged, store_path, makers, what.data, err);
    lc_text_free(&what);
    if (code || logged)
        return code;
    if (!model->signer.there)
        return LC_FAIL(err, LC_DAMAGED,
                       "%s: the log of %s tells of no such model, and no seal stands "
                       "beside it (%s.seal): it was changed, or made elsewhere; copy "
                       "both, or train it again",
                       path, store_path, path);
    code = lc_signer_is(&own, &model->signer, LC_SIGNED_MODEL, store_path, err);
    if (!code)
        say_whose(caution, model, own);
    return code;
}
