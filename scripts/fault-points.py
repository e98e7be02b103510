#!/usr/bin/env python3
"""The questions of fault-points.sh, which starts it: PROGRAM WORK POINTS SEED.

A stage is a command and what stands there before it. Each of its calls is counted once, without a fault; the points
are drawn evenly over stages, calls and kinds of fault. What a store is, is asked of its manifest and log by their bytes
(docs/store.md), and of `verify`."""
import collections, concurrent.futures, glob, hashlib, json, os, random, re, shutil, signal, struct, subprocess, sys

PROGRAM, WORK, POINTS, SEED = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
CALLS = 'write pwrite fsync rename open close mmap unlink ftruncate flock read pread mkdir'.split()
WRITES = {'write', 'pwrite'}
EIO, ENOSPC = 5, 28
STUDY = '''format: 1
study: { name: small, title: Entry at five or over within twelve months, purpose: a test }
cohort: { age_from: 5, age_to: 17, known_to: [referral, cin, missing, exclusion] }
landmarks: { every: 6 months, from: 2018-04-01, to: all }
outcome: { history: care, first_entry: true, age_floor: 5, uasc: false, remand: true,
  short_breaks: false, horizon: 12 months }
competing: [death, moved, permanence, other_entry]
predictors:
  - { name: age, kind: age, label: age }
models:
  - { name: logistic, family: logistic, formula: age }
validation: { test_last: 24 months, label_delay: 1 month, bootstrap: 20 }
panel: { capacity: 10 }
'''
SHEET = 'child,discussed,agree,action,by,until,reason\n5,yes,yes,watch,Ann,2025-06-30,seen at home\n7,no,,,,,away\n'
# name, arguments, what it makes beside the store, the log's word for it
def stages(first, later):
    return [
        ('import first', ['import', 's.h5', *first, '--received', '2025-03-01'], [], 'import'),
        ('import second', ['import', 's.h5', *later, '--received', '2025-04-01'], [], 'import'),
        ('link', ['link', 's.h5'], [], 'link'),
        ('decide', ['decide', 's.h5', 'sheet.csv', '--on', '2025-03-03', '--received', '2025-04-01'], [], 'decide'),
        ('erase', ['erase', 's.h5', '3', '--force'], [], 'erase'),
        ('train', ['train', 'study.yaml', 's.h5', 'm.json'], ['m.json', 'm.json.seal'], 'train'),
        ('score', ['score', 'm.json', 's.h5', '--asof', '2025-04-01', '--output', 'l.json'],
         ['l.json', 'l.json.seal'], 'score'),
        ('report', ['report', 'm.json', 's.h5', '--list', 'l.json', '--reason', 'test', '--output', 'p.html'],
         ['p.html'], 'report'),
        ('rotate', ['rotate', 's.h5', '--reason', 'test'], [], 'rotate'),
        ('keys', ['keys', 's.h5', '--set-passphrase', '--new-passphrase-fd', '0', '--cost', 'interactive',
                  '--reason', 'test'], [], 'keys'),
        ('rotate locked', ['rotate', 's.h5', '--reason', 'test'], [], 'rotate'),
    ]

