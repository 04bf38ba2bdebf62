import { ORGANIZATION_KEYS } from "../evidence/service-regions";
import { type Truth } from "../base/truth";

const KEYS = new Set(ORGANIZATION_KEYS.map((key) => key.toLowerCase()));

/**
 * The answer for a call in the own organization: a condition that names an organization is the owner's statement, which
 * no file can prove.
 */
export function inOwnOrganization(truth: Truth): Truth {
  if (typeof truth === "boolean") return truth;
  const dependsOn = truth.dependsOn.filter((each) => !KEYS.has(each.toLowerCase()));
  return dependsOn.length === 0 ? true : { dependsOn };
}
