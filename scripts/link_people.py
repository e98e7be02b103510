"""Two invented files of people, a and b, 70% shared, with typing errors; the truth stands in the last column.
   python3 scripts/link_people.py N [SEED]      writes aN.csv and bN.csv"""
import itertools, random, sys
from datetime import date, timedelta

n = int(sys.argv[1])
r = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 7)
heads = 'b c d f g h j k l m n p r s t v w y sh th br st'.split()
tails = 'a e i o u ai ea oo'.split()

def name(k):
    return ''.join(r.choice(heads) + r.choice(tails) for _ in range(k)) + r.choice(['', 'n', 'r', 's', 'll', 'm'])

# sorted: the order of a set of texts differs from run to run
surnames = sorted({name(r.choice([1, 2, 2, 3])) for _ in range(30000)})
givens = sorted({name(r.choice([1, 2, 2])) for _ in range(5000)})
r.shuffle(surnames), r.shuffle(givens)
surnames, givens = surnames[:20000], givens[:3000]

def common_first(names, s):
    return names, list(itertools.accumulate(1 / (i + 8) ** s for i in range(len(names))))

S, G = common_first(surnames, 0.9), common_first(givens, 0.95)
pick = lambda z: r.choices(z[0], cum_weights=z[1])[0]
postcodes = [f'{a}{b} {d}{e}{f}' for a in ('NW', 'HA', 'W', 'SE') for b in range(1, 10)
             for d in range(1, 10) for e in 'ABDE' for f in 'FGHJ']

def typo(s):
    if len(s) < 2:
        return s
    i, k = r.randrange(len(s)), r.random()
    if k < .35:
        return s[:i] + s[i + 1:]
    letter = r.choice('abcdefghijklmnopqrstuvwxyz')
    return s[:i] + letter + s[i + 1:] if k < .7 else s[:i] + letter + s[i:]

def misdated(d):
    k = r.random()
    if k < .4:
        try:
            return date(d.year, d.day, d.month)
        except ValueError:
            return d + timedelta(1)
    return d.replace(day=1) if k < .7 else d + timedelta(r.choice([-10, -1, 1, 10, 365]))

def person():
    return pick(G), pick(S), date(2007, 1, 1) + timedelta(r.randrange(6570)), r.choice(postcodes), r.choice('MF')

with open(f'a{n}.csv', 'w') as a, open(f'b{n}.csv', 'w') as b:
    for f in a, b:
        f.write('id,given,surname,dob,postcode,sex,truth\n')
    for i in range(n):
        g, s, d, p, x = person()
        a.write(f'a{i},{g},{s},{d},{p},{x},{i}\n')
        if r.random() < .7:
            g = typo(g) if r.random() < .12 else g
            s = typo(s) if r.random() < .12 else s
            s = pick(S) if r.random() < .03 else s
            d = misdated(d) if r.random() < .05 else d
            p = r.choice(postcodes) if r.random() < .25 else p
            p = '' if r.random() < .06 else p
            b.write(f'b{i},{g},{s},{d},{p},{x},{i}\n')
        else:
            g, s, d, p, x = person()
            b.write(f'b{i},{g},{s},{d},{p},{x},-{i + 1}\n')
