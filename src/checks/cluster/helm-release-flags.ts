import { CHART_FACTS } from "../../evidence/charts";
import { own } from "../../base/own";
import { isTrue, type Json, text } from "../../terraform/stack-json";
import { type HelmRelease, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { type Check, combinedFinding, ruleOf } from "../check";
import DANGERS from "./dangers-of-releases.json";
import TEXTS from "./texts.json";

export const helmReleaseFlags: Check = {
  ...ruleOf(TEXTS, "helm-release-flags"),
  run: (plan) =>
    helmReleasesOf(plan).flatMap((release) => {
      const { config } = release.resource;
      return combinedFinding(release.resource, `release ${text(config.name) ?? "without a name"}`, [
        ...Object.entries(DANGERS.arguments)
          .filter(([flag]) => isTrue(own<Json>(config, flag)))
          .map(([flag, danger]) => `${flag} ${danger}`),
        ...(isTrue(config.skip_crds) ? leftOut(release) : []),
      ]);
    }),
};

/** Definitions in the folder crds of a chart. Without facts, another release can have them. */
function leftOut({ chart, local }: HelmRelease): string[] {
  const facts = local ? undefined : CHART_FACTS[chart];
  if (!facts || facts.crds.length === 0 || facts.crdsUpgradedByHook || facts.crdsInTemplates) return [];
  return [
    `skip_crds leaves out ${facts.crds.length} custom resource definitions, which the program of ${chart} reads`,
  ];
}
