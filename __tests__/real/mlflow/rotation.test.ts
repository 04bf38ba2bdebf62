import { mkdtempSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type LocalAws, startLocalAws } from "../terraform/harness/local-aws";
import { run } from "../terraform/harness/processes";
import { BUCKETS, PLAN } from "./harness/promoting-environment";
import { Pod } from "./harness/pod";
import { Postgres } from "./harness/postgres";

// Characters that separate fields in a password file, and others that a URI escapes.
const FIRST = "p:a\\s@s/w%o?r#d &1";
const SECOND = "n:e\\w@/%41'\"$(x) 2";

const folder = mkdtempSync(join(tmpdir(), "mlflow-s3-"));
const env = {
  ...process.env,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_DEFAULT_REGION: "ap-southeast-2",
  AWS_CONFIG_FILE: join(folder, "no-config"),
};
let s3: LocalAws;
let postgres: Postgres;
let pod: Pod;

const aws = async (...args: readonly string[]): Promise<string> => {
  const command = { program: "aws", args: [...args, "--endpoint-url", s3.endpoint], cwd: folder, env };
  return (await run(command)).stdout;
};

const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A file of a model, which the client uploads. */
const model = join(folder, "weights.txt");

beforeAll(async () => {
  writeFileSync(model, "weights of churn");
  s3 = await startLocalAws(folder, process.env);
  await aws("s3", "mb", `s3://${BUCKETS.artifacts}`);
  postgres = await Postgres.start();
  postgres.sql(`CREATE ROLE mlflow LOGIN PASSWORD ${sqlText(FIRST)}`);
  postgres.sql("CREATE DATABASE mlflow OWNER mlflow");
  pod = await Pod.create({ plan: PLAN, postgres, s3: s3.endpoint, buckets: BUCKETS });
});

afterAll(async () => {
  await pod.stop();
  postgres.stop();
  await s3.stop();
});

/** Ends the connections of the server, as a restart of the database or a fail-over does. */
const disconnect = (): string =>
  postgres.sql("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename = 'mlflow'");

const models = "/api/2.0/mlflow/registered-models/search?max_results=10";

test("ML-03 without the mounted secret the pod does not start, and says what is missing", async () => {
  const { code, stderr } = await pod.upgrade();
  expect([code, stderr]).toEqual([1, expect.stringContaining("has no username and password")]);
});

test("ML-03 the init containers of two pods at the same time create the tables of an empty database", async () => {
  pod.mountSecret(FIRST);
  const both = await Promise.all([pod.upgrade(), pod.upgrade()]);
  expect(both.map(({ code, output }) => [code, code === 0 ? "" : output])).toEqual([
    [0, ""],
    [0, ""],
  ]);
  expect(Number(postgres.sql("SELECT count(*) FROM registered_models", "mlflow"))).toBe(0);
});

test("ML-03 the server starts with the emitted arguments and variables", async () => {
  expect(await pod.start()).toBeLessThan(120);
});

test("ML-03 a client without rights in AWS registers a model and reads it back, and its files are in the bucket", async () => {
  expect(await pod.client("register", model)).toBe("1");
  expect(await pod.client("read", "1")).toBe("1.4.2 production=1 weights of churn");
  expect(await aws("s3", "ls", "--recursive", `s3://${BUCKETS.artifacts}/artifacts/`)).toMatch(
    /model\/weights\.txt/,
  );
});

test.each([
  ["its Service in the namespace", "mlflow", 200],
  ["its Service in others", "mlflow.mlflow", 200],
  ["the full name of its Service", "mlflow.mlflow.svc.cluster.local", 200],
  ["a forwarded port", "localhost:5000", 200],
  ["the host of the file", "mlflow.example.com", 200],
  ["another host", "attacker.example.com", 403],
])("ML-03 requests by the name of %s get the status that the variable decides", async (_, host, status) => {
  expect((await pod.get(models, host)).status).toBe(status);
  expect((await pod.get("/health", host)).status).toBe(200);
});

test("ML-03 the connection is encrypted and verified, and the password is in no argument and no variable", () => {
  const encrypted =
    "SELECT bool_and(ssl) FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE usename = 'mlflow'";
  expect(postgres.sql(encrypted)).toBe("t");
  const processes = pod.processes();
  expect(processes.length).toBeGreaterThan(2);
  for (const pid of processes) {
    for (const file of ["cmdline", "environ"]) {
      expect(readFileSync(`/proc/${pid}/${file}`, "utf8")).not.toContain("a\\s@s/w%o");
    }
  }
  expect(statSync(join(pod.folder, "tmp/database-password")).mode & 0o777).toBe(0o600);
});

describe("ML-03 after a rotation", () => {
  let before: number[];

  beforeAll(() => {
    before = pod.processes();
    postgres.sql(`ALTER ROLE mlflow PASSWORD ${sqlText(SECOND)}`);
  });

  test("open connections stay valid", async () => {
    expect((await pod.get(models)).status).toBe(200);
  });

  test("with the old file, the server fails as soon as it connects again", async () => {
    expect(Number(disconnect())).toBeGreaterThan(0);
    const { status, body } = await pod.get(models);
    expect(status).toBeGreaterThanOrEqual(500);
    expect(body + pod.printed()).toContain("password authentication failed");
  });

  test("with the new file, it goes on within seconds, in the same processes", async () => {
    pod.mountSecret(SECOND);
    await wait(4000);
    disconnect();
    expect(await pod.client("read", "1")).toBe("1.4.2 production=1 weights of churn");
    expect(await pod.client("register", model)).toBe("2");
    expect(pod.printed()).toContain("the password of the database has changed");
    expect(pod.processes()).toEqual(before);
  });

  test("a file that is incomplete changes nothing", async () => {
    writeFileSync(join(pod.folder, "secrets/database"), '{"username": "mlflow"');
    await wait(4000);
    disconnect();
    expect((await pod.get(models)).status).toBe(200);
  });
});

test("ML-03 two workers and their parents stay below the emitted request for memory", () => {
  const kib = pod
    .processes()
    .map((pid) => Number(/Pss:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0));
  const mib = kib.reduce((sum, each) => sum + each, 0) / 1024;
  console.log(`memory of ${kib.length} processes: ${Math.round(mib)} MiB`);
  expect(mib).toBeLessThan(1024);
});

test("ML-03 the server writes only to the folders that the pod can write to", () => {
  const written = readdirSync(pod.folder).sort();
  expect(written).toEqual(["secrets", "tmp"]);
});

test("ML-03 it ends within the grace period, and another start finds the same models", async () => {
  expect(await pod.stop()).toBeLessThan(60);
  pod.mountSecret(SECOND);
  expect((await pod.upgrade()).code).toBe(0);
  await pod.start();
  expect(await pod.client("read", "2")).toBe("1.4.2 production=2 weights of churn");
});
