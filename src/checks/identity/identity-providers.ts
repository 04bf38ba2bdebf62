import { type Statement } from "../../infrastructure/identity-policies";
import { readable, settledStatement, settledText } from "../../infrastructure/identity-settled-texts";
import { rolesOf } from "../../infrastructure/identity-roles";
import { type EnvironmentPlan, type ResourceOf, inLayer } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { block, text } from "../../terraform/stack-json";
import { homeOf } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const identityProviders: Check = {
  ...ruleOf(TEXTS, "identity-providers"),
  run: (plan) => [
    ...rolesOf(plan).all.flatMap(({ resource, name, trust }) =>
      combinedFinding(
        resource,
        `trust of ${name}`,
        trust
          .filter(isSaml)
          .flatMap((each) => samlProblems(plan, settledStatement(plan, resource.layer, each))),
      ),
    ),
    ...plan
      .resources("aws_eks_identity_provider_config")
      .flatMap((each) => combinedFinding(each, "issuer", issuerProblems(plan, each))),
  ],
};

/** The audiences of AWS's sign-in (IAM user guide, as above). */
const AUDIENCE =
  /^https:\/\/([\w-]+\.)?signin\.(aws\.amazon\.com|amazonaws-us-gov\.com|amazonaws\.cn)\/saml$/;

const BESIDE = ["sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"];

function samlProblems(plan: EnvironmentPlan, { principals, actions, conditions }: Statement): string[] {
  const audience = conditions.filter(
    ({ operator, key }) => operator === "StringEquals" && key.toLowerCase() === "saml:aud",
  );
  const isBound =
    audience.length > 0 && audience.every(({ values }) => values.every((each) => AUDIENCE.test(each)));
  return [
    ...actions
      .filter((action) => !BESIDE.includes(action))
      .map((action) => `a statement for SAML also allows ${action}`),
    ...principals.flatMap(({ kind, value }) => providerProblems(plan, kind, value)),
    ...(isBound
      ? []
      : ["no StringEquals on SAML:aud with the sign-in of AWS, https://signin.aws.amazon.com/saml"]),
  ];
}

function providerProblems(plan: EnvironmentPlan, kind: string, value: string): string[] {
  if (kind !== "Federated") return [`a statement for SAML also allows ${readable(value)}`];
  if (/\/aws_iam_saml_provider\./.test(value)) return [];
  const [, account] = /^arn:[^:]+:iam::(\d+):saml-provider\//.exec(value) ?? [];
  return [
    account === undefined || account === homeOf(plan).accountId
      ? `it trusts ${readable(value)}, which this environment does not declare`
      : `it trusts ${value}, of another account`,
  ];
}

/** An issuer whose users and groups Kubernetes takes as they are could name those of the cluster itself. */
function issuerProblems(
  plan: EnvironmentPlan,
  resource: ResourceOf<"aws_eks_identity_provider_config">,
): string[] {
  const oidc = block(resource.config.oidc);
  const issuer = settledText(plan, inLayer(resource, oidc.issuer_url));
  const users = text(oidc.username_prefix);
  const groups = text(oidc.groups_prefix);
  return [
    ...(/^(https:\/\/|<)/.test(issuer) ? [] : [`its issuer_url is ${readable(issuer)}, expected https://`]),
    ...(/^https:\/\/oidc\.eks\./.test(issuer)
      ? [`its issuer_url is that of a cluster, so pods come in as users`]
      : []),
    ...(users !== undefined && isNoPrefix(users)
      ? [`its username_prefix is ${users || "empty"}, so a user can have any name of the cluster`]
      : []),
    ...(oidc.groups_claim !== undefined && (groups === undefined || isNoPrefix(groups))
      ? [`its groups_prefix is ${groups ?? "missing"}, so a group can be system:masters`]
      : []),
  ];
}

/** `-` turns prefixes off. */
const isNoPrefix = (prefix: string): boolean => /^(-?|system:.*)$/.test(prefix);

/** True for a statement that allows the assertions of a SAML provider. */
export const isSaml = ({ actions }: Statement): boolean => actions.includes("sts:AssumeRoleWithSAML");
