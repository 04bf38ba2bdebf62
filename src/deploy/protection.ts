import { existsSync } from "node:fs";
import { join } from "node:path";
import { asObject } from "../terraform-json/stack-json";
import { type DeployedStack } from "./stacks";

/** An override of the user beside `cdk.tf.json` that lifts prevent_destroy. */
export const UNPROTECTED = "unprotected_override.tf.json";

/** Whether the user's override of a stack lifts prevent_destroy. */
export const liftedProtection = ({ folder }: Pick<DeployedStack, "folder">): boolean =>
  existsSync(join(folder, UNPROTECTED));

/** Lines about the protected resources of a stack, and how an override lifts their protection. */
export function protection({ folder, json }: DeployedStack): string[] {
  if (liftedProtection({ folder })) return [];
  const addresses = protectedAddresses({ json });
  if (addresses.length === 0) return [];
  return [
    `prevent_destroy protects ${addresses.join(", ")}: the plan stops with "… cannot be destroyed"`,
    `to destroy them with all their data, write ${join(folder, UNPROTECTED)} with this content, and run the same command again:`,
    JSON.stringify(withoutProtection(addresses)),
  ];
}

export const protectedAddresses = ({ json }: Pick<DeployedStack, "json">): string[] =>
  json
    .resources()
    .filter(({ config }) => asObject(config["lifecycle"])["prevent_destroy"] === true)
    .map(({ address }) => address);

/** Content of an override that lifts prevent_destroy of some addresses. */
export function withoutProtection(addresses: readonly string[]): object {
  const resource: Record<string, Record<string, object>> = {};
  for (const address of addresses) {
    const [type = "", name = ""] = address.split(".");
    resource[type] = { ...resource[type], [name]: { lifecycle: { prevent_destroy: false } } };
  }
  return { resource };
}
