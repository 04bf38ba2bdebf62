import fc from "fast-check";
import { weightsBudget } from "../../../src/checks/workload/weights-budget";
import { type Editable, altered, environmentPlan } from "../../support/altered";
import { planWith } from "../../support/changed-plans";
import { foundBy } from "../../support/findings";

const MODEL = { name: "llm", image: { tag: "1" }, startupSeconds: 120 };
const plan = (over: object = {}) =>
  planWith("ml-inference-prod", {
    models: [
      { ...MODEL, weights: { sizeGiB: 10, mode: "download", mibPerSecond: 40, ...over }, drainSeconds: 180 },
    ],
  });

type Change = (deployment: Editable, pod: Editable) => void;

const edited = (edit: Change, over: object = {}): string[] =>
  foundBy(
    weightsBudget,
    altered(plan(over), ({ models }) => {
      const deployment = models.resource["kubernetes_deployment_v1"].llm;
      edit(deployment, deployment.spec.template.spec);
    }),
  );

test("weights-budget accepts what synth emits for each size and rate", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 4096, noNaN: true }),
      fc.integer({ min: 1, max: 1000 }),
      (sizeGiB, mibPerSecond) => {
        expect(foundBy(weightsBudget, environmentPlan(plan({ sizeGiB, mibPerSecond })))).toEqual([]);
      },
    ),
    { numRuns: 5 },
  );
});

test.each<readonly [string, Change, string]>([
  [
    "a copy without a statement of its size",
    ({ metadata }) => delete metadata.annotations["private-eks-inference/weights-mib"],
    "init container weights copies files from S3, and no annotations state their size, rate and loading time",
  ],
  [
    "a statement without a copy",
    (_, pod) => delete pod["init_container"],
    "it states the size of weights, and has no copy and no mount of them",
  ],
  [
    "a volume that is smaller than the files",
    (_, pod) => (pod["volume"][2].empty_dir.size_limit = "10239Mi"),
    "volume weights has 10239Mi, expected 10240Mi for the weights",
  ],
  [
    "a request of the copy that is smaller than the files",
    (_, pod) => (pod["init_container"][0].resources.requests["ephemeral-storage"] = "10Mi"),
    "init container weights requests less ephemeral-storage than the 10240Mi that it writes",
  ],
  [
    "a copy to a folder without a volume",
    (_, pod) => (pod["init_container"][0].args[3] = "/elsewhere"),
    "init container weights writes to /elsewhere, where no volume is mounted",
  ],
  [
    "a copy of the files of another model",
    (_, pod) => (pod["init_container"][0].args[2] = "s3://ml-inference-prod-models-222233334444/other/"),
    "copies s3://ml-inference-prod-models-222233334444/other/, expected s3://ml-inference-prod-models-222233334444/llm/",
  ],
  [
    "a model that may write to the files",
    (_, pod) => delete pod["container"][0].volume_mount[2].read_only,
    "the model does not mount volume weights read-only",
  ],
  [
    "another folder than the variable names",
    (_, pod) => (pod["container"][0].volume_mount[2].mount_path = "/mnt/other"),
    "MODEL_WEIGHTS_PATH is /mnt/weights, expected /mnt/other",
  ],
  [
    "an image that was never seen",
    (_, pod) => (pod["init_container"][0].image = "public.ecr.aws/aws-cli/aws-cli:9.0.0"),
    "init container weights has the image public.ecr.aws/aws-cli/aws-cli:9.0.0, expected public.ecr.aws/aws-cli/aws-cli with tag 2.36.14",
  ],
  [
    "a startup probe that is shorter than the stated loading time",
    (_, pod) => (pod["container"][0].startup_probe.failure_threshold = 11),
    "startupProbe ends after 110 s, expected 120 s to load the model",
  ],
  [
    "a rollout that fails before the copy can end",
    ({ spec }) => (spec.progress_deadline_seconds = 675),
    "progressDeadlineSeconds is 675, expected at least 676: 256 s for the download, 120 s for the startup probe and 300 s for its NLB",
  ],
  [
    "more bytes than the limits are planned for",
    ({ metadata }) => (metadata.annotations["private-eks-inference/weights-mib"] = "40960"),
    "expected at least 1444: 1024 s for the download",
  ],
])("weights-budget finds %s", (_, edit, problem) => {
  expect(edited(edit)).toEqual([expect.stringContaining(problem)]);
});

test("weights-budget accepts a deadline that covers the copy, the startup probe and the registration", () => {
  expect(edited(({ spec }) => (spec.progress_deadline_seconds = 676))).toEqual([]);
});
