import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingMessage, createServer } from "node:http";
import { type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const SCRIPTS = resolve(__dirname, "../../.github/scripts");
const folder = mkdtempSync(join(tmpdir(), "workflow-scripts-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("comments", () => {
  interface Call {
    readonly method: string | undefined;
    readonly url: string | undefined;
    readonly body: string;
  }

  /** Calls to a simulated GitHub API with one open pull request, two comments of the workflow and one of a user. */
  async function comment(pages: Readonly<Record<string, string>>, sha = "head"): Promise<Call[]> {
    const calls: Call[] = [];
    const server = createServer((request, response) => {
      void bodyOf(request).then((body) => {
        const { method, url } = request;
        if (method !== "GET") calls.push({ method, url, body });
        response.end(JSON.stringify(answer(url ?? "")));
      });
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    const { port } = server.address() as AddressInfo;
    const own = mkdtempSync(join(folder, "pages-"));
    for (const [name, text] of Object.entries(pages)) writeFileSync(join(own, name), text);
    const child = spawn(process.execPath, [join(SCRIPTS, "comment.mjs"), own], {
      stdio: "ignore",
      env: {
        ...process.env,
        GITHUB_API_URL: `http://127.0.0.1:${port}`,
        GH_TOKEN: "none",
        REPOSITORY: "o/r",
        HEAD_OWNER: "fork",
        HEAD_BRANCH: "change",
        HEAD_SHA: sha,
      },
    });
    const status = await new Promise((done) => child.on("close", done));
    await new Promise((done) => server.close(done));
    expect(status).toBe(0);
    return calls;
  }

  function answer(url: string): unknown {
    if (url.startsWith("/repos/o/r/pulls?")) {
      return url.includes("head=fork%3Achange") ? [{ number: 7, head: { sha: "head" } }] : [];
    }
    if (!url.startsWith("/repos/o/r/issues/7/comments?")) return {};
    return [
      { id: 1, user: { type: "Bot" }, body: "<!-- review of a -->\nold" },
      { id: 2, user: { type: "Bot" }, body: "<!-- review of gone -->\nold" },
      { id: 3, user: { type: "User" }, body: "<!-- review of b -->\nby a user" },
    ];
  }

  async function bodyOf(request: IncomingMessage): Promise<string> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    return text;
  }

  test("are one for all environments, and those of one environment each are marked as replaced", async () => {
    const calls = await comment({ "change.md": "<!-- review -->\nvalues" });
    const replaced = "replaced: one comment reviews all environments of commit head";
    expect(
      calls.map(({ method, url, body }) => `${method} ${url} ${(JSON.parse(body) as { body: string }).body}`),
    ).toEqual([
      "POST /repos/o/r/issues/7/comments <!-- review -->\nvalues",
      `PATCH /repos/o/r/issues/comments/1 <!-- review of a -->\n${replaced}`,
      `PATCH /repos/o/r/issues/comments/2 <!-- review of gone -->\n${replaced}`,
    ]);
  });

  test("are unchanged by a run without pages", async () => {
    expect(await comment({})).toEqual([]);
  });

  test("are unchanged by a run for a commit that is no longer the head", async () => {
    expect(await comment({ "change.md": "<!-- review -->\nvalues" }, "older")).toEqual([]);
  });
});
