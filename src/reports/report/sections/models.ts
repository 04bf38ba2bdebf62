import { ingressesOfGit } from "../../../parts/argo-cd/model";
import { modelsOf } from "../../../infrastructure/capacity-shortage";
import { asArray, asObject, block, jsonIn, text } from "../../../terraform/stack-json";
import { groupBy } from "../../../base/group-by";
import { type EnvironmentPlan, inLayer } from "../../../terraform/environment-plan";
import { clusterAddressesOf } from "../../../infrastructure/cluster-addresses";
import { customObjectsOf } from "../../../infrastructure/kubernetes-releases";
import { modelRequestsOf } from "../../../infrastructure/model-requests";
import { objectsOf, type Pods } from "../../../infrastructure/kubernetes-objects";
import { promotedVersions } from "../../../infrastructure/pinned-content";
import { knownText } from "../../../infrastructure/text-references";
import { CLIENT_LABEL } from "../../../facts/client-label";
import { stackName } from "../../../base/layers";
import { type Content, markup } from "../../../base/markup";
import { items } from "../../../infrastructure/kubernetes-api";
import { bullets, type HtmlSection, note, section, tableMarkup } from "../section";

type ClusterAddress = ReturnType<typeof clusterAddressesOf>[number];
type ModelRequest = ReturnType<typeof modelRequestsOf>[number];

/** Models with what they run and read, and how clients call them. */
export function modelsSection(plan: EnvironmentPlan): HtmlSection {
  const requests = modelRequestsOf(plan);
  const unpinned = promotedVersions(plan).flatMap(({ model, digest }) =>
    digest === undefined ? [model] : [],
  );
  // The Service behind an NLB is an entry.
  const addresses = requests.length > 0 ? [] : clusterAddressesOf(plan);
  return section(
    "models",
    "Models",
    tableMarkup(
      "Models, their addresses, images and secrets",
      ["model", "host", "path", "image", "secrets", "how to call it"],
      [
        ...modelsOf(plan).map(({ name, namespace }) => {
          const own = requests.filter(({ model }) => model === name);
          const pods = objectsOf(plan).pods.find(
            ({ owner }) => owner.namespace === namespace && owner.name === name,
          );
          const inCluster = addresses.filter(({ model }) => model === name);
          return [
            name,
            either(
              [
                ...new Set(own.map(({ host }) => (host === "" ? "address of the load balancer" : host))),
                ...inCluster.map(({ url }) => `in the cluster: ${url}`),
              ],
              "no entry",
            ),
            either([...new Set(own.map(({ path }) => path))], inCluster.length > 0 ? "any" : "no entry"),
            (pods && imageOf(plan, pods)) ?? "not known",
            either(pods ? secretsOf(plan, pods) : [], "none"),
            bullets(
              [...new Set(own.map((request) => curl(plan, request))), ...inCluster.flatMap(forwarded)].map(
                code,
              ),
            ),
          ];
        }),
        ...rowsOfGit(plan, requests),
      ],
    ),
    ...(unpinned.length === 0
      ? []
      : [
          note(
            `Without manifestDigest, the content of a promoted version is not pinned: ${unpinned.join(", ")}.`,
          ),
        ]),
    ...(addresses.length > 0
      ? [
          note(
            `No load balancer leads to the models: pods with the label ${CLIENT_LABEL.text} call them in the cluster, and operators through the Kubernetes API.`,
          ),
        ]
      : []),
    note(
      "The commands run where a client of the picture is, in the folder of the checkout. request.json has an input of the model. Commands with terraform read the address from the state, and need credentials; jq prints it.",
    ),
  );
}

/** Models in Git with paths. Their pods are in no stack. */
function rowsOfGit(plan: EnvironmentPlan, [first]: readonly ModelRequest[]): Content[][] {
  const places = ingressesOfGit(plan).flatMap(({ paths, healthPath: health }) =>
    paths.map(({ serviceName: model, host, config }) => ({
      model,
      host,
      path: text(config.path) ?? "/",
      health,
    })),
  );
  return [...groupBy(places, ({ model }) => model)].map(([name, own]) => [
    name,
    bullets([...new Set(own.map(({ host }) => (host === "" ? "address of the load balancer" : host)))]),
    bullets([...new Set(own.map(({ path }) => path))]),
    "in Git",
    "in Git",
    // They share the load balancer of the models of the file.
    bullets(first ? own.map((place) => code(curl(plan, { ...first, ...place }))) : []),
  ]);
}

const either = (items: readonly string[], none: string): Content =>
  items.length === 0 ? none : bullets(items);

const code = (command: string): Content => markup`<code>${command}</code>`;

function imageOf(plan: EnvironmentPlan, pods: Pods): string | undefined {
  const written = pods.main?.config.image;
  return knownText(plan, inLayer(pods.owner.resource, written)) ?? text(written);
}

/** Names of the secrets that the pods mount as files. */
function secretsOf(plan: EnvironmentPlan, { owner, spec }: Pods): string[] {
  const classes = items(spec.volumes).map((volume) => {
    const attributes = asObject(volume.csi?.volumeAttributes);
    return knownText(plan, inLayer(owner.resource, attributes["secretProviderClass"]));
  });
  return customObjectsOf(plan)
    .filter(
      ({ kind, name, namespace }) =>
        kind === "SecretProviderClass" && namespace === owner.namespace && classes.includes(name),
    )
    .flatMap((each) => asArray(jsonIn(asObject(each.spec["parameters"])["objects"])))
    .flatMap((object) => text(asObject(object)["objectName"]) ?? []);
}

/**
 * A command that calls a path. An entry of all paths answers the path of health, whose request needs no input; another path gets one.
 */
function curl(plan: EnvironmentPlan, request: ModelRequest): string {
  const { scheme, host, path, health } = request;
  const isHealth = health !== undefined && (path === "/" || path === health);
  const called = isHealth ? health : path;
  const url =
    host === ""
      ? `"${scheme}://$(${addressCommand(plan, request)})${called}"`
      : `${scheme}://${host}${called}`;
  return `curl --fail-with-body ${isHealth ? "" : "--json @request.json "}${url}`;
}

/** Commands that call a Service through the Kubernetes API, the first until it is stopped. */
const forwarded = ({ namespace, service, port, health = "/" }: ClusterAddress): string[] => [
  `kubectl --namespace ${namespace} port-forward service/${service} 8080:${port}`,
  `curl --fail-with-body http://localhost:8080${health}`,
];

/** Prints the address of a load balancer that has no host. */
function addressCommand(plan: EnvironmentPlan, { entry }: ModelRequest): string {
  const output = (layer: "models" | "network", rest: string): string =>
    `terraform -chdir=cdktf.out/stacks/${stackName(plan.name, layer)} output ${rest}`;
  const name = text(block(entry.resource.config["metadata"])["name"]);
  return "load_balancer_hosts" in (plan.stack("models")?.outputs ?? {})
    ? output("models", `-json load_balancer_hosts | jq -r '."${name ?? entry.serviceName}"'`)
    : output("network", "-raw alb_dns_name");
}
