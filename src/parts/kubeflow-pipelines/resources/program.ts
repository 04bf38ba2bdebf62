import {
  DeploymentV1,
  type DeploymentV1SpecTemplateSpecContainer,
  type DeploymentV1SpecTemplateSpecInitContainer,
  type DeploymentV1SpecTemplateSpecVolume,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { ServiceV1 } from "@cdktf/provider-kubernetes/lib/service-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { ContainerResources } from "../../../facts/container-resources";
import { programLabels, programSelector } from "../labels";
import { type Rights, account } from "./account";
import { sha256 } from "../../../base/digests";
import { type PodLabels } from "../../../platform/contract";
import { restricted, spread } from "../../../platform/pods";
import { type INamespace } from "../../../platform/namespace";

/** User of the programs. Most images name none, and two a user by name, which Kubernetes cannot compare with root. */
export const PIPELINES_USER_ID = 10001;

const TMP = "/tmp";
const TMP_MIB = 64;

/** A volume with the places at which containers mount it. */
export interface MountedVolume {
  readonly volume: DeploymentV1SpecTemplateSpecVolume;
  readonly path: string;
  readonly readOnly: boolean;
}

interface ProgramProps {
  /** Name of its objects and of its service account. */
  readonly name: string;
  readonly namespace: INamespace;
  readonly image: string;
  readonly resources: ContainerResources;
  /** Architecture of its nodes, for an image that exists for one only. @default - nodes of all architectures */
  readonly architecture?: "amd64";
  /** @default - that of the image */
  readonly command?: readonly string[];
  /** @default - none */
  readonly args?: readonly string[];
  /** @default - none */
  readonly variables?: Readonly<Record<string, string>>;
  /** Variable with the name of the pod. @default - none */
  readonly podNameVariable?: string;
  /** Container ports by name, which the Service has too. @default - it accepts no connections */
  readonly ports?: Readonly<Record<string, number>>;
  /** Port of the Service by the name of the container port. @default - the container port */
  readonly servicePorts?: Readonly<Record<string, number>>;
  /** @default - none */
  readonly probes?: Pick<
    DeploymentV1SpecTemplateSpecContainer,
    "startupProbe" | "readinessProbe" | "livenessProbe"
  >;
  /** @default - none */
  readonly volumes?: readonly MountedVolume[];
  /** @default - none */
  readonly initContainers?: readonly DeploymentV1SpecTemplateSpecInitContainer[];
  /** ARN of its role in IAM. @default - none */
  readonly roleArn?: string;
  /** Rights in the namespace. @default - none, and no token of the Kubernetes API */
  readonly rights?: readonly Rights[];
  /** Whether a second pod would do its work twice: a rollout then stops the first one before. @default false */
  readonly isAlone?: boolean;
  /** Data that it reads from ConfigMaps. A change restarts it. @default - none */
  readonly config?: Readonly<Record<string, string>>;
  /** Size of the writable `/tmp`, in MiB. @default 64 */
  readonly tmpMiB?: number;
  /** Size of its other volumes on the disk of the node, in MiB. @default 0 */
  readonly diskMiB?: number;
  /** Resources that the pod needs from its start to its end. */
  readonly after: readonly ITerraformDependable[];
}

/** One pod of a program, with its service account, its rights and its Service. */
export class Program extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ProgramProps,
  ) {
    super(scope, id);
    const { name, namespace, architecture, rights, after, config, tmpMiB = TMP_MIB, isAlone = false } = props;
    const labels = { ...programLabels(name) };
    const metadata = { name, namespace: namespace.name, labels };
    const ready = account(this, { ...props, labels });
    new DeploymentV1(this, "Resource", {
      metadata,
      spec: {
        replicas: "1",
        selector: { matchLabels: { ...programSelector(name) } },
        strategy: isAlone
          ? { type: "Recreate" }
          : { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "0", maxSurge: "1" } },
        revisionHistoryLimit: 5,
        template: {
          metadata: {
            labels,
            ...(config ? { annotations: { "checksum/config": sha256(JSON.stringify(config)) } } : {}),
          },
          spec: {
            serviceAccountName: name,
            automountServiceAccountToken: rights !== undefined,
            enableServiceLinks: false,
            // Most of the programs ignore the signal to stop, and serve until the end.
            terminationGracePeriodSeconds: 10,
            securityContext: restricted(PIPELINES_USER_ID).pod,
            ...(architecture ? { nodeSelector: { "kubernetes.io/arch": architecture } } : {}),
            topologySpreadConstraint: spread(programSelector(name)),
            ...(props.initContainers ? { initContainer: [...props.initContainers] } : {}),
            container: [this.container()],
            volume: [
              { name: "tmp", emptyDir: { sizeLimit: `${tmpMiB}Mi` } },
              ...(props.volumes ?? []).map(({ volume }) => volume),
            ],
          },
        },
      },
      // The first apply can run before the image of steps is pushed.
      waitForRollout: false,
      dependsOn: [...ready, ...after],
    });
    if (props.ports) this.service(metadata, props.ports);
  }

  private container(): DeploymentV1SpecTemplateSpecContainer {
    const { name, image, command, args, variables = {}, ports = {}, probes = {}, volumes = [] } = this.props;
    const { podNameVariable, resources, tmpMiB = TMP_MIB, diskMiB = 0 } = this.props;
    const { requests, limits } = resources;
    return {
      name,
      image,
      imagePullPolicy: "IfNotPresent",
      ...(command ? { command: [...command] } : {}),
      ...(args ? { args: [...args] } : {}),
      env: [
        ...Object.entries({ ...variables, HOME: TMP }).map(([key, value]) => ({ name: key, value })),
        ...(podNameVariable === undefined
          ? []
          : [{ name: podNameVariable, valueFrom: { fieldRef: { fieldPath: "metadata.name" } } }]),
      ],
      resources: {
        requests: { ...requests, "ephemeral-storage": `${tmpMiB + diskMiB}Mi` },
        limits: { ...limits },
      },
      securityContext: restricted(PIPELINES_USER_ID).container,
      port: Object.entries(ports).map(([portName, containerPort]) => ({
        name: portName,
        containerPort,
        protocol: "TCP",
      })),
      ...probes,
      volumeMount: [{ name: "tmp", mountPath: TMP }, ...volumes.map(mountOf)],
    };
  }

  private service(
    metadata: { readonly name: string; readonly namespace: string; readonly labels: PodLabels },
    ports: Readonly<Record<string, number>>,
  ): void {
    const { name, namespace, servicePorts = {} } = this.props;
    new ServiceV1(this, "Service", {
      metadata,
      spec: {
        type: "ClusterIP",
        selector: { ...programSelector(name) },
        port: Object.entries(ports).map(([portName, port]) => ({
          name: portName,
          port: servicePorts[portName] ?? port,
          targetPort: portName,
          protocol: "TCP",
        })),
      },
      dependsOn: [namespace.resource],
    });
  }
}

export const mountOf = ({ volume, path, readOnly }: MountedVolume) => ({
  name: volume.name as string,
  mountPath: path,
  readOnly,
});
