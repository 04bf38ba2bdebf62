import { Agent, createServer, request, type Server } from "node:http";
import { createConnection, createServer as createRelay, type AddressInfo, type Socket } from "node:net";

/** Time of each way between the proxy and the server: their connection ends on one side before the other learns it. */
export const WAY_MS = 500;

/** A proxy of HTTP in front of a server that is some time away. Without an answer of the server, its client gets 502. */
export class DistantProxy {
  private constructor(
    private readonly agent: Agent,
    private readonly servers: readonly [Server, ReturnType<typeof createRelay>],
    readonly port: number,
  ) {}

  /** @param reuses - whether a request can take the connection of the last one */
  static async start(serverPort: number, reuses: boolean): Promise<DistantProxy> {
    const relay = createRelay((near) => join(near, createConnection(serverPort, "127.0.0.1")));
    const relayPort = await listening(relay);
    const agent = new Agent({ keepAlive: reuses });
    const proxy = createServer((incoming, outgoing) => {
      const { method, url: path } = incoming;
      const passed = request({ host: "127.0.0.1", port: relayPort, method, path, agent }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 0);
        answer.pipe(outgoing);
      });
      passed.on("error", () => outgoing.writeHead(502).end());
      incoming.pipe(passed);
    });
    return new DistantProxy(agent, [proxy, relay], await listening(proxy));
  }

  /** The status of a request with a body, which no proxy sends twice by itself. */
  async status(): Promise<number> {
    const { status } = await fetch(`http://127.0.0.1:${this.port}/`, { method: "POST", body: "1" });
    return status;
  }

  stop(): void {
    this.agent.destroy();
    for (const server of this.servers) server.close();
  }
}

const listening = (server: Server | ReturnType<typeof createRelay>): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

function join(near: Socket, far: Socket): void {
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.on("data", (data) => void setTimeout(() => to.write(data), WAY_MS));
    from.on("close", () => void setTimeout(() => to.destroy(), WAY_MS));
    from.on("error", () => from.destroy());
  }
}
