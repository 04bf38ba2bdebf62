import { plain } from "../../src/review/stages/phrase";
import { type Editable } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { type Plan } from "../support/plan";
import { type EnvironmentPair } from "../../src/review/compare-environments";
import { between, edited, reviewOf } from "./pairs";

const PROD = "ml-inference-prod";

const MODEL = {
  name: "api",
  image: { tag: "1.0.0" },
  cpuRequest: "250m",
  memoryRequest: "512Mi",
  cpuLimit: "1",
  startupSeconds: 120,
  replicas: { min: 2, max: 4, cpuPercent: 70, memoryPercent: 80 },
};

const withModel = (keys: object): Plan => planWith(PROD, { models: [{ ...MODEL, ...keys }] });

/** The sentences on scaling, each with its level and address. No sentence of the review is printed twice. */
function sentencesOf(pair: EnvironmentPair): string[] {
  const { topics } = reviewOf(pair);
  const all = topics.flatMap(({ lines }) => lines.map(({ text }) => plain(text)));
  expect(all).toEqual([...new Set(all)]);
  const section = topics.find(({ title }) => title === "Scaling and limits");
  return (section?.lines ?? []).map(({ level, address, text }) => `${level}: ${address}: ${plain(text)}`);
}

const said = (before: object, after: object): string[] =>
  sentencesOf(between(withModel(before), withModel(after)));

const DEPLOYMENT = "kubernetes_deployment_v1.api";
const AUTOSCALER = "kubernetes_horizontal_pod_autoscaler_v2.api";

const MEMORY = `info: ${DEPLOYMENT}: the autoscaler adds pods to api while a pod uses more than 204Mi (80 % of 256Mi) memory on average, before 409Mi (80 % of 512Mi)`;
const CPU = `info: ${DEPLOYMENT}: the autoscaler adds pods to api while a pod uses more than 350m (70 % of 500m) CPU on average, before 175m (70 % of 250m)`;
const limited = (memory: string) =>
  `attention: ${DEPLOYMENT}: the kernel ends a container of api above its memory limit, now ${memory}; compare it with the use of a loaded pod first`;
const throttled = (cpu: string) =>
  `info: ${DEPLOYMENT}: the CPU of api is throttled above its limit, now ${cpu}`;

test("a lower memory request moves the threshold of the autoscaler, and names the limit that follows once", () => {
  expect(said({}, { memoryRequest: "256Mi" })).toEqual([MEMORY, limited("256Mi")]);
});

test("a lower memory request below a limit of its own moves only the threshold", () => {
  const memoryLimit = "1Gi";
  expect(said({ memoryLimit }, { memoryLimit, memoryRequest: "256Mi" })).toEqual([MEMORY]);
});

test("a CPU request moves the threshold of the autoscaler, and the replicas that the nodes hold", () => {
  expect(said({}, { cpuRequest: "500m" })).toEqual([
    CPU,
    `info: ${DEPLOYMENT}: replicas of api that the nodes hold beside the minimum of other workloads, with room for a rollout: 2 of 4 at the fewest nodes and 4 at the most, before 4 of 4`,
  ]);
});

test("a target moves the threshold, which is a line of the autoscaler", () => {
  expect(said({}, { replicas: { ...MODEL.replicas, cpuPercent: 50 } })).toEqual([
    `info: ${AUTOSCALER}: the autoscaler adds pods to api while a pod uses more than 125m (50 % of 250m) CPU on average, before 175m (70 % of 250m)`,
  ]);
});

test.each([
  ["lower", {}],
  ["first", { cpuLimit: undefined }],
])("a %s CPU limit throttles", (_, before) => {
  expect(said(before, { cpuLimit: "500m" })).toEqual([throttled("500m")]);
});

test("a higher CPU limit and a higher memory limit have no line", () => {
  expect(said({}, { cpuLimit: "2", memoryLimit: "1Gi" })).toEqual([]);
});

test("a lower memory limit names what the kernel ends", () => {
  expect(said({ memoryLimit: "1Gi" }, { memoryLimit: "768Mi" })).toEqual([limited("768Mi")]);
});

test("a startup probe names the time after which a container is restarted", () => {
  expect(said({}, { startupSeconds: 300 })).toEqual([
    `info: ${DEPLOYMENT}: a container of api that does not start for 300 s is restarted, before 120 s`,
  ]);
});

test("a liveness probe names the time after which a container is restarted, from its period and its failures", () => {
  const slower = edited(withModel({}), ({ models }) => {
    const [container] = models.resource.kubernetes_deployment_v1.api.spec.template.spec.container as [
      Editable,
    ];
    container.liveness_probe.period_seconds = 20;
    container.liveness_probe.failure_threshold = 6;
  });
  expect(sentencesOf(slower)).toEqual([
    expect.stringMatching(
      `^info: ${DEPLOYMENT}: a container of api that does not answer for 120 s is restarted, before \\d+ s$`,
    ),
  ]);
});

test("more replicas name those that the nodes hold", () => {
  expect(said({}, { replicas: { ...MODEL.replicas, max: 40 } })).toEqual([
    `info: ${AUTOSCALER}: replicas of api that the nodes hold beside the minimum of other workloads, with room for a rollout: 6 of 40 at the fewest nodes and 14 at the most, before 4 of 4`,
  ]);
});

test("a change of everything has each sentence once", () => {
  const lines = said(
    { memoryLimit: "1Gi" },
    {
      cpuRequest: "500m",
      memoryRequest: "256Mi",
      cpuLimit: "750m",
      memoryLimit: "512Mi",
      startupSeconds: 60,
      replicas: { ...MODEL.replicas, min: 3, max: 8 },
    },
  );
  expect(lines).toEqual([
    CPU,
    MEMORY,
    limited("512Mi"),
    throttled("750m"),
    `attention: ${DEPLOYMENT}: a container of api that does not start for 60 s is restarted, before 120 s`,
    `info: ${DEPLOYMENT}: replicas of api that the nodes hold beside the minimum of other workloads, with room for a rollout: 2 of 8 at the fewest nodes and 5 at the most, before 4 of 4`,
  ]);
});

test("another image has no line", () => {
  expect(said({}, { image: { tag: "1.0.1" } })).toEqual([]);
});
