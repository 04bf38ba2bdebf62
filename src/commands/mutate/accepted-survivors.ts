import { type Mutant } from "./mutants";

/** Changes that no check has to notice, because nothing that matters changes. */
export interface AcceptedSurvivors {
  /** Addresses of the resources. */
  readonly address: RegExp;
  /** What is changed in them. */
  readonly change: RegExp;
  /** Why nothing that matters changes. */
  readonly reason: string;
}

export const ACCEPTED_SURVIVORS: readonly AcceptedSurvivors[] = [
  {
    address: /^aws_vpc_security_group_\w+_rule\.\w+_10250$/,
    change: /^raise to_port by one$/,
    reason: "the next port, of metrics-server, is needed by itself, so the range lets nothing new through",
  },
  {
    address: /^aws_network_acl_rule\.(public_(in|e)gress_100|private_egress_200)$/,
    change: /^remove the resource$/,
    reason: "a wider entry of the same ACL lets the same through",
  },
  {
    address: /^aws_eks_node_group\./,
    change: /label private-eks-inference\/node-group$/,
    reason: "no model of the environment asks for nodes of that group",
  },
  {
    address: /^kubernetes_service_account_v1\./,
    change: /^remove annotation eks\.amazonaws\.com\/sts-regional-endpoints$/,
    reason: "current SDKs call the STS of their region without it; it helps old ones",
  },
  {
    address: /^kubernetes_ingress_v1\./,
    change: /annotation alb\.ingress\.kubernetes\.io\/group\.name$/,
    reason: "it names a group of one Ingress, which no other joins",
  },
  {
    address: /^kubernetes_(ingress|service)_v1\./,
    change: /^remove annotation .*\/(success-codes|aws-load-balancer-healthcheck-port)$/,
    reason: "the controller's default is what it says",
  },
  {
    address: /^kubernetes_service_v1\.\w+_nlb$/,
    change: /^change label app\.kubernetes\.io\/component$/,
    reason: "nothing selects a Service by that label",
  },
  {
    address: /^kubernetes_service_v1\./,
    change: /^raise spec\.port\.0\.port by one$/,
    reason: "nothing emitted calls that port of the Service; callers inside the cluster would have to follow",
  },
];

export const accepts = ({ address, change }: AcceptedSurvivors, mutant: Mutant): boolean =>
  address.test(mutant.address) && change.test(mutant.change);
