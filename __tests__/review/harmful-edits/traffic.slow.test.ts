import { type EditLayers, table, together, without } from "./edits";
import { type HarmfulWithLine, expectLines } from "./harmful-edits";

const BALANCER = "arn:aws:elasticloadbalancing:us-east-1:333344445555:loadbalancer/app";

const associated =
  (name: string, balancer: string): EditLayers =>
  ({ network }) => {
    table(network, "aws_wafv2_web_acl_association")[name] = {
      resource_arn: `${BALANCER}/${balancer}/1`,
      web_acl_arn: "arn:aws:wafv2:us-east-1:333344445555:regional/webacl/one/1",
    };
  };

const policy =
  (spec: object): EditLayers =>
  ({ models }) => {
    table(models, "kubernetes_network_policy_v1")["batch"] = {
      metadata: { name: "batch", namespace: "mlapp" },
      spec: { policy_types: ["Ingress", "Egress"], ingress: [], egress: [], ...spec },
    };
  };

/** Pods of the release of another program. */
const OF_ANOTHER_PROGRAM = { pod_selector: { match_labels: { app: "batch" } } };

const inNetwork =
  (blocks: Readonly<Record<string, object>>): EditLayers =>
  ({ network }) => {
    for (const [address, block] of Object.entries(blocks)) {
      const [type = "", name = ""] = address.split(".");
      table(network, type)[name] = structuredClone(block);
    }
  };

