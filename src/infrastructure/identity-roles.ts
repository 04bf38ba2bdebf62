import {
  type EnvironmentPlan,
  inLayer,
  type InLayer,
  isFound,
  memoizePerPlan,
  type PlannedResource,
  type ResourceOf,
} from "../terraform/environment-plan";
import { blockId } from "./network-routes";
import { type PolicyAttachment, policyAttachmentsOf } from "./identity/attachments";
import { policyAt, type Statement } from "./identity-policies";
import { block, text } from "../terraform/stack-json";
import { groupBy } from "../base/group-by";
import { reference, resolveReferences } from "./text-references";

/** A role with its permissions. */
export interface Role {
  readonly resource: ResourceOf<"aws_iam_role">;
  readonly name: string;
  /** Statements of the trust policy; empty if it is not readable. */
  readonly trust: readonly Statement[];
  /** Statements of its inline policies and of attached policies of this environment. */
  readonly statements: readonly Statement[];
  /** ARNs of attached policies that this environment does not create, such as AWS managed policies. */
  readonly managed: readonly string[];
}

interface Roles {
  readonly all: readonly Role[];
  /** The role that a value refers to, by reference or ARN; undefined if this environment has no such role. */
  of(value: InLayer): Role | undefined;
  /** The roles that trust a service account, by `namespace:name`. */
  trusting(account: string): readonly Role[];
}

export const rolesOf = memoizePerPlan((plan: EnvironmentPlan): Roles => {
  const attached = groupBy(
    policyAttachmentsOf(plan).filter(({ kind }) => kind === "role"),
    ({ holder }) => holder,
  );
  const all = plan
    .resources("aws_iam_role")
    .map((resource) => roleOf(plan, resource, attached.get(blockId(resource)) ?? []));
  const byId = new Map(all.map((role) => [blockId(role.resource), role]));
  const byName = new Map(all.map((role) => [role.name, role]));
  const of = (value: InLayer): Role | undefined => {
    const named = reference(plan, value);
    if (named) return byId.get(blockId(named.target));
    const written = resolveReferences(plan, value);
    return byName.get(written.slice(written.lastIndexOf("/") + 1));
  };
  const byAccount = new Map<string, Role[]>();
  for (const role of all) {
    for (const account of trustedAccounts(role.trust)) {
      byAccount.set(account, [...(byAccount.get(account) ?? []), role]);
    }
  }
  return { all, of, trusting: (account) => byAccount.get(account) ?? [] };
});

function roleOf(
  plan: EnvironmentPlan,
  resource: ResourceOf<"aws_iam_role">,
  held: readonly PolicyAttachment[],
): Role {
  const statements: Statement[] = [];
  const managed: string[] = [];
  for (const { by, policy } of held) {
    const own = "arn" in policy ? plan.target(policy.arn) : undefined;
    if (own?.type === "aws_iam_policy" && !isFound(own))
      statements.push(...(policyAt(plan, inLayer(own, own.config["policy"])) ?? []));
    else if ("arn" in policy) managed.push(resolveReferences(plan, plan.follow(policy.arn)));
    else statements.push(...(policyAt(plan, inLayer(by, policy.document)) ?? []));
  }
  return {
    resource,
    name: resolveReferences(plan, inLayer(resource, resource.config.name)),
    trust: policyAt(plan, inLayer(resource, resource.config.assume_role_policy)) ?? [],
    statements,
    managed: [...new Set(managed)],
  };
}

/** Key of a service account: `namespace:name`. */
export const accountKey = (namespace: string, name: string): string => `${namespace}:${name}`;

/** The service account in a token's subject, as `namespace:name`; undefined unless it is exactly one. */
export function subjectAccount(subject: string): string | undefined {
  const [, namespace, name] = /^system:serviceaccount:([^:*?$]+):([^:*?$]+)$/.exec(subject) ?? [];
  return namespace === undefined || name === undefined ? undefined : accountKey(namespace, name);
}

/** The service accounts in a trust policy, as `namespace:name`. */
export const trustedAccounts = (trust: readonly Statement[]): string[] =>
  trust.flatMap(({ conditions }) =>
    conditions
      .filter(({ key }) => key.endsWith(":sub"))
      .flatMap(({ values }) => values.flatMap((value) => subjectAccount(value) ?? [])),
  );

/** Annotation of a service account with its IAM role. */
export const ROLE_ANNOTATION = "eks.amazonaws.com/role-arn";

/** A service account of this environment. */
interface ServiceAccount {
  readonly resource: PlannedResource;
  readonly key: string;
  readonly annotations: Readonly<Record<string, unknown>>;
  /** The role in its annotation. @default - none */
  readonly role?: InLayer;
}

export const serviceAccountsOf = memoizePerPlan((plan: EnvironmentPlan): readonly ServiceAccount[] =>
  [...plan.resources("kubernetes_service_account_v1"), ...plan.resources("kubernetes_service_account")].map(
    (resource) => {
      const metadata = block(resource.config["metadata"]);
      const annotations = block(metadata["annotations"]);
      const role = text(annotations[ROLE_ANNOTATION]);
      return {
        resource,
        key: accountKey(
          resolveReferences(plan, inLayer(resource, metadata["namespace"] ?? "default")),
          resolveReferences(plan, inLayer(resource, metadata["name"])),
        ),
        annotations,
        ...(role === undefined ? {} : { role: inLayer(resource, role) }),
      };
    },
  ),
);
