import { type z } from "zod";
import { type EndpointService } from "../catalog/endpoints";
import { type Environment } from "../config/environment";
import { type PolicyStatement } from "../core/iam";
import { type Layer } from "../core/layers";

/**
 * The intent of this project with a part of the platform, which synth emits. It is pure data and functions: only `install.ts` of
 * a part imports cdktf. `src/knowledge` has the behaviour of upstream, and checks compare both (decisions/0040).
 */
export interface Component<Settings = undefined> {
  /** Name of the folder, and key under `components`. */
  readonly id: string;
  /** Name in descriptions, pages and reports. */
  readonly title: string;
  /** Form of `components.<id>`. @default - none, the part has no keys of its own */
  readonly settings?: z.ZodType<Settings>;
  readonly isEnabled: (context: Context<Settings>) => boolean;
  /** @default - none */
  readonly provides?: readonly Capability[];
  /** Capabilities that must be ready before it, and outlive it at teardown. @default - none */
  readonly requires?: readonly Capability[];
  /** @default - none */
  readonly identities?: (context: Context<Settings>) => readonly Identity[];
  /** Add-ons, charts and manifests, in their order. @default - none */
  readonly releases?: (context: Context<Settings>) => readonly Release[];
  /** @default - none */
  readonly needs?: (context: Context<Settings>) => Needs;
  /** Parts of resources that other components own. @default - none */
  readonly contributes?: (context: Context<Settings>) => Contributions;
  /** Arguments that AWS does not change back. @default - none */
  readonly oneWayDoors?: readonly OneWayDoor[];
  /** A kind of `models[]` that needs this part. @default - none */
  readonly modelKind?: ModelKind;
}

export interface Context<Settings> extends Environment {
  readonly settings: Settings;
}

export const CAPABILITIES = [
  "nodes",
  "pod-network",
  "dns",
  "load-balancers",
  "certificates",
  "secrets-as-files",
  "service-monitors",
  "node-autoscaler",
  "volumes",
] as const;
export type Capability = (typeof CAPABILITIES)[number];

/** An IAM role. */
export interface Identity {
  /** Name after the prefix of the environment, unique in the environment. */
  readonly name: string;
  readonly layer: Layer;
  readonly trust: Trust;
  /** Statements, or the name of an AWS managed policy. */
  readonly permissions: readonly (PolicyStatement | { readonly managedPolicy: string })[];
}

export type Trust =
  | {
      readonly kind: "service-account";
      readonly namespace: string;
      readonly name: string;
      /** `terraform` if the chart must find it with its annotation before its pods start. */
      readonly madeBy: "terraform" | "release";
    }
  | {
      /** A token of another issuer, such as a pipeline. */
      readonly kind: "token";
      readonly issuer: string;
      readonly audience: string;
      readonly subjects: readonly string[];
    }
  | { readonly kind: "aws-service"; readonly service: string };

export type Release = AddonRelease | ChartRelease | ManifestRelease;

export interface AddonRelease {
  readonly kind: "addon";
  readonly name: string;
  /** Pods of an add-on after nodes never become healthy without a node. */
  readonly when: "before-nodes" | "after-nodes";
  /** Builds by Kubernetes version. A missing one is looked up at plan. */
  readonly builds: Readonly<Record<string, string>>;
  /** Identity of its service account. @default - none */
  readonly identity?: string;
  /** @default - none */
  readonly configuration?: (refs: References) => Values;
}

export interface ChartRelease extends Upstream {
  readonly kind: "chart";
  readonly namespace: Namespace;
  readonly values: (refs: References) => Values;
  /** True if a webhook of it refuses objects while its pods do not answer: it is installed first. */
  readonly failsClosed: boolean;
  /** How its custom resource definitions are upgraded. Helm installs them once only. */
  readonly crds: "none" | "hook" | "chart" | "command";
}

/** Rendered manifests as a local chart, for what has no chart. */
export interface ManifestRelease extends Upstream {
  readonly kind: "manifests";
  readonly namespace: Namespace;
  readonly values: (refs: References) => Values;
}

/** Pulled files. Their copy in `src/knowledge` is from the files of their authors, and a check compares them. */
export interface Upstream {
  readonly name: string;
  readonly repository: string;
  readonly version: string;
  readonly images: Readonly<Record<string, { readonly repository: string; readonly tag: string }>>;
}

export interface Namespace {
  readonly name: string;
  /** Level of the Pod Security Standards. @default - that of an existing namespace */
  readonly level?: "privileged" | "baseline" | "restricted";
  /** Reason of a level below restricted. @default - none */
  readonly reason?: string;
}

export type Value = string | number | boolean | readonly Value[] | Values;
export type Values = { readonly [key: string]: Value };

/** Values that exist only where a stack is built; here they are texts. */
export interface References {
  readonly region: string;
  readonly clusterName: string;
  readonly vpcId: string;
  readonly roleArn: (identity: string) => string;
  /** Repository and tag from which this environment pulls an image of the release. */
  readonly image: (role: string) => { readonly repository: string; readonly tag: string };
  /** Output `<id>_<name>` of an earlier layer of the same part. */
  readonly output: (name: string) => string;
}

export interface Needs {
  /** AWS services that its pods or nodes call. @default - none */
  readonly services?: readonly {
    readonly service: EndpointService;
    readonly why: string;
    readonly from: Source;
  }[];
  /** Ports of pods and nodes that the control plane connects to. @default - none */
  readonly fromControlPlane?: readonly { readonly port: number; readonly why: string }[];
  /** Calls to pods. @default - none */
  readonly calls?: readonly Call[];
}

export type Source = "nodes" | "fargate" | "models" | { readonly pods: Labels };
export type Labels = Readonly<Record<string, string>>;

export interface Call {
  readonly from: Source;
  readonly to: { readonly namespace: string; readonly pods: Labels } | "models" | "internet";
  readonly port: number;
  readonly why: string;
}

export interface Contributions {
  /** @default - none */
  readonly privateSubnetTags?: Labels;
  /** @default - none */
  readonly nodeSecurityGroupTags?: Labels;
  /** @default - none */
  readonly nodeGroupTags?: Labels;
  /** Log groups that the key of the cluster encrypts. @default - none */
  readonly logGroups?: readonly { readonly name: string; readonly retentionDays: number }[];
  /** Roles that may call the Kubernetes API, with an access policy of EKS. @default - none */
  readonly accessEntries?: readonly { readonly identity: string; readonly type: "EC2_LINUX" | "STANDARD" }[];
}

export interface OneWayDoor {
  /** Terraform type. */
  readonly type: string;
  readonly argument: string;
  readonly why: string;
}

export interface ModelKind {
  /** Value of `models[].kind`. */
  readonly kind: string;
  /** Path that answers a request for a model. */
  readonly path: (model: string) => string;
}

/** A component in the registry, whose settings only it knows. */
export type AnyComponent = Component<never>;

/** Declares a component; the registry holds components of all settings. */
export const component = <Settings>(declared: Component<Settings>): AnyComponent =>
  declared as unknown as AnyComponent;
