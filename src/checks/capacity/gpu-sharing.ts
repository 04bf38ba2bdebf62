import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { type HelmRelease, helmReleasesOf } from "../../infrastructure/kubernetes-releases";
import { leavesOf } from "../../infrastructure/text-not-judged";
import { items } from "../../infrastructure/kubernetes-api";
import { type Container, objectsOf } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { asObject, type JsonObject, text, texts } from "../../terraform/stack-json";
import { at, type Check, combinedFinding, type Finding, notJudged, ruleOf } from "../check";
import TEXTS from "./texts.json";

export const gpuSharing: Check = {
  ...ruleOf(TEXTS, "gpu-sharing"),
  run: (plan) => [...ofPods(plan), ...ofConfigMaps(plan), ...ofReleases(plan), ...ofNodes(plan)],
};

const PART = "MIG divides a GPU, whose memory is then not that of its type";
const SHARED = "time-slicing and MPS give several pods one GPU, and none of them its whole memory";
const NEURON = "Neuron runs compiled models with an image and a device plugin of its own";

const RESOURCES: readonly (readonly [RegExp, string])[] = [
  [/^nvidia\.com\/mig-/, PART],
  [/^nvidia\.com\/gpu\.shared$/, SHARED],
  [/^aws\.amazon\.com\/neuron/, NEURON],
];

const LABELS: readonly (readonly [RegExp, string])[] = [
  [/^nvidia\.com\/mig\.config$/, PART],
  [/^nvidia\.com\/device-plugin\.config$/, SHARED],
];

const reasonOf = (table: typeof RESOURCES, name: string): string | undefined =>
  table.find(([form]) => form.test(name))?.[1];

const ofPods = (plan: EnvironmentPlan): Finding[] =>
  objectsOf(plan).pods.flatMap(({ owner, containers }) =>
    combinedFinding(owner.resource, owner.title, containers.flatMap(containerProblems)),
  );

const isDivided = (strategy: string): boolean => strategy !== "" && strategy !== "none";

function containerProblems({ name, config }: Container): string[] {
  const { requests, limits } = config.resources ?? {};
  const names = [...new Set([requests, limits].flatMap((each) => Object.keys(asObject(each))))];
  const words = [...texts(config.command), ...texts(config.args)];
  return [
    ...names.flatMap((resource) => {
      const reason = reasonOf(RESOURCES, resource);
      return reason === undefined ? [] : [`container ${name} requests ${resource}: ${reason}`];
    }),
    ...items(config.env)
      .filter((each) => each.name === "MIG_STRATEGY" && isDivided(text(each.value) ?? ""))
      .map((each) => `container ${name}: its variable MIG_STRATEGY is ${text(each.value) ?? ""}: ${PART}`),
    ...words
      .flatMap((word) => /^--mig-strategy=(.*)$/.exec(word)?.[1] ?? [])
      .filter(isDivided)
      .map((strategy) => `container ${name}: its argument --mig-strategy is ${strategy}: ${PART}`),
  ];
}

const ofConfigMaps = (plan: EnvironmentPlan): Finding[] =>
  objectsOf(plan)
    .ofKind("config_map")
    .flatMap((map) => combinedFinding(map.resource, map.title, valueProblems(asObject(map.api.data))));

/** Settings of the device plugin in values, also as a text of YAML. */
const valueProblems = (values: JsonObject): string[] =>
  leavesOf(values).flatMap(({ path, value }) => {
    const written = text(value) ?? "";
    const [, way] = /(?:^|[\s{,"])(timeSlicing|mps)"?:/.exec(written) ?? [];
    return [
      ...(/(^|\.)(migStrategy|mig\.strategy)$/.test(path) && isDivided(written)
        ? [`its value ${path} is ${written}: ${PART}`]
        : []),
      ...(/\.(timeSlicing|mps)\.resources\b/.test(path) ? [`its value ${path}: ${SHARED}`] : []),
      ...(way === undefined ? [] : [`its value ${path} has ${way}: ${SHARED}`]),
    ];
  });

const ofReleases = (plan: EnvironmentPlan): Finding[] =>
  helmReleasesOf(plan).flatMap((release) => {
    const { resource, chart, values } = release;
    return [
      ...combinedFinding(resource, `chart ${chart}`, [...new Set(valueProblems(values))]),
      ...settingsElsewhere(plan, release),
    ];
  });

/** The chart of the device plugin reads a ConfigMap by its name. */
function settingsElsewhere(
  plan: EnvironmentPlan,
  { resource, chart, namespace, values }: HelmRelease,
): Finding[] {
  const name = text(asObject(values["config"])["name"]) ?? "";
  const isHere = objectsOf(plan).find("config_map", namespace, name) !== undefined;
  return chart !== "nvidia-device-plugin" || name === "" || isHere
    ? []
    : [
        notJudged(
          resource,
          `ConfigMap ${name}, whose settings the device plugin reads`,
          "write the settings to config.map of the release, without sharing and MIG",
        ),
      ];
}

const ofNodes = (plan: EnvironmentPlan): Finding[] =>
  nodeGroups(plan).flatMap(({ resource, labels }) =>
    Object.entries(labels).flatMap(([name, value]) => {
      const reason = reasonOf(LABELS, name);
      return reason === undefined
        ? []
        : [{ ...at(resource), message: `its label ${name} is ${value}: ${reason}` }];
    }),
  );
