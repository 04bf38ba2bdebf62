import { writableVolumes } from "../../../src/checks/workload/writable-volumes";
import { weightsBudget } from "../../../src/checks/workload/weights-budget";
import { type Editable } from "../../support/altered";
import { type Edit, newlyFound } from "../../support/findings";
import { type Case, ML, pod, container } from "./edits";

const CHECK = [writableVolumes];

/** Adds a volume in memory, mounted at /dev/shm. */
const inMemory = (size: string | undefined): Edit =>
  pod((spec) => {
    spec["volume"].push({ name: "shm", empty_dir: { medium: "Memory", size_limit: size } });
    spec["container"][0].volume_mount.push({ name: "shm", mount_path: "/dev/shm" });
  });

test("writable-volumes accepts a volume in memory that is smaller than the requested memory", () => {
  expect(newlyFound(CHECK, ML, inMemory("256Mi"))).toEqual([]);
});

test.each<Case>([
  [
    "an emptyDir without a size limit",
    ML,
    pod((spec) => delete spec["volume"][0].empty_dir.size_limit),
    "volume tmp has no size limit",
  ],
  ["a missing /tmp", ML, container((each) => each["volume_mount"].shift()), "no container mounts volume tmp"],
  [
    "ephemeral storage without a request",
    ML,
    container((each) => delete each["resources"].requests["ephemeral-storage"]),
    "container ml-inference-api requests 0Mi of ephemeral-storage, expected 1088Mi for its volumes",
  ],
  [
    "a limit that leaves no room for logs",
    ML,
    container((each) => (each["resources"].limits["ephemeral-storage"] = "1100Mi")),
    "container ml-inference-api is evicted above 1100Mi of ephemeral-storage, expected at least 1138Mi for its request, volumes and logs",
  ],
  [
    "a limit below the request",
    "ml-inference-hardened",
    container((each) => (each["resources"].requests["ephemeral-storage"] = "2Gi")),
    "container ml-inference-api is evicted above 1200Mi of ephemeral-storage, expected at least 2048Mi",
  ],
  [
    "a writable mount of secrets",
    ML,
    container((each) => delete each["volume_mount"][2].read_only),
    "container ml-inference-api may write to volume secrets",
  ],
  [
    "volumes in memory that take all requested memory",
    ML,
    inMemory("512Mi"),
    "container ml-inference-api has a memory request of 512Mi, expected more than 512Mi for its volumes in memory",
  ],
  [
    "volumes in memory that take all memory of the limit",
    ML,
    inMemory("2Gi"),
    "container ml-inference-api has a memory limit of 1Gi, expected more than 2048Mi for its volumes in memory",
  ],
  ["a volume in memory without a size limit", ML, inMemory(undefined), "volume shm has no size limit"],
])("writable-volumes finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});

/** A claim for a volume of EBS, which the model mounts. */
const withClaim =
  (accessMode: string): Edit =>
  ({ models, platform }) => {
    models.resource.kubernetes_persistent_volume_claim_v1 = {
      index: {
        metadata: { name: "index", namespace: "ml-inference" },
        spec: {
          access_modes: [accessMode],
          storage_class_name: "encrypted-gp3",
          resources: { requests: { storage: "20Gi" } },
        },
      },
    };
    platform.resource.kubernetes_storage_class_v1 = {
      gp3: { metadata: { name: "encrypted-gp3" }, storage_provisioner: "ebs.csi.aws.com" },
    };
    const { spec } = models.resource.kubernetes_deployment_v1.ml_inference_api.spec.template as Editable;
    spec["volume"].push({ name: "data", persistent_volume_claim: { claim_name: "index" } });
    spec["container"][0].volume_mount.push({ name: "data", mount_path: "/data" });
  };

test("a writable claim for EBS is no mount of S3: replicas of a Deployment cannot share it", () => {
  const found = newlyFound([writableVolumes, weightsBudget], ML, withClaim("ReadWriteOnce"));
  expect(found.join("\n")).toContain("volume data is of one node, and a Deployment has pods on several");
  expect(found.join("\n")).not.toMatch(/mounts files from S3|read-only/);
  expect(newlyFound([writableVolumes], ML, withClaim("ReadWriteMany"))).toEqual([]);
});
