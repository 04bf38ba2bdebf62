import { CLUSTER_PROVIDERS, type CauseTable, type Shaped, layerTable, stateOf } from "./table";

const NAMESPACE = "metadata namespace";

/** Settings of the files and of the environment variables of a model. */
const dataOf = (words: string): Shaped["by"] => ({
  account: words,
  "modelBucket.existingName": words,
  "models[].bucketPrefix": words,
  "models[].environment": words,
  "models[].weights": words,
});

const ofAModel = (by: Shaped["by"], shapedBy: Shaped["shapedBy"] = {}): Shaped => ({
  part: "models[]",
  by: { "models[].name": "exists", namespace: `${NAMESPACE} subject`, ...by },
  shapedBy,
});

const POD = "spec.template.spec";
const CONTAINER = `${POD}.container`;

const COPY = `${POD}.init_container`;

const DEPLOYMENT: Shaped["by"] = {
  ...dataOf(`spec.template.metadata.annotations ${COPY}.args`),
  "network.egress": `${COPY}.image`,
  "models[].weights": `metadata.annotations spec.progress_deadline_seconds spec.template.metadata.annotations ${POD}.init_container ${CONTAINER}.resources ${CONTAINER}.volume_mount ${POD}.volume`,
  namespace: `${NAMESPACE} ${POD}.priority_class_name`,
  account: `${CONTAINER}.image spec.template.metadata.annotations ${COPY}`,
  region: `${CONTAINER}.image ${COPY}`,
  podPriority: `${POD}.priority_class_name depends_on`,
  "models[].kind": "exists",
  "models[].image": `${CONTAINER}.image`,
  "models[].port": `${CONTAINER}.port`,
  "models[].healthPath": `${CONTAINER}.liveness_probe ${CONTAINER}.readiness_probe ${CONTAINER}.startup_probe`,
  "models[].cpuRequest": `${CONTAINER}.resources.requests`,
  "models[].memoryRequest": `${CONTAINER}.resources`,
  "models[].cpuLimit": `${CONTAINER}.resources.limits`,
  "models[].memoryLimit": `${CONTAINER}.resources.limits`,
  "models[].ephemeralStorage": `${CONTAINER}.resources`,
  "models[].gpus": `${CONTAINER}.resources.limits ${POD}.toleration`,
  "models[].modelCacheMiB": `${CONTAINER}.resources.requests ${CONTAINER}.resources.limits ${POD}.volume`,
  "models[].tmpMiB": `${COPY}.resources ${CONTAINER}.resources.requests ${CONTAINER}.resources.limits ${POD}.volume`,
  "models[].startupSeconds": `metadata.annotations spec.progress_deadline_seconds ${CONTAINER}.startup_probe.failure_threshold`,
  "models[].drainSeconds": `${CONTAINER}.env ${CONTAINER}.lifecycle ${POD}.termination_grace_period_seconds`,
  "models[].drainsOnSigterm": `${CONTAINER}.env ${CONTAINER}.lifecycle ${POD}.termination_grace_period_seconds`,
  "models[].runAsUser": `${COPY}.security_context ${CONTAINER}.security_context ${POD}.security_context`,
  "models[].secrets": `${CONTAINER}.volume_mount ${POD}.volume spec.template.metadata.annotations depends_on`,
  "models[].command": `${CONTAINER}.command`,
  "models[].arguments": `${CONTAINER}.args`,
  "models[].memoryVolumes": `${CONTAINER}.volume_mount ${POD}.volume`,
  "models[].configFiles": `${CONTAINER}.volume_mount ${POD}.volume spec.template.metadata.annotations depends_on`,
  "models[].podAnnotations": "spec.template.metadata.annotations",
  "models[].kubernetesApi": `${POD}.automount_service_account_token depends_on`,
  "models[].nodeGroup": `${POD}.node_selector ${POD}.toleration`,
  "cluster.nodeGroups.*.taints": `${POD}.toleration`,
  "models[].metricsPath": "depends_on",
  prometheusRelease: "depends_on",
  "entry.type": `spec.progress_deadline_seconds ${CONTAINER}.env ${CONTAINER}.lifecycle ${POD}.termination_grace_period_seconds depends_on`,
};

