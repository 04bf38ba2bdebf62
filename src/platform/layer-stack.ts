import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import { DataTerraformRemoteStateS3, S3Backend, TerraformOutput } from "cdktf";
import { type Construct } from "constructs";
import { fromPart } from "./cause";
import { boundRoles } from "./constructs/identity/bounded-roles";
import { type ComposedEnvironment } from "./contract";
import { type ClusterOutputs } from "./cluster";
import { type AwsLocation, awsLocation, regionalArn } from "../facts/aws";
import { type Layer, stackName } from "../base/layers";
import { IDENTITY_TAG } from "../facts/identity-tag";
import { type Problem } from "../environment/problems";
import { stackFiles } from "./stacks/added-files";
import { AddressedStack } from "./stacks/addressed-stack";
import { retainRepositories } from "./stacks/retained-repositories";
import { type LocateKey, sharedAddressProblems } from "./stacks/shared-addresses";
import { blockParts } from "./stacks/recorded-parts";
import { connectToCluster } from "./stacks/kubernetes-providers";
import { type LayerReader } from "./stack-outputs/layer-reader";
import { type Exported, type OutputValue } from "./stack-outputs/output-value";
import { layerReader } from "./stacks/layer-reader";
import { type EnvironmentRecord } from "../terraform/environment-record";
import { TERRAFORM_VERSION } from "./stacks/terraform-version";

/** Version constraints for providers. The lock file beside each stack pins versions within them. */
export const PROVIDERS_OF_STACKS = {
  aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0, != 6.14.0, != 6.22.0" },
  helm: { source: "hashicorp/helm", version: ">= 3.1.2, < 4.0.0" },
  kubernetes: { source: "hashicorp/kubernetes", version: ">= 3.2.1, < 4.0.0" },
} as const;

const ACCOUNT = ["account"];

/** One layer of one environment: a root module with its own state, tags and version constraints. */
export abstract class LayerStack extends AddressedStack {
  protected readonly location: AwsLocation;
  /**
   * Tags of everything in this layer. Resources that AWS itself creates need them explicitly: the provider's
   * default tags do not apply.
   */
  protected readonly tags: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    protected readonly environment: ComposedEnvironment,
    readonly layer: Layer,
  ) {
    super(scope, stackName(environment.name, layer));
    const { account, region, project, owner, repository, tags, permissionsBoundary } = environment.config;
    this.location = awsLocation(account, region);
    if (permissionsBoundary !== undefined) boundRoles(this, layer, this.location, permissionsBoundary);
    const { stateBucket } = environment.names;
    this.tags = {
      project,
      environment: environment.name,
      [IDENTITY_TAG]: `${stateBucket}/${environment.name}`,
      layer,
      owner,
      repository,
      ...tags,
    };
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    this.requireProvider("aws");
    fromPart(new AwsProvider(this, "aws", this.awsIn(region)), ACCOUNT);
    new S3Backend(this, {
      ...this.stateOf(layer),
      encrypt: true,
      // With credentials of another account, the error names the account at once, instead of denied access to a bucket.
      allowedAccountIds: [this.location.accountId],
    }).addOverride("use_lockfile", true);
  }

  /** A provider for the same account in another region, for services that AWS offers only there. */
  protected awsElsewhere(alias: string, region: string): AwsProvider {
    return fromPart(new AwsProvider(this, alias, { alias, ...this.awsIn(region) }), ACCOUNT);
  }

  private awsIn(region: string): AwsProviderConfig {
    return {
      region,
      allowedAccountIds: [this.location.accountId],
      defaultTags: [{ tags: this.tags }],
    };
  }

  /** Adds the Kubernetes and Helm providers, with the cluster layer's outputs. */
  protected connectTo(cluster: LayerReader<ClusterOutputs>): void {
    this.requireProvider("helm");
    this.requireProvider("kubernetes");
    const { region, cluster: settings } = this.environment.config;
    connectToCluster(this, cluster, region, settings.deployerRole);
  }

  get environmentName(): string {
    return this.environment.name;
  }

  /** The part of the file that each block comes from. */
  parts(): EnvironmentRecord["causes"][number][] {
    return blockParts(this, this.layer);
  }

  /** Problems of addresses that two of its resources would have, at the values that name them. */
  addressProblems(locate?: LocateKey): Problem[] {
    return sharedAddressProblems(this.sharedAddresses(), locate);
  }

  /** Keeps image repositories of removed models, by address and name. */
  retain(repositories: ReadonlyMap<string, string>): void {
    retainRepositories(this, repositories);
  }

  /** Files beside its `cdk.tf.json`, by path. */
  get files(): ReadonlyMap<string, string> {
    return stackFiles(this);
  }

  private requireProvider(name: keyof typeof PROVIDERS_OF_STACKS): void {
    this.addOverride(`terraform.required_providers.${name}`, PROVIDERS_OF_STACKS[name]);
  }

  /** Exports values for other layers. */
  protected export<Outputs>(outputs: Exported<Outputs>): void {
    for (const [name, output] of Object.entries<OutputValue | undefined>(outputs)) {
      if (output) new TerraformOutput(this, name, output);
    }
  }

  protected read<Outputs>(layer: Layer): LayerReader<Outputs> {
    const state = new DataTerraformRemoteStateS3(this, layer, { ...this.stateOf(layer), encrypt: true });
    fromPart(state, ACCOUNT).addOverride("config.use_lockfile", true);
    return layerReader<Outputs>(state, this.environment.name, layer);
  }

  private stateOf(layer: Layer) {
    const { names, config, name } = this.environment;
    return {
      bucket: names.stateBucket,
      key: `${name}/${layer}/terraform.tfstate`,
      region: config.region,
      // Set explicitly: otherwise Terraform requests AES256 instead of the bucket's default.
      kmsKeyId: regionalArn(this.location, "kms", names.stateKeyAlias),
    };
  }
}
