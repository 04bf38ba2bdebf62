import { type EnvironmentPlan } from "../terraform/environment-plan";
import { number } from "../terraform/stack-json";
import { type Entry } from "./network-entries";
import { NLB_SECONDS, ALB, NLB } from "../evidence/load-balancers";
import { balancerOf } from "./network-load-balancers";

/**
 * Defaults of Elastic Load Balancing for the idle timeout and the deregistration delay, in seconds (its API, LoadBalancerAttribute and
 * TargetGroupAttribute, read 2026-11-28).
 */
const DEFAULTS = { idle: 60, deregistration: 300 };

/** An existing load balancer has the default, as far as is known. */
const idleOf = (plan: EnvironmentPlan, entry: Entry): number =>
  number(balancerOf(plan, entry)?.resource.config["idle_timeout"]) ?? DEFAULTS.idle;

/** Idle timeout and deregistration delay of the load balancer of an entry, in seconds. */
function timesOf(plan: EnvironmentPlan, entry: Entry) {
  const { kind, annotations, targetGroup } = entry;
  if (kind === "target-group") {
    const set = number(targetGroup?.config["deregistration_delay"]);
    // The delay of an existing target group is unknown. Terraform's default is that of Elastic Load Balancing.
    const byDefault = targetGroup?.address.startsWith("data.") === true ? 0 : DEFAULTS.deregistration;
    return { idle: idleOf(plan, entry), deregistration: set ?? byDefault };
  }
  const prefix = kind === "ingress" ? ALB : NLB;
  const attribute = (key: string, name: string) => attributeOf(annotations[`${prefix}${key}`], name);
  return {
    idle: attribute("load-balancer-attributes", "idle_timeout.timeout_seconds") ?? DEFAULTS.idle,
    deregistration:
      attribute("target-group-attributes", "deregistration_delay.timeout_seconds") ?? DEFAULTS.deregistration,
  };
}

/**
 * Time after which the load balancer of an entry closes a connection without bytes, in seconds. An NLB has one of its
 * own for each listener.
 */
function silentSeconds(plan: EnvironmentPlan, entry: Entry): number {
  const { kind, annotations, servicePort } = entry;
  if (kind !== "nlb") return timesOf(plan, entry).idle;
  const ofListener = annotations[`${NLB}listener-attributes.TCP-${String(servicePort)}`];
  return attributeOf(ofListener, "tcp.idle_timeout.seconds") ?? NLB_SECONDS.idle;
}

/** A number of a list of attributes, such as `a=1,b=2`. */
const attributeOf = (list: string | undefined, name: string): number | undefined =>
  number(new RegExp(`(?:^|,)${name.replace(/\./g, "\\.")}=(\\d+)(?:,|$)`).exec(list ?? "")?.[1]);

/**
 * Idle timeout, deregistration delay, and the time after which a connection without bytes closes, of the load balancer
 * of an entry, in seconds.
 */
export const balancerSeconds = (plan: EnvironmentPlan, entry: Entry) => ({
  ...timesOf(plan, entry),
  silent: silentSeconds(plan, entry),
});
