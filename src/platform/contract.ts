import { type z } from "zod";
import { type Environment } from "../environment/environment";
import { type People } from "../environment/people";
import { type ContainerResources } from "../facts/container-resources";
import { type PolicyStatement } from "../facts/iam";
import { type PermissionOfFile } from "../facts/permissions";
import { type RuleProblem } from "../environment/rule-problems";
import { type EnvironmentConfig } from "../environment/schema";

/**
 * Intent of this project with a part of the platform. Synth emits what it declares. It is data and functions without the
 * framework: only `install.ts` of a part imports that. `src/evidence` has the behaviour of upstream, which checks read and
 * compare with the synthesized stacks (docs/decisions/0040).
 */
export interface Component<Settings = undefined> {
  /** Name of the folder, and key under `components`. */
  readonly id: string;
  /** Name in descriptions, pages and reports. */
  readonly title: string;
  /**
   * Position in emitted lists, such as the callers of an endpoint. A change alters the output of every environment.
   * @default - after the parts with a position, by id
   */
  readonly order?: number;
  /** Ids of the constructs that hold its resources, joined with `/`. They are part of addresses. @default - the id */
  readonly scope?: string;
  /** Namespace that its add-on or its `install.ts` creates. A chart has its own. @default - none */
  readonly namespace?: string;
  /** Kinds that its programs or its add-on define, by API group, which people can read. @default - none */
  readonly kinds?: Kinds;
  /** People who open its pages by forwarding a port to pods of these Deployments and StatefulSets, in its namespaces. @default - none */
  readonly opensPages?: Readonly<{ people: readonly People[]; workloads: readonly string[] }>;
  /** Schema of `components.<id>`, which enables the part. @default - none, the part has no keys of its own */
  readonly settings?: z.ZodType<Settings>;
  /** Rules between its keys, and with other keys of the file. @default - none */
  readonly rules?: (settings: Settings, config: EnvironmentConfig) => readonly RuleProblem[];
  /** Rules between environments that have its keys. @default - none */
  readonly rulesAcross?: (
    environments: readonly PartOfEnvironment<Settings>[],
  ) => readonly (RuleProblem & { readonly environment: string })[];
  /** @default - every environment has it; with a schema, those whose file has its key */
  readonly isEnabled?: (environment: Pick<Environment, "config">) => boolean;
  /** @default - none */
  readonly provides?: readonly Capability[];
  /** Capabilities that are ready before its charts are installed, and stay until they are removed. @default - none */
  readonly requires?: readonly Capability[];
  /** @default - none */
  readonly identities?: (context: Context<Settings>) => readonly Identity[];
  /** @default - none */
  readonly addons?: readonly AddonRelease<Settings>[];
  /** Charts, in the order of their installation. @default - none */
  readonly charts?: readonly ChartRelease<Settings>[];
  /** Images that pods of models pull, by their role. @default - none */
  readonly images?: (context: Context<Settings>) => Readonly<Record<string, ImageRow>>;
  /** @default - none */
  readonly needs?: (context: Context<Settings>) => Needs;
  /** Parts of resources that other parts own. @default - none */
  readonly contributes?: (context: Context<Settings>) => Contributions;
}

/** Plural names of kinds, by API group. */
type Kinds = Readonly<Record<string, readonly string[]>>;

interface Context<Settings> extends Environment {
  readonly settings: Settings;
}

/** An environment whose file has the keys of a part. */
interface PartOfEnvironment<Settings> {
  readonly name: string;
  readonly file: string;
  readonly config: EnvironmentConfig;
  readonly settings: Settings;
}

type Capability = "service-monitors" | "node-autoscaler" | "certificates" | "volumes";

/** An IAM role of pods. It is in the layer of the release that names it: an add-on in cluster, a chart in platform. */
interface Identity {
  /** Name after the prefix of the environment, unique in the environment. */
  readonly name: string;
  /** Id of its construct below the scope of the part. */
  readonly id: string;
  readonly description: string;
  readonly trust: Trust;
  /** Statements of an inline policy. That of an add-on can name the key of the cluster. @default - none */
  readonly statements?:
    readonly PolicyStatement[] | ((refs: { readonly kmsKeyArn: string }) => readonly PolicyStatement[]);
  /** Name of an AWS managed policy. @default - none */
  readonly managedPolicy?: string;
}

/** The service account that assumes the role. */
interface Trust {
  readonly namespace: string;
  readonly serviceAccount: string;
  /** Id of the construct of the service account, if Terraform creates it. @default - the release creates it */
  readonly accountId?: string;
}

