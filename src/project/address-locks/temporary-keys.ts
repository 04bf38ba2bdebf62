import { type StackDifference } from "./compare";
import { typeOf } from "./lock";
import { requestPortOf } from "./request-port";

/** The release whose removal leaves pods that no node can end. */
const SECRETS_DRIVER = "helm_release.secrets_store_driver";

/** Keys of the YAML that keep lost resources until a rollout has ended. */
export function temporaryKeys(differences: readonly StackDifference[]): string[] {
  const ports = closedPorts(differences);
  const isDriverLost = differences.some(({ lost }) => lost.includes(SECRETS_DRIVER));
  return [
    ...(ports.length > 0
      ? [
          "  if the port of a model changed, keep the old port open until its rollout has ended; in the model:",
          `    alsoPorts: [${ports.join(", ")}]`,
        ]
      : []),
    ...(isDriverLost
      ? [
          "  if the models mount no secret any more, keep the driver of secrets until the rollout has ended; in the file:",
          "    keepSecretsDriver: true",
        ]
      : []),
  ];
}

/**
 * Ports that lost rules close although a new rule opens another port: a model still exists, and its port changed. An
 * apply would destroy the rule before the rollout, while all pods still listen on the old port; a move would change the
 * port of the same rule, with the same effect.
 */
function closedPorts(differences: readonly StackDifference[]): number[] {
  const ports = differences.flatMap(({ lost, added }) => {
    const opened = added.filter((address) => requestPortOf(address) !== undefined).map(typeOf);
    return lost.flatMap((address) =>
      opened.includes(typeOf(address)) ? (requestPortOf(address) ?? []) : [],
    );
  });
  return [...new Set(ports)].sort((a, b) => a - b);
}
