import { cpSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { valueSchemasOf } from "../../../src/environment/value-schemas";
import { environmentSchema } from "../../../src/parts/environment-schema";
import { CHECKS } from "../../../src/checks/all";
import { runChecks } from "../../../src/checks/run";
import { readEnvironmentRecord } from "../../../src/terraform/environment-record";
import { statedBy } from "../../../src/infrastructure/stated";
import { groupByEnvironment } from "../../../src/terraform/environment-plan";
import { nested } from "../../../src/terraform/settings";
import { type Json } from "../../../src/terraform/stack-json";
import { type Format } from "../../../src/handoff/module/format";
import { readHandedOver } from "../../../src/project/modules/handed-over";
import { environmentRules } from "../../../src/synth/inputs";
import { trialSynth } from "../../../src/synth/trial-synth";
import { isComplete } from "../../support/covering-sample";
import { ENVIRONMENTS } from "../../support/environments";
import { TODAY } from "../../support/findings";
import { workFolder } from "../../support/published-output";
import { handedOver, run } from "../handed-over";
import { type VariableEdit, variableEdits } from "./variable-edits";
import { namedKeys } from "../../../src/environment/loader/value-forms";

/** A finding in a report. */
interface Found {
  readonly check: string;
  readonly stack: string;
  readonly address: string;
  readonly message: string;
  readonly fix: string;
}

/** Every variable in all environments and formats, or some of one environment in one format. */
const CASES: readonly (readonly [environment: string, format: Format])[] = isComplete
  ? ENVIRONMENTS.flatMap((each) => [[each, "hcl"] as const, [each, "json"] as const])
  : [["ml-inference-prod", "hcl"]];
const PARTS = isComplete ? 1 : 8;

const HOST = "the Ingress of the pages has the names, too";

/**
 * Variables whose values synth derives from the setting of another one. A module has both, so an edit of one of them can be incomplete:
 * its findings are about blocks that the other one makes. Each reason has to be of use in the whole.
 */
const DERIVED: Readonly<Record<string, string>> = {
  vpc_cidr: "ranges of subnets are variables of their own",
  zones: "the ranges of subnets are parts of that of the VPC",
  environment: "statements about a chart are about its exact values, which have the name",
  charts: "statements about a chart are about its exact values",
  eks_addons: "no record and no catalog has another add-on",
  metric_alarms: "an alarm is about an endpoint of the network",
  state_bucket: "the state layer makes the bucket by the environment and the account",
  state_kms_key_id: "the state layer makes the key with the alias",
  log_in_programs_argo_cd_host: HOST,
  log_in_programs_grafana_host: HOST,
  log_in_programs_kubeflow_pipelines_host: HOST,
  log_in_programs_mlflow_host: HOST,
  api_access_cidrs: "rules of network ACLs are variables of their own",
  private_acl_rules: "a rule that no longer allows what the stacks need denies it",
  public_acl_rules: "a rule that no longer allows what the stacks need denies it",
  models: "names of models are also keys of blocks that each module has",
};

/** Checks that find something in an environment of synth with the same edit; all of them where synth refuses it. */
function foundBySynth(environment: string, { settings }: VariableEdit): ReadonlySet<string> | "refused" {
  if (settings === undefined) return new Set();
  if (environmentRules(environmentSchema.parse(nested(settings))).length > 0) return "refused";
  const trial = trialSynth(environment, settings);
  if ("refused" in trial) return "refused";
  const statedOf = statedBy(() => settings);
  const plans = groupByEnvironment(
    [...trial.stacks].map(([layer, stack]) => ({ environment, layer, folder: "", after: [], stack })),
    (name) => statedOf(name).instanceTypes,
  );
  const results = runChecks({
    plans,
    checks: CHECKS,
    waiversOf: () => [],
    today: TODAY,
    statedOf,
  });
  return new Set(results.map(({ check }) => check.id));
}

const escaped = (text: string): string => text.replaceAll("${", "$${").replaceAll("%{", "%%{");

/** A copy of a hand-over after an edit. The name of the environment is also in names of files and in the record of checks. */
function edited(
  module: string,
  environment: string,
  format: Format,
  name: string,
  edit: VariableEdit,
): string {
  const folder = join(workFolder("edited"), "module");
  cpSync(module, folder, { recursive: true });
  const replace = (file: string, by: (text: string) => string): void =>
    writeFileSync(file, by(readFileSync(file, "utf8")));
  for (const [layer, values] of edit.values) {
    const inLayer = join(folder, layer);
    const text =
      format === "json"
        ? JSON.stringify(values)
        : Object.entries(values)
            .map(([each, value]) => `${each} = ${escaped(JSON.stringify(value))}\n`)
            .join("");
    writeFileSync(join(inLayer, `${environment}.tfvars${format === "json" ? ".json" : ""}`), text);
    for (const file of readdirSync(inLayer)) {
      if (file.startsWith("backend-"))
        replace(join(inLayer, file), (each) =>
          edit.follows
            ? each.replace(...edit.follows)
            : name.startsWith("state_")
              ? each.replaceAll(JSON.stringify(edit.old), JSON.stringify(edit.value))
              : each,
        );
      if (name === "environment" && file.includes(environment))
        renameSync(join(inLayer, file), join(inLayer, file.replace(environment, String(edit.value))));
    }
  }
  if (name === "environment")
    replace(join(folder, "checks.json"), (text) =>
      text.replace(`"environment": "${environment}"`, `"environment": "${String(edit.value)}"`),
    );
  return folder;
}

/** The stack by its layer, since an edit can rename the environment. */
const keyOf = ({ check, stack, address, message }: Found): string =>
  `${check} ${stack.slice(stack.lastIndexOf("-"))} ${address} ${message}`;

/** Words about the inputs of synth, which the owner of a hand-over does not have, and keys of an environment's file without a file of the module. */
const TOP = namedKeys(valueSchemasOf(environmentSchema)).join("|");
const OF_SYNTH = new RegExp(
  `synth(esize)? again|of the file\\b|environment's file|(?<![\\w./:-])(?:${TOP})\\.[a-z][A-Za-z-]*(?![\\w./-]| \\()`,
);

/** The changed texts and numbers of an edit. */
const scalarsIn = (value: Json): string[] =>
  value !== null && typeof value === "object"
    ? [...Object.keys(value), ...Object.values(value as object).flatMap((each: Json) => scalarsIn(each))]
    : [String(value)];

const used = new Set<string>();

describe.each(CASES)("%s handed over as %s", (environment, format) => {
  let module = "";
  let synthesized = "";
  beforeAll(async () => {
    ({ module, synthesized } = await handedOver(environment, format));
  });

  test("an edit of any variable has no finding but its true consequences, in words of the modules", () => {
    const handed = readHandedOver(module, "--module");
    const findingsOf = (folder: string): Found[] | string => {
      const { stdout, stderr } = run("check", "--module", folder, "--json");
      return stdout === "" ? stderr : (JSON.parse(stdout) as { findings: Found[] }).findings;
    };
    const before = findingsOf(module);
    if (typeof before === "string") throw new Error(before);
    const known = new Set(before.map(keyOf));
    const { settings } = readEnvironmentRecord(synthesized, environment);
    const variables = variableEdits(handed, settings, isComplete ? 2 : 1).filter(
      (_, index) => index % PARTS === 0,
    );
    expect(variables.length).toBeGreaterThan(5);
    const without = variables.filter(({ edits }) => edits.length === 0);
    expect(without.map(({ name }) => name)).toEqual([]);
    const wrong = variables.flatMap(({ name, edits }) =>
      edits.flatMap((edit) => {
        const found = findingsOf(edited(module, environment, format, name, edit));
        const said = `${name} = ${JSON.stringify(edit.value)}`;
        const [variable = ""] = name.split(".");
        const reason = DERIVED[variable];
        if (typeof found === "string") {
          const isOfKeys =
            reason !== undefined && /a module that Terraform refuses .*got the key/.test(found);
          if (isOfKeys) used.add(variable);
          return isOfKeys ? [] : [`${said}: ${found}`];
        }
        const news = found.filter((each) => !known.has(keyOf(each)));
        if (news.length === 0) return [];
        const ofSynth = foundBySynth(environment, edit);
        return news.flatMap((each) => {
          const isOfValue =
            edit.settings === undefined &&
            [edit.value, edit.old].some((value) =>
              scalarsIn(value).some((text) => each.message.includes(text)),
            );
          const isTrue = ofSynth === "refused" || ofSynth.has(each.check) || isOfValue;
          if (!isTrue && reason !== undefined) used.add(variable);
          const words = OF_SYNTH.exec(`${each.message}; ${each.fix}`)?.[0];
          return [
            ...(isTrue || reason !== undefined
              ? []
              : [`${said}: ${each.check} ${each.address} ${each.message}`]),
            ...(words === undefined
              ? []
              : [`${said}: ${each.check} says "${words}": ${each.message}; ${each.fix}`]),
          ];
        });
      }),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });
});

// One environment has not every variable.
if (isComplete)
  test("each reason of a derived variable is of use", () => {
    expect([...used].sort()).toEqual(Object.keys(DERIVED).sort());
  });
