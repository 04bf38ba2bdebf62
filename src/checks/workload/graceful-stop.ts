import { block, number, combinedFinding, texts } from "../../analysis/blocks";
import { ALB, type Entry, NLB, entriesOf } from "../../analysis/kubernetes/entries";
import { type Pods, mainContainer, titleOf } from "../../analysis/kubernetes/objects";
import { type Check } from "../check";

export const gracefulStop: Check = {
  id: "graceful-stop",
  severity: "error",
  title: "a terminating pod answers until its load balancer has deregistered it",
  why: "a pod that stops at once loses its open requests, at each rollout and each node termination",
  fix: "add a preStop sleep, and keep preStop, the idle timeout and the deregistration delay within the grace period",
  source:
    "AWS Load Balancer Controller 3.5.0 guide, Pod readiness gate; Kubernetes documentation, Pod Lifecycle (read 2026-11-20)",
  run: (plan) =>
    entriesOf(plan).flatMap((entry) =>
      entry.pods.flatMap((pods) =>
        combinedFinding(pods.owner.resource, titleOf(pods.owner), problems(entry, pods)),
      ),
    ),
};

/** Default of Kubernetes, in seconds. */
const DEFAULT_GRACE = 30;

/** Minimum time for all load balancer nodes to stop sending requests to a target, in seconds. */
const SHORTEST_PRE_STOP = 5;

function problems(entry: Entry, pods: Pods): string[] {
  const grace = number(pods.spec["termination_grace_period_seconds"]) ?? DEFAULT_GRACE;
  const hook = block(block(mainContainer(pods)?.config["lifecycle"])["pre_stop"]);
  const command = texts(block(hook["exec"])["command"]);
  const sleeps = command[0] === "sleep" ? (number(command[1]) ?? 0) : 0;
  const { idle, deregistration } = timesOf(entry);
  return [
    ...(sleeps >= SHORTEST_PRE_STOP
      ? []
      : [`its preStop sleeps for less than ${SHORTEST_PRE_STOP} s, so it stops while requests still arrive`]),
    ...(sleeps + idle <= grace
      ? []
      : [
          `its grace period of ${grace} s is shorter than preStop (${sleeps} s) and the longest answer (${idle} s)`,
        ]),
    ...(deregistration <= grace
      ? []
      : [`its grace period of ${grace} s is shorter than the deregistration delay of ${deregistration} s`]),
  ];
}

/** Defaults of Elastic Load Balancing for the idle timeout and the deregistration delay, in seconds. */
const DEFAULTS = { idle: 60, deregistration: 300 };

function timesOf({ kind, annotations, targetGroup }: Entry) {
  if (kind === "target-group") {
    const set = number(targetGroup?.config["deregistration_delay"]);
    // The delay of an existing target group is unknown. Terraform's default is that of Elastic Load Balancing.
    const byDefault = targetGroup?.address.startsWith("data.") === true ? 0 : DEFAULTS.deregistration;
    return { idle: DEFAULTS.idle, deregistration: set ?? byDefault };
  }
  const prefix = kind === "ingress" ? ALB : NLB;
  const attribute = (key: string, name: string) =>
    number(
      new RegExp(`(?:^|,)${name.replace(/\./g, "\\.")}=(\\d+)(?:,|$)`).exec(
        annotations[`${prefix}${key}`] ?? "",
      )?.[1],
    );
  return {
    idle: attribute("load-balancer-attributes", "idle_timeout.timeout_seconds") ?? DEFAULTS.idle,
    deregistration:
      attribute("target-group-attributes", "deregistration_delay.timeout_seconds") ?? DEFAULTS.deregistration,
  };
}
