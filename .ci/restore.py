#!/usr/bin/env python3
"""Back the packaged program up while it runs, restore the backup on an empty machine, and ask that as before.

usage: restore.py          after bin/package; Linux

The empty machine is a new directory with nothing but what the Dockerfile puts into its image, another port and an
empty data directory. Looked at: a conversation and a follow-up question to it, the desk's users, and a bot's messages,
none of which may be answered twice. Exit status 1 where a check fails.
"""
import contextlib
import http.cookiejar
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
TOKEN = '7700:fake-token-of-the-restore-check'
CHAT = 4711
QUESTION, FOLLOW_UP = '管城区2021年新建续建中小学多少所？', '中原区呢？'
PASSWORD = 'first-password-of-the-restore-check'
failed = []


def check(what, holds, found=''):
    if not holds:
        failed.append(what)
    print(f'{"ok    " if holds else "FAILED"} {what}: {found}', flush=True)


def wait(what, found, seconds=120):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        result = found()
        if result:
            return result
        time.sleep(0.1)
    raise TimeoutError(what)


class BotApi(http.server.BaseHTTPRequestHandler):
    """As much of Telegram's Bot API as a private chat takes; forgets nothing that is delivered, as after a restore."""
    protocol_version = 'HTTP/1.1'
    updates, sent, lock = [], [], threading.Condition()

    @classmethod
    def deliver(cls, number, text):
        person = {'id': CHAT, 'is_bot': False, 'first_name': 'R'}
        with cls.lock:
            cls.updates.append({'update_id': number, 'message': {
                'message_id': number, 'date': int(time.time()), 'chat': {'id': CHAT, 'type': 'private'},
                'from': person, 'text': text}})
            cls.lock.notify_all()

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get('Content-Length', 0))).decode()
        if body.startswith('--'):
            fields = dict(re.findall(r'form-data; name="([^"]+)".*?\r\n\r\n(.*?)\r\n--', body, re.S))
        else:
            fields = json.loads(body or '{}')
        method = self.path.rsplit('/', 1)[1].lower()
        with BotApi.lock:
            result = True
            if method == 'getme':
                result = {'id': 7700, 'is_bot': True, 'first_name': '问政', 'username': 'wenzheng_restore_bot'}
            elif method == 'getupdates':
                def found():
                    return [u for u in BotApi.updates if u['update_id'] >= int(fields.get('offset', 0))]
                if not found():
                    BotApi.lock.wait(1)
                result = found()
            elif method == 'getwebhookinfo':
                result = {'url': '', 'has_custom_certificate': False, 'pending_update_count': 0}
            elif method == 'sendmessage':
                BotApi.sent.append(fields['text'])
                result = {'message_id': 1000 + len(BotApi.sent), 'date': int(time.time()),
                          'chat': {'id': CHAT, 'type': 'private'}, 'text': fields['text']}
        reply = json.dumps({'ok': True, 'result': result}).encode()
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(reply)))
        self.end_headers()
        with contextlib.suppress(BrokenPipeError):
            self.wfile.write(reply)

    def log_message(self, *_):
        pass


