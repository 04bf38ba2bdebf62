import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ruleGroupsOf, rulesIn } from "../../../../src/parts/alerts/model/alerting-rules";
import { type JsonObject, asArray, asObject } from "../../../../src/terraform/stack-json";
import { alertsPlanWithGpus } from "../../../support/alerts";
import { environmentPlan } from "../../../support/altered";

const PLAN = environmentPlan(alertsPlanWithGpus());

/** Groups of the rules that the environment emits. */
export const GROUPS: readonly JsonObject[] = ruleGroupsOf(PLAN).map(({ group }) => group);

export const ALERT_NAMES: readonly string[] = [
  ...new Set(
    ruleGroupsOf(PLAN)
      .flatMap(rulesIn)
      .map((rule) => String(rule["alert"])),
  ),
];

/** Configuration of Alertmanager that the environment emits, with the references of Terraform replaced. */
export function alertmanagerConfig(outputs: Readonly<Record<string, string>>): string {
  const [release] = PLAN.resources("helm_release").filter(
    ({ config }) => config["name"] === "kube-prometheus-stack",
  );
  const [values = ""] = asArray(release?.config["values"] ?? null).map(String);
  const { config } = asObject(asObject(JSON.parse(values) as JsonObject)["alertmanager"]);
  return JSON.stringify(config).replaceAll(
    /\$\{data\.terraform_remote_state\.cluster\.outputs\.(\w+)\}/g,
    (_, output: string) => outputs[output] ?? "",
  );
}

/** Texts of docs/parts/alerts.md about an alert of a severity, with words in capitals replaced. */
export function documented(
  name: string,
  severity: string,
  words: Readonly<Record<string, string>>,
): { readonly summary: string; readonly runbook: string } {
  const page = readFileSync(join(__dirname, "../../../../docs/parts/alerts.md"), "utf8");
  const row = page.split("\n").find((line) => line.startsWith(`| \`${name}\` | ${severity} |`));
  if (row === undefined) throw new Error(`docs/parts/alerts.md has no row of ${name}, ${severity}`);
  const [summary = "", runbook = ""] = row.slice(2, -2).split(" | ").slice(3);
  const filled = (text: string): string =>
    Object.entries(words).reduce(
      (all, [word, value]) => all.replaceAll(new RegExp(`\\b${word}\\b`, "g"), value),
      text,
    );
  return { summary: filled(summary), runbook: filled(runbook) };
}
