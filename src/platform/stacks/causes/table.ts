import { type Layer } from "../../../shared/terraform/layers";

/** Settings that shape what constructs emit. */
export interface Shaped {
  /**
   * Part of the file that a reader edits, as words with an optional selector: `network client:entry`. A word applies to
   * blocks of its selector; a word without one to all others.
   */
  readonly part: string;
  /**
   * Arguments that each setting shapes, as words: `aws_subnet:tags`, `exists`, `exists@zone`. A selector is a Terraform
   * type or a kind of items; a word after `@` is the kind of items of the setting that the blocks exist for. In the path
   * of a setting, `[]` is each item of a list and `*` is each key of a mapping; within the construct of one item it is
   * that item. A last step `+` is the set of keys of a mapping, without their values.
   */
  readonly by: Readonly<Record<string, string>>;
  /** Arguments that settings of other parts shape, as words by topic. @default - none */
  readonly shapedBy?: Partial<Topics<string>>;
}

/**
 * Topics that settings of several parts decide. A part lists its settings of a topic in its `causes.ts`, and a row names the topic,
 * so a row of a shared resource names no part.
 */
export interface Topics<Value> {
  /** Resources that backups copy. */
  readonly backedUp: Value;
  /** Which public registries ECR caches. */
  readonly cachedRegistries: Value;
  /** Which services have an endpoint, without those of the driver of secrets. */
  readonly endpointServices: Value;
  /** The charges of endpoints, without those of the driver of secrets. */
  readonly endpointCharges: Value;
  /** Whether metrics of GPUs exist. */
  readonly gpuMetrics: Value;
  /** Names of images that get a repository beside those of models. */
  readonly imageNames: Value;
  /** Which programs of the platform call the Kubernetes API. */
  readonly kubernetesApi: Value;
  /** Which buckets write access logs. */
  readonly loggedBuckets: Value;
  /** Which public images have a mirror. */
  readonly mirrors: Value;
  /** Which jobs run in the namespace of models. */
  readonly modelJobs: Value;
  /** Which repositories exist for images that are not of the platform. */
  readonly modelRepositories: Value;
  /** Which clients and servers outside of the VPC network ACLs admit. */
  readonly networkAclRules: Value;
  /** Whether a program adds and removes nodes. */
  readonly nodeAutoscaler: Value;
  /** Whether a schedule sets the sizes of node groups. */
  readonly nodeCounts: Value;
  /** Which AWS managed policies the role of nodes has. */
  readonly nodePolicies: Value;
  /** Which inline policies the role of nodes has. */
  readonly nodeStatements: Value;
  /** Which add-ons have pods after nodes. */
  readonly podAddons: Value;
  /** Which repositories of the platform exist. */
  readonly repositories: Value;
  /** Whether the environment has a Prometheus that scrapes models. */
  readonly scraper: Value;
  /** Whether pods mount secrets. */
  readonly secretsDriver: Value;
  /** Whether a schedule stops nodes. */
  readonly stopsNodes: Value;
}

/** Settings for the blocks below constructs of a stack, by their path; `*` is any id. The longest path applies. */
export type CauseTable = Readonly<Record<string, Shaped>>;

/** Causes that a part states: rows for its own resources and outputs by layer, and its settings by topic. */
export interface PartCauses extends Partial<Readonly<Record<Layer, CauseTable>>> {
  /** @default - none; its settings shape its own resources alone */
  readonly shapes?: Partial<Topics<readonly string[]>>;
}

/** A provider for an account and region, and the tags that it adds. */
const AWS: Shaped = {
  part: "account",
  by: {
    account: "allowed_account_ids",
    region: "region",
    project: "default_tags",
    owner: "default_tags",
    tags: "default_tags",
    repository: "default_tags",
  },
};

/** A provider for the Kubernetes API. */
const CLUSTER_API: Shaped = {
  part: "cluster.deployerRole",
  by: { region: "exec kubernetes", "cluster.deployerRole": "exec kubernetes" },
};

/** The state of another layer, with the outputs that this layer reads. */
export const stateOf = (by: Shaped["by"] = {}): Shaped => ({
  part: "account",
  by: { account: "config", region: "config", ...by },
});

/** Settings that decide which node groups exist. */
export const NODES: Shaped["by"] = {
  "network.zones": "depends_on",
  "cluster.nodeGroups.+": "depends_on",
  "cluster.nodeGroups.*.zones": "depends_on",
};

/** An add-on with a version for each Kubernetes version. */
export const addon = (by: Shaped["by"] = {}): Shaped => ({
  part: "cluster.addonVersions",
  by: {
    "cluster.version": "exists kubernetes_version addon_version",
    "cluster.addonVersions": "exists addon_version",
    ...by,
  },
});

/** A chart whose images a network without internet access mirrors. */
export const CHART_IMAGES: Shaped["by"] = {
  account: "repository values",
  region: "repository values",
  "network.egress": "repository values",
};

/** Blocks of each layer, without a part of their own. */
export const layerTable = (part: string): CauseTable => ({
  "": { part, by: {} },
  backend: { part, by: { account: "backend", region: "backend" } },
  aws: AWS,
});

export const CLUSTER_PROVIDERS: CauseTable = { helm: CLUSTER_API, kubernetes: CLUSTER_API };

export const BILLING_PROVIDER: CauseTable = {
  billing: { ...AWS, by: { ...AWS.by, "network.costAlarm": "exists" } },
};