/** The same settings of a model that KServe runs. They are in the values of its release. */
const INFERENCE: Shaped["by"] = {
  ...Object.fromEntries(Object.keys(DEPLOYMENT).map((setting) => [setting, "values depends_on"])),
  "models[].name": "exists",
  "models[].kind": "exists",
  "models[].format": "values",
  namespace: "namespace values",
};

const IAM_POLICY: Shaped = ofAModel({
  account: "policy",
  region: "policy",
  "modelBucket.existingName": "policy",
  "modelBucket.kmsKeyArn": "policy",
  "models[].bucketPrefix": "policy",
  "models[].secrets": "policy",
  "models[].permissions": "policy",
});

const OF_SECRETS: Shaped = {
  part: "models",
  by: { "models[].secrets": "*", account: "lifecycle", region: "lifecycle" },
};

const PLACEMENT: Shaped["by"] = {
  "entry.type": "exists",
  "entry.scheme": "metadata.annotations",
  "entry.name": "metadata",
  "entry.certificateArn": "metadata.annotations",
  "entry.httpOnly": "metadata.annotations",
  accessLogs: "metadata.annotations",
  account: "metadata.annotations",
};

const RECORDS: Shaped["by"] = {
  "entry.type": "*",
  "entry.dnsRecord": "exists",
  "entry.host": "*",
  "entry.alsoHosts": "*",
  "entry.hostedZoneId": "*",
};

const WEB_ACL: Shaped = {
  part: "entry",
  by: { "entry.type": "exists", "network.egress": "exists", "entry.webAclArn": "*" },
};

