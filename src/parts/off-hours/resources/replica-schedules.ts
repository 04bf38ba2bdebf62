import {
  type DeploymentV1SpecTemplate,
  deploymentV1SpecTemplateToTerraform,
} from "@cdktf/provider-kubernetes/lib/deployment-v1";
import { RoleBindingV1 } from "@cdktf/provider-kubernetes/lib/role-binding-v1";
import { RoleV1 } from "@cdktf/provider-kubernetes/lib/role-v1";
import { ServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/service-account-v1";
import { type ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { asResources } from "../../part-requests";
import REQUESTS from "../requests.json";
import { CronJob } from "../../cron-job-install";
import { programPolicy } from "../../../platform/network-policies";
import { restricted } from "../../../platform/pods";
import { type INamespace } from "../../../platform/namespace";

export interface ReplicaSchedulesProps {
  /** Name of the service account and its permissions, and beginning of the names of the CronJobs. */
  readonly name: string;
  readonly namespace: INamespace;
  /** Deployments of the namespace. */
  readonly deployments: readonly string[];
  /** Image with kubectl as its entry point. */
  readonly image: string;
  /** Time zone of the IANA database. */
  readonly timezone: string;
  /** Address of the Service of the Kubernetes API. */
  readonly apiServerIp: string;
  readonly schedules: readonly ReplicaSchedule[];
}

interface ReplicaSchedule {
  /** End of the name of the CronJob. */
  readonly action: string;
  /** Minute, hour, day of the month, month and days of the week, as in cron. */
  readonly schedule: string;
  /** Replicas of each Deployment afterwards. */
  readonly replicas: number;
}

/** A user without rights. That of the image is unknown, and pods here may not run as root. */
const USER = 65532;

/** Size of the writable `/tmp`. */
const TMP = "16Mi";

/** A job that starts or ends later would undo the next one. */
const LATEST_SECONDS = 3600;

/** CronJobs that set the replicas of Deployments, with an identity that can do nothing else. */
export class ReplicaSchedules extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: ReplicaSchedulesProps,
  ) {
    super(scope, id);
    const ready = [...this.permit(), this.connect()];
    for (const each of props.schedules) this.schedule(each, ready);
  }

  private permit(): ITerraformDependable[] {
    const { name, namespace, deployments } = this.props;
    const inNamespace = { metadata: this.metadata(), dependsOn: [namespace.resource] };
    const account = new ServiceAccountV1(this, "Account", {
      ...inNamespace,
      automountServiceAccountToken: false,
    });
    const resourceNames = [...deployments];
    const role = new RoleV1(this, "Role", {
      ...inNamespace,
      rule: [
        { apiGroups: ["apps"], resources: ["deployments"], resourceNames, verbs: ["get"] },
        { apiGroups: ["apps"], resources: ["deployments/scale"], resourceNames, verbs: ["patch"] },
      ],
    });
    const binding = new RoleBindingV1(this, "RoleBinding", {
      metadata: this.metadata(),
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
      subject: [{ kind: "ServiceAccount", name, namespace: namespace.name }],
      dependsOn: [role, account],
    });
    return [binding];
  }

  private connect(): ITerraformDependable {
    const { name, namespace, apiServerIp } = this.props;
    const traffic = {
      name,
      pods: SELECTOR,
      labels: labelsOf(name),
      ingress: [],
      egress: [{ peers: [{ cidr: `${apiServerIp}/32` }], ports: [443] }],
    };
    return programPolicy(this, "NetworkPolicy", traffic, { namespace });
  }

  private schedule({ action, schedule, replicas }: ReplicaSchedule, dependsOn: ITerraformDependable[]): void {
    const { name, timezone } = this.props;
    const job = `${name}-${action}`;
    new CronJob(this, action, {
      metadata: this.metadata(job),
      spec: {
        schedule,
        timezone,
        starting_deadline_seconds: LATEST_SECONDS,
        concurrency_policy: "Replace",
        successful_jobs_history_limit: 1,
        failed_jobs_history_limit: 1,
        job_template: {
          metadata: { labels: labelsOf(job) },
          spec: {
            active_deadline_seconds: LATEST_SECONDS,
            backoff_limit: 10,
            template: deploymentV1SpecTemplateToTerraform(this.podTemplate(job, replicas)),
          },
        },
      },
      dependsOn,
    });
  }

  private podTemplate(job: string, replicas: number): DeploymentV1SpecTemplate {
    const { name, image, deployments } = this.props;
    const { requests, limits } = asResources(REQUESTS["off-hours"]);
    return {
      metadata: { labels: labelsOf(job) },
      spec: {
        serviceAccountName: name,
        automountServiceAccountToken: true,
        enableServiceLinks: false,
        // The log of a failed container stays on its pod.
        restartPolicy: "Never",
        securityContext: restricted(USER).pod,
        container: [
          {
            name: "kubectl",
            image,
            imagePullPolicy: "IfNotPresent",
            // In the namespace of the service account.
            args: ["scale", `--replicas=${replicas}`, ...deployments.map((each) => `deployment/${each}`)],
            // kubectl keeps the list of API resources there; the root filesystem is read-only.
            env: [{ name: "HOME", value: "/tmp" }],
            volumeMount: [{ name: "tmp", mountPath: "/tmp" }],
            resources: { requests: { ...requests, "ephemeral-storage": TMP }, limits },
            securityContext: restricted(USER).container,
          },
        ],
        volume: [{ name: "tmp", emptyDir: { sizeLimit: TMP } }],
      },
    };
  }

  private metadata(name = this.props.name) {
    return { name, namespace: this.props.namespace.name, labels: labelsOf(name) };
  }
}

const SELECTOR = { "app.kubernetes.io/component": "replica-schedule" };

const labelsOf = (name: string) => ({
  ...SELECTOR,
  "app.kubernetes.io/name": name,
  "app.kubernetes.io/instance": name,
  "app.kubernetes.io/managed-by": "terraform",
});
