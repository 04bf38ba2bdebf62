import { text } from "../../../terraform/stack-json";
import { LAYERS } from "../../../base/layers";
import { own } from "../../../base/own";
import { backupPlans, type BackupSelection } from "./backup-plans";
import { covers } from "../../../infrastructure/identity-patterns";
import { type Role, rolesOf } from "../../../infrastructure/identity-roles";
import { BACKED_UP, BACKUP_SERVICE } from "../facts/backups";
import { backendOf } from "../../../infrastructure/state-blocks";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { bucketArn } from "../../../facts/aws";
import { at, type Check, combinedFinding, ruleOf } from "../../../checks/check";
import { groupBy } from "../../../base/group-by";
import { homeOf } from "../../../infrastructure/text-references";
import TEXTS from "./texts.json";

export const backupPermissions: Check = {
  ...ruleOf(TEXTS, "backup-permissions"),
  run: (plan) => {
    const selections = backupPlans(plan).flatMap((each) => each.selections);
    const byRole = groupBy(selections, ({ role }) => role);
    const services = servicesOf(selections);
    const used = [...byRole].flatMap(([role, own]) =>
      role
        ? combinedFinding(role.resource, `role ${role.name} of backups`, [
            ...roleProblems(role, policies(plan, servicesOf(own), "backup")),
            ...stateProblems(plan, role, "s3:GetObject", "read"),
          ])
        : own.map(({ resource }) => ({ ...at(resource), message: "its role is not in these stacks" })),
    );
    return [...used, ...(services.length > 0 ? restoreProblems(plan, [...byRole.keys()], services) : [])];
  },
};

const servicesOf = (selections: readonly BackupSelection[]): string[] => [
  ...new Set(selections.flatMap(({ arns }) => arns.flatMap((arn) => arn.split(":")[2] ?? []))),
];

/** ARNs of the managed policies for services. */
const policies = (
  plan: EnvironmentPlan,
  services: readonly string[],
  kind: "backup" | "restore",
): string[] => [
  ...new Set(
    services.flatMap((service) => {
      const known = own(BACKED_UP, service);
      return known ? [`arn:${homeOf(plan).partition}:iam::aws:policy/${known[kind]}`] : [];
    }),
  ),
];

function roleProblems(role: Role, wanted: readonly string[]): string[] {
  return [
    ...(trusts(role) ? [] : [`it does not trust ${BACKUP_SERVICE} alone`]),
    ...wanted.filter((arn) => !role.managed.includes(arn)).map((arn) => `${arn} is not attached`),
    ...role.managed
      .filter((arn) => !wanted.includes(arn))
      .map((arn) => `${arn} is attached, which no backup needs`),
    ...(role.statements.every(({ effect }) => effect === "Deny")
      ? []
      : ["it has statements of its own, which no backup needs"]),
  ];
}

/** Names of the buckets with the states of an environment. */
const stateBuckets = (plan: EnvironmentPlan): string[] => [
  ...new Set(LAYERS.flatMap((layer) => text(backendOf(plan, layer)["bucket"]) ?? [])),
];

/** The managed policies reach every bucket; a statement of the role denies those of the states. */
const stateProblems = (plan: EnvironmentPlan, { statements }: Role, action: string, can: string): string[] =>
  stateBuckets(plan)
    .filter(
      (bucket) =>
        !statements.some(
          ({ effect, actions, resources, conditions, inverted }) =>
            effect === "Deny" &&
            conditions.length === 0 &&
            inverted.length === 0 &&
            actions.some((pattern) => covers(pattern, action)) &&
            resources.some((pattern) => covers(pattern, `${bucketArn(homeOf(plan), bucket)}/${plan.name}/*`)),
        ),
    )
    .map((bucket) => `it can ${can} ${bucket}, the bucket of the states`);

const trusts = ({ trust }: Role): boolean =>
  trust.length > 0 &&
  trust.every(
    ({ effect, principals, actions }) =>
      effect === "Allow" &&
      actions.join() === "sts:AssumeRole" &&
      principals.every(({ kind, value }) => kind === "Service" && value === BACKUP_SERVICE),
  );

/** A role beside those of backups, with which everything can be restored. */
function restoreProblems(
  plan: EnvironmentPlan,
  used: readonly (Role | undefined)[],
  services: readonly string[],
) {
  const wanted = policies(plan, services, "restore");
  const others = rolesOf(plan).all.filter((role) => !used.includes(role) && trusts(role));
  const [first] = backupPlans(plan);
  if (!first) return [];
  if (others.length === 0) {
    return [{ ...at(first.resource), message: `no role restores its backups, with ${wanted.join(" and ")}` }];
  }
  return others.flatMap((role) =>
    combinedFinding(role.resource, `role ${role.name} of restores`, [
      ...roleProblems(role, wanted),
      ...stateProblems(plan, role, "s3:PutObject", "write to"),
    ]),
  );
}