/** A server of the users of the project, in a subnet and with a group of its own. */
const SERVER = {
  "aws_subnet.own": { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.48.250.0/24" },
  "aws_security_group.own": { name: "own", vpc_id: "${aws_vpc.main.id}" },
  "aws_instance.own": {
    subnet_id: "${aws_subnet.own.id}",
    vpc_security_group_ids: ["${aws_security_group.own.id}"],
  },
  "aws_route_table.own": { vpc_id: "${aws_vpc.main.id}" },
  "aws_route_table_association.own": {
    subnet_id: "${aws_subnet.own.id}",
    route_table_id: "${aws_route_table.own.id}",
  },
};

/** A rule with a port and a range. */
const ruled = (port: number | string, cidr_ipv4: string): EditLayers =>
  inNetwork({
    "aws_vpc_security_group_ingress_rule.own": {
      security_group_id: "${aws_security_group.own.id}",
      ip_protocol: "tcp",
      from_port: port,
      to_port: port,
      cidr_ipv4,
    },
  });

const declaring: EditLayers = ({ network }) => {
  network["variable"] = { ...network["variable"], one: { type: "string" }, other: { type: "string" } };
};

const publicApi =
  (...public_access_cidrs: readonly string[]): EditLayers =>
  ({ cluster }) => {
    Object.assign(cluster["resource"].aws_eks_cluster.main.vpc_config, {
      endpoint_private_access: false,
      endpoint_public_access: true,
      public_access_cidrs,
    });
  };

const EDITS: readonly HarmfulWithLine[] = [
  {
    what: "an IPv6 record ends beside the IPv4 record of the same host",
    from: ({ models }) => {
      const alias = { name: "lb.example.com", zone_id: "Z9", evaluate_target_health: false };
      for (const type of ["A", "AAAA"])
        table(models, "aws_route53_record")[type] = { type, zone_id: "Z1", name: "a.mlapp.com", alias };
    },
    edit: ({ models }) => {
      delete table(models, "aws_route53_record").AAAA;
    },
    line: "outage: no longer: a.mlapp.com resolves to lb.example.com, in hosted zone Z1",
  },
  {
    what: "another certificate of a block that no topic compares",
    from: ({ network }) => {
      const certificate_arn = "arn:aws:acm:us-east-1:333344445555:certificate/1";
      table(network, "aws_apigatewayv2_domain_name").api = {
        domain_name: "api.mlapp.com",
        domain_name_configuration: { certificate_arn, endpoint_type: "REGIONAL", security_policy: "TLS_1_2" },
      };
    },
    edit: ({ network }) => {
      table(network, "aws_apigatewayv2_domain_name").api.domain_name_configuration.certificate_arn =
        "arn:aws:acm:us-east-1:333344445555:certificate/2";
    },
    line: "attention: not understood: domain_name_configuration.certificate_arn of aws_apigatewayv2_domain_name.api: arn:aws:acm:us-east-1:333344445555:certificate/1 → arn:aws:acm:us-east-1:333344445555:certificate/2",
  },
  {
    what: "a web ACL filters another load balancer",
    from: associated("one", "first"),
    edit: associated("one", "second"),
    line: `less protection: no web ACL filters requests of ${BALANCER}/first/1 any more: aws_wafv2_web_acl_association.one is replaced`,
  },
  {
    what: "the web ACL of one load balancer ends while another one gets it",
    from: associated("one", "first"),
    edit: (layers) => {
      delete table(layers.network, "aws_wafv2_web_acl_association").one;
      associated("two", "second")(layers);
    },
    line: "less protection: no web ACL filters requests any more: aws_wafv2_web_acl_association.one is destroyed",
  },
  {
    what: "a network policy admits more to pods that no stack has",
    from: policy(OF_ANOTHER_PROGRAM),
    edit: policy({
      ...OF_ANOTHER_PROGRAM,
      ingress: [{ from: [{ ip_block: { cidr: "10.0.0.0/8" } }], ports: [{ port: "80", protocol: "TCP" }] }],
    }),
    line: "attention: spec.ingress of kubernetes_network_policy_v1.batch",
  },
  {
    what: "the network policy of pods that no stack has ends",
    from: policy(OF_ANOTHER_PROGRAM),
    edit: ({ models }) => {
      delete table(models, "kubernetes_network_policy_v1").batch;
    },
    line: "attention: kubernetes_network_policy_v1.batch is destroyed: pods that it selected open and accept",
  },
  {
    what: "instances of a subnet get a public address if a variable says so",
    from: together(declaring, inNetwork(SERVER)),
    edit: ({ network }) => {
      table(network, "aws_subnet").own.map_public_ip_on_launch = "${var.one}";
    },
    line: "attention: not understood: map_public_ip_on_launch of aws_subnet.own: not set → ${var.one}",
  },
  {
    what: "a rule admits another range that a variable says",
    from: together(declaring, inNetwork(SERVER), ruled(80, "${var.one}")),
    edit: ruled(80, "${var.other}"),
    line: "attention: not understood: cidr_ipv4 of aws_vpc_security_group_ingress_rule.own: ${var.one} → ${var.other}",
  },
  {
    what: "a rule admits another port that a variable says",
    from: together(declaring, inNetwork(SERVER), ruled("${var.one}", "10.0.0.0/8")),
    edit: ruled("${var.other}", "10.0.0.0/8"),
    line: "attention: not understood: from_port of aws_vpc_security_group_ingress_rule.own: ${var.one} → ${var.other}",
  },
  {
    what: "a new rule admits a port that a variable says",
    from: together(declaring, inNetwork(SERVER)),
    edit: ruled("${var.one}", "10.0.0.0/8"),
    line: "attention: not understood: aws_vpc_security_group_ingress_rule.own is added",
  },
  {
    what: "a server of the user no longer reaches the internet, by its group",
    from: inNetwork({
      ...SERVER,
      "aws_vpc_security_group_egress_rule.own": {
        security_group_id: "${aws_security_group.own.id}",
        cidr_ipv4: "0.0.0.0/0",
        ip_protocol: "-1",
      },
    }),
    edit: without("network", "aws_vpc_security_group_egress_rule", "own"),
    line: "attention: closed: own → 0.0.0.0/0, all ports, by aws_vpc_security_group_egress_rule.own",
  },
  {
    what: "a server of the user no longer reaches the internet, by its route table",
    from: inNetwork({
      ...SERVER,
      "aws_route.own": {
        route_table_id: "${aws_route_table.own.id}",
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: "nat-1",
      },
    }),
    edit: without("network", "aws_route", "own"),
    line: "outage: closed: aws_subnet.own → the internet (0.0.0.0/0) through nat-1: all connections over this route end",
  },
  {
    what: "a route in its table leads to another interface",
    from: inNetwork({
      ...SERVER,
      "aws_route_table.own": {
        vpc_id: "${aws_vpc.main.id}",
        route: [{ cidr_block: "172.16.0.0/12", network_interface_id: "eni-1" }],
      },
    }),
    edit: ({ network }) => {
      table(network, "aws_route_table").own.route[0].network_interface_id = "eni-2";
    },
    line: "attention: not understood: route.network_interface_id of aws_route_table.own: eni-1 → eni-2",
  },
  {
    what: "the only endpoint of the Kubernetes API admits fewer addresses",
    from: publicApi("203.0.113.0/24", "198.51.100.0/24"),
    edit: publicApi("203.0.113.0/24"),
    line: "outage: no longer: the Kubernetes API of mlapp-cluster is open to 198.51.100.0/24, by its public endpoint; nodes reach it no other way",
  },
];

expectLines(EDITS);
