import { CHART_FACTS } from "../../evidence/charts";
import { isTrue, text } from "../../terraform/stack-json";
import { type HelmRelease, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const helmReleaseFlags: Check = {
  ...ruleOf(TEXTS, "helm-release-flags"),
  run: (plan) =>
    helmReleasesOf(plan).flatMap((release) => {
      const { config } = release.resource;
      return combinedFinding(release.resource, `release ${text(config.name) ?? "without a name"}`, [
        ...DANGERS.filter(([flag]) => isTrue(config[flag])).map(([flag, danger]) => `${flag} ${danger}`),
        ...(isTrue(config.skip_crds) ? leftOut(release) : []),
      ]);
    }),
};

/** Arguments that must not be true, with what Helm then does. */
const DANGERS = [
  ["disable_webhooks", "runs no hook of the chart, such as one that makes the certificate of a webhook"],
  ["force_update", "replaces objects that it cannot change, which deletes them first"],
  ["pass_credentials", "sends the credentials of its repository to every host that the repository names"],
  ["recreate_pods", "deletes all pods of the release at once, and asks no disruption budget"],
  ["replace", "takes the name of a release that exists"],
  ["reuse_values", "keeps values of former revisions, which the block no longer has"],
  ["take_ownership", "takes over objects of others, which a destroy then deletes"],
  ["upgrade_install", "takes over a release that Terraform does not have, with its values and objects"],
] as const;

/** Definitions in the folder crds of a chart. Without facts, another release can have them. */
function leftOut({ chart, local }: HelmRelease): string[] {
  const facts = local ? undefined : CHART_FACTS[chart];
  if (!facts || facts.crds.length === 0 || facts.crdsUpgradedByHook || facts.crdsInTemplates) return [];
  return [
    `skip_crds leaves out ${facts.crds.length} custom resource definitions, which the program of ${chart} reads`,
  ];
}
