import { profileOf } from "../../infrastructure/capacity-placement";
import { workloadOf } from "../../infrastructure/kubernetes-workloads";
import { nodeGroups } from "../../infrastructure/capacity-nodes";
import { modelImagesOf } from "../../infrastructure/kubernetes-images";
import { type Pods } from "../../infrastructure/kubernetes-objects";
import { userError } from "../../base/errors";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type EnvironmentRecord } from "../../terraform/environment-record";

/** An image that a workflow builds for a model. */
export interface BuiltImage {
  readonly model: string;
  /** Host and path, without a tag. */
  readonly repository: string;
  /** Platforms of the nodes that the model's pods can run on. */
  readonly platforms: readonly string[];
  /** YAML file that sets the tag. */
  readonly file: string;
}

/** Images of the models whose repository the environment owns. */
export const builtImages = (plan: EnvironmentPlan, record: EnvironmentRecord): BuiltImage[] =>
  modelImagesOf(plan).images.map(({ pods, image: { repository } }) => ({
    model: pods.owner.name,
    repository,
    platforms: platformsOf(plan, pods),
    file: fileOf(plan.name, record, pods.owner.name),
  }));

/** Platforms as registries name them. Fargate of EKS has no ARM (EKS user guide, "fargate", read 2026-11-20). */
function platformsOf(plan: EnvironmentPlan, pods: Pods): string[] {
  const workload = workloadOf(plan, pods);
  if (workload && profileOf(plan, workload)) return ["linux/amd64"];
  const groups = nodeGroups(plan).filter((group) => group.admits(pods.spec));
  const platforms = groups.map(({ isArm }) => (isArm ? "linux/arm64" : "linux/amd64"));
  return [...new Set(platforms)].sort();
}

/** The file with the tag of a model, relative to the root of its repository. */
function fileOf(environment: string, { settings }: EnvironmentRecord, model: string): string {
  const named = settings.find(
    ({ path, value }) => path.length === 3 && path[0] === "models" && path[2] === "name" && value === model,
  );
  const tag = settings.find(
    ({ path }) => named && path.slice(0, 2).join() === named.path.slice(0, 2).join() && path[3] === "tag",
  );
  const file = tag?.at?.replace(/(:\d+)*$/, "");
  if (file !== undefined && /^(?!\.\.?\/)[\w./-]+$/.test(file) && !file.startsWith("/")) return file;
  throw userError({
    place: `${environment} model ${model}`,
    got: file === undefined ? "no file that sets its tag" : `the file ${file}`,
    expected: "a YAML file below the current folder, of letters, digits and . _ / -",
    fix: "synthesize in the root of the repository, with ENVIRONMENTS_DIR as a folder below it",
  });
}
