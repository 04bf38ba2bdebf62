import { ConfigMapV1 } from "@cdktf/provider-kubernetes/lib/config-map-v1";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { asResources } from "../../part-requests";
import REQUESTS from "../requests.json";
import { type Rights, account } from "./account";
import { type INamespace } from "../../../platform/namespace";

/** Service account of the pods of runs, which Kubeflow Pipelines expects. */
export const STEPS_ACCOUNT = "pipeline-runner";

/** User of the image of steps, see `images/pipeline-steps/Dockerfile`. */
export const STEP_USER_ID = 10001;

/** Resources of a step that states none. One that states a limit requests as much. */
export const STEP_DEFAULTS = {
  default: asResources(REQUESTS["kubeflow-pipelines/step"]).limits,
  defaultRequest: asResources(REQUESTS["kubeflow-pipelines/step"]).requests,
};

/** Folder of the artifacts in their bucket. */
const ARTIFACTS = "artifacts";

/** Settings that steps read, by a name that Kubeflow Pipelines expects. */
const SETTINGS = "kfp-launcher";

const RIGHTS: readonly Rights[] = [
  { group: "", resources: ["configmaps"], verbs: ["get"], names: [SETTINGS] },
  { group: "", resources: ["pods"], verbs: ["get"] },
  { group: "argoproj.io", resources: ["workflows"], verbs: ["get"] },
  { group: "argoproj.io", resources: ["workflowtaskresults"], verbs: ["create", "patch"] },
];

export interface StepsProps {
  readonly namespace: INamespace;
  readonly artifacts: { readonly bucket: string; readonly endpoint: string; readonly region: string };
  readonly roleArn: string;
}

/** Service account and settings of the pods of runs. */
export class Steps extends Construct {
  /** Resources that runs need. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, { namespace, artifacts, roleArn }: StepsProps) {
    super(scope, id);
    const { bucket, endpoint, region } = artifacts;
    const s3 = { default: { endpoint, region, credentials: { fromEnv: true } } };
    const settings = new ConfigMapV1(this, "Settings", {
      metadata: { name: SETTINGS, namespace: namespace.name },
      data: {
        defaultPipelineRoot: `s3://${bucket}/${ARTIFACTS}`,
        providers: JSON.stringify({ s3 }, null, 2),
      },
      dependsOn: [namespace.resource],
    });
    this.ready = [
      settings,
      ...account(this, { name: STEPS_ACCOUNT, namespace, roleArn, rights: RIGHTS, mountsToken: true }),
    ];
  }
}
