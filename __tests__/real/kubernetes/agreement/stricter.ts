/** Checks that refuse an edit which Kubernetes accepts, and why they are stricter. */
export interface Stricter {
  /** Name of the edit. @default - every edit: the check is about the environment */
  readonly edit?: string;
  readonly checks: readonly string[];
  readonly reason: string;
}

const LATER =
  "the rollout and the maximum of the autoscaler need it; Kubernetes refuses only those later pods";
const SILENT = "Kubernetes accepts the object; requests or pods fail later, and no error reports it";
const CHOSEN = "Kubernetes allows it; the project does not, for the reason that the check gives";
const UNSEEN =
  "the check does not read the value, and refuses every value other than those that the project uses";

const RESERVED =
  "Kubernetes binds a claim to the volume that names it, and does not compare size, class and access modes";

const EXPONENT = "the check reads amounts without an exponent";

export const STRICTER: readonly Stricter[] = [
  { checks: ["capacity-at-minimum"], reason: LATER },
  { edit: "memory of a pod", checks: ["quota-admits-peak", "hpa-works", "pod-fits-node"], reason: LATER },
  { edit: "CPU of a pod", checks: ["quota-admits-peak", "hpa-works", "pod-fits-node"], reason: LATER },
  { edit: "quota of pods", checks: ["quota-admits-peak"], reason: LATER },
  { edit: "quota of CPU", checks: ["quota-admits-peak"], reason: LATER },
  { edit: "quota of memory limits", checks: ["quota-admits-peak"], reason: LATER },
  { edit: "quota of objects", checks: ["quota-admits-peak"], reason: LATER },
  { edit: "maximum of the autoscaler", checks: ["quota-admits-peak"], reason: LATER },
  { edit: "minimum of the autoscaler", checks: ["quota-admits-peak"], reason: LATER },
  { edit: "rolling update", checks: ["rolling-update", "quota-admits-peak"], reason: LATER },
  { edit: "progress deadline", checks: ["probes"], reason: LATER },
  {
    edit: "no requests and limits",
    checks: ["container-resources", "writable-volumes", "hpa-works"],
    reason: "the LimitRange adds defaults, which say nothing about the model",
  },
  {
    edit: "temporary disk of a pod",
    checks: ["pod-fits-node"],
    reason: "the check keeps space for images on the disk",
  },
  { edit: "missing ConfigMap", checks: ["pod-references", "model-permissions"], reason: SILENT },
  {
    edit: "selector of the Service",
    checks: [
      ...["selectors", "service-port", "entry-backend", "load-balancer-placement", "network-policy-paths"],
      ...["network-policy-wide", "rule-unused"],
    ],
    reason: SILENT,
  },
  { edit: "port of a probe", checks: ["probe-port", "health-path"], reason: SILENT },
  { edit: "scheme of a probe", checks: ["probe-port", "health-path"], reason: SILENT },
  {
    edit: "image",
    checks: ["image-exact", "image-reachable", "workloads-reach-internet", "image-pull-permission"],
    reason: SILENT,
  },
  {
    edit: "name of a container port",
    checks: ["probe-port", "service-port", "load-balancer-placement"],
    reason: SILENT,
  },
  {
    edit: "number of a container port",
    checks: ["network-policy-paths", "load-balancer-reaches-pods", "network-acl-paths"],
    reason: SILENT,
  },
  { edit: "protocol of a Service port", checks: ["service-port"], reason: SILENT },
  { edit: "Service port", checks: ["entry-backend", "service-port"], reason: SILENT },
  { edit: "second Service port", checks: ["service-port"], reason: SILENT },
  { edit: "port of a network policy", checks: ["network-policy-paths"], reason: SILENT },
  {
    edit: "range of a network policy",
    checks: ["network-policy-paths", "policy-peers"],
    reason: SILENT,
  },
  {
    edit: "path of the Ingress",
    checks: ["entry-backend"],
    reason: SILENT,
  },
  {
    edit: "name of the Deployment",
    checks: ["hpa-works", "common-labels", "service-port", "name-limits"],
    reason: SILENT,
  },
  {
    edit: "name of the Service",
    checks: ["service-port", "entry-backend", "common-labels", "load-balancer-placement", "name-limits"],
    reason: SILENT,
  },
  { edit: "image", checks: ["own-repositories"], reason: CHOSEN },
  { edit: "time to stop", checks: ["graceful-stop"], reason: CHOSEN },
  { edit: "required spread", checks: ["pod-spread"], reason: CHOSEN },
  { edit: "skew of a spread", checks: ["pod-spread"], reason: CHOSEN },
  { edit: "least domains of a spread", checks: ["pod-spread"], reason: CHOSEN },
  { edit: "writable root file system", checks: ["security-context"], reason: CHOSEN },
  { edit: "user id", checks: ["security-context"], reason: CHOSEN },
  { edit: "security context", checks: ["security-context", "pod-security"], reason: CHOSEN },
  { edit: "added capability", checks: ["security-context"], reason: CHOSEN },
  { edit: "Pod Security of the namespace", checks: ["namespace-pod-security"], reason: CHOSEN },
  { edit: "disruption budget", checks: ["disruption-budget"], reason: CHOSEN },
  { edit: "fixed replicas", checks: ["autoscaled-counts"], reason: CHOSEN },
  { edit: "target of the autoscaler", checks: ["hpa-works"], reason: CHOSEN },
  { edit: "largest container of the LimitRange", checks: ["namespace-quota"], reason: UNSEEN },
  { edit: "smallest container of the LimitRange", checks: ["namespace-quota"], reason: UNSEEN },
  { edit: "key of an annotation", checks: ["pod-references"], reason: SILENT },
  { edit: "selector of the Deployment", checks: ["selectors"], reason: CHOSEN },
  { edit: "two volumes with a name", checks: ["writable-volumes"], reason: CHOSEN },
  { edit: "quota without load balancers", checks: ["namespace-quota"], reason: CHOSEN },
  { edit: "access mode of a volume", checks: ["weights-budget"], reason: RESERVED },
  { edit: "access mode of a claim", checks: ["weights-budget"], reason: RESERVED },
  { edit: "size of a claim", checks: ["weights-budget"], reason: RESERVED },
  { edit: "storage class of a claim", checks: ["weights-budget"], reason: RESERVED },
  { edit: "second volume with a handle", checks: ["weights-budget"], reason: SILENT },
  {
    edit: "unreadable amount of an init container",
    checks: ["container-resources", "hpa-works"],
    reason: EXPONENT,
  },
];
