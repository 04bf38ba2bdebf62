import { type IamCondition, type Statement } from "../../infrastructure/identity-policies";
import { rolesOf, subjectAccount } from "../../infrastructure/identity-roles";
import {
  type EnvironmentPlan,
  type InLayer,
  type PlannedResource,
  type ResourceOf,
} from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { TOKEN_ISSUERS } from "../../infrastructure/token-issuers";
import { partsInText } from "../../infrastructure/claims";
import { reference } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";
import { isSaml } from "./identity-providers";

const AUDIENCE = "sts.amazonaws.com";

export const irsaTrust: Check = {
  ...ruleOf(TEXTS, "irsa-trust"),
  run: (plan) =>
    rolesOf(plan).all.flatMap((role) => {
      const { resource, name, trust } = role;
      // the checks github-trust and identity-providers judge those of GitHub Actions and of SAML
      return trust.some(isWebIdentity) &&
        !trust.some(isSaml) &&
        !TOKEN_ISSUERS.some((issuer) => issuer.rolesOf(plan).has(role))
        ? combinedFinding(resource, `trust of ${name}`, trustProblems(plan, resource, trust))
        : [];
    }),
};

function trustProblems(
  plan: EnvironmentPlan,
  role: ResourceOf<"aws_iam_role">,
  trust: readonly Statement[],
): string[] {
  const [statement] = trust;
  if (!statement || trust.length > 1) return ["it has several statements, expected one"];
  const { principals, actions, conditions, effect, inverted } = statement;
  const found: string[] = [
    ...inverted.map((element) => `${element} matches everyone except the listed identities`),
  ];
  if (effect !== "Allow") found.push(`its effect is ${effect}, so nobody can assume the role`);
  if (actions.join() !== "sts:AssumeRoleWithWebIdentity") {
    found.push(`its action is ${actions.join(", ")}, expected only sts:AssumeRoleWithWebIdentity`);
  }
  const [principal] = principals;
  const provider = principal && clusterProvider(plan, { layer: role.layer, value: principal.value });
  if (principals.length !== 1 || principal?.kind !== "Federated" || !provider) {
    found.push("its principal is not the OIDC provider of this environment's cluster");
  }
  return [...found, ...conditionProblems(plan, role, conditions, provider)];
}

/** The cluster's OIDC provider, if a value is its ARN. */
function clusterProvider(plan: EnvironmentPlan, principal: InLayer): PlannedResource | undefined {
  const named = reference(plan, principal);
  return named?.target.type === "aws_iam_openid_connect_provider" && named.attribute === "arn"
    ? named.target
    : undefined;
}

function conditionProblems(
  plan: EnvironmentPlan,
  role: ResourceOf<"aws_iam_role">,
  conditions: readonly IamCondition[],
  provider: PlannedResource | undefined,
): string[] {
  const found: string[] = [];
  for (const { operator, key } of conditions) {
    if (operator !== "StringEquals")
      found.push(`${keyName(key)} is compared with ${operator}, expected StringEquals`);
    if (keyName(key) !== "aud" && keyName(key) !== "sub")
      found.push(`its condition on ${key} never matches: tokens have no such claim`);
    if (provider && !isIssuerOf(plan, role, key.slice(0, key.lastIndexOf(":")), provider)) {
      found.push(`the issuer of ${keyName(key)} is not the cluster's, or includes https://`);
    }
  }
  const valuesOf = (name: string) =>
    conditions.filter(({ key }) => keyName(key) === name).flatMap(({ values }) => values);
  const audience = valuesOf("aud");
  if (audience.join() !== AUDIENCE)
    found.push(`its audience is ${audience.join(", ") || "missing"}, expected ${AUDIENCE}`);
  return [...found, ...subjectProblems(valuesOf("sub"))];
}

function subjectProblems(subjects: readonly string[]): string[] {
  const [subject] = subjects;
  if (subject === undefined)
    return ["its subject is missing, so every pod of the cluster can assume the role"];
  if (subjects.length > 1) return [`it names ${subjects.length} service accounts, expected one`];
  return subjectAccount(subject) !== undefined
    ? []
    : [
        `its subject ${subject} is not one service account, expected system:serviceaccount:<namespace>:<name>`,
      ];
}

const keyName = (key: string): string => key.slice(key.lastIndexOf(":") + 1);

const WITHOUT_PROTOCOL = ['replace(URL, "https://", "")', 'trimprefix(URL, "https://")'];

/** True if `issuer` is the URL of the provider without `https://`. */
function isIssuerOf(
  plan: EnvironmentPlan,
  role: ResourceOf<"aws_iam_role">,
  issuer: string,
  provider: PlannedResource,
): boolean {
  const url: InLayer = { layer: provider.layer, value: provider.config["url"] };
  const resolved = plan.follow({ layer: role.layer, value: issuer }).value;
  const named = reference(plan, { layer: role.layer, value: issuer });
  const cluster = reference(plan, url);
  if (!named || !cluster) return plan.text(url) === `https://${String(resolved)}`;
  return (
    named.target === cluster.target &&
    named.attribute === cluster.attribute &&
    typeof resolved === "string" &&
    WITHOUT_PROTOCOL.some((form) => partsInText(form, resolved))
  );
}

/** True for a statement that allows web identity tokens. */
export const isWebIdentity = ({ principals, actions }: Statement): boolean =>
  principals.some(({ kind }) => kind === "Federated") || actions.includes("sts:AssumeRoleWithWebIdentity");
