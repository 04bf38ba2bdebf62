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
];
