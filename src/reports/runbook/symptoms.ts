import { entriesOf } from "../../infrastructure/network-entries";
import { rolesOf, trustedAccounts } from "../../infrastructure/identity-roles";
import { type EnvironmentPlan } from "../../terraform/environment-plan";
import { type Names, outputOf } from "./facts";
import { markdownTable, reads } from "./markdown";
import { NPX } from "../../base/program-name";
import { text } from "../../terraform/stack-json";
import { closedWebhooks } from "../../infrastructure/kubernetes-webhooks";
import { pulledImages } from "../../infrastructure/kubernetes-images";
import { resolveReferences } from "../../infrastructure/text-references";

/** A failure that users see, with commands that find its cause. */
interface Symptom {
  readonly title: string;
  readonly causes: string;
  /** Commands that change nothing. */
  readonly look: readonly string[];
  readonly fix: string;
  /** Table of names for further commands. @default - none */
  readonly names?: string;
}

/** Failures of the platform, with commands that have the names of this environment. */
export const symptomChapters = (plan: EnvironmentPlan, names: Names): string[] => [
  "## Symptoms",
  "Commands of this chapter change nothing.",
  ...symptomsOf(plan, names).flatMap(({ title, causes, look, fix, names: rows }) => [
    `### ${title}`,
    causes,
    ...(rows === undefined ? [] : [rows]),
    reads(...look),
    fix,
  ]),
];

function symptomsOf(plan: EnvironmentPlan, names: Names): Symptom[] {
  if (names.cluster === undefined) return [];
  return [
    pulls(plan, names),
    credentials(plan, names),
    ...(names.nodeGroups.length > 0 ? [joining(names)] : []),
    pending(names),
    ...(closedWebhooks(plan).length > 0 ? [refusing(plan)] : []),
    ...(entriesOf(plan).length > 0 ? [unavailable(plan, names)] : []),
    endpointNames(plan, names),
    api(names),
    release(names),
    lock(names),
  ];
}

const events = (namespace: string, ...more: readonly string[]): string =>
  ["kubectl", "--namespace", namespace, "get events", "--sort-by .lastTimestamp", ...more].join(" ");

function pulls(plan: EnvironmentPlan, { namespace, region, environment }: Names): Symptom {
  const own = pulledImages(plan).flatMap(({ resource, image: { registry, path } }) =>
    resource.layer === "models" && registry.includes(".dkr.ecr.") ? path : [],
  );
  const repositories = [...new Set(own)];
  return {
    title: "`ImagePullBackOff`, `ErrImagePull`",
    causes:
      "The image was not pushed, has another tag or another architecture, or the nodes reach no endpoint of ECR or S3, which has the layers.",
    look: [
      "kubectl get pods --all-namespaces --field-selector status.phase=Pending",
      events(namespace, "--field-selector reason=Failed"),
      ...repositories.map(
        (name) =>
          `aws ecr describe-images --region ${region} --repository-name ${name} --query 'imageDetails[].[imageTags[0],imagePushedAt]' --output text`,
      ),
      endpointCommand(region, ["ecr.api", "ecr.dkr", "s3"]),
      `${NPX} lock images --environments ${environment}`,
    ],
    fix: "Push the image with the tag of the file. If an endpoint is not `available`, apply the network.",
  };
}

const endpointCommand = (region: string, services: readonly string[]): string =>
  `aws ec2 describe-vpc-endpoints --region ${region} --filters Name=service-name,Values=${services
    .map((service) => `com.amazonaws.${region}.${service}`)
    .join(",")} --query 'VpcEndpoints[].[ServiceName,VpcId,State,PrivateDnsEnabled]' --output text`;

function credentials(plan: EnvironmentPlan, { region, namespace }: Names): Symptom {
  const roles = rolesOf(plan).all.flatMap(({ name, trust }) =>
    trustedAccounts(trust).map((account) => ({ name, account })),
  );
  return {
    title: "Pods: `AccessDenied`, `InvalidIdentityToken`, time-outs of STS",
    causes:
      "The service account has no annotation with its role, the role trusts another account of Kubernetes, or the endpoint of STS is missing. Pods get credentials when they start.",
    names: markdownTable(
      ["service account", "role"],
      roles.map(({ name, account }) => [`\`${account.replace(":", "/")}\``, `\`${name}\``]),
    ),
    look: [
      ...roles
        .filter(({ account }) => account.startsWith(`${namespace}:`))
        .flatMap(({ name, account }) => [
          `kubectl --namespace ${namespace} get serviceaccount ${account.slice(namespace.length + 1)} --output yaml`,
          `aws iam get-role --role-name ${name} --query Role.AssumeRolePolicyDocument`,
        ]),
      endpointCommand(region, ["sts"]),
    ],
    fix: "Apply the layer of the role, and restart the pods, which then read the new annotation.",
  };
}