class Program:
    """The packaged program in a directory of its own, on a port of its own."""

    def __init__(self, home, data, bot, password):
        self.home, self.data = home, data
        with socket.socket() as free:
            free.bind(('127.0.0.1', 0))
            self.port = free.getsockname()[1]
        self.url = f'http://127.0.0.1:{self.port}'
        # How far a busy machine reads in its time, and whether the reader is loaded yet, must not decide on an answer.
        self.environment = {**os.environ, 'WENZHENG_DATA_DIRECTORY': str(data), 'WENZHENG_TELEGRAM_TOKEN': TOKEN,
                            'WENZHENG_TELEGRAM_API_URL': bot, 'WENZHENG_DESK_ADMIN_PASSWORD': password,
                            'WENZHENG_READER_ENABLED': 'false'}

    def __enter__(self):
        self.log = tempfile.TemporaryFile('w+')
        self.process = subprocess.Popen([self.home / 'bin/run', f'--server.port={self.port}'], env=self.environment,
                                        stdout=self.log, stderr=subprocess.STDOUT)
        wait('the program is ready', self.ready)
        return self

    def ready(self):
        if self.process.poll() is not None:
            raise RuntimeError('the program ended while starting')
        return subprocess.run([self.home / 'bin/healthy', str(self.port)], capture_output=True).returncode == 0

    def __exit__(self, kind, *_):
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(60)
        if kind or status != 143:
            self.log.seek(0)
            print(self.log.read()[-5000:])
        if not kind:
            check('ends when told to', status == 143, status)

    def call(self, path, body=None):
        request = urllib.request.Request(self.url + path, body and json.dumps(body).encode(),
                                         {'Content-Type': 'application/json', 'Accept': 'application/json'})
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.load(response)

    def ask(self, message, conversation=None):
        body = {'message': message} | ({'conversationId': conversation} if conversation else {})
        return self.call('/api/v1/chat', body)

    def history(self, conversation):
        return self.call(f'/api/v1/conversations/{conversation}')

    def admits(self, password):
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        page = browser.open(self.url + '/desk/login', timeout=60).read().decode()
        token = re.search(r'name="_csrf" value="([^"]+)"', page).group(1)
        form = urllib.parse.urlencode({'username': 'admin', 'password': password, '_csrf': token}).encode()
        return not browser.open(self.url + '/desk/login', form, timeout=60).url.split('?')[0].endswith('/login')

    def script(self, name, *arguments):
        return subprocess.run([self.home / 'bin' / name, *arguments], env=self.environment, check=True)


def empty_machine(home):
    """What the Dockerfile copies, less the seeds: the articles are in the backup."""
    for name in ('run', 'package', 'jvm.options', 'jdk25', 'healthy', 'backup', 'restore'):
        (home / 'bin').mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / 'bin' / name, home / 'bin' / name)
    shutil.copytree(ROOT / 'target/package', home / 'target/package')
    return home


def facts(reply):
    return {name: reply[name] for name in ('status', 'text', 'citations')}


def main():
    if len(sys.argv) != 1:
        sys.exit(__doc__)
    bot = http.server.ThreadingHTTPServer(('127.0.0.1', 0), BotApi)
    threading.Thread(target=bot.serve_forever, daemon=True).start()
    address = f'http://127.0.0.1:{bot.server_address[1]}'
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        backup = scratch / 'backup.zip'
        with Program(ROOT, scratch / 'here', address, PASSWORD) as here:
            first = here.ask(QUESTION)
            conversation = first['conversationId']
            check('a first answer', '14所' in first['text'], first['text'])
            check('the administrator logs in', here.admits(PASSWORD))
            BotApi.deliver(500, QUESTION)
            wait('the bot answers', lambda: any('14所' in text for text in BotApi.sent))
            kept = here.history(conversation)
            here.script('backup', str(backup))
            later = here.ask('谢谢', conversation)
            check('the program goes on while it is backed up', later['status'] == 'SMALL_TALK', later['text'])
        sent = len(BotApi.sent)
        there = Program(empty_machine(scratch / 'there'), scratch / 'there/data', address, 'another-' + PASSWORD)
        there.script('restore', str(backup))
        with there:
            check('the conversation as it was', there.history(conversation) == kept, len(kept['messages']))
            second = there.ask(FOLLOW_UP, conversation)
            check('a follow-up understood from it',
                  '26所' in second['text'] and second['conversationId'] == conversation, second['text'])
            check('the same answer', facts(there.ask(QUESTION)) == facts(first))
            check('the desk knows its users', there.admits(PASSWORD) and not there.admits('another-' + PASSWORD))
            BotApi.deliver(501, FOLLOW_UP)
            wait('the bot answers', lambda: any('26所' in text for text in BotApi.sent[sent:]))
            check('the bot answers nothing twice and follows up', len(BotApi.sent) == sent + 1, BotApi.sent[sent:])
    bot.shutdown()
    print(f'{len(failed)} failed')
    sys.exit(bool(failed))


if __name__ == '__main__':
    main()
