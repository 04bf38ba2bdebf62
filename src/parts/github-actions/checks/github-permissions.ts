import { covers } from "../../../infrastructure/identity-patterns";
import { type Statement } from "../../../infrastructure/identity-policies";
import { type Role } from "../../../infrastructure/identity-roles";
import { type EnvironmentPlan, type PlannedResource } from "../../../terraform/environment-plan";
import { type Check, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import { githubRolesOf } from "../model";
import { LOGIN_ACTION, PUSH_ACTIONS, READ_ACTIONS } from "../facts";
import { modelImagesOf } from "../../../infrastructure/kubernetes-images";
import { resolveReferences } from "../../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const githubPermissions: Check = {
  ...ruleOf(TEXTS, "github-permissions"),
  run: (plan) => {
    const repositories = repositoriesOf(plan);
    const roles = [...githubRolesOf(plan)];
    const pushed = new Set(roles.flatMap((role) => pushableBy(plan, role, [...repositories.keys()])));
    return [
      ...roles.flatMap((role) => roleFindings(plan, role, repositories)),
      ...(roles[0] === undefined
        ? []
        : combinedFinding(
            roles[0].resource,
            `permissions of ${roles[0].name}`,
            [...repositories]
              .filter(([arn]) => !pushed.has(arn))
              .map(([, name]) => `no role for GitHub Actions can push to ${name}`),
          )),
    ];
  },
};

/** Names of the repositories of models by ARN. */
const repositoriesOf = (plan: EnvironmentPlan): ReadonlyMap<string, string> =>
  new Map(modelImagesOf(plan).repositories.map((each) => [arnOf(plan, each), nameOfRepository(plan, each)]));

const arnOf = (plan: EnvironmentPlan, { layer, address }: PlannedResource): string =>
  resolveReferences(plan, { layer, value: `\${${address}.arn}` });

const nameOfRepository = (plan: EnvironmentPlan, { layer, config }: PlannedResource): string =>
  resolveReferences(plan, { layer, value: config["name"] });

/** Resources of a statement, with references resolved. */
const resourcesOf = (plan: EnvironmentPlan, { resource }: Role, { resources }: Statement): string[] =>
  resources.map((value) => resolveReferences(plan, { layer: resource.layer, value }));

function roleFindings(
  plan: EnvironmentPlan,
  role: Role,
  repositories: ReadonlyMap<string, string>,
): Finding[] {
  const { resource, name, statements, managed } = role;
  const allowed = statements.filter(({ effect }) => effect === "Allow");
  const mayLogIn = allowed.some(
    ({ actions, resources, conditions }) =>
      actions.some((action) => covers(action, LOGIN_ACTION)) &&
      resources.includes("*") &&
      conditions.length === 0,
  );
  return combinedFinding(resource, `permissions of ${name}`, [
    ...managed.map((arn) => `${arn} is attached, which is not limited to the environment's repositories`),
    ...statements.flatMap(({ inverted }) =>
      inverted.map((element) => `${element} matches all except the listed`),
    ),
    ...statements
      .filter(({ effect }) => effect !== "Allow")
      .map(({ effect, actions }) => `it has a ${effect} of ${actions.join(", ")}, which can refuse a push`),
    ...allowed.flatMap((statement) => beyond(statement, resourcesOf(plan, role, statement), repositories)),
    ...(mayLogIn ? [] : [`it does not allow ${LOGIN_ACTION} on *`]),
    ...[...repositories].flatMap(([arn, repository]) => {
      const missing = missingOn(plan, role, arn);
      return missing.length === 0 || missing.length === PUSH_ACTIONS.length
        ? []
        : [`a push to ${repository} needs ${missing.join(", ")}`];
    }),
  ]);
}

/** Rights beyond a push: other actions, and other resources. */
function beyond(
  { actions }: Statement,
  resources: readonly string[],
  repositories: ReadonlyMap<string, string>,
): string[] {
  const known = [...PUSH_ACTIONS, ...READ_ACTIONS];
  const onResources = actions.filter((action) => action !== LOGIN_ACTION);
  return [
    ...onResources.filter((action) => !known.includes(action)).map((action) => `it allows ${action}`),
    ...(onResources.length === 0
      ? []
      : resources
          .filter((each) => !repositories.has(each))
          .map(
            (each) =>
              `it allows ${onResources[0] ?? ""} on ${each}, which is no repository of a model of this environment`,
          )),
  ];
}

/** Actions of a push that a role lacks on a repository. */
function missingOn(plan: EnvironmentPlan, role: Role, arn: string): string[] {
  const held = role.statements
    .filter(({ effect, conditions }) => effect === "Allow" && conditions.length === 0)
    .filter((statement) => resourcesOf(plan, role, statement).some((pattern) => covers(pattern, arn)))
    .flatMap(({ actions }) => actions);
  return PUSH_ACTIONS.filter((action) => !held.some((pattern) => covers(pattern, action)));
}

const pushableBy = (plan: EnvironmentPlan, role: Role, arns: readonly string[]): string[] =>
  arns.filter((arn) => missingOn(plan, role, arn).length === 0);
