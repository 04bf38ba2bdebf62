import { lstatSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Layer, stackName } from "../../../../src/base/layers";
import { type Format, SYNTAXES } from "../../../../src/handoff/module/format";
import { readModule } from "../../../../src/handoff/bundle/read-module";
import {
  type Json,
  type JsonObject,
  StackJson,
  asArray,
  asObject,
} from "../../../../src/terraform/stack-json";
import { runHandoff } from "../../../../src/handoff/command";
import { overridesFor } from "./overrides";
import { plannedChanges } from "./plan-changes";
import { type Run, measured } from "./run";
import { type Sandbox } from "./sandbox";
import { Stack } from "./stack";
import { isolated } from "./variables";
import { resynthesize } from "../../../../src/synth/resynthesize";
import { knownTrials } from "../../../support/known-trials";

/** JSON is the same module in another syntax, so one environment is enough to test it. */
export const formatsOf = (environment: string): readonly Format[] =>
  environment === "retail-forecast-option-b" ? (Object.keys(SYNTAXES) as Format[]) : ["hcl"];

/** Runs `npx private-eks-inference handoff` for one environment. Stacks can have overrides of a test, so only the record is compared. */
export async function handOver(
  synthesized: string,
  environment: string,
  format: Format,
  folder: string,
): Promise<void> {
  let printed = "";
  const print = (text: string): void => void (printed += text);
  const status = await runHandoff(
    ["--environments", environment, "--out", folder, "--format", format],
    {
      commit: () => "unknown",
      variables: {
        CDKTF_OUTDIR: synthesized,
        ENVIRONMENTS_DIR: join(dirname(synthesized), "no-environments"),
      },
      resynthesize,
      trialSynth: knownTrials,
    },
    { out: print, err: print },
  );
  if (status !== 0) throw new Error(`handoff: exit status ${status}\n${printed}`);
}

/** A handed-over module without credentials, for commands that do not call AWS. */
export function offlineModule(run: Run, folder: string, environment: string, layer: Layer): Stack {
  const name = stackName(environment, layer);
  return new Stack({
    name,
    folder: join(folder, layer),
    variables: isolated(process.env, run.folder),
    pluginDir: run.pluginDir,
    facts: {},
    measured: (step, work) => measured(run, { test: "handoff", stack: name, name: step }, work),
  });
}

/** File of an override for the local API. */
export const API_OVERRIDE = "api_override.tf.json";

/**
 * Writes an override file for the differences between moto and AWS to a handed-over module. The backend is not overridden;
 * its settings get the path style on the command line. The addresses and the variables are those of the written files: lists are maps in them.
 */
export function useLocalApi(sandbox: Sandbox, module: Stack): void {
  const written = new StackJson(module.name, writtenModule(module.folder, sandbox.environment));
  const facts = sandbox.hostedZoneId === undefined ? {} : { hostedZoneId: sandbox.hostedZoneId };
  const overrides = overridesFor(written, { ...facts, keepBackend: true });
  writeFileSync(join(module.folder, API_OVERRIDE), JSON.stringify(overrides, null, 2));
}

/** The files of a handed-over module as Terraform JSON, in which a block is an object. */
function writtenModule(folder: string, environment: string): JsonObject {
  const names = readdirSync(folder).filter((name) => lstatSync(join(folder, name)).isFile());
  const format = names.includes(`${environment}${SYNTAXES.hcl.values}`) ? "hcl" : "json";
  const texts = new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
  const { json } = readModule({ environment }, texts, format).module;
  const plain = (section: string): JsonObject =>
    mapped(asObject(json[section]), (byName) =>
      mapped(asObject(byName), (block) => withReferences(asObject(asArray(block)[0] ?? block))),
    );
  return { ...json, resource: plain("resource"), data: plain("data") };
}

/** `lifecycle` as in Terraform JSON: an object, with names in `ignore_changes`. */
function withReferences(block: JsonObject): JsonObject {
  if (block["lifecycle"] === undefined) return block;
  const lifecycle = asObject(asArray(block["lifecycle"])[0] ?? block["lifecycle"]);
  const ignored = asArray(lifecycle["ignore_changes"]).map((each) =>
    String(each).replace(/^\$\{(.*)\}$/, "$1"),
  );
  return { ...block, lifecycle: ignored.length > 0 ? { ...lifecycle, ignore_changes: ignored } : lifecycle };
}

const mapped = (object: JsonObject, change: (value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]));

/** Expects a plan that only moves resources of the state to the addresses of the module. */
export async function expectMovesOnly(module: Stack, step: string, ...args: string[]): Promise<void> {
  const plan = await module.plan(step, ...args);
  const { output_changes: outputs = {}, ...resources } = await module.show(plan);
  // An output of a list variable has another type than one of written texts, and the same value.
  const changed = Object.entries(outputs).filter(
    ([, { before, after }]) => after === undefined || !isDeepStrictEqual(before, after),
  );
  const planned = plannedChanges({ ...resources, output_changes: Object.fromEntries(changed) });
  const others = planned.filter((change) => !change.startsWith("move "));
  if (others.length > 0)
    throw new Error(`${module.name}: a plan on the original state has ${others.join(", ")}\n${plan.output}`);
}

/** Arguments of init in the module's README, and the path style of the local API. */
export const backendArguments = (environment: string, format: Format): string[] => [
  `-backend-config=backend-${environment}${SYNTAXES[format].backend}`,
  "-backend-config=use_path_style=true",
];

export const valuesArgument = (environment: string, format: Format): string =>
  `-var-file=${environment}${SYNTAXES[format].values}`;
