/** Fixed ports of EKS: the Kubernetes API, the kubelet, and DNS (EKS user guide, "sec-group-reqs", read 2026-11-20). */
export const CLUSTER_PORTS = { api: 443, kubelet: 10250, dns: 53 } as const;
