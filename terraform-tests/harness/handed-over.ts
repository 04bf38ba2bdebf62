import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Layer, stackName } from "../../src/core/layers";
import { type Format, SYNTAXES } from "../../src/handoff/module/format";
import { moduleOf } from "../../src/handoff/module/module";
import { readStacks } from "../../src/terraform-json/output";
import { readStackFiles } from "../../src/terraform-json/stack-files";
import { StackJson } from "../../src/terraform-json/stack-json";
import { runHandoff } from "../../src/commands/handoff/command";
import { overridesFor } from "./overrides";
import { type Run, measured } from "./run";
import { type Sandbox } from "./sandbox";
import { Stack } from "./stack";
import { isolated } from "./variables";

/** JSON is the same module in other brackets: one environment shows that Terraform takes it. */
export const formatsOf = (environment: string): readonly Format[] =>
  environment === "retail-forecast-option-b" ? (Object.keys(SYNTAXES) as Format[]) : ["hcl"];

/** Hands an environment over, as a user does. */
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
    { commit: () => "unknown", variables: { CDKTF_OUTDIR: synthesized } },
    { out: print, err: print },
  );
  if (status !== 0) throw new Error(`handoff: exit status ${status}\n${printed}`);
}

/** A handed-over module with no credentials, for commands that do not call AWS. */
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

/**
 * Lays over a handed-over module where moto is not AWS. Its backend stays as it is, but for the form of addresses,
 * which its file of settings gets.
 */
export function useLocalApi(sandbox: Sandbox, module: Stack, layer: Layer): void {
  const found = readStacks(sandbox.outdir).find(
    (each) => each.environment === sandbox.environment && each.layer === layer,
  );
  if (!found) throw new Error(`${sandbox.environment} has no ${layer} stack`);
  // With the module's own variables in the place of values that an override has to repeat.
  const { json } = moduleOf({ ...found, files: readStackFiles(sandbox.outdir, found) });
  const facts = sandbox.hostedZoneId === undefined ? {} : { hostedZoneId: sandbox.hostedZoneId };
  const overrides = overridesFor(new StackJson(found.stack.name, json), { ...facts, keepBackend: true });
  writeFileSync(join(module.folder, "local_api_override.tf.json"), JSON.stringify(overrides, null, 2));
}

/** How a module's README has it initialized; the last argument is the local API's form of addresses. */
export const backendArguments = (environment: string, format: Format): string[] => [
  `-backend-config=backend-${environment}${SYNTAXES[format].backend}`,
  "-backend-config=use_path_style=true",
];

export const valuesArgument = (environment: string, format: Format): string =>
  `-var-file=${environment}${SYNTAXES[format].values}`;
