import { spawn } from "node:child_process";
import { type Server, createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { join } from "node:path";
import { ROOT } from "./workflow-files";

export interface Call {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** Answers of GitHub's API by path, without the query. A path without an answer gets 404. */
export type Answers = Readonly<Record<string, unknown>>;

/** A local server in place of GitHub's API, and a script that calls it. */
export async function withGithub(
  answers: Answers,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
) {
  const calls: Call[] = [];
  const server: Server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => (body += String(chunk)));
    request.on("end", () => {
      const { method = "", url = "" } = request;
      if (method !== "GET") calls.push({ method, url, body });
      const answer = method === "GET" ? answers[url.split("?")[0] ?? ""] : {};
      response.statusCode = answer === undefined ? 404 : 200;
      response.end(JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, [join(ROOT, ".github/scripts", script), ...args], {
    env: {
      PATH: process.env["PATH"],
      GITHUB_API_URL: `http://127.0.0.1:${port}`,
      GH_TOKEN: "none",
      REPOSITORY: "o/r",
      ...env,
    },
  });
  let printed = "";
  child.stdout.on("data", (chunk) => (printed += String(chunk)));
  child.stderr.on("data", (chunk) => (printed += String(chunk)));
  const status = await new Promise<number | null>((done) => child.on("close", done));
  await new Promise((done) => server.close(done));
  return { status, printed, calls };
}
