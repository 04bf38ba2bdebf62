import { CHECKS } from "../../../src/checks/all";
import { runChecks } from "../../../src/checks/run";
import { weightsBudget } from "../../../src/checks/workload/weights-budget";
import { writableVolumes } from "../../../src/checks/workload/writable-volumes";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { TODAY, foundBy } from "../../support/findings";

const plan = (over: object = {}) =>
  planWith("ml-inference-prod", {
    models: [
      {
        name: "llm",
        image: { tag: "1" },
        startupSeconds: 120,
        weights: { sizeGiB: 10, mode: "mount", mibPerSecond: 40 },
        ...over,
      },
    ],
  });

interface Parts {
  readonly deployment: Editable;
  readonly pod: Editable;
  /** Specification of the volume. */
  readonly volume: Editable;
  readonly claim: Editable;
}

const edited = (edit: (parts: Parts) => void) =>
  altered(plan(), ({ models }) => {
    const deployment = models.resource.kubernetes_deployment_v1.llm as Editable;
    edit({
      deployment,
      pod: deployment["spec"].template.spec as Editable,
      volume: models.resource.kubernetes_persistent_volume_v1.llm.spec[0] as Editable,
      claim: models.resource.kubernetes_persistent_volume_claim_v1.llm as Editable,
    });
  });

const csi = (volume: Editable): Editable => volume["persistent_volume_source"].csi as Editable;

test("no check has an error for mounted weights", () => {
  const plans = [environmentPlan(plan())];
  const found = runChecks({ plans, checks: CHECKS, waiversOf: () => [], today: TODAY });
  expect(found.filter(({ check }) => check.severity === "error")).toEqual([]);
});

test.each<[what: string, edit: (parts: Parts) => void, message: string]>([
  [
    "a mount without a statement of its size",
    ({ deployment }) => delete deployment["metadata"].annotations["private-eks-inference/weights-mib"],
    "mounts files from S3, and no annotations state their size, rate and loading time",
  ],
  ["no claim", ({ pod }) => pod["volume"].splice(2, 1), "it states the size of weights, and has no copy"],
  [
    "a claim of a volume outside of the stacks",
    ({ claim }) => (claim["spec"].volume_name = "other"),
    "names a volume that is not in the stacks",
  ],
  [
    "another size",
    ({ volume }) => (volume["capacity"].storage = "1Gi"),
    "has the capacity 1Gi, expected 10240Mi",
  ],
  [
    "a claim of another size",
    ({ claim }) => (claim["spec"].resources.requests.storage = "20Gi"),
    "requests 20Gi, expected 10240Mi",
  ],
  [
    "a volume for one node",
    ({ volume }) => (volume["access_modes"] = ["ReadWriteOnce"]),
    "has the access mode ReadWriteOnce, expected ReadOnlyMany",
  ],
  [
    "a volume without access modes",
    ({ volume }) => delete volume["access_modes"],
    "has the access mode none, expected ReadOnlyMany",
  ],
  [
    "a claim that writes",
    ({ claim }) => (claim["spec"].access_modes = ["ReadWriteMany"]),
    "has the access mode ReadWriteMany, expected ReadOnlyMany",
  ],
  ["a volume without a handle", ({ volume }) => delete csi(volume)["volume_handle"], "has no volume_handle"],
  [
    "another prefix",
    ({ volume }) => (volume["mount_options"][2] = "prefix other/"),
    "lacks the option prefix llm/",
  ],
  ["another user", ({ volume }) => (volume["mount_options"][3] = "uid=1"), "lacks the option uid=10001"],
  [
    "another bucket",
    ({ volume }) => (csi(volume)["volume_attributes"].bucketName = "other"),
    "has the bucket other, expected ml-inference-prod-models-222233334444",
  ],
  [
    "an option beside those for weights",
    ({ volume }) => volume["mount_options"].push("endpoint-url https://stranger.example.com"),
    "has the option endpoint-url https://stranger.example.com, which weights do not need",
  ],
  [
    "a volume that may be written",
    ({ volume }) => (csi(volume)["read_only"] = false),
    "is not read_only, so its mount alone keeps the weights as they are",
  ],
  ["no word on writing", ({ volume }) => delete csi(volume)["read_only"], "is not read_only"],
  [
    "the role of the driver",
    ({ volume }) => delete csi(volume)["volume_attributes"].authenticationSource,
    "is not read with the role of the pod",
  ],
  [
    "no region for STS",
    ({ volume }) => delete csi(volume)["volume_attributes"].stsRegion,
    "has no stsRegion ap-southeast-2",
  ],
  [
    "a volume for another claim",
    ({ volume }) => (volume["claim_ref"].name = "other"),
    "is not reserved for claim llm-weights-",
  ],
  [
    "two classes",
    ({ claim }) => (claim["spec"].storage_class_name = "gp3"),
    "has another storage class than volume",
  ],
  [
    "a startup probe that is shorter than the read",
    ({ pod }) => (pod["container"][0].startup_probe.failure_threshold = 37),
    "startupProbe ends after 370 s, expected 376 s to read the weights and load the model",
  ],
  [
    "a rollout that ends before the startup probe",
    ({ deployment }) => (deployment["spec"].progress_deadline_seconds = 679),
    "progressDeadlineSeconds is 679, expected at least 680: 380 s for the startup probe and 300 s for its NLB",
  ],
])("weights-budget finds %s", (_, edit, message) => {
  expect(foundBy(weightsBudget, edited(edit))).toEqual([expect.stringContaining(message)]);
});

