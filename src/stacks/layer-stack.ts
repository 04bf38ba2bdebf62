import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import { DataTerraformRemoteStateS3, S3Backend, TerraformOutput } from "cdktf";
import type { Construct } from "constructs";
import type { Environment } from "../config/environment";
import type { ClusterOutputs } from "../stack-outputs/cluster";
import { type AwsLocation, awsLocation, regionalArn } from "../core/aws";
import { type Layer, stackName } from "../core/layers";
import { AddressedStack } from "./addressed-stack";
import { connectToCluster } from "./kubernetes-providers";
import { type LayerReader, layerReader } from "./layer-reader";

/** Terraform and providers that the emitted JSON fits; the lock file beside each stack pins within them. */
export const TERRAFORM_VERSION = ">= 1.11.0";
const PROVIDERS = {
  aws: { source: "hashicorp/aws", version: ">= 5.100.0, < 7.0.0" },
  helm: { source: "hashicorp/helm", version: ">= 3.0.0, < 4.0.0" },
  kubernetes: { source: "hashicorp/kubernetes", version: ">= 2.38.0, < 3.0.0" },
} as const;

/** What an exported value is, for whoever reads the outputs. */
export interface OutputValue {
  readonly value: unknown;
  readonly description: string;
}

/** One layer of one environment: a root module with its own state, tags and guards. */
export abstract class LayerStack extends AddressedStack {
  protected readonly location: AwsLocation;
  /** Tags of everything in this layer; also for what AWS makes on its own, which the provider's default misses. */
  protected readonly tags: Readonly<Record<string, string>>;

  constructor(
    scope: Construct,
    protected readonly environment: Environment,
    readonly layer: Layer,
  ) {
    super(scope, stackName(environment.name, layer));
    const { account, region, project, owner, repository } = environment.config;
    this.location = awsLocation(account, region);
    this.tags = { project, environment: environment.name, layer, owner, repository };
    this.addOverride("terraform.required_version", TERRAFORM_VERSION);
    this.requireProvider("aws");
    new AwsProvider(this, "aws", this.awsIn(region));
    new S3Backend(this, {
      ...this.stateOf(layer),
      encrypt: true,
      // Credentials of another account are told so at once, not that a bucket denies access.
      allowedAccountIds: [this.location.accountId],
    }).addOverride("use_lockfile", true);
  }

  /** A provider of the same account in another region, for what AWS has there only. */
  protected awsElsewhere(alias: string, region: string): AwsProvider {
    return new AwsProvider(this, alias, { alias, ...this.awsIn(region) });
  }

  private awsIn(region: string): AwsProviderConfig {
    return {
      region,
      allowedAccountIds: [this.location.accountId],
      defaultTags: [{ tags: this.tags }],
    };
  }

  /** Adds the providers that speak to the cluster, by what its layer exports. */
  protected connectTo(cluster: LayerReader<ClusterOutputs>): void {
    this.requireProvider("helm");
    this.requireProvider("kubernetes");
    connectToCluster(this, cluster, this.environment.config.region);
  }

  private requireProvider(name: keyof typeof PROVIDERS): void {
    this.addOverride(`terraform.required_providers.${name}`, PROVIDERS[name]);
  }

  /** Exports what others rely on. An absent value gets no output: an output exists only when what it names can. */
  protected export<Outputs>(outputs: { [Key in keyof Outputs]: OutputValue | undefined }): void {
    for (const [name, output] of Object.entries<OutputValue | undefined>(outputs)) {
      if (output) new TerraformOutput(this, name, output);
    }
  }

  protected read<Outputs>(layer: Layer): LayerReader<Outputs> {
    const state = new DataTerraformRemoteStateS3(this, layer, { ...this.stateOf(layer), encrypt: true });
    state.addOverride("config.use_lockfile", true);
    return layerReader<Outputs>(state);
  }

  private stateOf(layer: Layer) {
    const { names, config, name } = this.environment;
    return {
      bucket: names.stateBucket,
      key: `${name}/${layer}/terraform.tfstate`,
      region: config.region,
      // Named, because Terraform would otherwise ask for AES256 over the bucket's own default.
      kmsKeyId: regionalArn(this.location, "kms", names.stateKeyAlias),
    };
  }
}
