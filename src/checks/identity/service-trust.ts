import { SERVICES_WITHOUT_SOURCE } from "../../catalog/platform-roles";
import { combinedFinding } from "../../analysis/blocks";
import { homeOf } from "../../analysis/home";
import { type Condition, type Statement } from "../../analysis/identity/policies";
import { isWebIdentity, rolesOf } from "../../analysis/identity/roles";
import { resolveReferences } from "../../analysis/references";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform-json/environment-plan";
import { type Check } from "../check";

export const serviceTrust: Check = {
  id: "service-trust",
  severity: "error",
  title: "a role for an AWS service trusts that service alone, and only while it acts for this account",
  why: "a service that acts for anybody can be made to use the role by a stranger (the confused deputy)",
  fix: "add a condition on aws:SourceAccount, or on aws:SourceArn with the account's own ARN",
  source:
    "IAM user guide, The confused deputy problem; Amazon EKS user guide, pod-execution-role (read 2026-11-20)",
  run: (plan) =>
    rolesOf(plan).all.flatMap(({ resource, name, trust }) => {
      const statements = trust.filter((statement) => !isWebIdentity(statement));
      return combinedFinding(
        resource,
        `trust of ${name}`,
        statements.flatMap((each) => problems(plan, resource, each)),
      );
    }),
};

function problems(plan: EnvironmentPlan, role: PlannedResource, statement: Statement): string[] {
  const { effect, principals, actions, conditions } = statement;
  const services = principals.filter(({ kind }) => kind === "Service").map(({ value }) => value);
  const found: string[] = [];
  if (effect !== "Allow") found.push(`its effect is ${effect}, so nobody can take the role`);
  if (principals.length === 0) found.push("it names nobody");
  if (services.length > 1) found.push(`it trusts ${services.join(" and ")}, expected one service`);
  const strange = actions.filter((action) => action !== "sts:AssumeRole" && action !== "sts:TagSession");
  if (strange.length > 0 || !actions.includes("sts:AssumeRole")) {
    found.push(`its action is ${actions.join(", ")}, expected sts:AssumeRole`);
  }
  const asked = services.filter((service) => !SERVICES_WITHOUT_SOURCE.includes(service));
  if (asked.length > 0) found.push(...sourceProblems(plan, role, asked.join(", "), conditions));
  return found;
}

function sourceProblems(
  plan: EnvironmentPlan,
  role: PlannedResource,
  service: string,
  conditions: readonly Condition[],
): string[] {
  const { accountId } = homeOf(plan);
  const sources = conditions.filter(({ key }) => key === "aws:SourceAccount" || key === "aws:SourceArn");
  if (sources.length === 0)
    return [`${service} can be made to use it by any account: no aws:SourceAccount or aws:SourceArn`];
  return sources.flatMap(({ key, operator, values }) =>
    values.length === 0
      ? [`${key} has no value`]
      : values.flatMap((value) => {
          const written = resolveReferences(plan, { layer: role.layer, value });
          if (key === "aws:SourceAccount") {
            return operator === "StringEquals" && written === accountId
              ? []
              : [`${key} is ${written} by ${operator}, expected StringEquals ${accountId}`];
          }
          return arnProblems(plan, operator, written);
        }),
  );
}

const ARN_OPERATORS = ["ArnLike", "ArnEquals", "StringEquals", "StringLike"];

/** An ARN of this account and region; one of EKS names a cluster of this environment. */
function arnProblems(plan: EnvironmentPlan, operator: string, arn: string): string[] {
  const home = homeOf(plan);
  const [, partition, service, region, account, ...rest] = arn.split(":");
  const found: string[] = [];
  if (!ARN_OPERATORS.includes(operator)) found.push(`aws:SourceArn is compared by ${operator}`);
  if (/[*?]/.test(arn) && operator === "StringEquals") {
    found.push(`aws:SourceArn ${arn} is compared by ${operator}, which takes no wildcards`);
  }
  if (partition !== home.partition || account !== home.accountId || region !== home.region) {
    found.push(`aws:SourceArn ${arn} is not of account ${home.accountId} in ${home.region}`);
  }
  if (service === "eks") {
    const cluster = /^(?:cluster\/([^/]+)|fargateprofile\/([^/]+)\/(?:\*|[\w-]+(?:\/[\w-]+)?))$/.exec(
      rest.join(":"),
    );
    const name = cluster?.[1] ?? cluster?.[2];
    const known = plan
      .resources("aws_eks_cluster")
      .map(({ layer, config }) => resolveReferences(plan, { layer, value: config["name"] }));
    if (name === undefined || !known.includes(name)) {
      found.push(`aws:SourceArn ${arn} names no cluster of this environment (${known.join(", ") || "none"})`);
    }
  }
  return found;
}
