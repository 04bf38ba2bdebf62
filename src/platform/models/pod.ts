import type {
  DeploymentV1SpecTemplate,
  DeploymentV1SpecTemplateSpecContainer,
  DeploymentV1SpecTemplateSpecContainerVolumeMount,
  DeploymentV1SpecTemplateSpecVolume,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { NODE_LABELS } from "../../facts/labels";
import { type Toleration } from "../../facts/toleration";
import { CONTAINER_FOLDERS } from "../../environment/container-folders";
import { modelPodNames } from "../../environment/model-names";
import type { IPriorityClass } from "../constructs/namespace/priority-class";
import { modelSelector } from "../labels";
import { type ConfigFiles, configMapName } from "./config-files";
import { type ModelSecret } from "./secrets";
import { type PinnedContent, comparison } from "./pinned-content";
import { claimName } from "./mounted-weights";
import { type ModelWeights, WEIGHTS, diskMiB, download, probedSeconds } from "./weights";
import { modelLabels } from "./labels";
import { DRAIN_VARIABLE, type DrainProps, gracePeriodSeconds, keptSeconds } from "./drain";
import { restricted, secretVolume, PORT_NAME, probes, spread, GPU_TOLERATION } from "../pods";

type ProbesInput = Parameters<typeof probes>[0];

/** Resource that the device plugin registers on a node. */
const GPU = "nvidia.com/gpu";

/** Settings of a model's pod. */
export interface PodProps extends ProbesInput, DrainProps {
  /** Name of the model and of its objects. */
  readonly name: string;
  /** Image with an exact tag, and optionally a digest. */
  readonly image: string;
  /** TCP port that the container listens on. */
  readonly port: number;
  /** CPU request, as a Kubernetes quantity: `250m`, `2`. */
  readonly cpuRequest: string;
  /** CPU limit. @default - no limit, so that inference is not throttled */
  readonly cpuLimit?: string;
  /** Memory request: `512Mi`. */
  readonly memoryRequest: string;
  /** Memory limit. @default - `memoryRequest`, so that no pod depends on memory that it can lose */
  readonly memoryLimit?: string;
  /** Size of the writable `/tmp`, in MiB. */
  readonly tmpMiB: number;
  /** Size of the writable `/models`, in MiB. */
  readonly modelCacheMiB: number;
  /**
   * Request and limit of disk for the volumes and logs: `1200Mi`.
   *
   * @default - a request of the total size of the volumes, and no limit
   */
  readonly ephemeralStorage?: string;
  /** User and group id of the process; not 0. */
  readonly runAsUser: number;
  /** Gives the pods a token for the Kubernetes API. @default false */
  readonly kubernetesApi?: boolean;
  /** Secrets in Secrets Manager, mounted as files. @default - none */
  readonly secrets?: readonly ModelSecret[];
  /** Files that the pods have on their disk when the model starts. @default - none */
  readonly weights?: ModelWeights;
  /** Content that the files must have. @default - any */
  readonly content?: PinnedContent;
  /** Program of the container and its first arguments. @default - the entrypoint of the image */
  readonly command?: readonly string[];
  /** Arguments of the program. @default - those of the image, or of the server of KServe */
  readonly arguments?: readonly string[];
  /** Writable folders in memory, which count as memory of the container. @default - none */
  readonly memoryVolumes?: readonly MemoryVolume[];
  /** Read-only folders of files. @default - none */
  readonly configFiles?: readonly ConfigFiles[];
  /** Node group that the pods run on. @default - any node group without a taint */
  readonly nodeGroup?: string;
  /** Tolerations of the taints of that group, beside that of GPU nodes. @default - none */
  readonly tolerations?: readonly Toleration[];
  /** GPUs for each pod. @default 0 */
  readonly gpus?: number;
  /** Server of KServe in the container, with arguments beside those of every server. @default - the program of the image, without arguments */
  readonly server?: { readonly args: readonly string[] };
  /** Priority of the pods. @default - none; the priority is 0 */
  readonly priorityClass?: IPriorityClass;
}

/** A writable folder in memory. */
export interface MemoryVolume {
  readonly name: string;
  /** Folder in the container. */
  readonly path: string;
  readonly sizeMiB: number;
}

/** The pod template of a model. A changed annotation starts a rollout. */
export function podTemplate(
  props: PodProps,
  annotations: Readonly<Record<string, string>>,
): DeploymentV1SpecTemplate {
  return {
    metadata: { labels: modelLabels(props.name), annotations: { ...annotations } },
    spec: {
      serviceAccountName: props.name,
      ...(props.priorityClass ? { priorityClassName: props.priorityClass.name } : {}),
      automountServiceAccountToken: props.kubernetesApi ?? false,
      // Otherwise each pod gets environment variables for every Service of the namespace.
      enableServiceLinks: false,
      terminationGracePeriodSeconds: gracePeriodSeconds(props),
      securityContext: restricted(props.runAsUser).pod,
      topologySpreadConstraint: spread(modelSelector(props.name)),
      ...placement(props),
      ...initContainers(props),
      container: [container(props)],
      volume: mounts(props).map(({ volume }) => volume),
    },
  };
}

function container(props: PodProps): DeploymentV1SpecTemplateSpecContainer {
  return {
    name: modelPodNames(props.name, props.server ? "kserve" : "container").container,
    image: props.image,
    ...program(props),
    // A tag always refers to the same image (the platform's own repositories are immutable), so a node that
    // has the image starts a pod without the registry.
    imagePullPolicy: "IfNotPresent",
    port: [{ name: PORT_NAME, containerPort: props.port, protocol: "TCP" }],
    envFrom: [{ configMapRef: { name: props.name } }],
    resources: resources(props),
    ...probes({ ...props, startupSeconds: probedSeconds(props.startupSeconds, props.weights) }),
    ...drain(props),
    securityContext: restricted(props.runAsUser).container,
    volumeMount: mounts(props).map(({ mount }) => mount),
  };
}

function program(props: PodProps): Pick<DeploymentV1SpecTemplateSpecContainer, "command" | "args"> {
  if (props.server) return { args: serverArgs(props, props.server) };
  return {
    ...(props.command ? { command: [...props.command] } : {}),
    ...(props.arguments ? { args: [...props.arguments] } : {}),
  };
}

function initContainers({ weights, content, tmpMiB, runAsUser }: PodProps) {
  const pod = { tmp: TMP, tmpMiB, securityContext: restricted(runAsUser).container };
  const isCopied = weights?.mode === "download";
  const initContainer = [
    ...(isCopied ? [download({ weights, pod })] : []),
    ...(content ? [comparison(content, isCopied, pod)] : []),
  ];
  return initContainer.length > 0 ? { initContainer } : {};
}

/**
 * The hook runs a program and not a shell, but the image must contain it: without `sleep` the hook fails, and
 * Kubernetes reports an event and stops the pod at once. The built-in sleep action needs no program, but the
 * provider does not support it (hashicorp/terraform-provider-kubernetes issue 2837, open on 2026-11-20).
 *
 * An image that drains by itself learns the time from a variable, which wins over one of the ConfigMap.
 */
function drain({
  drainSeconds,
  drainsOnSigterm = false,
}: PodProps): Pick<DeploymentV1SpecTemplateSpecContainer, "env" | "lifecycle"> {
  const seconds = String(drainSeconds);
  return drainsOnSigterm
    ? { env: [{ name: DRAIN_VARIABLE, value: seconds }] }
    : { lifecycle: { preStop: [{ exec: { command: ["sleep", seconds] } }] } };
}

function resources({
  cpuRequest,
  cpuLimit,
  memoryRequest,
  memoryLimit,
  tmpMiB,
  modelCacheMiB,
  ephemeralStorage,
  weights,
  gpus = 0,
}: PodProps) {
  return {
    requests: {
      cpu: cpuRequest,
      memory: memoryRequest,
      // Total size of the volumes below, so that the scheduler does not overcommit the node's disk.
      "ephemeral-storage": ephemeralStorage ?? `${tmpMiB + modelCacheMiB + diskMiB(weights)}Mi`,
    },
    limits: {
      ...(cpuLimit ? { cpu: cpuLimit } : {}),
      memory: memoryLimit ?? memoryRequest,
      ...(ephemeralStorage ? { "ephemeral-storage": ephemeralStorage } : {}),
      ...(gpus > 0 ? { [GPU]: String(gpus) } : {}),
    },
  };
}

function placement({ nodeGroup, gpus = 0, tolerations = [] }: PodProps) {
  const all = [...(gpus > 0 ? [GPU_TOLERATION] : []), ...tolerations];
  return {
    ...(nodeGroup ? { nodeSelector: { [NODE_LABELS.group]: nodeGroup } } : {}),
    ...(all.length > 0 ? { toleration: all } : {}),
  };
}

interface Mount {
  readonly volume: DeploymentV1SpecTemplateSpecVolume;
  readonly mount: DeploymentV1SpecTemplateSpecContainerVolumeMount;
}

const TMP = "tmp";

function mounts(props: PodProps): Mount[] {
  const { name, tmpMiB, modelCacheMiB, weights, runAsUser, secrets = [] } = props;
  const { memoryVolumes = [], configFiles = [] } = props;
  return [
    scratch(TMP, CONTAINER_FOLDERS.tmp, tmpMiB),
    scratch("models", CONTAINER_FOLDERS.models, modelCacheMiB),
    ...(weights ? [readOnly(weightsMount(name, weights, runAsUser))] : []),
    ...(secrets.length > 0 ? [secretVolume(name, CONTAINER_FOLDERS.secrets)] : []),
    ...memoryVolumes.map(inMemory),
    ...configFiles.map((folder) => configFolder(name, folder)),
  ];
}

const scratch = (name: string, mountPath: string, mebibytes: number): Mount => ({
  volume: { name, emptyDir: { sizeLimit: `${mebibytes}Mi` } },
  mount: { name, mountPath },
});

const inMemory = ({ name, path, sizeMiB }: MemoryVolume): Mount => ({
  volume: { name: `memory-${name}`, emptyDir: { medium: "Memory", sizeLimit: `${sizeMiB}Mi` } },
  mount: { name: `memory-${name}`, mountPath: path },
});

const configFolder = (model: string, folder: ConfigFiles): Mount => ({
  volume: { name: `files-${folder.name}`, configMap: { name: configMapName(model, folder) } },
  mount: { name: `files-${folder.name}`, mountPath: folder.path, readOnly: true },
});

const weightsMount = (model: string, weights: ModelWeights, runAsUser: number): Mount =>
  weights.mode === "download"
    ? scratch(WEIGHTS, CONTAINER_FOLDERS.weights, weights.sizeMiB)
    : {
        volume: {
          name: WEIGHTS,
          persistentVolumeClaim: { claimName: claimName({ model, weights, runAsUser }), readOnly: true },
        },
        mount: { name: WEIGHTS, mountPath: CONTAINER_FOLDERS.weights },
      };

const readOnly = ({ volume, mount }: Mount): Mount => ({ volume, mount: { ...mount, readOnly: true } });

/**
 * The server answers `/v1/models/NAME:predict` with the file in the folder of the weights. Its gRPC port is closed: no load
 * balancer or policy here has it.
 */
const serverArgs = (
  { name, port, idleSeconds }: Pick<PodProps, "name" | "port" | "idleSeconds">,
  { args }: NonNullable<PodProps["server"]>,
): string[] => [
  `--model_name=${name}`,
  `--model_dir=${CONTAINER_FOLDERS.weights}`,
  `--http_port=${port}`,
  "--enable_grpc=false",
  `--timeout-keep-alive=${keptSeconds(idleSeconds)}`,
  ...args,
];
