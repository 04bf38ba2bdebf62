import { closedPorts } from "./closed-ports";
import { type StackDifference } from "./compare";

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
