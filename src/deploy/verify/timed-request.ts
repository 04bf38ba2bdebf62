import {
  type ClientRequest,
  type IncomingMessage,
  Agent as HttpAgent,
  request as httpRequest,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import { type Socket } from "node:net";

/** An address to connect to, and the request. */
export interface TimedTarget {
  readonly scheme: "http" | "https";
  /** Host name or address of the connection. */
  readonly connectTo: string;
  /** Port of the connection. @default - that of the scheme */
  readonly port?: number;
  /** Host of the request and of its certificate. */
  readonly host: string;
  readonly path: string;
  readonly method: "GET" | "HEAD";
}

/** An answer with its times in milliseconds. */
export interface TimedAnswer {
  readonly status: number;
  /** The header `server`. @default - the answer has none */
  readonly server?: string;
  /** Time of a TCP connection, which is one round trip. */
  readonly connectMs: number;
  /** Median time from a request to the first byte of its answer. */
  readonly answerMs: number;
}

const TIMEOUT_MS = 5_000;

/** Sends requests on one connection, and measures them. Throws where the connection fails. */
export async function timedRequests(target: TimedTarget, count: number): Promise<TimedAnswer> {
  const options = { keepAlive: true, maxSockets: 1 };
  const agent = target.scheme === "https" ? new HttpsAgent(options) : new HttpAgent(options);
  const times: number[] = [];
  let connectMs = 0;
  let last: IncomingMessage | undefined;
  try {
    for (let index = 0; index < count; index += 1) {
      const { answer, answerMs, connected } = await once(target, agent);
      times.push(answerMs);
      connectMs = connected ?? connectMs;
      last = answer;
    }
  } finally {
    agent.destroy();
  }
  const server = last?.headers["server"];
  return {
    status: last?.statusCode ?? 0,
    ...(server === undefined ? {} : { server: String(server) }),
    connectMs,
    answerMs: median(times),
  };
}

function once(
  { scheme, connectTo, port, host, path, method }: TimedTarget,
  agent: HttpAgent,
): Promise<{ answer: IncomingMessage; answerMs: number; connected: number | undefined }> {
  return new Promise((resolve, reject) => {
    const send = scheme === "https" ? httpsRequest : httpRequest;
    const request: ClientRequest = send({
      agent,
      host: connectTo,
      ...(port === undefined ? {} : { port }),
      servername: host,
      headers: { host },
      path,
      method,
      timeout: TIMEOUT_MS,
    });
    let connected: number | undefined;
    let sent = performance.now();
    request.on("socket", (socket: Socket) => {
      const ready = () => (sent = performance.now());
      if (!socket.connecting) return ready();
      let begin = performance.now();
      socket.once("lookup", () => (begin = performance.now()));
      socket.once("connect", () => {
        connected = performance.now() - begin;
        ready();
      });
      socket.once("secureConnect", ready);
    });
    request.on("timeout", () => request.destroy(new Error(`no answer in ${TIMEOUT_MS / 1000} s`)));
    request.on("error", reject);
    request.on("response", (answer) => {
      const answerMs = performance.now() - sent;
      answer.resume();
      answer.on("end", () => resolve({ answer, answerMs, connected }));
      answer.on("error", reject);
    });
    request.end();
  });
}

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
