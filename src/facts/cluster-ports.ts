/**
 * Fixed ports of EKS: the Kubernetes API, the kubelet, and DNS (EKS user guide, "sec-group-reqs", read 2026-11-20).
 */
export const API_PORT = 443;
export const KUBELET_PORT = 10250;
export const DNS_PORT = 53;
