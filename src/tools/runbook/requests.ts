import { modelRequestsOf } from "../../proof/model/kubernetes/model-requests";
import { type EnvironmentPlan } from "../../proof/terraform-json/environment-plan";
import { type Names, outputOf } from "./facts";
import { local, reads, table } from "./markdown";
import { NPX } from "../../shared/command-line/program-name";

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
    "Compare all that runs with the synthesized JSON; docs/guide/verify.md describes `--pod`, which looks from inside the VPC:",
    reads(`${NPX} verify --environments ${environment}`),
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
const urlsOf = (plan: EnvironmentPlan): ModelUrl[] =>
  modelRequestsOf(plan).map(({ model, scheme, host, path, health = "none" }) => ({
    model,
    url: `${scheme}://${host === "" ? "HOST" : host}${path}`,
    health,
  }));
