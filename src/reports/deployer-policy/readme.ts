import { IDENTITY_TAG } from "../../facts/identity-tag";
import { CONDITION_KEYS } from "./facts/conditions";
import { RECORDED } from "./facts/recorded-actions";
import { type Gap } from "./facts/unrecorded";
import { creationOf } from "../../deploy/role-boundary";
import { deployerName } from "./role-boundary";
import { unlimitedOf } from "./unlimited";
import { type Layer } from "../../base/layers";
import { type EmittedBoundary, type EnvironmentPolicies, type LayerPolicies } from "./environment-policies";

const GAPS: Readonly<Record<Gap, string>> = {
  update: "changes in place that no recorded apply makes",
  "not recorded": "calls that the local AWS API does not reach",
  "checked by AWS": "checked by AWS while it handles other calls",
  "newer provider": "calls of later versions of the provider",
};

/** Rights on objects of a layer that make others reach these. */
const OWN_RIGHTS = [
  "iam:UpdateAssumeRolePolicy",
  "kms:CreateGrant",
  "kms:PutKeyPolicy",
  "s3:PutBucketPolicy",
] as const;

/** Page beside the policies, which says what is unproven. */
export const readmeOf = ({
  environment,
  migrates,
  layers,
  emittedBoundaries,
  notCovered,
}: EnvironmentPolicies): string =>
  [
    `# Policies of the deployer of ${environment}`,
    emittedBoundaries.length === 0
      ? "Who holds the policies of an apply is an admin of the account in effect: the roles of the environment have no permissions boundary, so that their policies can be anything. Set `permissionsBoundary` in the environment's file."
      : `The roles of the environment have the ${emittedBoundaries.length > 1 ? "boundaries" : "boundary"} ${emittedBoundaries.map(({ arn }) => `\`${arn}\``).join(", ")}. An administrator creates each once, before the first apply: ` +
        `${emittedBoundaries.map(({ arn, file }) => `\`${creationOf(arn, file)}\``).join(", ")}. Roles of the deployer have names that begin with \`${deployerName(environment, "")}\`: no policy changes these.`,
    "`LAYER-plan-N.json` allow a plan of a layer, `LAYER-apply-N.json` its apply and destroy. Attach all numbers of a use. " +
      "Attach `LAYER-create-N.json` beside them only for an apply that creates a network, keys, an OIDC provider, a database, a certificate or a plan of backups: AWS checks these calls before the tags count. " +
      "`operate-N.json` allow the AWS CLI of deploy, deploy --repair, verify, adopt and versions; `teardown-N.json` those of a teardown. " +
      "`boundary.json` is the upper limit of all layers. `main.tf.json` creates the policies.",
    migrates
      ? `Objects from before the tag \`${IDENTITY_TAG}\` lack it, and the policies of an apply do not reach them. Attach \`LAYER-create-N.json\` of all layers for one apply that changes nothing else: they also give the tag to objects with the tags \`environment\` and \`layer\` of the layer, which can be those of another team with the same words. Read the plan, and repeat an apply that stops with \`AccessDenied\`, since tags count after up to five minutes. Then write the policies without \`--migrate\`.`
      : `The policies reach what has the tag \`${IDENTITY_TAG}\`. An environment from before this tag needs one apply with the policies that \`policy --migrate\` writes, also before the administrator writes a new version of the boundary of the roles.`,
    `The actions come from calls of ${RECORDED.provider} ${RECORDED.version}, recorded on ${RECORDED.date} against a local AWS API, ` +
      "which checks no permission. No policy was tried in an AWS account.",
    ...(notCovered.length === 0
      ? []
      : [
          "## Not covered",
          "No policy and no boundary has the actions of these types of own Terraform files. Attach a policy with them beside these, and add them to the boundary.",
          notCovered.map(({ layer, type }) => `- ${layer}: \`${type}\``).join("\n"),
        ]),
    "## What no condition limits",
    "Changes that can reach objects of other teams in the account, or name objects beside those of the environment, with the reason of AWS. Those of a creation last only while `LAYER-create-N.json` are attached. What its roles leave comes beside it.",
    ...layers.flatMap(unlimited),
    "A layer also gives others rights on its own objects, and no condition limits to whom: " +
      OWN_RIGHTS.map((action) => `\`${action}\``).join(", ") +
      ".",
    ...(emittedBoundaries.length === 0
      ? []
      : [
          "## What roles leave",
          "Who applies a layer can take over its roles: change who assumes them, and their policies. Such a role has at most what its boundary allows. Reads of names and settings are not listed. " +
            "`any` is any object of the account, since the policy that needs it names none." +
            (emittedBoundaries.length > 1
              ? ""
              : " All roles share one boundary, so that each layer reaches what any role needs. Name one for each kind of role in `permissionsBoundary`."),
          ...layers.flatMap(({ layer }) => leftBy(layer, emittedBoundaries)),
        ]),
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

function unlimited(policies: LayerPolicies): string[] {
  const rows = unlimitedOf(policies);
  const linesOf = (use: "apply" | "create"): string[] =>
    rows
      .filter((row) => row.use === use)
      .map(
        ({ action, why }) => `- ${use === "create" ? "creation: " : ""}\`${action}\`: ${why ?? "unknown"}`,
      );
  const lines = [...linesOf("apply"), ...linesOf("create")];
  return [`### ${policies.layer}`, lines.length === 0 ? "None." : lines.join("\n")];
}

function leftBy(layer: Layer, boundaries: readonly EmittedBoundary[]): string[] {
  const own = boundaries.flatMap(({ arn, roles, reach }) => {
    const named = roles.filter((role) => role.layer === layer).map(({ name }) => `\`${name}\``);
    return named.length === 0
      ? []
      : [`${named.join(", ")}, below \`${arn.replace(/^.*\//, "")}\`:`, reach.join("\n")];
  });
  return [`### ${layer}`, ...(own.length === 0 ? ["No role."] : own)];
}

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
