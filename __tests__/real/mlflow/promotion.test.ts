import { createHash } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalAws, startLocalAws } from "../terraform/harness/local-aws";
import { run } from "../terraform/harness/processes";
import { BUCKETS, PLAN } from "./harness/promoting-environment";
import { type Pod } from "./harness/pod";
import { type StartedServer, startedServer } from "./harness/started-server";

const folder = mkdtempSync(join(tmpdir(), "promotion-"));
const env = {
  ...process.env,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_DEFAULT_REGION: "ap-southeast-2",
  AWS_CONFIG_FILE: join(folder, "no-config"),
};
let s3: LocalAws;
let server: StartedServer;
let pod: Pod;

const aws = async (...args: readonly string[]): Promise<string> => {
  const command = { program: "aws", args: [...args, "--endpoint-url", s3.endpoint], cwd: folder, env };
  return (await run(command)).stdout;
};
const objectAt = (key: string): Promise<string> => aws("s3", "cp", `s3://${BUCKETS.models}/${key}`, "-");
const keys = async (): Promise<string[]> =>
  (await aws("s3", "ls", "--recursive", `s3://${BUCKETS.models}/`))
    .trim()
    .split("\n")
    .map((line) => line.split(/\s+/).at(-1) ?? "");

/** Registers a file as the next version, which gets the alias `production`. */
async function register(content: string): Promise<string> {
  const file = join(folder, "weights.txt");
  writeFileSync(file, content);
  return pod.client("register", file);
}

beforeAll(async () => {
  s3 = await startLocalAws(folder, process.env);
  for (const bucket of Object.values(BUCKETS)) await aws("s3", "mb", `s3://${bucket}`);
  server = await startedServer({ plan: PLAN, s3: s3.endpoint, buckets: BUCKETS });
  pod = server.pod;
});

afterAll(async () => {
  await server.stop();
  await s3.stop();
});

test("ML-03 without a version with the alias, the job copies nothing and succeeds", async () => {
  const { code, output } = await pod.promote();
  expect([code, output]).toEqual([0, expect.stringContaining("churn: no version has the alias production")]);
  expect(await keys()).toEqual([""]);
});

test("ML-03 the job copies the version with the alias, and writes a manifest with the digest of each file", async () => {
  expect(await register("weights of churn")).toBe("1");
  const { code, output } = await pod.promote();
  const digest = `sha256:${createHash("sha256")
    .update(await objectAt("churn/1.json"))
    .digest("hex")}`;
  const lines = `set bucketPrefix: churn/1/ and manifestDigest: ${digest} in the file`;
  expect([code, output]).toEqual([0, expect.stringContaining(lines)]);
  expect(await keys()).toEqual(["churn/1.json", "churn/1/weights.txt"]);
  expect(await objectAt("churn/1/weights.txt")).toBe("weights of churn");
  expect(JSON.parse(await objectAt("churn/1.json"))).toMatchObject({
    model: "churn",
    version: "1",
    files: [
      {
        path: "weights.txt",
        bytes: 16,
        sha256: createHash("sha256").update("weights of churn").digest("hex"),
      },
    ],
  });
});

test("ML-03 a version with a manifest is not written again", async () => {
  const before = await aws(
    "s3api",
    "list-objects-v2",
    "--bucket",
    BUCKETS.models,
    "--query",
    "Contents[].LastModified",
  );
  const { code, output } = await pod.promote();
  // The tag of the version in the registry has the digest.
  expect([code, output]).toEqual([
    0,
    expect.stringMatching(
      /churn: version 1 is in s3:\/\/\S+: set .* manifestDigest: sha256:[0-9a-f]{64} in the file/,
    ),
  ]);
  const after = await aws(
    "s3api",
    "list-objects-v2",
    "--bucket",
    BUCKETS.models,
    "--query",
    "Contents[].LastModified",
  );
  expect(after).toBe(before);
});

test("ML-03 a copy that ended early is whole after the next run, and the former version is still there", async () => {
  expect(await register("better weights of churn")).toBe("2");
  await aws("s3", "cp", join(folder, "weights.txt"), `s3://${BUCKETS.models}/churn/2/weights.txt`);
  writeFileSync(join(folder, "part"), "better wei");
  await aws("s3", "cp", join(folder, "part"), `s3://${BUCKETS.models}/churn/2/weights.txt`);
  expect((await pod.promote()).code).toBe(0);
  expect(await objectAt("churn/2/weights.txt")).toBe("better weights of churn");
  expect(await keys()).toEqual([
    "churn/1.json",
    "churn/1/weights.txt",
    "churn/2.json",
    "churn/2/weights.txt",
  ]);
});

test("ML-03 a job that cannot read the version fails, and writes no manifest", async () => {
  expect(await register("third")).toBe("3");
  await aws("s3", "rm", "--recursive", `s3://${BUCKETS.artifacts}/`);
  const { code, output, stderr } = await pod.promote();
  expect([code, output + stderr]).toEqual([1, expect.stringMatching(/churn: \w+: /)]);
  expect(await keys()).not.toContain("churn/3.json");
});
