import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pinnedContent } from "../../../src/infrastructure/pinned-content";
import { objectsOf } from "../../../src/infrastructure/kubernetes-objects";
import { texts } from "../../../src/terraform/stack-json";
import { environmentPlan } from "../../support/altered";
import { isComplete } from "../../support/covering-sample";
import { planWith } from "../../support/changed-plans";
import { type LocalAws, startLocalAws } from "../terraform/harness/local-aws";
import { type Finished, run } from "../terraform/harness/processes";

const BUCKET = "ml-inference-prod-models-222233334444";
const folder = mkdtempSync(join(tmpdir(), "content-"));
const files = join(folder, "files");
const weights = join(folder, "weights");
const python = join(process.env["MLFLOW_TESTS_PYTHON"] ?? "", "python");
let s3: LocalAws;
let digest = "";

const env = () => ({
  ...process.env,
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_DEFAULT_REGION: "ap-southeast-2",
  AWS_CONFIG_FILE: join(folder, "no-config"),
  AWS_ENDPOINT_URL_S3: s3.endpoint,
});
const aws = (...args: readonly string[]): Promise<Finished> =>
  run({ program: "aws", args, cwd: folder, env: env() });

/** A call of S3 without a program, as a person with rights on the bucket makes it. */
async function call(method: "DELETE" | "GET" | "PUT", key: string, body?: Buffer | string): Promise<Buffer> {
  const checksum = createHash("sha256")
    .update(body ?? "")
    .digest("base64");
  const headers = {
    // The local S3 verifies no signature.
    authorization: "AWS4-HMAC-SHA256 Credential=test/20261129/ap-southeast-2/s3/aws4_request, Signature=none",
    ...(body === undefined
      ? {}
      : { "x-amz-checksum-sha256": checksum, "x-amz-sdk-checksum-algorithm": "SHA256" }),
  };
  const answer = await fetch(`${s3.endpoint}/${BUCKET}/${encodeURI(key)}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body)) }),
  });
  if (!answer.ok) throw new Error(`${method} ${key}: ${answer.status}`);
  return Buffer.from(await answer.arrayBuffer());
}
const put = (key: string, body: Buffer | string) => call("PUT", key, body);
const remove = (key: string) => call("DELETE", key);

/** Copies the files as a version, twice, and returns what the job printed. */
async function promoted(version: string): Promise<string[]> {
  const args = [join(__dirname, "programs/promoted.py"), BUCKET, "churn", version, files];
  return (await run({ program: python, args, cwd: folder, env: env() })).stdout.trim().split("\n");
}

type Way = "download" | "mount" | "stream";

/** Runs the init containers that the environment emits, on this machine. */
async function started(way: Way, over: object = {}): Promise<Finished> {
  const model = {
    name: "churn",
    image: { tag: "1" },
    bucketPrefix: "churn/2/",
    manifestDigest: digest,
    ...(way === "stream" ? {} : { weights: { sizeGiB: 1, mode: way } }),
    ...over,
  };
  const plan = environmentPlan(planWith("ml-inference-prod", { models: [model] }));
  const pods = objectsOf(plan).pods.find(({ owner }) => owner.name === "churn");
  const pinned = pods && pinnedContent(plan, pods);
  if (!pods || !pinned) throw new Error("no init container compares the files");
  rmSync(weights, { recursive: true, force: true });
  mkdirSync(weights);
  const here = (word: string): string => (word === "/mnt/weights" ? weights : word);
  const copy = pods.containers.find(({ name, init }) => init && name === "weights");
  if (copy) await aws(...texts(copy.config.args).map(here));
  const [program = "", ...words] = [
    ...texts(pinned.container.config.command),
    ...texts(pinned.container.config.args),
  ].map(here);
  return run({ program, args: words, cwd: folder, env: env() }, [0, 1]);
}

const SMALL = { "config.json": '{"layers": 2}', "a file with spaces.txt": "vocabulary" };
let printed: string[] = [];
let manifest: Buffer;

beforeAll(async () => {
  mkdirSync(join(files, "shards"), { recursive: true });
  for (const [name, content] of Object.entries(SMALL)) writeFileSync(join(files, name), content);
  // Two parts of an upload.
  writeFileSync(join(files, "shards/1.safetensors"), Buffer.alloc(9 * 2 ** 20, "w"));
  s3 = await startLocalAws(folder, process.env);
  await aws("s3", "mb", `s3://${BUCKET}`);
  printed = await promoted("2");
  digest = /manifestDigest: (sha256:[0-9a-f]{64})/.exec(printed[0] ?? "")?.[1] ?? "none";
  manifest = await call("GET", "churn/2.json");
});

