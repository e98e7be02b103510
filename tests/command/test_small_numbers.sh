#!/bin/sh
# Whatever a model file shows of children month by month and list by list: no count of 1 to 5
# can be worked out from it, and no risk in it is a child's own. Read with nothing but Python.
. "$(dirname "$0")/common.sh"
cd "$work" || exit 1
borough b --children 4000 --years 6 --seed 2 --dirt 0
fill s.h5
small_study | sed 's/ + exclusions }/ }/' >study.yaml
runs train study.yaml s.h5 m.json
cat >look.py <<'END'
import json, re, sys
m = json.load(open('m.json'))['model']['metrics']
wrong = []
def small(x): return 0.4 < x < 5.6
n = m['incidence']['at_risk'][0]['children']
points = 0
for cause in m['incidence']['causes']:
    at = [0] + [p['incidence'] for p in cause['points']]
    points += len(at)
    for name in ('incidence', 'low', 'high'):
        for p in cause['points']:
            if abs(p[name] * n / 6 - round(p[name] * n / 6)) > 1e-6 and p[name] != 1:
                wrong.append(f"{cause['name']} {p['months']}: {name} is not of six children")
    wrong += [f"{cause['name']}: {b - a}" for a, b in zip(at, at[1:]) if small((b - a) * n)]
risk = [r['children'] for r in m['incidence']['at_risk']]
wrong += [f'at risk: {a} {b}' for a, b in zip(risk[1:], risk[2:]) if small(abs(a - b))]
lists = m['performance']['landmarks']
for curve in m['list_size']['curves']:
    if curve['name'] == 'base_rate':
        continue
    hits = [0] + [p['precision'] * p['size'] * lists for p in curve['points']]
    points += len(hits)
    wrong += [f"{curve['name']}: {a} {b}" for a, b in zip(hits, hits[1:]) if small(b - a)]
for b in m['calibration']['bins']:
    for edge in (b['low'], b['high']):
        if float('%.2g' % edge) != edge:
            wrong.append(f'an edge of a group: {edge}')
for p in m['calibration']['smooth']:
    if float('%.2g' % p['predicted']) != p['predicted']:
        wrong.append(f"a point of the curve: {p['predicted']}")
entries = ['1 to 5' if m['entries'][k] == 'c' else m['entries'][k] for k in ('all', 'known', 'unknown')]
said = 'Of {} late entries {} were of children known beforehand; no list could hold the other {}'.format(*entries)
if said not in ' '.join(open('out').read().split()):
    wrong.append('train tells the entries otherwise than its model file')
if points < 8:
    wrong.append('next to nothing is shown')
print(*wrong, sep='\n')
sys.exit(bool(wrong))
END
python3 look.py >found || fail "$(cat found)"
# the page is printed from the same document
[ -s m.html ] || fail "no page"
exit $bad
