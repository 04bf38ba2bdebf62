import { writableVolumes } from "../../../../src/proof/checks/workload/writable-volumes";
import { newlyFound } from "../../../support/findings";
import { type Case, ML, pod, container } from "./edits";

const CHECK = [writableVolumes];

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
])("writable-volumes finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
