import { type EnvironmentPlan } from "../terraform/environment-plan";
import { balancerOf, type LoadBalancer } from "./network-load-balancers";
import { entriesOf, type Entry, ingressPaths } from "./network-entries";
import { objectsOf } from "./kubernetes-objects";
import { text } from "../terraform/stack-json";

/** A path of a model behind its load balancer. */
interface ModelRequest {
  readonly model: string;
  readonly entry: Entry;
  /** @default - no load balancer of the environment is known */
  readonly balancer?: LoadBalancer;
  readonly scheme: "http" | "https";
  /** Host of the entry; empty if the entry has none, and clients use the address of the load balancer. */
  readonly host: string;
  readonly path: string;
  /** Path of the readiness probe. @default - it reads no path */
  readonly health?: string;
}

/** Paths of the models, as clients request them. */
export const modelRequestsOf = (plan: EnvironmentPlan): ModelRequest[] =>
  entriesOf(plan).flatMap((entry) => {
    const { resource, serviceName, pods } = entry;
    const ingress = objectsOf(plan)
      .ofKind("ingress")
      .find((each) => each.resource === resource);
    const balancer = balancerOf(plan, entry);
    const routed = ingress ? ingressPaths(ingress).filter((each) => each.serviceName === serviceName) : [];
    const places =
      routed.length > 0
        ? routed.map(({ host, config }) => ({ host, path: text(config.path) ?? "/" }))
        : [{ host: hostOfDemo(plan), path: "/" }];
    return pods.flatMap((each) => {
      const health = text(each.main?.config.readinessProbe?.httpGet?.path);
      return places.map((place) => ({
        model: each.owner.name,
        entry,
        ...(balancer === undefined ? {} : { balancer }),
        scheme: balancer?.listeners.includes(443) ? ("https" as const) : ("http" as const),
        ...place,
        ...(health === undefined ? {} : { health }),
      }));
    });
  });

/** Host of a target group or an NLB: that of the certificate, as the output of the network has it; empty without one. */
function hostOfDemo(plan: EnvironmentPlan): string {
  const output = JSON.stringify(plan.stack("network")?.outputs["api_demo_config"] ?? "");
  return /public_endpoint[^/]+https?:\/\/([\w.-]+)/.exec(output)?.[1] ?? "";
}