function joining({ cluster, region, nodeGroups }: Names): Symptom {
  return {
    title: "Nodes do not join: `NodeCreationFailure`",
    causes:
      "The nodes do not reach the Kubernetes API, EC2, ECR or S3, the zone has no capacity for the instance type, or a quota is reached.",
    look: [
      ...nodeGroups.map(
        (name) =>
          `aws eks describe-nodegroup --region ${region} --cluster-name ${cluster ?? ""} --nodegroup-name ${name} --query 'nodegroup.[status,health.issues]'`,
      ),
      endpointCommand(region, ["ec2", "ecr.api", "ecr.dkr", "s3", "sts"]),
      "kubectl get nodes --output wide",
    ],
    fix: `The issue of the node group names the cause. \`${NPX} check\` proves that rules, routes and endpoints of the stacks are complete; a difference is in what was applied.`,
  };
}

function pending({ namespace }: Names): Symptom {
  return {
    title: "Pods are `Pending`",
    causes: "No node has room, the quota of the namespace is used, or a claim has no volume.",
    look: [
      events(namespace, "--field-selector reason=FailedScheduling"),
      `kubectl --namespace ${namespace} describe resourcequota`,
      `kubectl --namespace ${namespace} get persistentvolumeclaims`,
      "kubectl describe nodes",
    ],
    fix: `\`${NPX} cost\` shows how many pods fit. Raise \`maxPerZone\` or lower the requests, and apply the cluster or the models.`,
  };
}

/** Errors as the API server prints them, such as in an event FailedCreate of a ReplicaSet and in an apply. */
function refusing(plan: EnvironmentPlan): Symptom {
  const webhooks = closedWebhooks(plan);
  const answering = [
    ...new Set(
      webhooks.flatMap(({ namespace, deployment }) =>
        deployment === undefined ? [] : `kubectl --namespace ${namespace} describe deployment ${deployment}`,
      ),
    ),
  ];
  const namespaces = [...new Set(webhooks.map(({ namespace }) => namespace).filter((each) => each !== ""))];
  return {
    title: "`failed calling webhook`: objects are refused",
    causes:
      "The Kubernetes API asks a webhook, and none of its pods answers: `no endpoints available for service` means that no pod is ready, `context deadline exceeded` that the control plane does not reach its port, `x509` that its certificate is not that of its configuration. Pods that run keep serving. Pods that stop are not replaced while they match.",
    names: markdownTable(
      ["error", "refused", "only with", "answered by"],
      webhooks.map(({ name, rules, only = "", namespace, deployment = "unknown" }) => [
        `\`failed calling webhook "${name}"\``,
        rules.join(", "),
        only,
        `\`${namespace}/${deployment}\``,
      ]),
    ),
    look: [
      "kubectl get events --all-namespaces --field-selector reason=FailedCreate",
      ...answering,
      ...namespaces.map(
        (namespace) => `kubectl --namespace ${namespace} get pods,endpointslices --output wide`,
      ),
      "kubectl get mutatingwebhookconfigurations,validatingwebhookconfigurations",
    ],
    fix: "Bring the pods of the Deployment back: its events name a missing node, image or right. If they run, apply network and cluster, whose rules admit the control plane. ReplicaSets try again after up to a quarter of an hour; `kubectl rollout restart` of the model is faster. Only if the Deployment cannot run for long, set `failurePolicy` of the webhook to `Ignore` with `kubectl edit`, and back to `Fail` afterwards: objects that are created meanwhile lack what the webhook adds, such as the readiness gate of a load balancer.",
  };
}

