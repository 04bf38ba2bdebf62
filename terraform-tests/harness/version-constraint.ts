/** Whether a provider's constraint, such as `>= 5.100.0, < 7.0.0`, admits a version. A release candidate is not. */
export function admits(constraint: string, version: string): boolean {
  if (version.includes("-")) return false;
  return constraint.split(",").every((bound) => {
    const [operator, limit] = bound.trim().split(" ");
    if (limit === undefined) throw new Error(`a constraint that is not known here: ${constraint}`);
    const order = version.localeCompare(limit, "en", { numeric: true });
    if (operator === ">=") return order >= 0;
    if (operator === "<") return order < 0;
    throw new Error(`a constraint that is not known here: ${constraint}`);
  });
}
