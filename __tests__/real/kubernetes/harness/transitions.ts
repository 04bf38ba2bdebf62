import { type FaultKind } from "./transition";

/** A change of an environment's file. */
export interface Transition {
  readonly title: string;
  /** @default ml-inference-prod */
  readonly environment?: string;
  readonly before: object;
  readonly after: object;
  /** Runs in each gate, and not only in the nightly one. @default false */
  readonly always?: true;
  /** Faults that are known. A transition without them fails the suite, so that the mark goes with the fault. @default - none */
  readonly known?: {
    readonly faults: readonly FaultKind[];
    readonly reason: string;
  };
  /** Resource and action that the review announces. @default - none */
  readonly announced?: { readonly address: string; readonly action: "replace" | "destroy" };
}

/** A model beside the one under change is left as it is. */
const API = { name: "api", image: { tag: "1.0.0" }, port: 8080, replicas: { min: 3, max: 6 } };
const OTHER = { name: "other", image: { tag: "1.0.0" }, port: 9000 };

const models = (...all: readonly object[]) => ({ models: all });
const withApi = (change: object) => models({ ...API, ...change });
const withNodes = (general: object, cluster: object = {}) => ({
  ...withApi({}),
  cluster: { ...cluster, nodeGroups: { general } },
});

/** Changes of the second day. */
export const TRANSITIONS: readonly Transition[] = [
  {
    title: "another image tag",
    before: withApi({}),
    after: withApi({ image: { tag: "1.0.1" } }),
    always: true,
  },
  {
    title: "another port",
    before: withApi({}),
    after: withApi({ port: 9090 }),
    always: true,
  },
  {
    title: "a higher request",
    before: withApi({ cpuRequest: "200m", memoryRequest: "256Mi" }),
    after: withApi({ cpuRequest: "250m", memoryRequest: "384Mi" }),
  },
  {
    title: "a lower request",
    before: withApi({ cpuRequest: "300m", replicas: { min: 2, max: 3 } }),
    after: withApi({ cpuRequest: "50m", replicas: { min: 2, max: 3 } }),
    always: true,
  },
  {
    title: "more replicas",
    before: withApi({ replicas: { min: 2, max: 4 } }),
    after: withApi({ replicas: { min: 4, max: 6 } }),
  },
  {
    title: "fewer replicas",
    before: withApi({ replicas: { min: 4, max: 6 } }),
    after: withApi({ replicas: { min: 2, max: 4 } }),
  },
  {
    title: "a maximum below the replicas, with another image",
    before: withApi({ replicas: { min: 4, max: 6 } }),
    after: withApi({ replicas: { min: 2, max: 2 }, image: { tag: "1.0.1" } }),
  },
  { title: "a model more", before: models(API), after: models(API, OTHER) },
  {
    title: "a model less",
    before: models(API, OTHER),
    after: models(API),
    always: true,
  },
  {
    title: "a model under another name beside it",
    before: models(API, OTHER),
    after: models(API, OTHER, { ...OTHER, name: "renamed" }),
  },
  {
    title: "the old name of a model that runs under another one",
    before: models(API, OTHER, { ...OTHER, name: "renamed" }),
    after: models(API, { ...OTHER, name: "renamed" }),
    announced: { address: "kubernetes_deployment_v1.other", action: "destroy" },
  },
  {
    title: "another host beside the first one",
    environment: "retail-forecast",
    before: {},
    after: { entry: { alsoHosts: ["other.retail.example.com"] } },
  },
  {
    title: "two hosts in the other order",
    environment: "retail-forecast",
    before: { entry: { alsoHosts: ["other.retail.example.com"] } },
    after: { entry: { host: "other.retail.example.com", alsoHosts: ["forecast.retail.example.com"] } },
  },
  {
    title: "the first host removed after its clients have moved",
    environment: "retail-forecast",
    before: { entry: { host: "other.retail.example.com", alsoHosts: ["forecast.retail.example.com"] } },
    after: { entry: { host: "other.retail.example.com" } },
  },
  {
    title: "the first secret",
    before: withApi({ secrets: [] }),
    after: withApi({ secrets: ["api/key"] }),
  },
  {
    title: "no secret any more",
    before: withApi({ secrets: ["api/key"] }),
    after: { ...withApi({ secrets: [] }), keepSecretsDriver: true },
  },
  {
    title: "no driver of secrets any more",
    before: { ...withApi({ secrets: [] }), keepSecretsDriver: true },
    after: withApi({ secrets: [] }),
  },
  {
    title: "a secret more",
    before: withApi({ secrets: ["api/key"] }),
    after: withApi({ secrets: ["api/key", "api/other"] }),
  },
  {
    title: "an image that drains by itself, with another time",
    before: withApi({}),
    after: withApi({ drainsOnSigterm: true, drainSeconds: 200 }),
  },
  {
    title: "another environment variable",
    before: withApi({ environment: { LOG_LEVEL: "info" } }),
    after: withApi({ environment: { LOG_LEVEL: "debug" } }),
  },
  {
    title: "a higher minimum of nodes",
    before: withNodes({ minPerZone: 1, maxPerZone: 3 }),
    after: withNodes({ minPerZone: 2, maxPerZone: 3 }),
  },
  {
    title: "a higher minimum of nodes that an autoscaler counts, after the command of the review",
    before: withNodes({ minPerZone: 1, maxPerZone: 2 }, { externalNodeAutoscaler: true }),
    after: withNodes({ minPerZone: 3, maxPerZone: 4 }, { externalNodeAutoscaler: true }),
  },
  {
    title: "a lower minimum and a higher maximum of nodes that an autoscaler counts, with another image",
    before: withNodes({ minPerZone: 2, maxPerZone: 3 }, { externalNodeAutoscaler: true }),
    after: {
      ...withNodes({ minPerZone: 1, maxPerZone: 4 }, { externalNodeAutoscaler: true }),
      ...withApi({ image: { tag: "1.0.1" } }),
    },
  },
  {
    title: "another image tag on Fargate",
    environment: "mlapp",
    before: withApi({ paths: ["/predict"] }),
    after: withApi({ paths: ["/predict"], image: { tag: "1.0.1" } }),
  },
];