def run(folder, args, fault=None, counts=None):
    env = dict(os.environ, OPENBLAS_NUM_THREADS='1', LC_ALL='C.UTF-8')
    if fault or counts:
        env.update(LD_PRELOAD=f'{WORK}/shim.so', **(fault or {}))
    if counts:
        env['FAULT_COUNTS'] = counts
    if args[0] != 'simulate': # plain keys ask for none
        args = [*args, '--passphrase-fd', '0']
    try:
        with open(f'{WORK}/passphrase') as words:
            done = subprocess.run([PROGRAM, *args], cwd=folder, env=env, timeout=60, stdin=words,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    except subprocess.TimeoutExpired:
        return 'hangs', '', ''
    return done.returncode, done.stdout.decode(errors='replace'), ' '.join(done.stderr.decode(errors='replace').split())

def data(path):
    try:
        with open(path, 'rb') as file:
            return file.read()
    except FileNotFoundError:
        return None

# --- what stands there ----------------------------------------------------------------------------------------------

def log_lines(folder):
    whole = (data(f'{folder}/s.h5.log') or b'').decode().split('\n')[:-1]
    return [line.split('\t') for line in whole]

def verbs(folder):
    return collections.Counter(line[3] for line in log_lines(folder))

def manifest(folder):
    """[(generation, size, bond)]"""
    text = (data(f'{folder}/s.h5.digest') or b'').decode()
    return [(int(f[0]), int(f[4]), f[6]) for f in (l.split(' ') for l in text.split('\n')) if len(f) == 8]

def digest_of(path):
    bytes_ = data(path)
    return hashlib.blake2b(bytes_, digest_size=32).hexdigest() if bytes_ is not None else 'none'

def examine(folder, had_store, wrong):
    """Is it one generation, and does the log tell of it?"""
    if not os.path.exists(f'{folder}/s.h5'):
        if had_store:
            wrong['half'] = 'the store is gone'
        return
    status, out, err = run(folder, ['verify', 's.h5', '--json'])
    if status != 0:
        wrong['mixed'] = f'verify {status}: {err or out[:300]}'
        return
    number = json.loads(out)['generation']
    bonds = [bond for generation, _, bond in manifest(folder) if generation == number]
    there = {digest_of(f'{folder}/s.h5.identity'), digest_of(f'{folder}/s.h5.identity.next')}
    if len(bonds) != 1 or bonds[0] not in there:
        wrong['mixed'] = f'generation {number}: its identity file is not there'
    if str(number) not in {line[5] for line in log_lines(folder) if len(line) == 7}:
        wrong['unlogged'] = f'generation {number}'

def content(folder):
    """What the store says, whatever its keys."""
    status, out, _ = run(folder, ['describe', 's.h5', '--json'])
    return out if status in (0, 1) else f'describe {status}'

def is_whole(folder, stage, reference):
    """Is all there that the command was to make?"""
    same = content(folder) == reference['content']
    made = all(data(f'{folder}/{name}') is not None for name in stage[2])
    return same and made and verbs(folder)[stage[3]] >= reference['verbs'][stage[3]]

def leftovers(folder):
    return [name for name in os.listdir(folder) if name.endswith('.tmp') or name.endswith('.next')]

# --- one point ------------------------------------------------------------------------------------------------------

def look_at_made(folder, stage, before, wrong):
    """Outputs: whole or not there, and none that the log does not tell of."""
    for name in stage[2]:
        there = data(f'{folder}/{name}')
        if there is None:
            continue
        if name.endswith('.json'):
            try:
                json.loads(there)
            except ValueError:
                wrong['half'] = name
        elif name.endswith('.html') and not there.rstrip().endswith(b'</html>'):
            wrong['half'] = name
        if not name.endswith('.seal') and verbs(folder)[stage[3]] <= before[stage[3]]:
            wrong['unlogged'] = name

def look_at_status(status, err, whole, mute, wrong):
    """mute: nothing can be written any more, and so not said either."""
    if status == 'hangs' or (status < 0 and status != -signal.SIGKILL) or status > 128:
        wrong['crash'] = f'{status}'
    elif status in (0, 1) and not whole:
        wrong['untold'] = f'exit {status}, and it is not whole'
    elif status not in (0, 1, -signal.SIGKILL) and not err and not mute:
        wrong['untold'] = f'exit {status} without a word'

def run_again(folder, stage, reference, wrong):
    status, _, err = run(folder, stage[1])
    if status == 5 and '--force' in err:
        status, _, err = run(folder, [*stage[1], '--force'])
    done = stage[0] == 'erase' and status == 3 and 'no child 3' in err # it is erased
    if status not in (0, 1) and not done:
        wrong['stuck'] = f'again: {status}: {err}'
    elif not is_whole(folder, stage, reference):
        wrong['stuck'] = f'again: {status}, and it is not whole'
    left = leftovers(folder)
    if left:
        wrong['half'] = f'left over for good: {left}'

def try_point(stage, base, reference, fault, folder):
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder)
    had_store, before, wrong = os.path.exists(f'{folder}/s.h5'), verbs(folder), {}
    status, _, err = run(folder, stage[1], fault)
    examine(folder, had_store, wrong)
    look_at_made(folder, stage, before, wrong)
    mute = fault['FAULT_CALL'] == 'write' and fault['FAULT_KIND'] == 'on' and fault['FAULT_WHO'] == '0'
    look_at_status(status, err, is_whole(folder, stage, reference), mute, wrong)
    if not wrong:
        run_again(folder, stage, reference, wrong)
        examine(folder, True, wrong)
    shutil.rmtree(folder, ignore_errors=True)
    return ('killed' if status == -signal.SIGKILL else 'done' if status in (0, 1) else 'said'), wrong

# --- all of them ----------------------------------------------------------------------------------------------------

def kinds_of(call):
    kinds = [('once', EIO), ('on', EIO), ('before', 0), ('after', 0)]
    if call in WRITES:
        kinds += [('once', ENOSPC), ('on', ENOSPC), ('short', 0)]
    return kinds

