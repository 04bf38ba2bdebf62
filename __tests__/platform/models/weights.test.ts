import { planWith } from "../../support/changed-plans";
import { ML, at, config, container } from "../models-stack";

const WEIGHTS = { sizeGiB: 10, mode: "download", mibPerSecond: 40 };
const withWeights = (over: object = {}, environment = ML) =>
  planWith(environment, {
    models: [{ name: "llm", image: { tag: "1" }, startupSeconds: 120, weights: WEIGHTS, ...over }],
  });
const deployment = (over?: object, environment?: string) =>
  config(withWeights(over, environment), "kubernetes_deployment_v1.llm");
const init = (over?: object, environment?: string) =>
  at(deployment(over, environment)["spec"], "template", "spec", "init_container", 0);

test("MOD-01 an init container copies the prefix of the model before it starts", () => {
  const copy = init({ bucketPrefix: "team/llm/" });
  expect(at(copy, "args")).toEqual([
    "s3",
    "sync",
    "s3://ml-inference-prod-models-222233334444/team/llm/",
    "/mnt/weights",
    "--delete",
    "--only-show-errors",
  ]);
  expect(at(copy, "image")).toBe("public.ecr.aws/aws-cli/aws-cli:2.36.14");
});

test("MOD-01 the model has the files read-only, and a variable with their folder", () => {
  const plan = withWeights();
  expect(at(container(plan, "llm"), "volume_mount", 2)).toEqual({
    name: "weights",
    mount_path: "/mnt/weights",
    read_only: true,
  });
  expect(at(config(plan, "kubernetes_config_map_v1.llm"), "data", "MODEL_WEIGHTS_PATH")).toBe("/mnt/weights");
});

test("MOD-01 the copy runs as the user of the model, on a read-only root filesystem", () => {
  const plan = withWeights({ runAsUser: 4000 });
  const copy = init({ runAsUser: 4000 });
  expect(at(copy, "security_context")).toEqual(at(container(plan, "llm"), "security_context"));
  expect(at(copy, "env", 0)).toEqual({ name: "HOME", value: "/tmp" });
});

test("MOD-01 the volume and the requests of the pod have the size of the files", () => {
  const { spec } = deployment();
  expect(at(spec, "template", "spec", "volume", 2)).toEqual({
    name: "weights",
    empty_dir: { size_limit: "10240Mi" },
  });
  expect(at(container(withWeights(), "llm"), "resources", "requests", "ephemeral-storage")).toBe("11328Mi");
  expect(at(init(), "resources", "requests", "ephemeral-storage")).toBe("10304Mi");
});

test("API-02 the rollout waits for the copy, and the startup probe does not count it", () => {
  const { spec } = deployment();
  expect(at(container(withWeights(), "llm"), "startup_probe", "failure_threshold")).toBe(12);
  // 256 s to copy, 120 s to load, 300 s for the NLB, 300 s for a node and the image
  expect(at(spec, "progress_deadline_seconds")).toBe(976);
});

test("API-02 the Deployment states size, rate and loading time, and its pods do not", () => {
  const { metadata, spec } = deployment();
  expect(at(metadata, "annotations")).toEqual({
    "private-eks-inference/weights-mib": "10240",
    "private-eks-inference/weights-mib-per-second": "40",
    "private-eks-inference/weights-loading-seconds": "120",
  });
  expect(Object.keys(at(spec, "template", "metadata", "annotations") as object)).toEqual(["checksum/config"]);
});

test("API-02 another rate changes no pod", () => {
  const template = (mibPerSecond: number) =>
    at(deployment({ weights: { ...WEIGHTS, mibPerSecond } })["spec"], "template");
  expect(template(20)).toEqual(template(40));
});

test("IMG-01 without internet access, the image of the copy is in the account's registry", () => {
  const plan = withWeights({}, "retail-forecast");
  expect(at(init({}, "retail-forecast"), "image")).toBe(
    "111122223333.dkr.ecr.ap-southeast-1.amazonaws.com/retail-forecast/aws-cli/aws-cli:2.36.14",
  );
  const repositories = plan.stack("cluster").resources("aws_ecr_repository");
  expect(repositories.map(({ config: { name } }) => name)).toContain("retail-forecast/aws-cli/aws-cli");
});
