// Plans a stack, and stores the plan in the state bucket with all files that an apply reads: lock, local charts, user data.
// A plan contains values, so only addresses and actions are printed. Usage: store-plan.mjs STACK_FOLDER
// Variables: ENVIRONMENT, LAYER, COMMIT, RUN (unique for each run). Outputs: changes, key, sha256.
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { MANIFEST, digestsOf, filesIn, planKey, sha256Of } from "./plan-archive.mjs";
import { changesOf, planned, report } from "./planned.mjs";
import { SHOWN, SHOWN_ERRORS, backendOf, fail, stackIn, variable } from "./stack.mjs";

const [folder] = process.argv.slice(2);
const [environment, layer, commit, run] = ["ENVIRONMENT", "LAYER", "COMMIT", "RUN"].map(variable);
const stack = stackIn(folder);
if (basename(folder) !== `${environment}-${layer}`) {
  fail(`${folder}: got another stack, expected ${environment}-${layer}; correct ENVIRONMENT and LAYER`);
}

const status = planned(folder, ["-lock-timeout=5m", ...targetsIn(folder)]);
if (status === 0) {
  report([`${environment}-${layer}: no changes`]);
  output({ changes: false });
} else if (status === 2) {
  report([`${environment}-${layer}: waits for an approval`, ...changesOf(folder)]);
  output({ changes: true, ...store() });
} else {
  fail(
    `${environment}-${layer}: got exit status ${status} of terraform plan, expected a plan; resolve the error above`,
  );
}

/** Options of the first of two applies, which leaves alone what the last one removes. */
function targetsIn(stack) {
  const file = join(stack, ".targets");
  return existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [];
}

/** Stores one archive, so that its parts cannot be of different plans. */
function store() {
  const work = mkdtempSync(join(tmpdir(), "plan-"));
  try {
    const files = filesIn(folder);
    writeFileSync(
      join(folder, MANIFEST),
      `${JSON.stringify({ environment, layer, commit, run, ...digestsOf(folder) }, null, 2)}\n`,
    );
    const archive = join(work, "plan.tar.gz");
    execFileSync("tar", ["-czf", archive, "-C", folder, "--", MANIFEST, ...files], {
      stdio: SHOWN,
    });
    const { bucket, region, kmsKey, account } = backendOf(stack);
    const key = planKey({ run, environment, layer });
    execFileSync(
      "aws",
      [
        ...["s3api", "put-object", "--region", region, "--bucket", bucket, "--key", key, "--body", archive],
        ...["--server-side-encryption", "aws:kms", "--ssekms-key-id", kmsKey, "--bucket-key-enabled"],
        ...["--expected-bucket-owner", account],
      ],
      { stdio: SHOWN_ERRORS },
    );
    process.stdout.write(`stored s3://${bucket}/${key}\n`);
    return { key, sha256: sha256Of(readFileSync(archive)) };
  } finally {
    rmSync(work, { recursive: true });
    rmSync(join(folder, MANIFEST), { force: true });
  }
}

function output(values) {
  const file = process.env.GITHUB_OUTPUT;
  const text = Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
  if (file) appendFileSync(file, text);
}
