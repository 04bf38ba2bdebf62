/** One part of a version constraint: an optional operator and a version. */
const PART = /^(=|!=|>=|>|<=|<|~>)?\s*(\d+(?:\.\d+){0,2})$/;

const RELEASE = /^\d+\.\d+\.\d+$/;

/**
 * Whether a Terraform version constraint, such as `>= 5.100.0, < 7.0.0`, allows a release. It
 * allows no prerelease. False also for a constraint or version in another form. Source: Terraform
 * language, "Version Constraints" (read 2026-11-20).
 */
export function allowsVersion(constraint: string, version: string): boolean {
  if (!RELEASE.test(version)) return false;
  return constraint.split(",").every((part) => {
    const [, operator = "=", limit] = PART.exec(part.trim()) ?? [];
    return limit !== undefined && satisfies(operator, numbersOf(version), limit);
  });
}

function satisfies(operator: string, version: readonly number[], limit: string): boolean {
  const order = compare(version, numbersOf(limit));
  switch (operator) {
    case "!=":
      return order !== 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case "~>":
      return order >= 0 && hasPrefix(version, limit);
    default:
      return order === 0;
  }
}

/** The pessimistic operator keeps all written numbers except the last one. */
function hasPrefix(version: readonly number[], limit: string): boolean {
  const kept = limit.split(".").slice(0, -1).map(Number);
  return kept.every((number, index) => version[index] === number);
}

const numbersOf = (text: string): number[] => {
  const [major = 0, minor = 0, patch = 0] = text.split(".").map(Number);
  return [major, minor, patch];
};

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((number, at) => number !== b[at]);
  return index < 0 ? 0 : (a[index] ?? 0) - (b[index] ?? 0);
}
