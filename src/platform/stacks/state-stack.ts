import { type Construct } from "constructs";
import { type ComposedEnvironment } from "../contract";
import { fromPart } from "../cause";
import { EncryptionKey } from "../encryption-key";
import { addStackFile } from "./added-files";
import { LogBucket } from "../constructs/storage/log-bucket";
import { PLANS_FOLDER } from "../plan-storage";
import { LayerStack } from "../layer-stack";
import { STACK_FILES } from "../../base/stack-files";
import { loggedBuckets, loggingLoadBalancer } from "../names/access-logs";
import { PrivateBucket } from "../private-bucket";

/** Outputs of the state layer, for a backend that is set up by hand. */
interface StateOutputs {
  readonly state_bucket: string;
  readonly state_kms_key_arn: string;
  /** Bucket for access logs. @default - none; nothing logs */
  readonly log_bucket?: string;
}

/** The bucket and key for the state of every layer and for plans until they are applied, and the bucket for access logs. */
export class StateStack extends LayerStack {
  constructor(scope: Construct, environment: ComposedEnvironment) {
    super(scope, environment, "state");
    const { names } = environment;
    const key = new EncryptionKey(this, "state-key", {
      location: this.location,
      alias: names.stateKeyAlias,
      description: `Terraform state of ${environment.name}`,
      preventDestroy: true,
    });
    const logs = this.logBucket();
    const bucket = new PrivateBucket(this, "state-bucket", {
      bucketName: names.stateBucket,
      kmsKeyArn: key.arn,
      temporaryFolder: PLANS_FOLDER,
      ...(logs ? { logs } : {}),
    });

    // The bucket cannot store the state of the run that creates it.
    const localBackend = { terraform: { backend: { local: { path: "terraform.tfstate" } } } };
    addStackFile(this, STACK_FILES.firstApply, `${JSON.stringify(localBackend, null, 2)}\n`);

    this.export<StateOutputs>({
      state_bucket: { value: bucket.bucketName, description: "Bucket that keeps the state of every layer" },
      state_kms_key_arn: { value: key.arn, description: "Key that encrypts it" },
      log_bucket: logs && { value: logs.bucketName, description: "Bucket for access logs" },
    });
  }

  /** In the first layer, so that it exists before everything that logs, and as long. */
  private logBucket(): LogBucket | undefined {
    const { config, names } = this.environment;
    if (!config.accessLogs) return undefined;
    const loadBalancers = loggingLoadBalancer(config);
    const bucket = new LogBucket(this, "access-logs", {
      location: this.location,
      bucketName: names.logBucket,
      retentionDays: config.accessLogs.retentionDays,
      buckets: [
        ...loggedBuckets(this.environment),
        ...this.environment.parts.flatMap(({ contributes }) => contributes.buckets.map(({ name }) => name)),
      ],
      ...(loadBalancers ? { loadBalancers } : {}),
    });
    return fromPart(bucket, ["accessLogs"]);
  }
}
