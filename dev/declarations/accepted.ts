/** Unnoticed changes of declarations without an effect that matters. */
export interface AcceptedDeclaration {
  /** Ids of the parts. */
  readonly part: RegExp;
  /** The declaration and its change. */
  readonly leaf: RegExp;
  /** Why the change has no such effect. */
  readonly reason: string;
}

const ANY = /./;

export const ACCEPTED_DECLARATIONS: readonly AcceptedDeclaration[] = [
  {
    part: ANY,
    leaf: /^needs\.services\[\d+\]\.why /,
    reason: "the reason of a call documents the declaration; the hand-over prints that of src/evidence",
  },
  {
    part: ANY,
    leaf: /^(needs\.fromControlPlane\[\d+\]\.why|identities\[\d+\]\.description|charts\[\d+\]\.crdsCommand\.of) /,
    reason: "descriptions of rules, roles and outputs are text for readers",
  },
  {
    part: ANY,
    leaf: /^((identities|charts)\[\d+\]\.id|identities\[\d+\]\.trust\.accountId) "/,
    reason: "ids of constructs are part of addresses, which address locks hold",
  },
  {
    part: /^(session-manager|sagemaker-clients|github-actions|training-vpc)$/,
    leaf: /^(isEnabled|needs\.services(\[0\])?) /,
    reason:
      "only the file of an environment says that people or applications outside of the stacks use the part; a review reports its removal",
  },
  {
    part: /^(models|training-vpc)$/,
    leaf: /^needs\.services\[[35]\] remove$/,
    reason:
      "the service is sagemaker.runtime, and the file with it has a key for its endpoint: only the description of the endpoint changes",
  },
  {
    part: ANY,
    leaf: /^addons\[\d\]\.versions\.[\d.]+ remove$/,
    reason:
      "EKS chooses the version then; `versions-recorded` counts one add-on more, and numbers are left out of the comparison",
  },
  {
    part: /^session-manager$/,
    leaf: /^contributes\.nodeStatements\.session-manager\[0\]\.(Action\[\d\] remove|Resource )/,
    reason:
      "the agent runs on nodes, so no stack has its calls: without one of its rights no session opens, and nothing else changes",
  },
  {
    part: /^(cloudwatch-observability|kserve)$/,
    leaf: /^needs\.fromControlPlane(\[0\])? remove$/,
    reason:
      "the load balancer controller of every environment needs the same port; only the description of the rule changes",
  },
  {
    part: /^cert-manager$/,
    leaf: /^needs\.fromControlPlane(\[0\](\.port)?)? /,
    reason: "the kubelet of every node has the same port, and metrics-server that of the changed one",
  },
  {
    part: /^keda$/,
    leaf: /^needs\.fromControlPlane\[1\] remove$/,
    reason: "the load balancer controller of every environment needs the port of the webhooks, too",
  },
  {
    part: /^keda$/,
    leaf: /^requires\[0\] /,
    reason:
      "KEDA starts without Prometheus; the requirement refuses a file without it, and `queue-scaling` a query without it",
  },
  {
    part: /^(cert-manager|kserve)$/,
    leaf: /^(provides|requires)\[0\] /,
    reason:
      "add-ons are in an earlier layer than charts, so the capability orders nothing; the rule of the file reads the registry, which mutants do not change",
  },
  {
    part: /^kserve$/,
    leaf: /values\.kserve\.controller\.gateway\.domainTemplate /,
    reason:
      "no request uses these hosts, and only names that are longer than those of the environments need it",
  },
  {
    part: /^vpc-cni$/,
    leaf: /WARM_PREFIX_TARGET remove$/,
    reason: "the default of the CNI is the same number",
  },
  {
    part: /^argo-cd$/,
    leaf: /^(isEnabled|contributes\.imageNames(\[0\])?) /,
    reason:
      "only the file of an environment says that models are in Git, and which images they have; `check --manifests` finds an image without a repository",
  },
  {
    part: /^argo-cd$/,
    leaf: /^contributes\.entryPorts(\[0\])? remove$/,
    reason:
      "the one environment whose load balancer calls models in Git has the same port for all models; tests of the part have another one",
  },
  {
    part: /^mlflow$/,
    leaf: /^contributes\.podClients\[0\]\.(pods\.app\.kubernetes\.io\/(name|component)|namespace) remove$/,
    reason:
      "each label alone selects only the pods of promotions, and a peer without a namespace is in that of the server",
  },
  {
    part: /^argo-cd$/,
    leaf: /values\.(repoServer\.copyutil|redisSecretInit)(\.resources.*)? /,
    reason:
      "one container runs before another one of its pod, the other is a Job of an installation: no namespace of the chart has a quota, and neither counts on a node",
  },
  {
    part: /^load-balancer-controller$/,
    leaf: /values\.(replicaCount|resources\.limits\.cpu) remove$/,
    reason: "the default of the chart has two replicas; a limit of CPU only slows the pods",
  },
  {
    part: /^load-balancer-controller$/,
    leaf: /defaultTags\.layer "/,
    reason: "no check requires a name of the layer of resources that the controller creates",
  },
  {
    part: /^cluster-autoscaler$/,
    leaf: /^charts\[0\]\.images\.autoscaler\.tag "/,
    reason:
      "a release of the same minor version can be newer than the facts; the list of images refuses a tag that no registry has",
  },
  {
    part: /^cluster-autoscaler$/,
    leaf: /values\.(extraArgs\.(expander|scale-down-unneeded-time)|securityContext\.runAs(User|Group)) remove$/,
    reason:
      "the defaults of the program are least-waste and 10m, which the schema has too; the image runs as a user without rights",
  },
  {
    part: /^cluster-autoscaler$/,
    leaf: /values\.(replicaCount 2 -> 3|securityContext\.runAs(User|Group) 65534 -> 65535)$/,
    reason: "more replicas only wait, and any other user without rights has the same effect",
  },
  {
    part: /^cluster-autoscaler$/,
    leaf: /values\.extraArgs\.max-nodes-total /,
    reason:
      "only the file of an environment says how many nodes it may have; `autoscaler-limit` refuses too few",
  },
  {
    part: /^ebs-csi$/,
    leaf: /^identities\[0\]\.statements\[\d\]\.Sid (remove|")/,
    reason: "the name of a statement has no effect",
  },
  {
    part: /^gpu-metrics$/,
    leaf: /values\.resources\.(requests|limits)\.cpu remove$/,
    reason: "the default of the chart is the same",
  },
  {
    part: /^gpu-metrics$/,
    leaf: /values\.tolerations\[0\]\.(key|effect) remove$/,
    reason: "a toleration without key or effect also tolerates the taint",
  },
  {
    part: /^gpu-metrics$/,
    leaf: /values\.customMetrics "/,
    reason: "the change is at the end of the list, in the help of a counter, which is text for readers",
  },
  {
    part: /^gpu-metrics$/,
    leaf: /^charts\[0\]\.(whyPrivileged "|values\.podAnnotations\.private-eks-inference\/counters ")/,
    reason:
      "a reason is text for readers, and any other text of the annotation restarts the pods too; checks require both",
  },
  {
    part: /^node-repair$/,
    leaf: /^isEnabled remove$/,
    reason: "only the file of an environment says that its nodes are repaired; a review reports the removal",
  },
  {
    part: /^node-repair$/,
    leaf: /^addons\[0\]\.when "after-nodes" -> "before-nodes"$/,
    reason: "the add-on has DaemonSets only, which are healthy without nodes",
  },
  {
    part: /^node-repair$/,
    leaf: /tolerations\[0\]\.(key|effect) remove$/,
    reason: "a toleration without key or effect also tolerates the taint",
  },
  {
    part: /^prometheus$/,
    leaf: /^charts\[0\]\.whyPrivileged "/,
    reason: "a reason is text for readers; a check requires one",
  },
  {
    part: /^prometheus$/,
    leaf: /volumeClaimTemplate\.spec\.storageClassName remove$/,
    reason: "the same class is the default one",
  },
  {
    part: /^prometheus$/,
    leaf: /values\.prometheus-node-exporter\.tolerations remove$/,
    reason: "the default of the chart tolerates NoSchedule, the effect of all taints here",
  },
  {
    part: /^prometheus$/,
    leaf: /^needs\.fromControlPlane(\[0\])?(\.port)? (remove|10250 -> 10251)$/,
    reason: "the kubelet of every node needs the same port; the other one is that of metrics-server",
  },
  {
    part: /^prometheus$/,
    leaf: /values\.prometheusOperator\.admissionWebhooks\.patch\.resources/,
    reason: "Jobs of a release end after seconds, so capacity does not count them",
  },
  {
    part: /^model-secrets$/,
    leaf: /values\.(linux\.tolerations|syncSecret(\.enabled)?) remove$/,
    reason: "the default of the chart is the same",
  },
  {
    part: /^model-secrets$/,
    leaf: /matchExpressions\[0\]/,
    reason: "no node here has the label of a virtual kubelet, which the default of the chart excludes",
  },
  {
    part: /^gpu-device-plugin$/,
    leaf: /values\.(nodeSelector(\.nvidia\.com\/gpu\.present)?|tolerations(\[0\])?|failOnInitError) remove$/,
    reason:
      "the default of the chart has the same effect: its affinity selects the label, its tolerations have the taint, and it fails",
  },
  {
    part: /^gpu-device-plugin$/,
    leaf: /values\.tolerations\[0\]\.(key|effect) remove$/,
    reason: "a toleration without key or effect also tolerates the taint",
  },
  {
    part: /^gpu-device-plugin$/,
    leaf: /values\.resources\.limits\.cpu remove$/,
    reason: "a limit of CPU only slows the pods",
  },
  {
    part: /^load-balancer-controller$/,
    leaf: /values\.replicaCount 2 -> 3$/,
    reason: "a third pod waits for the lease as the second one does; capacity counts it",
  },
  {
    part: /^off-hours$/,
    leaf: /^isEnabled remove$/,
    reason: "nodes then always run, which is the default; a review reports the removal and the higher cost",
  },
  {
    part: /^off-hours$/,
    leaf: /^contributes\.modelJobs 2 -> 3$/,
    reason: "the quota of the namespace then has room for one more pod, which is no harm",
  },
  {
    part: /^dashboards$/,
    leaf: /^isEnabled remove$/,
    reason: "no program needs a dashboard; a review reports their removal",
  },
  {
    part: /^backups$/,
    leaf: /^isEnabled remove$/,
    reason: "an environment without backups is the default; a review reports that backups end",
  },
  {
    part: /^pull-through-cache$/,
    leaf: /^(isEnabled|contributes\.cachedRegistries)(\.[a-z0-9.]+)? remove$/,
    reason:
      "images then come from their public registry or a mirror, which checks judge; a review reports the removal, and no part pulls from quay.io",
  },
  {
    part: /^pull-through-cache$/,
    leaf: /^contributes\.cachedRegistries\.[a-z0-9.]+ "/,
    reason: "a prefix is a free choice, which repositories, rules and images follow",
  },
  {
    part: /^training-vpc$/,
    leaf: /^contributes\.privateClients\[\d+\]\.protocol remove$/,
    reason: "a rule of a network ACL without a protocol is for TCP",
  },
  {
    part: /^log-in$/,
    leaf: /^contributes\.podClients\[\d\]\.pods\.app\.kubernetes\.io\/component remove$/,
    reason: "its name alone selects the same pods",
  },
  {
    part: /^log-in$/,
    leaf: /^contributes\.podClients\[[1-3]\]\.host /,
    reason: "only MLflow refuses other names of hosts; values of Argo CD have the host of the file",
  },
  {
    part: /^alerts$/,
    leaf: /^requires\[0\] /,
    reason: "a file without Prometheus is refused before synth; the release of rules names that of the chart",
  },
  {
    part: /^prometheus$/,
    leaf: /config\.route\.(group_wait|group_interval|repeat_interval|routes\[0\]\.group_wait) remove$/,
    reason: "the defaults of Alertmanager are other times of the first message and of repetitions",
  },
  {
    part: /^prometheus$/,
    leaf: /config\.receivers\[1\]\.sns_configs\[0\]\.(subject|message) "/,
    reason: "words after the parts that a check requires; npm run test:alerts reads whole messages",
  },
];
