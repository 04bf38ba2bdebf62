// Waits for the rollouts of a models stack, for which an apply does not wait, and prints why one does not end.
// Usage: watch-rollouts.mjs STACK_FOLDER
import { withKubectl } from "./kubectl.mjs";
import { fail } from "./stack.mjs";

/** A rollout without progress ends earlier, at the Deployment's progressDeadlineSeconds. */
const LONGEST = "60m";

const [folder] = process.argv.slice(2);
const failed = [];
withKubectl(folder, (kubectl, models) => {
  for (const { name, namespace } of deploymentsIn(models)) {
    const ended = kubectl("-n", namespace, "rollout", "status", `deployment/${name}`, `--timeout=${LONGEST}`);
    if (ended === 0) continue;
    kubectl("-n", namespace, "get", "pods", "-l", `app.kubernetes.io/name=${name}`, "-o", "wide");
    kubectl("-n", namespace, "get", "events", "--field-selector", "type=Warning", "--sort-by=.lastTimestamp");
    failed.push(`${namespace}/${name}`);
  }
});
if (failed.length > 0) {
  fail(
    `${failed.join(", ")}: got a rollout that does not end, expected all pods of the new version; ` +
      "the old pods still serve. The events above name the reason: an exceeded quota, a pod without a node, an image that cannot be pulled",
  );
}

function deploymentsIn(models) {
  return Object.values(models.resource?.kubernetes_deployment_v1 ?? {}).map(({ metadata }) => metadata);
}
