"""Questions made from text by pattern: quantities, shares, dates, places, agents, lists, aims, headings.

Chinese asks in place: a clause whose figure gives way to a question word is nearly a question. To keep the words of
question and clause from being the same, a part of the clause before the gap is dropped as often as not.
"""
import random
import re

UNITS = ('家|个|人|名|万人|户|所|座|项|条|公里|千米|平方公里|平方米|万平方米|亩|万亩|公顷|吨|万吨|辆|台|张|件|次|天|小时|'
         '分钟|个月|岁|米|公斤|千克|届|场|部|首|集|层|间|床|例|批|类|种')
NUMBER = r'\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十百千两]{2,5}'
FIGURE = re.compile(rf'(?<![第\d~～.-])(?P<number>(?:{NUMBER})(?:余|多)?[万亿]?(?:余|多)?)(?P<unit>{UNITS})(?![一-鿿]?[年月日])')
MONEY = re.compile(rf'(?:{NUMBER})(?:余|多)?[万亿]?(?:余|多)?(?P<unit>元|美元|英镑|欧元|港元|日元|人民币)')
SHARE = re.compile(r'\d[\d.]*%|百分之[一二三四五六七八九十百零点]+')
DATE = re.compile(r'(?:\d{4}年(?:\d{1,2}月(?:\d{1,2}[日号])?)?|\d{1,2}月\d{1,2}[日号])')
AGENT = re.compile(r'(?<![自理缘])由(?P<who>[一-鿿]{2,14}?)(?P<does>负责|牵头|组织|承担|管理|制作|建造|创立|执导|主办|设计|担任|组成)')
PLACE = re.compile(r'(?:位于|坐落于|出生于|毕业于|安葬于)(?P<where>[一-鿿]{2,16})(?=[，。；])')
LIST = re.compile(r'(?:(?<=[，。；])|^)(?P<what>[一-鿿]{4,16})(?:主要)?(?:包括|包含|分为)(?:了|有|：)?'
                  r'(?P<items>[^。；：\s]{4,90})(?=[。；])')
AIM = re.compile(r'(?:为了|为(?=进一步|切实|深入|做好|加强|保障|贯彻|落实|全面|有效|防止|避免|确保|支持|帮助))'
                 r'(?P<aim>[^，。；：]{6,50})，(?P<does>[^，。；：]{6,24})(?=[，。；])')
HEADING = re.compile(r'(?:[（(]?[一二三四五六七八九十]{1,3}[）)、]|(?<!\d)\d{1,2}[.、])\s*'
                     r'(?P<head>[一-鿿“”、]{6,28})[。：\s]\s*(?P<body>[^\s。][^。]{12,160}。)')
CLAUSE = re.compile(r'[^，。；：！？\s]{6,46}')
EDGE = re.compile(r'^(?:并|且|而|但|其中|同时|另外|此外|还|也|又|则|即|如|并且|以及|和|与|及|在|对|对于|截至|截止)')


def _ask(clause, start, end, word, draw):
    """The clause with the span replaced by a question word; words before it partly dropped."""
    before, after = clause[:start], clause[end:]
    before = EDGE.sub('', before)
    if len(before) > 12 and draw.random() < 0.5:
        cut = draw.randint(0, len(before) - 8)
        size = draw.randint(2, 4)
        before = before[:cut] + before[cut + size:]
    if len(before) >= 9 and draw.random() < 0.4:
        after = ''
    if re.search(r'(?:[了的于在至从到自和与及约近达有共为，]|截至|截止)$', before) and not after.strip('的'):
        return None
    if len(before) + len(after) < 8 or re.search(r'[“”《》（）()"]', before + after):
        return None
    return before + word + after + ('？' if draw.random() < 0.8 else '')


def _clause(text, match):
    """The clause that holds the match, as its start and its words."""
    left = max(text.rfind(c, 0, match.start()) for c in '，。；：！？ \n') + 1
    right = min((i for c in '，。；：！？ \n' if (i := text.find(c, match.end())) >= 0), default=len(text))
    return left, text[left:right]


def _gaps(text, draw):
    rules = ((MONEY, lambda m: draw.choice(('多少钱', '多少' + m['unit'], '多少资金')), None),
             (SHARE, lambda m: draw.choice(('百分之多少', '多少', '多大比例')), None),
             (FIGURE, lambda m: '多少' + m['unit'], None),
             (DATE, lambda m: draw.choice(('什么时候', '哪一天' if '日' in m[0] else '哪一年', '何时')), None),
             (PLACE, lambda m: draw.choice(('哪里', '什么地方')), 'where'))
    for rule, word, group in rules:
        for m in rule.finditer(text):
            left, clause = _clause(text, m)
            if not 8 <= len(clause) <= 46 or len(rule.findall(clause)) > 1:
                continue
            start, end = (m.start(group), m.end(group)) if group else (m.start(), m.end())
            question = _ask(clause, start - left, end - left, word(m), draw)
            if question:
                yield question, start, end


def _sentences(text, draw):
    for m in AGENT.finditer(text):
        left, clause = _clause(text, m)
        question = _ask(clause, m.start('who') - left, m.end('who') - left, draw.choice(('谁', '哪个部门', '哪个单位')), draw)
        if question and len(clause) <= 46:
            yield question, m.start('who'), m.end('who')
    for m in LIST.finditer(text):
        if '、' in m['items'] or '和' in m['items']:
            yield m['what'] + draw.choice(('包括哪些？', '包括什么？', '有哪些？', '具体指哪些')), m.start('items'), m.end('items')
    for m in AIM.finditer(text):
        does = EDGE.sub('', m['does'])
        yield draw.choice(('为什么要', '出于什么目的')) + does + '？', m.start('aim'), m.end('aim')
    for m in HEADING.finditer(text):
        head = m['head'].replace('“', '').replace('”', '')
        if '。' not in head and not re.search(r'第.条', head):
            yield draw.choice(('如何{}？', '怎么{}', '{}有哪些措施？', '在{}方面有什么要求？', '{}具体怎么做？')).format(head), \
                m.start('body'), m.end('body')


def questions(documents, seed=3, limit=14):
    """At most so many for a document, chosen by chance."""
    for name, text in documents.items():
        draw = random.Random(f'{seed} {name}')
        found, used = [*_gaps(text, draw), *_sentences(text, draw)], set()
        draw.shuffle(found)
        for question, start, end in found:
            if len(used) == limit:
                break
            if question not in used and 6 <= len(question) <= 46:
                used.add(question)
                yield dict(set='pattern-gov' if name.startswith('govqa/') else 'pattern-wiki', document=name,
                           question=question, answers=[[start, end]], held_out=False)
