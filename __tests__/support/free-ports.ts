import { randomInt } from "node:crypto";
import { createServer } from "node:net";

/**
 * Ports that no program gets by chance: Linux takes those of outgoing connections, and of servers that ask for any port, from 32768 on,
 * and macOS from 49152 on.
 *
 * @see https://docs.kernel.org/networking/ip-sysctl.html, `ip_local_port_range` (2026-11-24)
 */
const [FIRST, END] = [15_000, 32_768];

/** Ports of the loopback interface on which no program listens, for programs that cannot choose one themselves. */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(FIRST, END);
    if (await isFree(port)) ports.add(port);
  }
  return [...ports];
}

export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => {
      server.close(() => resolve(true));
    });
  });
}