def points_of(counts):
    """Every point there is: (call, how-manieth, kind, errno, who)."""
    return [(call, at, kind, error, who) for who in (0, 1) for k, call in enumerate(CALLS)
            for at in range(1, counts[who * len(CALLS) + k] + 1) for kind, error in kinds_of(call)]

def draw(points, count, random_):
    """Evenly over calls and kinds, then over their places."""
    groups = collections.defaultdict(list)
    for point in points:
        groups[point[0], point[2], point[3], point[4]].append(point)
    for group in groups.values():
        random_.shuffle(group)
    chosen, groups = [], list(groups.values())
    random_.shuffle(groups)
    while len(chosen) < min(count, len(points)):
        for group in groups:
            if group and len(chosen) < count:
                chosen.append(group.pop())
    return chosen

def prepare():
    borough = f'{WORK}/borough'
    with open(f'{WORK}/passphrase', 'w') as file: # the one that is, and the next
        file.write('three brown owls\n' * 2)
    run(WORK, ['simulate', borough, '--children', '1500', '--years', '8', '--seed', '5'])
    extracts = [sorted(glob.glob(f'{borough}/extracts/{day}/**/*.csv', recursive=True)) for day in
                ('2025-03-01', '2025-04-01')]
    # a few files of several shapes: the more there are, the more points are alike
    few = [[p for p in day if re.search('person|missing|cla_episodes|gang|people', os.path.basename(p))][:8]
           for day in extracts]
    now, prepared = f'{WORK}/now', []
    os.mkdir(now)
    with open(f'{now}/study.yaml', 'w') as file:
        file.write(STUDY)
    with open(f'{now}/sheet.csv', 'w') as file:
        file.write(SHEET)
    for stage in stages(extracts[0], few[1]):
        base = f'{WORK}/base {stage[0]}'
        shutil.copytree(now, base)
        status, _, err = run(now, stage[1], counts=f'{WORK}/counts')
        assert status in (0, 1), f'{stage[0]} unharmed: {status}: {err}'
        counts = struct.unpack(f'{2 * len(CALLS)}q', data(f'{WORK}/counts'))
        os.remove(f'{WORK}/counts')
        prepared.append((stage, base, {'content': content(now), 'verbs': verbs(now)}, points_of(counts)))
    return prepared

def main():
    random_, prepared, jobs = random.Random(SEED), prepare(), []
    for i, (stage, base, reference, points) in enumerate(prepared):
        share = POINTS // len(prepared) + (i < POINTS % len(prepared))
        jobs += [(stage, base, reference, point) for point in draw(points, share, random_)]
    bad, ended, kinds, asked = collections.Counter(), collections.Counter(), collections.Counter(), collections.Counter()
    free = [f'{WORK}/try{i}' for i in range(os.cpu_count() or 1)]
    def one(job):
        stage, base, reference, (call, at, kind, error, who) = job
        fault = {'FAULT_CALL': call, 'FAULT_AT': str(at), 'FAULT_KIND': kind, 'FAULT_WHO': str(who)}
        fault.update({'FAULT_ERROR': str(error)} if error else {})
        folder = free.pop()
        try:
            how, wrong = try_point(stage, base, reference, fault, folder)
            if any('hangs' in why for why in wrong.values()): # or the machine stood still
                how, wrong = try_point(stage, base, reference, fault, folder)
            return job, fault, how, wrong
        finally:
            free.append(folder)
    with concurrent.futures.ThreadPoolExecutor(len(free)) as pool:
        for job, fault, how, wrong in pool.map(one, jobs):
            ended[job[0][0], how] += 1
            asked[job[0][0]] += 1
            kinds[fault['FAULT_CALL'], 'killed' if fault['FAULT_KIND'] in ('before', 'after') else 'failed'] += 1
            for what, why in wrong.items():
                bad[what] += 1
                print(f"{what}: {job[0][0]}: {' '.join(f'{k}={v}' for k, v in fault.items())}: {why}", flush=True)
    for stage, *_, points in prepared:
        name = stage[0]
        print(f"{name:14} {asked[name]:5} of {len(points):6} points: {ended[name, 'done']:4} done all the same, "
              f"{ended[name, 'said']:4} said so, {ended[name, 'killed']:4} killed")
    print('calls:', ', '.join(f'{call} {kinds[call, "failed"]}+{kinds[call, "killed"]}' for call in CALLS),
          '(failed+killed)')
    words = ['mixed', 'unlogged', 'half', 'untold', 'stuck', 'crash']
    print(f"{sum(asked.values())} points:", ', '.join(f'{bad[word]} {word}' for word in words))
    return 1 if bad else 0

sys.exit(main())
