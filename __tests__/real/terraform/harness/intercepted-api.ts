import { type IncomingMessage, type ServerResponse, createServer, request } from "node:http";
import { type AddressInfo } from "node:net";

/** A call of an AWS API. */
export interface ApiCall {
  /** AWS protocol, which determines the format of operations and errors in HTTP. */
  readonly protocol: "ec2" | "query" | "json" | "rest";
  /** Name such as `CreateSubnet`; in a `rest` API, method and path such as `PUT /bucket/key`. */
  readonly operation: string;
  readonly body: string;
  /** Method and path with the query. */
  readonly request: string;
  /** Region and service that the signature names, such as `eu-west-1/s3`; empty without a signature. */
  readonly signedFor: string;
}

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer | string;
}

/** Answers a call. `pass` forwards the call to the API, with another body if one is given. */
export type Interception = (call: ApiCall, pass: (body?: string) => Promise<ApiAnswer>) => Promise<ApiAnswer>;

/** A proxy between Terraform and the local API, with which a test observes the calls or answers them. */
export interface InterceptedApi {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

export async function interceptApi(behind: string, intercept: Interception): Promise<InterceptedApi> {
  const server = createServer((incoming, response) => {
    answer(behind, incoming, intercept).then(
      (given) => send(response, given),
      // For example a call of a Terraform that was killed.
      (error: Error) => response.destroy(error),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  behind: string,
  incoming: IncomingMessage,
  intercept: Interception,
): Promise<ApiAnswer> {
  const body = await wholeBody(incoming);
  return intercept(callOf(incoming, body.toString("latin1")), (other) =>
    pass(behind, incoming, other === undefined ? body : Buffer.from(other)),
  );
}

function callOf({ headers, method, url = "" }: IncomingMessage, body: string): ApiCall {
  const signedFor = /Credential=[^/]+\/\d+\/([^/]+\/[^/]+)\//.exec(headers.authorization ?? "")?.[1] ?? "";
  const common = { body, signedFor, request: `${method} ${url}` };
  const target = headers["x-amz-target"];
  if (typeof target === "string")
    return { ...common, protocol: "json", operation: target.replace(/^.*\./, "") };
  const action = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  if (action === undefined) {
    return { ...common, protocol: "rest", operation: `${method} ${url.replace(/\?.*/, "")}` };
  }
  return {
    ...common,
    protocol: body.includes("Version=2016-11-15") ? "ec2" : "query",
    operation: action,
  };
}

function pass(behind: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const sent = { ...headers, "content-length": String(body.length) };
    const outgoing = request(`${behind}${url}`, { method, headers: sent }, (answered) => {
      wholeBody(answered).then(
        (text) => resolve({ status: answered.statusCode ?? 502, headers: answered.headers, body: text }),
        reject,
      );
    });
    outgoing.on("error", reject).end(body);
  });
}

/** Sends the body as a whole, even if it was received in chunks. */
function send(response: ServerResponse, { status, headers, body }: ApiAnswer): void {
  const kept = Object.entries(headers).filter(([name]) => name !== "transfer-encoding");
  response.writeHead(status, Object.fromEntries(kept)).end(body);
}

async function wholeBody(stream: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
