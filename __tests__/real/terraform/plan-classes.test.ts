import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type JsonObject, StackJson, asObject } from "../../../src/terraform/stack-json";
import { type EnvironmentChanges, compareEnvironments } from "../../../src/review/compare-environments";
import { comparePlans } from "../../../src/review/plans/compare-plans";
import { run as runProgram } from "./harness/processes";
import { TERRAFORM } from "./harness/program";
import { currentRun, measured } from "./harness/run";
import { isolated } from "./harness/variables";
import { BASE, CLASSES, type Parts } from "./plan-classes/classes";

/** One root module of all classes. */
function moduleOf(parts: readonly Parts[]): JsonObject {
  const all = (section: "resource" | "data"): object => {
    const types: Record<string, object> = {};
    for (const part of parts)
      for (const [type, blocks] of Object.entries(part[section] ?? {}))
        types[type] = { ...types[type], ...blocks };
    return types;
  };
  const merged = {
    terraform: { required_providers: { aws: { source: "hashicorp/aws" } } },
    provider: { aws: [{ region: "us-east-1", skip_metadata_api_check: true }] },
    variable: Object.assign({}, ...parts.map((part) => part.variable)) as object,
    locals: Object.assign({}, ...parts.map((part) => part.locals)) as object,
    resource: all("resource"),
    data: all("data"),
    moved: parts.flatMap(({ moved = [] }) => moved),
  };
  // Terraform refuses empty sections.
  const used = Object.entries(merged).filter(([, section]) => Object.keys(section).length > 0);
  return JSON.parse(JSON.stringify(Object.fromEntries(used))) as JsonObject;
}

let changes: EnvironmentChanges;
let plan: JsonObject;

beforeAll(async () => {
  const run = currentRun();
  const cwd = join(run.folder, "plan-classes");
  mkdirSync(cwd);
  const env = {
    ...isolated(process.env, run.folder),
    AWS_ENDPOINT_URL: run.endpoint,
    AWS_ACCESS_KEY_ID: "classes",
    AWS_SECRET_ACCESS_KEY: "classes",
    AWS_REGION: "us-east-1",
  };
  const terraform = (...args: string[]) => runProgram({ program: TERRAFORM, args, cwd, env });
  const [before, after] = [
    moduleOf([BASE, ...CLASSES.flatMap(({ both = {}, before }) => [both, before])]),
    moduleOf([BASE, ...CLASSES.flatMap(({ both = {}, after }) => [both, after])]),
  ];
  const write = (json: JsonObject): void => writeFileSync(join(cwd, "main.tf.json"), JSON.stringify(json));
  const base = moduleOf([BASE]);
  plan = await measured(run, { test: "plan-classes", stack: "classes", name: "plan" }, async () => {
    write(base);
    await terraform("init", "-input=false", `-plugin-dir=${run.pluginDir}`);
    // Data sources of the classes find what this apply makes.
    await terraform("apply", "-input=false", "-auto-approve");
    write(before);
    await terraform("apply", "-input=false", "-auto-approve");
    write(after);
    await terraform("plan", "-input=false", "-out=tfplan");
    return JSON.parse((await terraform("show", "-json", "tfplan")).stdout) as JsonObject;
  });
  const sideOf = (json: JsonObject) => [
    {
      environment: "classes",
      layer: "network" as const,
      folder: "",
      after: [],
      stack: new StackJson("classes-network", json),
    },
  ];
  changes = compareEnvironments({ environment: "classes", before: sideOf(before), after: sideOf(after) });
});

const isOf = (name: string, address: string): boolean => {
  const own = address.split(".")[1] ?? "";
  return own === name || own.startsWith(`${name}_`) || own.startsWith(`${name}[`);
};

describe.each(CLASSES)("$name", ({ name, predicted }) => {
  const own = () => changes.resources.filter(({ address }) => isOf(name, address));

  test("the review predicts what is written", () => {
    const found = own()
      .filter(({ action, from }) => action !== "none" || from !== undefined)
      .map(({ action, instances, address, from }) => {
        const moved = from === undefined ? "" : ` from ${from}`;
        return `${action} ${String(instances)} ${address}${moved}`;
      });
    expect(found.sort()).toEqual([...predicted].sort());
  });

  test("Terraform plans what the review predicts", () => {
    const planned = (plan["resource_changes"] as readonly JsonObject[]).filter((each) =>
      isOf(name, String(asObject(each)["address"])),
    );
    const [stack] = comparePlans({ ...changes, resources: own() }, [
      { layer: "network", plan: { ...plan, resource_changes: planned } },
    ]);
    expect(stack?.differences).toEqual([]);
  });
});
