import { planWith } from "../../support/changed-plans";
import { type Plan } from "../../support/plan";
import { ML, at, config, container } from "../models-stack";

const WEIGHTS = { sizeGiB: 10, mode: "mount", mibPerSecond: 40 };
const mounted = (over: object = {}, change: object = {}): Plan =>
  planWith(ML, {
    models: [{ name: "llm", image: { tag: "1" }, startupSeconds: 120, weights: WEIGHTS, ...over }],
    ...change,
  });
const volumeOf = (plan: Plan) => config(plan, "kubernetes_persistent_volume_v1.llm");
const claimOf = (plan: Plan) => config(plan, "kubernetes_persistent_volume_claim_v1.llm");
const nameOf = (plan: Plan) => at(claimOf(plan)["metadata"], "name");

test("MOD-01 a volume has the prefix of the model, and is read with the role of its pods", () => {
  const { spec } = volumeOf(mounted({ bucketPrefix: "team/llm/", runAsUser: 4000 }));
  expect(at(spec, 0, "mount_options")).toEqual([
    "read-only",
    "region ap-southeast-2",
    "prefix team/llm/",
    "uid=4000",
    "gid=4000",
    "allow-other",
  ]);
  expect(at(spec, 0, "persistent_volume_source", "csi")).toMatchObject({
    driver: "s3.csi.aws.com",
    read_only: true,
    volume_attributes: {
      authenticationSource: "pod",
      bucketName: "ml-inference-prod-models-222233334444",
      stsRegion: "ap-southeast-2",
    },
  });
});

test("MOD-01 volume and claim name each other, with a class that no default replaces", () => {
  const plan = mounted();
  const [volume, claim] = [volumeOf(plan), claimOf(plan)];
  expect(at(volume["spec"], 0, "claim_ref")).toEqual({ name: nameOf(plan), namespace: "ml-inference" });
  expect(at(claim["spec"], "volume_name")).toBe("${kubernetes_persistent_volume_v1.llm.metadata[0].name}");
  for (const spec of [at(volume["spec"], 0), claim["spec"]]) {
    expect(at(spec, "storage_class_name")).toBe("mountpoint-s3");
    expect(at(spec, "access_modes")).toEqual(["ReadOnlyMany"]);
  }
});

test("MOD-01 the model has the files read-only, and no init container copies them", () => {
  const plan = mounted();
  const spec = at(config(plan, "kubernetes_deployment_v1.llm")["spec"], "template", "spec");
  expect(at(spec, "init_container")).toBeUndefined();
  expect(at(spec, "volume", 2)).toEqual({
    name: "weights",
    persistent_volume_claim: { claim_name: nameOf(plan), read_only: true },
  });
  expect(at(container(plan, "llm"), "volume_mount", 2)).toEqual({
    name: "weights",
    mount_path: "/mnt/weights",
    read_only: true,
  });
  expect(at(container(plan, "llm"), "resources", "requests", "ephemeral-storage")).toBe("1088Mi");
});

test("API-02 the startup probe counts the read, and the rollout waits for it", () => {
  const plan = mounted();
  // 256 s to read and 120 s to load
  expect(at(container(plan, "llm"), "startup_probe", "failure_threshold")).toBe(38);
  // 300 s for the NLB, 300 s for a node and the image
  expect(at(config(plan, "kubernetes_deployment_v1.llm")["spec"], "progress_deadline_seconds")).toBe(976);
});

test("MOD-01 another volume has another name, and exists before the old one is deleted", () => {
  const names = [
    mounted(),
    mounted({ weights: { ...WEIGHTS, sizeGiB: 11 } }),
    mounted({ bucketPrefix: "v2/" }),
    mounted({ runAsUser: 4000 }),
    mounted({}, { modelBucket: { existingName: "other-bucket" } }),
  ].map(nameOf);
  expect(new Set(names).size).toBe(names.length);
  expect(nameOf(mounted({ weights: { ...WEIGHTS, mibPerSecond: 20 } }))).toBe(names[0]);
  for (const { lifecycle } of [volumeOf(mounted()), claimOf(mounted())]) {
    expect(lifecycle).toEqual({ create_before_destroy: true });
  }
});

test("MOD-01 the add-on is there while a model mounts its weights, and not otherwise", () => {
  const addons = (plan: Plan) =>
    plan
      .stack("cluster")
      .resources("aws_eks_addon")
      .map(({ config: { addon_name: name } }) => name);
  expect(addons(mounted())).toContain("aws-mountpoint-s3-csi-driver");
  expect(addons(mounted({ weights: { ...WEIGHTS, mode: "download" } }))).not.toContain(
    "aws-mountpoint-s3-csi-driver",
  );
});
