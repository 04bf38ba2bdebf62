import { block, blocks, combinedFinding, text } from "../../analysis/blocks";
import { ALB, type Entry, NLB, entriesOf } from "../../analysis/kubernetes/entries";
import { type Pods, mainContainer, objectsOf, titleOf } from "../../analysis/kubernetes/objects";
import { conditionsOf } from "../../analysis/network/attributes";
import { type Check } from "../check";
import { PROBES } from "./probe-port";

export const healthPath: Check = {
  id: "health-path",
  severity: "error",
  title: "load balancers ask for health where the pods' own probes do, and take 200 for an answer",
  why: "where the two differ, a pod that Kubernetes calls ready is never sent a request",
  fix: "let probes, annotations and target group follow the model's healthPath",
  source: "AWS Load Balancer Controller 3.5.0 guide, Health Check annotations (read 2026-11-20)",
  run: (plan) => [
    ...objectsOf(plan).pods.flatMap((pods) => {
      const paths = probePaths(pods);
      return combinedFinding(
        pods.owner.resource,
        titleOf(pods.owner),
        paths.length > 1 ? [`its probes ask for ${paths.join(" and ")}`] : [],
      );
    }),
    ...entriesOf(plan).flatMap((entry) => {
      const asked = askedBy(entry);
      const blamed = entry.targetGroup ?? entry.resource;
      return combinedFinding(blamed, entry.title, [
        ...entry.pods.flatMap((pods) =>
          probePaths(pods)
            .filter((path) => path !== asked.path)
            .map(
              (path) =>
                `its load balancer asks ${titleOf(pods.owner)} for ${asked.path}, the probes ask for ${path}`,
            ),
        ),
        ...asked.problems,
      ]);
    }),
  ],
};

/** The paths that the probes of the answering container ask for, each once. */
function probePaths(pods: Pods): string[] {
  const config = mainContainer(pods)?.config ?? {};
  const requests = PROBES.flatMap((probe) => blocks(block(config[probe])["http_get"]));
  return [...new Set(requests.map(({ path }) => text(path) ?? "/"))];
}

interface Asked {
  readonly path: string;
  readonly problems: readonly string[];
}

/** What the load balancer asks for, with the defaults of the controller and of ELB. */
function askedBy({ kind, annotations, service, targetGroup }: Entry): Asked {
  if (kind === "target-group") return targetGroup ? askedByGroup(targetGroup) : { path: "/", problems: [] };
  const prefix = kind === "ingress" ? ALB : NLB;
  const told = { ...annotations, ...service?.annotations };
  const setting = (key: string, otherwise: string) => told[`${prefix}${key}`] ?? otherwise;
  const expected = (key: string, wanted: string, otherwise: string): string[] => {
    const value = setting(key, otherwise);
    return value === wanted ? [] : [`${key} is ${value}, expected ${wanted}`];
  };
  return {
    path: setting("healthcheck-path", "/"),
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

function askedByGroup({ address, config }: NonNullable<Entry["targetGroup"]>): Asked {
  if (address.startsWith("data.")) {
    const said = conditionsOf(config).flatMap(
      (condition) => /^self\.health_check\[0\]\.path == "([^"]*)"$/.exec(condition)?.[1] ?? [],
    );
    return { path: said[0] ?? "a path that nothing verifies", problems: [] };
  }
  const health = block(config["health_check"]);
  const matcher = text(health["matcher"]) ?? "200";
  return {
    path: text(health["path"]) ?? "/",
    problems: matcher === "200" ? [] : [`it takes ${matcher} for healthy, expected 200`],
  };
}
