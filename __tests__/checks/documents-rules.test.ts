import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type Editable, altered } from "../support/altered";
import { found } from "../support/findings";
import { PATH_CHECKS } from "../support/hygiene-checks";
import { planWith } from "../support/changed-plans";

type Rule = readonly [group: string, direction: "ingress" | "egress", peer: string, port: number | "all"];

/** The exact rules of the documents, which define one container port, 80. */
const DOCUMENTS_RULES: readonly Rule[] = [
  ["alb", "ingress", "0.0.0.0/0", 80],
  ["alb", "ingress", "0.0.0.0/0", 443],
  ["alb", "egress", "nodes", 80],
  ["nodes", "ingress", "alb", 80],
  ["nodes", "ingress", "alb", 443],
  ["nodes", "ingress", "nodes", "all"],
  ["nodes", "ingress", "control_plane", "all"],
  ["nodes", "egress", "endpoints", 443],
  ["nodes", "egress", "nodes", "all"],
  ["control_plane", "ingress", "nodes", 443],
  ["control_plane", "egress", "nodes", "all"],
  ["endpoints", "ingress", "nodes", 443],
];

/** The environment retail-forecast with a container port and the documents' rules instead of the synthesized ones. */
function literalDocuments(port: number): EnvironmentPlan {
  const model = {
    name: "retail-forecast-api",
    image: { tag: "1.0.0" },
    port,
    paths: ["/predict", "/health"],
  };
  return altered(planWith("retail-forecast", { models: [model] }), ({ network }) => {
    network.resource.aws_vpc_security_group_ingress_rule = rules("ingress");
    network.resource.aws_vpc_security_group_egress_rule = rules("egress");
  });
}

function rules(wanted: Rule[1]): Editable {
  const entries = DOCUMENTS_RULES.filter(([, direction]) => direction === wanted).map(
    ([group, , peer, port], index) => [
      `${group}_${index}`,
      {
        security_group_id: groupReference(group),
        ...(peer.includes("/")
          ? { cidr_ipv4: peer }
          : { referenced_security_group_id: groupReference(peer) }),
        ...(port === "all" ? { ip_protocol: "-1" } : { ip_protocol: "tcp", from_port: port, to_port: port }),
      },
    ],
  );
  return Object.fromEntries(entries) as Editable;
}

const groupReference = (group: string): string => `\${aws_security_group.${group}.id}`;

const ERRORS = PATH_CHECKS.filter(({ severity, findsExcess }) => severity === "error" && !findsExcess);
const errorsOf = (plan: EnvironmentPlan): string[] => found(ERRORS, plan);

const TO_CONTROL_PLANE =
  /^nodes-reach-api aws_security_group\.nodes: nodes cannot reach the control plane on TCP 443: aws_security_group\.nodes has no egress rule to aws_security_group\.control_plane;/;
const TO_S3 =
  /^workloads-reach-s3 aws_security_group\.nodes: nodes cannot reach S3 on TCP 443: aws_security_group\.nodes has no egress rule to the prefix list of S3;/;
const TO_PODS =
  /^load-balancer-reaches-pods aws_security_group\.alb: .* cannot reach nodes on TCP 8080: aws_security_group\.alb has no egress rule to aws_security_group\.nodes; aws_security_group\.nodes has no ingress rule from aws_security_group\.alb;/;

test("SG-02 with the documents' rules, nodes cannot reach the control plane and S3; all other paths work", () => {
  expect(errorsOf(literalDocuments(80))).toEqual([
    expect.stringMatching(TO_CONTROL_PLANE),
    expect.stringMatching(TO_S3),
  ]);
});

test("SG-01 with the documents' port 80, the load balancer also cannot reach pods on port 8080", () => {
  expect(errorsOf(literalDocuments(8080))).toEqual([
    expect.stringMatching(TO_CONTROL_PLANE),
    expect.stringMatching(TO_S3),
    expect.stringMatching(TO_PODS),
  ]);
});
