import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT, steps, workflow } from "./workflow-files";

/** Shell commands of Terraform in workflows and scripts. */
const terraformCommands = [
  ...steps.map(({ place, step }) => ({ place, text: step.run ?? "" })),
  ...readdirSync(join(ROOT, ".github/scripts")).map((script) => ({
    place: script,
    text: readFileSync(join(ROOT, ".github/scripts", script), "utf8"),
  })),
];

test("every apply applies a plan file, and none approves itself", () => {
  expect(terraformCommands.filter(({ text }) => text.includes("-auto-approve"))).toEqual([]);
  const applies = terraformCommands.flatMap(({ place, text }) =>
    [...text.matchAll(/^.*\bterraform\b.*\bapply\b.*$/gm)].map(([line]) => ({ place, line })),
  );
  expect(applies.map(({ place }) => place)).toEqual(["layer.yml apply"]);
  for (const { line } of applies) expect(line).toMatch(/ approved\.tfplan$/);
});

test("every init accepts locked providers only", () => {
  const inits = terraformCommands.filter(({ text }) => /terraform[^\n]* init\b|"init"/.test(text));
  expect(inits.map(({ place }) => place)).toEqual(["init-stack.mjs"]);
  for (const { text } of inits) expect(text).toContain('"-lockfile=readonly"');
  const users = steps.filter(({ step }) => step.run?.includes("init-stack.mjs")).map(({ place }) => place);
  expect(users).toEqual(["layer.yml plan", "layer.yml apply", "plan.yml plan"]);
});

test("every job that initializes a stack first logs in to its chart registries", () => {
  // The layers of plan.yml have no charts.
  const users = steps.filter(
    ({ place, step }) => step.run?.includes("init-stack.mjs") && place !== "plan.yml plan",
  );
  expect(users.length).toBeGreaterThan(1);
  for (const { step } of users) {
    const run = step.run ?? "";
    expect(run.indexOf("log-in-to-registries.mjs")).toBeGreaterThan(-1);
    expect(run.indexOf("log-in-to-registries.mjs")).toBeLessThan(run.indexOf("init-stack.mjs"));
  }
});

test("no artifact contains a plan: no job that uploads one runs Terraform", () => {
  const uploads = steps.filter(({ step }) => step.uses?.startsWith("actions/upload-artifact"));
  expect(uploads.map(({ place, step }) => `${place}: ${String(step.with?.["path"])}`)).toEqual([
    "apply.yml synth: cdktf.out",
    "apply.yml synth: rollout.out/first",
    "apply.yml synth: rollout.out/last",
    "comment.yml review: pages",
    "plan.yml synth: head.out",
    "release.yml pack: release",
    "review.yml synth: cdktf.out",
  ]);
  for (const [file, job] of [
    ["apply.yml", "synth"],
    ["comment.yml", "review"],
    ["plan.yml", "synth"],
    ["review.yml", "synth"],
  ] as const) {
    const run = (workflow(file).jobs[job]?.steps ?? []).map((step) => step.run ?? "").join("\n");
    expect(run).not.toMatch(/terraform/);
  }
});

test("every shell script is valid bash", () => {
  const scripts = steps.flatMap(({ place, step }) =>
    step.run === undefined ? [] : [{ place, run: step.run }],
  );
  expect(scripts.length).toBeGreaterThan(8);
  const text = scripts.map(({ run }, index) => `step${index}() {\n${run}\n}\n`).join("");
  const { status, stderr } = spawnSync("bash", ["-n"], { input: text, encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

test("a step after a failed command does not run: no script turns off bash's errexit", () => {
  expect(steps.filter(({ step }) => /set \+e|\|\| true/.test(step.run ?? ""))).toEqual([]);
});
