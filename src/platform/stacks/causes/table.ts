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
}

/** Settings for the blocks below constructs of a stack, by their path; `*` is any id. The longest path applies. */
export type CauseTable = Readonly<Record<string, Shaped>>;

/** A provider for an account and region, and the tags that it adds. */
const AWS: Shaped = {
  part: "account",
  by: {
    account: "allowed_account_ids",
    region: "region",
    project: "default_tags",
    owner: "default_tags",
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

/** Settings that decide which services have an endpoint. */
export const endpointServices = (words: string): Shaped["by"] => ({
  "network.existing": words,
  "network.endpoints.sagemakerRuntime": words,
  "cluster.fargate": words,
  "cluster.observability": words,
  "cluster.sessionManager": words,
  "components.training-vpc": words,
  "components.training-vpc.services": words,
  "models[].weights": words,
  "models[].weights.mode": words,
  ...secretsDriver(words),
});

/** Settings that decide whether pods mount secrets. */
export const secretsDriver = (words: string): Shaped["by"] => ({
  "models[].secrets": words,
  keepSecretsDriver: words,
  "components.mlflow": words,
  "components.kubeflow-pipelines": words,
});
