import { homeOf } from "../../infrastructure/text-references";
import { chartRolesOf } from "../../infrastructure/chart-roles";
import { type Statement, statementsOf } from "../../infrastructure/identity-policies";
import { type Role } from "../../infrastructure/identity-roles";
import { type ChartFacts } from "../../evidence/charts";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { text } from "../../terraform/stack-json";
import { type Check, combinedFinding, type Finding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const chartPolicy: Check = {
  ...ruleOf(TEXTS, "chart-policy"),
  run: (plan) => chartRolesOf(plan).all.flatMap((each) => roleProblems(plan, each)),
};

function roleProblems(
  plan: EnvironmentPlan,
  { release, facts, roles }: ReturnType<typeof chartRolesOf>["all"][number],
): Finding[] {
  const { chart, policy, version: known } = facts;
  if (policy === undefined) {
    return roles.flatMap(({ resource, name }) =>
      combinedFinding(resource, `role ${name}`, [
        `the authors of the chart ${chart} list no permissions for its pods`,
      ]),
    );
  }
  if (policy.optional === true && roles.length === 0) return [];
  const version = (text(release.resource.config.version) ?? "(none)").replace(/^v/, "");
  const ofRelease = [
    ...(version === known
      ? []
      : [`the chart has version ${version}, expected ${known}, whose published policy is known`]),
    ...(roles.length > 0 ? [] : ["no role trusts its service account"]),
  ];
  return [
    ...combinedFinding(release.resource, chart, ofRelease),
    ...roles.flatMap((role) =>
      combinedFinding(role.resource, `permissions of ${role.name}`, differences(plan, role, policy)),
    ),
  ];
}

function differences(
  plan: EnvironmentPlan,
  role: Role,
  { statements, restricted = [] }: NonNullable<ChartFacts["policy"]>,
): string[] {
  const canonical = canonicalForm(restricted);
  const document = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const wanted = statementsOf(document.replaceAll('"arn:aws:', `"arn:${homeOf(plan).partition}:`)) ?? [];
  const held = new Set(role.statements.map(canonical));
  const known = new Set(wanted.map(canonical));
  const missing = wanted.filter((statement) => !held.has(canonical(statement)));
  // `calls-allowed` judges what a Deny takes from the policy.
  const extra = role.statements.filter(
    (statement) => statement.effect !== "Deny" && !known.has(canonical(statement)),
  );
  return [
    ...missing.map((statement) => `missing as published: ${title(statement)}`),
    ...extra.map((statement) => `not in the published policy: ${title(statement)}`),
    ...role.managed.map((policy) => `also attached: ${policy}`),
  ];
}

/**
 * Comparable text of a statement. A statement of `restricted` actions counts without its resources and conditions, which
 * the check of its program judges.
 */
const canonicalForm =
  (restricted: readonly string[]) =>
  ({ effect, actions, resources, conditions, inverted }: Statement): string => {
    const isFree = actions.length > 0 && actions.every((action) => restricted.includes(action));
    return JSON.stringify([
      effect,
      [...actions].sort(),
      ...(isFree
        ? []
        : [
            [...resources].sort(),
            conditions
              .map(({ operator, key, values }) => `${operator} ${key} ${[...values].sort().join()}`)
              .sort(),
          ]),
      inverted,
    ]);
  };

/** A short description of a statement. */
function title({ actions, resources, conditions }: Statement): string {
  const [first = "no action", ...others] = actions;
  return [
    others.length > 0 ? `${first} and ${others.length} more` : first,
    `on ${resources.join(", ")}`,
    ...conditions.map(({ operator, key }) => `with ${operator} ${key}`),
  ].join(" ");
}
