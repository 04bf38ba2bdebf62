import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Check, at } from "../../../src/checks/check";
import { type DeclarationChange } from "../../../dev/declarations/changes";
import { Score, type ScoreRequest } from "../../../dev/declarations/score";
import { configWith } from "../../support/environments";
import { TODAY } from "../../support/findings";
import { workFolder } from "../../support/published-output";

/** Finds the instance type `wrong`. */
const CHECK: Check = {
  id: "no-wrong-type",
  severity: "error",
  title: "",
  why: "",
  fix: "",
  source: "",
  run: (plan) =>
    plan
      .resources("aws_instance")
      .filter(({ config }) => config["instance_type"] === "wrong")
      .map((instance) => ({ ...at(instance), message: "wrong type" })),
};

/** The instance type that a change makes in an environment, by the name of the environment. */
const CHANGED: Readonly<Record<string, string>> = { same: "right", differs: "other", notices: "wrong" };

/** In the place of the changed parts. */
const PARTS = [] as const;

const tried: string[] = [];

const synthesize: ScoreRequest["synthesize"] = ({ name }, outdir, components) => {
  if (components) tried.push(name);
  const type = components ? CHANGED[name] : "right";
  if (type === undefined) throw new Error("synth refuses it");
  const stack = `${name}-network`;
  const json = { resource: { aws_instance: { a: { instance_type: type } } } };
  mkdirSync(join(outdir, stack), { recursive: true });
  writeFileSync(join(outdir, stack, "cdk.tf.json"), JSON.stringify(json));
  const stacks = { [stack]: { name: stack, workingDirectory: stack, dependencies: [] } };
  writeFileSync(join(outdir, "manifest.json"), JSON.stringify({ stacks }));
};

const request: ScoreRequest = { checks: [CHECK], today: TODAY, synthesize, folder: workFolder("score") };
const score = new Score(request);

const config = configWith("mlapp");
const mutant = { part: "part", leaf: "leaf", change: "remove", components: PARTS };
const changeIn = (first: string, ...others: string[]): DeclarationChange => {
  const chance = (name: string) => ({ environment: { name, config }, mutant });
  return { key: "part leaf remove", chances: [chance(first), ...others.map(chance)] };
};

test.each([
  ["noticed, by a check", ["notices"], "noticed", "notices"],
  ["noticed, by synth", ["refuses"], "noticed", "refuses"],
  ["silent", ["differs"], "silent", "differs"],
  ["without effect", ["same"], "none", "same"],
  ["noticed in a later environment", ["same", "differs", "notices"], "noticed", "notices"],
  ["silent in a later environment", ["same", "differs", "same"], "silent", "differs"],
] as const)("a change is %s", (_, [first, ...others], effect, environment) => {
  expect(score.resultOf(changeIn(first, ...others))).toEqual({
    environment,
    mutant: { part: "part", leaf: "leaf", change: "remove" },
    effect,
    tries: [first, ...others].length,
  });
});

test("a noticed change is not tried in the other environments", () => {
  tried.length = 0;
  expect(score.resultOf(changeIn("differs", "notices", "same", "refuses")).tries).toBe(2);
  expect(tried).toEqual(["differs", "notices"]);
});

test("fails when a check fails: its error is no finding", () => {
  const run: Check["run"] = (plan) => {
    if (JSON.stringify(plan.all).includes("other")) throw new Error("mistake of the check");
    return [];
  };
  const broken = new Score({ ...request, checks: [{ ...CHECK, run }] });
  expect(broken.resultOf(changeIn("same")).effect).toBe("none");
  expect(() => broken.resultOf(changeIn("differs"))).toThrow("mistake of the check");
});

test("the stacks of a change have no files of the change before", () => {
  const folder = workFolder("score-files");
  const outputs: string[][] = [];
  const recording = new Score({
    ...request,
    folder,
    synthesize: (environment, outdir, components) => {
      outputs.push(
        readdirSync(outdir, { recursive: true, encoding: "utf8" }).filter((name) => /\./.test(name)),
      );
      synthesize(environment, outdir, components);
      writeFileSync(join(outdir, `${environment.name}-network`, "versions.tf.json"), "{}");
    },
  });
  recording.resultOf(changeIn("same", "differs"));
  expect(outputs).toEqual([[], [], [], []]);
});
