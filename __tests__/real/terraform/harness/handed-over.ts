import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Layer, stackName } from "../../../../src/shared/terraform/layers";
import { type Format, SYNTAXES } from "../../../../src/tools/handoff/module/format";
import { moduleOf } from "../../../../src/tools/handoff/module/module";
import { readStacks } from "../../../../src/proof/terraform-json/output";
import { readStackFiles } from "../../../../src/proof/terraform-json/stack-files";
import { StackJson } from "../../../../src/proof/terraform-json/stack-json";
import { runHandoff } from "../../../../src/tools/handoff/command";
import { overridesFor } from "./overrides";
import { type Run, measured } from "./run";
import { type Sandbox } from "./sandbox";
import { Stack } from "./stack";
import { isolated } from "./variables";
import { resynthesize } from "../../../../src/tools/synth/resynthesize";
import { trialSynth } from "../../../../src/tools/synth/trial-synth";

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
      trialSynth,
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

/**
 * Writes an override file for the differences between moto and AWS to a handed-over module. The backend is not overridden;
 * its settings get the path style on the command line.
 */
export function useLocalApi(sandbox: Sandbox, module: Stack, layer: Layer): void {
  const found = readStacks(sandbox.outdir).find(
    (each) => each.environment === sandbox.environment && each.layer === layer,
  );
  if (!found) throw new Error(`${sandbox.environment} has no ${layer} stack`);
  // An override repeats some values, which are variables in the module.
  const { json } = moduleOf({ ...found, files: readStackFiles(sandbox.outdir, found) });
  const facts = sandbox.hostedZoneId === undefined ? {} : { hostedZoneId: sandbox.hostedZoneId };
  const overrides = overridesFor(new StackJson(found.stack.name, json), { ...facts, keepBackend: true });
  writeFileSync(join(module.folder, "api_override.tf.json"), JSON.stringify(overrides, null, 2));
}

/** Arguments of init in the module's README, and the path style of the local API. */
export const backendArguments = (environment: string, format: Format): string[] => [
  `-backend-config=backend-${environment}${SYNTAXES[format].backend}`,
  "-backend-config=use_path_style=true",
];

export const valuesArgument = (environment: string, format: Format): string =>
  `-var-file=${environment}${SYNTAXES[format].values}`;
