/**
 * Kinds of Kubernetes by their API group, which people may read: all but Secrets. They are listed by name, because `*` includes Secrets and
 * subresources such as `pods/exec`, which `get` opens through a WebSocket.
 *
 * Source: kubernetes-models 4.5.1 for Kubernetes 1.33 (read 2026-11-27); `resource.k8s.io` and `volumeattributesclasses`, which are stable since 1.34: Kubernetes API
 * reference (unconfirmed).
 */
export const READABLE_KINDS: Readonly<Record<string, readonly string[]>> = {
  "": [
    ...["configmaps", "endpoints", "events", "limitranges", "namespaces", "nodes", "persistentvolumeclaims"],
    ...["persistentvolumes", "pods", "podtemplates", "replicationcontrollers", "resourcequotas"],
    ...["serviceaccounts", "services"],
  ],
  "admissionregistration.k8s.io": [
    ...["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
    ...["validatingadmissionpolicies", "validatingadmissionpolicybindings"],
  ],
  "apiextensions.k8s.io": ["customresourcedefinitions"],
  "apiregistration.k8s.io": ["apiservices"],
  apps: ["controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"],
  autoscaling: ["horizontalpodautoscalers"],
  batch: ["cronjobs", "jobs"],
  "certificates.k8s.io": ["certificatesigningrequests"],
  "coordination.k8s.io": ["leases"],
  "discovery.k8s.io": ["endpointslices"],
  "events.k8s.io": ["events"],
  "flowcontrol.apiserver.k8s.io": ["flowschemas", "prioritylevelconfigurations"],
  "networking.k8s.io": ["ingressclasses", "ingresses", "ipaddresses", "networkpolicies", "servicecidrs"],
  "node.k8s.io": ["runtimeclasses"],
  policy: ["poddisruptionbudgets"],
  "rbac.authorization.k8s.io": ["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
  "resource.k8s.io": ["deviceclasses", "resourceclaims", "resourceclaimtemplates", "resourceslices"],
  "scheduling.k8s.io": ["priorityclasses"],
  "storage.k8s.io": [
    ...["csidrivers", "csinodes", "csistoragecapacities", "storageclasses", "volumeattachments"],
    "volumeattributesclasses",
  ],
};
