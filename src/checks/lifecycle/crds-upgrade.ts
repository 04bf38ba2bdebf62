import { type HelmRelease, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { CHART_FACTS } from "../../evidence/charts";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asObject, text } from "../../terraform/stack-json";
import { type Check, at, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const crdsUpgrade: Check = {
  ...ruleOf(TEXTS, "crds-upgrade"),
  run: (plan) =>
    helmReleasesOf(plan).flatMap((release) => {
      const { resource, chart, local } = release;
      const facts = local ? undefined : CHART_FACTS[chart];
      if (!facts || facts.crds.length === 0 || facts.crdsUpgradedByHook || facts.crdsInTemplates) return [];
      if (hasCommand(plan, release)) return [];
      return [
        {
          ...at(resource),
          message: `Helm never upgrades the ${facts.crds.length} custom resource definitions of ${chart}, and no output *_crds_command has the command for its version`,
        },
      ];
    }),
};

/** Whether an output of the layer shows the definitions of this version of the chart. */
function hasCommand(plan: EnvironmentPlan, { resource, chart }: HelmRelease): boolean {
  const version = text(resource.config.version) ?? "";
  return Object.entries(plan.stack(resource.layer)?.outputs ?? {}).some(([name, output]) => {
    const words = (text(asObject(output)["value"]) ?? "").split(/\s+/);
    const source = words[words.indexOf("crds") + 1] ?? "";
    return (
      name.endsWith("_crds_command") &&
      words.slice(0, 3).join(" ") === "helm show crds" &&
      source.slice(source.lastIndexOf("/") + 1) === chart &&
      words[words.indexOf("--version") + 1] === version
    );
  });
}
