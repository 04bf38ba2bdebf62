const MODEL = { name: "model-service", image: { tag: "2.0.1" }, port: 8501, paths: ["/predict"] };
const TRAINING = { name: "training-service", image: { tag: "2.0.1" }, port: 8000, paths: ["/train"] };
const MORE = { name: "rank", image: { tag: "1.0.0" }, port: 8501, paths: ["/rank"] };
const BOTH = { models: [MODEL, TRAINING] };
/** Fargate has no secrets. */
const NODES = { ...BOTH, cluster: { fargate: false } };
const SECRET = { ...NODES, models: [{ ...MODEL, secrets: ["mlapp/key"] }, TRAINING] };
const AUTOSCALER = { components: { "cluster-autoscaler": {} } };
const METRICS = { components: { "ebs-csi": {}, prometheus: {} } };

/** Changes of README's table: the first words of the row, the environment, and the form before and after. */
export const DOCUMENTED: readonly (readonly [
  row: string,
  environment: string,
  before: object,
  after: object,
])[] = [
  ["image, environment", "mlapp", {}, { models: [{ ...MODEL, image: { tag: "2.0.2" } }, TRAINING] }],
  ["a zone more", "mlapp", {}, { network: { zones: ["a", "b", "c"] } }],
  ["`paths`", "mlapp", {}, { models: [{ ...MODEL, paths: ["/predict", "/v2"] }, TRAINING] }],
  ["`entry.host`", "mlapp", {}, { entry: { host: "api.mlapp.com" } }],
  ["list of secrets: the first one", "mlapp", NODES, SECRET],
  ["list of secrets: the last one", "mlapp", SECRET, NODES],
  ["replicas", "mlapp", {}, { models: [{ ...MODEL, replicas: { min: 3, max: 4 } }, TRAINING] }],
  ["a model more", "mlapp", {}, { models: [MODEL, TRAINING, MORE] }],
  ["a model less", "mlapp", { models: [MODEL, TRAINING, MORE] }, BOTH],
  ["`minPerZone`", "mlapp", {}, { cluster: { nodeGroups: { general: { minPerZone: 2, maxPerZone: 3 } } } }],
  ["`components.cluster-autoscaler`", "mlapp", {}, AUTOSCALER],
  ["`components.cluster-autoscaler` removed", "mlapp", AUTOSCALER, {}],
  ["`components.prometheus`", "mlapp", {}, METRICS],
  ["`components.prometheus` removed", "mlapp", METRICS, {}],
  ["`components.backups`", "mlapp", {}, { components: { backups: { email: "a@example.com" } } }],
];
