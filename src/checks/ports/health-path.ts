import { entriesOf, type Entry } from "../../infrastructure/network-entries";
import { objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { claims } from "../../infrastructure/claims";
import { type Check, combinedFinding, ruleOf } from "../check";
import { block, text } from "../../terraform/stack-json";
import { probeSchemes } from "./probe-schemes";
import TEXTS from "./texts.json";
import { ALB, NLB } from "../../evidence/load-balancers";

export const healthPath: Check = {
  ...ruleOf(TEXTS, "health-path"),
  run: (plan) => [
    ...objectsOf(plan).pods.flatMap((pods) => {
      const paths = probePaths(pods);
      return combinedFinding(
        pods.owner.resource,
        pods.owner.title,
        paths.length > 1 ? [`its probes request different paths: ${paths.join(" and ")}`] : [],
      );
    }),
    ...entriesOf(plan).flatMap((entry) => {
      const asked = requestedBy(entry);
      const blamed = entry.targetGroup ?? entry.resource;
      return combinedFinding(blamed, entry.title, [
        ...entry.pods.flatMap((pods) =>
          probePaths(pods)
            .filter((path) => path !== asked.path)
            .map(
              (path) =>
                `health checks of ${pods.owner.title} request ${asked.path}, but its probes request ${path}`,
            ),
        ),
        ...(asked.protocol === "HTTP" ? entry.pods : [])
          .filter(({ main }) => main && probeSchemes(main).includes("HTTPS"))
          .map(({ owner }) => `health checks of ${owner.title} ask by HTTP, but its probes by HTTPS`),
        ...asked.problems,
      ]);
    }),
  ],
};

/** Distinct paths that the probes of the main container request. */
const probePaths = (pods: Pods): string[] => [...new Set(pods.main?.probedPaths)];

interface Asked {
  readonly path: string;
  /** @default - nothing says it */
  readonly protocol?: string;
  readonly problems: readonly string[];
}

/** Health check of the load balancer, with the defaults of the controller and of Elastic Load Balancing. */
function requestedBy({ kind, annotations, service, targetGroup }: Entry): Asked {
  if (kind === "target-group")
    return targetGroup ? requestedByGroup(targetGroup) : { path: "/", problems: [] };
  const prefix = kind === "ingress" ? ALB : NLB;
  const merged = { ...annotations, ...service?.annotations };
  const setting = (key: string, otherwise: string) => merged[`${prefix}${key}`] ?? otherwise;
  const expected = (key: string, wanted: string, otherwise: string): string[] => {
    const value = setting(key, otherwise);
    return value === wanted ? [] : [`${key} is ${value}, expected ${wanted}`];
  };
  return {
    path: setting("healthcheck-path", "/"),
    protocol: setting("healthcheck-protocol", kind === "ingress" ? "HTTP" : "TCP"),
    problems: [
      ...expected(
        kind === "ingress" ? "success-codes" : "healthcheck-success-codes",
        "200",
        kind === "ingress" ? "200" : "200-399",
      ),
      ...expected("healthcheck-protocol", "HTTP", kind === "ingress" ? "HTTP" : "TCP"),
      ...expected("healthcheck-port", "traffic-port", "traffic-port"),
    ],
  };
}

function requestedByGroup({ address, config }: NonNullable<Entry["targetGroup"]>): Asked {
  if (address.startsWith("data.")) {
    const paths = claims(config, "self.health_check[0].path == PATH").flatMap(
      (parts) => parts.text("PATH") ?? [],
    );
    return { path: paths[0] ?? "an unverified path", problems: [] };
  }
  const health = block(config["health_check"]);
  const matcher = text(health["matcher"]) ?? "200";
  return {
    path: text(health["path"]) ?? "/",
    protocol: text(health["protocol"]) ?? "HTTP",
    problems: matcher === "200" ? [] : [`its health check accepts ${matcher}, expected 200`],
  };
}
