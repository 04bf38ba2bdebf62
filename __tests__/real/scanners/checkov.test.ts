import { cpSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isComplete } from "../../support/covering-sample";
import { ENVIRONMENTS } from "../../support/environments";
import { CHECKS } from "../../../src/checks/all";
import { scannerRulesOf } from "../../../src/checks/check";
import { FILES_BESIDE, STACK_FILES } from "../../../src/base/stack-files";
import { SCANNER_EXCEPTIONS } from "../../../src/checks/scanners/exceptions";
import { ACCEPTED_FILES } from "../../../src/checks/files";
import { scannerOf } from "../../../src/checks/scanners/rule-ids";
import { type JsonObject } from "../../../src/terraform/stack-json";
import { handOver } from "../terraform/harness/handed-over";
import { type Judgement, type Report, scan } from "./harness/checkov";
import { type Scanned, everyOption, references } from "./harness/scanned";
import { mergedStack } from "../../../src/terraform/own-files/merged-stack";

const LAYERS = ["state", "network", "cluster", "platform", "models"] as const;

/** Environments whose hand-overs are scanned: all in `.ci/full`. These together have every exception. */
const HANDED = isComplete ? ENVIRONMENTS : ["retail-forecast-option-b", "ml-inference-prod", "mlapp"];

let scanned: Scanned;
let every: Scanned;
/** Folder with a handed-over bundle of each environment. */
let bundles: string;
let json: Report;
let everyJson: Report;
let hcl: Report;
/** Findings in the same bundles without comments. */
let uncommented: Report;
/** Findings of each of these modules with the values of its environment, as the README of a bundle runs checkov. */
let withValues: Report[];

beforeAll(async () => {
  scanned = await references();
  every = everyOption();
  bundles = mkdtempSync(join(tmpdir(), "bundles-"));
  for (const environment of HANDED)
    await handOver(scanned.outdir, environment, "hcl", join(bundles, environment));
  const bare = withoutComments(bundles);
  [json, everyJson] = await Promise.all([
    scan(join(scanned.outdir, "stacks"), "terraform_json"),
    scan(join(every.outdir, "stacks"), "terraform_json"),
  ]);
  [hcl, uncommented] = await Promise.all([scan(bundles, "terraform"), scan(bare, "terraform")]);
  withValues = [];
  for (const environment of HANDED) {
    const modules = LAYERS.map((layer) => join(bare, environment, layer));
    const values = (module: string) => ["--var-file", join(module, `${environment}.tfvars`)];
    withValues.push(
      ...(await Promise.all(modules.map((module) => scan(module, "terraform", ...values(module))))),
    );
  }
});

/** Reports with the values of every resource. */
const all = (): Report[] => [json, everyJson, ...withValues];
const lines = (judgements: readonly Judgement[]): string[] =>
  judgements.map(
    ({ rule, resource, file }) => `${rule} ${resource} in ${file.split("/").slice(-2).join("/")}`,
  );

describe("checkov reads what synth writes", () => {
  test("it judges resources of every stack, and cannot parse only files without resources", () => {
    expect(scanned.stacks).toHaveLength(ENVIRONMENTS.length * LAYERS.length);
    for (const { stack } of scanned.stacks) {
      const own = [...json.passed, ...json.failed].filter(({ file }) => file.includes(`/${stack.name}/`));
      expect([stack.name, own.length > 0]).toEqual([stack.name, true]);
    }
    expect(json.unread.filter((file) => !NO_RESOURCES.test(file))).toEqual([]);
  });

  test.each(FILES_BESIDE)("with the blocks of %s in the same file it would judge nothing", async (file) => {
    const folder = mkdtempSync(join(tmpdir(), "one-file-"));
    const path = join(scanned.outdir, "stacks/retail-forecast-option-b-network");
    const files = [STACK_FILES.main, file].map((name) => readJson(join(path, name)));
    writeFileSync(join(folder, STACK_FILES.main), JSON.stringify(mergedStack(files)));
    const report = await scan(folder, "terraform_json");
    expect([report.passed.length, report.failed.length]).toEqual([0, 0]);
  });
});

/** Files that checkov cannot parse: the ones beside each stack, and the override of the first apply. */
const NO_RESOURCES = /\/(versions|moves|backend_override)\.tf\.json$/;

