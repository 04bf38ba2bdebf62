import { type IamCondition, type Statement } from "../../infrastructure/identity-policies";
import { rolesOf } from "../../infrastructure/identity-roles";
import { type EnvironmentPlan, type ResourceOf } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import { homeOf, resolveReferences } from "../../infrastructure/text-references";
import TEXTS from "./texts.json";
import { isWebIdentity } from "./irsa-trust";

export const serviceTrust: Check = {
  ...ruleOf(TEXTS, "service-trust"),
  run: (plan) =>
    rolesOf(plan).all.flatMap(({ resource, name, trust }) => {
      const statements = trust.filter((statement) => !isWebIdentity(statement));
      return combinedFinding(resource, `trust of ${name}`, [
        ...statements.flatMap((each) => trustProblems(plan, resource, each)),
        ...sharedProblems(trust),
      ]);
    }),
};

function trustProblems(
  plan: EnvironmentPlan,
  role: ResourceOf<"aws_iam_role">,
  statement: Statement,
): string[] {
  const { effect, principals, actions, conditions } = statement;
  const services = principals.filter(({ kind }) => kind === "Service").map(({ value }) => value);
  const found: string[] = [];
  if (effect !== "Allow") found.push(`its effect is ${effect}, so nobody can assume the role`);
  if (principals.length === 0) found.push("it has no principal");
  const strange = actions.filter((action) => action !== "sts:AssumeRole" && action !== "sts:TagSession");
  if (strange.length > 0 || !actions.includes("sts:AssumeRole")) {
    found.push(`its action is ${actions.join(", ")}, expected sts:AssumeRole`);
  }
  // EC2 acts for the instance itself. AWS Backup sends the account
  // (nationalarchives/terraform-aws-immutable-aws-backup, read 2026-11-25).
  const asked = services.filter((service) => service !== "ec2.amazonaws.com");
  if (asked.length > 0) found.push(...sourceProblems(plan, role, asked.join(", "), conditions));
  return found;
}

/** A role for a service has no other principal, in no statement: the conditions of a service bind nobody else. */
function sharedProblems(trust: readonly Statement[]): string[] {
  const principals = trust.flatMap((each) => each.principals);
  const services = new Set(principals.filter(({ kind }) => kind === "Service").map(({ value }) => value));
  const others = new Set(principals.filter(({ kind }) => kind !== "Service").map(({ value }) => value));
  if (services.size === 0) return [];
  return [
    ...(services.size > 1 ? [`it trusts ${[...services].join(" and ")}, expected one service`] : []),
    ...[...others].map((other) => `it also trusts ${other}, expected only ${[...services].join(" and ")}`),
  ];
}

function sourceProblems(
  plan: EnvironmentPlan,
  role: ResourceOf<"aws_iam_role">,
  service: string,
  conditions: readonly IamCondition[],
): string[] {
  const { accountId } = homeOf(plan);
  const sources = conditions.filter(({ key }) => key === "aws:SourceAccount" || key === "aws:SourceArn");
  if (sources.length === 0)
    return [`any account can make ${service} use it: no condition on aws:SourceAccount or aws:SourceArn`];
  return sources.flatMap(({ key, operator, values }) =>
    values.length === 0
      ? [`${key} has no value`]
      : values.flatMap((value) => {
          const written = resolveReferences(plan, { layer: role.layer, value });
          if (key === "aws:SourceAccount") {
            return operator === "StringEquals" && written === accountId
              ? []
              : [`${key} is ${written} with ${operator}, expected StringEquals ${accountId}`];
          }
          return arnProblems(plan, operator, written);
        }),
  );
}

const ARN_OPERATORS = ["ArnLike", "ArnEquals", "StringEquals", "StringLike"];

/** Violations of an ARN: it must be of this account and region, and an EKS ARN must name a cluster of this environment. */
function arnProblems(plan: EnvironmentPlan, operator: string, arn: string): string[] {
  const home = homeOf(plan);
  const [, partition, service, region, account, ...rest] = arn.split(":");
  const found: string[] = [];
  if (!ARN_OPERATORS.includes(operator))
    found.push(`aws:SourceArn is compared with ${operator}, expected ${ARN_OPERATORS.join(", ")}`);
  if (/[*?]/.test(arn) && operator === "StringEquals") {
    found.push(`aws:SourceArn ${arn} is compared with ${operator}, which does not support wildcards`);
  }
  if (partition !== home.partition || account !== home.accountId || region !== home.region) {
    found.push(`aws:SourceArn ${arn} is not in account ${home.accountId} and region ${home.region}`);
  }
  if (service === "eks") {
    const cluster = /^(?:cluster\/([^/]+)|fargateprofile\/([^/]+)\/(?:\*|[\w-]+(?:\/[\w-]+)?))$/.exec(
      rest.join(":"),
    );
    const name = cluster?.[1] ?? cluster?.[2];
    const known = plan
      .resources("aws_eks_cluster")
      .map(({ layer, config }) => resolveReferences(plan, { layer, value: config.name }));
    if (name === undefined || !known.includes(name)) {
      found.push(`aws:SourceArn ${arn} names no cluster of this environment (${known.join(", ") || "none"})`);
    }
  }
  return found;
}
