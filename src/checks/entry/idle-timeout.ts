import { entriesOf, type Entry } from "../../infrastructure/network-entries";
import { balancerOf } from "../../infrastructure/network-load-balancers";
import { isOwn } from "../../infrastructure/accepted-blocks";
import { type Stated } from "../../infrastructure/stated";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { at, type Check, type Finding, ruleOf } from "../check";
import { number } from "../../terraform/stack-json";
import { problemsOfServers } from "../vllm-problems";
import { stoppingOf } from "../../infrastructure/kubernetes-pods";
import { type VllmServer } from "../../infrastructure/kubernetes-vllm";
import TEXTS from "./texts.json";
import { balancerSeconds } from "../../infrastructure/network-load-balancer-times";

export const idleTimeout: Check = {
  ...ruleOf(TEXTS, "idle-timeout"),
  run: (plan, { statedOf }) => [...ofFile(plan, statedOf(plan.name)), ...ofLanguageModels(plan)],
};

function ofFile(plan: EnvironmentPlan, { idleSeconds }: Stated): Finding[] {
  if (idleSeconds === undefined) return [];
  const found = new Map<string, Finding>();
  // The key is of the entry: no key states the time of a load balancer beside it.
  const entries = entriesOf(plan).filter(({ kind, resource }) => kind !== "nlb" && !isOwn(plan, resource));
  for (const entry of entries) {
    const balancer = entry.kind === "target-group" ? balancerOf(plan, entry)?.resource : entry.resource;
    const { idle } = balancerSeconds(plan, entry);
    if (!balancer || idle === idleSeconds) continue;
    found.set(balancer.address, {
      ...at(balancer),
      message: `it closes a silent connection after ${idle} s, expected ${idleSeconds} s of the file`,
    });
  }
  return [...found.values()];
}

/** Servers of vLLM behind a load balancer. `vllm-arguments` names those whose arguments are not read. */
const ofLanguageModels = (plan: EnvironmentPlan): Finding[] =>
  problemsOfServers(plan, (server) => {
    const entries = entriesOf(plan).filter(({ pods }) => pods.includes(server.pods));
    return [...new Set(entries.flatMap((entry) => streamProblems(plan, entry, server)))];
  });

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
          `sends nothing into a stream without tokens, which the load balancer closes after ${silent} s: set --sse-keep-alive-interval below it`,
        ]
      : interval < silent
        ? []
        : [
            `sends a comment each ${interval} s, and the load balancer closes a silent stream after ${silent} s`,
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
