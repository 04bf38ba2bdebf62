import { writeFileSync } from "node:fs";
import { join, posix } from "node:path";
import { isInCluster, ROLLOUTS_FILE, rolloutsOf } from "../../infrastructure/kubernetes-rollouts";
import { groupByEnvironment } from "../../terraform/environment-plan";
import { type OutputStack } from "../../terraform/output";

/**
 * Writes for each stack that creates objects in Kubernetes what a watch waits for after its apply. Returns the paths in the folder.
 */
export const writeRolloutFiles = (folder: string, stacks: readonly OutputStack[]): string[] =>
  groupByEnvironment(stacks).flatMap((plan) =>
    stacks
      .filter(({ environment, stack }) => environment === plan.name && isInCluster(stack))
      .map(({ layer, folder: own }) => {
        const path = posix.join(own, ROLLOUTS_FILE);
        writeFileSync(join(folder, path), `${JSON.stringify(rolloutsOf(plan, layer), null, 2)}\n`);
        return path;
      }),
  );
