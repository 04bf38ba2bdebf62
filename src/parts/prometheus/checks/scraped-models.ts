import { PROBES } from "../../../infrastructure/kubernetes-api";
import { labelsOf } from "../../../infrastructure/kubernetes-labels";
import { objectsOf, type Pods } from "../../../infrastructure/kubernetes-objects";
import { containerPort } from "../../../infrastructure/network-load-balancers";
import { type Stated } from "../../../infrastructure/stated";
import { at, type Check, combinedFinding, type Finding, ruleOf } from "../../../checks/check";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asArray, asObject, isTrue, type JsonObject, text, texts } from "../../../terraform/stack-json";
import { isAtMost, serverOf, VLLM_METRICS_PATH } from "../../alerts/model";
import { KSERVE } from "../../kserve/facts";
import { inferenceServicesOf } from "../../kserve/model";
import { MOST_BETWEEN } from "../facts/working-settings";
import { monitoredPodsOf } from "../model";
import { relabelingProblems } from "./relabelings";
import { type CustomObject, customObjectsOf } from "../../../infrastructure/kubernetes-releases";
import { runsVllm } from "../../../infrastructure/kubernetes-vllm";
import TEXTS from "./texts.json";

export const scrapedModels: Check = {
  ...ruleOf(TEXTS, "scraped-models"),
  run: (plan, { statedOf }) => [
    ...customObjectsOf(plan)
      .filter(({ kind }) => kind === "ServiceMonitor")
      .flatMap((monitor) =>
        combinedFinding(
          monitor.resource,
          `ServiceMonitor ${monitor.name}`,
          monitorProblems(plan, monitor, statedOf(plan.name)),
        ),
      ),
    ...unmonitored(plan, statedOf(plan.name)),
  ],
};

/** Models of the file with metrics that no monitor reads. */
function unmonitored(plan: EnvironmentPlan, stated: Stated): Finding[] {
  const monitored = new Set(monitoredPodsOf(plan).map(({ pods }) => pods));
  return objectsOf(plan)
    .pods.filter(
      ({ owner, isJob }) =>
        owner.resource.layer === "models" && !isJob && stated.models.has(owner.programName),
    )
    .filter((pods) => !monitored.has(pods))
    .flatMap((pods) => {
      const { path } = metricsOf(plan, pods, stated);
      return path === undefined || !stated.hasPrometheus
        ? []
        : [
            {
              ...at(pods.owner.resource),
              message: `no ServiceMonitor selects the pods of ${pods.owner.programName}, whose metrics are at ${path}`,
              fix: "add a ServiceMonitor that selects its pods by their labels",
            },
          ];
    });
}

/** Whether KServe creates the pods, and the path of their metrics, if it is known. */
function metricsOf(plan: EnvironmentPlan, pods: Pods, stated: Stated) {
  const { owner } = pods;
  const served = inferenceServicesOf(plan).some(
    ({ object, deployment }) => object.namespace === owner.namespace && deployment.name === owner.name,
  );
  const ofImage = runsVllm(pods) ? VLLM_METRICS_PATH : stated.models.get(owner.programName)?.metricsPath;
  return { served, path: served ? KSERVE.metricsPath : ofImage };
}

function monitorProblems(plan: EnvironmentPlan, { namespace, spec }: CustomObject, stated: Stated): string[] {
  const looked = texts(asObject(spec["namespaceSelector"])["matchNames"]);
  if (looked.length > 0 && !looked.includes(namespace))
    return [`it looks at the namespaces ${looked.join(", ")}, and its model is in ${namespace}`];
  const [pods] = objectsOf(plan).selected(namespace, labelsOf(asObject(spec["selector"])["matchLabels"]));
  if (!pods) return ["it selects no pods"];
  const { served, path } = metricsOf(plan, pods, stated);
  const server = serverOf(pods, served);
  return [
    ...(served && !leavesOutOwn(asObject(spec["selector"]))
      ? [
          "it also selects the Service of KServe, which has the labels of the pods, so each series exists twice",
        ]
      : []),
    ...asArray(spec["endpoints"])
      .map(asObject)
      .flatMap((endpoint) => [
        ...placeProblems(endpoint, pods, path),
        ...timeProblems(endpoint),
        ...relabelingProblems(endpoint, server),
      ]),
  ];
}

/** Whether a selector leaves out objects with a label that KServe sets. */
const leavesOutOwn = (selector: JsonObject): boolean =>
  asArray(selector["matchExpressions"])
    .map(asObject)
    .some(
      ({ key, operator }) => operator === "DoesNotExist" && Object.hasOwn(KSERVE.labels(""), text(key) ?? ""),
    );

function placeProblems(endpoint: JsonObject, pods: Pods, expected: string | undefined): string[] {
  const port = text(endpoint["port"]);
  const path = text(endpoint["path"]) ?? "/metrics";
  const scheme = (text(endpoint["scheme"]) ?? "http").toLowerCase();
  return [
    ...(endpoint["targetPort"] === undefined && containerPort(pods, port) === undefined
      ? [`its port ${port ?? "(none)"} is no port of the pods`]
      : []),
    ...(expected === undefined || path === expected ? [] : [`its path is ${path}, expected ${expected}`]),
    ...(scheme === "http" || speaksTls(pods)
      ? []
      : [`its scheme is ${scheme}, and the probes of the pods speak HTTP`]),
  ];
}

/** Whether a probe of the pods speaks TLS. */
const speaksTls = ({ containers }: Pods): boolean =>
  containers.some(({ config }) => PROBES.some((probe) => text(config[probe]?.httpGet?.scheme) === "HTTPS"));

function timeProblems(endpoint: JsonObject): string[] {
  const interval = text(endpoint["interval"]);
  const isOften = interval === undefined || isAtMost(interval, MOST_BETWEEN);
  return [
    ...(isOften
      ? []
      : [`its interval is ${interval}, expected at most ${MOST_BETWEEN}: alerts read windows of 5m`]),
    ...(isTrue(endpoint["honorLabels"])
      ? ["with honorLabels, a model can give its series the labels of another one"]
      : []),
  ];
}
