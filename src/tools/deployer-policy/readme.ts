import { CONDITION_KEYS } from "../../platform/facts/deployer-actions/conditions";
import { RECORDED } from "../../platform/facts/deployer-actions/recorded-actions";
import { type Gap } from "../../platform/facts/deployer-actions/unrecorded";
import { type EnvironmentPolicies, type LayerPolicies } from "./environment-policies";

const GAPS: Readonly<Record<Gap, string>> = {
  update: "changes in place that no recorded apply makes",
  "not recorded": "calls that the local AWS API does not reach",
  "checked by AWS": "checked by AWS while it handles other calls",
  "newer provider": "calls of later versions of the provider",
};

/** Page beside the policies, which says what is unproven. */
export const readmeOf = ({ environment, layers }: EnvironmentPolicies): string =>
  [
    `# Policies of the deployer of ${environment}`,
    "`LAYER-plan-N.json` allow a plan of a layer, `LAYER-apply-N.json` its apply and destroy. Attach all numbers of a use. " +
      "`operate-N.json` allow the AWS CLI of deploy, deploy --repair, verify, adopt and versions; `teardown-N.json` those of a teardown. " +
      "`boundary.json` is the upper limit of all layers. `main.tf.json` creates the policies.",
    `The actions come from calls of ${RECORDED.provider} ${RECORDED.version}, recorded on ${RECORDED.date} against a local AWS API, ` +
      "which checks no permission. No policy was tried in an AWS account.",
    "## Unproven",
    "No recorded call shows these actions. They come from a table that was written by hand.",
    ...layers.flatMap(unprovenOf),
    "## Conditions",
    "A condition that a call does not carry refuses the call. No condition was tried in an AWS account.",
    CONDITION_KEYS.map(
      ({ key, carriedBy, source }) =>
        `- \`${key}\`: ${carriedBy}. ${source ?? "No page of AWS was read for it: unproven"}.`,
    ).join("\n"),
  ].join("\n\n") + "\n";

function unprovenOf({ layer, unproven }: LayerPolicies): string[] {
  if (unproven.length === 0) return [`### ${layer}`, "None."];
  const gaps = [...new Set(unproven.map(({ gap }) => gap))].sort();
  return [
    `### ${layer}`,
    gaps
      .map((gap) => {
        const actions = unproven.filter((each) => each.gap === gap).map(({ action }) => `\`${action}\``);
        return `- ${GAPS[gap]}: ${actions.join(", ")}`;
      })
      .join("\n"),
  ];
}
