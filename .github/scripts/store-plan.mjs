// Plans a stack, and stores the plan in the state bucket with all files that an apply reads: lock, local charts, user data.
// A plan contains values, so only addresses and actions are printed. Usage: store-plan.mjs STACK_FOLDER
// Variables: ENVIRONMENT, LAYER, COMMIT, RUN (unique for each run). Outputs: changes, key, sha256.
import { execFileSync, spawnSync } from "node:child_process";
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { MANIFEST, PLAN, filesIn, planKey, sha256Of } from "./plan-archive.mjs";
import { backendOf, fail, stackIn, variable } from "./stack.mjs";

const [folder] = process.argv.slice(2);
const [environment, layer, commit, run] = ["ENVIRONMENT", "LAYER", "COMMIT", "RUN"].map(variable);
const stack = stackIn(folder);
if (basename(folder) !== `${environment}-${layer}`) {
  fail(`${folder}: got another stack, expected ${environment}-${layer}; correct ENVIRONMENT and LAYER`);
}

const { status } = spawnSync(
  "terraform",
  [
    `-chdir=${folder}`,
    ...["plan", "-input=false", "-no-color", "-lock-timeout=5m", "-detailed-exitcode", `-out=${PLAN}`],
  ],
  { stdio: ["ignore", "ignore", "inherit"] },
);
if (status === 0) {
  report([`${environment}-${layer}: no changes`]);
  output({ changes: false });
} else if (status === 2) {
  report([`${environment}-${layer}: waits for an approval`, ...changesOf(shownPlan())]);
  output({ changes: true, ...store() });
} else {
  fail(
    `${environment}-${layer}: got exit status ${status} of terraform plan, expected a plan; resolve the error above`,
  );
}

function shownPlan() {
  const text = execFileSync("terraform", [`-chdir=${folder}`, "show", "-json", PLAN], {
    encoding: "utf8",
    maxBuffer: 2 ** 30,
  });
  return JSON.parse(text);
}

/** Changes of a plan, without values. */
function changesOf({ resource_changes: resources = [], output_changes: outputs = {} }) {
  return [
    ...resources.flatMap(({ address, change, previous_address: from }) => {
      const action = change.importing ? "import" : actionOf(change) || (from && "move");
      return action ? [`${action} ${address}${from ? ` from ${from}` : ""}`] : [];
    }),
    ...Object.entries(outputs).flatMap(([name, change]) => {
      const action = actionOf(change);
      return action ? [`${action} output ${name}`] : [];
    }),
  ];
}

/** Empty for a value that stays, and for a data source. */
function actionOf({ actions }) {
  return actions.filter((action) => action !== "no-op" && action !== "read").join(" and ");
}

/** Stores one archive, so that its parts cannot be of different plans. */
function store() {
  const work = mkdtempSync(join(tmpdir(), "plan-"));
  try {
    const files = filesIn(folder);
    writeFileSync(
      join(folder, MANIFEST),
      `${JSON.stringify({ environment, layer, commit, run }, null, 2)}\n`,
    );
    const archive = join(work, "plan.tar.gz");
    execFileSync("tar", ["-czf", archive, "-C", folder, "--", MANIFEST, ...files], {
      stdio: "inherit",
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
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    process.stdout.write(`stored s3://${bucket}/${key}\n`);
    return { key, sha256: sha256Of(readFileSync(archive)) };
  } finally {
    rmSync(work, { recursive: true });
    rmSync(join(folder, MANIFEST), { force: true });
  }
}

function report(lines) {
  const [title, ...rest] = lines;
  process.stdout.write(`${lines.join("\n")}\n`);
  const summary = process.env.GITHUB_STEP_SUMMARY;
  if (summary)
    appendFileSync(summary, [`### ${title}`, "", ...rest.map((line) => `- \`${line}\``), "", ""].join("\n"));
}

function output(values) {
  const file = process.env.GITHUB_OUTPUT;
  const text = Object.entries(values)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
  if (file) appendFileSync(file, text);
}
