import { IDENTITY_TAG } from "../../../src/facts/identity-tag";
import { type Json } from "../../../src/terraform/stack-json";
import { type AwsAnswer, type Aws } from "../../../src/deploy/deploy/aws";
import { liveVpcs } from "../../../src/deploy/verify/vpcs";
import { environmentPlan } from "../../support/altered";
import { planOf } from "../../support/reference-plans";

const plan = environmentPlan(planOf("ml-inference-prod"));

interface World {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** An AWS whose filters select VPCs by tags and ids. */
function awsWith(...worlds: readonly World[]): Aws {
  const answer = (...args: string[]): Promise<AwsAnswer> => {
    const filters = [...args.join(" ").matchAll(/Name=(tag:\S+?|vpc-id),Values=(\S+)/g)];
    const found = worlds.filter(({ id, tags }) =>
      filters.every(([, name = "", value]) =>
        name === "vpc-id" ? id === value : tags[name.replace("tag:", "")] === value,
      ),
    );
    const vpcs: Json = found.map(({ id, tags }) => ({
      ...{ VpcId: id, State: "available", CidrBlock: "10.0.0.0/16" },
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }));
    return Promise.resolve({ value: { Vpcs: vpcs, EnableDnsSupport: {}, EnableDnsHostnames: {} } });
  };
  return { try: answer } as unknown as Aws;
}

const [vpc] = plan.resources("aws_vpc");
const name = String((vpc?.config.tags as { Name?: string } | undefined)?.Name);
const GENERIC = { Name: name, environment: "ml-inference-prod", layer: "network" };
const [provider] = plan.stack("network")?.providers["aws"] as {
  default_tags: { tags: Record<string, string> }[];
}[];
const OWN = { ...GENERIC, [IDENTITY_TAG]: provider?.default_tags[0]?.tags[IDENTITY_TAG] ?? "" };

const foundIn = async (aws: Aws, stated?: string) =>
  (await liveVpcs(plan, aws, (id) => Promise.resolve(id === stated))).vpcs.map(({ liveId }) => liveId);

test("the VPC of another team with our name and words is not taken for ours", async () => {
  expect(await foundIn(awsWith({ id: "vpc-theirs", tags: GENERIC }))).toEqual([]);
  expect(await foundIn(awsWith({ id: "vpc-theirs", tags: GENERIC }, { id: "vpc-ours", tags: OWN }))).toEqual([
    "vpc-ours",
  ]);
});

test("a VPC from before the tag is found by the id that a state names", async () => {
  const aws = awsWith({ id: "vpc-theirs", tags: GENERIC }, { id: "vpc-ours", tags: GENERIC });
  expect(await foundIn(aws, "vpc-ours")).toEqual(["vpc-ours"]);
});