/** An EKS add-on. */
interface AddonRelease<Settings = undefined> {
  readonly name: string;
  /** Pods of an add-on after nodes never become healthy without a node. */
  readonly when: "before-nodes" | "after-nodes";
  /** Versions by Kubernetes version. EKS chooses a missing one, at plan. `cluster.addonVersions` overrides them. */
  readonly versions: Readonly<Record<string, string>>;
  /** Name of the identity of its service account. @default - none */
  readonly identity?: string;
  /** Log groups that exist before its pods, which would create them without a key, by construct id. @default - none */
  readonly logGroups?: (context: Context<Settings>) => Readonly<Record<string, string>>;
  /** Settings in the schema of the add-on; undefined for its defaults. @default - its defaults */
  readonly configuration?: (refs: ClusterReferences, context: Context<Settings>) => ReleaseValues | undefined;
}

/** A Helm chart, with its images. One version of all is one tested set. */
interface ChartRelease<Settings = undefined> {
  /** Name of the chart and of its release. */
  readonly name: string;
  /** Id of its construct below the scope of the part. */
  readonly id: string;
  /** Public Helm repository, or `oci://…`. */
  readonly repository: string;
  readonly version: string;
  /** Images by their role in the values. A function gives an image whose tag depends on the environment. */
  readonly images: Readonly<Record<string, ImageRow | ((context: Context<Settings>) => ImageRow)>>;
  readonly namespace: string;
  /**
   * Level of the Pod Security Standards with which Terraform creates the namespace.
   * @default - the namespace exists in every cluster
   */
  readonly podSecurity?: "privileged" | "baseline" | "restricted";
  /** Reason for the level privileged, which the namespace has as an annotation. @default - it has a stricter level */
  readonly whyPrivileged?: string;
  /** Name of the identity of its pods. It is ready before the release. @default - none */
  readonly identity?: string;
  /** Values that differ from the defaults of the chart. They must not be secret: Terraform stores them in its state. */
  readonly values: (refs: References, context: Context<Settings>) => ReleaseValues;
  /** True if a webhook of it refuses objects while its pods do not answer: it is installed first. @default false */
  readonly failsClosed?: boolean;
  /**
   * Output with the command that upgrades its custom resource definitions. Its name ends with `_crds_command`.
   * @default - none, a hook of the chart upgrades them, or it has none
   */
  readonly crdsCommand?: {
    readonly output: string;
    /** The program in the description of the output, such as `the controller`. */
    readonly of: string;
  };
}

interface ImageRow {
  /** Registry and path, without a tag. */
  readonly repository: string;
  readonly tag: string;
  /** Resources of its containers. @default - values of the chart, or what adds the containers sets them */
  readonly resources?: ContainerResources;
}

/** Helm removes the default of a value that is null. */
type Value = string | number | boolean | null | readonly Value[] | ReleaseValues;
export type ReleaseValues = { readonly [key: string]: Value };

/** Values that exist only where a stack is built. They can be references of Terraform. */
interface ClusterReferences {
  readonly region: string;
  readonly clusterName: string;
  readonly vpcId: string;
  /** Subnet of pods in a zone, by its letter. It exists with `network.podCidr`. */
  readonly podSubnetId: (letter: string) => string;
  /** Tags of the layer, for what AWS or a controller creates. */
  readonly tags: PodLabels;
}

/** Values for a chart. */
export interface References extends Omit<ClusterReferences, "podSubnetId"> {
  readonly roleArn: (identity: string) => string;
  /** Repository and tag from which this environment pulls an image of the release. */
  readonly image: (role: string) => { readonly repository: string; readonly tag: string };
  /** Output of an earlier layer, by its name. */
  readonly output: (name: string) => string;
}

interface Needs {
  /** AWS services that its pods or nodes call. @default - none */
  readonly services?: readonly ServiceNeed[];
  /** Ports of pods and nodes that the control plane connects to. @default - none */
  readonly fromControlPlane?: readonly PortNeed[];
}

interface ServiceNeed {
  /** Short name, as in `com.amazonaws.<region>.<name>`. */
  readonly service: string;
  readonly why: string;
}

interface PortNeed {
  readonly port: number;
  readonly why: string;
}

export type PodLabels = Readonly<Record<string, string>>;

