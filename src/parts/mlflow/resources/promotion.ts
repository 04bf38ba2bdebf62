import { programPolicy } from "../../../platform/network-policies";
import { DNS_RULE } from "../../../platform/pod-traffic";
import {
  type DeploymentV1SpecTemplate,
  deploymentV1SpecTemplateToTerraform,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { Construct } from "constructs";
import { asResources } from "../../part-requests";
import { promotionLabels, promotionSelector } from "../labels";
import REQUESTS from "../requests.json";
import { MLFLOW_SERVER, MLFLOW_URI } from "../server-address";
import { MLFLOW_USER_ID, TMP } from "./image";
import { CronJob } from "../../cron-job-install";
import { restricted } from "../../../platform/pods";
import { type INamespace } from "../../../platform/namespace";

export interface PromotionProps {
  readonly name: string;
  readonly namespace: INamespace;
  readonly image: string;
  readonly roleArn: string;
  /** Bucket from which models are served. */
  readonly bucket: string;
  /** Names of models, and of registered models. */
  readonly models: readonly string[];
  /** Disk for the files of one version, in GiB. */
  readonly diskGiB: number;
  readonly region: string;
  /** Ranges in which the job reaches AWS services. */
  readonly serviceCidrs: readonly string[];
  /** Ranges of S3 in the region. */
  readonly s3Cidrs: readonly string[];
}

const EVERY_TEN_MINUTES = "*/10 * * * *";

/** A copy that takes longer is ended, so that the next one can start. */
const LONGEST_SECONDS = 3600;

/** Copies versions of models from the registry to the bucket of models, with a role that can do nothing else. */
export class PromotionJob extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: PromotionProps,
  ) {
    super(scope, id);
    const { name, namespace, roleArn } = props;
    const account = new ServiceAccountV1(this, "Account", {
      metadata: { ...this.metadata(), annotations: { "eks.amazonaws.com/role-arn": roleArn } },
      automountServiceAccountToken: false,
      dependsOn: [namespace.resource],
    });
    new CronJob(this, "Resource", {
      metadata: this.metadata(),
      spec: {
        schedule: EVERY_TEN_MINUTES,
        starting_deadline_seconds: 300,
        // Two copies would write the same objects.
        concurrency_policy: "Forbid",
        successful_jobs_history_limit: 1,
        failed_jobs_history_limit: 1,
        job_template: {
          metadata: { labels: { ...promotionLabels(name) } },
          spec: {
            active_deadline_seconds: LONGEST_SECONDS,
            // The next run copies again.
            backoff_limit: 0,
            template: deploymentV1SpecTemplateToTerraform(this.podTemplate()),
          },
        },
      },
      dependsOn: [account, this.policy()],
    });
  }

  private policy() {
    const { name, namespace, serviceCidrs, s3Cidrs } = this.props;
    const traffic = {
      name,
      pods: promotionSelector(name),
      labels: promotionLabels(name),
      ingress: [],
      egress: [DNS_RULE, { peers: serviceCidrs.map((cidr) => ({ cidr })), ports: [443] }, MLFLOW_SERVER],
      reachesS3: true,
    };
    return programPolicy(this, "Policy", traffic, { namespace, s3Cidrs });
  }

  private podTemplate(): DeploymentV1SpecTemplate {
    const { name, image, bucket, models, diskGiB, region } = this.props;
    const { requests, limits } = asResources(REQUESTS["mlflow-promotion"]);
    const variables = {
      MLFLOW_TRACKING_URI: MLFLOW_URI,
      MLFLOW_DISABLE_TELEMETRY: "true",
      AWS_REGION: region,
      HOME: TMP,
    };
    return {
      metadata: { labels: { ...promotionLabels(name) } },
      spec: {
        serviceAccountName: name,
        automountServiceAccountToken: false,
        enableServiceLinks: false,
        // The log of a failed container stays on its pod.
        restartPolicy: "Never",
        securityContext: restricted(MLFLOW_USER_ID).pod,
        container: [
          {
            name: "promote",
            image,
            imagePullPolicy: "IfNotPresent",
            command: ["python", "/app/promote.py"],
            args: [bucket, ...models],
            env: Object.entries(variables).map(([key, value]) => ({ name: key, value })),
            resources: {
              requests: { ...requests, "ephemeral-storage": `${diskGiB}Gi` },
              limits: { ...limits },
            },
            securityContext: restricted(MLFLOW_USER_ID).container,
            volumeMount: [{ name: "tmp", mountPath: TMP }],
          },
        ],
        volume: [{ name: "tmp", emptyDir: { sizeLimit: `${diskGiB}Gi` } }],
      },
    };
  }

  private metadata() {
    const { name, namespace } = this.props;
    return { name, namespace: namespace.name, labels: { ...promotionLabels(name) } };
  }
}
