import { type JsonObject } from "../../../src/terraform/stack-json";
import { type SentenceCase } from "./case";

const VPC_ID = "${aws_vpc.main.id}";
const NODES = "${aws_security_group.nodes.id}";
const NETWORK = {
  "network/aws_vpc.main": { cidr_block: "10.0.0.0/16" },
  "network/aws_subnet.a": { vpc_id: VPC_ID, cidr_block: "10.0.0.0/24" },
  "network/aws_security_group.lb": { name: "lb", vpc_id: VPC_ID },
  "network/aws_security_group.nodes": { name: "nodes", vpc_id: VPC_ID },
};
const WITH_BALANCER = {
  ...NETWORK,
  "network/aws_lb.main": {
    internal: true,
    subnets: ["${aws_subnet.a.id}"],
    security_groups: ["${aws_security_group.lb.id}"],
  },
};
const rule = (config: JsonObject, name = "main") => ({
  [`network/aws_vpc_security_group_ingress_rule.${name}`]: {
    security_group_id: "${aws_security_group.lb.id}",
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 443,
    ...config,
  },
});
const TABLES = {
  "network/aws_vpc_endpoint.tables": {
    vpc_id: VPC_ID,
    service_name: "com.amazonaws.eu-west-1.dynamodb",
    vpc_endpoint_type: "Gateway",
  },
};
const leaving = (config: JsonObject) => ({
  "network/aws_vpc_security_group_egress_rule.main": {
    security_group_id: "${aws_security_group.lb.id}",
    ip_protocol: "-1",
    ...config,
  },
});
const BETWEEN = rule({
  security_group_id: NODES,
  referenced_security_group_id: "${aws_security_group.lb.id}",
});

/** Connections that security groups allow. */
export const CONNECTION_SENTENCES: readonly SentenceCase[] = [
  {
    beside: WITH_BALANCER,
    after: rule({ cidr_ipv4: "10.1.0.0/16" }),
    lines: [
      "attention, more access: opened: 10.1.0.0/16 → load balancers (lb), TCP 443, by aws_vpc_security_group_ingress_rule.main",
    ],
  },
  {
    beside: WITH_BALANCER,
    after: rule({ cidr_ipv4: "0.0.0.0/0" }),
    lines: [
      "attention, open to everyone: opened: 0.0.0.0/0 → load balancers (lb), TCP 443 (the internet), by aws_vpc_security_group_ingress_rule.main",
    ],
  },
  {
    beside: WITH_BALANCER,
    after: rule({ cidr_ipv4: "${aws_vpc_ipam_pool_cidr.office.cidr}" }),
    lines: [
      "attention: opened: a range known after apply → load balancers (lb), TCP 443, by aws_vpc_security_group_ingress_rule.main",
    ],
  },
  {
    beside: WITH_BALANCER,
    before: rule({ prefix_list_id: "pl-0123456789abcdef0" }),
    lines: [
      "attention, outage: closed: prefix list pl-0123456789abcdef0 → load balancers (lb), TCP 443, by aws_vpc_security_group_ingress_rule.main: who connects from there is cut off",
    ],
  },
  {
    beside: { ...WITH_BALANCER, ...TABLES },
    after: leaving({ prefix_list_id: "${aws_vpc_endpoint.tables.prefix_list_id}" }),
    lines: [
      "attention, more access: opened: load balancers (lb) → DynamoDB, all ports, by aws_vpc_security_group_egress_rule.main",
    ],
  },
  {
    beside: WITH_BALANCER,
    before: leaving({ cidr_ipv4: "10.1.0.0/16" }),
    lines: [
      "attention, outage: closed: load balancers (lb) → 10.1.0.0/16, all ports, by aws_vpc_security_group_egress_rule.main: what connects there is cut off",
    ],
  },
  {
    beside: WITH_BALANCER,
    after: leaving({ cidr_ipv4: "0.0.0.0/0" }),
    lines: [
      "attention, more access: opened: load balancers (lb) → 0.0.0.0/0, all ports (the internet), by aws_vpc_security_group_egress_rule.main",
    ],
  },
  {
    beside: NETWORK,
    before: rule({ cidr_ipv4: "10.1.0.0/16" }),
    lines: ["info: closed: 10.1.0.0/16 → lb, TCP 443, by aws_vpc_security_group_ingress_rule.main"],
  },
  {
    beside: { ...WITH_BALANCER, ...leaving({ referenced_security_group_id: NODES }) },
    before: BETWEEN,
    lines: [
      "info: closed: load balancers (lb) → nodes, TCP 443, by aws_vpc_security_group_ingress_rule.main",
    ],
  },
  {
    beside: WITH_BALANCER,
    before: rule({ cidr_ipv4: "10.0.0.0/16" }),
    lines: [
      "attention: closed: 10.0.0.0/16 → load balancers (lb), TCP 443, by aws_vpc_security_group_ingress_rule.main",
    ],
  },
  {
    beside: WITH_BALANCER,
    before: rule({ cidr_ipv4: "10.1.0.0/16" }),
    after: rule({ cidr_ipv4: "10.1.0.0/16" }, "other"),
    lines: [
      "attention: aws_vpc_security_group_ingress_rule.other is the rule of aws_vpc_security_group_ingress_rule.main again: AWS refuses it while the old one exists, and Terraform can delete that one last; use a moved block, or apply the removal first",
    ],
  },
  {
    beside: {
      ...NETWORK,
      "aws_eks_cluster.main": {
        name: "main",
        vpc_config: {
          subnet_ids: ["${aws_subnet.a.id}"],
          endpoint_public_access: false,
          endpoint_private_access: true,
        },
      },
      "aws_eks_fargate_profile.main": {
        cluster_name: "${aws_eks_cluster.main.name}",
        fargate_profile_name: "main",
        subnet_ids: ["${aws_subnet.a.id}"],
      },
    },
    before: {
      "aws_vpc_security_group_ingress_rule.fargate": {
        security_group_id: "${aws_eks_cluster.main.vpc_config[0].cluster_security_group_id}",
        ip_protocol: "-1",
        cidr_ipv4: "10.0.0.0/24",
      },
    },
    lines: [
      "attention: closed: 10.0.0.0/24 → Fargate pods and the control plane (main), all ports, by aws_vpc_security_group_ingress_rule.fargate",
    ],
  },
  {
    environment: "retail-forecast-option-b",
    edit: ({ network }) =>
      Reflect.deleteProperty(network.resource.aws_vpc_security_group_ingress_rule, "nodes_from_alb_8080"),
    lines: [
      "attention, outage: closed: load balancers (mlops-hybrid-alb-sg) → nodes (mlops-hybrid-eks-nodes-sg), TCP 8080, by aws_vpc_security_group_ingress_rule.nodes_from_alb_8080",
    ],
  },
];
