import { type JsonObject } from "../../../src/terraform/stack-json";
import { HUB } from "../../support/hub";
import { type SentenceCase } from "./case";

const subnet = (zone: string) => ({
  [`aws_subnet.${zone}`]: {
    vpc_id: "${aws_vpc.main.id}",
    cidr_block: `10.0.${zone === "a" ? 0 : 1}.0/24`,
    availability_zone: `eu-west-1${zone}`,
  },
});
const group = (name: string) => ({ [`aws_security_group.${name}`]: { vpc_id: "${aws_vpc.main.id}" } });
const NETWORK = {
  "provider.aws": { region: "eu-west-1" },
  "aws_vpc.main": { cidr_block: "10.0.0.0/16" },
  ...subnet("a"),
  ...subnet("b"),
  ...group("one"),
  ...group("two"),
  "aws_route_table.a": { vpc_id: "${aws_vpc.main.id}" },
  "aws_route_table.b": { vpc_id: "${aws_vpc.main.id}" },
};
const NODES = {
  ...NETWORK,
  "aws_eks_node_group.main": { node_group_name: "main", subnet_ids: ["${aws_subnet.a.id}"] },
};
const WITH_NAT = {
  ...NODES,
  "aws_nat_gateway.main": { subnet_id: "${aws_subnet.b.id}", allocation_id: "eipalloc-main" },
  "aws_route_table_association.a": {
    subnet_id: "${aws_subnet.a.id}",
    route_table_id: "${aws_route_table.a.id}",
  },
  "aws_route.out": {
    route_table_id: "${aws_route_table.a.id}",
    destination_cidr_block: "0.0.0.0/0",
    nat_gateway_id: "${aws_nat_gateway.main.id}",
  },
};
const ENDPOINT = "aws_vpc_endpoint.main";
const endpoint = (config: JsonObject = {}, service = "sqs") => ({
  [ENDPOINT]: {
    vpc_id: "${aws_vpc.main.id}",
    service_name: `com.amazonaws.eu-west-1.${service}`,
    vpc_endpoint_type: "Interface",
    private_dns_enabled: true,
    subnet_ids: ["${aws_subnet.a.id}"],
    security_group_ids: ["${aws_security_group.one.id}"],
    ...config,
  },
});
const s3 = (...tables: string[]) => ({
  "aws_vpc_endpoint.s3": {
    vpc_id: "${aws_vpc.main.id}",
    service_name: "com.amazonaws.eu-west-1.s3",
    vpc_endpoint_type: "Gateway",
    route_table_ids: tables.map((name) => `\${aws_route_table.${name}.id}`),
  },
});
const policy = (...statements: JsonObject[]) =>
  endpoint({ policy: JSON.stringify({ Version: "2012-10-17", Statement: statements }) });
const allow = (actions: string) => ({
  Effect: "Allow",
  Principal: "*",
  Action: actions,
  Resource: "arn:aws:sqs:eu-west-1:111122223333:jobs",
});
const deny = { ...allow("sqs:PurgeQueue"), Effect: "Deny" };
const change = { layer: "network", beside: NETWORK, topic: "VPC endpoints" } as const;

const hub = (...services: string[]) => ({
  "output.endpoint_hub": { value: { cidrs: ["10.255.0.0/24"], services } },
});

