import { entriesOf, type Entry } from "../../infrastructure/network-entries";
import { balancerSeconds } from "../../infrastructure/network-load-balancer-times";
import { balancerOf } from "../../infrastructure/network-load-balancers";
import { type Pods } from "../../infrastructure/kubernetes-objects";
import { podPort, servicePort, targetOf } from "../../infrastructure/kubernetes-pods";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { number, text } from "../../terraform/stack-json";
import { hasFlag, optionOf, type KnownServer, serverIn, flagValues } from "./started-servers";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const keepAlive: Check = {
  ...ruleOf(TEXTS, "keep-alive"),
  run: (plan) => {
    const entries = entriesOf(plan).filter((entry) => reusesConnections(plan, entry));
    return [...new Set(entries.flatMap(({ pods }) => pods))].flatMap((pods) => {
      const before = entries.filter((entry) => entry.pods.includes(pods));
      const problems = new Set(before.flatMap((entry) => problemsOf(plan, entry, pods)));
      return combinedFinding(pods.owner.resource, pods.owner.title, [...problems]);
    });
  },
};

/** An application load balancer sends requests of several clients on one connection; a network load balancer follows that of its client. */
const reusesConnections = (plan: EnvironmentPlan, entry: Entry): boolean =>
  entry.kind !== "nlb" && text(balancerOf(plan, entry)?.resource.config["load_balancer_type"]) !== "network";

function problemsOf(plan: EnvironmentPlan, entry: Entry, pods: Pods): string[] {
  const { idle } = balancerSeconds(plan, entry);
  const port = entry.service && servicePort(entry.service, entry.servicePort);
  const target = port && podPort(pods, targetOf(port))?.number;
  return pods.containers
    .filter(({ init, ports }) => !init && ports.some((each) => each.number === target))
    .flatMap((container) => {
      const server = serverIn(plan, pods, container);
      const kept = server && keptSeconds(server);
      if (server === undefined || kept === undefined || kept > idle) return [];
      return [
        `container ${container.name}: ${server.program.name} closes an idle connection after ${kept} s, and the load balancer keeps it for ${idle} s`,
      ];
    });
}

/** Undefined where no stack has the time, or where the server keeps no connection. */
function keptSeconds(server: KnownServer): number | undefined {
  const option = server.program.keepAlive;
  if (option === undefined || server.program.elsewhere.some((flag) => hasFlag(server, flag)))
    return undefined;
  const kinds = flagValues(server, option.keptBy ?? []);
  if (option.keptBy && kinds.every((kind) => kind === "sync" || kind === "1")) return undefined;
  return number(optionOf(server, option));
}
