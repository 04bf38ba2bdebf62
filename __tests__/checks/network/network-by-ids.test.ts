import { NETWORK_CHECKS } from "../../../src/checks/generated/network";
import { foundOnce } from "../../../src/checks/network/found-once";
import { type Editable, environmentPlan } from "../../support/altered";
import { found, newlyFound } from "../../support/findings";
import { type Plan } from "../../support/plan";
import { planOf } from "../../support/reference-plans";
import { withAllIds, withIds, withMoreIds, withOwnGroups } from "../../support/network-by-ids";

const BOTH = [
  ["everything else made", withIds],
  ["ids of endpoints, their group and an attachment", withMoreIds],
  ["ids of endpoints in other subnets, each with a group of its own", withOwnGroups],
] as const;

test.each(BOTH)("a network by ids with %s has no findings", (_, plan) => {
  expect(found(NETWORK_CHECKS, environmentPlan(plan()))).toEqual([]);
});

test("a network with ids of everything has the findings of the same network by names", () => {
  const ids = (plan: Plan): string[] =>
    found(NETWORK_CHECKS, environmentPlan(plan)).map((line) => line.split(" ")[0] ?? "");
  const byNames = ids(planOf("retail-forecast-console"));
  expect(byNames).not.toEqual([]);
  expect(ids(withAllIds())).toEqual(byNames);
});

/** Ids of the checks that notice an edit of the network stack. */
const noticed = (plan: typeof withIds, edit: (network: Editable) => void): string[] => [
  ...new Set(
    newlyFound(NETWORK_CHECKS, plan(), ({ network }) => edit(network)).map(
      (line) => line.split(" ")[0] ?? "",
    ),
  ),
];

const drop = (block: Editable, form: RegExp): void => {
  block["lifecycle"].postcondition = (block["lifecycle"].postcondition as Editable[]).filter(
    (check) => !form.test(check["condition"] as string),
  );
};

test.each<[string, RegExp, (network: Editable) => Editable]>([
  ["a subnet in the VPC", /vpc_id/, ({ data }) => data.aws_subnet.private_a],
  ["a group in the VPC", /vpc_id/, ({ data }) => data.aws_security_group.endpoints],
  ["an endpoint in the VPC", /vpc_id/, ({ data }) => data.aws_vpc_endpoint.sts],
  [
    "an attachment of the VPC",
    /vpc_id/,
    ({ data }) => data.aws_ec2_transit_gateway_vpc_attachment.organization,
  ],
])("without the proof of %s, the reading by id is reported", (_, form, blockOf) => {
  const ids = newlyFound([foundOnce], withMoreIds(), ({ network }) => drop(blockOf(network), form));
  expect(ids.join("\n")).toContain("does not verify that it is in the VPC");
});

test("without the proof of a route to the attachment, a subnet has no way back to clients", () => {
  expect(
    noticed(withMoreIds, ({ data }) => drop(data.aws_route_table.private_a, /transit_gateway_id/)),
  ).toEqual(expect.arrayContaining(["attachment-routes", "operators-reach-api"]));
});

test("without a route in a given table, a subnet has no way back to clients", () => {
  expect(
    noticed(withIds, ({ resource }) => delete resource.aws_route.organization_10_0_0_0_8_private_a),
  ).toEqual(expect.arrayContaining(["attachment-routes", "operators-reach-api"]));
});

test("without the proof of a zone of the attachment, its interfaces are missing there", () => {
  expect(noticed(withMoreIds, ({ data }) => delete data.aws_subnets.organization_a)).toContain(
    "attachment-routes",
  );
});

test("without the listed rule, no node reaches the given endpoints", () => {
  expect(
    noticed(withMoreIds, ({ data }) => drop(data.aws_security_group.endpoints, /10\.32\.0\.0/)),
  ).toContain("workloads-reach-endpoints");
});

test("without the proof that their groups admit the private subnets, no node reaches the given endpoints", () => {
  expect(noticed(withOwnGroups, ({ data }) => drop(data.aws_security_groups.sts, /10\.32\.32\.0/))).toContain(
    "workloads-reach-endpoints",
  );
});

test("without the proof of a zone of a given endpoint, it has no interface there", () => {
  expect(
    noticed(withOwnGroups, ({ data }) => drop(data.aws_vpc_endpoint.sts, /availability_zone.*2b/)),
  ).toContain("endpoint-usable");
});

test("without the proof that given endpoints are in the range of the VPC, no policy is known to admit them", () => {
  const noRange = ({ data }: Editable) => drop(data.aws_vpc_endpoint.sts, /cidr_block/);
  expect(newlyFound(NETWORK_CHECKS, withOwnGroups(), ({ network }) => noRange(network))).not.toEqual([]);
});

test("models reach given endpoints in each subnet of the VPC, as their network policies admit", () => {
  const narrow = ({ models }: Record<string, Editable>): void => {
    const text = JSON.stringify(models).replaceAll('"10.32.0.0/16"', '"10.32.0.0/19"');
    Object.assign(models as Editable, JSON.parse(text));
  };
  expect(newlyFound(NETWORK_CHECKS, withMoreIds(), narrow).join("\n")).toContain("network-policy-paths");
});

test("without the proof of the policy of a given S3 endpoint, its policy is reported as unknown", () => {
  expect(noticed(withMoreIds, ({ data }) => drop(data.aws_vpc_endpoint.s3, /policy/))).not.toEqual([]);
});
