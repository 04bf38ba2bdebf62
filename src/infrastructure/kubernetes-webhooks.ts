import { ADDONS_OF_PARTS } from "../evidence/addons-of-parts";
import { CHART_FACTS, type WebhookFacts, type WorkloadFacts } from "../evidence/charts";
import { type EnvironmentPlan, memoizePerPlan, type PlannedResource } from "../terraform/environment-plan";
import { asArray, asObject, type JsonObject, text, texts } from "../terraform/stack-json";
import { chartValue } from "./kubernetes-charts";
import { addonsOf, type HelmRelease, helmReleasesOf } from "./kubernetes-releases";
import { type ApiObject, items } from "./kubernetes-api";
import { objectsOf } from "./kubernetes-objects";

/** A webhook that refuses objects while its pods do not answer. */
interface ClosedWebhook {
  /** Release, add-on or object that has the webhook. */
  readonly resource: PlannedResource;
  readonly kind: "mutating" | "validating";
  readonly name: string;
  readonly namespace: string;
  /** Deployment whose pods answer. @default - unknown */
  readonly deployment?: string;
  /** Operations that it judges: `core/pods CREATE`. */
  readonly rules: readonly string[];
  /** Namespaces and objects that it judges. @default - all */
  readonly only?: string;
}

/** Webhooks of charts, of add-ons and of objects of the stacks. */
export const closedWebhooks = memoizePerPlan((plan: EnvironmentPlan): readonly ClosedWebhook[] => [
  ...helmReleasesOf(plan).flatMap(ofChart),
  ...ofAddons(plan),
  ...ofObjects(plan),
]);

function ofChart(release: HelmRelease): ClosedWebhook[] {
  const facts = release.local ? undefined : CHART_FACTS[release.chart];
  if (!facts) return [];
  return facts.webhooks
    .filter((webhook) => isClosed(webhook, release.values))
    .map(({ kind, name, rules, targetPort, namespaceSelector = [], objectSelector = [] }) => {
      const deployment = facts.workloads.find((workload) => listensOn(workload, targetPort))?.name;
      const only = [...namespaceSelector, ...objectSelector].join(" and ");
      return {
        resource: release.resource,
        kind,
        name,
        namespace: release.namespace,
        ...(deployment === undefined ? {} : { deployment }),
        rules,
        ...(only === "" ? {} : { only }),
      };
    });
}

function isClosed(
  { failurePolicy, failurePolicyValue, unlessFalse, unlessTrue }: WebhookFacts,
  values: JsonObject,
): boolean {
  const at = (path: string | undefined) => (path === undefined ? undefined : chartValue(values, path));
  if (at(unlessFalse) === false || at(unlessTrue) === true) return false;
  return ((text(at(failurePolicyValue)) ?? "") || failurePolicy) === "Fail";
}

const listensOn = ({ kind, containers }: WorkloadFacts, port: number): boolean =>
  kind === "Deployment" &&
  containers.some(({ ports = [] }) => ports.some((written) => written.split("/")[1] === String(port)));

const ofAddons = (plan: EnvironmentPlan): ClosedWebhook[] =>
  addonsOf(plan).flatMap(({ resource, name: addon }) =>
    (ADDONS_OF_PARTS[addon]?.webhooks ?? [])
      .filter(({ failurePolicy }) => failurePolicy === "Fail")
      .map(({ kind, name, deployment, rules }) => ({
        resource,
        kind,
        name,
        namespace: ADDONS_OF_PARTS[addon]?.pods.find((pods) => pods.name === deployment)?.namespace ?? "",
        deployment,
        rules,
      })),
  );

const KINDS = {
  MutatingWebhookConfiguration: "mutating",
  ValidatingWebhookConfiguration: "validating",
} as const;

/** Configurations among the objects of local charts, and as resources of Terraform. The policy is Fail by default. */
function ofObjects(plan: EnvironmentPlan): ClosedWebhook[] {
  const inCharts = helmReleasesOf(plan).flatMap(({ resource, values }) =>
    asArray(values["resources"])
      .map(asObject)
      .flatMap((object) => {
        const kind = KINDS[text(object["kind"]) as keyof typeof KINDS] as ClosedWebhook["kind"] | undefined;
        return kind === undefined
          ? []
          : asArray(object["webhooks"]).map((webhook) => ofObject(resource, kind, asObject(webhook)));
      }),
  );
  const asResources = (["mutating", "validating"] as const).flatMap((kind) =>
    objectsOf(plan)
      .ofKind(`${kind}_webhook_configuration`)
      .flatMap(({ resource, api }) =>
        items(api.webhooks).map((webhook) => ofObject(resource, kind, webhook)),
      ),
  );
  return [...inCharts, ...asResources].flatMap((webhook) => webhook ?? []);
}

function ofObject(
  resource: PlannedResource,
  kind: ClosedWebhook["kind"],
  { name, clientConfig, failurePolicy = "Fail", rules }: NonNullable<ApiObject["webhooks"]>[number],
): ClosedWebhook | undefined {
  if (failurePolicy !== "Fail") return undefined;
  return {
    resource,
    kind,
    name: text(name) ?? "",
    namespace: text(clientConfig?.service?.namespace) ?? "",
    rules: items(rules).map(({ apiGroups, resources, operations }) => {
      const [groups, kinds] = [apiGroups, resources].map((all) =>
        texts(all)
          .map((one) => one || "core")
          .join(","),
      );
      return `${groups ?? ""}/${kinds ?? ""} ${texts(operations).join(",")}`;
    }),
  };
}
