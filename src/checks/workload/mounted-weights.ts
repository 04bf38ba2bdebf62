import { block, isTrue, text, texts } from "../../analysis/blocks";
import { accountKey, rolesOf } from "../../analysis/identity/roles";
import { homeOf } from "../../analysis/home";
import { addonsOf } from "../../analysis/cluster/addons";
import { type S3Volume, csiOf } from "../../analysis/kubernetes/mounted-volumes";
import { type Pods } from "../../analysis/kubernetes/objects";
import { variablesOf } from "../../analysis/kubernetes/variables";
import { type StatedWeights } from "../../analysis/kubernetes/weights";
import { resolveReferences } from "../../analysis/references";
import { profileOf } from "../../analysis/cluster/fargate";
import { workloadOf } from "../../analysis/capacity/workloads";
import { type EnvironmentPlan } from "../../terraform-json/environment-plan";
import { memoryMiB } from "../../core/quantities";

/** Add-on that has the driver. */
const ADDON = "aws-mountpoint-s3-csi-driver";

/** Problems of a volume that Mountpoint for S3 mounts with the role of the pod. */
export function mountProblems(
  plan: EnvironmentPlan,
  pods: Pods,
  { sizeMiB }: StatedWeights,
  { volume, claim, persistent }: S3Volume,
): string[] {
  if (!persistent) return [`claim ${claim.name} names a volume that is not in the stacks`];
  const { spec, resource } = persistent;
  const csi = csiOf(persistent);
  const attributes = block(csi["volume_attributes"]);
  const written = (value: (typeof spec)[string] | undefined): string =>
    resolveReferences(plan, { layer: resource.layer, value: value ?? "" });
  const options = texts(spec["mount_options"]);
  const variables = variablesOf(plan, pods);
  const { region } = homeOf(plan);
  const claimed = block(spec["claim_ref"]);
  const user = text(block(pods.spec["security_context"])["run_as_user"]) ?? "";
  const account = accountKey(pods.owner.namespace, text(pods.spec["service_account_name"]) ?? "default");
  const wanted = [
    "read-only",
    "allow-other",
    `region ${region}`,
    `prefix ${variables["MODEL_PREFIX"] ?? ""}`,
    `uid=${user}`,
  ];
  const workload = workloadOf(plan, pods);
  const title = `volume ${persistent.name}`;
  return [
    ...(addonsOf(plan).some(({ name }) => name === ADDON) ? [] : [`no add-on ${ADDON} mounts ${title}`]),
    ...(workload && profileOf(plan, workload) ? [`its pods run on Fargate, which mounts no ${title}`] : []),
    ...((memoryMiB(text(block(spec["capacity"])["storage"]) ?? "") || 0) === sizeMiB
      ? []
      : [`${title} has the capacity ${String(block(spec["capacity"])["storage"])}, expected ${sizeMiB}Mi`]),
    ...wanted
      .filter((option) => !options.includes(option))
      .map((option) => `${title} lacks the option ${option}`),
    ...(written(attributes["bucketName"]) === variables["MODEL_BUCKET"]
      ? []
      : [
          `${title} has the bucket ${written(attributes["bucketName"])}, expected ${variables["MODEL_BUCKET"] ?? ""}`,
        ]),
    ...(attributes["authenticationSource"] === "pod" && rolesOf(plan).trusting(account).length > 0
      ? []
      : [`${title} is not read with the role of the pod`]),
    ...(attributes["stsRegion"] === region
      ? []
      : [`${title} has no stsRegion ${region}, and the driver cannot ask the metadata of the node`]),
    ...(written(claimed["name"]) === claim.name && written(claimed["namespace"]) === claim.namespace
      ? []
      : [`${title} is not reserved for claim ${claim.name}`]),
    ...(text(spec["storage_class_name"]) === text(claim.spec["storage_class_name"])
      ? []
      : [`claim ${claim.name} has another storage class than ${title}`]),
    ...(isTrue(block(volume["persistent_volume_claim"])["read_only"])
      ? []
      : [`the pods may write to claim ${claim.name}`]),
  ];
}
