import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workFolder } from "../support/published-output";
import { WorkingCopy } from "../support/working-copy";
import { type Folders, review, reviewFolders } from "./review-folders";

const work = workFolder("review");
let folders: Folders;

beforeAll(async () => (folders = await reviewFolders()));

const ofChange = (...args: string[]): string => {
  const { status, stdout, stderr } = review("--before", folders.before, "--in", folders.after, ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return stdout;
};

describe("the report on a change", () => {
  test("has a summary, and counts the changes of each environment that changes", () => {
    const lines = ofChange().split("\n");
    expect(lines[0]).toMatch(/^2 environments · safe: .* · same cost$/);
    expect(lines.slice(1, 4)).toEqual([
      expect.stringMatching(/^ {5}safe: .*: mlapp$/),
      "     no change: ml-inference-prod",
      "",
    ]);
    expect(lines[4]).toMatch(/^mlapp · safe: .* · same cost · 1 to change$/);
    expect(ofChange().match(/^ml-inference-prod/m)).toBeNull();
  });

  test("names stack, address and construct of a changed resource", () => {
    expect(ofChange()).toContain(
      "mlapp-models kubernetes_deployment_v1.model_service (mlapp-models/Apis/model-service/Resource)",
    );
  });

  test("names the YAML value that caused the change, with its location", () => {
    expect(ofChange()).toMatch(
      /cause: \S*mlapp\.yaml:\d+:\d+, models\[model-service\]\.image\.tag: 2\.0\.1 → 2\.1\.0/,
    );
  });

  test("says that causes are unknown where a folder does not record its YAML values", () => {
    const without = join(work, "without");
    cpSync(folders.before, without, { recursive: true });
    for (const environment of ["mlapp", "ml-inference-prod"]) {
      writeFileSync(join(without, "stacks", `${environment}-state`, "environment.json"), '{"waivers":[]}');
    }
    const args = ["--before", without, "--in", folders.after, "--environments", "mlapp"];
    const { stdout } = review(...args);
    expect(stdout).toContain("Lines have no cause: one of the folders does not record the YAML values");
    expect(stdout).not.toContain("mlapp.yaml");
  });
});

test("ends with what is not proved of each changed environment", () => {
  expect(ofChange()).toMatch(/\n\nNot proved\n( {5}.*\n)+ {5}not run: check --plan, verify\n$/);
  expect(ofChange("--markdown")).toMatch(
    /<details><summary>Not proved \(\d lines\)<\/summary>\n\n(- .*\n)+\n<\/details>\n$/,
  );
  const { environments } = JSON.parse(ofChange("--json")) as {
    environments: { environment: string; notProved: object[] }[];
  };
  const open = new Map(environments.map(({ environment, notProved }) => [environment, notProved]));
  expect(open.get("mlapp")).toContainEqual({ kind: "command", what: "verify" });
  expect(open.get("ml-inference-prod")).toEqual([]);
});

test("two equal folders have no change", () => {
  const { status, stdout } = review("--before", folders.before, "--in", folders.before);
  expect(status).toBe(0);
  expect(stdout).toBe("2 environments · no change\n     no change: ml-inference-prod, mlapp\n");
});

test("--markdown prints one comment, with one hidden line", () => {
  expect(ofChange("--markdown").match(/^<!-- review.* -->$/gm)).toEqual(["<!-- review -->"]);
  expect(ofChange("--markdown", "--environments", "mlapp").match(/^<!-- review.* -->$/gm)).toEqual([
    "<!-- review of mlapp -->",
  ]);
});

test("--html prints one page, and is one of three formats", () => {
  expect(ofChange("--html")).toMatch(/^<!DOCTYPE html>\n[^]*<h2>2 environments · safe[^]*<\/html>\n$/);
  for (const other of ["--json", "--markdown"]) {
    const run = review("--before", folders.before, "--in", folders.after, "--html", other);
    expect([run.status, run.stderr]).toEqual([2, expect.stringContaining("cannot be used with")]);
  }
});

test("--json prints verdict and counts of each environment", () => {
  expect(JSON.parse(ofChange("--json"))).toMatchObject({
    environments: [
      { environment: "ml-inference-prod", verdict: "no change" },
      { environment: "mlapp", verdict: "safe", counts: { change: 1 } },
    ],
  });
});

describe("between folders with different environments", () => {
  let mlappOnly: string;

  beforeAll(async () => {
    const copy = new WorkingCopy("mlapp");
    expect((await copy.synth()).error).toBeUndefined();
    mlappOnly = copy.outdir;
  });

  test("a new environment is reported with all its resources to add", () => {
    const { stdout } = review("--before", mlappOnly, "--in", folders.before);
    expect(stdout).toMatch(/^ml-inference-prod · .* · [1-9]\d* to add$/m);
    expect(stdout).toContain("The environment is new.");
  });

  test("a removed environment is reported with the stacks that Terraform does not destroy", () => {
    const { stdout } = review("--before", folders.before, "--in", mlappOnly);
    expect(stdout).toContain("The environment was removed.");
    expect(stdout).toMatch(/stack models was removed: Terraform does not destroy its \d+ resources/);
  });
});

test("a changed file beside a stack is reported", () => {
  const edited = join(work, "edited");
  cpSync(folders.before, edited, { recursive: true });
  const chart = "charts/custom-resources/templates/resources.yaml";
  const file = join(edited, "stacks/ml-inference-prod-models", chart);
  writeFileSync(file, `${readFileSync(file, "utf8")}# more\n`);
  const { stdout } = review("--before", folders.before, "--in", edited);
  expect(stdout).toContain(`file models/${chart} was changed`);
});
