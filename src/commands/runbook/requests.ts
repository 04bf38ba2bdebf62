import { entriesOf, ingressPaths } from "../../analysis/kubernetes/entries";
import { type Pods, mainContainer, objectsOf } from "../../analysis/kubernetes/objects";
import { block, text } from "../../analysis/blocks";
import { balancerOfEntry } from "../../analysis/network/load-balancers";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { type Names, outputOf } from "./facts";
import { local, reads, table } from "./markdown";

/** First requests to the models, by their own names. */
export function requestChapter(
  plan: EnvironmentPlan,
  { environment, cluster, region, namespace, models }: Names,
): string[] {
  if (cluster === undefined || models.length === 0) return [];
  return [
    "## First request",
    local(`aws eks update-kubeconfig --name ${cluster} --region ${region}`),
    reads(
      `kubectl --namespace ${namespace} get deployments,pods --output wide`,
      ...models.map(
        ({ name }) => `kubectl --namespace ${namespace} rollout status deployment/${name} --timeout 10m`,
      ),
    ),
    "Then send a request, from a client that the load balancer admits:",
    reads(
      ...addressCommands(plan, environment),
      ...urlsOf(plan).map(({ url }) => `curl --fail --show-error --include ${url}`),
    ),
    table(
      ["model", "request", "health"],
      urlsOf(plan).map(({ model, url, health }) => [model, `\`${url}\``, health]),
    ),
    ...(urlsOf(plan).some(({ url }) => url.includes("HOST"))
      ? ["Replace `HOST` by the address that the first command prints."]
      : []),
    "A status of 503 means that no pod is registered and healthy: see Symptoms. Paths that take POST answer GET with 405, which shows that the pods are reached.",
  ];
}

/** The address of the load balancer, for a host that has no record yet. */
function addressCommands(plan: EnvironmentPlan, environment: string): string[] {
  const outputs = plan.stack("models")?.outputs ?? {};
  return "load_balancer_hosts" in outputs
    ? [`terraform -chdir=cdktf.out/stacks/${environment}-models output load_balancer_hosts`]
    : "alb_dns_name" in (plan.stack("network")?.outputs ?? {})
      ? [outputOf(environment, "network", "alb_dns_name")]
      : [];
}

interface ModelUrl {
  readonly model: string;
  readonly url: string;
  readonly health: string;
}

/** A URL of each path of a model. `HOST` is the address of the load balancer, if the stacks have no host. */
function urlsOf(plan: EnvironmentPlan): ModelUrl[] {
  return entriesOf(plan).flatMap((entry) => {
    const { resource, serviceName, pods } = entry;
    const ingress = objectsOf(plan)
      .ofKind("ingress")
      .find((each) => each.resource === resource);
    const scheme = balancerOfEntry(plan, entry)?.listeners.includes(443) ? "https" : "http";
    const paths = ingress ? ingressPaths(ingress).filter((each) => each.serviceName === serviceName) : [];
    const places =
      paths.length > 0
        ? paths.map(({ host, config }) => `${host === "" ? "HOST" : host}${text(config["path"]) ?? "/"}`)
        : ["HOST/"];
    return pods.flatMap((each) =>
      places.map((place) => ({
        model: each.owner.name,
        url: `${scheme}://${place}`,
        health: healthOf(each),
      })),
    );
  });
}

const healthOf = (pods: Pods): string =>
  text(block(block(mainContainer(pods)?.config["readiness_probe"])["http_get"])["path"]) ?? "none";
