"""Text as the reader sees it: folding, word pieces with character offsets, windows.

The program does the same in Java; training/README.md names the rules that both must follow.
"""
import bisect
import glob
import os
import unicodedata
import zipfile

CLS, SEP, UNK, PAD = 101, 102, 100, 0
LENGTH, STRIDE, QUESTION = 320, 200, 64
KEPT_WIDE = '！（），：；？'


def artifact(group, name, version):
    """The jar in Maven's local repository."""
    home = os.environ.get('MAVEN_REPOSITORY', os.path.expanduser('~/.m2/repository'))
    jar = f'{home}/{group.replace(".", "/")}/{name}/{version}/{name}-{version}.jar'
    if not os.path.exists(jar):
        raise SystemExit(f'{jar} is missing. Run: ./mvnw -q dependency:get -Dtransitive=false '
                         f'-Dartifact={group}:{name}:{version}')
    return zipfile.ZipFile(jar)


def hanlp():
    return artifact('com.hankcs', 'hanlp', 'portable-1.8.6')


class Folding:
    """wenzheng.language.Folding: full to half width, lower case, traditional to simplified, one character for one."""

    def __init__(self):
        base = {}
        for c in range(0x10000):
            lower = self._narrow(chr(c)).lower()
            base[c] = lower if len(lower) == 1 else self._narrow(chr(c))
        for line in hanlp().read('data/dictionary/tc/t2s.txt').decode().splitlines():
            if len(line) == 3 and line[1] == '=' and max(line) < '\U00010000':
                base[ord(line[0])] = line[2]
        self.table = {c: f for c in base if (f := base[ord(base[c])]) != chr(c)}

    @staticmethod
    def _narrow(c):
        if c == '\u3000':
            return ' '
        return chr(ord(c) - 0xFF01 + 0x21) if '\uff01' <= c <= '\uff5e' and c not in KEPT_WIDE else c

    def __call__(self, text):
        return text.translate(self.table)


def vocabulary(path):
    """One word piece a line. Not by splitlines: the pieces U+2028 and U+0085 are lines of their own to Python."""
    with open(path, encoding='utf8', newline='\n') as f:
        return f.read().removesuffix('\n').split('\n')


def _kind(c):
    """0: between tokens, 1: a token by itself, 2: part of a run."""
    o = ord(c)
    if c in '\t\n\r ' or o == 0 or o == 0xFFFD:
        return 0
    if o < 128:
        return 2 if c.isalnum() else 1 if o > 32 and o < 127 else 0
    if 0x4E00 <= o <= 0x9FFF or 0x3400 <= o <= 0x4DBF or 0xF900 <= o <= 0xFAFF or 0x20000 <= o <= 0x2FA1F:
        return 1
    category = unicodedata.category(c)
    return 0 if category[0] == 'C' or category[0] == 'Z' else 1 if category[0] == 'P' else 2


class WordPieces:
    """BERT's word pieces. The text is folded beforehand; accents are not stripped."""

    def __init__(self, vocabulary):
        self.ids = {word: i for i, word in enumerate(vocabulary)}
        self.kinds = {}

    def __call__(self, text):
        """Ids and, as long, the characters [start, end) that each stands for."""
        ids, spans, i, n = [], [], 0, len(text)
        kinds = self.kinds
        while i < n:
            c = text[i]
            kind = kinds.get(c)
            if kind is None:
                kind = kinds[c] = _kind(c)
            if kind == 1:
                ids.append(self.ids.get(c, UNK))
                spans.append((i, i + 1))
            if kind != 2:
                i += 1
                continue
            j = i + 1
            while j < n and kinds.setdefault(text[j], _kind(text[j])) == 2:
                j += 1
            self._run(text[i:j], i, ids, spans)
            i = j
        return ids, spans

    def _run(self, run, at, ids, spans):
        pieces, start = [], 0
        while start < len(run) and len(run) <= 100:
            end = len(run)
            while end > start and ('##' if start else '') + run[start:end] not in self.ids:
                end -= 1
            if end == start:
                pieces = []
                break
            pieces.append((self.ids[('##' if start else '') + run[start:end]], (at + start, at + end)))
            start = end
        for piece, span in pieces or [(UNK, (at, at + len(run)))]:
            ids.append(piece)
            spans.append(span)


def token_range(spans, start, end):
    """The tokens [first, last] that cover the characters [start, end), or None where there is none."""
    first = bisect.bisect_right(spans, start, key=lambda s: s[1])
    last = bisect.bisect_left(spans, end, key=lambda s: s[0]) - 1
    return (first, last) if first <= last < len(spans) else None


def windows(question, passage, length=LENGTH, stride=STRIDE):
    """Ranges [from, to) of the passage's tokens, each as long as fits beside the question."""
    room = length - 3 - min(len(question), QUESTION)
    starts = [0]
    while starts[-1] + room < len(passage):
        starts.append(starts[-1] + stride)
    return [(s, min(s + room, len(passage))) for s in starts]


def layout(question, passage):
    """Ids and types of [CLS] question [SEP] passage [SEP]; the passage begins at len(question) + 2."""
    question = question[-QUESTION:]
    ids = [CLS] + question + [SEP] + passage + [SEP]
    return ids, [0] * (len(question) + 2) + [1] * (len(passage) + 1)
