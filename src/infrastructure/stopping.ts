import { number, texts } from "./blocks";
import { type Pods, mainContainer } from "./kubernetes-objects";
import { items } from "./kubernetes-api";

/** How the pods of a workload end. Times are in seconds. */
interface Stopping {
  /** Time from the deletion of a pod until Kubernetes kills it. */
  readonly grace: number;
  /** Time that a pod still serves: by its preStop hook, or as its image declares. */
  readonly serves: number;
  /** Whether `serves` is what the image declares by its variable; nothing in a plan proves it. */
  readonly isDeclared: boolean;
}

/** Default of Kubernetes, in seconds. */
const DEFAULT_GRACE = 30;

/** Variable by which a pod without a hook declares that its image serves that many seconds after SIGTERM. */
export const DRAIN_VARIABLE = "DRAIN_SECONDS";

export function stoppingOf(pods: Pods): Stopping {
  const { config = {} } = mainContainer(pods) ?? {};
  const grace = number(pods.spec.terminationGracePeriodSeconds) ?? DEFAULT_GRACE;
  const hook = config.lifecycle?.preStop ?? {};
  const command = texts(hook.exec?.command);
  if (Object.keys(hook).length > 0) {
    return { grace, serves: command[0] === "sleep" ? (number(command[1]) ?? 0) : 0, isDeclared: false };
  }
  const declared = items(config.env).find(({ name }) => name === DRAIN_VARIABLE);
  return { grace, serves: number(declared?.value) ?? 0, isDeclared: declared !== undefined };
}
