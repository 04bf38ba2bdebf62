// Shows why a Helm release failed. Helm rolls it back with its pods, and its message names none; the events remain.
// Usage: show-release-events.mjs STACK_FOLDER
import { withKubectl } from "./kubectl.mjs";

const [folder] = process.argv.slice(2);
withKubectl(folder, (kubectl, stack) => {
  const releases = Object.values(stack.resource?.helm_release ?? {});
  for (const namespace of new Set(releases.map((release) => release.namespace))) {
    const shown = (...args) => {
      process.stdout.write(`$ kubectl ${args.join(" ")}\n`);
      kubectl(...args);
    };
    shown("-n", namespace, "get", "pods", "-o", "wide");
    shown("-n", namespace, "get", "events", "--field-selector", "type=Warning", "--sort-by=.lastTimestamp");
    process.stdout.write(
      `more, with the name of a pod above:\n  kubectl -n ${namespace} describe pod POD\n  kubectl -n ${namespace} logs POD --all-containers --previous\n`,
    );
  }
});
