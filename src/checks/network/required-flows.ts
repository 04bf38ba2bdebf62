import { type Check } from "../check";
import { stoppedFlows } from "./proofs";

// Connections inside the environment that the security groups of both ends must allow.

export const nodesReachApi: Check = {
  id: "nodes-reach-api",
  severity: "error",
  title: "nodes and Fargate pods reach the Kubernetes API",
  why: "a node that cannot reach the API never joins the cluster, and Terraform waits until it times out",
  fix: "add the missing rules from the nodes' security group to the control plane's security group on TCP 443, on both sides",
  source: 'EKS user guide, "sec-group-reqs" (read 2026-11-20)',
  run: (plan) => stoppedFlows(plan, "nodes-reach-api"),
};

export const apiReachesNodes: Check = {
  id: "api-reaches-nodes",
  severity: "error",
  title: "the control plane reaches every kubelet and webhook",
  why: "without the rules, logs, exec and metrics fail, and API requests that call a webhook fail or time out",
  fix: "add the missing rules from the control plane's security group to the nodes' security group on that port",
  source:
    'EKS user guide, "sec-group-reqs" (read 2026-11-20); AWS Load Balancer Controller 3.5.0, "installation"',
  run: (plan) => stoppedFlows(plan, "api-reaches-nodes"),
};

export const podsReachEachOther: Check = {
  id: "pods-reach-each-other",
  severity: "error",
  title: "nodes and pods reach each other and CoreDNS",
  why: "without the rules, pods cannot call pods on other nodes, and names resolve only on nodes that run CoreDNS",
  fix: "add the missing rules between the security groups, on both sides",
  source: 'EKS user guide, "sec-group-reqs" (read 2026-11-20); EKS user guide, "fargate-pod-configuration"',
  run: (plan) => stoppedFlows(plan, "pods-reach-each-other"),
};

export const workloadsReachEndpoints: Check = {
  id: "workloads-reach-endpoints",
  severity: "error",
  title: "nodes and pods reach the interface endpoints that they call",
  why: "with private DNS, service names resolve to the endpoint; if its security group denies the traffic, calls time out",
  fix: "add the missing rules from the callers' security group to the endpoints' group on TCP 443, on both sides",
  source:
    'AWS PrivateLink guide, "create-interface-endpoint"; EKS user guide, "private-clusters" (read 2026-11-20)',
  run: (plan) => stoppedFlows(plan, "workloads-reach-endpoints"),
};

export const workloadsReachS3: Check = {
  id: "workloads-reach-s3",
  severity: "error",
  title: "nodes and pods reach S3",
  why: "S3 stores image layers and model files: without it, image pulls and model downloads fail",
  fix: "add an egress rule on TCP 443 to the prefix list of the S3 endpoint",
  source: 'Amazon ECR user guide, "vpc-endpoints"; VPC user guide, "gateway-endpoints" (read 2026-11-20)',
  run: (plan) => stoppedFlows(plan, "workloads-reach-s3"),
};

export const workloadsReachDatabase: Check = {
  id: "workloads-reach-database",
  severity: "error",
  title: "pods reach the databases that their variables name",
  why: "without the rules, a program waits for its database and never becomes ready",
  fix: "add the missing rules between the security groups, on both sides",
  source: 'Amazon RDS user guide, "Controlling access with security groups" (unconfirmed)',
  run: (plan) => stoppedFlows(plan, "workloads-reach-database"),
};

export const loadBalancerReachesPods: Check = {
  id: "load-balancer-reaches-pods",
  severity: "error",
  title: "every load balancer reaches its pods on the container port",
  why: "targets of type ip receive requests on the pod's own port; if it is closed, they stay unhealthy and clients get 503 or 504",
  fix: "add the missing rules from the load balancer's security group to the pods' group on the container port, on both sides",
  source:
    'AWS Load Balancer Controller 3.5.0, "Ingress annotations"; Elastic Load Balancing guide, "target-group-health-checks" (read 2026-11-20)',
  run: (plan) => stoppedFlows(plan, "load-balancer-reaches-pods"),
};
