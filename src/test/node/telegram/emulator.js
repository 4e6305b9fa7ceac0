// Serves the Bot API emulator on a free port until its standard input ends; prints the port.
const net = require('node:net');
const TelegramServer = require('telegram-test-api');

const probe = net.createServer().listen(0, '127.0.0.1', () => {
  const { port } = probe.address();
  probe.close(async () => {
    const server = new TelegramServer({ port, host: '127.0.0.1' });
    await server.start();
    console.log(port);
    process.stdin.resume().on('end', () => process.exit(0));
  });
});
