// Replaces the folder of a stack with the stored plan and its files, after it has verified that they are those of this
// commit, environment and layer, and the bytes that the plan job stored. Usage: fetch-plan.mjs STACK_FOLDER
// Variables: ENVIRONMENT, LAYER, COMMIT, and KEY and SHA256, the outputs of store-plan.mjs.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { MANIFEST, digestsOf, sha256Of } from "./plan-archive.mjs";
import { SHOWN, backendOf, fail, stackIn, stopCommands, variable } from "./stack.mjs";

stopCommands();

const [folder] = process.argv.slice(2);
const [environment, layer, commit, key, sha256] = ["ENVIRONMENT", "LAYER", "COMMIT", "KEY", "SHA256"].map(
  variable,
);
const synthesized = stackIn(folder);
const work = mkdtempSync(join(tmpdir(), "plan-"));
process.on("exit", () => rmSync(work, { recursive: true, force: true }));

if (basename(folder) !== `${environment}-${layer}`) {
  refuse(`the folder ${folder}`, `that of ${environment}-${layer}`, "correct ENVIRONMENT and LAYER");
}
const archive = download();
if (sha256Of(readFileSync(archive)) !== sha256) {
  refuse(
    "other bytes than the plan job stored",
    `an archive with the SHA-256 ${sha256}`,
    "find out who wrote it",
  );
}
const planned = extract(archive);
const manifest = JSON.parse(readFileSync(join(planned, MANIFEST), "utf8"));
for (const [what, expected] of Object.entries({ environment, layer, commit })) {
  if (manifest[what] !== expected) refuse(`a plan of ${what} ${manifest[what]}`, `${what} ${expected}`);
}
const expected = digestsOf(folder);
for (const { stack, lock } of [manifest, digestsOf(planned)]) {
  if (stack !== expected.stack) refuse("a plan of another stack", "the stack that this commit synthesizes");
  if (lock !== expected.lock) refuse("a plan with other locked providers", "the lock of this commit");
}

rmSync(folder, { recursive: true });
cpSync(planned, folder, { recursive: true });
rmSync(join(folder, MANIFEST));
process.stdout.write(`fetched the plan of ${environment}-${layer} at ${commit}\n`);

function download() {
  const { bucket, region, account } = backendOf(synthesized);
  const file = join(work, "plan.tar.gz");
  const { status, stderr } = spawnSync(
    "aws",
    [
      ...["s3api", "get-object", "--region", region, "--bucket", bucket, "--key", key],
      ...["--expected-bucket-owner", account, file],
    ],
    { encoding: "utf8", stdio: ["ignore", "ignore", "pipe"] },
  );
  if (status === 0) return file;
  process.stdout.write(stderr);
  return refuse(
    `no readable s3://${bucket}/${key}`,
    "a plan of the last day",
    "plans expire after a day: start the workflow again",
  );
}

function extract(file) {
  const target = join(work, `${environment}-${layer}`);
  mkdirSync(target);
  execFileSync("tar", ["-xzf", file, "-C", target, "--no-same-owner"], { stdio: SHOWN });
  return target;
}

function refuse(got, expected, fix = "start the workflow again, which makes a new plan") {
  fail(`${environment}-${layer}: got ${got}, expected ${expected}; ${fix}. Nothing was applied.`);
}
