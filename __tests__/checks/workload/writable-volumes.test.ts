import { writableVolumes } from "../../../src/checks/workload/writable-volumes";
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
