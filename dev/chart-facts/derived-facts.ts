import { type ChartFacts, type WorkloadFacts } from "../../src/evidence/charts";
import { type ChartValues } from "../../src/evidence/chart-values";
import { chartValue, chartWorkloads } from "../../src/infrastructure/kubernetes-charts";
import { ImageReference } from "../../src/infrastructure/kubernetes-images";
import { distinct } from "../../src/base/lists";
import { asObject, type JsonObject, textsIn } from "../../src/terraform/stack-json";
import { type ChartPackage } from "./chart-package";
import { derivedWorkloads, imagesByContainer } from "./derived-workloads";
import { defaultsWith, FIELDS_OF_BUDGET } from "./default-values";
import { type ChartRenderer } from "./helm";
import { plainValuesOf } from "./plain-values";
import { hooksOf, nameOfObject, objectsOfKind } from "./rendered-objects";
import { areDefinitionsKept, definitionsOf, rightsOf } from "./rights-and-definitions";
import {
  controlPlanePortsOf,
  controlPlanePortValue,
  goneAt,
  podsIn,
  servicesOf,
  webhookValues,
  webhooksOf,
} from "./services-and-webhooks";
import { typeOfValue, valuePaths } from "./value-paths";
import { type ProbeProps, markedRenderings } from "./value-probes";

export interface DerivedFactsProps {
  readonly chart: ChartPackage;
  readonly renderer: ChartRenderer;
  /** The program that judges pods. */
  readonly podSecurity: string;
  /** Facts whose hand-written fields are kept. */
  readonly old: ChartFacts;
  readonly documented: ChartValues["values"];
}

/** The facts that follow from the chart, with the hand-written fields of the old ones. */
export function derivedFacts(props: DerivedFactsProps): ChartFacts {
  const { chart, renderer, old } = props;
  const objects = renderer.render({}, ["--include-crds"]);
  const templates = renderer.render();
  const paths = distinct([...valuePaths(chart.defaults), ...valuePaths(props.documented as JsonObject)]);
  const typeOf = (path: string): string | undefined =>
    typeOfValue(chartValue(chart.defaults, path)) ?? documentedType(props.documented, path);
  const probe: ProbeProps = { renderer, paths, defaults: chart.defaults, typeOf };
  const workloads = [
    ...derivedWorkloads({ podSecurity: props.podSecurity, old: old.workloads, probe, objects }),
    ...ofOperators(old),
  ];
  const pods = [...podsIn(objects), ...ofOperators(old)];
  const services = servicesOf(objects, pods);
  const webhooks = webhooksWithValues(probe, objects, services);
  const ports = controlPlanePortsOf(objects, pods);
  const portValue = controlPlanePortValue(probe, ports);
  const definitions = definitionsOf(objects, old.crds);
  const inTemplates = objectsOfKind(templates, "CustomResourceDefinition").length > 0;
  const budget = budgetValue(probe);
  const accounts = serviceAccountsIn(probe, objects);
  const facts = {
    ...withoutDerived(old),
    version: chart.version,
    ...(chart.appVersion === undefined ? {} : { appVersion: chart.appVersion }),
    oldestKubernetes: oldestKubernetes(chart, old),
    workloads,
    defaults: defaultsWith({
      chart: chart.defaults,
      old: old.defaults,
      workloads,
      budget,
      switches: accounts.flatMap(({ createdIf }) => createdIf ?? []),
      images: imagesByContainer(objects),
      mentioned: textsIn([...objects]),
    }),
    serviceAccounts: accounts,
    services,
    webhooks,
    controlPlanePorts: ports,
    ...(portValue === undefined ? {} : { controlPlanePortValue: portValue }),
    rbac: rightsOf(objects),
    crds: definitions,
    ...(inTemplates ? { crdsInTemplates: true } : {}),
    ...(inTemplates && areDefinitionsKept(objects) ? { crdsKept: true } : {}),
    ...(old.plainValues ? { plainValues: plainValuesOf(probe) } : {}),
    ...(budget === undefined ? {} : { podDisruptionBudget: budget }),
    ...clusterObjectsOf(objects, old),
    images: old.images,
  } as ChartFacts;
  return { ...facts, images: imagesOf(facts, old) };
}

function documentedType(documented: ChartValues["values"], path: string): string | undefined {
  const type = chartValue(documented as JsonObject, path);
  return typeof type === "string" ? type : undefined;
}

/** Fields that follow from the chart and can be absent. */
const OPTIONAL = [
  "appVersion",
  "controlPlanePortValue",
  "crdsInTemplates",
  "crdsKept",
  "csiDriver",
  "ingressClass",
  "plainValues",
  "podDisruptionBudget",
];

const withoutDerived = (old: ChartFacts): Partial<ChartFacts> =>
  Object.fromEntries(Object.entries(old).filter(([key]) => !OPTIONAL.includes(key)));

