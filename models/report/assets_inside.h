/* What the page carries, bundled at build time (web/, scripts/bundle) and put into the
 * program by web/assets.S. Not terminated. */
#pragma once

#include <stdint.h>

extern const char lc_asset_script[], lc_asset_style[];
extern const uint64_t lc_asset_script_size, lc_asset_style_size; /* bytes */
