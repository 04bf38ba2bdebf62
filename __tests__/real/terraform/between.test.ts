import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { printedApply } from "../../../src/deploy/deploy/printed";
import { writeTwoApplies } from "../../../src/deploy/deploy/two-applies";
import { stacksOf } from "../../../src/deploy/deploy/stacks";
import { betweenOf, movesBack } from "../../../src/project/between";
import { type Json, type JsonObject, StackJson, asArray, asObject } from "../../../src/terraform/stack-json";
import { configWith } from "../../support/environments";
import { planWith } from "../../support/changed-plans";
import { publishTo } from "../../support/published-output";
import { run as runProgram } from "./harness/processes";
import { TERRAFORM } from "./harness/program";
import { currentRun } from "./harness/run";
import { isolated } from "./harness/variables";

const ENVIRONMENT = "ml-platform";
const [forecast, fraud] = configWith(ENVIRONMENT).models as [object, object];

/** The models with a version of the files that KServe mounts, and with a secret of that version only. */
function modelsOf(version: number): StackJson {
  const models = [forecast, { ...fraud, bucketPrefix: `fraud-detection/${version}/` }];
  const stack = planWith(ENVIRONMENT, { models }).stack("models");
  const own = {
    [`of_version_${version}`]: { metadata: { name: `of-version-${version}`, namespace: "models" } },
  };
  const resource = { ...asObject(stack.json["resource"]), kubernetes_config_map_v1: own };
  return new StackJson(stack.name, {
    ...stack.json,
    resource: { ...asObject(stack.json["resource"]), ...resource },
  });
}

const standIn = (address: string): string => `terraform_data.${address.replace(".", "__")}`;

/** A configuration with the same addresses, moves and dependencies, and with objects that need no provider. */
function simulated({ resource, moved }: JsonObject): JsonObject {
  const resources = Object.entries(asObject(resource)).flatMap(([type, named]) =>
    Object.entries(asObject(named)).map(([name, config]) => [type, name, asObject(config)] as const),
  );
  const known = resources.map(([type, name]) => `${type}.${name}`);
  return {
    resource: {
      terraform_data: Object.fromEntries(
        resources.map(([type, name, { depends_on: after, lifecycle, ...config }]) => [
          `${type}__${name}`,
          {
            input: JSON.stringify(config)
              .replaceAll("${", () => "$${")
              .replaceAll("%{", "%%{"),
            ...(/volume/.test(type)
              ? { triggers_replace: [asObject(config["metadata"])["name"] ?? null] }
              : {}),
            ...(lifecycle ? { lifecycle: { create_before_destroy: true } } : {}),
            depends_on: asArray(after)
              .map(String)
              .filter((each) => known.includes(each))
              .map(standIn),
          },
        ]),
      ) as JsonObject,
    },
    moved: asArray(moved)
      .map(asObject)
      .map(({ from, to }) => ({ from: standIn(String(from)), to: standIn(String(to)) })),
  };
}

/** Applies a configuration on the state of a folder. Returns the actions of its plan by address, without those that do nothing. */
async function applied(
  name: string,
  json: JsonObject,
  targets: readonly string[],
): Promise<Map<string, string>> {
  const { folder, pluginDir } = currentRun();
  const cwd = join(folder, name);
  mkdirSync(cwd, { recursive: true });
  writeFileSync(join(cwd, "main.tf.json"), JSON.stringify(simulated(json)));
  const terraform = (...args: string[]) =>
    runProgram({ program: TERRAFORM, args, cwd, env: isolated(process.env, folder) });
  await terraform("init", "-input=false", `-plugin-dir=${pluginDir}`);
  const chosen = targets
    .filter((each) => !each.startsWith("data."))
    .map((each) => `-target=${standIn(each)}`);
  await terraform("plan", "-input=false", "-out=tfplan", ...chosen);
  const plan = JSON.parse((await terraform("show", "-json", "tfplan")).stdout) as JsonObject;
  await terraform("apply", "-input=false", "tfplan");
  return new Map(
    asArray(plan["resource_changes"])
      .map(asObject)
      .map(
        ({ address, change }) =>
          [
            String(address).replace("terraform_data.", "").replace("__", "."),
            asArray(asObject(change)["actions"]).join(),
          ] as const,
      )
      .filter(([, actions]) => actions !== "no-op"),
  );
}