test("weights-budget finds a cluster without the driver", () => {
  const without = altered(plan(), ({ cluster }) => {
    const addons = cluster.resource.aws_eks_addon as Editable;
    for (const [name, addon] of Object.entries(addons) as [string, Editable][]) {
      if (addon["addon_name"] === "aws-mountpoint-s3-csi-driver") Reflect.deleteProperty(addons, name);
    }
  });
  expect(foundBy(weightsBudget, without)).toEqual([
    expect.stringContaining("no add-on aws-mountpoint-s3-csi-driver mounts volume ml-inference-llm-weights-"),
  ]);
});

test("weights-budget finds two volumes with one handle, and a claim of the volume of another model", () => {
  const models = ["llm", "other"].map((name) => ({
    name,
    image: { tag: "1" },
    weights: { sizeGiB: 10, mode: "mount" },
  }));
  const two = (edit: (own: Editable, claims: Editable) => void) =>
    altered(planWith("ml-inference-prod", { models }), ({ models: { resource } }) => {
      edit(resource.kubernetes_persistent_volume_v1, resource.kubernetes_persistent_volume_claim_v1);
    });
  const shared = two(({ llm, other }) => {
    csi(other.spec[0])["volume_handle"] = csi(llm.spec[0])["volume_handle"];
  });
  expect(
    foundBy(
      weightsBudget,
      two(() => undefined),
    ),
  ).toEqual([]);
  expect(foundBy(weightsBudget, shared)).toEqual([
    expect.stringMatching(/volume ml-inference-llm-\S+ has the volume_handle of volume ml-inference-other-/),
    expect.stringMatching(/volume ml-inference-other-\S+ has the volume_handle of volume ml-inference-llm-/),
  ]);
  const claimed = two((_, { llm, other }) => (other.spec.volume_name = llm.spec.volume_name));
  expect(foundBy(weightsBudget, claimed)).toEqual([
    expect.stringContaining("is not reserved for claim other-weights-"),
  ]);
});

test("writable-volumes and weights-budget find a claim that pods may write to", () => {
  const writable = edited(({ pod }) => delete pod["volume"][2].persistent_volume_claim.read_only);
  expect(foundBy(writableVolumes, writable)).toEqual([
    expect.stringContaining("volume weights is not read-only"),
  ]);
  expect(foundBy(weightsBudget, writable)).toEqual([expect.stringContaining("the pods may write to claim")]);
});
