import { NAMED_BY_COMPANY } from "../../support/name-servers";
import { existing, IDS, WITH_GATEWAY } from "../../support/network-by-ids";
import { type SentenceCase } from "./case";

const RULE = "aws_vpc_security_group_ingress_rule.control_plane_from_10_20_0_0_24_443";

/** Connections that the network lets through. */
export const NETWORK_PATH_SENTENCES: readonly SentenceCase[] = [
  {
    environment: "retail-forecast-option-b",
    edit: ({ network }) => {
      const rules = network.resource.aws_vpc_security_group_ingress_rule;
      rules.control_plane_from_10_20_0_0_24_443.cidr_ipv4 = "10.21.0.0/24";
    },
    lines: [
      `attention, more access: opened: 10.21.0.0/24 → the control plane (mlops-hybrid-eks-control-plane-sg), TCP 443, by ${RULE}`,
      `attention, outage: closed: 10.20.0.0/24 → the control plane (mlops-hybrid-eks-control-plane-sg), TCP 443, by ${RULE}: who connects from there is cut off`,
    ],
  },
  {
    environment: WITH_GATEWAY,
    from: existing(IDS),
    to: NAMED_BY_COMPANY,
    lines: [
      "attention, more access: opened: nodes (ml-inference-eks-nodes-sg) → 10.200.0.2/32, TCP 53, by aws_vpc_security_group_egress_rule.nodes_to_10_200_0_2_32_53",
      "attention, more access: opened: nodes (ml-inference-eks-nodes-sg) → 10.200.0.2/32, UDP 53, by aws_vpc_security_group_egress_rule.nodes_to_10_200_0_2_32_53_udp",
      "attention, more access: opened: nodes (ml-inference-eks-nodes-sg) → 10.200.0.3/32, TCP 53, by aws_vpc_security_group_egress_rule.nodes_to_10_200_0_3_32_53",
      "attention, more access: opened: nodes (ml-inference-eks-nodes-sg) → 10.200.0.3/32, UDP 53, by aws_vpc_security_group_egress_rule.nodes_to_10_200_0_3_32_53_udp",
    ],
  },
  {
    environment: WITH_GATEWAY,
    from: NAMED_BY_COMPANY,
    to: existing({ ...IDS, nameServers: ["10.200.0.2"] }),
    lines: [
      "attention, outage: closed: nodes (ml-inference-eks-nodes-sg) → 10.200.0.3/32, TCP 53, by aws_vpc_security_group_egress_rule.nodes_to_10_200_0_3_32_53: what connects there is cut off",
      "attention, outage: closed: nodes (ml-inference-eks-nodes-sg) → 10.200.0.3/32, UDP 53, by aws_vpc_security_group_egress_rule.nodes_to_10_200_0_3_32_53_udp: what connects there is cut off",
    ],
  },
];