const volumesIn = (found: ReadonlyMap<string, string>, action: string): number =>
  [...found].filter(([address, each]) => /volume/.test(address) && each === action).length;

const [old, now, third] = [1, 2, 3].map(modelsOf) as [StackJson, StackJson, StackJson];

test.each([
  ["the new file", now, 0],
  ["the old file put back", old, 0],
  ["a third file", third, 2],
])(
  "Terraform applies the intermediate configuration without a removal, and then %s without a replacement",
  async (title, last, added) => {
    const name = `between-${title.replaceAll(" ", "-")}`;
    await applied(name, old.json, []);
    const between = betweenOf(old, now);
    const meanwhile = await applied(name, between?.json ?? {}, between?.targets ?? []);
    expect([...meanwhile.values()].filter((actions) => actions.includes("delete"))).toEqual([]);
    expect(volumesIn(meanwhile, "create")).toBe(2);

    const state = Object.entries(asObject(between?.json["resource"])).flatMap(([type, named]) =>
      Object.keys(asObject(named)).map((each) => `${type}.${each}`),
    );
    const moved: Json[] = movesBack(last, state);
    const ended = await applied(name, { ...last.json, moved }, []);
    expect(volumesIn(ended, "create")).toBe(added);
    expect(volumesIn(ended, "delete")).toBe(added + 2);
    expect([...ended.values()].filter((actions) => actions.includes(","))).toEqual([]);
    expect(await applied(name, last.json, [])).toEqual(new Map());
  },
);

test("the printed commands end at the new file, and what running pods need is there while they wait", () => {
  const { folder, pluginDir } = currentRun();
  const work = join(folder, "printed");
  const outputs = [1, 2].map((version) => {
    const output = join(work, version === 2 ? "cdktf.out" : "base.out");
    publishTo(output, {
      [ENVIRONMENT]: { models: [forecast, { ...fraud, bucketPrefix: `fraud-detection/${version}/` }] },
    });
    return output;
  });
  const [before = "", after = ""] = outputs;
  const models = (output: string) => stacksOf(output, ENVIRONMENT).filter(({ layer }) => layer === "models");
  const twice = writeTwoApplies(after, before, models(after));
  const commands = printedApply(models(after), TERRAFORM, "scripts", twice).filter((line) =>
    line.includes("-chdir"),
  );
  // Stand-ins share one state in a file, as the stacks share one in the bucket.
  const state = join(work, "models.tfstate");
  for (const side of [join(work, "rollout.out/first"), join(work, "rollout.out/last"), before]) {
    const file = join(side, `stacks/${ENVIRONMENT}-models/cdk.tf.json`);
    const json = JSON.parse(readFileSync(file, "utf8")) as JsonObject;
    writeFileSync(
      file,
      JSON.stringify({ ...simulated(json), terraform: { backend: { local: { path: state } } } }),
    );
    const targets = join(side, `stacks/${ENVIRONMENT}-models/.targets`);
    if (existsSync(targets)) writeFileSync(targets, "");
  }
  const run = (line: string) => {
    const env = {
      ...isolated(process.env, folder),
      TF_CLI_ARGS_init: `-plugin-dir=${pluginDir}`,
      TF_CLI_ARGS_apply: "-auto-approve",
    };
    const { status, stderr } = spawnSync("bash", ["-e", "-c", line], { encoding: "utf8", env });
    expect([line, status, stderr]).toEqual([line, 0, ""]);
  };
  const claims = (): string[] =>
    readFileSync(state, "utf8").match(/fraud-detection-weights-[0-9a-f]{8}(?=\\",\\"namespace)/g) ?? [];
  const at = `${TERRAFORM} -chdir=${join(before, `stacks/${ENVIRONMENT}-models`)}`;
  for (const command of ["init", "apply"]) run(`${at} ${command}`);
  const old = [...new Set(claims())];
  expect(old).toHaveLength(1);
  expect(commands).toHaveLength(4);
  for (const line of commands.slice(0, 2)) run(line);
  expect(new Set(claims()).size).toBe(2);
  for (const line of commands.slice(2)) run(line);
  expect([...new Set(claims())]).toHaveLength(1);
  expect(claims()).not.toContain(old[0]);
});
