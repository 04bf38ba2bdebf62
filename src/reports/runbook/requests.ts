import { modelsOf } from "../../infrastructure/capacity-shortage";
import { clusterAddressesOf } from "../../infrastructure/cluster-addresses";
import { modelRequestsOf } from "../../infrastructure/model-requests";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Names, outputOf } from "./facts";
import { local, markdownTable, reads } from "./markdown";
import { CLIENT_LABEL } from "../../facts/client-label";
import { NPX } from "../../base/program-name";

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
    ...(urlsOf(plan).length > 0 ? throughLoadBalancer(plan, environment) : inCluster(plan)),
    "Compare all that runs with the synthesized JSON; docs/guide/verify.md describes `--pod`, which looks from inside the VPC:",
    reads(`${NPX} verify --environments ${environment}`),
    "Paths that take POST answer GET with 405, which shows that the pods are reached.",
  ];
}

const throughLoadBalancer = (plan: EnvironmentPlan, environment: string): string[] => [
  "Then send a request, from a client that the load balancer admits:",
  reads(
    ...addressCommands(plan, environment),
    ...urlsOf(plan).map(({ url }) => `curl --fail --show-error --include ${url}`),
  ),
  markdownTable(
    ["model", "request", "health"],
    urlsOf(plan).map(({ model, url, health }) => [model, `\`${url}\``, health]),
  ),
  ...(urlsOf(plan).some(({ url }) => url.includes("HOST"))
    ? ["Replace `HOST` by the address that the first command prints."]
    : []),
  "A status of 503 means that no pod is registered and healthy: see Symptoms.",
];

/** Without a load balancer, operators reach a Service through the Kubernetes API, and pods need a label. */
function inCluster(plan: EnvironmentPlan): string[] {
  const addresses = clusterAddressesOf(plan);
  const [first] = addresses;
  if (first === undefined) return [];
  return [
    "No load balancer leads to the models. Send a request through the Kubernetes API; the first command runs until it is stopped:",
    reads(
      `kubectl --namespace ${first.namespace} port-forward service/${first.service} 8080:${first.port}`,
      `curl --fail --show-error --include http://localhost:8080${first.health ?? "/"}`,
    ),
    `Pods of any namespace with the label \`${CLIENT_LABEL.text}\` call the models:`,
    markdownTable(
      ["model", "address", "health"],
      addresses.map(({ model, url, health = "none" }) => [model, `\`${url}\``, health]),
    ),
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
  const models = modelsOf(plan).map(({ name }) => name);
  // Pages of programs ask for a log-in.
  return modelRequestsOf(plan)
    .filter(({ model }) => models.includes(model))
    .map(({ model, scheme, host, path, health = "none" }) => ({
      model,
      url: `${scheme}://${host === "" ? "HOST" : host}${path}`,
      health,
    }));
}
