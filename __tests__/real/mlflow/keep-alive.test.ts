import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { texts } from "../../../src/terraform/stack-json";
import { logInProxiesOf } from "../../../src/parts/log-in/model/proxies";
import { environmentPlan } from "../../support/altered";
import { freePort } from "../../support/free-ports";
import { planOf } from "../../support/reference-plans";
import { type Running, start } from "../terraform/harness/processes";
import { DistantProxy, WAY_MS } from "./harness/distant-proxy";

/** The server of the image of MLflow closes a connection without requests after this time; its default is 5 s. */
const KEPT_SECONDS = 2;

let server: Running;
let port: number;

beforeAll(async () => {
  port = await freePort();
  server = start({
    program: join(process.env["MLFLOW_TESTS_PYTHON"] ?? "", "python"),
    args: ["-m", "uvicorn", "answering:app", "--port", String(port)],
    cwd: join(__dirname, "programs"),
    env: {
      PATH: process.env["PATH"],
      HOME: tmpdir(),
      PYTHONDONTWRITEBYTECODE: "1",
      UVICORN_TIMEOUT_KEEP_ALIVE: String(KEPT_SECONDS),
    },
  });
  while (!/running on/.test(server.printed())) await wait(100);
});

afterAll(async () => {
  if (server.pid !== undefined) process.kill(server.pid, "SIGTERM");
  await server.finished;
});

/** Statuses of two requests, of which the second one is under way while the server closes the connection of the first one. */
async function statusesAround(reuses: boolean): Promise<number[]> {
  const proxy = await DistantProxy.start(port, reuses);
  try {
    const first = await proxy.status();
    // The answer was under way for WAY_MS: the server closes in WAY_MS, and the proxy learns it after twice that time.
    await wait(KEPT_SECONDS * 1000 - WAY_MS);
    return [first, await proxy.status()];
  } finally {
    proxy.stop();
  }
}

test("a proxy that reuses connections for longer than uvicorn keeps them answers 502", async () => {
  expect(await statusesAround(true)).toEqual([200, 502]);
});

test("a proxy that reuses none does not", async () => {
  expect(await statusesAround(false)).toEqual([200, 200]);
});

test("the proxies of the log-in reuse none", () => {
  const proxies = logInProxiesOf(environmentPlan(planOf("ml-platform")));
  expect(proxies.length).toBeGreaterThan(2);
  for (const { pods } of proxies)
    expect(texts(pods.containers[0]?.config.args)).toContain("--disable-keep-alives=true");
});
