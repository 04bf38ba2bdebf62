/** Whether a version constraint, such as `>= 5.100.0, < 7.0.0`, allows a version. It allows no release candidate. */
export function admits(constraint: string, version: string): boolean {
  if (version.includes("-")) return false;
  return constraint.split(",").every((bound) => {
    const [operator, limit] = bound.trim().split(" ");
    if (limit === undefined) throw new Error(`unsupported constraint: ${constraint}`);
    const order = version.localeCompare(limit, "en", { numeric: true });
    if (operator === ">=") return order >= 0;
    if (operator === "<") return order < 0;
    if (operator === "!=") return order !== 0;
    throw new Error(`unsupported constraint: ${constraint}`);
  });
}
