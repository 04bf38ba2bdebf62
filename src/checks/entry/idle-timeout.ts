import { entriesOf, type Entry } from "../../infrastructure/network-entries";
import { balancerOf } from "../../infrastructure/network-load-balancers";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type Stated } from "../../infrastructure/stated";
import { type EnvironmentPlan, type PlannedResource } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { block, number } from "../../terraform/stack-json";
import { VLLM_FACTS } from "../../evidence/vllm";
import { ALB } from "../../evidence/load-balancers";
import { problemsOfServers } from "../vllm-problems";
import { stoppingOf } from "../../infrastructure/kubernetes-pods";
import { type VllmServer } from "../../infrastructure/kubernetes-vllm";
import TEXTS from "./texts.json";
import { balancerSeconds } from "../../infrastructure/network-load-balancer-times";

export const idleTimeout: Check = {
  ...ruleOf(TEXTS, "idle-timeout"),
  run: (plan, { statedOf }) => [
    ...ofFile(plan, statedOf(plan.name)),
    ...shortOnes(plan, statedOf(plan.name)),
    ...ofLanguageModels(plan),
  ],
};

/** Application load balancers of the entry. No key states the time of one beside it. */
const balancersOf = (plan: EnvironmentPlan): (readonly [PlannedResource, Entry])[] =>
  entriesOf(plan)
    .filter(({ kind, resource }) => kind !== "nlb" && !isOwn(plan, resource))
    .flatMap((entry) => {
      const balancer = entry.kind === "target-group" ? balancerOf(plan, entry)?.resource : entry.resource;
      return balancer ? [[balancer, entry] as const] : [];
    });

function ofFile(plan: EnvironmentPlan, { idleSeconds }: Stated): Finding[] {
  if (idleSeconds === undefined) return [];
  const found = new Map<string, Finding>();
  for (const [balancer, entry] of balancersOf(plan)) {
    const { idle } = balancerSeconds(plan, entry);
    if (idle === idleSeconds) continue;
    found.set(balancer.address, {
      ...at(balancer),
      message: `it closes a silent connection after ${idle} s, expected ${idleSeconds} s of the file`,
    });
  }
  return [...found.values()];
}

/** Default time of a health check over HTTP (Elastic Load Balancing API, CreateTargetGroup, read 2026-11-30). */
const HEALTH_SECONDS = 5;

/** Load balancers that end a request earlier than their own health check: a pod that slow is healthy, and its clients get errors. */
function shortOnes(plan: EnvironmentPlan, { idleSeconds }: Stated): Finding[] {
  if (idleSeconds === undefined) return [];
  const requestedBy = "entry.idleTimeoutSeconds";
  const found = balancersOf(plan).flatMap(([balancer, entry]) => {
    const { kind, annotations, targetGroup } = entry;
    const { idle } = balancerSeconds(plan, entry);
    const ofGroup = number(block(targetGroup?.config["health_check"])["timeout"]);
    const ofIngress = number(annotations[`${ALB}healthcheck-timeout-seconds`]);
    const waits = (kind === "ingress" ? ofIngress : ofGroup) ?? HEALTH_SECONDS;
    const message = `it ends each request without an answer after ${idle} s, and its health check waits ${waits} s for one`;
    return idle < waits ? [[balancer.address, { ...at(balancer), message, requestedBy }] as const] : [];
  });
  return [...new Map(found).values()];
}

/** Servers of vLLM behind a load balancer. `vllm-arguments` names those whose arguments are not read. */
const ofLanguageModels = (plan: EnvironmentPlan): Finding[] =>
  problemsOfServers(plan, (server) => {
    const entries = entriesOf(plan).filter(({ pods }) => pods.includes(server.pods));
    return [...new Set(entries.flatMap((entry) => streamProblems(plan, entry, server)))];
  });

/** Streams of other routes get no comments, and end where no token comes in time. */
const COMMENTED = VLLM_FACTS.streams.withComments.join(" and ");

function streamProblems(plan: EnvironmentPlan, entry: Entry, server: VllmServer): string[] {
  const { arguments: read, pods } = server;
  if (read === undefined) return [];
  const { silent } = balancerSeconds(plan, entry);
  const { grace, serves } = stoppingOf(pods);
  const interval = number(read.values.get("--sse-keep-alive-interval")) ?? 0;
  const open = number(read.values.get("--shutdown-timeout")) ?? 0;
  return [
    ...(interval === 0
      ? [
          `sends nothing into a stream of ${COMMENTED} without tokens, which the load balancer closes after ${silent} s: set --sse-keep-alive-interval below it`,
        ]
      : interval < silent
        ? []
        : [
            `sends a comment into streams of ${COMMENTED} each ${interval} s, and the load balancer closes a silent stream after ${silent} s`,
          ]),
    ...(open >= silent
      ? []
      : [
          `ends open answers after ${open} s, expected the ${silent} s in which the load balancer waits for one: set --shutdown-timeout=${silent}`,
        ]),
    ...(serves + open <= grace
      ? []
      : [
          `needs ${serves + open} s to end, ${serves} s of preStop and ${open} s of --shutdown-timeout, and Kubernetes kills it after ${grace} s`,
        ]),
  ];
}
