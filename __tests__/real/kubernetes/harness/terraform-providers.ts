import { type Variables } from "../../terraform/harness/processes";
import { missingProviders, providersIn } from "../../terraform/harness/providers";

/** Providers of the layers platform and models. */
const REQUIRED = ["hashicorp/aws", "hashicorp/kubernetes", "hashicorp/helm"];

/** Beginning of the lines that tell what Terraform applied. */
export const APPLIED_LINE = "apply by Terraform: ";

/** The providers that the mirror in `TF_PLUGIN_DIR` lacks. Without a mirror, these are all. */
export function missingFor(env: Variables): string[] {
  const mirror = env["TF_PLUGIN_DIR"];
  return missingProviders(REQUIRED, mirror ? providersIn(mirror) : {}).map((source) =>
    source.replace("hashicorp/", ""),
  );
}

/** Why Terraform applied nothing; none if a test recorded what it applied. */
export function notApplied(env: Variables, recorded: readonly string[]): string[] {
  if (recorded.some((line) => line.startsWith(APPLIED_LINE))) return [];
  return [`not run: ${APPLIED_LINE}${reason(env)}`];
}

function reason(env: Variables): string {
  if (!env["TF_PLUGIN_DIR"]) return "TF_PLUGIN_DIR names no mirror of providers";
  const missing = missingFor(env);
  if (missing.length === 0) return "its tests were not chosen, or failed";
  const last = missing.at(-1) ?? "";
  const others = missing.slice(0, -1).join(", ");
  return others === "" ? `provider ${last} missing` : `providers ${others} and ${last} missing`;
}
