import {
  type Json,
  type JsonObject,
  type StackJson,
  asArray,
  asObject,
} from "../../src/terraform/stack-json";
import { planWith } from "../support/changed-plans";
import { planOf } from "../support/reference-plans";

export const PROD = "ml-inference-prod";

export const clusterOf = (environment: string) => planOf(environment).stack("cluster");
export const prodWith = (cluster: object) => planWith(PROD, { cluster });

/** Arguments of the resource at `address`, which must exist. */
export function settings(stack: StackJson, address: string): JsonObject {
  const resource = stack.find(address);
  if (!resource) throw new Error(`${stack.name} has no ${address}`);
  return Object.fromEntries(Object.entries(resource.config).filter(([key]) => key !== "//"));
}

export const parsed = (text: Json | undefined): JsonObject => JSON.parse(text as string) as JsonObject;

export const statements = (policy: Json | undefined) => asArray(parsed(policy)["Statement"]).map(asObject);

/** All resources that Terraform creates before the resource at `address`. */
export function createdBefore(stack: StackJson, address: string): Set<string> {
  const all = stack.resources().map((resource) => resource.address);
  const before = new Set<string>();
  const pending = [address];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const text = JSON.stringify(settings(stack, next));
    for (const other of all) {
      if (other === next || before.has(other)) continue;
      if (new RegExp(`\\b${other.replace(".", "\\.")}\\b`).test(text)) {
        before.add(other);
        pending.push(other);
      }
    }
  }
  return before;
}

export const subnet = (zone: string) =>
  `\${data.terraform_remote_state.network.outputs.private_workload_subnet_ids_by_zone["${zone}"]}`;
