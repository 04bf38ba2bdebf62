import { problemsOfKeys } from "../support/minimal-file";

const refusals = (keys: object): string[] =>
  problemsOfKeys({ models: [{ name: "fraud", image: { tag: "1.0.0" }, ...keys }] }).map((line) =>
    line.replace(/^prod\.yaml:\d+:\d+ /, ""),
  );
const memory = (path: string, sizeMiB = 64, more: object = {}) => ({
  memoryVolumes: { shm: { path, sizeMiB } },
  ...more,
});

test("API-02 a memory volume smaller than the requested memory is accepted", () => {
  expect(refusals(memory("/dev/shm", 511))).toEqual([]);
});

test("fails when the memory volumes take all memory of the pods", () => {
  const keys = {
    memoryRequest: "1Gi",
    memoryVolumes: { shm: { path: "/dev/shm", sizeMiB: 1000 }, cache: { path: "/cache", sizeMiB: 24 } },
  };
  expect(refusals(keys)).toEqual([
    "models[0].memoryRequest: got 1Gi, expected more than 1024Mi, the size of memoryVolumes, whose files count as memory of the container; raise memoryRequest, or lower sizeMiB of the volumes",
  ]);
});

test.each(["/", "/etc", "/proc/x", "/sys", "/dev", "/dev/mem", "/var/run/secrets/tokens", "/run/secrets"])(
  "fails when a volume is mounted at %s, which the container runtime or the image needs",
  (path) => {
    expect(refusals(memory(path))).toEqual([
      expect.stringMatching(
        /^models\[0\]\.memoryVolumes\.shm\.path: got .*; choose a folder of the model such as \/srv\/settings$/,
      ),
    ]);
  },
);

test.each([
  ["/tmp", "tmpMiB"],
  ["/models/cache", "modelCacheMiB"],
  ["/mnt/weights", "weights"],
  ["/mnt/secrets/a", "secrets"],
  ["/mnt", "weights"],
])("fails when a volume is mounted at %s, beside the folder of %s", (path) => {
  expect(refusals(memory(path))).toEqual([
    expect.stringMatching(/^models\[0\]\.memoryVolumes\.shm\.path: got .*, expected a folder apart from/),
  ]);
});

test("fails when a folder of files is inside of a memory volume", () => {
  const keys = { configFiles: { settings: { path: "/dev/shm/a", files: ["a.txt"] } } };
  expect(refusals({ ...memory("/dev/shm"), ...keys })).toContainEqual(
    expect.stringMatching(
      /^models\[0\]\.configFiles\.settings\.path: got \/dev\/shm\/a, expected a folder apart from \/dev\/shm of memoryVolumes\.shm/,
    ),
  );
});

test.each(["data/", "../a", "a//b", "/a/../b", "/a/"])("fails when a mount path is %s", (path) => {
  expect(refusals(memory(path))).toEqual([expect.stringContaining("memoryVolumes.shm.path: got ")]);
});

test.each([
  "kubernetes.io/a",
  "cluster-autoscaler.kubernetes.io/safe-to-evict",
  "eks.amazonaws.com/skip-containers",
  "vpc.amazonaws.com/pod-eni",
  "elbv2.k8s.aws/a",
  "serving.kserve.io/a",
  "checksum/files",
  "private-eks-inference/a",
  "prometheus.k8s.io/a",
])("fails when an annotation of the pods is the reserved %s", (key) => {
  expect(refusals({ podAnnotations: { [key]: "x" } })).toEqual([
    expect.stringMatching(/podAnnotations.*expected .* annotation of .* own .*; /),
  ]);
});

test("an annotation of another domain is accepted", () => {
  expect(refusals({ podAnnotations: { "ad.datadoghq.com/tags": '{"team":"ml"}', plain: "yes" } })).toEqual(
    [],
  );
});

test.each(["", "a b", "/a", "a/", "a/b/c", `${"x".repeat(64)}`])(
  "fails when an annotation is named %j",
  (key) => {
    expect(refusals({ podAnnotations: { [key]: "x" } })).toHaveLength(1);
  },
);

test.each(["command", "arguments"])("fails when a model of KServe has %s", (key) => {
  const found = refusals({
    kind: "kserve",
    format: "sklearn",
    image: undefined,
    weights: { sizeGiB: 1, mode: "download" },
    paths: ["/v1/models/fraud:predict"],
    healthPath: "/v1/models/fraud",
    [key]: ["--debug"],
  });
  expect(found).toContainEqual(
    `models[0].${key}: got a list of 1, expected no ${key} with kind: kserve: the server of the format has its own; remove it`,
  );
});

test.each(["containers", "sidecars", "initContainers", "extraContainers"])(
  "fails when a model has %s, with the reason and what to do instead",
  (key) => {
    expect(refusals({ [key]: [{ name: "proxy", image: "envoy:1" }] })).toEqual([
      `models[0].${key}: got ${key}, expected one container in each pod, for which requests, probes, ports and stopping are proved; start a second program with command of the image, or add it as a model of its own`,
    ]);
  },
);
