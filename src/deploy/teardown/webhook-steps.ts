import { chartLeftovers } from "../../evidence/helm-leftovers";
import { type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type TeardownFacts } from "./facts";
import { type Look } from "./look";
import { ownRelease } from "./objects";
import { type Item, type Step } from "./step";

/** Steps about what Helm releases leave or block: webhooks, definitions and leases. */
export const webhookSteps = (facts: TeardownFacts): Step[] => [
  { ...webhooks, layer: "models", moment: "before the plan", find: (look) => deadWebhooks(look, "block") },
  {
    ...webhooks,
    layer: "platform",
    moment: "after the destroy",
    goesWith: "cluster",
    find: (look) => deadWebhooks(look, "name"),
  },
  ...(facts.releases.some(({ chart }) => chartLeftovers(chart).definitions.length > 0) ? [definitions] : []),
  ...(facts.releases.some(({ chart }) => chartLeftovers(chart).lease !== undefined) ? [leases] : []),
];

const KINDS = ["validatingwebhookconfigurations", "mutatingwebhookconfigurations"] as const;

const webhooks = {
  id: "webhooks",
  title: "webhooks without a pod",
  why: "a webhook that fails closed refuses what it checks, also the end of a finalizer, while none of its pods answers",
  needs: "kubectl",
  look: [`kubectl get ${KINDS.join(",")}`, "kubectl get endpointslices --all-namespaces"],
} as const;

/** Configurations that fail closed and whose Service has no ready pod. After the platform, those of its own releases go. */
async function deadWebhooks(look: Look, others: "block" | "name"): Promise<Item[]> {
  const alive = new Set((await look.objects("endpointslices.discovery.k8s.io")).flatMap(readyService));
  const found: Item[] = [];
  for (const kind of KINDS)
    for (const object of await look.objects(kind)) {
      const dead = asArray(object["webhooks"])
        .map(asObject)
        .flatMap((each) => closedService(each) ?? []);
      const [service] = dead.filter((each) => !alive.has(each));
      if (service === undefined) continue;
      const { name } = asObject(object["metadata"]);
      const own = ownRelease(look.facts, object);
      const release = own?.name;
      const isRecorded = own !== undefined && look.facts.recorded?.has(own.address) === true;
      found.push({
        kind,
        id: String(name),
        treatment: others === "name" && isRecorded ? "delete" : others,
        because: `no pod of ${service} answers${release === undefined ? "" : `; release ${release} made it`}`,
        remove: ["kubectl", "delete", kind, String(name)],
      });
    }
  return found;
}

/** `namespace/name` of the Service of a slice with a ready pod. */
function readyService(slice: JsonObject): string[] {
  const { namespace, labels } = asObject(slice["metadata"]);
  const isReady = asArray(slice["endpoints"]).some(
    (each) => asObject(asObject(each)["conditions"])["ready"] !== false,
  );
  return isReady ? [`${String(namespace)}/${String(asObject(labels)["kubernetes.io/service-name"])}`] : [];
}

function closedService({ failurePolicy, clientConfig }: JsonObject): string | undefined {
  const service = asObject(clientConfig)["service"];
  if (failurePolicy === "Ignore" || service === undefined) return undefined;
  return `${String(asObject(service)["namespace"])}/${String(asObject(service)["name"])}`;
}

const definitions: Step = {
  id: "definitions",
  layer: "platform",
  moment: "after the destroy",
  goesWith: "cluster",
  title: "custom resource definitions that Helm keeps",
  why: "Helm installs them once and does not delete them; an older version makes a later installation fail",
  needs: "kubectl",
  look: ["kubectl get customresourcedefinitions"],
  find: async (look) => {
    const existing = (await look.objects("customresourcedefinitions.apiextensions.k8s.io")).map(
      ({ metadata }) => String(asObject(metadata)["name"]),
    );
    const found: Item[] = [];
    for (const { chart } of uniqueCharts(look.facts))
      for (const name of chartLeftovers(chart).definitions.filter((each) => existing.includes(each))) {
        const objects = (await look.objects(name)).length;
        found.push({
          kind: "customresourcedefinitions",
          id: name,
          treatment: "name",
          because: `chart ${chart} has it, as an installation of others can; objects: ${objects}`,
          remove: ["kubectl", "delete", "customresourcedefinitions", name],
        });
      }
    return found;
  },
};

const uniqueCharts = ({ releases }: TeardownFacts) => [
  ...new Map(releases.map((release) => [release.chart, release])).values(),
];

const leases: Step = {
  id: "leases",
  layer: "platform",
  moment: "after the destroy",
  goesWith: "cluster",
  title: "leases of controllers",
  why: "a program creates its lease itself, so Helm does not delete it",
  needs: "kubectl",
  look: ["kubectl get leases --namespace kube-system"],
  find: async (look) => {
    const existing = await look.objects("leases.coordination.k8s.io");
    return uniqueCharts(look.facts).flatMap(({ chart, namespace }): Item[] => {
      const name = chartLeftovers(chart).lease;
      const lease = existing.find(({ metadata }) => {
        const found = asObject(metadata);
        return found["name"] === name && found["namespace"] === namespace;
      });
      if (name === undefined || lease === undefined) return [];
      return [
        {
          kind: "leases",
          id: `${namespace}/${name}`,
          treatment: "name",
          because: `the program of chart ${chart} has this lease, as one of others can`,
          remove: ["kubectl", "delete", "leases.coordination.k8s.io", name, "--namespace", namespace],
        },
      ];
    });
  },
};
