import { type CronJobV1 } from "@cdktf/provider-kubernetes/lib/cron-job-v1";
import { type TerraformMetaArguments, TerraformResource } from "cdktf";
import { type Construct } from "constructs";

interface CronJobConfig extends TerraformMetaArguments {
  /** Arguments with the names of Terraform. */
  readonly metadata: object;
  readonly spec: object;
}

/**
 * A `kubernetes_cron_job_v1` whose arguments have the names of Terraform. The class of the provider
 * has five megabytes of code, which every synth would load. Tests compare the arguments with the
 * provider's schema.
 */
export class CronJob extends TerraformResource {
  static readonly tfResourceType: typeof CronJobV1.tfResourceType = "kubernetes_cron_job_v1";

  constructor(
    scope: Construct,
    id: string,
    private readonly config: CronJobConfig,
  ) {
    super(scope, id, {
      ...config,
      terraformResourceType: CronJob.tfResourceType,
      terraformGeneratorMetadata: { providerName: "kubernetes" },
    });
  }

  protected override synthesizeAttributes(): Record<string, object> {
    return { metadata: this.config.metadata, spec: this.config.spec };
  }
}
