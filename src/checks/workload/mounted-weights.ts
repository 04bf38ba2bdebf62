import { accountKey, rolesOf } from "../../infrastructure/identity-roles";
import { type Specs } from "../../infrastructure/kubernetes-api";
import { type KubernetesObject, objectsOf, type Pods } from "../../infrastructure/kubernetes-objects";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { memoryMiB } from "../../base/quantities";
import { asObject, isTrue, type Json, text, texts } from "../../terraform/stack-json";
import { accountOf, variablesOf } from "../../infrastructure/kubernetes-pods";
import { homeOf, resolveReferences } from "../../infrastructure/text-references";
import { addonsOf } from "../../infrastructure/kubernetes-releases";
import { type s3VolumesOf } from "../../infrastructure/kubernetes-volumes";
import { MOUNTPOINT } from "../../evidence/s3-volumes";
import { profileOf } from "../../infrastructure/capacity-placement";
import { workloadOf } from "../../infrastructure/kubernetes-workloads";

/** Access of many pods that only read. */
const ACCESS_MODE = "ReadOnlyMany";

/** Problems of a volume that Mountpoint for S3 mounts with the role of the pod. */
export function mountProblems(
  plan: EnvironmentPlan,
  pods: Pods,
  { sizeMiB }: { readonly sizeMiB: number },
  { volume, claim, persistent }: ReturnType<typeof s3VolumesOf>[number],
): string[] {
  if (!persistent) return [`claim ${claim.name} names a volume that is not in the stacks`];
  const { spec, resource } = persistent;
  const { csi = {} } = spec;
  const attributes = asObject(csi.volumeAttributes);
  const written = (value: Json | undefined): string =>
    resolveReferences(plan, { layer: resource.layer, value: value ?? "" });
  const options = texts(spec.mountOptions);
  const variables = variablesOf(plan, pods);
  const { region } = homeOf(plan);
  const claimed = spec.claimRef ?? {};
  const user = String(pods.spec.securityContext?.runAsUser ?? "");
  const account = accountKey(pods.owner.namespace, accountOf(plan, pods));
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
    ...(addonsOf(plan).some(({ name }) => name === MOUNTPOINT.addon)
      ? []
      : [`no add-on ${MOUNTPOINT.addon} mounts ${title}`]),
    ...(workload && profileOf(plan, workload) ? [`its pods run on Fargate, which mounts no ${title}`] : []),
    ...storageProblems(`${title} has the capacity`, asObject(spec.capacity)["storage"], sizeMiB),
    ...storageProblems(
      `claim ${claim.name} requests`,
      asObject(claim.spec.resources?.requests)["storage"],
      sizeMiB,
    ),
    ...accessProblems(title, spec),
    ...accessProblems(`claim ${claim.name}`, claim.spec),
    ...handleProblems(plan, persistent),
    ...wanted
      .filter((option) => !options.includes(option))
      .map((option) => `${title} lacks the option ${option}`),
    ...options
      .filter((option) => !wanted.includes(option) && !/^gid=\d+$/.test(option))
      .map((option) => `${title} has the option ${option}, which weights do not need`),
    ...(isTrue(csi.readOnly)
      ? []
      : [`${title} is not read_only, so its mount alone keeps the weights as they are`]),
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
    ...(written(claimed.name) === claim.name && written(claimed.namespace) === claim.namespace
      ? []
      : [`${title} is not reserved for claim ${claim.name}`]),
    ...(text(spec.storageClassName) === text(claim.spec.storageClassName)
      ? []
      : [`claim ${claim.name} has another storage class than ${title}`]),
    ...(isTrue(volume.persistentVolumeClaim?.readOnly) ? [] : [`the pods may write to claim ${claim.name}`]),
  ];
}

const storageProblems = (has: string, storage: Json | undefined, sizeMiB: number): string[] =>
  memoryMiB(text(storage) ?? "") === sizeMiB ? [] : [`${has} ${String(storage)}, expected ${sizeMiB}Mi`];

function accessProblems(
  title: string,
  { accessModes: modes }: Pick<Specs["persistent_volume_claim"], "accessModes">,
): string[] {
  const written = texts(modes);
  return String(written) === ACCESS_MODE
    ? []
    : [`${title} has the access mode ${written.join(", ") || "none"}, expected ${ACCESS_MODE}`];
}

/** A kubelet mounts only one of two volumes with the same handle (CONFIGURATION.md of the driver, read 2026-11-22). */
function handleProblems(
  plan: EnvironmentPlan,
  volume: KubernetesObject<Specs["persistent_volume"]>,
): string[] {
  const handleOf = (each: KubernetesObject<Specs["persistent_volume"]>): string =>
    resolveReferences(plan, { layer: each.resource.layer, value: each.spec.csi?.volumeHandle ?? "" });
  const handle = handleOf(volume);
  if (handle === "") return [`volume ${volume.name} has no volume_handle`];
  return objectsOf(plan)
    .ofKind("persistent_volume")
    .filter((other) => other !== volume && handleOf(other) === handle)
    .map(({ name }) => `volume ${volume.name} has the volume_handle of volume ${name}`);
}