interface Contributions {
  /** @default - none */
  readonly privateSubnetTags?: PodLabels;
  /** @default - none */
  readonly nodeSecurityGroupTags?: PodLabels;
  /** AWS managed policies of the role of nodes, by the id in the address. @default - none */
  readonly nodePolicies?: Readonly<Record<string, string>>;
  /** Statements of inline policies of the role of nodes, by the id in the address. @default - none */
  readonly nodeStatements?: Readonly<Record<string, readonly PolicyStatement[]>>;
  /** Names of log groups that the key of the cluster encrypts; `*` matches any characters. @default - none */
  readonly encryptedLogGroups?: readonly string[];
  /** Prefix of the repositories in ECR from which images of a public registry are pulled, by its host. @default - none */
  readonly cachedRegistries?: PodLabels;
  /**
   * True if it sets the sizes of node groups on a schedule. Terraform then sets them when it creates a group only.
   * @default false
   */
  readonly setsNodeCounts?: boolean;
  /** True if EKS repairs the nodes that its agent reports. @default false */
  readonly repairsNodes?: boolean;
  /** Pods of its scheduled jobs in the namespace of the models, at the same time. @default 0 */
  readonly modelJobs?: number;
  /** Namespaces of models beside that of the file. @default - none */
  readonly modelNamespaces?: readonly string[];
  /** Names of models beside those of the file whose images get a repository in ECR. @default - none */
  readonly imageNames?: readonly string[];
  /** Ports of its pods that the load balancer of the entry connects to. @default - none */
  readonly entryPorts?: readonly number[];
  /** Clients outside the VPC that network ACLs of private subnets admit. @default - none */
  readonly privateClients?: readonly NetworkClient[];
  /** Servers outside the VPC that private subnets connect to, which their network ACLs admit. @default - none */
  readonly privateServers?: readonly NetworkServer[];
  /** The proxy by which containerd and models call hosts outside of AWS. @default - none */
  readonly proxy?: {
    readonly servers: readonly NetworkServer[];
    /** Variables of programs, by the AWS services that have an endpoint; `besides` adds them to those of a model. */
    readonly variables: (services: readonly string[]) => PodLabels;
    readonly besides: (own: PodLabels, variables: PodLabels) => PodLabels;
  };
  /** Repositories in ECR for images that users build for it, without the name of the environment. @default - none */
  readonly repositories?: readonly string[];
  /** Buckets that it creates for its pods. @default - none */
  readonly buckets?: readonly PartBucket[];
  /** Calls of its pods on buckets that it does not create, for the policy of the S3 endpoint. @default - none */
  readonly bucketCalls?: readonly BucketCalls[];
  /** Pods of it that connect to pods of other parts. @default - none */
  readonly podClients?: readonly PodClient[];
  /** ARNs of what it creates with data, for backups, and for alarms on databases. @default - none */
  readonly backedUp?: readonly string[];
}

/** Pods that connect to the server of another part, which opens its port for them. */
interface PodClient {
  /** Id of the part with the server. */
  readonly to: string;
  readonly pods: PodLabels;
  readonly namespace: string;
  /** Host by which people open the pages of the server through these pods. @default - no person does */
  readonly host?: string;
}

/** Calls on buckets. The policy of the S3 endpoint has them without the conditions of roles. */
type BucketCalls = Pick<PermissionOfFile, "actions" | "resources">;

/** A bucket of a part. */
interface PartBucket {
  readonly name: string;
  /** Actions of its pods on objects of the bucket. */
  readonly actions: readonly string[];
}

/** A range of servers, and their TCP port. */
interface NetworkServer {
  readonly cidr: string;
  readonly port: number;
}

/** A range of clients, and a port that they connect to. */
interface NetworkClient {
  readonly cidr: string;
  readonly protocol: "tcp" | "udp";
  readonly port: number;
}

/** A component in the registry, whose settings only it knows. */
export type AnyComponent = Component<never>;

/** Declares a component; the registry holds components of all settings. */
export const component = <Settings>(declared: Component<Settings>): AnyComponent =>
  declared as unknown as AnyComponent;

/** A part of the platform as one environment has it. */
export interface Part {
  readonly id: string;
  readonly title: string;
  /** Ids of the constructs that hold its resources, joined with `/`. */
  readonly scope: string;
  readonly provides: readonly Capability[];
  readonly requires: readonly Capability[];
  /** Namespace of its pods besides those of its charts. @default - none */
  readonly namespace?: string;
  /** Namespaces that it creates. */
  readonly namespaces: readonly string[];
  /** Kinds that it defines, by API group. */
  readonly kinds: Kinds;
  /** @default - none */
  readonly opensPages?: NonNullable<Component["opensPages"]>;
  readonly identities: readonly Identity[];
  readonly addons: readonly PartAddon[];
  readonly charts: readonly PartChart[];
  /** Images beside those of its charts, by their role. */
  readonly images: Readonly<Record<string, ImageRow>>;
  readonly needs: Required<Needs>;
  readonly contributes: Required<Omit<Contributions, Sparse>> & Pick<Contributions, Sparse>;
}

/** Contributions that parts without them do not have. */
type Sparse = "setsNodeCounts" | "repairsNodes" | "modelJobs" | "proxy";

/** An add-on as one environment has it. */
interface PartAddon extends Omit<AddonRelease, "logGroups" | "configuration"> {
  /** Names of log groups by construct id. */
  readonly logGroups: Readonly<Record<string, string>>;
  /** @default - the defaults of the add-on */
  readonly configuration?: (refs: ClusterReferences) => ReleaseValues | undefined;
}

/** A chart as one environment has it. */
interface PartChart extends Omit<ChartRelease, "values" | "images"> {
  /** Images by their role in the values. */
  readonly images: Readonly<Record<string, ImageRow>>;
  readonly values: (refs: References) => ReleaseValues;
}

/** An environment with the parts of its platform, in the order of the registry. */
export interface ComposedEnvironment extends Environment {
  readonly parts: readonly Part[];
  /** Texts of the files that it names, as written, by their path. */
  readonly files: ReadonlyMap<string, string>;
}