/** Endpoints of the VPC. */
export const VPC_ENDPOINT_SENTENCES: readonly SentenceCase[] = [
  {
    environment: "retail-forecast",
    to: HUB,
    topic: "VPC endpoints",
    lines: [
      "attention, outage: calls to ec2 and 5 more go to the endpoints of a hub, since aws_vpc_endpoint.ec2 is removed: they fail until its owner routes back and its names resolve in this VPC; apply network.attachments first, in a change of its own",
    ],
  },
  {
    environment: "retail-forecast",
    from: { network: { attachments: HUB.network.attachments } },
    to: HUB,
    topic: "VPC endpoints",
    lines: [
      "attention, outage: calls to ec2 and 5 more go to the endpoints of a hub, since aws_vpc_endpoint.ec2 is removed: they fail where its owner does not route back, or its names do not resolve in this VPC; see that both hold before the apply",
    ],
  },
  {
    layer: "network",
    before: hub("sts"),
    after: hub("sts", "sqs"),
    lines: [
      "attention: sqs is asked of the hub too: calls to it fail if its owner has no endpoint for it, with its name for this VPC",
    ],
  },
  { ...change, after: endpoint(), lines: ["info: new endpoint for sqs in 1 zone"] },
  { ...change, after: s3("a", "b"), lines: ["info: new endpoint for s3 in 2 route tables"] },
  {
    ...change,
    beside: WITH_NAT,
    before: endpoint({}, "ec2"),
    lines: [
      "attention: calls to ec2 leave the VPC by its default route, since aws_vpc_endpoint.main is removed",
    ],
  },
  {
    ...change,
    beside: NODES,
    before: endpoint({}, "ec2"),
    lines: [
      "attention, outage: calls to ec2 fail: aws_vpc_endpoint.main is removed, and not every caller has a default route",
    ],
  },
  {
    ...change,
    before: endpoint(),
    lines: ["info: no endpoint for sqs any more; nothing that runs needs one"],
  },
  {
    ...change,
    before: endpoint({}, "s3"),
    after: s3("a"),
    lines: ["attention: endpoint for s3: Interface → Gateway"],
  },
  {
    ...change,
    before: endpoint(),
    after: endpoint({ subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"] }),
    lines: ["info: endpoint for sqs: 1 → 2 zones"],
  },
  {
    ...change,
    before: endpoint(),
    after: endpoint({ security_group_ids: ["${aws_security_group.two.id}"] }),
    lines: ["attention: endpoint for sqs: security groups aws_security_group.one → aws_security_group.two"],
  },
  {
    ...change,
    before: s3("a", "b"),
    after: s3("a"),
    lines: [
      "attention: endpoint for s3: no route of aws_route_table.b leads to aws_vpc_endpoint.s3 any more",
    ],
  },
  {
    ...change,
    before: endpoint({ private_dns_enabled: false }),
    after: endpoint(),
    lines: [
      "attention: aws_vpc_endpoint.main, endpoint for sqs: private DNS off → on: calls to sqs go through the endpoint",
    ],
  },
  {
    ...change,
    before: endpoint(),
    after: endpoint({ private_dns_enabled: false }),
    lines: [
      "attention, outage: aws_vpc_endpoint.main, endpoint for sqs: private DNS on → off: its name resolves to public addresses, to which no route leads",
    ],
  },
  {
    ...change,
    beside: WITH_NAT,
    before: endpoint(),
    after: endpoint({ private_dns_enabled: false }),
    lines: [
      "attention: aws_vpc_endpoint.main, endpoint for sqs: private DNS on → off: calls leave the VPC to the internet",
    ],
  },
  {
    ...change,
    before: policy(allow("sqs:SendMessage")),
    after: endpoint({ policy: "${data.aws_iam_policy_document.other.json}" }),
    lines: [
      "attention: policy of aws_vpc_endpoint.main, endpoint for sqs: it changes, and its statements are not readable before the apply",
    ],
  },
  {
    ...change,
    before: policy(allow("sqs:SendMessage")),
    after: endpoint(),
    lines: [
      "attention, more access: policy of aws_vpc_endpoint.main, endpoint for sqs: none, so it lets all calls of every account through",
    ],
  },
  {
    ...change,
    before: policy(allow("sqs:SendMessage")),
    after: policy(allow("sqs:*")),
    lines: [
      "attention, more access: policy of aws_vpc_endpoint.main, endpoint for sqs: it lets sqs:* on arn:aws:sqs:eu-west-1:111122223333:jobs through",
    ],
  },
  {
    ...change,
    before: policy(allow("sqs:*"), deny),
    after: policy(allow("sqs:*")),
    lines: ["attention, more access: policy of aws_vpc_endpoint.main, endpoint for sqs: it denies less"],
  },
  {
    ...change,
    before: policy(allow("sqs:*")),
    after: policy(allow("sqs:SendMessage")),
    lines: [
      "info: policy of aws_vpc_endpoint.main, endpoint for sqs: it allows no call that it denied before",
    ],
  },
  {
    ...change,
    before: policy({ ...allow("sqs:SendMessage"), Sid: "One" }),
    after: policy({ ...allow("sqs:SendMessage"), Sid: "Two" }),
    lines: [
      "info: policy of aws_vpc_endpoint.main, endpoint for sqs: it allows no call that it denied before",
    ],
  },
];
