// Loaded into the service and the sandbox before their own code (node --import). The demo holds the other end of their
// standard input, which the system closes even when the demo is killed: then they stop as they would on SIGTERM.
process.stdin.on('error', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
process.stdin.resume();
(process.stdin as { unref?: () => void }).unref?.();