function oldestKubernetes({ kubeVersion }: ChartPackage, old: ChartFacts): ChartFacts["oldestKubernetes"] {
  const [, version] = /(\d+\.\d+)/.exec(kubeVersion ?? "") ?? [];
  if (version === undefined || version === old.oldestKubernetes.version) return old.oldestKubernetes;
  return { version, source: `kubeVersion of the chart: ${String(kubeVersion)}` };
}

/** Workloads that an operator of the chart creates are read in its source, and are no objects of the chart. */
const ofOperators = (old: ChartFacts): WorkloadFacts[] =>
  old.workloads.filter(({ createdByOperatorIf }) => createdByOperatorIf !== undefined);

/** Images of the workloads with their default values. An image of hooks alone is marked. */
function imagesOf(facts: ChartFacts, old: ChartFacts): ChartFacts["images"] {
  const used = chartWorkloads(facts, {}, true).flatMap(({ containers, facts: { hook } }) =>
    containers.map(({ image }) => ({ image: ImageReference.parse(image), hook })),
  );
  return distinct(used.map(({ image }) => image.text)).map((name) => {
    const { path, registry, tag = "" } = ImageReference.parse(name);
    const repository = `${registry}/${path}`;
    const known = old.images.find((each) => each.repository === repository);
    return {
      repository,
      tag,
      ...(used.some(({ image, hook }) => image.text === name && hook === undefined) ? {} : { hook: true }),
      ...(known?.tags === undefined ? {} : { tags: known.tags }),
    };
  });
}

function serviceAccountsIn(probe: ProbeProps, objects: readonly JsonObject[]): ChartFacts["serviceAccounts"] {
  const names = (rendered: readonly JsonObject[]): string[] =>
    objectsOfKind(rendered, "ServiceAccount").map(nameOfObject);
  const switches = probe.paths.filter(
    (path) => /serviceAccount.*\.create$/i.test(path) && chartValue(probe.defaults, path) === true,
  );
  const createdIf = new Map<string, string>();
  for (const path of switches)
    for (const name of goneAt(probe.renderer, path, false, names(objects), names)) createdIf.set(name, path);
  return objectsOfKind(objects, "ServiceAccount").map((account) => {
    const name = nameOfObject(account);
    const path = createdIf.get(name);
    const hook = hooksOf(account);
    return { name, ...(hook === "" ? {} : { hook }), ...(path === undefined ? {} : { createdIf: path }) };
  });
}

function webhooksWithValues(
  probe: ProbeProps,
  objects: readonly JsonObject[],
  services: ChartFacts["services"],
): ChartFacts["webhooks"] {
  const webhooks = webhooksOf(objects, services);
  const values = webhookValues(
    probe,
    webhooks.map(({ name }) => name),
  );
  return webhooks.map((webhook) => {
    const of = (field: keyof typeof values): object => {
      const path = values[field].get(webhook.name);
      return path === undefined ? {} : { [field]: path };
    };
    return { ...webhook, ...of("failurePolicyValue"), ...of("unlessFalse"), ...of("unlessTrue") };
  });
}

/** The value with the budget of every Deployment. */
function budgetValue(probe: ProbeProps): string | undefined {
  const paths = probe.paths
    .filter((path) => /(^|\.)podDisruptionBudget$/i.test(path))
    // A mapping with other keys alone has several budgets.
    .filter((path) => {
      const keys = Object.keys(asObject(chartValue(probe.defaults, path)));
      return keys.length === 0 || keys.some((key) => FIELDS_OF_BUDGET.includes(key));
    });
  for (const objects of markedRenderings(probe, paths, (marker) => ({
    maxUnavailable: FIRST_BUDGET + marker,
  }))) {
    const budgets = objectsOfKind(objects, "PodDisruptionBudget").map(
      ({ spec }) => paths[Number(asObject(spec)["maxUnavailable"]) - FIRST_BUDGET],
    );
    const [path] = budgets;
    const deployments = objectsOfKind(objects, "Deployment").length;
    if (path !== undefined && budgets.filter((each) => each === path).length === deployments) return path;
  }
  return undefined;
}

/** No chart has a budget above it. */
const FIRST_BUDGET = 900;

/** The CSIDriver and the IngressClass; the values that set more of their fields are hand-written. */
function clusterObjectsOf(objects: readonly JsonObject[], old: ChartFacts): Partial<ChartFacts> {
  const [driver] = objectsOfKind(objects, "CSIDriver");
  const [ingressClass] = objectsOfKind(objects, "IngressClass");
  const { csiDriver, ingressClass: known } = old;
  return {
    ...(driver && csiDriver
      ? { csiDriver: { ...csiDriver, name: nameOfObject(driver), spec: driverSpec(driver) } }
      : {}),
    ...(ingressClass && known
      ? { ingressClass: { ...known, controller: String(asObject(ingressClass["spec"])["controller"]) } }
      : {}),
  };
}

/** Fields of the CSIDriver that no value of the facts sets. */
const driverSpec = (driver: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(asObject(driver["spec"])).filter(
      ([key]) => !["requiresRepublish", "tokenRequests", "serviceAccountTokenInSecrets"].includes(key),
    ),
  );
