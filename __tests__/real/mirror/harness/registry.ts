import { type IncomingMessage, type ServerResponse, createServer, request } from "node:http";
import { type AddressInfo, type Server } from "node:net";
import { type Running, start } from "../../terraform/harness/processes";

/** A registry of crane on this machine. It keeps everything in memory. */
export interface Registry {
  /** `127.0.0.1:PORT` */
  readonly host: string;
  readonly stop: () => Promise<void>;
}

export async function startRegistry(crane: string): Promise<Registry> {
  const running = start({
    program: crane,
    args: ["registry", "serve", "--address", "127.0.0.1:0"],
    cwd: process.cwd(),
    env: {},
  });
  const port = await printedPort(running);
  let isStopped = false;
  return {
    host: `127.0.0.1:${port}`,
    stop: async () => {
      if (!isStopped && running.pid !== undefined) process.kill(running.pid);
      isStopped = true;
      await running.finished;
    },
  };
}

async function printedPort(running: Running): Promise<string> {
  const deadline = Date.now() + 10_000;
  while (Date.now() < deadline) {
    const port = /serving on port (\d+)/.exec(running.printed())?.[1];
    if (port !== undefined) return port;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`crane registry serve named no port:\n${running.printed()}`);
}

/** A registry that refuses like ECR. */
export interface EcrLike extends Registry {
  /** Tags that were written, as `REPOSITORY:TAG`, in order. */
  readonly written: readonly string[];
  /** Number of requests that change something. */
  readonly changes: () => number;
  /** Is called before a tag is written. */
  onTag: (name: string) => void;
}

/**
 * A proxy before a registry, with three rules of ECR: repositories exist before a push, a tag is never written twice, also
 * not with the same digest, and requests without a log-in are refused.
 */
export async function startEcrLike(
  behind: Registry,
  repositories: readonly string[],
  password: string,
): Promise<EcrLike> {
  const written: string[] = [];
  let changes = 0;
  const ecr = { onTag: (name: string): void => void name };
  const expected = `Basic ${Buffer.from(`AWS:${password}`).toString("base64")}`;
  const server = createServer((incoming, outgoing) => {
    const { method = "GET", url = "" } = incoming;
    if (incoming.headers.authorization !== expected) {
      outgoing.setHeader("www-authenticate", 'Basic realm="ecr"');
      return refuse(outgoing, 401, "UNAUTHORIZED", "authentication required");
    }
    const [, repository, kind, reference = ""] =
      /^\/v2\/(.+?)\/(manifests|blobs|tags)\/([^?]*)/.exec(url) ?? [];
    if (repository !== undefined && !repositories.includes(repository)) {
      const message = `The repository with name '${repository}' does not exist in the registry`;
      return refuse(outgoing, 404, "NAME_UNKNOWN", message);
    }
    if (!["GET", "HEAD"].includes(method)) changes += 1;
    if (method === "PUT" && kind === "manifests" && !reference.startsWith("sha256:")) {
      const name = `${String(repository)}:${reference}`;
      ecr.onTag(name);
      if (written.includes(name))
        return refuse(outgoing, 400, "TAG_INVALID", `The image tag '${reference}' already exists`);
      written.push(name);
    }
    forward(behind.host, incoming, outgoing);
  });
  const host = await listening(server);
  return Object.assign(ecr, {
    host,
    written,
    changes: () => changes,
    stop: () => closed(server),
  });
}

function refuse(outgoing: ServerResponse, status: number, code: string, message: string): void {
  outgoing.writeHead(status, { "content-type": "application/json" });
  outgoing.end(JSON.stringify({ errors: [{ code, message }] }));
}

function forward(host: string, incoming: IncomingMessage, outgoing: ServerResponse): void {
  const { method, url, headers } = incoming;
  const passed = request(`http://${host}${String(url)}`, { method, headers }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
    answer.pipe(outgoing);
  });
  // A killed client closes its connection in the middle of a request.
  passed.on("error", () => outgoing.destroy());
  incoming.on("aborted", () => passed.destroy());
  incoming.pipe(passed);
}

export async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Stops a server; a stopped one stays so. */
export const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
