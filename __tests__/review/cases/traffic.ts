import { type Editable } from "../../support/altered";
import { type Layers } from "../pairs";
import { type ReviewCase } from "./case";
import { WITH_DEMO, ingressOf } from "./reference-blocks";

const RETAIL = "retail-forecast";
const PROD = "ml-inference-prod";
const B = "retail-forecast-option-b";

const rulesOf = ({ network }: Layers, direction: "ingress" | "egress"): Editable =>
  network.resource[`aws_vpc_security_group_${direction}_rule`] as Editable;

/** Traffic that stops, opens, narrows or stays, by other blocks and arguments than those of the file's keys. */
export const TRAFFIC_CASES: readonly ReviewCase[] = [
  {
    name: "a rule moves to another form of Terraform and admits the same",
    environment: RETAIL,
    edit: (layers) => {
      Reflect.deleteProperty(rulesOf(layers, "ingress"), "nodes_from_alb_8080");
      layers.network.resource["aws_security_group_rule"] = {
        pods: {
          type: "ingress",
          from_port: 8080,
          to_port: 8080,
          protocol: "tcp",
          security_group_id: "${aws_security_group.nodes.id}",
          source_security_group_id: "${aws_security_group.alb.id}",
        },
      };
    },
    verdict: "needs attention",
    harm: "none",
    first: ["aws_security_group_rule.pods", "nodes_from_alb_8080"],
    why: "The set of admitted traffic is the same, but Terraform creates a rule that exists already or deletes it after the creation: the apply has an order that no plan shows.",
  },
  {
    name: "a range of operators is written as its two halves",
    environment: PROD,
    edit: (layers) => {
      const ingress = rulesOf(layers, "ingress");
      const whole = ingress.control_plane_from_10_64_0_0_16_443;
      Reflect.deleteProperty(ingress, "control_plane_from_10_64_0_0_16_443");
      ingress.operators_low = { ...whole, cidr_ipv4: "10.64.0.0/17" };
      ingress.operators_high = { ...whole, cidr_ipv4: "10.64.128.0/17" };
    },
    verdict: "safe",
    harm: "none",
    first: ["safe"],
    why: "Both rules admit the addresses of the old one, and no others.",
  },
  {
    name: "one NAT gateway serves all zones",
    environment: PROD,
    to: { network: { egress: "single-nat" } },
    verdict: "needs attention",
    harm: "cannot go back",
    first: ["aws_eip.nat_b", "address"],
    cause: "network.egress",
    why: "Connections of one zone leave from the address of the other one, and AWS gives a released address to another account.",
  },
  {
    name: "the name of STS no longer resolves to its endpoint",
    environment: RETAIL,
    edit: ({ network }) => {
      network.resource.aws_vpc_endpoint.sts.private_dns_enabled = false;
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "aws_vpc_endpoint.sts"],
    why: "Calls go to the public addresses of STS, to which the network has no route.",
  },
  {
    name: "the S3 endpoint loses the route table of the nodes",
    environment: RETAIL,
    edit: ({ network }) => {
      network.resource.aws_vpc_endpoint.s3.route_table_ids = [];
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "aws_vpc_endpoint.s3"],
    why: "Image layers and model files come from S3, and no other way leads there.",
  },
  {
    name: "the operators' rule of the Kubernetes API admits every address",
    environment: PROD,
    edit: (layers) => {
      rulesOf(layers, "ingress").control_plane_from_10_64_0_0_16_443.cidr_ipv4 = "0.0.0.0/0";
    },
    verdict: "needs attention",
    harm: "open to everyone",
    first: ["0.0.0.0/0", "443"],
    why: "Each address that a route leads to reaches the API server.",
  },
  {
    name: "private subnets get a route to the internet gateway",
    environment: RETAIL,
    edit: ({ network }) => {
      network.resource.aws_route.private_internet = {
        route_table_id: "${aws_route_table.private.id}",
        destination_cidr_block: "0.0.0.0/0",
        gateway_id: "${aws_internet_gateway.internet.id}",
      };
    },
    verdict: "needs attention",
    harm: "more access",
    first: ["internet", "aws_subnet.private_a"],
    why: "Each instance with a public address in these subnets is then on the internet.",
  },
  {
    name: "a network ACL denies the requests of the load balancer",
    environment: PROD,
    edit: ({ network }) => {
      network.resource.aws_network_acl_rule.private_ingress_50 = {
        network_acl_id: "${aws_network_acl.private.id}",
        rule_number: 50,
        rule_action: "deny",
        protocol: "-1",
        from_port: 0,
        to_port: 0,
        cidr_block: "10.32.0.0/16",
      };
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "aws_network_acl"],
    why: "Packets between the subnets of the VPC are dropped.",
  },
  {
    name: "a network policy of all models is deleted with the one that denies",
    environment: RETAIL,
    edit: ({ models }) => Reflect.deleteProperty(models.resource, "kubernetes_network_policy_v1"),
    verdict: "needs attention",
    harm: "less protection",
    first: ["network policy", "retail-forecast-api"],
    why: "Pods then receive and send everything that security groups allow.",
  },
  {
    name: "a network policy no longer admits the load balancer",
    environment: RETAIL,
    edit: ({ models }) => {
      models.resource.kubernetes_network_policy_v1.all_models.spec.ingress = [];
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "all_models"],
    why: "The pods refuse all requests and health checks.",
  },
  {
    name: "the record of the demo leads to another load balancer",
    environment: B,
    from: WITH_DEMO,
    edit: ({ network }) => {
      network.resource.aws_route53_record.alias_demo_retail_example_com.alias.name =
        "other-1234.ap-southeast-1.elb.amazonaws.com";
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "demo.retail.example.com"],
    why: "Clients of the name reach another load balancer, which this plan does not know.",
  },
  {
    name: "the load balancer of the demo forwards invalid header fields",
    environment: B,
    from: WITH_DEMO,
    edit: ({ network }) => {
      network.resource.aws_lb.demo.drop_invalid_header_fields = false;
    },
    verdict: "needs attention",
    harm: "less protection",
    first: ["drop_invalid_header_fields"],
    why: "The load balancer then forwards requests that it dropped, which helps to smuggle others.",
  },
  {
    name: "the public entry gets another web ACL",
    environment: RETAIL,
    edit: ({ models }) => {
      models.resource.aws_wafv2_web_acl_association.guard.web_acl_arn =
        "arn:aws:wafv2:ap-southeast-1:111122223333:regional/webacl/empty/0a1b2c3d-0000-4000-8000-999922223333";
    },
    verdict: "needs attention",
    harm: "replaced",
    first: ["web ACL", "webacl/empty"],
    why: "No stack shows the rules of the other one.",
  },
  {
    name: "a health check calls another path",
    environment: RETAIL,
    edit: (layers) => {
      ingressOf(layers).metadata.annotations["alb.ingress.kubernetes.io/healthcheck-path"] = "/admin/health";
    },
    verdict: "needs attention",
    harm: "in place",
    first: ["healthcheck-path", "/admin/health"],
    why: "If the program does not answer there, the load balancer has no healthy target.",
  },
  {
    name: "the Kubernetes API is open to the whole internet",
    environment: PROD,
    from: { cluster: { apiAccess: { publicCidrs: ["203.0.113.0/24"] } } },
    edit: ({ cluster }) => {
      cluster.resource.aws_eks_cluster.main.vpc_config.public_access_cidrs = ["0.0.0.0/0"];
    },
    verdict: "needs attention",
    harm: "open to everyone",
    first: ["0.0.0.0/0", "internet"],
    why: "Each address of the internet reaches the API server.",
  },
  {
    name: "the API server loses its private endpoint",
    environment: PROD,
    edit: ({ cluster }) => {
      cluster.resource.aws_eks_cluster.main.vpc_config.endpoint_private_access = false;
      cluster.resource.aws_eks_cluster.main.vpc_config.endpoint_public_access = true;
      cluster.resource.aws_eks_cluster.main.vpc_config.public_access_cidrs = ["203.0.113.0/24"];
    },
    verdict: "destructive",
    harm: "outage",
    first: ["outage", "endpoint_private_access"],
    why: "Nodes then call the public address of the API server, which does not admit theirs.",
  },
];
