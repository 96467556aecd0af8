import { createServer, type AddressInfo } from 'node:net';

const portsToTry = 200;

/** The wanted port, or the next one that nobody uses; 0 takes any. `taken` is left out. */
export async function choosePort(host: string, wanted: number, taken?: number): Promise<number> {
  if (!Number.isInteger(wanted) || wanted < 0 || wanted > 65_535) {
    throw new Error('A port must be a whole number from 0 to 65535.');
  }
  for (let step = 0; step < portsToTry; step++) {
    const port = wanted === 0 ? 0 : wanted + step;
    const free = port === taken || port > 65_535 ? null : await tryPort(host, port);
    if (free !== null && free !== taken) return free;
  }
  throw new Error(`No port is free on ${host} from ${wanted} on.`);
}

function tryPort(host: string, port: number): Promise<number | null> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(null);
      else reject(error);
    });
    probe.listen(port, host, () => {
      const { port: found } = probe.address() as AddressInfo;
      probe.close(() => resolve(found));
    });
  });
}