afterAll(() => s3.stop());

/** A case changes all files but the large one. */
afterEach(async () => {
  for (const [name, content] of Object.entries(SMALL)) await put(`churn/2/${name}`, content);
  await remove("churn/2/.hidden/code.py");
  await put("churn/2.json", manifest);
  digest = digestOf(manifest);
});

const digestOf = (content: Buffer | string): string =>
  `sha256:${createHash("sha256").update(content).digest("hex")}`;

test("ML-04 the job prints the digest of the manifest that it wrote, also when it runs again", () => {
  expect(printed).toHaveLength(2);
  for (const line of printed)
    expect(line).toContain(`bucketPrefix: churn/2/ and manifestDigest: ${digestOf(manifest)}`);
});

test.each<[Way, string]>([
  ["download", "each byte"],
  ["mount", "an object that is replaced later is not noticed"],
  ["stream", "an object that is replaced later is not noticed"],
])(
  "ML-04 unchanged files pass the init container with %s, which says what it compared",
  async (way, said) => {
    const { code, stdout, stderr } = await started(way);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(said);
  },
);

const OTHER = JSON.stringify({
  model: "churn",
  version: "2",
  files: [{ path: "config.json", bytes: 2, sha256: digestOf("{}").slice(7), checksum: "none" }],
});

type Case = readonly [string, () => Promise<unknown>, RegExp];

/** Differences of files, where the model reads them. */
const OF_FILES: readonly Case[] = [
  [
    "a changed file of the same size",
    () => put("churn/2/config.json", '{"layers": 3}'),
    /config\.json differs/,
  ],
  [
    "a missing file",
    () => remove("churn/2/a file with spaces.txt"),
    /missing or added: .*a file with spaces\.txt/,
  ],
  ["an added file", () => put("churn/2/.hidden/code.py", "x"), /missing or added: .*\.hidden\/code\.py/],
];

/** Differences that are found in one way for all. */
const OF_ALL: readonly Case[] = [
  [
    "a changed file of another size",
    () => put("churn/2/config.json", "short"),
    /missing or added: .*config\.json/,
  ],
  [
    "a version that is deleted and created again with other files",
    async () => {
      for (const name of Object.keys(SMALL)) await remove(`churn/2/${name}`);
      await put("churn/2/config.json", "{}");
      await put("churn/2.json", OTHER);
    },
    /the manifest has sha256:/,
  ],
  ["no manifest", () => remove("churn/2.json"), /the manifest cannot be read/],
];

test.each([
  ...(isComplete ? OF_FILES : OF_FILES.slice(0, 1)).map((row) => ["download", ...row] as const),
  ...[...OF_FILES, ...OF_ALL].map((row) => ["mount", ...row] as const),
])("ML-04 with %s, %s ends the init container with an error", async (way, _, change, said) => {
  await change();
  const { code, stdout, stderr } = await started(way);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(said);
});

test("ML-04 the manifest of one version below another number ends the init container", async () => {
  await put("churn/3.json", manifest);
  const { code, stderr } = await started("mount", { bucketPrefix: "churn/3/" });
  expect([code, stderr]).toEqual([1, expect.stringContaining("of another version")]);
});

test("ML-04 files without checksums of S3 pass a download, and no other way", async () => {
  const { files: listed, ...rest } = JSON.parse(manifest.toString()) as { files: object[] };
  const old = JSON.stringify({ ...rest, files: listed.map((each) => ({ ...each, checksum: undefined })) });
  await put("churn/2.json", old);
  digest = digestOf(old);
  expect((await started("download")).code).toBe(0);
  const { code, stderr } = await started("stream");
  expect([code, stderr]).toEqual([1, expect.stringContaining("no checksum of S3")]);
});
