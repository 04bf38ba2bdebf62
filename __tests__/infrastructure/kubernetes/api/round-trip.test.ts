import fc from "fast-check";
import { apiObject } from "../../../../src/infrastructure/kubernetes/api/api-object";
import { type Json, type JsonObject } from "../../../../src/terraform/stack-json";

/** An inverse for this test alone: blocks of the provider that have another name than the lists of the API. */
const BLOCKS: Readonly<Record<string, string>> = {
  containers: "container",
  imagePullSecrets: "image_pull_secrets",
  initContainers: "init_container",
  nodeSelectorTerms: "node_selector_term",
  ports: "port",
  sysctls: "sysctl",
  tolerations: "toleration",
  topologySpreadConstraints: "topology_spread_constraint",
  volumeMounts: "volume_mount",
  volumes: "volume",
};
const MAPPINGS = ["labels", "limits", "matchLabels", "nodeSelector", "requests", "volumeAttributes"];
const ONCE = ["securityContext", "resources", "affinity", "lifecycle", "emptyDir", "csi", "readinessProbe"];

const snake = (name: string): string =>
  name.replace(/[A-Z]+(?![a-z])|[A-Z]/g, (letters) => `_${letters.toLowerCase()}`);

/** Arguments of the provider; a single block is written as one object or as a list with one item. */
const argumentsOf = (fields: JsonObject, listed: boolean): JsonObject =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      BLOCKS[name] ?? snake(name),
      MAPPINGS.includes(name) ? value : argumentOf(value, listed, listed && ONCE.includes(name)),
    ]),
  );

function argumentOf(value: Json, listed: boolean, inList: boolean): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map((item) => argumentOf(item, listed, false));
  if (value === null || typeof value !== "object") return value;
  const block = argumentsOf(value as JsonObject, listed);
  return inList ? [block] : block;
}

const some = <T extends Record<string, fc.Arbitrary<Json>>>(fields: T) =>
  fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>;
const list = (item: fc.Arbitrary<Json>) => fc.array(item, { minLength: 1, maxLength: 3 });
const word = fc.constantFrom("a", "b-c", "${var.a}", "1");
const flag = fc.constantFrom<Json>(true, false, "true");
const amount = fc.constantFrom<Json>(0, 8080, "8080");
const mapping = fc.dictionary(fc.constantFrom("a", "the_key", "kubernetes.io/os", "container"), word, {
  maxKeys: 3,
});

const security = some({
  runAsUser: amount,
  runAsNonRoot: flag,
  seccompProfile: some({ type: word }),
  capabilities: some({ add: list(word), drop: list(word) }),
  readOnlyRootFilesystem: flag,
});
const probe = some({
  httpGet: some({ path: word, port: amount }),
  tcpSocket: some({ port: amount }),
  periodSeconds: amount,
});
const container = some({
  name: word,
  image: word,
  command: list(word),
  env: list(some({ name: word, value: word, valueFrom: some({ secretKeyRef: some({ name: word }) }) })),
  envFrom: list(some({ configMapRef: some({ name: word }) })),
  ports: list(some({ name: word, containerPort: amount, hostPort: amount })),
  resources: some({ requests: mapping, limits: mapping }),
  volumeMounts: list(some({ name: word, mountPath: word, readOnly: flag })),
  securityContext: security,
  readinessProbe: probe,
  lifecycle: some({ preStop: some({ exec: some({ command: list(word) }) }) }),
});
const terms = list(some({ matchExpressions: list(some({ key: word, operator: word, values: list(word) })) }));
const pod = some({
  containers: list(container),
  initContainers: list(container),
  volumes: list(
    some({
      name: word,
      emptyDir: some({ sizeLimit: word, medium: word }),
      configMap: some({ name: word, items: list(some({ key: word, path: word })) }),
      csi: some({ driver: word, volumeAttributes: mapping }),
      projected: some({ sources: list(some({ configMap: some({ name: word }) })) }),
    }),
  ),
  tolerations: list(some({ key: word, operator: word, effect: word })),
  nodeSelector: mapping,
  hostIPC: flag,
  hostPID: flag,
  securityContext: security,
  topologySpreadConstraints: list(
    some({ topologyKey: word, maxSkew: amount, labelSelector: some({ matchLabels: mapping }) }),
  ),
  affinity: some({
    nodeAffinity: some({
      requiredDuringSchedulingIgnoredDuringExecution: some({ nodeSelectorTerms: terms }),
    }),
    podAffinity: some({ requiredDuringSchedulingIgnoredDuringExecution: list(some({ topologyKey: word })) }),
  }),
});

test("arguments of the provider become the pod that they were made of", () => {
  fc.assert(
    fc.property(pod, fc.boolean(), (spec, listed) => {
      expect(apiObject({ spec: argumentsOf(spec, listed) })).toEqual({ spec });
    }),
  );
});

test("a pod of the API stays as it is", () => {
  fc.assert(fc.property(pod, (spec) => expect(apiObject({ spec })).toEqual({ spec })));
});
