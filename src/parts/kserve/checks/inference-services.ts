import { addonOf, mergedValues, releasesOf } from "../../../infrastructure/kubernetes-releases";
import { chartValue } from "../../../infrastructure/kubernetes-charts";
import { type InferenceService, inferenceServicesOf } from "../model";
import { objectsOf } from "../../../infrastructure/kubernetes-objects";
import { CHART_FACTS } from "../../../evidence/charts";
import { KSERVE } from "../facts";
import { type EnvironmentPlan } from "../../../terraform/environment-plan";
import { asArray, asObject, type JsonObject, text } from "../../../terraform/stack-json";
import { type Check, combinedFinding, type CheckProblem, ruleOf } from "../../../checks/check";
import TEXTS from "./texts.json";

export const inferenceServices: Check = {
  ...ruleOf(TEXTS, "inference-services"),
  run: (plan) =>
    inferenceServicesOf(plan).flatMap((service) =>
      combinedFinding(service.object.resource, `InferenceService ${service.object.name}`, [
        ...platformProblems(plan),
        ...objectProblems(plan, service),
      ]),
    ),
};

/** Its controller, and the certificate of its webhooks. */
function platformProblems(plan: EnvironmentPlan): CheckProblem[] {
  const [controller] = releasesOf(plan, "kserve-resources");
  return [
    ...(controller ? configProblems(controller.values) : ["no release of kserve-resources creates its pods"]),
    ...(releasesOf(plan, "kserve-crd").length > 0 ? [] : ["no release of kserve-crd defines its kind"]),
    ...(addonOf(plan, "cert-manager")
      ? []
      : ["no add-on cert-manager issues the certificate of the webhooks"]),
  ];
}

/** Values of the controller that change objects or pods of models. */
function configProblems(given: JsonObject): CheckProblem[] {
  const values = mergedValues(CHART_FACTS["kserve-resources"]?.defaults ?? {}, given);
  const at = (path: string) => chartValue(values, `kserve.${path}`);
  const defaults = ["limits.cpu", "limits.memory", "requests.cpu", "requests.memory"];
  const creates = (shared: string): boolean =>
    at(`${shared}.enabled`) === true || (!at(`${shared}.enabled`) && at("createSharedResources") === true);
  return [
    ...(at("controller.deploymentMode") === "Standard"
      ? []
      : [`the controller has the mode ${String(at("controller.deploymentMode"))}, expected Standard`]),
    ...(at("controller.imagePullPolicy") === "IfNotPresent"
      ? []
      : ["the controller cannot restart without its registry, since imagePullPolicy is not IfNotPresent"]),
    ...(creates("inferenceServiceConfig")
      ? []
      : ["the controller ends without its ConfigMap, which inferenceServiceConfig creates"]),
    ...(creates("certManager") ? [] : ["nothing requests the certificate of its webhooks: certManager does"]),
    ...(creates("storagecontainer")
      ? [
          {
            notJudged:
              "the chart creates a container that downloads models, which is not judged: storagecontainer",
          },
        ]
      : []),
    ...(at("controller.gateway.disableIngressCreation") === true
      ? []
      : ["the controller creates an Ingress of its own, since disableIngressCreation is not true"]),
    ...(at("controller.gateway.disableIstioVirtualHost") === true
      ? []
      : ["the controller looks for objects of Istio, since disableIstioVirtualHost is not true"]),
    ...defaults
      .filter((key) => at(`inferenceservice.resources.${key}`) !== "")
      .map((key) => `containers without it get ${key} ${String(at(`inferenceservice.resources.${key}`))}`),
    ...(at("security.autoMountServiceAccountToken") === false
      ? []
      : [
          "pods that state nothing get a token of Kubernetes, since autoMountServiceAccountToken is not false",
        ]),
  ];
}

/** Keys of the object whose effect is not known here. */
const KNOWN_KEYS = ["predictor"];

/** Keys of a predictor that name another server, or another Deployment. */
const OTHER_SERVERS = [
  ...[
    "batcher",
    "containerConcurrency",
    "logger",
    "model",
    "name",
    "scaleMetric",
    "scaleTarget",
    "storageUris",
  ],
  ...["autoScaling", "canaryTrafficPercent", "timeout", "workerSpec"],
];

function objectProblems(plan: EnvironmentPlan, { object, predictor }: InferenceService): CheckProblem[] {
  const { metadata, namespace, name, spec } = object;
  const annotations = asObject(metadata["annotations"]);
  const scaled = objectsOf(plan)
    .ofKind("horizontal_pod_autoscaler")
    .some(
      (each) => each.namespace === namespace && each.spec.scaleTargetRef?.name === `${name}${KSERVE.suffix}`,
    );
  const containers = asArray(predictor["containers"]).map((each) => text(asObject(each)["name"]));
  const variables = asArray(predictor["containers"]).flatMap((each) =>
    asArray(asObject(each)["env"]).map((variable) => text(asObject(variable)["name"])),
  );
  return [
    ...(annotations[KSERVE.annotations.mode] === "Standard"
      ? []
      : [
          `its mode is ${String(annotations[KSERVE.annotations.mode] ?? "that of KServe")}, expected Standard`,
        ]),
    ...(annotations[KSERVE.annotations.autoscaler] === "external"
      ? []
      : ["KServe creates a second autoscaler, since its autoscalerClass is not external"]),
    ...(scaled ? [] : [`no HorizontalPodAutoscaler has the target ${name}${KSERVE.suffix}`]),
    ...(containers.includes(KSERVE.container) ? [] : [`no container has the name ${KSERVE.container}`]),
    ...(variables.includes("STORAGE_URI")
      ? [{ notJudged: "STORAGE_URI adds an init container, which is not judged: use weights" }]
      : []),
    ...(name.length > LONGEST_NAME || !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)
      ? [`its name must be a DNS label that begins with a letter, with at most ${LONGEST_NAME} characters`]
      : []),
    ...strategyProblems(predictor),
    ...Object.keys(spec)
      .filter((key) => !KNOWN_KEYS.includes(key))
      .map((key) => ({ notJudged: `spec.${key} is not judged` })),
    ...Object.keys(predictor)
      .filter((key) => OTHER_SERVERS.includes(key))
      .map((key) => ({ notJudged: `spec.predictor.${key} is not judged` })),
  ];
}

/** A Service has at most 63 characters, and its name has an ending. */
const LONGEST_NAME = 63 - KSERVE.suffix.length;

/** The API takes a number, or text that ends with `%`. KServe passes both on. */
function strategyProblems(predictor: JsonObject): string[] {
  const rolling = asObject(asObject(predictor["deploymentStrategy"])["rollingUpdate"]);
  return ["maxSurge", "maxUnavailable"].flatMap((key) => {
    const value = rolling[key];
    const isValid = value === undefined || typeof value === "number" || /^\d+%$/.test(text(value) ?? "");
    return isValid ? [] : [`${key} is the text ${JSON.stringify(value)}, expected a number or a percentage`];
  });
}
