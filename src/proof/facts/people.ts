/** Places in which people work. */
export type PlaceOfPeople = "cluster" | "models" | "experiments" | "operations";

/** Calls that are no reading, or read Secrets, and that a purpose includes. */
export interface Deed {
  readonly place: PlaceOfPeople;
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** Purpose of the people of a group. */
export interface PeopleFacts {
  /** Where they read all kinds but Secrets, and logs. */
  readonly reads: PlaceOfPeople;
  readonly deeds: readonly Deed[];
}

/** kubectl forwards a port by a WebSocket, which is a `get`, or by SPDY, which is a `create` (Kubernetes 1.31 and later). */
const forwards = (place: PlaceOfPeople): Deed => ({
  place,
  group: "",
  resources: ["pods/portforward"],
  verbs: ["get", "create"],
});

/** Groups of people by their name, with their purpose (decisions/0111). */
export const PEOPLE_FACTS: Readonly<Record<string, PeopleFacts>> = {
  "people:data-scientists": { reads: "experiments", deeds: [forwards("experiments")] },
  "people:model-owners": {
    reads: "models",
    deeds: [{ place: "models", group: "", resources: ["pods/eviction"], verbs: ["create"] }],
  },
  "people:operators": {
    reads: "cluster",
    deeds: [
      { place: "cluster", group: "", resources: ["pods"], verbs: ["delete"] },
      { place: "cluster", group: "", resources: ["pods/eviction"], verbs: ["create"] },
      { place: "cluster", group: "", resources: ["nodes"], verbs: ["patch"] },
      {
        place: "cluster",
        group: "apps",
        resources: ["deployments/scale", "statefulsets/scale"],
        verbs: ["patch", "update"],
      },
      { place: "cluster", group: "batch", resources: ["jobs"], verbs: ["delete"] },
      forwards("operations"),
    ],
  },
  "people:auditors": { reads: "cluster", deeds: [] },
  // Helm's storage driver reads a release by its name, and its revisions by a list (helm.sh, "Advanced Helm Techniques", Storage backends; unconfirmed).
  "people:plan": {
    reads: "cluster",
    deeds: [{ place: "cluster", group: "", resources: ["secrets"], verbs: ["get", "list"] }],
  },
};

/** Fields of a node that move pods, name another machine or delete the node (Kubernetes API reference, Node; unconfirmed). */
export const FIELDS_OF_NODES: readonly string[] = [
  ...["metadata.labels", "metadata.annotations", "metadata.finalizers", "metadata.ownerReferences"],
  ...["spec.taints", "spec.providerID", "spec.podCIDRs"],
];

/** Subresources that a read shows. Others, such as `pods/exec` and `nodes/proxy`, open a connection. */
export const SHOWN_SUBRESOURCES: readonly string[] = ["log", "scale", "status"];

/** Kinds whose objects become pods, or run commands in them. */
export const MAKES_PODS: readonly string[] = [
  ...[
    "pods",
    "pods/exec",
    "pods/attach",
    "pods/ephemeralcontainers",
    "podtemplates",
    "replicationcontrollers",
  ],
  ...["daemonsets", "deployments", "replicasets", "statefulsets", "cronjobs", "jobs"],
  ...["cronworkflows", "scheduledworkflows", "workflows", "workflowtemplates"],
  ...["clusterservingruntimes", "inferencegraphs", "inferenceservices", "servingruntimes"],
  ...["applications", "applicationsets", "alertmanagers", "prometheuses", "prometheusagents", "thanosrulers"],
];

/**
 * Kinds of each cluster but Secrets, as `kubectl api-resources --verbs=list --output=name` prints them.
 *
 * Source: kubernetes-models 4.5.1, which has the schemas of Kubernetes 1.33 (read 2026-11-27). It also has `componentstatuses`, which are deprecated.
 */
export const KINDS_OF_CLUSTERS: readonly string[] = `
  configmaps endpoints events limitranges namespaces nodes persistentvolumeclaims persistentvolumes pods podtemplates
  replicationcontrollers resourcequotas serviceaccounts services
  mutatingwebhookconfigurations.admissionregistration.k8s.io validatingadmissionpolicies.admissionregistration.k8s.io
  validatingadmissionpolicybindings.admissionregistration.k8s.io validatingwebhookconfigurations.admissionregistration.k8s.io
  customresourcedefinitions.apiextensions.k8s.io apiservices.apiregistration.k8s.io controllerrevisions.apps daemonsets.apps deployments.apps
  replicasets.apps statefulsets.apps horizontalpodautoscalers.autoscaling cronjobs.batch jobs.batch
  certificatesigningrequests.certificates.k8s.io leases.coordination.k8s.io endpointslices.discovery.k8s.io events.events.k8s.io
  flowschemas.flowcontrol.apiserver.k8s.io prioritylevelconfigurations.flowcontrol.apiserver.k8s.io ingressclasses.networking.k8s.io
  ingresses.networking.k8s.io ipaddresses.networking.k8s.io networkpolicies.networking.k8s.io servicecidrs.networking.k8s.io
  runtimeclasses.node.k8s.io poddisruptionbudgets.policy clusterrolebindings.rbac.authorization.k8s.io clusterroles.rbac.authorization.k8s.io
  rolebindings.rbac.authorization.k8s.io roles.rbac.authorization.k8s.io priorityclasses.scheduling.k8s.io csidrivers.storage.k8s.io
  csinodes.storage.k8s.io csistoragecapacities.storage.k8s.io storageclasses.storage.k8s.io volumeattachments.storage.k8s.io
`
  .trim()
  .split(/\s+/);
