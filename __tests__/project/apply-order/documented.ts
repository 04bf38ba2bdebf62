import { argoCdIn } from "../../support/argo-cd";

const MODEL = { name: "model-service", image: { tag: "2.0.1" }, port: 8501, paths: ["/predict"] };
const TRAINING = { name: "training-service", image: { tag: "2.0.1" }, port: 8000, paths: ["/train"] };
const MORE = { name: "rank", image: { tag: "1.0.0" }, port: 8501, paths: ["/rank"] };
const BOTH = { models: [MODEL, TRAINING] };
/** Fargate has no secrets. */
const NODES = { ...BOTH, cluster: { fargate: false } };
const SECRET = { ...NODES, models: [{ ...MODEL, secrets: ["mlapp/key"] }, TRAINING] };
const AUTOSCALER = { components: { "cluster-autoscaler": {} } };
const METRICS = { components: { "ebs-csi": {}, prometheus: {} } };
/** The zones of the control plane, as the address lock records them. */
const LOCKED = { cluster: { zones: ["a", "b"] } };
const PREVIOUS = { cluster: { version: "1.35" } };
const OBSERVED = { cluster: { fargate: false, observability: true } };
const YOUNGER = { cluster: { nodeReleases: { AL2023_x86_64_STANDARD: "1.36.2-20260818" } } };
const OLDER = { cluster: { nodeReleases: { AL2023_x86_64_STANDARD: "1.36.2-20260718" } } };
const OFF_HOURS = { timezone: "Europe/Berlin", start: "07:00", stop: "19:00" };
const ROLE = { repository: "octo-org/models", branch: "main", provider: "create" };
const first = (change: object) => ({ models: [{ ...MODEL, ...change }, TRAINING] });
const onNodes = (components: object) => ({ ...NODES, components });

/** Changes of the table in `docs/guide/change.md`: the first words of the row, the environment, and the form before and after. */
export const DOCUMENTED: readonly (readonly [
  row: string,
  environment: string,
  before: object,
  after: object,
])[] = [
  ["image, environment", "mlapp", {}, { models: [{ ...MODEL, image: { tag: "2.0.2" } }, TRAINING] }],
  [
    "`weights` by `download`",
    "mlapp",
    NODES,
    { ...NODES, ...first({ weights: { mode: "download", sizeGiB: 1 } }) },
  ],
  [
    "`weights` by `mount`",
    "mlapp",
    NODES,
    { ...NODES, ...first({ weights: { mode: "mount", sizeGiB: 1 } }) },
  ],
  ["a zone more", "mlapp", LOCKED, { ...LOCKED, network: { zones: ["a", "b", "c"] } }],
  ["`paths`", "mlapp", {}, { models: [{ ...MODEL, paths: ["/predict", "/v2"] }, TRAINING] }],
  ["`entry.host`", "mlapp", {}, { entry: { host: "api.mlapp.com" } }],
  ["`accessLogs`", "mlapp", {}, { accessLogs: {} }],
  ["`accessLogs` removed", "mlapp", { accessLogs: {} }, {}],
  ["`podPriority`", "mlapp", {}, { podPriority: { value: 100 } }],
  ["list of secrets: the first one", "mlapp", NODES, SECRET],
  ["list of secrets: the last one", "mlapp", SECRET, NODES],
  ["replicas", "mlapp", {}, { models: [{ ...MODEL, replicas: { min: 3, max: 4 } }, TRAINING] }],
  ["`port`", "mlapp", {}, first({ port: 8600, alsoPorts: [8501] })],
  ["a model more", "mlapp", {}, { models: [MODEL, TRAINING, MORE] }],
  ["a model less", "mlapp", { models: [MODEL, TRAINING, MORE] }, BOTH],
  ["`modelBucket.existingName`", "mlapp", { modelBucket: { existingName: null } }, {}],
  ["`flowLogs.logGroupName`", "mlapp", {}, { network: { flowLogs: { logGroupName: "/vpc/other" } } }],
  ["`observability` off", "mlapp", OBSERVED, { cluster: { fargate: false } }],
  ["`fargate` off", "mlapp", {}, { cluster: { fargate: false } }],
  [
    "name of a model",
    "mlapp",
    {},
    { models: [MODEL, TRAINING, { ...MODEL, name: "second", paths: ["/new"] }] },
  ],
  ["`minPerZone`", "mlapp", {}, { cluster: { nodeGroups: { general: { minPerZone: 2, maxPerZone: 3 } } } }],
  ["`components.cluster-autoscaler`", "mlapp", {}, AUTOSCALER],
  ["`components.cluster-autoscaler` removed", "mlapp", AUTOSCALER, {}],
  ["`components.node-repair`", "mlapp", {}, { components: { "node-repair": {} } }],
  ["`components.prometheus`", "mlapp", {}, METRICS],
  ["`components.prometheus` removed", "mlapp", METRICS, {}],
  ["`components.off-hours`", "mlapp", NODES, onNodes({ "off-hours": OFF_HOURS })],
  ["`components.backups`", "mlapp", {}, { components: { backups: { email: "a@example.com" } } }],
  [
    "`components.mlflow`",
    "mlapp",
    NODES,
    onNodes({ mlflow: { imageTag: "1.0.0", hosts: ["mlflow.example.com"] } }),
  ],
  [
    "`components.kubeflow-pipelines`",
    "mlapp",
    NODES,
    onNodes({ "kubeflow-pipelines": { stepsImageTag: "1.0.0" } }),
  ],
  ["`components.argo-cd`", "mlapp", NODES, onNodes({ "argo-cd": argoCdIn("us-east-1") })],
  ["`components.github-actions`", "mlapp", {}, { components: { "github-actions": ROLE } }],
  [
    "instance types",
    "mlapp",
    {},
    { cluster: { nodeGroups: { general: {}, young: { instanceTypes: ["m7i.large"] } } } },
  ],
  ["`nodeReleases`", "mlapp", OLDER, YOUNGER],
  ["`addonVersions`", "mlapp", {}, { cluster: { addonVersions: { coredns: "v1.13.2-eksbuild.1" } } }],
  ["`cluster.version`", "mlapp", PREVIOUS, {}],
];

/** A change outside of the table whose order applies a layer twice: a new name of a model that the lock accepts. */
export const STAGED: (typeof DOCUMENTED)[number] = [
  "a renamed model",
  "mlapp",
  {},
  first({ name: "renamed-service" }),
];

/** Rows of the same table whose order no pair of synthesized forms has, with the reason. */
export const NOT_COMPUTED: Readonly<Record<string, string>> = {
  "a zone less": "synth stops, and nothing is applied",
  "registry of an image": "the row names no order, and refers to the review",
  "a removed model again": "without its lock, this is the change of the row on a model more",
  "`namespace`": "synth stops, and nothing is applied",
  "the file of an environment is deleted": "there is no form after the change",
  "AWS provider 5": "both forms have the same stacks, since the provider's lock decides",
};