export const MODELS_CAUSES: CauseTable = {
  ...layerTable("models"),
  ...CLUSTER_PROVIDERS,
  cluster: stateOf({ "modelBucket.existingName": "lifecycle", "modelBucket.kmsKeyArn": "lifecycle" }),
  network: stateOf({
    "entry.type": "lifecycle",
    "entry.scheme": "lifecycle",
    "entry.httpOnly": "lifecycle",
    "entry.certificateArn": "lifecycle",
  }),
  Secrets: OF_SECRETS,
  models: {
    part: "namespace",
    by: {
      namespace: NAMESPACE,
      "cluster.version": "metadata.labels",
      "entry.type": "metadata.labels timeouts",
    },
  },
  "models/Resource": {
    part: "namespace",
    by: {
      namespace: NAMESPACE,
      "cluster.version": "metadata.labels",
      "entry.type": "metadata.labels timeouts",
      "models[].drainSeconds": "timeouts",
      "models[].drainsOnSigterm": "timeouts",
    },
  },
  "models/Quota": {
    part: "models",
    by: {
      namespace: NAMESPACE,
      "models[].name": "spec.hard",
      "models[].replicas.max": "spec.hard",
      "entry.type": "spec.hard",
      "network.zones": "spec.hard",
      "cluster.nodeGroups.+": "spec.hard",
      "cluster.nodeGroups.*.instanceTypes": "spec.hard",
      instanceTypes: "spec.hard",
      "cluster.nodeGroups.*.maxPerZone": "spec.hard",
      "cluster.nodeGroups.*.zones": "spec.hard",
    },
    shapedBy: { modelJobs: "spec.hard" },
  },
  "models-priority": { part: "podPriority", by: { podPriority: "*", namespace: NAMESPACE } },
  "all-models": {
    part: "models",
    by: {
      namespace: NAMESPACE,
      "entry.type": "spec",
      "entry.scheme": "spec",
      "network.endpoints.interfaces": "spec",
      "network.zones": "spec",
      "network.vpcCidr": "spec",
      "network.publicSubnets.cidrs": "spec",
      "network.privateSubnets.cidrs": "spec",
    },
  },
  s3: { part: "region", by: { region: "name lifecycle" } },
  "kubernetes-api": {
    part: "models",
    by: { "models[].kubernetesApi": "exists" },
    shapedBy: { modelJobs: "exists" },
  },
  "Apis/*": ofAModel({}),
  "Apis/*/Config": ofAModel(dataOf("data")),
  "Apis/*/Files": ofAModel({ "models[].configFiles": "*" }),
  "Apis/*/Resource": ofAModel(DEPLOYMENT, { cachedRegistries: `${COPY}.image`, scraper: "depends_on" }),
  "Apis/*/inference": ofAModel(INFERENCE, {
    cachedRegistries: "values depends_on",
    scraper: "values depends_on",
  }),
  "Apis/*/Weights": ofAModel({
    "models[].weights": "*",
    "models[].runAsUser": "*",
    "models[].bucketPrefix": "*",
    "modelBucket.existingName": "*",
    account: "*",
    region: "*",
    namespace: "*",
  }),
  "Apis/*/Service": ofAModel({
    "models[].servicePort": "spec.port",
    "models[].healthPath": "metadata.annotations",
    "entry.type": "metadata.annotations",
  }),
  "Apis/*/CustomResources": ofAModel(
    {
      "models[].secrets": "*",
      "models[].servicePort": "values",
      "models[].metricsPath": "*",
      prometheusRelease: "*",
      "entry.type": "*",
      region: "values",
      namespace: "namespace values",
    },
    { scraper: "*" },
  ),
  "Apis/*/Scaling": ofAModel({
    "models[].kind": "spec.scale_target_ref",
    "models[].replicas.min": "spec.min_replicas",
    "models[].replicas.max": "spec.max_replicas",
    "models[].replicas.cpuPercent": "spec.metric",
    "models[].replicas.memoryPercent": "spec.metric",
  }),
  "Apis/*/Identity": ofAModel({
    "models[].kubernetesApi": "kubernetes_role_v1:exists kubernetes_role_binding_v1:exists",
  }),
  "Apis/*/Identity/AwsRole": ofAModel({ namespace: "assume_role_policy", namePrefix: "name" }),
  "Apis/*/Identity/AwsRole/Policy": IAM_POLICY,
  "Apis/*/NetworkPolicy": ofAModel(
    {
      "models[].kubernetesApi": "*",
      "models[].metricsPath": "*",
      prometheusRelease: "*",
      "network.extraRules": "*",
    },
    { scraper: "*" },
  ),
  Entry: {
    part: "entry",
    by: {
      ...PLACEMENT,
      namespace: NAMESPACE,
      "entry.host": "spec.rule metadata.annotations",
      "entry.alsoHosts": "spec.rule",
      "entry.webAclArn": "metadata.annotations",
      "network.egress": "metadata.annotations",
      "models[].name": "depends_on spec.rule.http.path",
      "models[].servicePort": "spec.rule.http.path",
      "models[].paths": "spec.rule.http.path",
    },
  },
  "Entries/*": {
    part: "entry",
    by: {
      ...PLACEMENT,
      namespace: NAMESPACE,
      "entry.port": "metadata.annotations spec.port",
      "models[].name": "exists",
      "models[].healthPath": "metadata.annotations",
    },
  },
  WebAcl: WEB_ACL,
  Records: { part: "entry", by: RECORDS },
  alb: { part: "entry", by: RECORDS },
  nlb: { part: "entry", by: RECORDS },
  dns_record: { part: "entry", by: { ...RECORDS, "entry.name": "value", "models[].name": "value" } },
  load_balancer_hosts: {
    part: "entry",
    by: { "entry.type": "*", "entry.name": "value", "models[].name": "value" },
  },
  model_urls: {
    part: "entry",
    by: {
      "entry.type": "exists",
      namespace: "value",
      "models[].name": "value",
      "models[].servicePort": "value",
    },
  },
};
