import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runReview } from "../../../src/commands/review/command";
import { type Run, runOf } from "../../support/command-runs";
import { TODAY } from "../../support/findings";
import { workFolder } from "../../support/published-output";
import { WorkingCopy } from "../../support/working-copy";

const folder = workFolder("review");

let before: string;
let after: string;

beforeAll(async () => {
  const old = new WorkingCopy("mlapp", "ml-inference-prod");
  expect((await old.synth()).error).toBeUndefined();
  before = old.outdir;
  const now = new WorkingCopy("mlapp", "ml-inference-prod");
  now.edit("mlapp.yaml", 'tag: "2.0.1"', 'tag: "2.1.0"');
  expect((await now.synth()).error).toBeUndefined();
  after = now.outdir;
});

const review = (...args: string[]): Run =>
  runOf((output) => runReview(args, { root: process.cwd(), today: TODAY, variables: {} }, output));

const between = (...args: string[]) => review("--before", before, "--in", after, ...args);

test("it tells what a change does, with stack, address, construct, and file and line", () => {
  const { status, stdout } = between();
  expect(status).toBe(0);
  expect(stdout).toContain("mlapp: safe: 0 add, 1 change, 0 replace, 0 destroy, 0 move, 0 unknown");
  expect(stdout).toContain(
    "mlapp-models kubernetes_deployment_v1.model_service (mlapp-models/Apis/model-service/Resource)",
  );
  expect(stdout).toMatch(
    /from \S*mlapp\.yaml:\d+:\d+, models\[model-service\]\.image\.tag: 2\.0\.1 → 2\.1\.0/,
  );
  expect(stdout).toContain("ml-inference-prod: no change");
});

test("two equal folders are no change", () => {
  const { status, stdout } = review("--before", before, "--in", before);
  expect(status).toBe(0);
  expect(stdout.split("\n").filter((line) => /^\S+: /.test(line))).toEqual([
    "ml-inference-prod: no change: 0 add, 0 change, 0 replace, 0 destroy, 0 move, 0 unknown",
    "mlapp: no change: 0 add, 0 change, 0 replace, 0 destroy, 0 move, 0 unknown",
  ]);
});

test.each<[status: number, of: string, args: () => string[]]>([
  [0, "no change", () => ["--before", before, "--in", before]],
  [2, "changes", () => ["--before", before, "--in", after]],
  [
    0,
    "no change of the chosen environment",
    () => ["--before", before, "--in", after, "--environments", "ml-inference-prod"],
  ],
  [1, "a folder that is not there", () => ["--before", join(folder, "nowhere"), "--in", after]],
  [1, "wrong usage", () => ["--nonsense"]],
  [1, "nothing to compare with", () => []],
])("with --detailed-exitcode the status is %i: %s", (status, _, args) => {
  expect(review("--detailed-exitcode", ...args()).status).toBe(status);
});

test("without it, wrong usage is 2, as with every other command", () => {
  expect(review("--nonsense").status).toBe(2);
  expect(review()).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("--before DIR or --base REF") as string,
  });
  expect(review("--before", before, "--base", "main").status).toBe(2);
  expect(review("--help").status).toBe(0);
});

test("markdown has a page for each environment, each with its hidden line", () => {
  const { stdout } = between("--markdown");
  expect(stdout.match(/^<!-- review of .* -->$/gm)).toEqual([
    "<!-- review of ml-inference-prod -->",
    "<!-- review of mlapp -->",
  ]);
});

test("json is JSON, with verdict and counts of each environment", () => {
  const reviews = JSON.parse(between("--json").stdout) as {
    environment: string;
    verdict: string;
    counts: object;
  }[];
  expect(reviews).toEqual([
    expect.objectContaining({ environment: "ml-inference-prod", verdict: "no change" }),
    expect.objectContaining({
      environment: "mlapp",
      verdict: "safe",
      counts: expect.objectContaining({ change: 1 }) as object,
    }),
  ]);
});

test("folders that do not say what they were made of give a page that says so", () => {
  const without = join(folder, "without");
  cpSync(before, without, { recursive: true });
  for (const environment of ["mlapp", "ml-inference-prod"]) {
    writeFileSync(join(without, "stacks", `${environment}-state`, "environment.json"), '{"waivers":[]}');
  }
  const { stdout } = review("--before", without, "--in", after, "--environments", "mlapp");
  expect(stdout).toContain("No YAML file and line below");
  expect(stdout).not.toContain("mlapp.yaml");
});

test("an environment that is new, and one that is gone, are told", async () => {
  const one = new WorkingCopy("mlapp");
  expect((await one.synth()).error).toBeUndefined();
  const added = review("--before", one.outdir, "--in", before).stdout;
  expect(added).toMatch(/ml-inference-prod: \S.*: \d+ add, 0 change/);
  expect(added).toContain("The environment is new.");
  const gone = review("--before", before, "--in", one.outdir).stdout;
  expect(gone).toContain("The environment is gone.");
  expect(gone).toContain("stack ml-inference-prod-models is gone: Terraform destroys none of its");
});

test("a file beside the stacks that changed is told", () => {
  const edited = join(folder, "edited");
  cpSync(before, edited, { recursive: true });
  const chart = join(
    edited,
    "stacks/ml-inference-prod-models/charts/custom-resources/templates/resources.yaml",
  );
  writeFileSync(chart, `${readFileSync(chart, "utf8")}# more\n`);
  const { stdout } = review("--before", before, "--in", edited);
  expect(stdout).toContain("file models/charts/custom-resources/templates/resources.yaml is changed");
});

describe("mistakes", () => {
  const broken = (name: string, text: string): string => {
    const copy = join(folder, name);
    cpSync(before, copy, { recursive: true });
    writeFileSync(join(copy, "stacks/mlapp-network/cdk.tf.json"), text);
    return copy;
  };

  test.each<[what: string, told: RegExp, args: () => string[]]>([
    [
      "no such folder",
      /nowhere: got no manifest\.json, expected a finished synth; run npm run synth/,
      () => ["--before", join(folder, "nowhere")],
    ],
    [
      "an empty folder",
      /got no manifest\.json/,
      () => {
        mkdirSync(join(folder, "empty"), { recursive: true });
        return ["--before", join(folder, "empty")];
      },
    ],
    [
      "JSON that ends too early",
      /--before .*: got files that are missing or no JSON/,
      () => ["--before", broken("cut", "{")],
    ],
    [
      "an environment that is nowhere",
      /--environment: got nowhere, expected some of ml-inference-prod, mlapp/,
      () => ["--before", before, "--environments", "nowhere"],
    ],
    [
      "a plan that is no file",
      /--plan nowhere\.json: got no such file/,
      () => ["--before", before, "--plan", "nowhere.json"],
    ],
    [
      "a revision that is not there",
      /--base no-such-branch: got no such revision/,
      () => ["--base", "no-such-branch"],
    ],
    ["a revision that looks like an option", /--base --all: got no such revision/, () => ["--base=--all"]],
  ])("%s is told with what to do, and nothing is printed", (_, told, args) => {
    const { status, stdout, stderr } = review("--in", after, ...args());
    expect(status).toBe(1);
    expect(stderr).toMatch(told);
    expect(stdout).toBe("");
  });
});
