import { type Affinity, type Toleration } from "./api-placement";
import { type LabelSelector, type NameReference } from "./metadata";
import { type Amount, type Flag, type Mapping, type Texts } from "./values";
import { type Volume } from "./volume";

export interface PodSpec {
  readonly affinity?: Affinity;
  readonly automountServiceAccountToken?: Flag;
  readonly containers?: readonly ContainerSpec[];
  readonly dnsConfig?: { readonly nameservers?: Texts };
  readonly dnsPolicy?: string;
  readonly enableServiceLinks?: Flag;
  readonly hostAliases?: readonly HostAlias[];
  readonly hostIPC?: Flag;
  readonly hostNetwork?: Flag;
  readonly hostPID?: Flag;
  readonly imagePullSecrets?: readonly NameReference[];
  readonly initContainers?: readonly ContainerSpec[];
  readonly nodeSelector?: Mapping;
  readonly os?: NameReference;
  readonly priorityClassName?: string;
  readonly readinessGates?: readonly { readonly conditionType?: string }[];
  readonly runtimeClassName?: string;
  readonly securityContext?: PodSecurityContext;
  readonly serviceAccountName?: string;
  readonly shareProcessNamespace?: Flag;
  readonly terminationGracePeriodSeconds?: Amount;
  readonly tolerations?: readonly Toleration[];
  readonly topologySpreadConstraints?: readonly SpreadConstraint[];
  readonly volumes?: readonly Volume[];
}

/** Names that the pods resolve by their file of hosts. */
export interface HostAlias {
  readonly hostnames?: Texts;
  readonly ip?: string;
}

export interface ContainerSpec {
  readonly args?: Texts;
  readonly command?: Texts;
  readonly env?: readonly Variable[];
  readonly envFrom?: readonly VariableSource[];
  readonly image?: string;
  readonly imagePullPolicy?: string;
  readonly lifecycle?: Lifecycle;
  readonly livenessProbe?: Probe;
  readonly name?: string;
  readonly ports?: readonly PortOfContainer[];
  readonly readinessProbe?: Probe;
  readonly resources?: Resources;
  readonly restartPolicy?: string;
  readonly securityContext?: ContainerSecurityContext;
  readonly startupProbe?: Probe;
  readonly volumeMounts?: readonly VolumeMount[];
}

export interface Variable {
  readonly name?: string;
  readonly value?: string;
  readonly valueFrom?: {
    readonly configMapKeyRef?: KeyReference;
    readonly fieldRef?: { readonly fieldPath?: string };
    readonly secretKeyRef?: KeyReference;
  };
}

export interface KeyReference {
  readonly name?: string;
  readonly key?: string;
}

export interface VariableSource {
  readonly configMapRef?: NameReference & { readonly optional?: Flag };
  readonly prefix?: string;
  readonly secretRef?: NameReference;
}

export interface PortOfContainer {
  readonly containerPort?: Amount;
  readonly hostPort?: Amount;
  readonly name?: string;
  readonly protocol?: string;
}

export interface Resources {
  readonly limits?: Mapping;
  readonly requests?: Mapping;
}

export interface VolumeMount {
  readonly mountPath?: string;
  readonly name?: string;
  readonly readOnly?: Flag;
  readonly subPath?: string;
}

/** The call by which a probe or hook asks a container. */
export interface Handler {
  readonly exec?: { readonly command?: Texts };
  readonly httpGet?: {
    readonly host?: string;
    readonly path?: string;
    readonly port?: Amount;
    readonly scheme?: string;
  };
  readonly tcpSocket?: { readonly host?: string; readonly port?: Amount };
}

/** Fields of the probes of a container. */
export const PROBES = ["startupProbe", "readinessProbe", "livenessProbe"] as const;

export interface Probe extends Handler {
  readonly failureThreshold?: Amount;
  readonly grpc?: { readonly port?: Amount };
  readonly initialDelaySeconds?: Amount;
  readonly periodSeconds?: Amount;
  readonly successThreshold?: Amount;
  readonly timeoutSeconds?: Amount;
}

export interface Lifecycle {
  readonly postStart?: Handler;
  readonly preStop?: Handler;
}

/** Security settings that pods and containers both have. */
export interface SecurityContext {
  readonly appArmorProfile?: { readonly type?: string };
  readonly runAsGroup?: Amount;
  readonly runAsNonRoot?: Flag;
  readonly runAsUser?: Amount;
  readonly seLinuxOptions?: { readonly role?: string; readonly user?: string };
  readonly seccompProfile?: { readonly type?: string };
  readonly windowsOptions?: { readonly hostProcess?: Flag };
}

export interface PodSecurityContext extends SecurityContext {
  readonly fsGroup?: Amount;
  readonly sysctls?: readonly NameReference[];
}

export interface ContainerSecurityContext extends SecurityContext {
  readonly allowPrivilegeEscalation?: Flag;
  readonly capabilities?: { readonly add?: Texts; readonly drop?: Texts };
  readonly privileged?: Flag;
  readonly procMount?: string;
  readonly readOnlyRootFilesystem?: Flag;
}

export interface SpreadConstraint {
  readonly labelSelector?: LabelSelector;
  readonly matchLabelKeys?: Texts;
  readonly maxSkew?: Amount;
  readonly minDomains?: Amount;
  readonly topologyKey?: string;
  readonly whenUnsatisfiable?: string;
}
