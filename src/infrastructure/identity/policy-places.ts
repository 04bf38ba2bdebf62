import { POLICY_ARGUMENTS } from "../../evidence/policy-arguments";
import { own } from "../../base/own";
import { type PlannedResource } from "../../terraform/environment-plan";
import { blocks, type Json, type JsonObject } from "../../terraform/stack-json";

/** A role's trust policy, an identity-based policy, a resource-based policy, or an endpoint policy. */
export type PolicyKind = "trust" | "identity" | "resource" | "endpoint";

interface PolicyPlace {
  readonly kind: PolicyKind;
  /** The policy as it is written; undefined where a required one is missing. */
  readonly document: Json | undefined;
}

/** Types whose policy is none of a resource, with the argument that holds it. */
const OF_IDENTITIES: Readonly<Record<string, readonly [kind: PolicyKind, attribute: string]>> = {
  aws_iam_role: ["trust", "assume_role_policy"],
  aws_iam_role_policy: ["identity", "policy"],
  aws_iam_policy: ["identity", "policy"],
  aws_iam_user_policy: ["identity", "policy"],
  aws_iam_group_policy: ["identity", "policy"],
  aws_vpc_endpoint: ["endpoint", "policy"],
  aws_vpc_endpoint_policy: ["endpoint", "policy"],
};

/** Types that are only the policy of another resource: without it, they say nothing about that resource. */
const ONLY_POLICIES: readonly string[] = [
  "aws_backup_vault_policy",
  "aws_ecr_repository_policy",
  "aws_kms_key_policy",
  "aws_s3_bucket_policy",
  "aws_secretsmanager_secret_policy",
  "aws_sns_topic_policy",
  "aws_sqs_queue_policy",
];

const isOptional = (type: string): boolean => type === "aws_vpc_endpoint";

const OTHERS: ReadonlySet<string> = new Set(POLICY_ARGUMENTS.others.flatMap(({ names }) => names));

/** True for an argument of AWS that holds a policy of a resource, by its path in a block of the type. */
export function isResourcePolicy(type: string, path: string): boolean {
  const name = path.slice(path.lastIndexOf(".") + 1);
  return POLICY_ARGUMENTS.name.test(name) && !OTHERS.has(name) && !OTHERS.has(`${type}.${path}`);
}

/** The policies that a block holds. */
export function policyPlaces({ type, address, config }: PlannedResource): PolicyPlace[] {
  if (!type.startsWith("aws_") || address.startsWith("data.")) return [];
  const [kind, attribute = ""] = own(OF_IDENTITIES, type) ?? [];
  if (kind !== undefined) {
    const document = config[attribute];
    return document === undefined && isOptional(type) ? [] : [{ kind, document }];
  }
  const found = policiesIn(type, config);
  const documents = found.length === 0 && ONLY_POLICIES.includes(type) ? [undefined] : found;
  return documents.map((document) => ({ kind: "resource", document }));
}

function policiesIn(type: string, config: JsonObject, path = ""): Json[] {
  return Object.entries(config).flatMap(([name, value]): Json[] => {
    if (name === "//" || value === null) return [];
    const whole = `${path}${name}`;
    if (typeof value === "string") return isResourcePolicy(type, whole) ? [value] : [];
    return blocks(value).flatMap((each) => policiesIn(type, each, `${whole}.`));
  });
}