function unavailable(plan: EnvironmentPlan, names: Names): Symptom {
  const { namespace, region } = names;
  const own = plan.resources("aws_lb_target_group").map(({ config }) => text(config.name) ?? "");
  const ingresses = plan.resources("kubernetes_ingress_v1").length > 0;
  return {
    title: "503, or no answer from the load balancer",
    causes:
      "No pod is registered and healthy: pods do not run, their readiness probe fails, or the controller has not registered them. A time-out instead of 503 means that the client is not admitted.",
    look: [
      `kubectl --namespace ${namespace} get pods --output wide`,
      `kubectl --namespace ${namespace} get targetgroupbindings --output wide`,
      ...(ingresses ? [`kubectl --namespace ${namespace} describe ingress`] : []),
      "kubectl --namespace kube-system logs deployment/aws-load-balancer-controller --tail 50",
      ...own.map(
        (name) =>
          `aws elbv2 describe-target-health --region ${region} --target-group-arn "$(aws elbv2 describe-target-groups --region ${region} --names ${name} --query 'TargetGroups[0].TargetGroupArn' --output text)"`,
      ),
      ...(own.length > 0
        ? []
        : [
            `for arn in $(kubectl --namespace ${namespace} get targetgroupbindings --output 'jsonpath={.items[*].spec.targetGroupARN}'); do aws elbv2 describe-target-health --region ${region} --target-group-arn "$arn" --query 'TargetHealthDescriptions[].[Target.Id,Target.Port,TargetHealth.State,TargetHealth.Reason]' --output text; done`,
          ]),
    ],
    fix: "`Target.Timeout` means that security groups or the port differ: apply network and models. `Target.ResponseCodeMismatch` means that the health path of the model answers with an error.",
  };
}

function endpointNames(plan: EnvironmentPlan, { environment, region, endpoints }: Names): Symptom {
  const vpc =
    "vpc_id" in (plan.stack("network")?.outputs ?? {})
      ? `"$(${outputOf(environment, "network", "vpc_id")})"`
      : "VPC_ID";
  const [cidr = ""] = plan
    .resources("aws_vpc")
    .map((resource) => resolveReferences(plan, { layer: resource.layer, value: resource.config.cidr_block }));
  return {
    title: "Names of AWS services resolve to public addresses",
    causes:
      "The VPC resolves no private names, or an endpoint has no private DNS. Calls then time out without NAT.",
    look: [
      `aws ec2 describe-vpc-attribute --region ${region} --vpc-id ${vpc} --attribute enableDnsHostnames`,
      `aws ec2 describe-vpc-attribute --region ${region} --vpc-id ${vpc} --attribute enableDnsSupport`,
      endpointCommand(
        region,
        endpoints.map((name) => name.replace(`com.amazonaws.${region}.`, "")),
      ),
    ],
    fix: `From a pod, names of interface endpoints resolve to addresses${cidr === "" ? " of the VPC" : ` in ${cidr}`}. The name of S3 resolves to public addresses in any case: its gateway endpoint changes routes, not names.`,
  };
}

function api({ cluster, region }: Names): Symptom {
  return {
    title: "`kubectl`: `i/o timeout`, `Unauthorized`",
    causes: "This machine has no path to the private endpoint, or its identity has no access entry.",
    look: [
      "aws sts get-caller-identity",
      `aws eks describe-cluster --region ${region} --name ${cluster ?? ""} --query 'cluster.[status,endpoint,resourcesVpcConfig.endpointPublicAccess]'`,
      `aws eks list-access-entries --region ${region} --cluster-name ${cluster ?? ""}`,
    ],
    fix: "Use a machine in a range of `cluster.apiAccess`, and an identity of `cluster.admins`.",
  };
}

const release = ({ environment }: Names): Symptom => ({
  title: "platform: `context deadline exceeded`, a release that is rolled back",
  causes:
    "Pods of the chart did not become ready. Helm deletes them with the release, so only events name the reason.",
  look: [
    "kubectl get events --all-namespaces --field-selector type=Warning --sort-by .lastTimestamp",
    "kubectl get pods --all-namespaces --field-selector status.phase!=Running",
  ],
  fix: `Correct the cause and run \`${NPX} deploy --environments ${environment} --layers platform\` again.`,
});

const lock = ({ environment }: Names): Symptom => ({
  title: "`Error acquiring the state lock`, `already exists`",
  causes: "Another apply runs, or one was killed.",
  look: [`terraform -chdir=cdktf.out/stacks/${environment}-network plan -lock=false`],
  fix: `If no other apply runs: \`${NPX} deploy --environments ${environment} --layers LAYER --repair\` shows the owner of the lock, and asks before it frees the lock and imports what exists.`,
});