describe("every finding has a reason", () => {
  test("every finding in Terraform JSON is in the baseline of its stack", () => {
    for (const { outdir, stacks, report } of [
      { ...scanned, report: json },
      { ...every, report: everyJson },
    ]) {
      expect(report.failed.length).toBeGreaterThan(10);
      const unexplained = report.failed.filter(({ rule, resource, file }) => {
        const folder = stacks.find(({ stack }) => file.includes(`/${stack.name}/`))?.folder ?? "";
        return !baselineIn(join(outdir, folder)).some(
          (each) => each.resource === resource && each.check_ids.includes(rule) && each.reason !== "",
        );
      });
      expect(lines(unexplained)).toEqual([]);
    }
  });

  test("with the baseline, checkov reports no finding of a stack", async () => {
    const own = scanned.stacks.filter(({ environment }) => environment === "ml-inference-prod");
    expect(own).toHaveLength(LAYERS.length);
    for (const { folder } of own) {
      const path = join(scanned.outdir, folder);
      const hasBaseline = readdirSync(path).includes(ACCEPTED_FILES.checkov);
      const args = hasBaseline ? ["--baseline", join(path, ACCEPTED_FILES.checkov)] : [];
      expect(lines((await scan(path, "terraform_json", ...args)).failed)).toEqual([]);
    }
  });

  test("without values, handed-over HCL has findings without a comment only where the value passes", () => {
    const passed = new Set(withValues.flatMap((each) => each.passed.map((own) => keyOf(own))));
    expect(lines(hcl.failed.filter((each) => !passed.has(keyOf(each))))).toEqual([]);
    expect(lines(hcl.skipped.filter(({ comment }) => comment.trim() === ""))).toEqual([]);
    expect(uncommented.failed.length).toBeGreaterThan(30);
  });

  test("handed-over HCL with the values of its environment has a comment at every finding", () => {
    const comments = commentsIn(bundles);
    const found = withValues.flatMap(({ failed }) => failed);
    expect(found.length).toBeGreaterThan(30);
    expect(lines(found.filter((each) => !comments.has(keyOf(each))))).toEqual([]);
  });

  test("handed-over modules in JSON have every finding in their baselines", async () => {
    const folder = mkdtempSync(join(tmpdir(), "json-bundles-"));
    for (const environment of HANDED)
      await handOver(scanned.outdir, environment, "json", join(folder, environment));
    const { failed } = await scan(folder, "terraform_json");
    expect(failed.length).toBeGreaterThan(30);
    const unexplained = failed.filter(
      ({ rule, resource, file }) =>
        !baselineIn(dirname(file)).some(
          (each) => each.resource === resource && each.check_ids.includes(rule) && each.reason !== "",
        ),
    );
    expect(lines(unexplained)).toEqual([]);
  });
});

describe("no reason is without a finding", () => {
  test("every exception of checkov has a finding", () => {
    const found = new Set(all().flatMap(({ failed }) => failed.map(({ rule }) => rule)));
    const rules = SCANNER_EXCEPTIONS.flatMap(({ rules }) => rules).filter(
      (rule) => scannerOf(rule) === "checkov",
    );
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter((rule) => !found.has(rule))).toEqual([]);
  });

  test("checkov finds everything that a comment in handed-over HCL accepts", () => {
    const found = new Set(
      [uncommented, ...withValues].flatMap(({ failed }) => failed.map((each) => keyOf(each))),
    );
    // checkov judges no block that a value turns off. The stack has it, with the finding of the time when it is on.
    const inStacks = new Set(json.failed.map((each) => keyOf(each).replace(/^stacks-/, "")));
    const switched = commentsIn(bundles, (block) => /^ {2}count += var\./m.test(block));
    const comments = commentsIn(bundles);
    expect(comments.size).toBeGreaterThan(30);
    expect(
      [...comments].filter((key) => !found.has(key) && !(switched.has(key) && inStacks.has(key))),
    ).toEqual([]);
  });
});

describe("checks name rules of checkov that they cover", () => {
  const claimed = [...new Set(CHECKS.flatMap(scannerRulesOf))].filter(
    (rule) => scannerOf(rule) === "checkov",
  );
  const excepted = new Set(SCANNER_EXCEPTIONS.flatMap(({ rules }) => rules));

  test.each(claimed)("%s judges a resource, and finds nothing without a reason", (rule) => {
    const passed = all().flatMap(({ passed }) => passed.filter((each) => each.rule === rule));
    const found = all().flatMap(({ failed }) => failed.filter((each) => each.rule === rule));
    expect(passed.length + found.length).toBeGreaterThan(0);
    if (!excepted.has(rule)) expect(lines(found)).toEqual([]);
  });
});

function baselineIn(folder: string): { resource: string; check_ids: string[]; reason: string }[] {
  const { failed_checks: files } = JSON.parse(readFileSync(join(folder, ACCEPTED_FILES.checkov), "utf8")) as {
    failed_checks: { findings: { resource: string; check_ids: string[]; reason: string }[] }[];
  };
  return files.flatMap(({ findings }) => findings);
}

/** Module, rule and name of a finding. The module is in the last folders of the path. */
const keyOf = ({ rule, resource, file }: Judgement): string =>
  [file.split("/").slice(-3, -1).join("-"), rule, resource.replace(/\[.*$/, "").split(".").at(-1)].join(" ");

/** Comments for checkov in blocks of the bundles of a folder, in the form of `keyOf`. */
function commentsIn(folder: string, isMeant: (block: string) => boolean = () => true): Set<string> {
  const keys = hclFiles(folder).flatMap((file) => {
    const blocks = readFileSync(file, "utf8")
      .split(/^resource "\w+" "(?=\w+" \{)/m)
      .slice(1);
    return blocks
      .filter(isMeant)
      .flatMap((block) =>
        [...block.matchAll(/# checkov:skip=(\w+):/g)].map(([, rule = ""]) =>
          keyOf({ rule, resource: block.slice(0, block.indexOf('"')), file, comment: "" }),
        ),
      );
  });
  return new Set(keys);
}

/** A copy of bundles without the comments for checkov. */
function withoutComments(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), "uncommented-"));
  cpSync(folder, copy, { recursive: true });
  for (const file of hclFiles(copy))
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(/^ *# checkov:skip=.*\n/gm, ""));
  return copy;
}

const hclFiles = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".tf"))
    .map((path) => join(folder, path));

const readJson = (file: string): JsonObject => JSON.parse(readFileSync(file, "utf8")) as JsonObject;
