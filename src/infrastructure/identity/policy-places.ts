import { POLICY_ARGUMENTS } from "../../evidence/policy-arguments";
import { own } from "../../base/own";
import { type PlannedResource } from "../../terraform/environment-plan";
import { blocks, type Json, type JsonObject } from "../../terraform/stack-json";
import TYPES from "./types-with-policies.json";

/** A role's trust policy, an identity-based policy, a resource-based policy, or an endpoint policy. */
export type PolicyKind = "trust" | "identity" | "resource" | "endpoint";

interface PolicyPlace {
  readonly kind: PolicyKind;
  /** The policy as it is written; undefined where a required one is missing. */
  readonly document: Json | undefined;
}

const OF_IDENTITIES = TYPES.notOfResources as Readonly<
  Record<string, { readonly kind: PolicyKind; readonly argument: string }>
>;

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
  const only = own(OF_IDENTITIES, type);
  if (only) {
    const document = config[only.argument];
    return document === undefined && isOptional(type) ? [] : [{ kind: only.kind, document }];
  }
  const found = policiesIn(type, config);
  const documents = found.length === 0 && TYPES.onlyPolicies.includes(type) ? [undefined] : found;
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
