import { typeOf } from "./lock";
import { requestPortOf } from "./request-port";

/**
 * Ports that lost rules close although a new rule opens another port: a model still exists, and its port changed. An
 * apply would destroy the rule before the rollout, while all pods still listen on the old port; a move would change the
 * port of the same rule, with the same effect.
 */
export function closedPorts(
  differences: readonly { lost: readonly string[]; added: readonly string[] }[],
): number[] {
  const ports = differences.flatMap(({ lost, added }) => {
    const opened = added.filter((address) => requestPortOf(address) !== undefined).map(typeOf);
    return lost.flatMap((address) =>
      opened.includes(typeOf(address)) ? (requestPortOf(address) ?? []) : [],
    );
  });
  return [...new Set(ports)].sort((a, b) => a - b);
}
